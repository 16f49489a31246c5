"""Commands that stand within something else: in strings of JSON or of a program, in a page of HTML.

Both have signs of their own for quotes and the like. They are read, and everything behind this module sees commands as
a terminal would; places stay those of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath

from ..source import Source
from .endpoints import is_recognition
from .shell import LONGEST

_OTHER_QUOTES = (".ps1", ".psm1", ".bat", ".cmd")
_STRING = re.compile(
    r"""(?<![\\\w"'])[fru]?(\"{3}|'{3}|["'])(?=(?:[\w./-]{0,99}/)?curl(?:\.exe)?[ \t]|\{\s{0,9}\\["']action\\["'])"""
)
_ARGUMENTS = re.compile(r"""\[\s{0,99}(?=(["'])curl(?:\.exe)?\1\s{0,99},)""")
_ARGUMENT = re.compile(r"""f?(?:"((?:[^"\\\n]|\\.){0,4000})"|'((?:[^'\\\n]|\\.){0,4000})')\s{0,99}(?:,\s{0,99})?""")
_ESCAPE = re.compile(r"""\\(?:(["'\\/$`ntr])|u(00[2-7][0-9A-Fa-f]))""")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_REGION = re.compile(r"<(/?)(pre|code)\b[^<>\n]{0,200}>", re.IGNORECASE)
_MARKUP = re.compile(
    r"""(?i)&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});
    | </?(?:a|b|br|code|em|font|i|kbd|mark|samp|small|span|strong|tt|u|var|wbr)(?:\s[^<>]{0,500})?/?>""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Change:
    """What stands somewhere in a source, and what is read there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False, kw_only=True)
class _Unwrapped(Source):
    """A text whose offsets lead to the places of what it was made of."""

    origin: Source
    starts: Sequence[int]
    """Where stretches begin that are as they were."""
    origins: Sequence[int]
    """Where the same stretches begin in what this was made of."""

    def position(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.starts, offset) - 1
        return self.origin.position(self.origins[index] + offset - self.starts[index])


def unwrapped(source: Source) -> Source:
    """A source with the commands in it as a terminal would be given them."""
    for find in (_markup, _arguments, _strings):
        changes = list(find(source))
        if changes:
            source = _changed(source, changes)
    return source


def _changed(source: Source, changes: Sequence[_Change]) -> Source:
    pieces: list[str] = []
    starts, origins, length, end = [0], [0], 0, 0
    for change in changes:
        pieces += [source.text[end : change.start], change.text]
        length += change.start - end + len(change.text)
        end = change.end
        starts.append(length)
        origins.append(end)
    pieces.append(source.text[end:])
    return _Unwrapped(source.name, "".join(pieces), source.path, origin=source, starts=starts, origins=origins)


def _markup(source: Source) -> Iterator[_Change]:
    """What HTML writes otherwise, where it shows commands: in the whole of a page, or in a block that another has."""
    if PurePath(source.name).suffix.lower() in (".html", ".htm"):
        yield from _plain(source.text, 0, len(source.text))
        return
    opened: re.Match[str] | None = None
    for tag in _REGION.finditer(source.text):
        same = opened is not None and opened[2].lower() == tag[2].lower()
        if tag[1]:
            if opened and same and "curl" in source.text[opened.end() : tag.start()]:
                yield from _plain(source.text, opened.end(), tag.start())
            opened = None if same else opened
        elif opened is None or same or tag.start() - opened.end() > LONGEST:
            opened = tag


def _plain(text: str, begin: int, end: int) -> Iterator[_Change]:
    for found in _MARKUP.finditer(text, begin, end):
        if found[0].startswith("&"):
            yield _Change(found.start(), found.end(), unescape(found[0]))
        elif found[0].lower().startswith("<br"):
            yield _Change(found.start(), found.end(), "\n")
        elif not _REGION.match(found[0]):
            yield _Change(found.start(), found.end(), "")


def _arguments(source: Source) -> Iterator[_Change]:
    """A list of words, which nobody expands, as words in single quotes."""
    for found in _ARGUMENTS.finditer(source.text):
        words = []
        at = found.end()
        while word := _ARGUMENT.match(source.text, at):
            words.append(word.span(1 if word[1] is not None else 2))
            at = word.end()
        if source.text[at : at + 1] != "]" or not any(is_recognition(source.text[slice(*word)]) for word in words):
            continue
        end, between = found.start(), "\n"
        for begin, stop in words:
            yield _Change(end, begin, between + "'")
            for sign in re.compile(rf"'|{_ESCAPE.pattern}").finditer(source.text, begin, stop):
                plain = sign[0] if sign[0] == "'" else _escaped(sign)
                yield _Change(sign.start(), sign.end(), plain.replace("'", "'\\''"))
            end, between = stop, "' "
        yield _Change(end, at + 1, "'\n")


def _strings(source: Source) -> Iterator[_Change]:
    """The quotes around a command, which begin and end a line then, and the escapes within."""
    if PurePath(source.name).suffix.lower() in _OTHER_QUOTES:
        return
    end = 0
    for found in _STRING.finditer(source.text):
        if found.start() < end:
            continue
        begin, quote = found.end(), found[1]
        stop = _closed(source.text, begin, quote)
        if stop is None or not _is_call(source.text[begin:stop]):
            continue
        end = stop + len(quote)
        yield _Change(found.start(), begin, "\n")
        for escape in _ESCAPE.finditer(source.text, begin, stop):
            if "'" not in quote or escape[1] == "'":  # in single quotes a shell reads the others later
                yield _Change(escape.start(), escape.end(), _escaped(escape))
        yield _Change(stop, end, "\n")


def _escaped(escape: re.Match[str]) -> str:
    return chr(int(escape[2], 16)) if escape[2] else _ESCAPES.get(escape[1], escape[1])


def _is_call(text: str) -> bool:
    """Whether a string is worth it: a start message, or a command that has speech recognised."""
    return text.startswith("{") or any(map(is_recognition, re.split(r"[\s\"'\\]", text)))


def _closed(text: str, begin: int, quote: str) -> int | None:
    """Where a string ends."""
    limit = min(len(text), begin + LONGEST)
    for sign in re.compile(rf"\\.|{quote}", re.DOTALL).finditer(text, begin, limit):
        if sign[0] == quote:
            return sign.start()
    return None
