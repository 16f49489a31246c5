"""Values as they were written: characters, and marks for what is known only where the command runs.

Readers cut such values at `?`, `&`, `=` and the like as any other text; only the end makes a `Text` of one. A mark
stands between two null characters, which no source has: `sanitised` takes them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..text import Env, Piece, Text, text
from .words import is_innocent

MARK = "\0"
_MARK = re.compile("\0([?!]?)([^\0]*)\0")
_PLACEHOLDER = re.compile(
    r"""
    \{\{?[ ]?([A-Za-z][\w .-]{0,60}?)[ ]?\}?\}              # {apikey}, {{apikey}}
    | \$\{([A-Za-z_]\w{0,60})\}                             # in single quotes, where no shell expands it
    | <([A-Za-z][\w .:/-]{0,60})>                           # <API-KEY>
    | \[([A-Z][A-Z0-9_ -]{1,60})\]                          # [APIKEY]
    | %([A-Z_][A-Z0-9_]{2,60})%(?![0-9A-Fa-f])              # of cmd.exe
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Unread:
    """What only a run would tell: `$(date)`, a call of a function."""

    written: str


def sanitised(source: str) -> str:
    """A source without the character that marks need."""
    return source.replace(MARK, "\N{REPLACEMENT CHARACTER}")


def reference(name: str) -> str:
    """The mark of a variable of the environment."""
    return f"{MARK}{name}{MARK}"


def unread(written: str) -> str:
    """The mark of what cannot be read."""
    return f"{MARK}?{written}{MARK}"


def local(name: str) -> str:
    """The mark of a variable of a program, which is none of the environment."""
    return f"{MARK}!{name}{MARK}"


def outside(value: str) -> str:
    """A value with the variables of a program as those of the environment that take their places."""
    return _MARK.sub(lambda mark: reference(variable(mark[2])) if mark[1] == "!" else mark[0], value)


def parts(value: str) -> list[str | Env | Unread]:
    """The characters of a value and what its marks stand for, in order."""
    found: list[str | Env | Unread] = []
    end = 0
    for mark in _MARK.finditer(value):
        if mark.start() > end:
            found.append(value[end : mark.start()])
        if mark[1] == "?":
            found.append(Unread(mark[2]))
        else:
            found.append(Env(variable(mark[2]) if mark[1] == "!" else mark[2]))
        end = mark.end()
    if end < len(value):
        found.append(value[end:])
    return found


def is_plain(value: str) -> bool:
    """Whether a value is nothing but its characters: no mark, no placeholder."""
    return MARK not in value and not any(_placeholders(value))


def placeholder(value: str) -> str | None:
    """The name of a placeholder that is the whole of a value; None where it is something else."""
    found = _PLACEHOLDER.fullmatch(value.strip())
    return _name(found) if found and is_innocent(_name(found)) else None


def _placeholders(value: str) -> Iterator[re.Match[str]]:
    """The placeholders in a value: what has braces around it and is no word may be the secret itself."""
    return (found for found in _PLACEHOLDER.finditer(value) if is_innocent(_name(found)))


def _name(found: re.Match[str]) -> str:
    return "".join(filter(None, found.groups()))


def variable(name: str) -> str:
    """The environment variable that takes the place of a placeholder, or of a variable of a program."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).strip("_").upper()
    return plain if plain.startswith("STT_") else f"STT_{plain or 'VALUE'}"


@dataclass(frozen=True)
class Valued:
    """A value as a text of a profile, and what had to be given a name for that."""

    text: Text
    named: tuple[tuple[str, str], ...]
    """Variable, and what stood there: placeholders and what could not be read."""


def valued(value: str, name: str = "") -> Valued:
    """A text of a profile.

    Args:
        name: the variable of a placeholder that is the whole value; made from its own name where left out.
    """
    pieces: list[Piece] = []
    named: list[tuple[str, str]] = []
    whole = placeholder(value) is not None
    for part in parts(value):
        if isinstance(part, Env):
            pieces.append(part)
        elif isinstance(part, Unread):
            new = name or "STT_COMMAND"
            pieces.append(Env(new))
            named.append((new, part.written))
        else:
            end = 0
            for found in _placeholders(part):
                new = name if whole and name else variable(_name(found))
                pieces += [part[end : found.start()], Env(new)]
                named.append((new, found[0]))
                end = found.end()
            pieces.append(part[end:])
    return Valued(text(*pieces), tuple(named))


def shown(value: str) -> str:
    """A value for people: marks as a shell would write them."""
    return "".join(
        f"${{{part.name}}}" if isinstance(part, Env) else part.written if isinstance(part, Unread) else part
        for part in parts(value)
    )


def plain(value: Text) -> str | Env | Text:
    """A text as a profile has it: characters alone, a reference alone, or pieces."""
    if len(value) == 1:
        return value[0]
    return value if any(isinstance(piece, Env) for piece in value) else "".join(map(str, value))
