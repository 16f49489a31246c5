"""The shapes of the catalogue's rows. A row is data: what the service accepts, since when, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

PlatformId: TypeAlias = Literal["ibm-cloud", "cloud-pak-for-data", "software-hub"]
PLATFORM_IDS: tuple[PlatformId, ...] = ("ibm-cloud", "cloud-pak-for-data", "software-hub")
InterfaceId: TypeAlias = Literal["websocket", "sync-http", "async-http"]
Carrier: TypeAlias = Literal["websocket", "sync-http", "sync-http-multipart", "async-http"]
"""An interface as far as the places of parameters go: multipart is a carrier of its own."""
Place: TypeAlias = Literal[
    "query", "header", "start_message", "metadata", "form_part", "body", "binary_message", "none", "undocumented"
]
"""Where a carrier takes a parameter. `none`: a source says that it does not; `undocumented`: none puts it there."""
Generation: TypeAlias = Literal["previous", "next", "large"]
Level: TypeAlias = Literal["ga", "beta", "none", "ignored", "by-model", "not-stated", "contradictory"]
Availability: TypeAlias = Literal["yes", "no", "not-stated"]
AuthId: TypeAlias = Literal["apikey", "token", "authorize_url", "cf-basic", "watson-token"]
"""A kind of authentication: the first three as a profile spells them, the others of the past."""
Carriage: TypeAlias = Literal["basic", "bearer", "header", "query", "exchange"]
"""How credentials travel: in `Authorization` (Basic or Bearer), a header or a query parameter of their own, or not at
all, so that a token must be had for them first."""
Day: TypeAlias = str
"""A day as `YYYY-MM-DD`, which compares as text."""


@dataclass(frozen=True)
class Boolean:
    """`true` or `false`."""


@dataclass(frozen=True)
class Whole:
    """An integer; `special` values stand outside the range and have a meaning of their own."""

    minimum: int | None = None
    maximum: int | None = None
    special: tuple[int, ...] = ()
    values: tuple[int, ...] = ()


@dataclass(frozen=True)
class Number:
    """A number, fractions included."""

    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class String:
    """A text; `values` are all that the service knows, `pattern` is a regular expression for the whole of it."""

    max_length: int | None = None
    values: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Strings:
    """A list of texts."""

    max_items: int | None = None
    max_item_length: int | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Other:
    """A value that no profile writes as it is: audio, JSON objects, arguments of an SDK."""

    what: str


Type: TypeAlias = Boolean | Whole | Number | String | Strings | Other


@dataclass(frozen=True)
class Support:
    """How far a generation of base models takes something."""

    level: Level
    note: str = ""
    """What the sources add: languages, models, exceptions."""
    languages: tuple[str, ...] = ()
    """The languages that have it, where only some do: `en-US`, or `es` for all of its dialects."""
    models: tuple[str, ...] = ()
    """The base models that have it, where only some do."""
    without: tuple[str, ...] = ()
    """The base models that a source takes out."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """Days of a parameter; None where no source dates it. `*_to` is the first day without it."""

    since: Day | None = None
    until: Day | None = None
    ga: Day | None = None
    deprecated: Day | None = None
    next_since: Day | None = None
    next_ga: Day | None = None
    large_since: Day | None = None
    installed_since: Day | None = None
    """First day on Cloud Pak for Data, where it has its own."""
    installed_until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of a recognition request."""

    name: str
    """The service's own name."""
    group: str
    summary: str
    """What it does, in one sentence."""
    type: Type
    key: str | None = None
    """The key of a request that says it (`parameters.keywords`, `audio.content_type`); None where no profile can."""
    instead: str = ""
    """Where `key` is None: what a profile says instead, or why it says nothing."""
    emit: bool = True
    """False where a compiler should not write it, whatever its places: a source only names it in passing, or it belongs
    to another endpoint than recognition."""
    unit: str | None = None
    default: str | None = None
    example: str | float | tuple[str, ...] | None = None
    """A value as a profile may hold it, where neither type nor default suggests one."""
    required: str = ""
    """When a request must have it; empty where it never must."""
    placement: dict[Carrier, Place]
    wire_names: dict[Carrier, str] = field(default_factory=dict)
    """Its name on a carrier, where that is not `name`."""
    encoding: dict[Carrier, str] = field(default_factory=dict)
    """How its value is written on a carrier, where that is not its JSON or its text."""
    previous: Support
    next: Support
    large: Support
    previous_2020: Support
    """The same in the documentation of 2020."""
    platforms: tuple[PlatformId, ...] = PLATFORM_IDS
    """Where it has an effect."""
    dates: Dates = Dates()
    introduced: str = ""
    removed: str = ""
    deprecated: bool = False
    replaced_by: str | None = None
    sdk: str | None = None
    """The name of its argument in the Python SDK."""
    sdk_interfaces: tuple[InterfaceId, ...] = ()
    """The interfaces whose method in the Python SDK (ibm-watson 11.2.0) has that argument."""
    sdk_since: dict[InterfaceId, str] = field(default_factory=dict)
    """The first release of the SDK whose method has it, where that is younger than 9.0.0."""
    rules: tuple[str, ...] = ()
    """The contract's rules that speak of it."""
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Where the sources contradict each other."""
    sources: tuple[str, ...]

    def support(self, generation: Generation) -> Support:
        """What today's documentation says for a generation of base models."""
        return {"previous": self.previous, "next": self.next, "large": self.large}[generation]


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """Sources that contradict each other on whether base models take a parameter; both sides in words, with sources."""

    parameter: str
    generations: tuple[Generation, ...]
    yes: str
    no: str
    models: tuple[str, ...] = ()
    """The base models that it is about; all of the generations where empty."""
    agreed: tuple[str, ...] = ()
    """The languages that all sources have: it is about the others. Written as in `Support`."""
    by_model: bool = False
    """Whether the base models' own rows say which of them it is about."""
    after: Day | None = None
    """The last day before it."""
    until: Day | None = None
    """The first day behind it."""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Era:
    """One fact in the documentation of 2020 and in that of 2026.

    Mostly `ga`, `beta`, `none`, `not_yet` (did not exist), `not_stated`, `unclear` (the language is named, the model is
    not) or `contradictory`; a `status` also `discontinued`, `name removed`, `gone`.
    """

    docs_2020: str
    docs_2026: str


