"""A profile as typed data: its environments, and each of its requests in each environment on each interface.

Layers are merged here, what an interface cannot carry is taken out of the defaults, and what is missing is reported.
Everything is built from what could be read; what could not be is listed in `lost`, so that rules do not complain of
mistakes that are there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from . import shape
from .catalog import AS_OF, INTERFACES
from .catalog.audio import CONTENT_TYPE_PARAMETERS
from .catalog.parameters import PARAMETERS
from .catalog.platforms import URL_PATTERN
from .catalog.rows import PLATFORM_IDS, Carrier, Day, InterfaceId, Parameter, PlatformId
from .diagnostics import Finding
from .language import WAIT_MINUTES
from .merge import merge, pruned, settled, without
from .reading import Loaded
from .text import Env, Text, text
from .tree import Entry, KeyPath, Node, mapping, spelling

CARRIED = ("query", "header", "start_message", "metadata", "form_part", "body", "binary_message")


@dataclass(frozen=True)
class ApiKey:
    """An IBM Cloud API key."""

    apikey: Env


@dataclass(frozen=True)
class Token:
    """An access token that exists already."""

    token: Env


@dataclass(frozen=True)
class Authorize:
    """A user of an installation, who gets a token at `authorize_url`."""

    authorize_url: Text
    username: Text
    secret_kind: str
    """`password` or `api_key`."""
    secret: Env


Auth = ApiKey | Token | Authorize


@dataclass(frozen=True)
class Tls:
    """How the certificate of the server is judged, where it differs from what clients do."""

    ca_file: Text | None = None
    """None: any certificate is taken."""


@dataclass(frozen=True)
class CustomModel:
    """A custom acoustic or language model of an environment."""

    name: str
    customization_id: Text | None
    base_model: str | None
    versions: tuple[str, ...] = ()
    grammars: tuple[str, ...] = ()


@dataclass(frozen=True)
class Environment:
    """An instance of the service, or an installation."""

    name: str
    platform: PlatformId | None
    location: str | None
    url: Text | None
    """The base address that paths are appended to, without a slash at the end."""
    auth: Auth | None
    tls: Tls | None
    default_model: str | None
    learning_opt_out: bool
    customer_id: Text | None
    service_date: Day | None
    day: Day
    """The day that models and parameters are judged by."""
    acoustic_models: Mapping[str, CustomModel]
    language_models: Mapping[str, CustomModel]
    tree: Node
    """What it was made from, as `environments.NAME` of a profile."""
    lost: Mapping[KeyPath, Node] = field(default_factory=dict)

    def has_lost(self, *path: str | int) -> bool:
        """Whether something at, above or below this path of the environment could not be used."""
        return bool(self.lost) and _overlaps(self.lost, ("environments", self.name, *path))


@dataclass(frozen=True)
class Audio:
    """What is transcribed, and how it is sent."""

    file: Text | None = None
    files: tuple[Text, ...] = ()
    content_type: str | None = None
    type_parameters: Mapping[str, str] = field(default_factory=dict)
    """`rate`, `channels`, `endianness` and `codecs`, as they are spelt."""
    transfer_encoding: str | None = None
    multipart: bool = False


@dataclass(frozen=True)
class Job:
    """A job of the asynchronous interface."""

    callback_url: Text | None = None
    user_secret: Env | None = None
    events: tuple[str, ...] | None = None
    user_token: Text | None = None
    results_ttl: int | float | None = None
    wait_minutes: int | float = WAIT_MINUTES
    delete: bool = False


@dataclass(frozen=True)
class Extra:
    """What is sent verbatim."""

    reason: str = ""
    query: Mapping[str, Any] = field(default_factory=dict, repr=False)
    headers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    start: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class LeftOut:
    """A default that the interface cannot carry."""

    path: KeyPath
    reason: str


@dataclass(frozen=True, eq=False)
class Use:
    """One request in one environment on one interface: what rules judge and what becomes one artefact.

    It equals only itself, so that what many rules ask of one can be remembered.
    """

    request: str
    description: str | None
    environment: Environment
    interface: InterfaceId
    model: str | None
    acoustic_models: tuple[str, ...]
    """The local names as written; more than one is a mistake that a rule reports."""
    language_models: tuple[str, ...]
    base_model_version: str | None
    audio: Audio
    parameters: Mapping[str, Any]
    job: Job
    learning_opt_out: bool
    customer_id: Text | None
    extra: Extra | None
    tree: Node
    """A profile of this request and its environment alone, merged: paths of findings begin at its root."""
    left_out: tuple[LeftOut, ...] = ()
    lost: Mapping[KeyPath, Node] = field(default_factory=dict)

    @property
    def carrier(self) -> Carrier:
        """The interface as far as the places of parameters go."""
        return "sync-http-multipart" if self.interface == "sync-http" and self.audio.multipart else self.interface

    @property
    def custom_models(self) -> Iterator[tuple[str, CustomModel]]:
        """The custom models that the environment knows, each with the key of the request that names it."""
        for key, names, known in (
            ("acoustic_model", self.acoustic_models, self.environment.acoustic_models),
            ("language_model", self.language_models, self.environment.language_models),
        ):
            yield from ((key, known[name]) for name in names if name in known)

    def at(self, *path: str | int) -> KeyPath:
        """The full path of a key of the request."""
        return ("requests", self.request, *path)

    def in_environment(self, *path: str | int) -> KeyPath:
        """The full path of a key of the request's environment."""
        return ("environments", self.environment.name, *path)

    def has(self, *path: str | int) -> bool:
        """Whether the author wrote this key, in whatever layer."""
        return self.tree.get(*self.at(*path)) is not None

    def has_lost(self, *path: str | int) -> bool:
        """Whether something at, above or below this path of the request could not be used."""
        return bool(self.lost) and _overlaps(self.lost, self.at(*path))


