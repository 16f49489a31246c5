"""Where a merged value was written, and in which layer of a profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from .. import syntax
from ..names import printable
from ..profile import Use
from ..source import Source, Span
from ..tree import KeyPath, Node

Origin: TypeAlias = dict[str, Any]
"""Key, file, line, column and layer of a value; `extended` where it is not the profile's own file."""


class Origins:
    """Finds the origins of values in the files of one profile.

    The merged tree knows the place of every value; its layer is seen in the files, which are read once more for it.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    @cached_property
    def _trees(self) -> dict[Source, Node]:
        """The files as they were written."""
        parsed = ((source, syntax.parse(source)[0]) for source in self._sources if source.text)
        return {source: tree for source, tree in parsed if tree}

    def of(self, use: Use, *paths: KeyPath) -> list[Origin]:
        """The origins of values of a use, by their paths in its tree; those that nobody wrote have none."""
        return [self._origin(use, path, node) for path in paths if (node := use.tree.get(*path)) is not None]

    def of_default(self, path: KeyPath) -> tuple[Node | None, list[Origin]]:
        """A default that is in no use's tree, and its origin."""
        whole = ("defaults", *path)
        for tree in self._precedence(self._sources[0], ()) if self._sources else ():
            node = tree.get(*whole)
            if node is not None:
                return node, [{"key": _dotted(whole), **self._place(node.span), "layer": "defaults"}]
        return None, [{"key": _dotted(whole), **self._place(None), "layer": "defaults"}]

    def _origin(self, use: Use, path: KeyPath, node: Node) -> Origin:
        return {"key": _dotted(path), **self._place(node.span), "layer": self._layer(use, path, node)}

    def _place(self, span: Span | None) -> Origin:
        if span is None:
            return {"file": None, "line": None, "column": None, "extended": False}
        line, column = span.position
        extended = bool(self._sources) and span.source is not self._sources[0]
        return {"file": printable(span.source.name), "line": line, "column": column, "extended": extended}

    def _layer(self, use: Use, path: KeyPath, node: Node) -> str | None:
        if path[0] == "environments":
            return "environment"
        tree = self._trees.get(node.span.source) if node.span else None
        if tree is None:
            return None
        inside = path[2:]
        layers: dict[str, KeyPath] = {
            "overrides": (*use.at(), "overrides", use.environment.name, *inside),
            "request": use.at(*inside),
            "defaults": ("defaults", *inside),
        }
        for layer, written in layers.items():
            found = tree.get(*written)
            if found is not None and found.span == node.span:
                return layer
        return None

    def _precedence(self, source: Source, above: tuple[Source, ...]) -> Iterator[Node]:
        """The files of which a profile is made, the one that wins first."""
        tree = self._trees.get(source)
        if tree is None:
            return
        yield tree
        listed = tree.get("extends") if source.path else None
        for item in reversed(listed.items if listed else ()):
            path = (source.path.parent / str(item.value)).resolve() if source.path else None
            for other in self._sources:
                if other not in (source, *above) and other.path and other.path.resolve() == path:
                    yield from self._precedence(other, (*above, source))


def _dotted(path: KeyPath) -> str:
    return ".".join(map(str, path))
