"""Whole pages: where in Markdown, scripts and plain text requests stand, whatever is around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from ..source import Source
from ..text import Env
from . import curl, javascript, piped, shell
from .calls import Call, Credentials, Remnant
from .endpoints import is_recognition
from .findings import Finding, Place
from .pieces import MARK, Unread, is_plain, parts, reference
from .shell import Dialect

_QUOTED_LINE = re.compile(r"(?m)^[ \t]{0,8}(?:>{1,3}[ \t])+(?=[ \t]*\S)")
_ATTRIBUTES = re.compile(r"\{: ?[^{}\n]{0,200}\}")
_CURL = re.compile(
    r"(?<![\w./\\$@-])[\"']?(?:[\w./-]*/)?curl(?:\.exe)?[\"']?(?=[ \t]|[\\`^][ \t]*\r?\n)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"""(?:^|[|;&(!{=]|\$\(|`|\b(?:do|then|else|if|elif|while|until|time|sudo|exec|xargs|nohup)|[$%#>]|[-*+]|[0-9]+[.)]
    |<code>|<pre>)[ \t]*
    (?:(?:[A-Za-z_]\w*=\S*[ \t]+)*|&[ \t]*)\Z""",
    re.VERBOSE,
)
_SETTING = re.compile(
    r"""(?mx)^[ \t]*(?:[$>][ \t]+)?(?:
        (?:export[ \t]+|readonly[ \t]+|local[ \t]+|set[ \t]+"?)?(?P<name>[A-Za-z_]\w*)=(?=\S)
      | \$(?:env:)?(?P<power>[A-Za-z_]\w*)[ \t]*=[ \t]*(?=["'])
    )"""
)
_FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)")
_NEXT = re.compile(r"\n[ \t]*(?:```|~~~|(?:\$[ \t]+)?curl(?:\.exe)?[ \t])|</(?:code|pre)>", re.IGNORECASE)
_URI = re.compile(
    r"""(?:(?:wss?|https?)://|\{\w*url\w*\}|\$\{?\w*URL\w*\}?)
    (?:\$\{[^{}\n]{0,100}\}|[^\s"'`<>|\\^(),]|<[A-Za-z][\w .-]{0,60}>|\([\w ]*\))*""",
    re.IGNORECASE | re.VERBOSE,
)
_ENDS = re.compile(r"[.,;:!?*_]+\Z")
_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?\?[^{}\n]{0,100})?\}|\$([A-Za-z_]\w*)", re.ASCII)
_NOTES = {
    javascript.MISSING_COMMA: "it is read as if it were there",
    javascript.UNQUOTED: "it is read as if it were quoted",
}
_DIALECTS: Mapping[str, Dialect] = {".ps1": "powershell", ".psm1": "powershell", ".bat": "cmd", ".cmd": "cmd"}


@dataclass(frozen=True)
class Found:
    """All that a source holds, in its order."""

    calls: tuple[Call, ...]
    remnants: tuple[Remnant, ...]


@dataclass
class _Page:
    source: Source
    text: str = ""
    taken: list[tuple[int, int]] = field(default_factory=list)
    settings: list[tuple[int, str, str]] = field(default_factory=list)

    def place(self, offset: int) -> Place:
        return Place(self.source, offset)

    def rest(self) -> str:
        """The text without what has been read already; offsets stay."""
        found, end = [], 0
        for start, stop in sorted(self.taken):
            if start >= end:
                found += [self.text[end:start], re.sub(r"[^\n]", " ", self.text[start:stop])]
                end = stop
        return "".join([*found, self.text[end:]])


def read(source: Source) -> Found:
    """The calls of a source, and what was found and is none."""
    script = PurePath(source.name).suffix.lower() in (".sh", ".bash", *_DIALECTS)
    text = source.text if script else _ATTRIBUTES.sub(_blank, _QUOTED_LINE.sub(_blank, source.text))
    page = _Page(source, text)
    page.settings = list(_settings(page))
    found: list[Call | Remnant] = list(_commands(page))
    found += _with_messages(page, list(_uris(page)))
    found.sort(key=lambda item: item.place.offset)
    return Found(
        tuple(item for item in found if isinstance(item, Call)),
        tuple(item for item in found if isinstance(item, Remnant)),
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


# --- commands --------------------------------------------------------------------------------------------------------


def _settings(page: _Page) -> Iterator[tuple[int, str, str]]:
    """The variables that a script sets itself: offset, name and value."""
    for found in _SETTING.finditer(page.text):
        dialect: Dialect = "powershell" if found["power"] else "sh"
        begin = found.end()
        line = page.text.find("\n", begin)
        words = shell.command(page.text[: line if line >= 0 else len(page.text)], begin, dialect).words
        if len(words) == 1 and words[0].value and words[0].start == begin:
            yield begin, found["name"] or found["power"], words[0].value


def _resolver(page: _Page, offset: int) -> Callable[[str], str]:
    known: dict[str, str] = {}
    for begin, name, value in page.settings:
        if begin > offset:
            break
        known[name] = _put_in(value, known)
    return lambda value: _put_in(value, known)


def _put_in(value: str, known: Mapping[str, str]) -> str:
    if MARK not in value:
        return value
    return re.sub(r"\0(\w+)\0", lambda found: known[found[1]] if _literal(known.get(found[1])) else found[0], value)


def _literal(value: str | None) -> bool:
    return value is not None and is_plain(value)


def _commands(page: _Page) -> Iterator[Call | Remnant]:
    end = 0
    for found in _CURL.finditer(page.text):
        if found.start() < end:
            continue
        line = page.text.rfind("\n", 0, found.start()) + 1
        before = page.text[max(line, found.start() - 300) : found.start()]
        closing = "`" if before.rstrip().endswith("`") else ""
        limit = _NEXT.search(page.text, found.end())
        text = page.text[: limit.start()] if limit else page.text
        command = shell.command(text, found.start(), _dialect(page, found, closing), closing)
        wanted = _of_curl if _BEFORE.search(before) else is_recognition  # amid prose only what is none for certain
        if not any(wanted(word.value) for word in command.words[1:]):
            continue
        end = command.end
        page.taken.append((command.start, command.end))
        written = page.source.text[command.start : command.end]
        command = piped.with_options(command, page.text)
        yield from curl.calls(command, written, page.place, _resolver(page, command.start))


def _of_curl(word: str) -> bool:
    """Whether a word makes a command of what might be prose."""
    return "://" in word or "/v1/" in word or bool(re.match(r"-[A-Za-z]|--[a-z]|[\u2013\u2014][a-zA-Z]", word))


def _dialect(page: _Page, found: re.Match[str], closing: str) -> Dialect:
    known = _DIALECTS.get(PurePath(page.source.name).suffix.lower())
    if known:
        return known
    end = page.text.find("\n", found.start())
    line = page.text[found.start() : end if end >= 0 else len(page.text)].rstrip()
    if (line.endswith("`") and not closing) or "$env:" in line.lower():
        return "powershell"
    if line.endswith("^"):
        return "cmd"
    following = page.text[found.start() : found.start() + 2000].partition("\n\n")[0]
    if found[0].lower().endswith(".exe") and not re.search(r"\\[ \t]*$", line) and "$env:" in following.lower():
        return "powershell"
    return "powershell" if found[0].lower().endswith(".exe") and not line.endswith("\\") else "sh"


# --- addresses and messages ------------------------------------------------------------------------------------------


def _uris(page: _Page) -> Iterator[Call]:
    found: list[tuple[int, int, str]] = []
    for text in javascript.joined(page.rest(), lambda value: is_recognition(_expanded(value))):
        value = _expanded(text.value.strip())
        if _begins(value):
            found.append((text.start, text.end, value))
            page.taken.append((text.start, text.end))
    for uri in _URI.finditer(page.rest()):
        written = _trimmed(uri[0])
        if is_recognition(_expanded(written)):
            found.append((uri.start(), uri.start() + len(written), _expanded(written)))
            page.taken.append((uri.start(), uri.start() + len(written)))
    for start, end, value in sorted(found):
        yield _opening(page, start, end, value)


def _begins(value: str) -> bool:
    """Whether an address begins as one: with a scheme, or with what may stand for it."""
    first = next(iter(parts(value)), "")
    return not isinstance(first, str) or bool(re.match(r"(?:wss?|https?)://|[{<\[$]", first))


def _trimmed(written: str) -> str:
    while True:
        shorter = _ENDS.sub("", written)
        for opening, closing in ("{}", "[]"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == written:
            return written
        written = shorter


def _expanded(value: str) -> str:
    """A value with marks for what a shell would put in."""
    return _REFERENCE.sub(lambda found: reference(found[1] or found[2]), value)


def _opening(page: _Page, start: int, end: int, value: str) -> Call:
    """An address alone: of a WebSocket, unless it says that it is none."""
    base, _, query = value.partition("#")[0].partition("?")
    websocket = base.startswith("ws") or (not base.startswith("http") and _opens(page, base, end))
    base, credentials = curl.without_userinfo(base)
    pairs = []
    for pair in curl.pairs(query):
        scheme = {"access_token": "bearer", "watson-token": "watson-token"}.get(pair.name) if websocket else None
        if scheme:
            credentials.append(Credentials(scheme, secret=pair.value, exchanged=True))
        else:
            pairs.append(pair)
    return Call(
        place=page.place(start),
        written=page.source.text[start:end],
        address=base,
        query=tuple(pairs),
        websocket=websocket,
        credentials=tuple(credentials),
    )


def _opens(page: _Page, base: str, end: int) -> bool:
    """Whether an address whose scheme is not written opens a WebSocket: by the name of what stands for it, or of what
    is done with it."""
    first = next(iter(parts(base)), "")
    name = first.name if isinstance(first, Env) else first.written if isinstance(first, Unread) else first[:40]
    return bool(re.search(r"ws|socket", name, re.IGNORECASE)) or "WebSocket(" in page.text[end : end + 400]


def _nearest(offset: int, addresses: Sequence[int], fences: Sequence[int]) -> int:
    """The index of the address that a message belongs to: in its own block of code, if one is there; the last before
    it, or else the first behind it."""
    block = bisect_right(fences, offset)
    here = [index for index, address in enumerate(addresses) if bisect_right(fences, address) == block]
    near = here or list(range(len(addresses)))
    return max((index for index in near if addresses[index] <= offset), default=near[0])


def _with_messages(page: _Page, openings: list[Call]) -> Iterator[Call]:
    """The sessions: each message with the address before it, or else the first behind it; addresses without a message
    alone."""
    sockets = [call for call in openings if call.websocket]
    fences = [found.start() for found in _FENCE.finditer(page.text)]
    spoken: set[int] = set()
    for message in javascript.starts(page.rest()):
        notes = tuple(
            Finding("corrected", page.place(offset), what, _NOTES[what])
            for offset, what in {what: (offset, what) for offset, what in message.notes}.values()
        )
        written = page.source.text[message.start : message.end]
        place = page.place(message.start)
        if not sockets:
            yield Call(place=place, written=written, address="", websocket=True, start=message.data, findings=notes)
            continue
        index = _nearest(message.start, [call.place.offset for call in sockets], fences)
        first = index not in spoken
        spoken.add(index)
        call = sockets[index]
        yield replace(call, place=call.place if first else place, start=message.data, findings=notes)
    for call in openings:
        if not call.websocket or sockets.index(call) not in spoken:
            yield call
