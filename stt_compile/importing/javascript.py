"""JavaScript and JSON as far as requests stand in it: texts that are put together, and objects that are sent.

It is read leniently: pages quote fragments, leave out quotes and commas, and write placeholders where values belong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..tree import Integer, Real
from .pieces import local, reference, unread

_TOKEN = re.compile(
    r"""
      (?P<fence>`{2,})
    | (?P<comment>(?<!:)//[^\n]*|/\*(?:[^*]|\*(?!/)){0,5000}\*/)
    | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n]|\n(?![ \t]*\n)){0,4000}`)
    | (?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)
    | (?P<append>\+=)
    | (?P<plus>\+)
    | (?P<assign>=(?![=>]))
    | (?P<hole>\{[A-Za-z][\w -]{0,60}\})
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
_CALLS = ("encodeURIComponent", "encodeURI", "String")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_EXPRESSION = re.compile(r"\$\{([^{}]{0,200})\}")
_PATH = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_ENVIRONMENT = re.compile(r"process\.env\.([A-Za-z_]\w*)", re.ASCII)


@dataclass(frozen=True)
class Joined:
    """A text that the program puts together."""

    value: str
    start: int
    end: int


@dataclass
class _Known:
    """What a variable of the program holds."""

    value: str
    start: int
    end: int
    used: bool = False


def joined(source: str, wanted: Callable[[str], bool]) -> Iterator[Joined]:
    """The texts that a program puts together and that somebody wants, in their order.

    What is only a beginning of a longer one is left out.
    """
    tokens = [found for found in _TOKEN.finditer(source) if found.lastgroup != "comment"]
    reader = _Chains(tokens, wanted)
    reader.read()
    for known in sorted(reader.found, key=lambda known: known.start):
        if not known.used and wanted(known.value):
            yield Joined(known.value, known.start, known.end)


class _Chains:
    def __init__(self, tokens: list[re.Match[str]], wanted: Callable[[str], bool]) -> None:
        self.tokens, self.wanted = tokens, wanted
        self.scope: dict[str, _Known] = {}
        self.found: list[_Known] = []

    def kind(self, index: int) -> str | None:
        return self.tokens[index].lastgroup if 0 <= index < len(self.tokens) else None

    def read(self) -> None:
        index = 0
        while index < len(self.tokens):
            if self.kind(index) not in ("string", "name", "hole"):
                index += 1
                continue
            value, terms, end = self.chain(index)
            if terms == 1 and self.kind(index) == "name":
                index += 1
                continue
            self.keep(index, value, end)
            index = end

    def keep(self, index: int, value: str, end: int) -> None:
        known = _Known(value, self.tokens[index].start(), self.tokens[end - 1].end())
        name = self.tokens[index - 2][0] if self.kind(index - 2) == "name" else None
        if name and self.kind(index - 1) == "append" and name in self.scope:
            before = self.scope[name]
            before.used = True
            known = _Known(_bounded(before.value, value), before.start, known.end)
        if name and self.kind(index - 1) in ("append", "assign"):
            self.scope[name] = known
        self.found.append(known)

    def chain(self, index: int) -> tuple[str, int, int]:
        """The text from here on, of how many terms it is made, and the token behind it."""
        value, terms, used = "", 0, []
        while True:
            term, index, known = self.term(index)
            value = _bounded(value, term)
            terms += 1
            used += [known] if known else []
            if self.kind(index) != "plus" or self.kind(index + 1) not in ("string", "name", "hole"):
                break
            index += 1
        for known in used if terms > 1 else ():
            known.used = True
        return value, terms, index

    def term(self, index: int) -> tuple[str, int, _Known | None]:
        token = self.tokens[index]
        if token.lastgroup == "string":
            return self.string(token[0]), index + 1, None
        if token.lastgroup == "hole":
            return token[0], index + 1, None
        if self.kind(index + 1) == "other" and self.tokens[index + 1][0] == "(":
            return self.called(index)
        known = self.scope.get(token[0])
        return (known.value if known else _variable(token[0])), index + 1, known

    def called(self, index: int) -> tuple[str, int, _Known | None]:
        """A call: of its argument where it only spells it otherwise, else of nobody knows what."""
        inner = self.kind(index + 2) in ("string", "name", "hole") and self.kind(index + 3) == "other"
        if self.tokens[index][0] in _CALLS and inner and self.tokens[index + 3][0] == ")":
            value, _, known = self.term(index + 2)
            return value, index + 4, known
        depth, end = 0, index + 1
        while end < min(len(self.tokens), index + 100):
            depth += (self.tokens[end][0] == "(") - (self.tokens[end][0] == ")")
            end += 1
            if not depth:
                return unread(f"{self.tokens[index][0]}(...)"), end, None
        return _variable(self.tokens[index][0]), index + 1, None

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
        if written in self.scope:
            self.scope[written].used = True
            return self.scope[written].value
        return _variable(written) if _PATH.fullmatch(written) else unread(f"${{{written}}}")


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
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/)){0,5000}\*/)*")
_KEY = re.compile(r""""((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|([A-Za-z_$][\w$-]*)""")
_STRING = re.compile(r""""((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`([^`\\\n]*)`""")
_NUMBER = re.compile(r"-?(?:[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![\w.])")
_HOLE = re.compile(r"\{\{?[A-Za-z][\w |.-]*\}?\}|<[A-Za-z][\w .-]*>")
_WORD = re.compile(r"[A-Za-z_$][\w$.]*")
_WORDS = {"true": True, "false": False, "null": None}
_DEEPEST, _LONGEST, _MOST_OPENINGS = 20, 20_000, 30
MISSING_COMMA = "a comma is missing between two keys"
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
        found = _SPACE.match(self.source, self.at)
        self.at = found.end() if found else self.at
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
            data[key[3] or unescaped(key[1] or key[2] or "")] = self.value(depth + 1)
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
