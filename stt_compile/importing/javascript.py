"""JavaScript and JSON as far as requests stand in it: texts that are put together, and objects that are sent.

It is read leniently: pages quote fragments, leave out quotes and commas, and write placeholders where values belong.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urljoin

from ..tree import Integer, Real, spelling
from .pieces import MARK, local, reference, unread

_TOKEN = re.compile(
    r"""
      (?P<fence>`{2,})
    | (?P<comment>(?<!:)//[^\n]*)
    | (?P<opening>["'`]|/\*)
    | (?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)
    | (?P<append>\+=)
    | (?P<plus>\+)
    | (?P<assign>=(?![=>]))
    | (?P<hole>\{[A-Za-z][\w -]{0,60}\})
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
_BODY = {
    '"': re.compile(r'(?:[^"\\\n]+|\\.)*'),
    "'": re.compile(r"(?:[^'\\\n]+|\\.)*"),
    "`": re.compile(r"(?:[^`\\\n]+|\\.|\n(?![ \t]*\n))*"),
}
"""What stands between quotes, as far as they are not closed."""
_LONGEST_COMMENT, _LONGEST_TEMPLATE, _LONGEST_CALL = 5000, 4000, 100
_CALLS = ("encodeURIComponent", "encodeURI", "String")
_MADE = {"URL": "?", "URLSearchParams": ""}
"""What a program makes addresses and queries with, and what stands before the first pair that is added to it."""
_AS_TEXT = (".toString", ".href")
_MOST_ADDED = 50
_ADDING = re.compile(r"(?:\.searchParams)?\.(set|append)")
_CHANGING = re.compile(r"(?:\.searchParams)?\.(?:concat|delete|replace|replaceAll|search|searchParams|sort)")
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_ON_CONDITION = ("if", "for", "while", "switch", "catch")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_EXPRESSION = re.compile(r"\$\{([^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200}){0,5})\}")
_PATH = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_ENVIRONMENT = re.compile(r"process\.env\.([A-Za-z_]\w*)", re.ASCII)


