"""Addresses that stand alone in a page: of WebSockets, and of requests that a program sends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from ..text import Env
from . import curl, javascript, messages
from .calls import Call, Credentials
from .endpoints import is_recognition
from .findings import Finding
from .open_page import Page
from .pieces import MARK, Unread, parts, reference
from .requests import safe

_IN_LIST = re.compile(r"""["']--?[A-Za-z][\w-]{0,30}["']\s*,[^\n;]{0,300},\s*["']?\Z""")
_URI = re.compile(
    r"""(?:(?:wss?|https?)://|\{(?=\w*url)\w+\}|\$\{?\w*URL\w*\}?)
    (?:\$\{[^{}\n]{0,100}\}|[^\s"'`<>|\\^(),]|<[A-Za-z][\w .-]{0,60}>|\([\w ]*\))*""",
    re.IGNORECASE | re.VERBOSE,
)
_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?\?[^{}\n]{0,100})?\}|\$([A-Za-z_]\w*)", re.ASCII)
_CREDENTIALS = frozenset(("credentials",))
"""What a finding explains that says that something is not read."""


def addresses(page: Page) -> Iterator[Call]:
    """The addresses that recognise, each as a call, in their order."""
    found: list[tuple[int, int, str]] = []
    lost: dict[int, tuple[Finding, ...]] = {}
    for text in javascript.joined(page.rest(), lambda value: is_recognition(_parted(_expanded(value)))):
        value = _parted(_expanded(text.value.strip()))
        if _begins(value):
            found.append((text.start, text.end, value))
            lost[text.start] = tuple(_lost(page, *one) for one in text.lost)
            page.taken.append((text.start, text.end))
    for uri in _URI.finditer(page.rest()):
        written = _trimmed(uri[0])
        if is_recognition(_parted(_expanded(written))):
            found.append((uri.start(), uri.start() + len(written), _parted(_expanded(written))))
            page.taken.append((uri.start(), uri.start() + len(written)))
    for start, end, value in sorted(found):
        call = _opening(page, start, end, value)
        alone = () if call.websocket else (_alone(call),)
        yield replace(call, findings=(*call.findings, *alone, *lost.get(start, ())))


def _alone(call: Call) -> Finding:
    message = "only this address is read, and not what is sent to it"
    return Finding("left out", call.place, message, "add to the profile what is sent", _CREDENTIALS)


def _parted(value: str) -> str:
    """An address with its query behind a question mark: what is unknown and stands behind the path is that, too."""
    pieces = value.split(MARK)
    for index in range(0, len(pieces) - 1, 2):
        if "?" in pieces[index]:
            break
        if is_recognition(pieces[index]):
            return f"{MARK.join(pieces[: index + 1])}?{MARK}{MARK.join(pieces[index + 1 :])}"
    return value


def _lost(page: Page, offset: int, name: str) -> Finding:
    message = "what a program does to this address is not read"
    if name:
        message = f"`{safe(name)}` is added to an address in a way that is not certain"
    return Finding("left out", page.place(offset), message, "add to the profile what is sent", _CREDENTIALS)


def with_protocols(page: Page, openings: list[Call]) -> Iterator[Call]:
    """The addresses, with a word where a WebSocket is given more than one."""
    more: dict[int, list[Finding]] = {}
    places = [call.place.offset for call in openings]
    for offset in messages.protocols(page.text) if openings else ():
        message, help_ = (
            "a WebSocket is given more than its address: a subprotocol, or options",
            "see whether it matters",
        )
        finding = Finding("left out", page.place(offset), message, help_, _CREDENTIALS)
        more.setdefault(max(bisect_right(places, offset) - 1, 0), []).append(finding)
    for index, call in enumerate(openings):
        yield replace(call, findings=(*call.findings, *more.get(index, ())))


def _begins(value: str) -> bool:
    """Whether an address begins as one: with a scheme, or with what may stand for it."""
    first = next(iter(parts(value)), "")
    return not isinstance(first, str) or bool(re.match(r"(?:wss?|https?)://|[{<\[$]", first))


def _trimmed(written: str) -> str:
    """An address without what ends the sentence or the brackets that it stands in."""
    more = {closing: written.count(closing) - written.count(opening) for opening, closing in ("{}", "[]")}
    end = len(written)
    while end and (written[end - 1] in ".,;:!?*_" or more.get(written[end - 1], 0) > 0):
        end -= 1
        if written[end] in more:
            more[written[end]] -= 1
    return written[:end]


def _expanded(value: str) -> str:
    """A value with marks for what a shell would put in."""
    return _REFERENCE.sub(lambda found: reference(found[1] or found[2]), value)


def _opening(page: Page, start: int, end: int, value: str) -> Call:
    """An address alone: of a WebSocket, unless it says that it is none."""
    base, sign, query = value.partition("#")[0].partition("?")
    websocket = base.startswith("ws") or (not base.startswith("http") and _opens(page, base, end))
    base, credentials = curl.without_userinfo(base)
    pairs, findings = [], []
    if not websocket and _IN_LIST.search(page.text, max(0, start - 400), start):
        message = "the arguments that stand beside this address in a list are not read"
        findings.append(Finding("left out", page.place(start), message, "write the command out", _CREDENTIALS))
    for pair in curl.pairs(query) if sign else ():
        scheme = {"access_token": "bearer", "watson-token": "watson-token"}.get(pair.name) if websocket else None
        if scheme:
            credentials.append(Credentials(scheme, secret=pair.value, exchanged=True))
            if any(isinstance(part, Unread) for part in parts(pair.value)[1:]):
                findings.append(_lost(page, start, ""))
        else:
            pairs.append(pair)
    return Call(
        place=page.place(start),
        written=page.source.text[start:end],
        address=base,
        query=tuple(pairs),
        websocket=websocket,
        credentials=tuple(credentials),
        findings=tuple(findings),
    )


def _opens(page: Page, base: str, end: int) -> bool:
    """Whether an address whose scheme is not written opens a WebSocket: by the name of what stands for it, or of what
    is done with it."""
    first = next(iter(parts(base)), "")
    name = first.name if isinstance(first, Env) else first.written if isinstance(first, Unread) else first[:40]
    return bool(re.search(r"ws|socket", name, re.IGNORECASE)) or "WebSocket(" in page.text[end : end + 400]
