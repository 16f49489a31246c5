"""Whole pages: where in Markdown, scripts and plain text requests stand, whatever is around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from ..source import Source
from ..text import Env
from . import curl, javascript, masking, piped, shell
from .calls import Call, Credentials, Form, Remnant, Upload
from .endpoints import is_recognition
from .findings import Finding, Place
from .pieces import MARK, Unread, is_plain, parts, reference
from .secret_names import is_secret_variable
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
_UNSURE = re.compile(
    r"""(?mx)(?:&&|\|\||\b(?:then|do|else)\b|[{)])[ \t]*(?:(?:export|readonly|local)[ \t]+)?(?P<set>[A-Za-z_]\w*)=
    | \b(?:for|select)[ \t]+(?P<turn>[A-Za-z_]\w*)[ \t]+in\b
    | (?:^|[;|&]|\bwhile|\bdo)[ \t]*(?:IFS=\S*[ \t]+)?read[ \t]+(?:-[a-z]+[ \t]+)*(?P<given>[A-Za-z_]\w*)""",
    re.ASCII,
)
_BLOCK = re.compile(
    r"(?m)(?:^[ \t]*|[;&|][ \t]*|\b(?:do|then|else)[ \t]+)(for|while|until|if|case|select|done|fi|esac)\b"
)
_ONE_TURN = re.compile(r"for[ \t]+\w+[ \t]+in[ \t]+[\w./:@-]+[ \t]*[;\n]")
_DIRECTORY = re.compile(
    r"(?m)(?:^[ \t]*(?:\$[ \t]+)?|[;&|(][ \t]*)(?:cd|pushd)[ \t]+(?!\.[\s;&|])[^\s;&|]+[ \t]*(?:$|[;&|])"
)
_CAT = re.compile(
    r"""(?:^|[\n;&|({`>$])[ \t]*cat[ \t]+(?:--[ \t]+)?
    (?:"(?P<double>[^"$`\\\n]+)"|'(?P<single>[^'\n]+)'|(?P<bare>[\w./:@+][\w./:@+-]*))[ \t]*\|[ \t]*\Z""",
    re.VERBOSE,
)
_LONGEST_VALUE = 2000
_SHORT = 200
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
    findings: tuple[Finding, ...] = ()
    """What is to say of the source itself."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """What it gives variables that stand where secrets stand."""


@dataclass
class _Page:
    source: Source
    text: str = ""
    taken: list[tuple[int, int]] = field(default_factory=list)
    settings: list[tuple[int, str, str]] = field(default_factory=list)
    credentials: frozenset[str] = frozenset()
    """The variables that stand where secrets stand."""
    loops: tuple[tuple[int, int], ...] = ()

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
    blocks = _blocks(text)
    page.loops = tuple((start, end) for kind, start, end in blocks if kind in ("for", "while", "until", "select"))
    page.settings = list(_settings(page))
    page.credentials = frozenset(masking.used(text))
    findings, secrets = _given(page)
    _forget_unsure(page, blocks)
    found: list[Call | Remnant] = list(_commands(page))
    found += _with_messages(page, list(_uris(page)))
    found.sort(key=lambda item: item.place.offset)
    return Found(
        tuple(item for item in found if isinstance(item, Call)),
        tuple(item for item in found if isinstance(item, Remnant)),
        (*findings, *_directories(page, found)),
        secrets,
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
        words = shell.command(page.text, begin, dialect, end=line if line >= 0 else None).words
        if len(words) == 1 and words[0].value and words[0].start == begin:
            yield begin, found["name"] or found["power"], words[0].value


def _given(page: _Page) -> tuple[list[Finding], frozenset[str]]:
    """The secrets that a script gives its variables, which are then no variables whose values are put in."""
    secrets = {
        (begin, value)
        for begin, name, value in page.settings
        if (is_secret_variable(name) or name in page.credentials) and value.strip() and is_plain(value)
    }
    what, help_ = (
        "a credential is written into the source",
        "set the variable where it runs, and replace the credential",
    )
    findings = [
        Finding("credential", page.place(begin), what, help_)
        for begin, name, value in page.settings
        if (begin, value) in secrets and name in page.credentials
    ]
    return findings, frozenset(piece for _, value in secrets for piece in (value, re.split(r"[:\s]", value)[-1]))


def _blocks(text: str) -> list[tuple[str, int, int]]:
    """What a script runs many times, or not always: the word that begins it, and its place."""
    closed = {"done": ("for", "while", "until", "select"), "fi": ("if",), "esac": ("case",)}
    opened: list[tuple[str, int]] = []
    found = []
    for word in _BLOCK.finditer(text):
        if word[1] not in closed:
            opened.append((word[1], word.start(1)))
        elif opened and opened[-1][0] in closed[word[1]]:
            kind, start = opened.pop()
            found.append((kind, start, word.end()))
    return found


def _forget_unsure(page: _Page, blocks: Sequence[tuple[str, int, int]]) -> None:
    """Takes out the variables that a script does not give one value for certain."""
    unsure = {found[found.lastgroup or 0] for found in _UNSURE.finditer(page.text)}
    outer: list[tuple[int, int]] = []
    for _, start, end in sorted(blocks, key=lambda block: block[1]):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    starts = [start for start, _ in outer]
    for begin, name, _ in page.settings:
        index = bisect_right(starts, begin) - 1
        if index >= 0 and begin < outer[index][1]:
            unsure.add(name)
    page.settings = [setting for setting in page.settings if setting[1] not in unsure]


def _directories(page: _Page, found: Sequence[Call | Remnant]) -> Iterator[Finding]:
    """A word on what changes the directory of the files that are sent."""
    sending = [
        call.place.offset
        for call in found
        if isinstance(call, Call) and isinstance(call.body, (Upload, Form)) and call.body != Upload("-")
    ]
    before = -1
    for change in _DIRECTORY.finditer(page.text):
        index = bisect_right(sending, change.start())
        if index < len(sending) and index != before:
            before = index
            message = "the directory is changed here, and the names of files are relative to it"
            yield Finding(
                "left out", page.place(change.start()), message, "run the artefact there, or correct the names"
            )


@dataclass
class _Values:
    """The values of variables, as far as a script has come."""

    page: _Page
    known: dict[str, str] = field(default_factory=dict)
    read: int = 0

    def until(self, offset: int) -> None:
        """Reads on."""
        settings = self.page.settings
        while self.read < len(settings) and settings[self.read][0] <= offset:
            _, name, value = settings[self.read]
            self.known[name] = self.put_in(value)
            self.read += 1

    def put_in(self, value: str, revealed: bool = True) -> str:
        """A text with the values of its variables.

        Args:
            revealed: whether it stands where secrets belong, and may hold some.
        """
        if MARK not in value:
            return value
        made = re.sub(r"\0(\w+)\0", lambda found: self._value(found[1], revealed) or found[0], value)
        return made if len(made) <= _LONGEST_VALUE else value

    def shown(self, value: str) -> str:
        """A text with the values of its variables, without secrets."""
        return self.put_in(value, revealed=False)

    def _value(self, name: str, revealed: bool) -> str | None:
        value = self.known.get(name)
        if value is None or not is_plain(value):
            return None
        return value if revealed or not (is_secret_variable(name) or name in self.page.credentials) else None


def _commands(page: _Page) -> Iterator[Call | Remnant]:
    end = 0
    values = _Values(page)
    left = 4 * len(page.text) + shell.LONGEST
    for found in _CURL.finditer(page.text):
        if found.start() < end:
            continue
        line = page.text.rfind("\n", max(0, found.start() - 300), found.start()) + 1
        before = page.text[max(line, found.start() - 300) : found.start()]
        closing = "`" if before.rstrip().endswith("`") else ""
        longest = found.end() + (shell.LONGEST if left > 0 else _SHORT)
        limit = _NEXT.search(page.text, found.end(), longest)
        stop = limit.start() if limit else min(longest, len(page.text))
        command = shell.command(page.text, found.start(), _dialect(page, found, closing), closing, stop)
        wanted = _of_curl if _BEFORE.search(before) else is_recognition  # amid prose only what is none for certain
        if not any(wanted(word.value) for word in command.words[1:]):
            left -= command.end - command.start  # the next one may read the same again, but not every next one
            continue
        end = command.end
        page.taken.append((command.start, command.end))
        written = page.source.text[command.start : command.end]
        command = _with_file(piped.with_options(command, page.text), before)
        values.until(command.start)
        for call in curl.calls(command, written, page.place, values.shown, values.put_in):
            yield replace(call, findings=(*call.findings, *_repeated(page, call))) if isinstance(call, Call) else call


def _with_file(command: shell.Command, before: str) -> shell.Command:
    """A command with the file that is piped into it."""
    found = None if command.stdin else _CAT.search(before)
    return replace(command, stdin=found["double"] or found["single"] or found["bare"]) if found else command


def _repeated(page: _Page, call: Call) -> Iterator[Finding]:
    """A word on a loop around a call, if it has more than one turn."""
    for start, end in page.loops:
        if start <= call.place.offset < end and not _ONE_TURN.match(page.text, start):
            message = "this stands in a loop, which a profile does not have"
            yield Finding("left out", call.place, message, "one request is written: run it for each turn")
            return


def _of_curl(word: str) -> bool:
    """Whether a word makes a command of what might be prose."""
    return "://" in word or "/v1/" in word or bool(re.match(r"-[A-Za-z]|--[a-z]|[\u2013\u2014][a-zA-Z]", word))


def _dialect(page: _Page, found: re.Match[str], closing: str) -> Dialect:
    known = _DIALECTS.get(PurePath(page.source.name).suffix.lower())
    if known:
        return known
    end = page.text.find("\n", found.start(), found.start() + shell.LONGEST)
    line = page.text[found.start() : end if end >= 0 else found.start() + _LONGEST_VALUE].rstrip()
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
    addresses = [call.place.offset for call in sockets]
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
        index = _nearest(message.start, addresses, fences)
        first = index not in spoken
        spoken.add(index)
        call = sockets[index]
        yield replace(call, place=call.place if first else place, start=message.data, findings=notes)
    yield from (call for index, call in enumerate(sockets) if index not in spoken)
    yield from (call for call in openings if not call.websocket)
