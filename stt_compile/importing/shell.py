"""Words of one command, as sh, PowerShell and cmd.exe read them.

Quotes go, continuations are joined, variables become marks. What the shell itself would run (`$(...)`) is marked as
unread. Quotes and dashes that a word processor has made pretty are taken for what they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .pieces import MARK, reference, unread

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
    "cmd": re.compile(r"%([A-Za-z_]\w*)%|!([A-Za-z_]\w*)!", re.ASCII),
}
_BATCH = re.compile(
    r"%%(?=[0-9A-Fa-f]{2}|%)|(%[A-Za-z_]\w{0,60}:[^%\n]{1,100}%|%%?(?:~[a-z$]{0,9})?(?:[A-Za-z](?![0-9A-Fa-f]|\w*%)|[0-9*](?![0-9A-Fa-f])))"
)
"""What else cmd.exe makes of percent signs: one of two, and what only a run would tell: the variable of a loop, an
argument, a part of a variable."""
_CARRIED_ON = re.compile(
    r"""\r?\n[ \t]*(?=--?[A-Za-z]|["']?(?:https?://|\{(?=\w*url)\w+\}|<\w*url>|\$\{?(?=\w*url)\w+\}?/))""",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\u00a0]+")
_PLAIN = re.compile(r"[A-Za-z0-9_./:=,?+~-]+")
"""What means itself to every shell."""
_PLAIN_IN_DOUBLE = re.compile(r'[^"\u201c\u201d\u201e\u201f\\`$%!]+')
_PLACEHOLDER = re.compile(r"<[A-Za-z][\w .:/-]{0,60}>")
_PRINTED = re.compile(r"\$\(printf '((?:\\[0-7]{3})+)'\)")
_BRACES = re.compile(r"\{[^\s{}'\"`;|&]{0,200},[^\s{}'\"`;|&]{0,200}\}")
_PARAMETER = re.compile(r"&(?:amp;)?[A-Za-z][\w-]*=")
_REDIRECTION = re.compile(r"(?:[0-9]|&)?(<<<?|>>|>&|<&|>|<)(?:&?[0-9-](?![\w.]))?")
_HERE_STRING = re.compile(r"@(['\"])[ \t]*\r?\n")
_SINGLE, _DOUBLE = "'\u2018\u2019\u201a\u201b", '"\u201c\u201d\u201e\u201f'
_CLOSING_SINGLE = {"'": re.compile("'"), _SINGLE: re.compile(f"[{_SINGLE}]")}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "E": "\x1b"}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|([0-7]{1,3})|(.))", re.DOTALL)
LONGEST = 20_000
"""How many characters a command may have; a quote that is never closed takes no more than that."""
_LONGEST_EXPANSION = 2000
_SHORT = 2
"""How many characters of a word say that it is an option."""
_State: TypeAlias = tuple[int, str]
"""An offset, and in what it stands."""


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
    limit = min(len(text) if end is None else end, start + LONGEST)
    return Stretch(text, start, limit, dialect, closing).command(start)


def in_batch(value: str) -> str:
    """A value as a batch file sets it, with marks for its variables."""
    variable = _VARIABLE["cmd"]

    def read(found: re.Match[str]) -> str:
        name = next(filter(None, found.groups()[:2]), None)
        return reference(name) if name else unread(found[3]) if found[3] else "%"

    return re.sub(f"{variable.pattern}|{_BATCH.pattern}", read, value, flags=re.ASCII)


