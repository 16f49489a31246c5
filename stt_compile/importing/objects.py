"""Objects of JavaScript and JSON, and their numbers.

They are read leniently: pages quote fragments, leave out quotes and commas, and write placeholders where values belong.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ..tree import Integer, Real
from .tokens import LONGEST_COMMENT, unescaped

_SPACE = re.compile(r"(?:\s+|//[^\n]*)*")
_KEY = re.compile(r""""((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|([A-Za-z_$][\w$-]*)""")
_STRING = re.compile(r""""((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`([^`\\\n]*)`""")
_NUMBER = re.compile(r"-?(?:[0-9]+)(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![\w.])")
_HOLE = re.compile(r"\{\{?[A-Za-z][\w |.-]*\}?\}|<[A-Za-z][\w .-]*>")
_WORD = re.compile(r"[A-Za-z_$][\w$.]*")
_WORDS = {"true": True, "false": False, "null": None}
_DEEPEST = 20
MISSING_COMMA = "a comma is missing between two keys"
REPEATED = "a name stands twice in a start message"
UNQUOTED = "a key with a hyphen stands without quotes, which is no JavaScript"


@dataclass(frozen=True)
class Unknown:
    """A value of a message that stands for another one: a variable, a placeholder."""

    written: str


class NoObject(Exception):
    """What begins with a brace is no object."""


def read_object(source: str) -> dict[str, Any] | None:
    """The one object that a text is; None where it is something else."""
    reader = Objects(source, len(source) - len(source.lstrip()))
    try:
        data = reader.mapping(0)
    except NoObject:
        return None
    return data if not source[reader.at :].strip() else None


class Objects:
    """Reads the object that begins at an offset, and notes what is wrong with it.

    Args:
        end: the offset that it ends before, if it is one.
    """

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
            end = self.source.find("*/", self.at + 2, self.at + LONGEST_COMMENT + 4)
            if end < 0:
                break
            self.at = end + 2
        if self.at > self.end:
            raise NoObject
        return self.source[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.source, self.at)
        if found:
            self.at = found.end()
        return found

    def mapping(self, depth: int) -> dict[str, Any]:
        """The object that begins here; raises `NoObject` where none does."""
        if self.space() != "{" or depth > _DEEPEST:
            raise NoObject
        self.at += 1
        data: dict[str, Any] = {}
        comma = True
        while self.space() != "}":
            begin = self.at
            key = self.take(_KEY)
            if not key:
                raise NoObject
            if not comma:
                self.notes.append((begin, MISSING_COMMA))
            if key[3] and "-" in key[3]:
                self.notes.append((begin, UNQUOTED))
            if self.space() != ":":
                raise NoObject
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
                raise NoObject
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
            raise NoObject
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
                    raise NoObject
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
