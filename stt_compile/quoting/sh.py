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

_CONTROL = r"[\x01-\x09\x0b-\x1f\x7f]"
_SIGN = r"['`]|\$(?=[A-Za-z0-9_({])"
_RUNS = re.compile(rf"(?P<control>{_CONTROL}+)|(?P<sign>{_SIGN})|(?:(?!{_CONTROL}|{_SIGN}).)+", re.DOTALL)
"""A literal in pieces: what a line editor would take for a key when it is pasted, what has a backslash of its own, and
what stands in quotes. Expansions would mean nothing there either, but look as if they should (shellcheck SC2016)."""


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
    return "".join(map(_run, _RUNS.finditer(value)))


def _run(run: re.Match[str]) -> str:
    if run["control"]:
        return "\"$(printf '" + "".join(f"\\{ord(char):03o}" for char in run[0]) + "')\""
    return "\\" + run[0] if run["sign"] else f"'{run[0]}'"
