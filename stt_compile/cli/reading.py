"""From names on the command line to compilations: files, folders, standard input, settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import PROFILE_ENDINGS, PROFILE_NAMES, is_profile
from ..names import closest, printable
from .printing import WrongCall

if TYPE_CHECKING:
    from ..compile import Compilation
    from ..settings import Settings

STDIN = "-"


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
        wrong_calls.append(cannot_read(str(error.filename), error))

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (os.path.normpath(os.path.join(here, name)) for name in files if is_profile(name))
        yield from (path for path in paths if os.path.isfile(path) or not os.path.exists(path))  # pipes would block


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


def compiled(
    name: str, as_of: str | None, stdin_filename: str | None, settings: Settings | None = None, audio: bool = False
) -> Compilation:
    """A profile that was named on the command line, by the settings of its folder."""
    from ..compile import compile_bytes

    called = shown(name, stdin_filename)
    settings = settings or settings_of(Path(called).parent)
    day = as_of or settings.as_of
    return compile_bytes(called, read(name), Path(called), day, audio=audio, reports=settings.reports)


def read(name: str) -> bytes:
    """The bytes of a file or of standard input; of one that is too long, just as much as shows that it is."""
    from ..syntax import MAX_BYTES

    try:
        if name == STDIN:
            if not sys.stdin:
                raise WrongCall("cannot read standard input: it is closed")
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise cannot_read("standard input" if name == STDIN else name, error) from None
    except ValueError:  # a name with a null byte
        raise WrongCall(f"cannot read {printable(name)}: not the name of a file") from None


def cannot_read(name: str, error: OSError) -> WrongCall:
    """What to say of a file that the system does not let us read."""
    return WrongCall(f"cannot read {printable(name)}: {(error.strerror or type(error).__name__).lower()}")


def unknown(kind: str, name: str, known: Iterable[str]) -> WrongCall:
    """What to say of a name that nothing has."""
    return WrongCall(f"there is no {kind} `{printable(name)}`: {closest(name, known)}")
