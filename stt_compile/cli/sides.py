"""What `diff` compares: a file, a folder of profiles, or either of them as a Git revision has it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..names import printable
from .printing import WrongCall, cannot
from .reading import STDIN, compiled, profiles

if TYPE_CHECKING:
    from ..compile import Compilation
    from ..revisions import Revision

Compile = Callable[[], "Compilation"]


@dataclass(frozen=True)
class Side:
    """One side of a comparison."""

    profiles: Mapping[str, Compile]
    """By their paths in the folder; a single file has none."""
    folder: bool


def side(name: str, as_of: str | None, stdin_filename: str | None) -> Side:
    """What a name on the command line means: what exists under it, else a revision and a path in it."""
    if name == STDIN or os.path.lexists(name) or os.path.splitdrive(name)[0]:
        return _on_disk(name, as_of, stdin_filename)
    from ..revisions import parted

    try:
        found = parted(name)
        return _in_revision(name, *found, as_of) if found else _on_disk(name, as_of, stdin_filename)
    except OSError as error:
        raise cannot("read", name, error) from None


def _on_disk(name: str, as_of: str | None, stdin_filename: str | None) -> Side:
    def compile_(file: str) -> Compile:
        return lambda: compiled(file, as_of, stdin_filename)

    if name == STDIN or not os.path.isdir(name):
        return Side({"": compile_(name)}, folder=False)
    files, wrong_calls = profiles([name])
    if wrong_calls and files:
        raise wrong_calls[0]
    return Side({Path(file).relative_to(name).as_posix(): compile_(file) for file in files}, folder=True)


def _in_revision(name: str, revision: Revision, path: Path, as_of: str | None) -> Side:
    def compile_(file: Path) -> Compile:
        return lambda: _compiled(revision, file, as_of)

    inside = revision.profiles(path)
    if inside is None:
        return Side({"": compile_(path)}, folder=False)
    return Side({file: compile_(path / file) for file in inside}, folder=True)


def _compiled(revision: Revision, file: Path, as_of: str | None) -> Compilation:
    """A profile of a revision, by the settings of its folder there."""
    from ..compile import compile_bytes
    from ..settings import BadSettings

    called = revision.call(file)
    try:
        settings = revision.settings(file.parent)
        data = revision.read(file)
    except BadSettings as error:
        raise WrongCall(printable(str(error))) from None
    except OSError as error:
        raise cannot("read", called, error) from None
    day = as_of or settings.as_of
    return compile_bytes(called, data, file, day, reports=settings.reports, files=revision.files)
