"""Words of one command, as sh, PowerShell and cmd.exe read them.

Quotes go, continuations are joined, variables become marks. What the shell itself would run (`$(...)`) is marked as
unread. Quotes and dashes that a word processor has made pretty are taken for what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .pieces import reference, unread

Dialect: TypeAlias = Literal["sh", "powershell", "cmd"]

_CONTINUATION: dict[Dialect, re.Pattern[str]] = {
    "sh": re.compile(r"\\[ \t]*(?:\r\n|\r|\n)"),
    "powershell": re.compile(r"`[ \t]*(?:\r\n|\r|\n)"),
    "cmd": re.compile(r"\^[ \t]*(?:\r\n|\r|\n)"),
}
_VARIABLE: dict[Dialect, re.Pattern[str]] = {
    "sh": re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?(?:\?|([=+-]))[^{}\n]{0,200})?\})", re.ASCII),
    "powershell": re.compile(
        r"\$(?:\(\$env:(\w+)\)|env:([A-Za-z_]\w*)|\{env:([A-Za-z_]\w*)\}|([A-Za-z_]\w*)(?!:)|\{([A-Za-z_]\w*)\})",
        re.ASCII | re.IGNORECASE,
    ),
    "cmd": re.compile(r"%([A-Za-z_]\w*)%", re.ASCII),
}
_CARRIED_ON = re.compile(
    r"""[ \t]*\r?\n[ \t]*(?=--?[A-Za-z]|["']?(?:https?://|\{\w*url\w*\}|<\w*url>|\$\{?\w*url\w*\}?/))""", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"<[A-Za-z][\w .:/-]{0,60}>")
_PRINTED = re.compile(r"\$\(printf '((?:\\[0-7]{3})+)'\)")
_BRACES = re.compile(r"\{[^\s{}'\"`;|&]{0,200},[^\s{}'\"`;|&]{0,200}\}")
_PARAMETER = re.compile(r"&(?:amp;)?[A-Za-z][\w-]*=")
_REDIRECTION = re.compile(r"(?:[0-9]|&)?(<<<?|>>|>&|<&|>|<)(?:&?[0-9-](?![\w.]))?")
_SINGLE, _DOUBLE = "'\u2018\u2019\u201a\u201b", '"\u201c\u201d\u201e\u201f'
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "E": "\x1b"}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|([0-7]{1,3})|(.))", re.DOTALL)
LONGEST = 20_000
"""How many characters a command may have; a quote that is never closed takes no more than that."""


@dataclass(frozen=True)
class Word:
    """One argument of a command."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Command:
    """A command's words, and what a reader of it should know."""

    words: tuple[Word, ...]
    start: int
    end: int
    notes: tuple[tuple[int, str], ...] = ()
    """Offsets, and what was not as it should be there."""
    stdin: str | None = None
    """The file that standard input is redirected from."""


PRETTY = "quotes or dashes that a word processor has made pretty"
OPEN = "a quote is never closed"
AMPERSAND = "an `&` outside of quotes, where a shell ends the command"
BLANK = "a blank behind the sign that continues the line, where a shell ends the command"
BARE = "a line without the sign that continues it, where a shell ends the command"
DEFAULT = "a value for the case that a variable is not set"
HERE = "a here-document, which is not read"
BRACES = "braces with a comma outside of quotes, which bash makes several words of"


def command(text: str, start: int, dialect: Dialect = "sh", closing: str = "", end: int | None = None) -> Command:
    """The command that begins at an offset.

    Args:
        closing: a character that ends it besides those of the shell: it stands in something.
        end: where the text that it stands in ends.
    """
    return _Reader(text, start, dialect, closing, len(text) if end is None else end).read()


