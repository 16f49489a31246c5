"""Expressions of Python, laid out as a formatter would."""

from __future__ import annotations

from collections.abc import Sequence

from ..text import Env, Text
from ..tree import spelling

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def expression(value: Text) -> str:
    """A text: a string literal, a look-up of a variable, or an f-string of both."""
    if len(value) == 1 and isinstance(value[0], Env):
        return f'os.environ["{value[0].name}"]'
    if all(isinstance(piece, str) for piece in value):
        return string("".join(piece for piece in value if isinstance(piece, str)))
    body = "".join(
        f"{{os.environ['{piece.name}']}}"
        if isinstance(piece, Env)
        else _escaped(piece, '"').replace("{", "{{").replace("}", "}}")
        for piece in value
    )
    return f'f"{body}"'


def string(value: str) -> str:
    """A string literal, in double quotes unless the others need fewer backslashes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + _escaped(value, quote) + quote


def scalar(value: object) -> str:
    """A literal of a boolean, a number as its author spelt it, a string, or a list of strings."""
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, (int, float)):
        return spelling(value).lower()
    if isinstance(value, str):
        return string(value)
    if isinstance(value, Sequence):
        return "[" + ", ".join(scalar(item) for item in value) + "]"
    raise TypeError(f"no literal for {type(value).__name__}")


def comment(line: str) -> str:
    """A line of a comment: nothing in it can end it."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return f"# {shown}".rstrip()


def _escaped(value: str, quote: str) -> str:
    return "".join(_character(char, quote) for char in value)


def _character(char: str, quote: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char == quote:
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
