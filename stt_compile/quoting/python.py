"""Expressions of Python, laid out as a formatter would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..text import Env, Text
from ..tree import spelling

_WIDTH = 88
"""Of a line, as formatters have it unless told otherwise."""
_LOOK_UP = re.compile(r'(?P<before>.*)os\.environ\[(?P<name>"\w+")\]', re.DOTALL)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def expression(value: Text) -> str:
    """A text: a string literal, a look-up of a variable, or an f-string of both."""
    if len(value) == 1 and isinstance(value[0], Env):
        return f'os.environ["{value[0].name}"]'
    literals = "".join(piece for piece in value if isinstance(piece, str))
    if all(isinstance(piece, str) for piece in value):
        return string(literals)
    outer = _quote(literals)
    inner = '"' if outer == "'" else "'"
    body = "".join(
        f"{{os.environ[{inner}{piece.name}{inner}]}}"
        if isinstance(piece, Env)
        else _escaped(piece, outer).replace("{", "{{").replace("}", "}}")
        for piece in value
    )
    return f"f{outer}{body}{outer}"


def string(value: str) -> str:
    """A string literal."""
    quote = _quote(value)
    return quote + _escaped(value, quote) + quote


def scalar(value: object) -> str:
    """A literal of a boolean, a number as its author spelt it, or a string."""
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, (int, float)):
        return spelling(value).lower().replace("e+", "e")
    if isinstance(value, str):
        return string(value)
    raise TypeError(f"no literal for {type(value).__name__}")


def argument(name: str, value: object, indent: int) -> str:
    """An argument with its name, on a line of its own that begins at `indent`; a scalar or a list of them."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return enclosed(f"{name}=[", [scalar(item) for item in value], "]", indent)
    return f"{name}={scalar(value)}"


def call(head: str, arguments: Iterable[str], tail: str = "", indent: int = 0) -> str:
    """A call with its arguments, for a line that begins at `indent`."""
    return enclosed(f"{head}(", list(arguments), f"){tail}", indent)


def enclosed(opening: str, items: Sequence[str], closing: str, indent: int) -> str:
    """Items between brackets, on one line where they fit there, else one a line; the first line is not indented."""
    line = opening + ", ".join(items) + closing
    if not items or (line.isascii() and "\n" not in line and indent + len(line) < _WIDTH):  # a comma may follow
        return line
    inner = indent + 4
    lines = "".join(f"{' ' * inner}{_broken(item, inner)},\n" for item in items)
    return f"{opening}\n{lines}{' ' * indent}{closing}"


def _broken(item: str, indent: int) -> str:
    """An item of its own line: the name of a variable that does not fit there stands on the next."""
    found = _LOOK_UP.fullmatch(item)
    if found is None or indent + len(item) + 1 <= _WIDTH:
        return item
    pad = " " * indent
    return f"{found['before']}os.environ[\n{pad}    {found['name']}\n{pad}]"


def comment(line: str) -> str:
    """A line of a comment: nothing in it can end it."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return f"# {shown}".rstrip()


def _quote(value: str) -> str:
    """Double quotes, unless the others need fewer backslashes."""
    return "'" if value.count('"') > value.count("'") else '"'


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
