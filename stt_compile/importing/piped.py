"""Options of curl that PowerShell pipes into it, one a line, so that nobody reads them among its arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .pieces import reference
from .shell import Command, Word

_STRING = r"'(?:[^'\n]|'')*'"
_ITEM = rf"(?:\((?:{_STRING}|\$env:\w+)(?:[ ]\+[ ](?:{_STRING}|\$env:\w+))*\)|{_STRING})"
_BEGIN = re.compile(r"(?:^|\n|\()[ \t]*(?=['(])")
_ITEMS = re.compile(rf"{_ITEM}(?:,\s*{_ITEM})*", re.ASCII)
_PIPE = re.compile(r"\s*\|\s*&?[ ]?\Z")
_PIECE = re.compile(rf"(?P<string>{_STRING})|\$env:(?P<name>\w+)", re.ASCII)
_LINE = re.compile(r'\s*-{0,2}(?P<name>[\w-]+)(?:\s*[=:]\s*|\s+)"(?P<value>(?:\\.|[^"\\])*)"\s*\Z', re.DOTALL)
_REACH = 8000
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v"}


def with_options(command: Command, text: str, after: int = 0) -> Command:
    """A command that reads options from standard input, with the options that the text before it pipes there.

    Args:
        after: where that text begins: with the end of another command.
    """
    values = [word.value for word in command.words]
    at = next((index for index, value in enumerate(values[:-1]) if value in ("-K", "--config")), None)
    if at is None or values[at + 1] != "-":
        return command
    items = _items(text, max(after, command.start - _REACH), command.start)
    if not items:
        return command
    options = [word for item in items for word in _option(item, command.start)]
    return replace(command, words=(*command.words[:at], *options, *command.words[at + 2 :]))


def _items(text: str, begin: int, end: int) -> list[str]:
    """The items of a list that is piped into what begins at an offset."""
    failed = begin
    for found in _BEGIN.finditer(text, begin, end):
        items = _ITEMS.match(text, found.end(), end) if found.end() >= failed else None
        if items and _PIPE.match(text, items.end(), end):
            return re.findall(_ITEM, items[0], re.ASCII)
        failed = items.end() if items else failed  # what begins amid these items goes no further
    return []


def _option(item: str, offset: int) -> Iterator[Word]:
    line = "".join(
        reference(piece["name"]) if piece["name"] else piece["string"][1:-1].replace("''", "'")
        for piece in _PIECE.finditer(item)
    )
    found = _LINE.match(line)
    if found:
        value = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), found["value"], flags=re.DOTALL)
        yield Word(f"--{found['name']}", offset, offset)
        yield Word(value, offset, offset)
