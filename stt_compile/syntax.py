"""Text to tree: YAML as people expect it, with the place of every value.

PyYAML's events are composed here, not by its own composer: that one recurses, expands YAML 1.1's scalars, keeps the
last of two equal keys without a word, and stops at the first mistake. Its two parsers, the C one and the pure one,
disagree on some marks; places are therefore taken from the marks on which they agree, and else from the text.

No message holds a value, which may be a secret. Keys and anchors are named.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from math import isinf
from pathlib import Path
from typing import Any, NoReturn

from .diagnostics import Diagnostic, Note, Severity, order
from .source import Source, Span
from .tree import Entry, Integer, KeyPath, Node, Real, Scalar, mapping

MAX_BYTES = 128 * 1024
"""Largest text: thousands of lines, and the pure parser takes some two seconds for the worst that fits in."""
MAX_DEPTH = 64
"""Deepest nesting of lists and mappings, aliases taken for what they stand for."""
MAX_NODES = 100_000
"""Most values and keys, aliases taken for what they stand for."""
MAX_BRACKETS = 20_000
"""Most `[` and `{`, wherever they stand. The pure parser is slow where many of them nest."""
MAX_DIGITS = 4300
"""Most digits of an integer; Python's own limit, which some of its versions do not have."""
MAX_CHARACTERS_REPORTED = 20
"""A file that is not text has thousands of unreadable characters. Nobody reads on."""

CODES: dict[str, tuple[str, str]] = {
    "STT101": ("unreadable characters", "A profile is text in UTF-8, without control characters."),
    "STT102": ("not YAML", "What YAML cannot read says nothing that could be checked."),
    "STT103": ("duplicate key", "Of two equal keys YAML readers drop one without a word."),
    "STT104": ("not one document", "One file is one profile: not none, not several."),
    "STT105": ("too large", "Size, depth and aliases are bounded, so that no text can stall whoever checks it."),
    "STT106": (
        "outside the profile language",
        "A profile holds what JSON has: tags, odd keys and .inf are not part of it.",
    ),
}
"""Code: title, and in one sentence why it is an error."""

# What PyYAML's reader refuses, and the byte order mark: it is invisible inside a text, and only one parser counts it.
_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INTEGER = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}

_BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS = re.compile(f"[ \t{_BREAKS}]*")
_COMMENT = re.compile(f"#[^{_BREAKS}]*")
_PROPERTY = re.compile(rf"&[0-9A-Za-z_-]+|!<[^>{_BREAKS}]*>|![^ \t{_BREAKS},\[\]{{}}]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_DOCUMENT_END = re.compile(rf"(?:^|[{_BREAKS}])\.\.\.(?:[ \t{_BREAKS}]|$)")

_BRACKET = re.compile(r"[\[{]")
_LINE = re.compile(f"[^{_BREAKS}]*")
_SPACES = re.compile("[ \t]*")

_TAGS = {
    "ScalarEvent": "tag:yaml.org,2002:str",
    "SequenceStartEvent": "tag:yaml.org,2002:seq",
    "MappingStartEvent": "tag:yaml.org,2002:map",
}
_FOREIGN = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

_BAD_ESCAPE = (
    "this backslash begins no escape that YAML knows",
    r"write \\ for a backslash, or use single quotes, in which it stands for itself",
)
_BAD_DIRECTIVE = (
    "a line that begins with % is a directive, and this is none that YAML knows",
    "quote it if it is text, else remove the line",
)
_MISFIT_LINE = (
    "this line does not fit what stands above it",
    "align it with its neighbours: the same kind, the same indentation",
)
_MISFIT_BEHIND = ("something follows a value that is already over", "quote the whole value, or begin a new line")
# Context and problem as the parsers word them; code; whether the place is where the construct begins; message; help.
_MISTAKES = (
    (
        "quoted scalar",
        "STT102",
        True,
        "this quote is never closed",
        "close it with the same quote; within single quotes a quote is written twice",
    ),
    (
        "could not find expected ':'",
        "STT102",
        True,
        "a key without its colon",
        "write `key: value`, with a space between",
    ),
    (
        "mapping values are not allowed",
        "STT102",
        False,
        "a colon where no key can stand",
        "put `: ` behind each key (the line above, too), align keys, or quote the value if the colon belongs to it",
    ),
    (
        "sequence entries are not allowed",
        "STT102",
        False,
        "a list item cannot begin here",
        "begin the list on a line of its own, or quote the value if the dash belongs to it",
    ),
    (
        "mapping keys are not allowed",
        "STT102",
        False,
        "a key cannot begin here",
        "quote the value if `?` belongs to it",
    ),
    ("an (alias|anchor)", "STT102", True, "an alias or an anchor without a proper name", "quote it if it is text"),
    ("directive|YAML document", "STT102", True, *_BAD_DIRECTIVE),
    ("tag", "STT106", True, "tags are not part of the profile language", "quote it if it is text"),
    (
        "block scalar",
        "STT102",
        False,
        "text cannot follow | or > on the same line",
        "begin the text on the next line, or quote the value if this character belongs to it",
    ),
    ("node content", "STT102", False, "a value cannot begin here", "quote it: write the whole value in quotes"),
)


def read(path_name: str, data: bytes, path: Path | None) -> tuple[Source, Node | None, tuple[Diagnostic, ...]]:
    """The text of a file, its tree, and all that is wrong; without a tree where the text cannot be read."""
    if len(data) > MAX_BYTES:
        source = Source(path_name, "", path)
        return source, None, (_too_long(source),)
    source, problem = _decode(path_name, data, path)
    if problem:
        return source, None, (problem,)
    return (source, *parse(source))


def parse(source: Source, *, pure: bool = False) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a text and all that is wrong with it; without a tree where the text cannot be read.

    `pure` takes the parser written in Python even where the C one is there.
    """
    text = source.text
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return None, (_too_long(source),)
    unreadable = tuple(islice(_unreadable(source), MAX_CHARACTERS_REPORTED))
    if unreadable:
        return None, unreadable
    bracket = next(islice(_BRACKET.finditer(text), MAX_BRACKETS, None), None)
    if bracket:
        message, help = f"the text has more than {MAX_BRACKETS:,} brackets", "write lists and mappings line by line"
        return None, (_error("STT105", message, help, Span(source, bracket.start(), bracket.end())),)
    composer = _Composer(source)
    root = composer.compose(pure)
    return root, tuple(sorted(composer.diagnostics, key=order))


def _error(code: str, message: str, help: str, span: Span, path: KeyPath = ()) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, help, span, path)


def _too_long(source: Source) -> Diagnostic:
    message = f"the text is longer than {MAX_BYTES // 1024} KiB"
    help = "split it: a profile can extend others"
    return _error("STT105", message, help, Span(source, 0, 0))


def _decode(name: str, data: bytes, path: Path | None) -> tuple[Source, Diagnostic | None]:
    for mark, encoding in _FOREIGN:
        if data.startswith(mark):
            source = Source(name, data.decode(encoding, "replace"), path)
            message = f"the text is {encoding}, as line 1, byte 0 says"
            return source, _error(
                "STT101", message, "save the file as UTF-8", Span(source, 0, min(1, len(source.text)))
            )
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(name, body.decode("utf-8"), path), None
    except UnicodeDecodeError as error:
        source = Source(name, body.decode("utf-8", "replace"), path)
        start = len(body[: error.start].decode("utf-8"))
        offset = len(data) - len(body) + error.start
        message = f"line {source.position(start)[0]}, byte offset {offset}: byte 0x{data[offset]:02X} is not UTF-8 here"
        return source, _error("STT101", message, "save the file as UTF-8", Span(source, start, start + 1))


def _unreadable(source: Source) -> Iterator[Diagnostic]:
    for match in _UNREADABLE.finditer(source.text):
        character = f"U+{ord(match.group()):04X}"
        if character == "U+FEFF":
            message, help = f"a byte order mark ({character}) within the text", "remove this invisible character"
        elif character == "U+0000":
            message, help = f"the character {character} is not text", "save the file as UTF-8"
        else:
            message = f"the character {character} is not allowed in YAML"
            help = f'remove it; within double quotes it can be written as an escape, like "\\x{ord(match.group()):02x}"'
            help = help if ord(match.group()) < 0x100 else "remove it"
        yield _error("STT101", message, help, Span(source, match.start(), match.end()))


def _named(name: str) -> str:
    """A key or an anchor for a message: quoted, escaped, and short."""
    return repr(name if len(name) <= 60 else f"{name[:59]}…")


def _skip_blanks(text: str, offset: int) -> int:
    """Where the next token stands, behind blanks, line ends and comments."""
    while True:
        offset = _end(_BLANKS, text, offset)
        comment = _COMMENT.match(text, offset)
        if not comment:
            return offset
        offset = comment.end()


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    return match.end() if match else offset


def _number(text: str) -> Integer | Real | None:
    """The number that JSON's grammar says, or None where it is too large to be one."""
    try:
        if _INTEGER.fullmatch(text):
            return Integer(text) if len(text) <= MAX_DIGITS else None
        number = Real(text)
    except ValueError:  # Python's limit on digits may be set lower than ours
        return None
    return None if isinf(number) else number


class _Stop(Exception):
    """The text is reported, and not worth reading on."""


@dataclass
class _Made:
    """A finished node at a place that says it; an alias is one more place of the same node."""

    node: Node
    start: int
    end: int
    height: int = 0
    """How many lists and mappings nest in it, itself included."""
    key: str | None = None
    """What it says as a key; None for lists, mappings and what could not be read."""
    merges: bool = False
    """Whether it is a plain `<<`."""
    problem: int | None = None
    """The diagnostic that left it without a value."""


@dataclass
class _Known:
    """What an anchor stands for, and how many nodes it is, aliases taken for what they stand for."""

    made: _Made
    size: int


@dataclass
class _Open:
    """A list or a mapping of which the end is still to come."""

    is_list: bool
    anchor: str | None
    start: int
    end: int
    """Where its last child so far ends."""
    before: int
    """How many nodes came before it."""
    height: int = 0
    first: int | None = None
    """Where its first child starts."""
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: _Made | None = None
    """The key that waits for its value."""
    merge: tuple[_Made, _Made] | None = None
    """The merge key and its value."""
    merged_at: int = 0
    """How many entries stand before the merge key."""
    broken: list[int] = field(default_factory=list)
    """The diagnostics that leave it incomplete."""

    @property
    def wants_key(self) -> bool:
        return not self.is_list and self.key is None


class _Composer:
    """One walk through the events of a text, with a stack of its own: depth costs no recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.diagnostics: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Known | _Open] = {}
        self.root: _Made | None = None
        self.documents = 0
        self.nodes = 0
        self.offset = 0
        self.handlers: dict[str, Callable[[Any], None]] = {
            "DocumentStartEvent": self._document,
            "ScalarEvent": self._scalar,
            "AliasEvent": self._alias,
            "SequenceStartEvent": self._open,
            "MappingStartEvent": self._open,
            "SequenceEndEvent": self._close,
            "MappingEndEvent": self._close,
        }

    def compose(self, pure: bool) -> Node | None:
        """The root, or None where the text is unreadable, too large or empty."""
        import yaml  # on use: it takes longer to load than all of this package

        loader = yaml.Loader if pure else getattr(yaml, "CLoader", yaml.Loader)
        try:
            events: Any = yaml.parse(self.text, Loader=loader)
            with closing(events):
                self._read(events)
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            if not self._explain(error):
                return None
        except (yaml.YAMLError, ValueError, OverflowError):  # the pure parser trips over absurd escapes and versions
            help = "check the escapes and directives that follow"
            self._report("STT102", "this is not YAML", help, self.offset, self.offset + 1)
            return None
        if self.root is None and self.documents < 2:
            self._report("STT104", "the text holds no profile", "begin with `version: 1`", 0, 0)
        return self.root.node if self.root else None

    def _read(self, events: Iterator[Any]) -> None:
        for event in events:
            handler = self.handlers.get(type(event).__name__)
            if handler:
                handler(event)
            if self.documents > 1:
                return
            self.offset = event.end_mark.index

    # Events, each with its handler.

    def _document(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.documents += 1
        if self.documents > 1:
            self._several(start, end)
        elif event.tags:
            self._tagged(start, start + 1)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if not event.value and not event.style:
            if self.stack:
                self._empty(event, start, end)
            return
        start, tagged = self._properties(event)
        if event.style in ("|", ">"):
            end = self._block_end(start, end)
        plain = not event.style and not event.tag
        made = _Made(Node(event.value), start, end, key=event.value, merges=plain and event.value == "<<")
        self._finish_scalar(event, made, Span(self.source, start, end), plain, tagged)

    def _empty(self, event: Any, start: int, end: int) -> None:
        """A value of which nothing is written, or only an anchor or a tag. It stands where its key or its dash does."""
        frame = self.stack[-1]
        _, tagged = self._properties(event)
        bare = start == end
        if frame.key:
            start, key_end = frame.key.start, frame.key.end
            made = _Made(Node(None), start, key_end if bare else end)
            self._finish_scalar(event, made, Span(self.source, start, key_end), not event.tag, tagged)
            return
        if bare:
            start = end - 1 if frame.is_list else self._question_mark(frame)
            end = start + 1
        made = _Made(Node(None), start, end)
        self._finish_scalar(event, made, Span(self.source, start, end), not event.tag, tagged)

    def _finish_scalar(self, event: Any, made: _Made, span: Span, plain: bool, tagged: int | None) -> None:
        self._count(1, span)
        if tagged is not None:
            self._unusable(tagged, span)
        text: str = event.value
        if _SURROGATE.search(text):  # only the pure parser lets such escapes pass
            message, help = "half of a surrogate pair is no character", "write the character itself, or its \\U escape"
            self._unusable(self._report("STT102", message, help, span.start, span.end), span)
            text = _SURROGATE.sub("\ufffd", text)
            made.key = made.key and text
        is_key = bool(self.stack) and self.stack[-1].wants_key
        value = self._value(text, span) if plain and not (is_key and not event.anchor) else text
        made.node = Node(value, span)
        self._remember(event.anchor, made, 1)
        self._take(made)

    def _value(self, text: str, span: Span) -> Scalar:
        """What a plain scalar says."""
        if text in _WORDS:
            return _WORDS[text]
        if _NUMBER.fullmatch(text):
            number = _number(text)
            if number is not None:
                return number
            message, help = "the number is too large", "write a smaller one, or quote it if it is text"
        elif _NOT_FINITE.fullmatch(text):
            message, help = "a profile has no infinite or undefined numbers", "write a finite number, or quote the text"
        else:
            return text
        self._unusable(self._report("STT106", message, help, span.start, span.end), span)
        return text

    def _alias(self, event: Any) -> None:
        name, start, end = event.anchor, event.start_mark.index, event.end_mark.index
        span = Span(self.source, start, end)
        known = self.anchors.get(name)
        if isinstance(known, _Known):
            self._count(known.size, span)
            if len(self.stack) + known.made.height > MAX_DEPTH:
                self._too_deep(start, end)
            self._take(replace(known.made, start=start, end=end, merges=False))
            return
        self._count(1, span)
        if known is None:
            # The name stays unsaid, here and below: it may be a secret that begins with `*`.
            message = "no anchor of this name stands above"
            help = "write its anchor before the value that it means, or quote the text"
            index = self._report("STT102", message, help, start, end)
        else:
            message = "the alias stands within the value that it means"
            index = self._report("STT105", message, "write the value out", start, end)
        self._unusable(index, span)
        self._take(_Made(Node(None, span), start, end, problem=index))

    def _open(self, event: Any) -> None:
        start, tagged = self._properties(event)
        if len(self.stack) >= MAX_DEPTH:
            self._too_deep(start, start + 1)
        is_list = type(event).__name__ == "SequenceStartEvent"
        frame = _Open(is_list, event.anchor, start, start, self.nodes)
        self._count(1, Span(self.source, start, start + 1))
        if tagged is not None:
            frame.broken.append(tagged)
        if event.anchor:
            self.anchors[event.anchor] = frame
        self.stack.append(frame)

    def _close(self, event: Any) -> None:
        frame = self.stack.pop()
        start, end = frame.start, frame.end
        if (
            event.end_mark.index > event.start_mark.index
        ):  # a bracket; blocks and `[key: value]` end with their last child
            end = event.end_mark.index
        elif self.text[start] in "&!" and frame.first is not None:  # these are the first key's
            start = frame.first
        span = Span(self.source, start, end)
        node = Node(tuple(frame.items), span) if frame.is_list else mapping(self._entries(frame), span)
        for index in frame.broken:
            self._touch(index, span)
        made = _Made(node, start, end, frame.height + 1)
        # A name that was given again within this value means the later one from there on.
        if frame.anchor and self.anchors.get(frame.anchor) is frame:
            self._remember(frame.anchor, made, self.nodes - frame.before)
        self._take(made)

    # Nodes, and where they go.

    def _take(self, made: _Made) -> None:
        if not self.stack:
            self.root = made
            return
        frame = self.stack[-1]
        frame.end = max(frame.end, made.end)
        frame.height = max(frame.height, made.height)
        frame.first = made.start if frame.first is None else frame.first
        if frame.is_list:
            frame.items.append(made.node)
        elif frame.key is None:
            self._check_key(frame, made)
            frame.key = made
        else:
            self._enter(frame, frame.key, made)
            frame.key = None

    def _check_key(self, frame: _Open, key: _Made) -> None:
        if key.key is not None:
            return
        if key.problem is None:
            if key.height:
                message, help = (
                    "a key is a text, not a list or a mapping",
                    "quote it if it is text, such as {a placeholder}",
                )
            else:
                message, help = "a key is empty", 'write the key, or "" if that is meant'
            frame.broken.append(self._report("STT106", message, help, key.start, key.end))

    def _enter(self, frame: _Open, key: _Made, value: _Made) -> None:
        """An entry for its mapping; the first of two equal keys stays."""
        if key.key is None:
            return
        place, kept = Span(self.source, key.start, key.end), frame.entries.get(key.key)
        if key.merges and frame.merge:
            first = Span(self.source, frame.merge[0].start, frame.merge[0].end)
            frame.broken.append(self._duplicate(key, first, "write one list: `<<: [*one, *two]`"))
        elif key.merges:
            frame.merge, frame.merged_at = (key, value), len(frame.entries)
        elif kept:
            self._duplicate(key, kept.key or place, "keep one of the two", kept.node.span)
        else:
            frame.entries[key.key] = Entry(place, value.node)

    def _duplicate(self, key: _Made, kept: Span, help: str, touched: Span | None = None) -> int:
        index = self._report("STT103", f"the key {_named(key.key or '')} is written twice", help, key.start, key.end)
        known, first = self.diagnostics[index], Note(kept, "first written here")
        touches = frozenset((touched,)) if touched else frozenset()
        self.diagnostics[index] = replace(known, related=(first,), touches=touches)
        return index

    def _entries(self, frame: _Open) -> dict[str, Entry]:
        """The entries of a mapping, merged ones where the merge key stands."""
        if not frame.merge:
            return frame.entries
        own = list(frame.entries.items())
        entries = dict(own[: frame.merged_at])
        for source in self._merged(frame, frame.merge[1]):
            for key, entry in source.entries.items():
                if key not in frame.entries:
                    entries.setdefault(key, entry)
        entries.update(own[frame.merged_at :])
        return entries

    def _merged(self, frame: _Open, value: _Made) -> list[Node]:
        candidates = list(value.node.items) if isinstance(value.node.value, tuple) else [value.node]
        sources = [node for node in candidates if isinstance(node.value, Mapping)]
        if value.problem is not None:
            frame.broken.append(value.problem)
        elif len(sources) < len(candidates):
            message, help = (
                "<< takes in mappings, and this is something else",
                'write `<<: *name`, or quote the key as "<<"',
            )
            frame.broken.append(self._report("STT106", message, help, value.start, value.end))
        return sources

    def _remember(self, anchor: str | None, made: _Made, size: int) -> None:
        if anchor:
            self.anchors[anchor] = _Known(made, size)

    # Places.

    def _properties(self, event: Any) -> tuple[int, int | None]:
        """Where a value itself starts, behind its anchor and its tag; and what was said about the tag."""
        start, tagged = event.start_mark.index, None
        for _ in range((event.anchor is not None) + (event.tag is not None)):
            end = _end(_PROPERTY, self.text, start)
            if self.text.startswith("!", start) and event.tag != _TAGS[type(event).__name__]:
                tagged = self._tagged(start, end)
            start = _skip_blanks(self.text, end)
        return start, tagged

    def _block_end(self, start: int, end: int) -> int:
        """Where a block scalar's content ends; the parsers' mark stands behind the blank lines that follow."""
        header = _end(_BLOCK_HEADER, self.text, start)
        last = start + len(self.text[start:end].rstrip(f" \t{_BREAKS}"))
        if last <= _end(_LINE, self.text, start):  # nothing but the header and its comment
            return header
        return _end(_SPACES, self.text, last)

    def _question_mark(self, frame: _Open) -> int:
        """Where an empty key's `?` stands. In brackets the parsers mark such keys in two ways."""
        offset = frame.end
        while True:
            offset = _skip_blanks(self.text, offset)
            if not self.text.startswith((":", ",", "{"), offset):
                return offset
            offset += 1

    def _path(self) -> KeyPath:
        steps: list[str | int] = []
        for frame in self.stack:
            if frame.is_list:
                steps.append(len(frame.items))
            elif frame.key and frame.key.key is not None:
                steps.append(frame.key.key)
            else:
                break
        return tuple(steps)

    # Diagnostics.

    def _report(self, code: str, message: str, help: str, start: int, end: int, path: KeyPath | None = None) -> int:
        """Notes an error and returns its number, for what becomes known about it later."""
        end = min(end, len(self.text))
        span = Span(self.source, min(start, end), end)
        self.diagnostics.append(_error(code, message, help, span, self._path() if path is None else path))
        return len(self.diagnostics) - 1

    def _unread(self, code: str, message: str, help: str, start: int) -> int:
        """Notes that a parser gave up, without a path: the parsers read ahead, each in its own way."""
        return self._report(code, message, help, start, start + 1, path=())

    def _line_before(self, offset: int) -> str:
        """What stands on the line of an offset before it."""
        start = max(self.text.rfind(end, 0, offset) for end in _BREAKS) + 1
        return self.text[start:offset]

    def _touch(self, index: int, span: Span) -> None:
        known = self.diagnostics[index]
        self.diagnostics[index] = replace(known, touches=known.touches | {span})

    def _unusable(self, index: int, span: Span) -> None:
        """A value cannot be used; if it is a key, its mapping cannot."""
        if self.stack and self.stack[-1].wants_key:
            self.stack[-1].broken.append(index)
        else:
            self._touch(index, span)

    def _tagged(self, start: int, end: int) -> int:
        return self._report("STT106", "tags are not part of the profile language", "remove the tag", start, end)

    def _several(self, start: int, end: int) -> None:
        help = "write one profile a file, and `requests` for several requests"
        index = self._report("STT104", "a second document begins here", help, start, end)
        if self.root and self.root.node.span:
            self._touch(index, self.root.node.span)

    def _count(self, nodes: int, span: Span) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"the text has more than {MAX_NODES:,} values, each alias taken for what it stands for"
            self._report("STT105", message, "split it, and use fewer aliases", span.start, span.end)
            raise _Stop

    def _too_deep(self, start: int, end: int) -> NoReturn:
        message = f"lists and mappings nest deeper than {MAX_DEPTH} levels, each alias taken for what it stands for"
        self._report("STT105", message, "flatten it; no profile needs that depth", start, end)
        raise _Stop

    def _explain(self, error: Any) -> bool:
        """Reports what a parser stumbled over; says whether the tree so far is a whole document."""
        mark = error.problem_mark.index
        begin = error.context_mark.index if error.context_mark else mark
        what = f"{error.context or ''}: {error.problem or ''}"
        over = _DOCUMENT_END.search(self.text, self.root.end, mark) if self.root else None
        if over:
            start = _skip_blanks(self.text, over.end())
            self._several(start, start + 1)
            return True
        if self.text.startswith("\t", mark) or "tab character" in what:
            self._explain_tab(mark)
        elif "cannot start any token" in what:
            message = f"a plain value cannot begin with {self.text[mark]!r}"
            self._unread("STT102", message, "quote it: write the whole value in quotes", mark)
        elif re.search("flow (sequence|mapping|node)", what):
            self._explain_bracket(mark)
        elif "escape" in what or "hexdecimal" in what:
            self._unread("STT102", *_BAD_ESCAPE, self.text.rfind("\\", begin, mark + 1))
        elif not self.documents and "document start" in what:
            self._unread("STT102", *_BAD_DIRECTIVE, _skip_blanks(self.text, 0))
        else:
            self._explain_other(what, begin, mark)
        return False

    def _explain_tab(self, mark: int) -> None:
        if self._line_before(mark).strip():
            self._unread("STT102", "a tab stands where YAML wants a space", "write a space", mark)
        else:
            self._unread("STT102", "a tab is used for indentation", "indent with spaces, not tabs", mark)

    def _explain_bracket(self, mark: int) -> None:
        opened = next((frame.start for frame in reversed(self.stack) if self.text[frame.start] in "[{"), mark)
        start, end = ("{", "}") if self.text.startswith("{", opened) else ("[", "]")
        if _skip_blanks(self.text, mark) >= len(self.text):
            self._unread("STT102", f"this {start!r} is never closed", f"close it with {end!r}", opened)
            return
        message = f"this does not fit between {start!r} and {end!r}"
        help = f"put a comma between values, close with {end!r}, and quote what has such characters in it"
        index = self._unread("STT102", message, help, mark)
        note = Note(Span(self.source, opened, min(opened + 1, len(self.text))), f"{start!r} opened here")
        self.diagnostics[index] = replace(self.diagnostics[index], related=(note,))

    def _explain_other(self, what: str, begin: int, mark: int) -> None:
        if re.search("block mapping|block collection|document start", what):
            misfit = _MISFIT_BEHIND if self._line_before(mark).strip() else _MISFIT_LINE
            self._unread("STT102", *misfit, mark)
            return
        for pattern, code, from_begin, message, help in _MISTAKES:
            if re.search(pattern, what):
                self._unread(code, message, help, begin if from_begin else mark)
                return
        self._unread("STT102", "this is not YAML", "check quotes, colons and indentation here", mark)
