"""Addresses: literals are percent-encoded, references stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from ..text import Env, Piece, Text, text

_PATH = "/:@!$&'()*+,;=~-._%[]"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A percent sign that encodes nothing."""


def address(url: Text) -> Text:
    """A URL up to its query, with what no URL may hold encoded; what is encoded already stays."""
    return text(*(piece if isinstance(piece, Env) else _STRAY.sub("%25", quote(piece, safe=_PATH)) for piece in url))


def pairs(query: Iterable[tuple[str, Text]]) -> Text:
    """A query, from its first pair to its last, without the question mark. References are left as they are."""
    pieces: list[Piece] = []
    for name, value in query:
        pieces += ["&" if pieces else "", component(name), "="]
        pieces += [piece if isinstance(piece, Env) else component(piece) for piece in value]
    return text(*pieces)


def component(value: str) -> str:
    """A name or value of a query: everything but letters, digits and `-._~` encoded, commas included."""
    return quote(value, safe="")