class Stretch:
    """A part of a text, as one shell reads the commands in it.

    It remembers what it found about the text, for many commands may begin in it that are one and the same behind
    their first words: all of them together take no more time than a few.
    """

    def __init__(self, text: str, start: int, end: int, dialect: Dialect = "sh", closing: str = "") -> None:
        self.text, self.start, self.end = text, start, end
        self.dialect, self.closing = dialect, closing
        self.unclosed: set[_State] = set()
        """States in double quotes that are never closed."""
        self._barren: dict[Callable[[str], bool], set[_State]] = {}
        self._brackets: dict[str, dict[int, int]] = {}

    def command(self, start: int) -> Command:
        """The command that begins at an offset."""
        reader = _Reader(self, start)
        words = tuple(reader.words())
        return Command(words, start, reader.at, tuple(reader.notes), reader.stdin)

    def holds(self, start: int, wanted: Callable[[str], bool]) -> bool:
        """Whether a word of the command that begins at an offset is wanted, besides the first."""
        barren = self._barren.setdefault(wanted, set())
        reader = _Reader(self, start, barren)
        words = reader.words()
        next(words, None)
        if any(wanted(word.value) for word in words):
            return True
        barren.update(reader.been)
        return False

    def bracket(self, opening: int) -> int | None:
        """Where a bracket is closed."""
        kinds = "()" if self.text[opening] == "(" else "{}"
        if kinds not in self._brackets:
            opened: list[int] = []
            pairs = self._brackets[kinds] = {}
            for found in re.compile(f"[{kinds}]").finditer(self.text, self.start, self.end):
                if found[0] == kinds[0]:
                    opened.append(found.start())
                elif opened:
                    pairs[opened.pop()] = found.start()
        return self._brackets[kinds].get(opening)