@dataclass(frozen=True)
class Profile:
    """All environments and uses of a profile, and what is missing in it."""

    environments: tuple[Environment, ...]
    uses: tuple[Use, ...]
    missing: tuple[tuple[str, Finding, Node], ...]
    """Code, finding, and the tree that its path belongs to."""


def build(loaded: Loaded, as_of: Day | None) -> Profile:
    """The typed profile.

    Args:
        as_of: the day for environments without a `service_date`; the catalogue's own where None.
    """
    missing: list[tuple[str, Finding, Node]] = []
    environments: dict[str, Environment] = {}
    for name, entry in _entries(loaded.tree, "environments", loaded.broken):
        environments[name] = environment = _environment(name, entry, loaded, as_of)
        missing.extend(("STT202", finding, loaded.tree) for finding in _missing_in_environment(environment))
    uses: list[Use] = []
    for name, entry in _entries(loaded.tree, "requests", loaded.broken):
        if not environments and not _environments_lost(loaded):
            message = "the profile has no environment to send the request to"
            finding = Finding(
                ("requests", name), message, "add `environments`, or `extends` a file that has them", "key"
            )
            missing.append(("STT202", finding, loaded.tree))
        for use in _uses(name, entry, environments, loaded, missing):
            missing.extend(("STT202", finding, use.tree) for finding in _missing_in_request(use))
            uses.append(use)
    return Profile(tuple(environments.values()), tuple(uses), tuple(missing))


def _environments_lost(loaded: Loaded) -> bool:
    """Whether there may be environments that could not be read."""
    lost = _meant(settled(loaded.tree, loaded.broken)[1])
    return not loaded.complete or _overlaps(lost, ("environments",))


def _entries(tree: Node, key: str, broken: frozenset[Node]) -> Iterator[tuple[str, Entry]]:
    node = tree.get(key)
    if node and node not in broken:
        for name, entry in node.entries.items():
            if entry.node not in broken and isinstance(entry.node.value, Mapping):
                yield name, entry


# --- environments ----------------------------------------------------------------------------------------------------


def _environment(name: str, entry: Entry, loaded: Loaded, as_of: Day | None) -> Environment:
    raw = mapping({"environments": Entry(None, mapping({name: entry}, None))}, loaded.tree.span)
    tree, lost = settled(raw, loaded.broken)
    lost = _meant(lost)
    node = cast(Node, tree.get("environments", name))
    date = _string(node.get("service_date"))
    return Environment(
        name=name,
        platform=cast(Any, _string(node.get("platform"))),
        location=_string(node.get("location")),
        url=_base_url(node),
        auth=_auth(node.get("auth")),
        tls=_tls(node.get("tls")),
        default_model=_string(node.get("default_model")),
        learning_opt_out=_flag(node.get("learning_opt_out")),
        customer_id=_text(node.get("customer_id")),
        service_date=date,
        day=date or as_of or AS_OF,
        acoustic_models=_custom_models(node.get("acoustic_models")),
        language_models=_custom_models(node.get("language_models")),
        tree=node,
        lost=lost,
    )


