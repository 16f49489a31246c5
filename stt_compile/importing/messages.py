"""What a program says to a WebSocket: `start` messages, and what it is given besides its address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .objects import NoObject, Objects
from .tokens import tokenised

_START = re.compile(r"""(?P<quote>["']?)action(?P=quote)\s*:\s*["']start["']""")
_NAMED = re.compile(r"(?:\b([A-Za-z_$][\w$]*)\s{0,9}[=:]|Object\.assign\()\s{0,9}\Z")
_ADDED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})(?:\.[A-Za-z_$][\w$]{0,60}|\[[^\]\n]{1,60}\])\s{0,9}=(?!=)")
_OPEN = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*){0,9}\Z")
_LONGEST, _MOST_OPENINGS = 20_000, 30


@dataclass(frozen=True)
class Message:
    """A `start` message."""

    data: dict[str, Any]
    """Its values; a variable or a placeholder is an `Unknown`."""
    start: int
    end: int
    notes: tuple[tuple[int, str], ...]


def starts(source: str) -> Iterator[Message]:
    """The `start` messages in a text, as JSON or as objects of JavaScript."""
    end = 0
    read: dict[int, Message | None] = {}
    for found in _START.finditer(source):
        if found.start() < end:
            continue
        message = _around(source, found.start(), end, read)
        if message:
            end = message.end
            yield message


def unfinished(source: str, messages: Sequence[Message]) -> Iterator[int]:
    """Where more of a `start` message stands than is read: one that is no plain object, or one that is added to."""
    added = {found[1]: found.start() for found in _ADDED.finditer(source)}
    for message in messages:
        before = _NAMED.search(source, max(0, message.start - 100), message.start)
        if before and (before[1] is None or added.get(before[1], 0) > message.end):
            yield message.start
    ends = [message.end for message in messages]
    for found in _START.finditer(source):
        index = bisect_right(ends, found.start())
        inside = index < len(messages) and messages[index].start <= found.start()
        if not inside and _OPEN.search(source, max(0, found.start() - 200), found.start()):
            yield found.start()


def _around(source: str, offset: int, after: int, read: dict[int, Message | None]) -> Message | None:
    """The message that has a place in it.

    Args:
        read: what each brace was found to open, so that none is read twice.
    """
    opening = offset
    for _ in range(_MOST_OPENINGS):
        opening = source.rfind("{", max(after, offset - _LONGEST), opening)
        if opening < 0:
            return None
        if opening not in read:
            read[opening] = _opened(source, opening)
        message = read[opening]
        if message and message.end > offset and message.data.get("action") == "start":
            return message
    return None


def _opened(source: str, opening: int) -> Message | None:
    reader = Objects(source, opening, opening + 2 * _LONGEST)
    try:
        data = reader.mapping(0)
    except NoObject:
        return None
    return Message(data, opening, reader.at, tuple(reader.notes))


def protocols(source: str) -> Iterator[int]:
    """Where a WebSocket is given something besides its address."""
    tokens = list(tokenised(source)) if "WebSocket(" in source else []
    opened: list[bool] = []
    """For each bracket whether the first argument of a WebSocket stands in it."""
    for index, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            name = tokens[index - 1].text if index else ""
            opened.append(token.text == "(" and name.rpartition(".")[2] == "WebSocket")
        elif token.text in (")", "]", "}") and opened:
            opened.pop()
        elif token.text == "," and opened and opened[-1] and index + 1 < len(tokens):
            opened[-1] = False
            if tokens[index + 1].text != ")":
                yield tokens[index + 1].start
