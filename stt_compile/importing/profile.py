"""Requests as one profile: environments and custom models given once, equal requests folded, defaults factored out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePath
from typing import Any

from ..catalog import INTERFACES
from ..catalog.audio import CONTENT_TYPE_PARAMETERS
from ..catalog.models import DEFAULT_MODEL, DEFAULT_MODEL_CERTAIN_UNTIL
from ..catalog.platforms import DEFAULT_LOCATION
from ..catalog.rows import Carrier, Day
from ..profile import carries
from ..schema import profile_schema
from ..targets.uri import ACCESS_TOKEN
from ..text import Env, Text
from ..tree import KeyPath
from .findings import Finding
from .instances import Instance
from .requests import Wanted

_NO_DEFAULT = ("audio.file", "audio.files", "audio.multipart")
_TYPE = ("content_type", *CONTENT_TYPE_PARAMETERS)
_KINDS = ("acoustic_model", "language_model")
_SENT_MODEL = frozenset(("query=model",))


@dataclass
class Model:
    """A custom model of an environment."""

    name: str
    customization_id: Text
    base_model: str | None
    assumed: bool = False
    """Whether nothing says its base model."""


@dataclass
class Environment:
    """An environment with its name."""

    name: str
    instance: Instance
    acoustic_model: dict[Text, Model] = field(default_factory=dict)
    language_model: dict[Text, Model] = field(default_factory=dict)

    def models(self, kind: str) -> dict[Text, Model]:
        """The custom models of a kind, by their ids."""
        return self.acoustic_model if kind == "acoustic_model" else self.language_model


@dataclass
class Request:
    """A request with its name, and the calls that it came from."""

    name: str
    environments: tuple[str, ...]
    interfaces: tuple[str, ...]
    data: Mapping[str, Any]
    origins: list[Wanted]


@dataclass(frozen=True)
class Drawn:
    """All of a profile."""

    environments: tuple[Environment, ...]
    defaults: Mapping[str, Any]
    requests: tuple[Request, ...]
    findings: tuple[Finding, ...]


def draw(found: Sequence[Wanted], day: Day | None, secrets: dict[KeyPath, Env]) -> Drawn:
    """The profile of all requests.

    Args:
        day: the day that the calls are of; today's catalogue where None.
        secrets: the secrets of callbacks, by address and callback URL.
    """
    findings: list[Finding] = []
    placed = _placed(found, findings)
    environments = _environments([instance for _, instance in placed])
    by_instance = {environment.instance: environment for environment in environments}
    owners = {id(wanted): by_instance[instance] for wanted, instance in placed}
    _custom_models(placed, owners)
    singles = [_single(wanted, owners[id(wanted)], day, findings, secrets) for wanted, _ in placed]
    requests = _named(_folded(singles, [environment.name for environment in environments]))
    defaults = _defaults(requests)
    for request in requests:
        request.data = _in_order(_less(request.data, defaults))
    return Drawn(tuple(environments), _in_order(defaults), tuple(requests), tuple(findings))


# --- environments ----------------------------------------------------------------------------------------------------


def _placed(found: Sequence[Wanted], findings: list[Finding]) -> list[tuple[Wanted, Instance]]:
    """Each request with its environment: what names no credentials belongs where the address is the same."""
    known = list(dict.fromkeys(wanted.instance for wanted in found if wanted.instance and not wanted.instance.joins))
    alike: dict[tuple[object, ...], list[Instance]] = {}
    for instance in known:
        alike.setdefault(instance.address, []).append(instance)
    fallback = [wanted.instance for wanted in found if wanted.instance]
    placed: list[tuple[Wanted, Instance]] = []
    for wanted in found:
        if wanted.instance is None:
            instance = _borrowed(wanted, known or fallback, findings)
        elif wanted.instance.joins or wanted.call.websocket:
            instance = _joined(wanted.instance, alike.get(wanted.instance.address, []))
        else:
            instance = wanted.instance
        placed.append((wanted, instance))
    return placed


def _joined(instance: Instance, same: Sequence[Instance]) -> Instance:
    """The environment of a call that says less than others do of the same address: no credentials, or no TLS."""
    if instance.joins:
        if instance.secret == ACCESS_TOKEN:  # it was got for an API key, and is no other environment's own token
            same = [other for other in same if other.auth == "apikey"]
        return same[0] if len(same) == 1 else replace(instance, joins=False)
    alike = [other for other in same if (other.auth, other.secret) == (instance.auth, instance.secret)]
    with_tls = [other for other in alike if other.ca_file or other.insecure]
    return with_tls[0] if len(with_tls) == 1 else instance


def _borrowed(wanted: Wanted, known: Sequence[Instance], findings: list[Finding]) -> Instance:
    if known:
        message, instance = "no address stands with this message", known[0]
        help_ = "it is taken for one of the first environment"
    else:
        message, help_ = "no address stands with this message", "set STT_INSTANCE_ID, and look at `location`"
        instance = Instance("ibm-cloud", DEFAULT_LOCATION, (Env("STT_INSTANCE_ID"),), None, "apikey", Env("STT_APIKEY"))
    findings.append(Finding("assumed", wanted.call.place, message, help_))
    return instance if not instance.joins else replace(instance, joins=False)


def _environments(instances: Iterable[Instance]) -> list[Environment]:
    names: dict[str, int] = {}
    return [Environment(_free(_called(instance), names), instance) for instance in dict.fromkeys(instances)]


def _called(instance: Instance) -> str:
    if instance.location:
        return instance.location
    host = "".join(piece for piece in instance.url or () if isinstance(piece, str)).removeprefix("https://")
    located = re.match(r"api\.(?:private\.)?([a-z]{2}-[a-z]+)\.", host)
    if located:
        return located[1]
    return "cluster" if instance.platform != "ibm-cloud" else "cloud"


def _free(name: str, names: dict[str, int]) -> str:
    """A name that nothing else has: a number is put behind it.

    Args:
        names: those that are taken, each with the last number that was put behind it.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._")[:60] or "request"
    free = plain
    while free in names:
        names[plain] += 1
        free = f"{plain}-{names[plain]}"
    names[free] = 1
    return free