def _base_url(node: Node) -> Text | None:
    url = _text(node.get("url"))
    if url:
        last = url[-1]
        return text(*url[:-1], last.rstrip("/")) if isinstance(last, str) else url
    location, instance_id = _string(node.get("location")), _text(node.get("instance_id"))
    if not location or not instance_id:
        return None
    before, after = URL_PATTERN.replace("{location}", location).split("{instance_id}")
    return text(before, *instance_id, after)


def _auth(node: Node | None) -> Auth | None:
    if node is None:
        return None
    apikey, token, url = _env(node.get("apikey")), _env(node.get("token")), _text(node.get("authorize_url"))
    if apikey:
        return ApiKey(apikey)
    if token:
        return Token(token)
    username = _text(node.get("username"))
    for kind in ("password", "api_key"):
        secret = _env(node.get(kind))
        if url and username and secret:
            return Authorize(url, username, kind, secret)
    return None


def _tls(node: Node | None) -> Tls | None:
    ca_file = _text(node.get("ca_file")) if node else None
    verify = node.get("verify") if node else None
    return Tls(ca_file) if ca_file or (verify and verify.value is False) else None


def _custom_models(node: Node | None) -> Mapping[str, CustomModel]:
    return {
        name: CustomModel(
            name,
            _text(entry.node.get("customization_id")),
            _string(entry.node.get("base_model")),
            _strings(entry.node.get("versions")) or (),
            _strings(entry.node.get("grammars")) or (),
        )
        for name, entry in (node.entries if node else {}).items()
    }


def _missing_in_environment(environment: Environment) -> Iterator[Finding]:
    node = environment.tree
    if environment.platform is None:
        yield from _missing(environment, "platform", f": {', '.join(PLATFORM_IDS[:-1])} or {PLATFORM_IDS[-1]}")
    if environment.url is None and not any(environment.has_lost(key) for key in ("url", "location", "instance_id")):
        given = [key for key in ("location", "instance_id") if node.get(key)]
        wanted = {"location": "instance_id", "instance_id": "location"}[given[0]] if given else "url"
        instead = f", or give `url` instead of `{given[0]}`" if given else ", or `location` and `instance_id`"
        yield from _missing(environment, wanted, instead)
    auth = node.get("auth")
    if environment.auth is None and not environment.has_lost("auth"):
        if environment.platform == "ibm-cloud" and auth and auth.entries:
            pass  # users with passwords are the installations': that is a rule's finding
        elif auth is None or not auth.entries:
            yield from _missing(environment, "auth", ", for example `auth: {apikey: {env: STT_APIKEY}}`")
        else:
            wanted = next((key for key in ("authorize_url", "username") if not auth.get(key)), "password")
            yield from _missing(
                environment,
                wanted,
                ": a token is had with `authorize_url`, `username`, and `password` or `api_key`",
                "auth",
            )
    for kind in ("acoustic_models", "language_models"):
        for name, model in getattr(environment, kind).items():
            if model.customization_id is None:
                yield from _missing(environment, "customization_id", ": the id that the service gave it", kind, name)
            if model.base_model is None:
                yield from _missing(environment, "base_model", ": the base model that it was made from", kind, name)


def _missing(environment: Environment, key: str, hint: str, *where: str) -> Iterator[Finding]:
    if not environment.has_lost(*where, key):
        path = ("environments", environment.name, *where)
        yield Finding(path, f"`{key}` is missing", f"add `{key}`{hint}", on="key")


# --- requests --------------------------------------------------------------------------------------------------------


def _uses(
    name: str,
    entry: Entry,
    environments: Mapping[str, Environment],
    loaded: Loaded,
    missing: list[tuple[str, Finding, Node]],
) -> Iterator[Use]:
    raw = entry.node
    defaults = loaded.tree.get("defaults")
    if defaults and (defaults in loaded.broken or not isinstance(defaults.value, Mapping)):
        defaults = None
    own = without(raw, {"overrides", "environments"})
    listed = merge(defaults, raw, "request", loaded.broken).get("environments")
    for environment in _chosen(listed, environments, loaded.broken):
        override = raw.get("overrides", environment.name)
        layers = merge(own, override if override and override.entries else None, "request", loaded.broken)
        merged = merge(defaults, layers, "request", loaded.broken)
        interfaces = _interfaces(merged.get("interface"), loaded.broken)
        if not interfaces and not merged.get("interface"):
            help_ = "add `interface: websocket`, `sync-http` or `async-http`"
            missing.append(("STT202", Finding(("requests", name), "`interface` is missing", help_, "key"), loaded.tree))
        for interface in interfaces:
            yield _use(name, entry, environment, interface, defaults, layers, loaded)


