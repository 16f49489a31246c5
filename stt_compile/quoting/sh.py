"""Words for a POSIX shell.

Literals stand in single quotes, where nothing is special, in interactive shells neither. References expand in double
quotes, where their value is neither split nor taken as a pattern; literals that mean themselves there join them.
"""

from __future__ import annotations

import re

from ..text import Env, Text

_BARE = re.compile(r"[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*\Z")
"""What needs no quotes; zsh looks for a command where a word begins with `=`."""
_PLAIN_IN_DOUBLE = re.compile(r"[A-Za-z0-9_@%+=:,./?&#~<>;()\[\]{}|'* -]*\Z")
"""Characters that mean themselves between double quotes; `!` does not where a history is kept."""

_CONTROL = re.compile(r"[\x01-\x09\x0b-\x1f\x7f]+")


def word(value: Text) -> str:
    """One word of a command."""
    literals = [piece for piece in value if isinstance(piece, str)]
    if len(literals) == len(value) and _BARE.match("".join(literals)):
        return "".join(literals)
    if len(literals) < len(value) and all(_PLAIN_IN_DOUBLE.match(piece) for piece in literals):
        return '"' + "".join(reference(piece) if isinstance(piece, Env) else piece for piece in value) + '"'
    return "".join(f'"{reference(piece)}"' if isinstance(piece, Env) else _quoted(piece) for piece in value) or "''"


def reference(env: Env) -> str:
    """The expansion of a variable, which ends the command where the variable is missing or empty."""
    return f"${{{env.name}:?set {env.name}}}"


def comment(line: str) -> str:
    """A line of a comment: nothing in it can end it."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return f"# {shown}".rstrip()


def _quoted(value: str) -> str:
    quoted = "'" + value.replace("'", "'\\''") + "'"
    return _CONTROL.sub(_printed, quoted)


def _printed(control: re.Match[str]) -> str:
    """Characters that a line editor would take for a key when they are pasted."""
    return "'\"$(printf '" + "".join(f"\\{ord(char):03o}" for char in control[0]) + "')\"'"
