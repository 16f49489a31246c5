"""Expressions of JavaScript, for modules: what they know of the place where they run stands in `variables`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..text import Env, Text

_WIDTH = 110
"""Of a line that holds a list."""
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def expression(value: Text) -> str:
    """A text: a string literal, a look-up of a variable, or a template of both."""
    if len(value) == 1 and isinstance(value[0], Env):
        return f"variables.{value[0].name}"
    if all(isinstance(piece, str) for piece in value):
        return string("".join(piece for piece in value if isinstance(piece, str)))
    pieces = (f"${{variables.{piece.name}}}" if isinstance(piece, Env) else _in_template(piece) for piece in value)
    return f"`{''.join(pieces)}`"


def string(value: str) -> str:
    """A string literal: in double quotes, unless the others need fewer backslashes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + "".join("\\" + char if char == quote else _character(char) for char in value) + quote


def lines(value: str) -> str:
    """A string literal over as many lines as the text has."""
    return f"`{_in_template(value, keep=chr(10))}`"


def array(items: Iterable[str], indent: int = 0) -> str:
    """A list of expressions for a line that begins at `indent`: on it where they fit, else one a line."""
    found = list(items)
    line = f"[{', '.join(found)}]"
    return line if len(line) + indent < _WIDTH else rows(found, indent)


def rows(items: Sequence[str], indent: int = 0) -> str:
    """A list of expressions, one a line."""
    return "[\n" + "".join(f"{' ' * (indent + 2)}{item},\n" for item in items) + f"{' ' * indent}]"


def comment(line: str) -> str:
    """A line of a comment: nothing in it can end it."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return f"// {shown}".rstrip()


def _in_template(value: str, keep: str = "") -> str:
    """A piece of a template: a dollar sign is escaped with every brace, which may follow in the next piece."""
    return "".join(char if char in keep else "\\" + char if char in "`$" else _character(char) for char in value)


def _character(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isprintable() else f"\\u{{{ord(char):x}}}"