def _chosen(
    listed: Node | None, environments: Mapping[str, Environment], broken: frozenset[Node]
) -> Iterator[Environment]:
    """The environments of a request; names that do not exist are the business of a rule."""
    if listed is None or listed.value is None:
        yield from environments.values()
    elif listed not in broken:
        names = dict.fromkeys(item.value for item in listed.items if isinstance(item.value, str))
        yield from (environments[name] for name in names if name in environments)


def _interfaces(node: Node | None, broken: frozenset[Node]) -> tuple[InterfaceId, ...]:
    """The interfaces of a request that exist; others are the business of the shape."""
    if node is None or node in broken:
        return ()
    values = [item.value for item in node.items or (node,) if item not in broken]
    return tuple(cast(InterfaceId, value) for value in values if value in INTERFACES)


def _use(
    name: str,
    entry: Entry,
    environment: Environment,
    interface: InterfaceId,
    defaults: Node | None,
    layers: Node,
    loaded: Loaded,
) -> Use:
    left_out: tuple[LeftOut, ...] = ()
    if defaults:
        multipart = merge(defaults, layers, "request", loaded.broken).get("audio", "multipart")
        left_out = tuple(_not_carried(defaults, layers, interface, _flag(multipart), loaded.broken))
        defaults = pruned(without(defaults, {"environments"}), [left.path for left in left_out])
    merged = merge(defaults, layers, "request", loaded.broken)
    raw = mapping({"requests": Entry(None, mapping({name: Entry(entry.key, merged)}, None))}, None)
    request, lost = settled(raw, loaded.broken)
    lost = _meant(lost)
    of_environment = mapping({environment.name: Entry(None, environment.tree)}, None)
    tree = mapping({"environments": Entry(None, of_environment), **request.entries}, loaded.tree.span)
    node = cast(Node, tree.get("requests", name))
    opt_out = node.get("learning_opt_out")
    return Use(
        request=name,
        description=_written(node.get("description")),
        environment=environment,
        interface=interface,
        model=_string(node.get("model")),
        acoustic_models=_strings(node.get("acoustic_model")) or (),
        language_models=_strings(node.get("language_model")) or (),
        base_model_version=_string(node.get("base_model_version")),
        audio=_audio(node.get("audio")),
        parameters=_plain(node.get("parameters")),
        job=_job(node.get("job")),
        learning_opt_out=_flag(opt_out) if opt_out else environment.learning_opt_out,
        customer_id=_text(node.get("customer_id")) or environment.customer_id,
        extra=_extra(node.get("extra")),
        tree=tree,
        left_out=left_out,
        lost=lost,
    )


def _not_carried(
    defaults: Node, layers: Node, interface: InterfaceId, multipart: bool, broken: frozenset[Node]
) -> Iterator[LeftOut]:
    """The defaults that have no place on an interface; what the request itself says stays, for rules to judge.

    An unknown key counts for what it was meant to be, wherever it stands.
    """
    carrier: Carrier = "sync-http-multipart" if interface == "sync-http" and multipart else interface
    for path, node in defaults.walk():
        if node.value is None or len(path) != 2 or path[0] not in ("audio", "parameters", "job", "extra"):
            continue
        meant = shape.meant(("defaults", *path)) if node in broken else None
        if layers.get(*path) is None and not carries(carrier, meant[1:] if meant else path):
            yield LeftOut(path, f"{interface} does not carry it")


def carries(carrier: Carrier, path: KeyPath) -> bool:
    """Whether an interface has a place for what stands under this key of a request."""
    if path in (("audio", "multipart"), ("audio", "files")):
        return carrier.startswith("sync-http")
    if path[0] == "job":
        return carrier == "async-http"
    if path in (("extra", "start"), ("extra", "headers")):
        return (path[1] == "start") == (carrier == "websocket")
    rows = parameters_of(path)
    return not rows or any(carried(row, carrier) for row in rows)


def carried(row: Parameter, carrier: Carrier) -> bool:
    """Whether a parameter has a place on a carrier that a compiler may use."""
    return row.emit and row.placement[carrier] in CARRIED


