"""Scalars of YAML, for block and flow style alike.

What is plain here is plain to every YAML reader: no word that one of them takes for a boolean, nothing that begins like
a number. All else stands in double quotes, unless its author used single ones.
"""

from __future__ import annotations

import re

from ..tree import Scalar, spelling

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+-]*(?: [A-Za-z0-9][A-Za-z0-9_./+-]*)*\Z")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_NOT_IN_FLOW = re.compile(r"^[?:|>-]|[,\[\]{}]|:\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def value(data: Scalar | tuple[Scalar, ...], like: str = "") -> str:
    """A scalar, or a list of them on one line.

    Args:
        like: how its author wrote what it replaces; a text keeps the quotes.
    """
    if isinstance(data, tuple):
        return f"[{', '.join(value(item, like) for item in data)}]"
    if data is None:
        return "null"
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, (int, float)):
        return spelling(data)
    return text(data, like)


def text(data: str, like: str = "") -> str:
    """A text: plain where that is safe, and in the quotes that its author used."""
    if like.startswith("'") and data.isprintable():
        return "'" + data.replace("'", "''") + "'"
    if not like.startswith('"') and _PLAIN.match(data) and data.casefold() not in _WORDS:
        return data
    return '"' + "".join(map(_escaped, data)) + '"'


def in_flow(data: str, written: str) -> str:
    """A text that may have stood in block style, for flow style: as its author wrote it, if it means the same there."""
    if not written.startswith(("'", '"')) and _NOT_IN_FLOW.search(written):
        return text(data)
    return written


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
