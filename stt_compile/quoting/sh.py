"""Words for a POSIX shell.

Literals stand in single quotes, where nothing is special, in interactive shells neither; references expand in double
quotes, where their value is not split and not taken as a pattern.
"""

from __future__ import annotations

import re

from ..text import Env, Text

_BARE = re.compile(r"[A-Za-z0-9_@%+=:,./-]+(?!\n)\Z")
_PLAIN_IN_DOUBLE = re.compile(r"[A-Za-z0-9_@%+=:,./?&#~<>;()\[\]{}|'* -]*\Z")
"""Characters that mean themselves between double quotes; `!` does not where a history is kept."""


def word(value: Text) -> str:
    """One word of a command."""
    literals = [piece for piece in value if isinstance(piece, str)]
    if len(literals) == len(value):
        return _literal("".join(literals))
    if all(_PLAIN_IN_DOUBLE.match(piece) for piece in literals):
        return '"' + "".join(reference(piece) if isinstance(piece, Env) else piece for piece in value) + '"'
    return "".join(f'"{reference(piece)}"' if isinstance(piece, Env) else _quoted(piece) for piece in value)


def reference(env: Env) -> str:
    """The expansion of a variable, which ends the command where the variable is missing or empty."""
    return f"${{{env.name}:?set {env.name}}}"


def comment(line: str) -> str:
    """A line of a comment: nothing in it can end it."""
    return "# " + "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def _literal(value: str) -> str:
    return value if _BARE.match(value) else _quoted(value)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "'\\''") + "'"
