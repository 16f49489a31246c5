"""Two compilations become differences, request by request, environment by environment, interface by interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from ..compile import Compilation
from ..explain.masking import plain
from ..explain.reasons import unclear
from ..jsontext import compact
from ..profile import Use
from ..request import base_of
from ..targets.json import data

Kind = Literal["changed", "added", "removed", "renamed", "unknown"]
Place = tuple[str, str]
"""Where a value stands, and its name there."""

MODELS = ("base_model", "base_model_version", "acoustic_model", "language_model")
"""What transcribes: where one of these changes, so do the transcripts."""
_NOT_SENT = ("version", "request", "description", "environment", "interface", "variables")
"""Members of a plan that name it, or that follow from others."""
_PLACES = {"auth": "authentication"}


@dataclass(frozen=True)
class Named:
    """One use of a request."""

    request: str
    environment: str
    interface: str


@dataclass(frozen=True)
class Change:
    """A value that is another. Both are data as JSON has it; None is no value."""

    place: str
    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Difference:
    """What has become of one use of a request."""

    kind: Kind
    old: Named | None
    """None where it is added."""
    new: Named | None
    """None where it is removed."""
    models: tuple[Change, ...] = ()
    """What transcribes, whether the request says it or the service takes it without being told."""
    changes: tuple[Change, ...] = ()
    """What is sent. Of an added or removed request nothing is listed: it is all of it."""
    errors: tuple[str, ...] = ()
    """The sides, `old` and `new`, whose errors make a comparison impossible."""


@dataclass(frozen=True)
class Profiles:
    """Two states of a profile, compared."""

    old: str | None
    """What it is called; None where there was none."""
    new: str | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Side:
    """A profile before or after; None where there was or is none."""

    name: str
    compilation: Compilation | None
    uses: Mapping[Named, int] = field(init=False)

    def __post_init__(self) -> None:
        uses = self.compilation.uses if self.compilation else ()
        named = {Named(use.request, use.environment.name, use.interface): index for index, use in enumerate(uses)}
        object.__setattr__(self, "uses", named)

    @cached_property
    def sent(self) -> Mapping[Named, Mapping[Place, Any]]:
        """What the uses without errors send."""
        made = self.compilation
        if not made:
            return {}
        return {
            named: dict(_sent(data(made.plan(index))))
            for named, index in self.uses.items()
            if index not in made.blocked
        }

    def models(self, named: Named) -> Mapping[str, Any]:
        """What transcribes a use, by `MODELS`."""
        return dict(_models(self.compilation.uses[self.uses[named]])) if self.compilation else {}

    def unsure(self, named: Named) -> bool:
        """Whether errors hide what a use sends, or whether it is there at all."""
        made = self.compilation
        if named in self.sent or not made or not made.errors:
            return False
        if named in self.uses or not made.complete or not made.requests or not made.environments:
            return True
        if named.request not in made.requests or named.environment not in made.environments:
            return False
        of_request = [index for other, index in self.uses.items() if other.request == named.request]
        of_environment = [index for other, index in self.uses.items() if other.environment == named.environment]
        return not of_request or not of_environment or not made.blocked.isdisjoint(of_request)


def compare(old: Compilation | None, new: Compilation | None) -> tuple[Difference, ...]:
    """What changes from one state of a profile to the other, in the order of the new one, what is gone last.

    The order of parameters makes no difference: the service does not look at it.
    """
    return tuple(_compare(_Side("old", old), _Side("new", new)))


def _compare(old: _Side, new: _Side) -> Iterator[Difference]:
    renamed = _renamed(old, new)
    for named in dict.fromkeys((*new.uses, *old.uses)):
        errors = tuple(side.name for side in (old, new) if side.unsure(named))
        before, after = (named if named in side.uses else None for side in (old, new))
        if errors:
            yield Difference("unknown", before, after, errors=errors)
        elif before and after:
            models = _changes("model", old.models(named), new.models(named))
            changes = tuple(_on_wire(old.sent[named], new.sent[named]))
            if models or changes:
                yield Difference("changed", named, named, models, changes)
        elif after in renamed:
            yield Difference("renamed", renamed[named], named)
        elif after:
            yield Difference("added", None, named, _changes("model", {}, new.models(named)))
        elif named not in renamed.values():
            yield Difference("removed", named, None, _changes("model", old.models(named), {}))


def _renamed(old: _Side, new: _Side) -> dict[Named, Named]:
    """New uses that do what a use did that is gone; the nearest by name where several do."""
    gone = [named for named in old.sent if named not in new.uses and not new.unsure(named)]
    found: dict[Named, Named] = {}
    for named in (named for named in new.sent if named not in old.uses and not old.unsure(named)):
        same = [
            before
            for before in gone
            if before.interface == named.interface
            and not any(_on_wire(old.sent[before], new.sent[named]))
            and not _changes("model", old.models(before), new.models(named))
        ]
        if same:
            found[named] = min(
                same, key=lambda was: (was.environment != named.environment, was.request != named.request)
            )
            gone.remove(found[named])
    return found


def _on_wire(old: Mapping[Place, Any], new: Mapping[Place, Any]) -> Iterator[Change]:
    everywhere = list(dict.fromkeys((*old, *new)))
    places = list(dict.fromkeys(place for place, _ in everywhere))
    for place, name in sorted(everywhere, key=lambda where: places.index(where[0])):
        yield from _change(place, name, old.get((place, name)), new.get((place, name)))


def _changes(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(change for name in MODELS for change in _change(place, name, old.get(name), new.get(name)))


def _change(place: str, name: str, old: Any, new: Any) -> Iterator[Change]:
    """Compared as they are written, since that is what is sent: 0.5 is not 0.50, and 1 not true."""
    if compact(_identity(old)) != compact(_identity(new)):
        yield Change(place, name, *(None if value is None else plain(name, value) for value in (old, new)))


def _identity(value: Any) -> Any:
    """Of a custom model its id, which is what is sent: its local name is nobody else's business."""
    return value["customization_id"] if isinstance(value, Mapping) and "customization_id" in value else value


def _models(use: Use) -> Iterator[tuple[str, Any]]:
    if not unclear(use):
        yield "base_model", base_of(use).name
    yield "base_model_version", use.base_model_version
    for key, model in use.custom_models:
        yield key, {"name": model.name, "customization_id": plain("customization_id", model.customization_id)}


def _sent(plan: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    """All of a plan that is sent, or says where to and how, each value by its place and its name."""
    for key, value in plan.items():
        if key in ("method", "url"):
            yield ("address", key), value
        elif key in ("query", "headers"):
            yield from _listed("query" if key == "query" else "header", value)
        elif key == "messages":
            start, *audio, _ = value
            yield from _members("start_message", start)
            yield from ((("binary_message", "audio"), message["audio"]) for message in audio)
        elif key == "body" and "files" in value:
            yield from _members("metadata", value["metadata"])
            yield ("form_part", "upload"), value["files"]
        elif key == "body":
            yield ("body", "audio"), value
        elif key not in _NOT_SENT:
            yield from _members(_PLACES.get(key, key), value if isinstance(value, Mapping) else {key: value})


def _listed(place: str, pairs: Sequence[tuple[str, Any]]) -> Iterator[tuple[Place, Any]]:
    """Names may come twice where `extra` sends what is sent already."""
    values: dict[str, list[Any]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    yield from (((place, name), said[0] if len(said) == 1 else said) for name, said in values.items())


def _members(place: str, values: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    yield from (((place, name), value) for name, value in values.items())
