"""A profile as YAML, with comments that say where each request came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..catalog.rows import Day
from ..names import printable
from ..quoting import yaml
from ..text import Env
from .calls import Remnant
from .instances import Instance
from .masking import masked
from .pieces import plain
from .profile import Drawn, Environment, Request
from .secret_names import Literals

_WIDTH = 110
_MOST = 2000
"""How many characters of a command a comment keeps."""


def written(drawn: Drawn, remnants: Sequence[Remnant], day: Day | None, secrets: Iterable[str]) -> str:
    """The text of a profile."""
    hidden = Literals(secrets)
    lines = ["version: 1", "", "environments:"]
    for environment in drawn.environments:
        lines += _environment(environment, day)
    if drawn.defaults:
        lines += ["", "defaults:", *_mapping(drawn.defaults, 2)]
    lines += ["", "requests:"]
    environments = tuple(environment.name for environment in drawn.environments)
    for request in drawn.requests:
        lines += _request(request, environments, hidden)
    if remnants:
        lines += ["", "# Found, and not taken over:"]
    for remnant in remnants:
        lines += ["#", *_remnant(remnant, hidden)]
    return "\n".join(lines) + "\n"


def _environment(environment: Environment, day: Day | None) -> Iterator[str]:
    instance = environment.instance
    yield f"  {environment.name}:"
    yield f"    platform: {instance.platform}"
    yield from (f"    {line}" for line in _address(instance))
    yield f"    auth: {{{instance.auth}: {_value(instance.secret)}}}"
    if instance.ca_file:
        yield f"    tls: {{ca_file: {_value(plain(instance.ca_file))}}}"
    elif instance.insecure:
        yield "    tls: {verify: false}"
    if day:
        yield f"    service_date: {day}"
    for kind in ("acoustic_model", "language_model"):
        models = environment.models(kind)
        if models:
            yield f"    {kind}s:"
        for model in models.values():
            yield f"      {model.name}:"
            yield f"        customization_id: {_value(plain(model.customization_id))}"
            yield f"        base_model: {_value(model.base_model)}"


def _address(instance: Instance) -> Iterator[str]:
    if instance.location:
        yield f"location: {_value(instance.location)}"
        yield f"instance_id: {_value(plain(instance.instance_id or ()))}"
    else:
        yield f"url: {_value(plain(instance.url or ()))}"


def _request(request: Request, environments: tuple[str, ...], secrets: Literals) -> Iterator[str]:
    yield from _comment(", ".join(dict.fromkeys(origin.call.place.line for origin in request.origins)), 2)
    comments = dict.fromkeys(comment for origin in request.origins for comment in origin.comments)
    for comment in comments:
        yield from _comment(f"left out: {masked(comment, secrets)}", 2)
    yield f"  {request.name}:"
    if request.environments != environments:
        yield f"    environments: {_value(request.environments)}"
    interface = request.interfaces[0] if len(request.interfaces) == 1 else request.interfaces
    yield f"    interface: {_value(interface)}"
    yield from _mapping(request.data, 4)


def _remnant(remnant: Remnant, secrets: Literals) -> Iterator[str]:
    yield from _comment(f"{remnant.place.line}: {remnant.reason}", 0)
    text = masked(remnant.written, secrets)
    for line in (text if len(text) <= _MOST else text[:_MOST] + "\n...").splitlines():
        yield from _comment("  " + line.rstrip(), 0)


def _comment(text: str, indent: int) -> Iterator[str]:
    """A line of a comment: nothing in it can end it, and none of it silences a finding."""
    shown = printable(text).replace("\\t", " ")
    yield f"{' ' * indent}# {_harmless(shown)}".rstrip()


def _harmless(text: str) -> str:
    """A text in which nothing is an ignore comment: those begin with a sharp."""
    return text.replace("#", "\N{FULLWIDTH NUMBER SIGN}") if "#" in text and "stt" in text.lower() else text


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for key, value in data.items():
        name = yaml.text(key)
        if not isinstance(value, Mapping):
            yield f"{pad}{name}: {_value(value)}"
            continue
        line = f"{pad}{name}: {_value(value)}"
        if len(line) <= _WIDTH:
            yield line
        else:
            yield f"{pad}{name}:"
            yield from _mapping(value, indent + 2)


def _value(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Env):
        return f"{{env: {value.name}}}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml.text(key)}: {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_value(item) for item in value)}]"
    return yaml.value(value)