# --- custom models ---------------------------------------------------------------------------------------------------


def _custom_models(placed: Sequence[tuple[Wanted, Instance]], owners: Mapping[int, Environment]) -> None:
    """Names the custom models, and finds their base models: those that they are used with."""
    for wanted, _ in placed:
        owner = owners[id(wanted)]
        for kind in _KINDS:
            for customization_id in wanted.ids.get(kind, ()):
                known = owner.models(kind)
                if customization_id not in known:
                    number = len(known) + 1
                    name = kind.partition("_")[0] + (f"-{number}" if number > 1 else "")
                    known[customization_id] = Model(name, customization_id, None)
                model = known[customization_id]
                model.base_model = model.base_model or wanted.model
    for wanted, _ in placed:
        models = _models_of(wanted, owners[id(wanted)])
        partner = next((other.base_model for other in models if other.base_model), None)
        for model in models:
            if model.base_model is None:
                model.base_model = partner or DEFAULT_MODEL
                model.assumed = partner is None


def _default_is_certain(instance: Instance, day: Day | None) -> bool:
    return instance.platform == "ibm-cloud" and day is not None and day <= DEFAULT_MODEL_CERTAIN_UNTIL


def _models_of(wanted: Wanted, owner: Environment) -> list[Model]:
    return [owner.models(kind)[model] for kind in _KINDS for model in wanted.ids.get(kind, ())]


# --- requests --------------------------------------------------------------------------------------------------------


def _single(
    wanted: Wanted, owner: Environment, day: Day | None, findings: list[Finding], secrets: Mapping[KeyPath, Env]
) -> Request:
    """A call as a request of its own."""
    data: dict[str, Any] = {}
    models = _models_of(wanted, owner)
    says = {model.base_model for model in models}
    default = _default_is_certain(owner.instance, day)
    if wanted.model and (says != {wanted.model} or (default and wanted.model == DEFAULT_MODEL)):
        data["model"] = wanted.model
    if models and not wanted.model and not any(model.assumed for model in models):
        message = "no base model is named, and the service would take its default"
        base = next(str(model.base_model) for model in models)
        help_ = f"`model={base}` is sent: the custom model's own"
        findings.append(Finding("corrected", wanted.call.place, message, help_, _SENT_MODEL))
    elif models and not wanted.model and not default:
        message = "no base model is named with this custom model, which must then be made for the default"
        help_ = f"`base_model: {DEFAULT_MODEL}` is written, and sent; correct it if it was made for another"
        findings.append(Finding("assumed", wanted.call.place, message, help_, _SENT_MODEL))
    for kind in _KINDS:
        names = [owner.models(kind)[model].name for model in wanted.ids.get(kind, ())]
        if names:
            data[kind] = names[0] if len(names) == 1 else tuple(names)
    data |= wanted.data
    callback = data.get("job", {}).get("callback_url")
    secret = secrets.get((str(owner.instance.address), str(callback)))
    if callback and secret:
        data["job"] = {**data["job"], "user_secret": secret}
    return Request("", (owner.name,), (wanted.interface,), data, [replace(wanted, environment=owner.name)])