@dataclass(frozen=True)
class Joined:
    """A text that the program puts together."""

    value: str
    start: int
    end: int
    lost: tuple[tuple[int, str], ...] = ()
    """What is done to it besides and cannot be read: offsets, and the name of a parameter where it is known."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


@dataclass
class _Known:
    """What a variable of the program holds."""

    text: str
    start: int
    end: int
    used: bool = False
    before: str = ""
    """What comes before the first pair that is added, where there is none yet."""
    added: dict[str, list[str]] = field(default_factory=dict)
    """Pairs that are added to it, by their names."""
    lost: list[tuple[int, str]] = field(default_factory=list)
    condition: int = 0
    """The condition that it stands under, by its number."""

    @property
    def value(self) -> str:
        if not self.added:
            return self.text
        sign = self.before if self.before not in self.text else "&"
        pairs = "&".join(pair for one in self.added.values() for pair in one)
        return _bounded(self.text, sign if self.text else "", pairs)

    def takes(self, name: str, how: str) -> bool:
        """Whether a pair can be added without a doubt: to what has none of its name, or again to all of that."""
        there = name not in self.added and re.search(rf"(?:^|[?&]){re.escape(name)}=", self.text)
        return len(self.added) < _MOST_ADDED and not (there and how.endswith("set"))

    def lose(self, offset: int, name: str = "") -> None:
        """Remembers that something is done to it that is not read."""
        if len(self.lost) < _MOST_ADDED:
            self.lost.append((offset, name))


def joined(source: str, wanted: Callable[[str], bool]) -> Iterator[Joined]:
    """The texts that a program puts together and that somebody wants, in their order.

    What is only a beginning of a longer one is left out.
    """
    reader = _Chains(source, list(_tokens(source)), left=_MOST_PUT_IN * (len(source) + _LONGEST))
    reader.read()
    for known in sorted(reader.found, key=lambda known: known.start):
        if not known.used and wanted(known.value):
            yield Joined(known.value, known.start, known.end, tuple(known.lost))


def _tokens(source: str) -> Iterator[_Token]:
    """The tokens of a program, without its comments; what opens a string or a comment that never ends is a sign."""
    closing = _Closing(source)
    at = 0
    while found := _TOKEN.search(source, at):
        kind, begin, at = found.lastgroup or "", found.start(), found.end()
        if kind == "opening":
            end = closing.of(found[0], begin)
            comment = found[0] == "/*"
            kind, at = ("comment" if comment else "string", end) if end else ("other", begin + 1)
        if kind != "comment":
            yield _Token(kind, source[begin:at], begin, at)


@dataclass
class _Closing:
    """Where strings and comments end.

    What ends one that begins here ends those that seem to begin within, so that nothing is looked for twice.
    """

    source: str
    known: dict[str, int] = field(default_factory=dict)
    """By their openings: the end of the last ones that were looked for."""

    def of(self, opening: str, begin: int) -> int | None:
        """The end of what begins at an offset; None if it has none. Offsets only grow."""
        body = begin + len(opening)
        if self.known.get(opening, -1) < body:
            self.known[opening] = self.comment(body) if opening == "/*" else self.string(opening, body)
        end = self.known[opening]
        if opening == "/*":
            return end + 2 if end - body <= _LONGEST_COMMENT and end < len(self.source) else None
        if self.source[end : end + 1] != opening or (opening == "`" and end - body > _LONGEST_TEMPLATE):
            return None
        return end + 1

    def comment(self, begin: int) -> int:
        end = self.source.find("*/", begin)
        return end if end >= 0 else len(self.source)

    def string(self, quote: str, begin: int) -> int:
        found = _BODY[quote].match(self.source, begin)
        return found.end() if found else begin


class _Chains:
    def __init__(self, source: str, tokens: Sequence[_Token], left: int) -> None:
        self.source, self.tokens, self.left = source, tokens, left
        self.scope: dict[str, _Known] = {}
        self.found: list[_Known] = []
        self.brackets = _brackets(tokens)
        self.conditions = _conditions(source, tokens, self.brackets)
        self.depth = 0
        self.lost: list[tuple[int, str]] = []
        """What is not read of the variables that the text is made of that is read now."""

    def kind(self, index: int) -> str | None:
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else None

    def sign(self, index: int) -> str | None:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else None

    def read(self) -> None:
        index = 0
        while index < len(self.tokens):
            if not self.begins(index) or self.changed(index):
                index += 1
                continue
            self.lost = []
            value, terms, end = self.chain(index)
            if terms == 1 and self.kind(index) == "name" and self.sign(index) != "new":
                index += 1
                continue
            self.keep(index, value, end)
            index = end

    def begins(self, index: int) -> bool:
        """Whether a text may begin at a token."""
        if self.sign(index) == "new":
            return self.sign(index + 1) in _MADE and self.sign(index + 2) == "("
        return self.kind(index) in ("string", "name", "hole") or self.joined(index) is not None

    def keep(self, index: int, value: str, end: int) -> None:
        known = _Known(value, self.tokens[index].start, self.tokens[end - 1].end, condition=self.conditions[index])
        known.lost += self.lost[:_MOST_ADDED]
        if self.sign(index) == "new":
            known.before = _MADE[self.tokens[index + 1].text]
        if self.sign(end) == "." and _CHANGING.fullmatch(f".{self.sign(end + 1)}"):
            known.lose(self.tokens[end].start)
        name = self.tokens[index - 2].text if self.kind(index - 2) == "name" else None
        if name and self.kind(index - 1) == "append" and name in self.scope:
            before = self.scope[name]
            if not self.is_sure(index - 2, before):
                parameter = re.match(r"[?&]?([\w-]{1,60})=", value)
                before.lose(known.start, parameter[1] if parameter else "")
                return
            known = _Known(_bounded(before.value, value), before.start, known.end, condition=known.condition)
            known.lost += before.lost
            before.used, before.text, before.added = True, "", {}
        if name and self.kind(index - 1) in ("append", "assign"):
            self.scope[name] = known
        self.found.append(known)

    def changed(self, index: int) -> bool:
        """Whether a token is what a program does to an address or a query that it has made, which is remembered."""
        name, dot, rest = self.tokens[index].text.partition(".") if self.kind(index) == "name" else ("", "", "")
        known = self.scope.get(name) if dot else None
        if known is None:
            return False
        if _ADDING.fullmatch(f".{rest}") and self.sign(index + 1) == "(" and self.begins(index + 2):
            pair, _, end = self.chain(index + 2)
            value, _, end = self.chain(end + 1) if self.sign(end) == "," and self.begins(end + 1) else ("", 0, -1)
            whole = end >= 0 and self.brackets.get(index + 1) == end
            if whole and self.is_sure(index, known) and known.takes(pair, rest):
                pairs = known.added.setdefault(pair, [])
                if rest.endswith("set"):
                    pairs.clear()
                pairs.append(_pair(pair, value))
            else:
                known.lose(self.tokens[index].start, pair)
            return True
        if _CHANGING.fullmatch(f".{rest}") or _ADDING.fullmatch(f".{rest}"):
            known.lose(self.tokens[index].start)
            return self.sign(index + 1) == "("
        return False

    def is_sure(self, index: int, known: _Known) -> bool:
        """Whether what stands at a token is done whenever a variable has its value."""
        return self.conditions[index] == known.condition and self.sign(index - 1) not in ("&", "|", "?", ":", ">")

    def chain(self, index: int, within: bool = False) -> tuple[str, int, int]:
        """The text from here on, of how many terms it is made, and the token behind it.

        Args:
            within: whether more becomes of it than it is.
        """
        if self.depth > _DEEPEST:
            return unread("..."), 1, index + 1
        self.depth += 1
        terms: list[str] = []
        used: list[_Known] = []
        while True:
            term, index, known = self.term(index)
            terms.append(term)
            used += [known] if known else []
            while self.kind(index) == "plus" and not self.begins(index + 1) and self.end_of(index + 1) > index + 1:
                terms.append(unread("..."))
                index = self.end_of(index + 1)
            if self.kind(index) != "plus" or not self.begins(index + 1):
                break
            index += 1
        self.depth -= 1
        value = _bounded(*terms)
        if used and (within or len(terms) > 1):
            self.left -= len(value)
            for known in used:
                known.used = True
                self.lost += known.lost
        return value, len(terms), index

    def end_of(self, index: int) -> int:
        """Behind what is added to a text, and is none that is read: a bracket, an object that is made."""
        if self.sign(index) == "new":
            index += 2
        return self.brackets.get(index, index - 1) + 1

    def term(self, index: int) -> tuple[str, int, _Known | None]:
        token = self.tokens[index]
        items = self.joined(index)
        if items is not None:
            return self.put_together(*items)
        if token.text == "new" and token.kind == "name":
            return self.made(index)
        if token.kind == "string":
            if self.sign(index + 1) == "." and self.sign(index + 2) == "concat" and index + 3 in self.brackets:
                rest, end, _ = self.put_together(index + 3, self.brackets[index + 3], "")
                return _bounded(self.string(token.text), rest), end, None
            return self.string(token.text), index + 1, None
        if token.kind == "hole":
            return token.text, index + 1, None
        for suffix in _AS_TEXT:
            known = self.value(token.text.removesuffix(suffix)) if token.text.endswith(suffix) else None
            if known:
                called = self.sign(index + 1) == "(" and self.sign(index + 2) == ")"
                return known.value, index + (3 if called else 1), known
        if self.sign(index + 1) == "(":
            return self.called(index)
        known = self.value(token.text)
        return (known.value if known else _variable(token.text)), index + 1, known

    def value(self, name: str) -> _Known | None:
        """What a variable holds; None where nothing says it, or so much was put in already that it stays a name."""
        return self.scope.get(name) if self.left > 0 else None

    def called(self, index: int) -> tuple[str, int, _Known | None]:
        """A call: of its argument where it only spells it otherwise, else of nobody knows what."""
        inner = self.kind(index + 2) in ("string", "name", "hole") and self.kind(index + 3) == "other"
        if self.tokens[index].text in _CALLS and inner and self.tokens[index + 3].text == ")":
            value, _, known = self.term(index + 2)
            return value, index + 4, known
        end = self.brackets.get(index + 1)
        if end is not None and end - index < _LONGEST_CALL:
            return unread(f"{self.tokens[index].text}(...)"), end + 1, None
        return _variable(self.tokens[index].text), index + 1, None

    def joined(self, index: int) -> tuple[int, int, str] | None:
        """Where the items of a list begin and end that are joined to a text, and what stands between them then."""
        end = self.brackets.get(index) if self.sign(index) == "[" else None
        if end is None or [self.sign(end + 1), self.sign(end + 2), self.sign(end + 3)] != [".", "join", "("]:
            return None
        if self.kind(end + 4) != "string" or self.sign(end + 5) != ")":
            return None
        return index, end, self.string(self.tokens[end + 4].text)

    def put_together(self, begin: int, end: int, between: str) -> tuple[str, int, None]:
        """The text that the items of a list make: as many as can be read."""
        found: list[str] = []
        index, length = begin + 1, 0
        while index < end:
            value, _, index = self.chain(index, within=True) if self.begins(index) else ("", 0, begin)
            found.append(value)
            length += len(value)
            if length > _LONGEST or (index < end and self.sign(index) != ","):
                found.append(unread("..."))
                break
            index += 1
        return _bounded(between.join(found)), end + (6 if self.sign(begin) == "[" else 1), None

    def made(self, index: int) -> tuple[str, int, None]:
        """An address or a query as objects of their own."""
        begin, end = index + 2, self.brackets.get(index + 2)
        if end is None:
            return unread("new ..."), index + 2, None
        made = self.query(begin, end) if self.sign(index + 1) == "URLSearchParams" else self.address(begin, end)
        end += 1
        if [self.sign(at) for at in range(end, end + 4)] == [".", "toString", "(", ")"]:
            end += 4
        return unread(f"new {self.sign(index + 1)}(...)") if made is None else made, end, None

    def query(self, begin: int, end: int) -> str | None:
        """What `new URLSearchParams(...)` holds."""
        if end == begin + 1:
            return ""
        if self.sign(begin + 1) == "{" and self.brackets.get(begin + 1) == end - 1:
            data = read_object(self.source[self.tokens[begin + 1].start : self.tokens[end].start])
            return None if data is None else "&".join(_pair(name, self.spelt(value)) for name, value in data.items())
        if self.begins(begin + 1):
            value, _, after = self.chain(begin + 1)
            return value.removeprefix("?") if after == end else None
        return None

    def spelt(self, value: Any) -> str:
        """A value of an object, as JavaScript makes a text of it."""
        if isinstance(value, Unknown):
            return self.expression(value.written)
        if isinstance(value, (dict, list)):
            return unread("...")
        if isinstance(value, str):
            return self.string(f"`{value}`") if "${" in value else value
        return spelling(value) if isinstance(value, (Integer, Real)) else str(value).lower().replace("none", "null")

    def address(self, begin: int, end: int) -> str | None:
        """What `new URL(...)` is: with a base only where both are written out."""
        if not self.begins(begin + 1):
            return None
        value, _, after = self.chain(begin + 1, within=True)
        if after == end:
            return value
        if self.sign(after) == "," and self.begins(after + 1):
            base, _, after = self.chain(after + 1, within=True)
            if after == end:
                return f"{base.rstrip('/')}/{value.lstrip('/')}" if MARK in base else urljoin(base, value)
        return None

    def string(self, written: str) -> str:
        if not written.startswith("`"):
            return unescaped(written[1:-1])
        found: list[str] = []
        end = 1
        for expression in _EXPRESSION.finditer(written):
            found += [unescaped(written[end : expression.start()]), self.expression(expression[1].strip())]
            end = expression.end()
        return _bounded(*found, unescaped(written[end:-1]))

    def expression(self, written: str) -> str:
        for call in _CALLS:
            if written.startswith(f"{call}(") and written.endswith(")"):
                written = written[len(call) + 1 : -1].strip()
        known = self.value(re.sub(r"\.(?:toString\(\)|href)\Z", "", written))
        if known:
            known.used = True
            self.left -= len(known.value)
            self.lost += known.lost
            return known.value
        return _variable(written) if _PATH.fullmatch(written) else unread(f"${{{written}}}")


def _pair(name: str, value: str) -> str:
    """A pair of a query, as an address is given it."""
    pieces = value.split(MARK)
    written = MARK.join(
        piece if index % 2 else quote_plus(piece, safe="*").replace("~", "%7E") for index, piece in enumerate(pieces)
    )
    return f"{name if MARK in name else quote_plus(name)}={written}"


def protocols(source: str) -> Iterator[int]:
    """Where a WebSocket is given something besides its address."""
    tokens = list(_tokens(source)) if "WebSocket(" in source else []
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


def _conditions(source: str, tokens: Sequence[_Token], brackets: Mapping[int, int]) -> list[int]:
    """For each token the innermost condition or loop that it stands under, by a number; 0 where there is none."""
    found: list[int] = []
    opened: list[tuple[int, int, int]] = []
    """Number, depth, and the index behind it; that is 0 for a statement without braces, which ends where it ends."""
    depth = 0
    bodies: dict[int, int] = {}
    for index, token in enumerate(tokens):
        ends = token.text in (";", "}") or (index and "\n" in source[tokens[index - 1].end : token.start])
        while opened and (0 < opened[-1][2] <= index or (not opened[-1][2] and ends and depth <= opened[-1][1])):
            opened.pop()
        if index in bodies:
            opened.append((bodies[index] + 1, depth, brackets.get(index, -1) + 1 if token.text == "{" else 0))
        found.append(opened[-1][0] if opened else 0)
        depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
        if token.kind == "name" and token.text in _ON_CONDITION and index + 1 in brackets:
            bodies[brackets[index + 1] + 1] = index
        elif token.kind == "name" and token.text in ("else", "do"):
            bodies[index + 1] = index
    return found


def _brackets(tokens: Sequence[_Token]) -> dict[int, int]:
    """By the index of each opening bracket that of the one that closes it."""
    opened: dict[str, list[int]] = {")": [], "]": [], "}": []}
    found: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            opened[_CLOSES[token.text]].append(index)
        elif opened.get(token.text):
            found[opened[token.text].pop()] = index
    return found


def _bounded(*texts: str) -> str:
    """The texts as one; what would make it endless is left out, for variables can be put into themselves."""
    found, left = [], _LONGEST
    for text in texts:
        if len(text) <= left:
            found.append(text)
            left -= len(text)
    return "".join(found)


def _variable(name: str) -> str:
    found = _ENVIRONMENT.fullmatch(name)
    return reference(found[1]) if found else local(name.rpartition(".")[2])


def unescaped(body: str) -> str:
    """The characters of a string, without its quotes."""
    return _ESCAPE.sub(_character, body).replace("\0", "")


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\N{REPLACEMENT CHARACTER}"
    return _ESCAPES.get(escape[4], escape[4])


# --- objects ---------------------------------------------------------------------------------------------------------

_START = re.compile(r"""(?P<quote>["']?)action(?P=quote)\s*:\s*["']start["']""")
_NAMED = re.compile(r"(?:\b([A-Za-z_$][\w$]*)\s{0,9}[=:]|Object\.assign\()\s{0,9}\Z")
_ADDED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})(?:\.[A-Za-z_$][\w$]{0,60}|\[[^\]\n]{1,60}\])\s{0,9}=(?!=)")
_OPEN = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*){0,9}\Z")
_SPACE = re.compile(r"(?:\s+|//[^\n]*)*")
_KEY = re.compile(r""""((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|([A-Za-z_$][\w$-]*)""")
_STRING = re.compile(r""""((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`([^`\\\n]*)`""")
_NUMBER = re.compile(r"-?(?:[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![\w.])")
_HOLE = re.compile(r"\{\{?[A-Za-z][\w |.-]*\}?\}|<[A-Za-z][\w .-]*>")
_WORD = re.compile(r"[A-Za-z_$][\w$.]*")
_WORDS = {"true": True, "false": False, "null": None}
_DEEPEST, _LONGEST, _MOST_OPENINGS, _MOST_PUT_IN = 20, 20_000, 30, 20
MISSING_COMMA = "a comma is missing between two keys"
REPEATED = "a name stands twice in a start message"
UNQUOTED = "a key with a hyphen stands without quotes, which is no JavaScript"