class _Reader:
    def __init__(self, text: str, start: int, dialect: Dialect, closing: str, end: int) -> None:
        self.text, self.start, self.at = text, start, start
        self.dialect, self.closing = dialect, closing
        self.limit = min(end, start + LONGEST)
        self.escape = {"sh": "\\", "powershell": "`", "cmd": "^"}[dialect]
        self.notes: list[tuple[int, str]] = []
        self.stdin: str | None = None

    def read(self) -> Command:
        words: list[Word] = []
        while self._to_next_word(words):
            begin = self.at
            value = self._word()
            if self.dialect != "sh":
                value = value.replace('\\"', '"')  # how a program of Windows takes its arguments apart
            words.append(Word(value, begin, self.at))
        return Command(tuple(words), self.start, self.at, tuple(self.notes), self.stdin)

    def _to_next_word(self, words: list[Word]) -> bool:
        while self.at < self.limit:
            char = self.text[self.at]
            found = _CONTINUATION[self.dialect].match(self.text, self.at)
            if found:
                self._continued(found)
            elif words and (found := _CARRIED_ON.match(self.text, self.at)):
                if all(what != BARE for _, what in self.notes):
                    self.notes.append((self.at, BARE))
                self.at = found.end()
            elif char in " \t\u00a0":
                self.at += 1
            elif char == "#" and self.dialect != "cmd":
                end = self.text.find("\n", self.at, self.limit)
                self.at = end if end >= 0 else self.limit
                return False
            elif _PLACEHOLDER.match(self.text, self.at):
                return True
            elif self._redirection():
                continue
            else:
                return not self._ends(char)
        return False

    def _continued(self, found: re.Match[str]) -> None:
        if found[0].rstrip("\r\n")[1:]:
            self.notes.append((found.start(), BLANK))
        self.at = found.end()

    def _redirection(self) -> bool:
        found = _REDIRECTION.match(self.text, self.at)
        if not found:
            return False
        begin, self.at = self.at, found.end()
        if found[0][-1] in "<>":
            while self.at < self.limit and self.text[self.at] in " \t":
                self.at += 1
            target = self._word() if self.at < self.limit and not self._ends(self.text[self.at]) else ""
            if found[1] == "<":
                self.stdin = target
            elif found[1] in ("<<", "<<<"):
                self.notes.append((begin, HERE))
        return True

    def _ends(self, char: str) -> bool:
        if char in "\r\n|;" or (char and char in self.closing):
            return True
        return char in "&)<>" if self.dialect != "cmd" else char in "&<>"

    def _word(self) -> str:
        found: list[str] = []
        query = False
        while self.at < self.limit:
            char = self.text[self.at]
            if char in " \t\u00a0" or (self._ends(char) and not self._taken_along(query)):
                break
            found.append(self._piece(char))
            query = query or "?" in found[-1]
        value = "".join(found)
        if value[:1] in ("\u2013", "\u2014") and len(value) > 1:
            self.notes.append((self.at - len(value), PRETTY))
            dashes = "--" if value[0] == "\u2014" or len(value) > 2 else "-"
            value = dashes + value[1:].lstrip("-\u2013\u2014")
        return value

    def _taken_along(self, query: bool) -> bool:
        """Whether a sign that ends commands is meant as itself: in a placeholder, in a query without quotes."""
        if _PLACEHOLDER.match(self.text, self.at):
            return True
        if query and _PARAMETER.match(self.text, self.at):
            self.notes.append((self.at, AMPERSAND))
            return True
        return False

    def _piece(self, char: str) -> str:
        continuation = _CONTINUATION[self.dialect].match(self.text, self.at)
        if continuation:
            if continuation[0].rstrip("\r\n")[1:]:  # the blank ends the word
                self.limit = min(self.limit, len(self.text))
            self._continued(continuation)
            return ""
        placeholder = _PLACEHOLDER.match(self.text, self.at)
        if placeholder:
            self.at = placeholder.end()
            return placeholder[0]
        if char in _SINGLE and self.dialect != "cmd":
            return self._single(char)
        if char in _DOUBLE:
            return self._double(char)
        if char == "$" and self.text[self.at + 1 : self.at + 2] == "'" and self.dialect == "sh":
            return self._ansi()
        if char == self.escape and self.at + 1 < self.limit:
            self.at += 2
            return self.text[self.at - 1]
        if char == "{" and self.dialect == "sh" and _BRACES.match(self.text, self.at, self.limit):
            self.notes.append((self.at, BRACES))
        return self._expansion(char)

    def _expansion(self, char: str) -> str:
        """A variable, or what a command would print; else the character itself."""
        found = _VARIABLE[self.dialect].match(self.text, self.at)
        if found:
            self.at = found.end()
            if self.dialect == "sh" and found[3] and found[0][-2] not in "=+-":
                self.notes.append((found.start(), DEFAULT))
            return reference(next(filter(None, found.groups())))
        if self.dialect != "cmd" and char == "$":
            return self._dollar()
        if self.dialect == "sh" and char == "`" and "`" not in self.closing:
            end = self.text.find("`", self.at + 1, self.limit)
            if end > 0:
                written, self.at = self.text[self.at : end + 1], end + 1
                return unread(written)
        self.at += 1
        return char

    def _dollar(self) -> str:
        printed = _PRINTED.match(self.text, self.at)
        if printed and self.dialect == "sh":
            self.at = printed.end()
            codes = bytes(int(code, 8) & 0xFF for code in printed[1].split("\\")[1:])
            return codes.decode("utf-8", "replace").replace("\0", "")
        after = self.text[self.at + 1 : self.at + 2]
        if after in ("(", "{"):
            end = self._matching(self.at + 1, after, ")" if after == "(" else "}")
            written, self.at = self.text[self.at : end], end
            return unread(written)
        if self.dialect == "sh" and after and after in "0123456789@*#?!$":
            self.at += 2
            return unread(f"${after}")
        self.at += 1
        return "$"

    def _matching(self, begin: int, opening: str, closing: str) -> int:
        depth = 0
        end = min(self.limit, begin + 2000)
        if self.text.find(closing, begin, end) < 0:
            return begin + 1
        for index in range(begin, end):
            char = self.text[index]
            depth += (char == opening) - (char == closing)
            if not depth:
                return index + 1
        return begin + 1

    def _close(self, quotes: str) -> int:
        """Where a quote is closed; the end of its line where it never is."""
        ends = [self.text.find(quote, self.at + 1, self.limit) for quote in quotes]
        if max(ends, default=-1) >= 0:
            return min(end for end in ends if end >= 0)
        self.notes.append((self.at, OPEN))
        end = self.text.find("\n", self.at, self.limit)
        return end if end >= 0 else self.limit

    def _quotes(self, char: str, kinds: str) -> str:
        if char == kinds[0]:
            return char
        self.notes.append((self.at, PRETTY))
        return kinds

    def _single(self, char: str) -> str:
        quotes = self._quotes(char, _SINGLE)
        found: list[str] = []
        while True:
            end = self._close(quotes)
            found.append(self.text[self.at + 1 : end])
            closed = end < self.limit and self.text[end] in quotes
            self.at = end + closed
            if self.dialect == "powershell" and closed and self.text[self.at : self.at + 1] == "'":
                found.append("'")
                continue
            return "".join(found)

    def _double(self, char: str) -> str:
        quotes = self._quotes(char, _DOUBLE)
        begin = self.at
        self.at += 1
        found: list[str] = []
        while self.at < self.limit:
            char = self.text[self.at]
            if char in quotes:
                self.at += 1
                if self.dialect == "sh" or self.text[self.at : self.at + 1] != '"':
                    return "".join(found)
                self.at += 1  # twice is once, within
                found.append('"')
            else:
                found.append(self._in_double(char))
        self.at = begin
        end = self._close("")
        self.at, written = end, self.text[begin + 1 : end]
        return written

    def _in_double(self, char: str) -> str:
        after = self.text[self.at + 1 : self.at + 2]
        if char == "\\" and self.dialect != "powershell" and after:
            if self.dialect == "cmd":
                self.at += 2 if after == '"' else 1
                return '"' if after == '"' else char
            self.at += 2
            if after == "\r" and self.text[self.at : self.at + 1] == "\n":
                self.at += 1
            return "" if after in "\r\n" else after if after in '"\\$`' else char + after
        if char == "`" and self.dialect == "powershell" and after:
            self.at += 2
            return {"n": "\n", "t": "\t", "r": "\r", "0": "", "\n": ""}.get(after, after)
        if char in "$`%":
            return self._expansion(char)
        if char == "\\" and after == '"':  # of PowerShell: the quote goes on to the program
            self.at += 1
            return char
        self.at += 1
        return char

    def _ansi(self) -> str:
        found: list[str] = []
        self.at += 2
        while self.at < self.limit:
            char = self.text[self.at]
            if char == "'":
                self.at += 1
                break
            escape = _ESCAPE.match(self.text, self.at) if char == "\\" else None
            if escape:
                found.append(_escaped(escape))
                self.at = escape.end()
            else:
                found.append(char)
                self.at += 1
        return "".join(found).replace("\0", "")


def _escaped(escape: re.Match[str]) -> str:
    hexadecimal = escape[1] or escape[2]
    if hexadecimal:
        return chr(int(hexadecimal, 16))
    if escape[3]:
        return chr(int(escape[3], 8) & 0xFF)
    return _ESCAPES.get(escape[4], escape[4] if escape[4] in "\\'\"?" else escape[0])


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with the offset where it begins."""
    offset = 0
    for line in text.splitlines(keepends=True):
        yield offset, line
        offset += len(line)
