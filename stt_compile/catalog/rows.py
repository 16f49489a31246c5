"""The shapes of the catalogue's rows. A row is data: what the service accepts, since when, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, Union

PlatformId: TypeAlias = Literal["ibm-cloud", "cloud-pak-for-data", "software-hub"]
InterfaceId: TypeAlias = Literal["websocket", "sync-http", "async-http"]
Carrier: TypeAlias = Literal["websocket", "sync-http", "sync-http-multipart", "async-http"]
"""An interface as far as the places of parameters go: multipart is a carrier of its own."""
Place: TypeAlias = Literal[
    "query", "header", "start_message", "metadata", "form_part", "body", "binary_message", "none", "undocumented"
]
"""Where a carrier takes a parameter. `none`: a source says that it does not; `undocumented`: no source puts it there."""
Generation: TypeAlias = Literal["previous", "next", "large"]
Level: TypeAlias = Literal["ga", "beta", "none", "ignored", "by-model", "not-stated", "contradictory"]
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
    """A text; `values` are all that the service knows."""

    max_length: int | None = None
    values: tuple[str, ...] = ()


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


Type: TypeAlias = Union[Boolean, Whole, Number, String, Strings, Other]


@dataclass(frozen=True)
class Support:
    """How far a generation of base models takes something."""

    level: Level
    note: str = ""
    """What the sources add: languages, models, exceptions."""


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
    unit: str | None = None
    default: str | None = None
    required: str = ""
    """When a request must have it; empty where it never must."""
    placement: dict[Carrier, Place]
    wire_names: dict[Carrier, str] = field(default_factory=dict)
    """Its name on a carrier, where that is not `name`."""
    previous: Support
    next: Support
    large: Support
    previous_2020: Support
    """The same in the documentation of 2020."""
    dates: Dates = Dates()
    introduced: str = ""
    removed: str = ""
    deprecated: bool = False
    replaced_by: str | None = None
    sdk: str | None = None
    """The name of its argument in the Python SDK."""
    sdk_interfaces: tuple[InterfaceId, ...] = ()
    """The interfaces whose method in the Python SDK has that argument."""
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
class Era:
    """One fact in the documentation of 2020 and in that of 2026."""

    docs_2020: str
    docs_2026: str


@dataclass(frozen=True, kw_only=True)
class Period:
    """First day, and first day without; None where no source dates it or there is none."""

    since: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class BaseModel:
    """A base model of the service."""

    name: str
    language: str
    language_name: str
    generation: Generation
    type: str
    rate: int | None
    """The lowest sampling rate in Hz; None for large models, which take 8000 and 16000."""
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
    speaker_labels: Era
    speech_activity_detection: bool | None = None
    default_weight: float | None = None
    """The default of `customization_weight` for custom language models made from it, where a source says it."""
    periods: dict[PlatformId, Period]
    end_of_service_planned: tuple[Day, ...] = ()
    deprecated: Day | None = None
    replaced_by: str | None = None
    renamed_to: str | None = None
    renamed_from: str | None = None
    introduced: str = ""
    """The sources' words on its first days, where a date alone says too little."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether the name itself is refused after its last day; a discontinued model may still answer."""
        return self.status.docs_2026 in ("name removed", "gone")
