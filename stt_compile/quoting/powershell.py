"""Words for PowerShell on Windows: a small set of characters, and nothing else.

Windows hands a program all its arguments as one text. PowerShell up to 7.2 writes them there as they are: a double
quote is lost on the way, a backslash at the end takes the closing quote along, an empty argument is dropped. And
Windows PowerShell reads a script without a byte order mark in the code page of the machine. What is allowed here needs
no escape in either kind of quotes but the quote itself, and is the same in every code page and every version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ..text import Env, Text

SIGNS = "_.~:/\\@=,+;&%#?!'()[]{}-"
"""What an argument may hold besides ASCII letters, digits and blanks; a backslash not at its end."""
_ALLOWED = r"[A-Za-z0-9 " + re.sub(r"[\[\]\\]", r"\\\g<0>", SIGNS) + r"]+(?<!\\)"
_UNESCAPED = r"[ !#-\[\]-~]+"
"""What needs no escape between the double quotes of `option`, whatever its text is."""
_ARGUMENT = re.compile(_ALLOWED + r"\Z")


def word(value: Text) -> str:
    """One argument of a command.

    Raises:
        ValueError: it holds what cannot be passed; `carries` says so before.
    """
    if not carries(value):
        raise ValueError("PowerShell cannot pass this to a program")
    if all(isinstance(piece, str) for piece in value):
        return string("".join(piece for piece in value if isinstance(piece, str)))
    return '"' + "".join(f"${{env:{piece.name}}}" if isinstance(piece, Env) else piece for piece in value) + '"'


def carries(value: Text) -> bool:
    """Whether a text can be an argument, if `guard` has let the values through that are known only at run time."""
    return bool(_ARGUMENT.match("".join("x" if isinstance(piece, Env) else piece for piece in value)))


def string(value: str) -> str:
    """A string of printable ASCII, verbatim."""
    if not (value.isascii() and value.isprintable()):
        raise ValueError("a string of PowerShell is written in printable ASCII")
    return "'" + value.replace("'", "''") + "'"


def guard(names: Iterable[str], kind: Literal["argument", "option"]) -> list[str]:
    """Statements that end the command where a variable is missing, or holds what `word` or `option` cannot take."""
    pattern = string(rf"\A{_ALLOWED if kind == 'argument' else _UNESCAPED}\z")
    checks = [
        f"if ($env:{name} -cnotmatch ${kind}) {{ throw {string(f'set {name}, to plain characters')} }}"
        for name in names
    ]
    return [f"${kind} = {pattern}", *checks] if checks else []


def option(name: str, value: Text) -> str:
    """A line of the text that curl reads its options from: `name = "value"`.

    The literals of the value are printable ASCII; `guard` has let its references through as those of options.
    """
    pieces = [f'{name} = "', *value, '"']
    spelt = [
        f"$env:{piece.name}"
        if isinstance(piece, Env)
        else string(piece if index in (0, len(pieces) - 1) else piece.replace("\\", "\\\\").replace('"', '\\"'))
        for index, piece in enumerate(pieces)
    ]
    return _joined(spelt)


def _joined(spelt: list[str]) -> str:
    """Strings and variables as one expression; strings side by side are one."""
    merged: list[str] = []
    for item in spelt:
        if merged and merged[-1].endswith("'") and item.startswith("'"):
            merged[-1] = merged[-1][:-1] + item[1:]
        else:
            merged.append(item)
    return f"({' + '.join(merged)})" if len(merged) > 1 else merged[0]
