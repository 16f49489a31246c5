"""Data with places: what a YAML text says, and where it says it.

A tree is made of frozen nodes. A node that two paths reach (an alias, a fragment that two profiles extend) is one
object, so a place is never copied and a merged tree still knows the file of each of its values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from .source import Span

KeyPath: TypeAlias = tuple[str | int, ...]
Scalar: TypeAlias = str | bool | int | float | None


class Integer(int):
    """An integer with its author's spelling, which is what goes over the wire."""

    spelling: str

    def __new__(cls, spelling: str) -> Integer:
        self = super().__new__(cls, spelling)
        self.spelling = spelling
        return self


class Real(float):
    """A number with a fraction or an exponent, with its author's spelling."""

    spelling: str

    def __new__(cls, spelling: str) -> Real:
        self = super().__new__(cls, spelling)
        self.spelling = spelling
        return self


def spelling(value: int | float) -> str:
    """The number as its author wrote it; as JSON writes it where it came as data."""
    return value.spelling if isinstance(value, (Integer, Real)) else repr(value)


@dataclass(frozen=True, eq=False)
class Entry:
    """A key of a mapping with its value."""

    key: Span | None
    node: Node


_NOTHING: MappingProxyType[str, Entry] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Node:
    """A value with its place; the place is None where the profile was made from Python data."""

    value: Scalar | tuple[Node, ...] | MappingProxyType[str, Entry] = field(repr=False)
    """It may be a secret, which no log should show.

    A mapping is always of this one type: asking for an abstract one, as is done all the time, costs much more.
    """
    span: Span | None = None

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The entries of a mapping, in the order of the text; nothing for any other value."""
        return self.value if isinstance(self.value, MappingProxyType) else _NOTHING

    @property
    def items(self) -> tuple[Node, ...]:
        """The items of a list; nothing for any other value."""
        return self.value if isinstance(self.value, tuple) else ()

    def get(self, *path: str | int) -> Node | None:
        """The node at a path below this one, or None."""
        node = self  # rules ask this more than anything else, so it asks no properties
        for step in path:
            value = node.value
            if isinstance(step, int):
                if not isinstance(value, tuple) or step >= len(value):
                    return None
                node = value[step]
            else:
                entry = value.get(step) if isinstance(value, MappingProxyType) else None
                if entry is None:
                    return None
                node = entry.node
        return node

    def place(self, path: KeyPath, on: Literal["key", "value"] = "value") -> Span | None:
        """Where a path stands. What is missing borrows the place of what would hold it: its key, if it has one."""
        node, key = self, self.span
        for step in path:
            if isinstance(step, int):
                if step >= len(node.items):
                    return key
                node = node.items[step]
                key = node.span
            else:
                entry = node.entries.get(step)
                if entry is None:
                    return key
                node, key = entry.node, entry.key or entry.node.span
        return key if on == "key" else node.span

    def walk(self, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
        """This node and all below it, parents first."""
        yield path, self
        for key, entry in self.entries.items():
            yield from entry.node.walk((*path, key))
        for index, item in enumerate(self.items):
            yield from item.walk((*path, index))

    def plain(self) -> Any:
        """The bare data: dictionaries, lists and scalars."""
        if isinstance(self.value, MappingProxyType):
            return {key: entry.node.plain() for key, entry in self.value.items()}
        if isinstance(self.value, tuple):
            return [item.plain() for item in self.value]
        return self.value


def mapping(entries: Mapping[str, Entry], span: Span | None) -> Node:
    """A mapping node whose entries can no longer be changed."""
    return Node(MappingProxyType(dict(entries)), span)


def from_data(data: Any) -> Node:
    """A tree without places, from Python data of the kinds that JSON has.

    Raises:
        TypeError: a value of another kind, a key that is no text.
        ValueError: a number that JSON cannot write, or data that holds itself.
    """
    try:
        return _from_data(data)
    except RecursionError:
        raise ValueError("the data is nested too deeply, or holds itself") from None


def _from_data(data: Any) -> Node:
    if isinstance(data, Mapping):
        for key in data:
            if not isinstance(key, str):
                raise TypeError(f"a key of a profile is a text, not {key!r}")
        return mapping({key: Entry(None, _from_data(value)) for key, value in data.items()}, None)
    if isinstance(data, (list, tuple)):
        return Node(tuple(_from_data(item) for item in data))
    if isinstance(data, float) and (data != data or data in (float("inf"), float("-inf"))):
        raise ValueError(f"{data!r} is not a number that the service knows")
    if data is None or isinstance(data, (str, bool, int, float)):
        return Node(data)
    raise TypeError(f"a profile holds texts, numbers, booleans, lists and mappings, not {type(data).__name__}")