def _folded(requests: Sequence[Request], environments: Sequence[str]) -> list[Request]:
    """Equal requests as one: first the same again, then over environments, then over interfaces."""
    once = _merged(requests, lambda one: (_key(one.data), one.environments, one.interfaces))
    everywhere = _merged(once, lambda one: (_key(one.data), one.interfaces))
    folded = _merged(everywhere, lambda one: (_key(one.data), frozenset(one.environments)))
    order = {name: index for index, name in enumerate(environments)}
    for request in folded:
        request.environments = tuple(sorted(request.environments, key=order.__getitem__))
        request.interfaces = tuple(name for name in INTERFACES if name in request.interfaces)
    return folded


def _merged(requests: Iterable[Request], key: Any) -> list[Request]:
    found: dict[Any, list[Request]] = {}
    for request in requests:
        found.setdefault(key(request), []).append(request)
    return [
        replace(
            same[0],
            environments=tuple(dict.fromkeys(name for one in same for name in one.environments)),
            interfaces=tuple(dict.fromkeys(name for one in same for name in one.interfaces)),
            origins=[origin for one in same for origin in one.origins],
        )
        for same in found.values()
    ]


def _key(data: Any) -> Any:
    """A value that can be compared: numbers by their spelling, and a boolean is no number."""
    if isinstance(data, Mapping):
        return tuple((key, _key(data[key])) for key in sorted(data))
    if isinstance(data, (tuple, list)):
        return tuple(_key(item) for item in data)
    return (type(data).__name__, getattr(data, "spelling", None) or repr(data))


def _named(requests: list[Request]) -> list[Request]:
    names: dict[str, int] = {}
    for request in requests:
        request.name = _free(_called_request(request), names)
    return requests


def _called_request(request: Request) -> str:
    """The name of its audio file, as far as it is known; that of its folder where nothing but the ending is."""
    audio = request.data.get("audio", {})
    file = audio.get("file") or next(iter(audio.get("files", ())), "")
    pieces = file if isinstance(file, tuple) else (file,)
    known = re.split(r"[\\/]", "".join(piece for piece in pieces if isinstance(piece, str)))
    named = [PurePath(part).stem for part in known if part and not part.startswith(".")]
    stem = re.sub(r"[^A-Za-z0-9]+", "-", named[-1] if named else "").strip("-").lower()
    return stem or {"websocket": "live", "async-http": "job"}.get(request.interfaces[0], "request")


# --- defaults --------------------------------------------------------------------------------------------------------


def _defaults(requests: Sequence[Request]) -> dict[str, Any]:
    """What all requests say alike, and each of their interfaces carries; nothing where there is only one."""
    found: dict[str, Any] = {}
    if len(requests) < 2:
        return found
    for path, value in _leaves(requests[0].data):
        if ".".join(path) in _NO_DEFAULT or path[0] in ("extra", *_KINDS):
            continue
        if all(_same(request, path, value) for request in requests):
            node = found
            for key in path[:-1]:
                node = node.setdefault(key, {})
            node[path[-1]] = value
    if not _alike(requests):  # a type alone would lose the parameters that belong to it
        found["audio"] = {key: value for key, value in found.get("audio", {}).items() if key not in _TYPE}
    return {key: value for key, value in found.items() if value != {}}


def _alike(requests: Sequence[Request]) -> bool:
    """Whether the types of all requests are the same, parameters included."""
    return len({_key({name: request.data.get("audio", {}).get(name) for name in _TYPE}) for request in requests}) == 1


def _leaves(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterable[tuple[tuple[str, ...], Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _same(request: Request, path: tuple[str, ...], value: Any) -> bool:
    node: Any = request.data
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    multipart = bool(request.data.get("audio", {}).get("multipart"))
    return (
        node is not None
        and _key(node) == _key(value)
        and all(_carries(interface, multipart, path) for interface in request.interfaces)
    )


def _carries(interface: str, multipart: bool, path: tuple[str, ...]) -> bool:
    carrier: Any = "sync-http-multipart" if interface == "sync-http" and multipart else interface
    known: Carrier = carrier
    return len(path) == 1 or carries(known, path)


def _in_order(data: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a request in the order of the language."""
    found = {key: data[key] for key in _keys("request") if key in data}
    if "audio" in found:
        found["audio"] = {key: found["audio"][key] for key in _keys("audio") if key in found["audio"]}
    return found


@cache
def _keys(definition: str) -> tuple[str, ...]:
    return tuple(profile_schema()["definitions"][definition]["properties"])


def _less(data: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """A request without what the defaults say."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            rest = _less(value, defaults.get(key, {}))
            if rest:
                found[key] = rest
        elif key not in defaults:
            found[key] = value
    return found
