"""Which profiles extend a file, directly or through others. Of each file only `extends` is looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from . import syntax
from .reading import content

_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""What Git tells its hooks of their repository, which may not be the one that is meant."""


def extending(
    files: Collection[str], profiles: Iterable[str], read: Callable[[Path], bytes] = content
) -> dict[str, frozenset[str]]:
    """The profiles that extend some of the files, each with those of them; and those that extend what is not there.

    Args:
        files: real paths.
        profiles: what to search, by any paths. One that cannot be read extends nothing.
        read: what is in a file, by its real path.
    """

    @cache
    def directly(real: str, path: Path) -> tuple[tuple[str, Path], ...]:
        return tuple(_directly(real, path, read))

    exists = cache(os.path.exists)
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
        if reached or not all(map(exists, seen)):  # who deletes or renames a file names it to nobody
            found[profile] = frozenset(reached)
    return found


def listed(repository: str) -> list[str] | None:
    """The files of a Git repository, those that it ignores left out, relative to it; None where Git does not say."""
    import subprocess  # on use: a check of named files alone needs it not

    env = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    command = ["git", "-C", repository, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=env)  # noqa: S603
    except OSError:
        return None
    return None if done.returncode else sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})


def _directly(real: str, path: Path, read: Callable[[Path], bytes]) -> Iterator[tuple[str, Path]]:
    """The files that a file names in `extends`: each by its real path, and by the one that its own names start from."""
    try:
        data = read(Path(real))
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