@dataclass(frozen=True)
class Message:
    """A `start` message."""

    data: dict[str, Any]
    """Its values; a variable or a placeholder is an `Unknown`."""
    start: int
    end: int
    notes: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Unknown:
    """A value of a message that stands for another one: a variable, a placeholder."""

    written: str


class _NoObject(Exception):
    """What begins with a brace is no object."""


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
    reader = _Objects(source, opening, opening + 2 * _LONGEST)
    try:
        data = reader.mapping(0)
    except _NoObject:
        return None
    return Message(data, opening, reader.at, tuple(reader.notes))


def read_object(source: str) -> dict[str, Any] | None:
    """The one object that a text is; None where it is something else."""
    reader = _Objects(source, len(source) - len(source.lstrip()))
    try:
        data = reader.mapping(0)
    except _NoObject:
        return None
    return data if not source[reader.at :].strip() else None


class _Objects:
    def __init__(self, source: str, at: int, end: int | None = None) -> None:
        self.source, self.at = source, at
        self.end = len(source) if end is None else end
        self.notes: list[tuple[int, str]] = []

    def space(self) -> str:
        """The next character behind blanks and comments."""
        while True:
            found = _SPACE.match(self.source, self.at)
            self.at = found.end() if found else self.at
            if not self.source.startswith("/*", self.at):
                break
            end = self.source.find("*/", self.at + 2, self.at + _LONGEST_COMMENT + 4)
            if end < 0:
                break
            self.at = end + 2
        if self.at > self.end:
            raise _NoObject
        return self.source[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.source, self.at)
        if found:
            self.at = found.end()
        return found

    def mapping(self, depth: int) -> dict[str, Any]:
        if self.space() != "{" or depth > _DEEPEST:
            raise _NoObject
        self.at += 1
        data: dict[str, Any] = {}
        comma = True
        while self.space() != "}":
            begin = self.at
            key = self.take(_KEY)
            if not key:
                raise _NoObject
            if not comma:
                self.notes.append((begin, MISSING_COMMA))
            if key[3] and "-" in key[3]:
                self.notes.append((begin, UNQUOTED))
            if self.space() != ":":
                raise _NoObject
            self.at += 1
            name = key[3] or unescaped(key[1] or key[2] or "")
            if name in data:
                self.notes.append((begin, REPEATED))
            data[name] = self.value(depth + 1)
            comma = self.comma("}")
        self.at += 1
        return data

    def comma(self, closing: str) -> bool:
        char = self.space()
        if char == ",":
            self.at += 1
            return True
        return char == closing

    def sequence(self, depth: int) -> list[Any]:
        self.at += 1
        items: list[Any] = []
        while self.space() != "]":
            items.append(self.value(depth + 1))
            if not self.comma("]"):
                raise _NoObject
        self.at += 1
        return items

    def value(self, depth: int) -> Any:
        char = self.space()
        hole = self.take(_HOLE)
        if hole:
            return Unknown(hole[0])
        if char == "{":
            return self.mapping(depth)
        if char == "[" and depth <= _DEEPEST:
            return self.sequence(depth)
        string = self.take(_STRING)
        if string:
            return self.rest(unescaped(next(filter(None, string.groups()), "")))
        number = self.take(_NUMBER)
        if number:
            return as_number(number[0])
        word = self.take(_WORD)
        if not word:
            raise _NoObject
        return _WORDS[word[0]] if word[0] in _WORDS else self.rest(Unknown(word[0]))

    def rest(self, value: Any) -> Any:
        """A value that more is added to: nobody knows what it becomes, unless all of it is text."""
        while self.space() == "+":
            self.at += 1
            self.space()
            string, word = self.take(_STRING), None
            if string:
                more: Any = unescaped(next(filter(None, string.groups()), ""))
            else:
                word = self.take(_WORD)
                if not word:
                    raise _NoObject
                more = Unknown(word[0])
            value = value + more if isinstance(value, str) and isinstance(more, str) else Unknown("...")
        return value


def as_number(written: str) -> int | float | str:
    """A number with its author's spelling; the text where JSON has no such number."""
    found = re.fullmatch(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?", written)
    if not found:
        return written
    if not found[2] and not found[3]:
        return Integer(written)
    number = Real(written)
    return number if abs(number) < float("inf") else written


def read_json(source: str) -> dict[str, Any] | None:
    """The one JSON object that a text is, with numbers as they are spelt."""
    try:
        data = json.loads(source, parse_int=Integer, parse_float=Real, parse_constant=_refused, strict=False)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _refused(name: str) -> None:
    raise ValueError(name)
