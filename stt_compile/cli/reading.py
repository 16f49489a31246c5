"""From names on the command line to compilations: files, folders, standard input, settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import PROFILE_ENDINGS, PROFILE_NAMES, is_profile
from ..names import closest, printable
from .printing import WrongCall, cannot

if TYPE_CHECKING:
    from ..compile import Compilation
    from ..settings import Settings

STDIN = "-"


@dataclass(frozen=True)
class Meant:
    """The files that a `check` is about."""

    checked: list[str]
    """Taken as profiles."""
    mended: list[str]
    """Those that a fix may change: what was named, and nothing that merely extends it."""


def profiles(paths: Sequence[str]) -> tuple[list[str], list[WrongCall]]:
    """The profiles that are meant, each once: files as they are named, folders searched; and where there is none."""
    found: dict[str, str] = {}
    wrong_calls: list[WrongCall] = []
    for name in paths:
        inside = [name]
        if name != STDIN and os.path.isdir(name):
            inside = sorted(_in_folder(name, wrong_calls))
            if not inside:
                expected = ", ".join((*PROFILE_NAMES, *(f"NAME{ending}" for ending in PROFILE_ENDINGS)))
                wrong_calls.append(WrongCall(f"no profile in {printable(name)}: looked for {expected}"))
        for file in inside:
            found.setdefault(file if file == STDIN else os.path.abspath(file), file)
    return list(found.values()), wrong_calls


def _in_folder(folder: str, wrong_calls: list[WrongCall]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        wrong_calls.append(cannot("read", str(error.filename), error))

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (os.path.normpath(os.path.join(here, name)) for name in files if is_profile(name))
        yield from (path for path in paths if os.path.isfile(path) or not os.path.exists(path))  # pipes would block


def with_dependents(named: Sequence[str], wrong_calls: list[WrongCall]) -> Meant:
    """What was named, with the profiles that extend it.

    Of what was named, a file that is no profile by its name counts through those that extend it; without any it is
    somebody else's.
    """
    from ..dependents import extending

    own = {os.path.realpath(name): name for name in named if name != STDIN}
    roots = dict.fromkeys(_root(os.path.dirname(file)) for file in own)
    searched = [file for root in roots for file in sorted(_in_folder(root, wrong_calls))]
    found = extending(own, searched)
    extended = {own[file] for files in found.values() for file in files}
    profiles = [name for name in named if name == STDIN or is_profile(os.path.basename(name))]
    known = {os.path.abspath(name) for name in profiles if name != STDIN}
    return Meant(
        profiles + [file for file in found if os.path.abspath(file) not in known],
        [name for name in named if name in profiles or name in extended],
    )


def _root(folder: str) -> str:
    """The folder in which to look for profiles that extend something: the repository, else the working directory."""
    here = Path.cwd()
    for above in (Path(folder), *Path(folder).parents):
        if (above / ".git").exists():
            near = above.is_relative_to(here) or here.is_relative_to(above)
            return os.path.relpath(above, here) if near else str(above)
    return "."


def settings_of(folder: Path) -> Settings:
    """The settings that hold for the profiles of a folder."""
    from ..settings import BadSettings, nearest_to

    try:
        return nearest_to(folder)
    except BadSettings as error:
        raise WrongCall(printable(str(error))) from None


def shown(name: str, stdin_filename: str | None) -> str:
    """What messages call a file."""
    return stdin_filename or "<stdin>" if name == STDIN else name


def compiled(name: str, as_of: str | None, stdin_filename: str | None) -> Compilation:
    """A profile that was named on the command line, by the settings of its folder."""
    from ..compile import compile_bytes

    called = shown(name, stdin_filename)
    settings = settings_of(Path(called).parent)
    return compile_bytes(called, read(name), Path(called), as_of or settings.as_of, reports=settings.reports)


def read(name: str, most: int | None = None) -> bytes:
    """The bytes of a file or of standard input; of one that is too long, just as much as shows that it is.

    Args:
        most: how long it may be; as long as a profile where left out.
    """
    from ..syntax import MAX_BYTES

    most = most or MAX_BYTES
    try:
        if name == STDIN:
            if not sys.stdin:
                raise WrongCall("cannot read standard input: it is closed")
            return sys.stdin.buffer.read(most + 1)
        with open(name, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise cannot("read", "standard input" if name == STDIN else name, error) from None
    except ValueError:  # a name with a null byte
        raise WrongCall(f"cannot read {printable(name)}: not the name of a file") from None


def unknown(kind: str, name: str, known: Iterable[str]) -> WrongCall:
    """What to say of a name that nothing has."""
    return WrongCall(f"there is no {kind} `{printable(name)}`: {closest(name, known)}")
