"""Puts `start` messages and the addresses that they are sent to together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import objects
from .calls import Call
from .findings import Finding
from .markup import FENCE
from .messages import Message, unfinished
from .open_page import Page

_NOTES = {
    objects.MISSING_COMMA: "it is read as if it were there",
    objects.REPEATED: "the last one is taken over, as most readers of JSON take it",
    objects.UNQUOTED: "it is read as if it were quoted",
}


def with_messages(page: Page, openings: list[Call], messages: Sequence[Message]) -> Iterator[Call]:
    """The sessions: each message with the address before it, or else the first behind it; addresses without a message
    alone."""
    sockets = [call for call in openings if call.websocket]
    addresses = [call.place.offset for call in sockets]
    fences = [found.start() for found in FENCE.finditer(page.text)]
    spoken: set[int] = set()
    for message in messages:
        notes = tuple(
            Finding("corrected", page.place(offset), what, _NOTES[what])
            for offset, what in {what: (offset, what) for offset, what in message.notes}.values()
        )
        written = page.source.text[message.start : message.end]
        place = page.place(message.start)
        if not sockets:
            yield Call(place=place, written=written, address="", websocket=True, start=message.data, findings=notes)
            continue
        index = _nearest(message.start, addresses, fences)
        first = index not in spoken
        spoken.add(index)
        call = sockets[index]
        findings = (*call.findings, *notes)
        yield replace(call, place=call.place if first else place, start=message.data, findings=findings)
    yield from (call for index, call in enumerate(sockets) if index not in spoken)
    yield from (call for call in openings if not call.websocket)


def left_out(page: Page, rest: str, messages: Sequence[Message]) -> Iterator[Finding]:
    """A word on what sessions say, and a program puts together."""
    for offset in unfinished(rest, messages):
        message = "a program makes more of a start message than what is written out here"
        yield Finding("left out", page.place(offset), message, "add to the profile what it says")


def _nearest(offset: int, addresses: Sequence[int], fences: Sequence[int]) -> int:
    """The index of the address that a message belongs to: in its own block of code, if one is there; the last before
    it, or else the first behind it."""
    block = bisect_right(fences, offset)
    first = bisect_left(addresses, fences[block - 1]) if block else 0
    end = bisect_left(addresses, fences[block]) if block < len(fences) else len(addresses)
    if first == end:
        first, end = 0, len(addresses)
    return max(first, min(end, bisect_right(addresses, offset)) - 1)
