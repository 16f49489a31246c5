"""What a program is written with: its tokens, the characters of its strings, its brackets and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_COMMENT = 5000
"""Longest comment between `/*` and `*/`: what is longer is none."""
_LONGEST_TEMPLATE = 4000
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
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_ON_CONDITION = ("if", "for", "while", "switch", "catch")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": "", "\r\n": ""}


class Token(NamedTuple):
    """A word, a string or a sign of a program."""

    kind: str
    text: str
    start: int
    end: int


def tokenised(source: str) -> Iterator[Token]:
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
            yield Token(kind, source[begin:at], begin, at)


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
            return end + 2 if end - body <= LONGEST_COMMENT and end < len(self.source) else None
        if self.source[end : end + 1] != opening or (opening == "`" and end - body > _LONGEST_TEMPLATE):
            return None
        return end + 1

    def comment(self, begin: int) -> int:
        end = self.source.find("*/", begin)
        return end if end >= 0 else len(self.source)

    def string(self, quote: str, begin: int) -> int:
        found = _BODY[quote].match(self.source, begin)
        return found.end() if found else begin


def conditions(source: str, tokens: Sequence[Token], brackets: Mapping[int, int]) -> list[int]:
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


def brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """By the index of each opening bracket that of the one that closes it."""
    opened: dict[str, list[int]] = {")": [], "]": [], "}": []}
    found: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.text in ("(", "[", "{"):
            opened[_CLOSES[token.text]].append(index)
        elif opened.get(token.text):
            found[opened[token.text].pop()] = index
    return found


def unescaped(body: str) -> str:
    """The characters of a string, without its quotes."""
    return _ESCAPE.sub(_character, body).replace("\0", "")


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\N{REPLACEMENT CHARACTER}"
    return _ESCAPES.get(escape[4], escape[4])
