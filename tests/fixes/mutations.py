"""Good profiles written in any style, and slips of the pen in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from stt_compile import syntax
from stt_compile.compile import Compilation
from stt_compile.language import child_kind
from stt_compile.quoting import yaml
from stt_compile.source import Source
from stt_compile.wire import Plan

NAMED = ("environments", "models", "requests", "overrides", "extra", "")
"""Kinds of mapping whose keys are not the language's own, and all that the language says nothing about."""
HOLDERS = ("audio", "parameters", "job")


def plans(compilation: Compilation) -> dict[tuple[str, str, str], Plan]:
    """All plans that can be made, by request, environment and interface."""
    return {
        (use.request, use.environment.name, use.interface): compilation.plan(index)
        for index, use in enumerate(compilation.uses)
        if index not in compilation.blocked
    }


def data_of(profile: Path) -> dict[str, Any]:
    """The bare data of a profile's own file, numbers as they are spelt."""
    tree, _ = syntax.parse(Source(profile.name, profile.read_text(encoding="utf-8")))
    assert tree
    return dict(tree.plain())


@dataclass(frozen=True)
class Style:
    """Decides how each value is written, anew each time."""

    draw: Any

    def text(self, data: dict[str, Any]) -> str:
        """A profile in this style, with comments here and there."""
        return "".join(f"{line}\n" for line in self.block(data, ""))

    def block(self, data: dict[str, Any], indent: str) -> Iterator[str]:
        for key, value in data.items():
            if self.chance(8):
                yield f"{indent}# about {key}"
            name = f"{indent}{self.key(key)}:"
            note = f"  # {key}" if self.chance(8) else ""
            if isinstance(value, dict) and value and not self.chance(3):
                yield name + note
                yield from self.block(value, indent + "  " * (2 if self.chance(4) else 1))
            elif isinstance(value, list) and value and self.chance(2):
                yield name + note
                yield from (f"{indent}  - {self.flow(item)}" for item in value)
            else:
                yield f"{name} {self.flow(value)}{note}"

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.key(key)}: {self.flow(item)}" for key, item in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return yaml.value(value, self.draw(st.sampled_from(("", "", "'", '"'))))

    def key(self, name: str) -> str:
        return yaml.text(name, self.draw(st.sampled_from(("", "", "", "'", '"'))))

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == one_in)


def places(data: dict[str, Any], kind: str = "profile", path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all keys that are the language's own."""
    for key, value in data.items():
        here = (*path, key)
        if kind not in NAMED and not key.startswith("x-"):
            yield here
        if isinstance(value, dict) and (below := child_kind(kind, key)):
            yield from places(value, below, here)


def at(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def slips(name: str) -> Iterator[str]:
    """A name with a letter left out, written twice, or swapped with the next; its first letter stays."""
    for index in range(1, len(name)):
        yield name[:index] + name[index + 1 :]
        yield name[:index] + name[index] + name[index:]
        if index + 1 < len(name) and name[index] != name[index + 1]:
            yield name[:index] + name[index + 1] + name[index] + name[index + 2 :]


def renamed(data: dict[str, Any], path: tuple[str, ...], name: str) -> None:
    """Gives a key another name, at its place."""
    holder = at(data, path[:-1])
    entries = [(name if key == path[-1] else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(entries)


def moved(data: dict[str, Any], path: tuple[str, ...], holder: str | None) -> None:
    """Puts a key of a request's mapping into another one of the same request, or into the request itself."""
    request = at(data, path[:-2])
    value = request[path[-2]].pop(path[-1])
    if not request[path[-2]]:
        del request[path[-2]]
    (request if holder is None else request.setdefault(holder, {}))[path[-1]] = value
