"""Differences in words: what transcribes stands out, since it is what nobody should miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..jsontext import compact
from ..names import printable
from ..schema import CARRIER_NAMES, PLACE_NAMES
from . import Change, Difference, Kind, Named, Profiles

_COLOURS = {"bold": "\x1b[1m", "model": "\x1b[1;33m", "old": "\x1b[31m", "new": "\x1b[32m", "off": "\x1b[0m"}
_INTERFACES: Mapping[str, str] = {str(carrier): name for carrier, name in CARRIER_NAMES.items()}
_PLACES: Mapping[str, str] = {str(place): name for place, name in PLACE_NAMES.items()}
_MODELS = {
    "base_model": "base model",
    "base_model_version": "base model version",
    "acoustic_model": "custom acoustic model",
    "language_model": "custom language model",
}
_NONE = "none"
_COUNTED: tuple[Kind, ...] = ("changed", "renamed", "added", "removed")


def render(profiles: Sequence[Profiles], colour: bool) -> str:
    """All differences, and a line that counts them."""
    paint = _COLOURS if colour else dict.fromkeys(_COLOURS, "")
    differing = [pair for pair in profiles if pair.differences]
    return "".join(f"{line}\n" for pair in differing for line in _profile(pair, paint)) + _summary(profiles)


def _profile(pair: Profiles, paint: Mapping[str, str]) -> Iterator[str]:
    old, new = (printable(name) if name else "" for name in (pair.old, pair.new))
    yield f"{old} -> {new}" if old and new else f"{new}: a new profile" if new else f"{old}: is gone"
    for found in pair.differences:
        yield ""
        yield _heading(found, paint)
        for change in found.models:
            said = _values(change, paint) if found.kind == "changed" else _value(change.new or change.old)
            yield f"  {paint['model']}! {_MODELS[change.name]}:{paint['off']} {said}"
        for change in found.changes:
            yield f"  {printable(_place(change))}: {_values(change, paint)}"
    yield ""


def _heading(found: Difference, paint: Mapping[str, str]) -> str:
    named = found.new or found.old
    if not named:
        raise ValueError("a difference is of something")
    heading = f"{paint['bold']}{_named(named)}{paint['off']}"
    if found.kind == "unknown":
        sides = " and the ".join(found.errors) + (" profile has" if len(found.errors) == 1 else " profiles have")
        return f"{heading}: cannot be compared, since the {sides} errors"
    if found.kind == "renamed" and found.old:
        return f"{heading}: renamed, was {_named(found.old)}"
    return f"{heading}: {found.kind}"


def _named(named: Named) -> str:
    return f"{printable(named.request)} in {printable(named.environment)}, {_INTERFACES[named.interface]}"


def _place(change: Change) -> str:
    place = _PLACES.get(change.place, change.place)
    return change.name if change.name == place else f"{place} {change.name}"


def _values(change: Change, paint: Mapping[str, str]) -> str:
    none = "unknown" if change.name == "base_model" else _NONE  # there is always one
    old, new = (none if value is None else _value(value) for value in (change.old, change.new))
    return f"{paint['old']}{old}{paint['off']} -> {paint['new']}{new}{paint['off']}"


def _value(value: Any) -> str:
    """A value on one line: references as `${NAME}`, texts as they are, all else as JSON."""
    if isinstance(value, Mapping) and set(value) == {"env"}:
        return f"${{{value['env']}}}"
    if isinstance(value, Mapping) and set(value) == {"name", "customization_id"}:
        return f"{value['name']} ({_value(value['customization_id'])})"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list) and any(isinstance(piece, Mapping) and set(piece) == {"env"} for piece in value):
        return "".join(map(_value, value))
    return compact(value)


def _summary(profiles: Sequence[Profiles]) -> str:
    found = [difference for pair in profiles for difference in pair.differences]
    kinds = Counter(difference.kind for difference in found)
    said = [f"{kinds[kind]} {kind}" for kind in _COUNTED if kinds[kind]]
    said += [f"{kinds['unknown']} cannot be compared"] if kinds["unknown"] else []
    models = sum(bool(difference.models) for difference in found if difference.kind == "changed")
    said += [f"{models} with another base or custom model"] if models else []
    return f"requests: {', '.join(said)}\n" if said else "nothing changes on the wire\n"
