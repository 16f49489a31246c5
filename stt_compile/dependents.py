"""Which profiles extend a file, directly or through others. Of each file only `extends` is looked at."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from . import syntax
from .reading import content


def extending(files: Collection[str], profiles: Iterable[str]) -> dict[str, frozenset[str]]:
    """The profiles that extend some of the files, each with those that it extends.

    Args:
        files: real paths. A file that is no longer there can be extended, too.
        profiles: what to search, by any paths. One that cannot be read extends nothing.
    """
    directly = cache(_directly)
    found: dict[str, frozenset[str]] = {}
    for profile in profiles:
        seen: set[str] = set()
        waiting = [(os.path.realpath(profile), Path(profile))]
        while waiting:
            for file in directly(*waiting.pop()):
                if file[0] not in seen:
                    seen.add(file[0])
                    waiting.append(file)
        reached = seen.intersection(files)
        if reached:
            found[profile] = frozenset(reached)
    return found


def _directly(real: str, path: Path) -> tuple[tuple[str, Path], ...]:
    """The files that a file names in `extends`: each by its real path, and by the one that its own names start from."""
    return tuple(_named(real, path))


def _named(real: str, path: Path) -> Iterator[tuple[str, Path]]:
    try:
        data = content(Path(real))
    except (OSError, ValueError):
        return
    if b"extends" not in data and b"\\" not in data:  # with a backslash the key may be spelt in escapes
        return
    _, tree, _ = syntax.read(path.name, data, path)
    listed = tree.get("extends") if tree else None
    for item in listed.items if listed else ():
        if isinstance(item.value, str) and "\0" not in item.value:
            other = path.parent / item.value
            yield os.path.realpath(other), Path(os.path.normpath(other))
