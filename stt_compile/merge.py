"""Layers of a profile become one tree; every value keeps its own place."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from .language import child_kind, dropped_by
from .tree import Entry, KeyPath, Node, mapping


def merge(base: Node | None, over: Node | None, kind: str, broken: Collection[Node] = ()) -> Node:
    """The mapping `over` laid upon `base`: mappings merge deeply, all else replaces.

    A null replaces too, so that it still removes what a lower layer brings; `settled` takes the nulls out at the end.

    Args:
        kind: which mapping of the language this is (`language.CHILDREN`); it decides which keys exclude each other.
        broken: values that cannot be used; nothing is laid upon such a mapping, so that it stays known as broken.
    """
    if base is None or over is None:
        return over or base or mapping({}, None)
    entries = dict(base.entries)
    for key, entry in over.entries.items():
        if entry.node.value is not None:
            for gone in dropped_by(kind, key):
                if gone not in over.entries:
                    entries.pop(gone, None)
        below = entries.get(key)
        mappings = below and _is_mapping(below.node) and _is_mapping(entry.node)
        if below and mappings and entry.node not in broken:
            entry = _merged(below, entry, child_kind(kind, key), broken)
        entries[key] = entry
    return mapping(entries, over.span or base.span)


def _is_mapping(node: Node) -> bool:
    return isinstance(node.value, MappingProxyType)


def _merged(below: Entry, above: Entry, kind: str, broken: Collection[Node]) -> Entry:
    if below.node in broken:
        return below
    return Entry(above.key, merge(below.node, above.node, kind, broken))


def without(node: Node, keys: Collection[str]) -> Node:
    """A mapping without some of its keys."""
    return mapping({key: entry for key, entry in node.entries.items() if key not in keys}, node.span)


def pruned(node: Node, paths: Collection[KeyPath]) -> Node:
    """A mapping without what stands at some paths."""
    gone = {path[0] for path in paths if len(path) == 1}
    entries: dict[str, Entry] = {}
    for key, entry in node.entries.items():
        if key in gone:
            continue
        below = [path[1:] for path in paths if len(path) > 1 and path[0] == key]
        entries[key] = Entry(entry.key, pruned(entry.node, below)) if below else entry
    return mapping(entries, node.span)


def settled(node: Node, broken: Collection[Node], path: KeyPath = ()) -> tuple[Node, dict[KeyPath, Node]]:
    """A mapping without its nulls and without values that cannot be used, and those values by their paths.

    A list goes as a whole where an item of it cannot be used: half a list is not what its author meant.
    """
    entries: dict[str, Entry] = {}
    lost: dict[KeyPath, Node] = {}
    for key, entry in node.entries.items():
        here = (*path, key)
        if entry.node in broken:
            lost[here] = entry.node
        elif _is_mapping(entry.node):
            kept, below = settled(entry.node, broken, here)
            lost.update(below)
            entries[key] = Entry(entry.key, kept)
        elif entry.node.items:
            below = {where: item for where, item in entry.node.walk(here) if item in broken}
            lost.update(below)
            if not below:
                entries[key] = entry
        elif entry.node.value is not None:
            entries[key] = entry
    return mapping(entries, node.span), lost
