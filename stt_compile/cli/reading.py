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


def profiles(paths: Sequence[str], changed: bool = False) -> tuple[list[str], list[WrongCall]]:
    """The profiles that are meant, each once: files as they are named, folders searched; and where there is none.

    Args:
        changed: whether the paths may come from Git; to it a link to a folder is a file, which may have no profile.
    """
    found: dict[str, str] = {}
    wrong_calls: list[WrongCall] = []
    for name in paths:
        inside = [name]
        if name != STDIN and os.path.isdir(name):
            inside = sorted(_in_folder(name, wrong_calls))
            if not inside and not (changed and os.path.islink(name)):
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
    """What was named, with the profiles that extend it, and with those that extend what is not there.

    Of what was named, a file that is no profile by its name counts through those that extend it; without any it is
    somebody else's.
    """
    from ..dependents import extending

    files = [name for name in named if name != STDIN]
    own = {name: os.path.realpath(name) for name in files}
    # A link may lead out of its repository.
    folders = [folder for name in files for folder in (os.path.dirname(name) or ".", os.path.dirname(own[name]))]
    roots = dict.fromkeys(_root(os.path.realpath(folder)) for folder in (folders if named else ["."]))
    searched = {os.path.abspath(file): file for root in roots for file in _in_root(root, wrong_calls)}
    found = extending(frozenset(own.values()), searched.values())
    extended = frozenset[str]().union(*found.values())
    profiles = [name for name in named if name == STDIN or is_profile(os.path.basename(name))]
    known = {os.path.abspath(name) for name in profiles if name != STDIN}
    return Meant(
        profiles + [file for file in found if os.path.abspath(file) not in known],
        [name for name in named if name in profiles or own.get(name) in extended],
    )


def each_once(names: Iterable[str]) -> list[str]:
    """The names of different files: of a file and links to it, the file."""
    found: dict[str, str] = {}
    for name in names:
        key = real(name)
        if key not in found or not os.path.islink(name):
            found[key] = name
    return list(found.values())


def real(name: str) -> str:
    """The one name of a file, whatever way leads to it."""
    return name if name == STDIN else os.path.realpath(name)


def _in_root(root: str, wrong_calls: list[WrongCall]) -> list[str]:
    """The profiles of a repository; by Git, which knows what belongs to it, and else by a search."""
    from ..dependents import listed

    files = listed(root) if os.path.exists(os.path.join(root, ".git")) else None
    if files is None:
        return sorted(_in_folder(root, wrong_calls))
    paths = [os.path.normpath(os.path.join(root, file)) for file in files if is_profile(os.path.basename(file))]
    return [path for path in paths if os.path.isfile(path)]  # Git also lists what has just been deleted


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