def parameters_of(path: KeyPath) -> tuple[Parameter, ...]:
    """The service's parameters that a key of a request says."""
    return _parameters_by_key().get(path, ())


@lru_cache(maxsize=1)
def _parameters_by_key() -> Mapping[KeyPath, tuple[Parameter, ...]]:
    found: dict[KeyPath, tuple[Parameter, ...]] = {}
    for row in PARAMETERS.values():
        if row.key:
            path = tuple(row.key.split("."))
            found[path] = (*found.get(path, ()), row)
    return found


def _audio(node: Node | None) -> Audio:
    if node is None:
        return Audio()
    found = {name: node.get(name) for name in CONTENT_TYPE_PARAMETERS}
    files = node.get("files")
    return Audio(
        _text(node.get("file")),
        tuple(value for value in (_text(item) for item in (files.items if files else ())) if value is not None),
        _string(node.get("content_type")),
        {name: written for name, value in found.items() if (written := _written(value)) is not None},
        _string(node.get("transfer_encoding")),
        _flag(node.get("multipart")),
    )


def _job(node: Node | None) -> Job:
    if node is None:
        return Job()
    ttl, minutes = node.get("results_ttl"), node.get("wait_minutes")
    return Job(
        _text(node.get("callback_url")),
        _env(node.get("user_secret")),
        _strings(node.get("events")),
        _text(node.get("user_token")),
        cast(Any, ttl.value) if ttl else None,
        cast(Any, minutes.value) if minutes else WAIT_MINUTES,
        _flag(node.get("delete")),
    )


def _extra(node: Node | None) -> Extra | None:
    if node is None:
        return None
    return Extra(
        _written(node.get("reason")) or "",
        _plain(node.get("query")),
        _plain(node.get("headers")),
        _plain(node.get("start")),
    )


def _missing_in_request(use: Use) -> Iterator[Finding]:
    audio = use.audio
    where = use.at("audio") if use.has("audio") else use.at()
    if use.interface != "websocket" and audio.file is None and not audio.files and not use.has_lost("audio"):
        key = "files" if audio.multipart else "file"
        help_ = (
            f"add `audio: {{{key}: {'[call.flac]' if audio.multipart else 'call.flac'}}}`; only WebSocket goes without"
        )
        yield Finding(where, f"`audio.{key}` is missing", help_, on="key")
    if audio.files and not audio.multipart and not use.has_lost("audio"):
        yield Finding(
            use.at("audio", "files"),
            "`files` needs `multipart: true`",
            "add `multipart: true`, or give one `file`",
            on="key",
        )
    if use.extra and not use.extra.reason and not use.has_lost("extra"):
        yield Finding(
            use.at("extra"), "`reason` is missing", "say why the catalogue is not enough: `reason: ...`", "key"
        )


# --- values ----------------------------------------------------------------------------------------------------------


def _meant(lost: Mapping[KeyPath, Node]) -> dict[KeyPath, Node]:
    """What is lost, and what it was meant to be: what a misspelt key says is not missing besides."""
    return {**{better: node for path, node in lost.items() if (better := shape.meant(path))}, **lost}


def _overlaps(lost: Iterable[KeyPath], path: KeyPath) -> bool:
    return any(gone[: len(path)] == path or path[: len(gone)] == gone for gone in lost)


def _string(node: Node | None) -> str | None:
    return node.value if node and isinstance(node.value, str) else None


def _written(node: Node | None) -> str | None:
    """A scalar as its author wrote it."""
    if node is None or isinstance(node.value, bool) or not isinstance(node.value, (str, int, float)):
        return None
    return node.value if isinstance(node.value, str) else spelling(node.value)


def _strings(node: Node | None) -> tuple[str, ...] | None:
    if node is None:
        return None
    nodes = node.items if isinstance(node.value, tuple) else (node,)
    return tuple(written for item in nodes if (written := _written(item)) is not None)


def _flag(node: Node | None) -> bool:
    return bool(node and node.value is True)


def _env(node: Node | None) -> Env | None:
    name = node.get("env") if node else None
    return Env(name.value) if name and isinstance(name.value, str) else None


def _text(node: Node | None) -> Text | None:
    if node is None:
        return None
    pieces = [_env(item) or _written(item) for item in (node.items or (node,))]
    return text(*(piece for piece in pieces if piece is not None))


def _plain(node: Node | None) -> Mapping[str, Any]:
    return {key: entry.node.plain() for key, entry in node.entries.items()} if node else {}