@dataclass(frozen=True, kw_only=True)
class Period:
    """First day, and first day without; None where no source dates it or there is none."""

    since: Day | None = None
    until: Day | None = None
    availability: Availability = "yes"
    """Whether a source has it there at all."""
    note: str = ""
    """The sources' words, where days alone say too little."""


@dataclass(frozen=True, kw_only=True)
class BaseModel:
    """A base model of the service."""

    name: str
    language: str
    language_name: str
    generation: Generation
    type: str
    rate: int | None
    """The lowest sampling rate in Hz; None where the sources name none, as for most large models."""
    rates_accepted: tuple[int, ...] = ()
    """Large models: the rates that they take."""
    status: Era
    tier: str = ""
    """`ga` or `beta`, as the last documentation of a discontinued model had it."""
    acoustic_customization: Era
    language_customization: Era
    language_customization_note: str = ""
    grammars: Era
    low_latency: bool | None
    """None where the sources are silent."""
    low_latency_since: Day | None = None
    """First day on IBM Cloud."""
    low_latency_installed_since: Day | None = None
    """First day on Cloud Pak for Data."""
    low_latency_note: str = ""
    speaker_labels: Era
    speech_activity_detection: bool | None = None
    default_weight: float | None = None
    """The default of `customization_weight` for custom language models made from it, where a source says it."""
    default_weight_note: str = ""
    periods: dict[PlatformId, Period]
    ga: Day | None = None
    """First day of general availability on IBM Cloud; None where undated, or beta to this day."""
    end_of_service_planned: tuple[Day, ...] = ()
    """Days that were announced for the end of service and then passed."""
    deprecated: Day | None = None
    """Deprecated on IBM Cloud."""
    deprecated_installed: Day | None = None
    """Deprecated on Cloud Pak for Data."""
    replaced_by: str | None = None
    renamed_to: str | None = None
    renamed_from: str | None = None
    introduced: str = ""
    """The sources' words on its first days on IBM Cloud, where a date alone says too little."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether the name itself is refused after its last day; a discontinued model may still answer."""
        return self.status.docs_2026 in ("name removed", "gone")