class _Reader:
    """Reads one command.

    Args:
        barren: states from which on nothing is left that somebody wants to know: there it ends.
    """

    def __init__(self, stretch: Stretch, start: int, barren: set[_State] | None = None) -> None:
        self.stretch, self.at = stretch, start
        self.barren, self.ended = barren, False
        self.been: list[_State] = []
        self.text, self.limit = stretch.text, stretch.end
        self.dialect, self.closing = stretch.dialect, stretch.closing
        self.escape = {"sh": "\\", "powershell": "`", "cmd": "^"}[self.dialect]
        self.notes: list[tuple[int, str]] = []
        self.stdin: str | None = None

    def words(self) -> Iterator[Word]:
        first = True
        while self._to_next_word(first):
            begin, first = self.at, False
            value = self._word()
            if self.dialect != "sh":
                value = value.replace('\\"', '"')  # how a program of Windows takes its arguments apart
            if value == "--%" and self.dialect == "powershell":  # from here on, PowerShell reads as cmd.exe does
                self.dialect, self.escape, self.limit = "cmd", MARK, self._end_of_line(self.at)
            else:
                yield Word(value, begin, self.at)

    def _ends_here(self, state: str) -> bool:
        """Whether nothing is left to be read that is not known yet."""
        if self.barren is not None:
            self.ended = self.ended or (self.at, state) in self.barren
            self.been.append((self.at, state))
        return self.ended

    def _to_next_word(self, first: bool) -> bool:
        while self.at < self.limit and not self._ends_here("between words"):
            begin = self.at
            blanks = _BLANKS.match(self.text, self.at, self.limit)
            if blanks:
                self.at = blanks.end()
                if self.at == self.limit:
                    return False
            char = self.text[self.at]
            found = _CONTINUATION[self.dialect].match(self.text, self.at)
            if found:
                self._continued(found)
            elif not first and (found := _CARRIED_ON.match(self.text, self.at)):
                if all(what != BARE for _, what in self.notes):
                    self.notes.append((begin, BARE))
                self.at = found.end()
            elif char == "#" and self.dialect != "cmd":
                self.at = self._end_of_line(self.at)
                return False
            elif _PLACEHOLDER.match(self.text, self.at):
                return True
            elif not self._redirection():
                return not self._ends(char)
        return False

    def _end_of_line(self, begin: int) -> int:
        end = self.text.find("\n", begin, self.limit)
        return end if end >= 0 else self.limit

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
            blanks = _BLANKS.match(self.text, self.at, self.limit)
            self.at = blanks.end() if blanks else self.at
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
        begin, query = self.at, False
        while self.at < self.limit:
            if self.at - begin > _SHORT and self._ends_here("query" if query else "word"):
                break
            char = self.text[self.at]
            if char in " \t\u00a0" or (self._ends(char) and not self._taken_along(query)):
                break
            plain = _PLAIN.match(self.text, self.at, self.limit)
            if plain:
                self.at = plain.end()
            found.append(plain[0] if plain else self._piece(char))
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
            self._continued(continuation)
            return ""
        placeholder = _PLACEHOLDER.match(self.text, self.at)
        if placeholder:
            self.at = placeholder.end()
            return placeholder[0]
        if self.dialect == "powershell" and (opening := _HERE_STRING.match(self.text, self.at)):
            return self._here_string(opening)
        if self.dialect == "powershell" and char == "(":
            return self._expression()
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
        if self.dialect == "cmd" and (found := _BATCH.match(self.text, self.at)):
            self.at = found.end()
            return unread(found[1]) if found[1] else "%"
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
            closing = self.stretch.bracket(self.at + 1)
            near = closing is not None and closing - self.at <= _LONGEST_EXPANSION
            end = closing + 1 if closing is not None and near else self.at + 2
            written, self.at = self.text[self.at : end], end
            return unread(written)
        if self.dialect == "sh" and after and after in "0123456789@*#?!$":
            self.at += 2
            return unread(f"${after}")
        self.at += 1
        return "$"

    def _open(self, begin: int) -> int:
        """Where a quote ends that is never closed: with its line."""
        self.notes.append((begin, OPEN))
        return self._end_of_line(begin)

    def _quotes(self, char: str, kinds: str) -> str:
        if char == kinds[0]:
            return char
        self.notes.append((self.at, PRETTY))
        return kinds

    def _single(self, char: str) -> str:
        quotes = self._quotes(char, _SINGLE)
        found: list[str] = []
        while True:
            closing = _CLOSING_SINGLE[quotes].search(self.text, self.at + 1, self.limit)
            end = closing.start() if closing else self._open(self.at)
            found.append(self.text[self.at + 1 : end])
            self.at = closing.end() if closing else end
            if self.dialect == "powershell" and closing and self.text[self.at : self.at + 1] == "'":
                found.append("'")
                continue
            return "".join(found)

    def _double(self, char: str) -> str:
        quotes = self._quotes(char, _DOUBLE)
        begin, notes = self.at, len(self.notes)
        self.at += 1
        found: list[str] = []
        been: list[_State] = []
        while self.at < self.limit and (self.at, quotes) not in self.stretch.unclosed:
            if self._ends_here(quotes):
                return "".join(found)
            been.append((self.at, quotes))
            plain = _PLAIN_IN_DOUBLE.match(self.text, self.at, self.limit)
            if plain:
                found.append(plain[0])
                self.at = plain.end()
                continue
            char = self.text[self.at]
            if char in quotes:
                self.at += 1
                if self.dialect == "sh" or self.text[self.at : self.at + 1] != '"':
                    return "".join(found)
                self.at += 1  # twice is once, within
                found.append('"')
            else:
                found.append(self._in_double(char))
        self.stretch.unclosed.update(been)
        del self.notes[notes:]
        self.at = self._open(begin)
        return self.text[begin + 1 : self.at]

    def _expression(self) -> str:
        """Brackets of PowerShell: texts and variables that are added to each other, or what only a run would tell."""
        begin, closing = self.at, self.stretch.bracket(self.at)
        if closing is None or closing - begin > _LONGEST_EXPANSION:
            self.at += 1
            return "("
        found: list[str] = []
        sign = "+"
        self.at += 1
        while self.at < closing and sign == "+":
            char = self._behind_blanks()
            variable = _VARIABLE["powershell"].match(self.text, self.at)
            if char in ("'", '"'):
                found.append(self._single(char) if char == "'" else self._double(char))
            elif variable:
                self.at = variable.end()
                found.append(reference(next(filter(None, variable.groups()))))
            else:
                break
            sign = self._behind_blanks()
            self.at += 1
        if sign == ")":
            return "".join(found)
        self.at = closing + 1
        return unread(self.text[begin : closing + 1])

    def _behind_blanks(self) -> str:
        """The next character that is no blank."""
        blanks = _BLANKS.match(self.text, self.at, self.limit)
        self.at = blanks.end() if blanks else self.at
        return self.text[self.at : self.at + 1]

    def _here_string(self, opening: re.Match[str]) -> str:
        """Lines of PowerShell as they stand; between double quotes with the values of their variables."""
        end = self.text.find(f"\n{opening[1]}@", opening.end() - 1, self.limit)
        if end < 0:
            self.at += 1
            return "@"
        found: list[str] = []
        self.at = opening.end()
        while self.at < end:
            if opening[1] == '"':
                found.append(self._in_double(self.text[self.at]))
            else:
                found.append(self.text[self.at])
                self.at += 1
        self.at = end + len("\n'@")
        return "".join(found).removesuffix("\r")

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
        if char in "$`%!":
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