@dataclass(frozen=True, kw_only=True)
class Address:
    """A form of the service's base address; `{location}` and the like stand for what an instance fills in."""

    https: str
    wss: str
    since: Day | None = None
    until: Day | None = None
    note: str = ""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A deployment of the service."""

    id: PlatformId
    name: str
    addresses: tuple[Address, ...]
    """How its base addresses are formed, today's form first; empty where no source says."""
    located: bool
    """Whether a location and an instance make its address; otherwise a profile gives the `url`."""
    auth: tuple[AuthId, ...]
    """The kinds of authentication that a profile may use there."""
    learning_opt_out: bool
    """Whether `X-Watson-Learning-Opt-Out` has an effect: whether requests are logged by default."""
    first_release: Day | None = None
    releases: dict[str, Day] = field(default_factory=dict)
    """Releases of the speech services there, where a source lists them."""
    out_of_service: dict[str, Day] = field(default_factory=dict)
    """Releases that are no longer served, with the day."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Location:
    """A location of IBM Cloud that has the service."""

    id: str
    city: str
    introduced: Day | None = None
    """First day; None where it is older than the sources."""
    iam_since: Day
    """First day on which new instances there have API keys and IAM tokens."""
    historic_host: str
    """The host of watsonplatform.net that served it."""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AuthKind:
    """A kind of authentication."""

    id: AuthId
    scheme: str
    platforms: tuple[PlatformId, ...]
    keys: tuple[str, ...] = ()
    """What `auth` must say for it in a profile; empty for the kinds of the past, which no profile has."""
    one_of: tuple[str, ...] = ()
    """Of these `auth` must say exactly one besides."""
    secrets: tuple[str, ...] = ()
    """Those of its keys that are secrets."""
    carried_on: dict[InterfaceId, Carriage]
    user: str = ""
    """The user name of the Basic scheme, where it is fixed."""
    since: Day | None = None
    until: Day | None = None
    replaced_by: AuthId | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TokenCall:
    """The call that gives an access token for other credentials."""

    method: str
    url: str
    """The whole address, or the path that an address given by the user ends in."""
    content_type: str
    fields: dict[str, str]
    """Fields of its body; `{apikey}` and the like stand for credentials."""
    answer: str
    """The field of the answer that holds the token."""
    expires_in: int | None = None
    """Seconds."""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement on when something ends."""

    day: Day
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ContentType:
    """An audio format."""

    name: str
    explicit_required: bool
    """Whether a request must name it, because the service does not detect it."""
    required_params: tuple[str, ...] = ()
    optional_params: tuple[str, ...] = ()
    channels: int | None = None
    """The number of its channels, where that is fixed."""
    max_channels: int | None = None
    fixed_rate: int | None = None
    """Its sampling rate in Hz, where that is fixed."""
    narrowband_only: bool = False
    compression: str = ""
    same_as: str | None = None
    since: Day | None = None
    """First day; None where it is older than the sources."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContentTypeParameter:
    """A parameter of an audio format, written behind it: `audio/l16;rate=16000`."""

    name: str
    summary: str
    type: Type
    applies_to: tuple[str, ...]
    unit: str | None = None
    default: str | None = None
    example: int | None = None
    """A value as a profile may hold it, where neither type nor default suggests one."""
    since: Day | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How much audio a carrier takes in one request."""

    min_bytes: int
    max_bytes: int
    stated: str
    """The maximum as the sources state it; they name no unit of 1000 or 1024."""
    max_frame_bytes: int | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Timeout:
    """After what the service ends a request."""

    id: str
    seconds: int | None
    trigger: str
    parameter: str | None = None
    """The parameter that changes it."""
    http_status: int | None = None
    message: str = ""
    applies_to: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A way in which the service says that a request failed."""

    status: str
    """A status of HTTP, the code with which a WebSocket is closed, or a word for what says it otherwise."""
    interfaces: tuple[InterfaceId, ...]
    of_registration: bool = False
    """Whether it is the registration of a callback URL that fails so."""
    meaning: str
    remedy: str
    sources: tuple[str, ...]
