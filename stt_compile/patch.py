"""The difference of two contents of a file, as a patch."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Collection, Iterable, Sequence

from .quoting import patch as quoting
from .source import Source, Span

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Only this ends a line of a patch; a carriage return belongs to what it says of the line."""
_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@$")
_LEFT_OUT = "\0"
"""Stands for a character that may be a secret's; no profile holds it."""


def unified(name: str, old: bytes, new: bytes) -> str:
    """A patch that `git apply` and `patch -p1` take in the working directory; empty where nothing differs."""
    return _patch(name, _decoded(old), _decoded(new))


def betrayed(name: str, texts: Sequence[tuple[bytes, Source, Collection[Span]]]) -> int | None:
    """The first line of which the patch of two texts would show a secret.

    Args:
        texts: each as it is, as it was read, and with the places of all that may be a secret.
    """
    pair = [_decoded(data) for data, _, _ in texts]
    without = [
        _without(text, [span for span in hidden if span.source is source])
        for text, (_, source, hidden) in zip(pair, texts)
    ]
    patch = _patch(name, *without)
    return _first(patch) if patch != _patch(name, *pair) else None


def _first(patch: str) -> int:
    """The number of the first line of a patch in which something is left out."""
    numbers = {"-": 0, "+": 0}
    for line in patch.split("\n")[2:]:
        hunk = _HUNK.match(line)
        if hunk:
            numbers = {"-": int(hunk[1]), "+": int(hunk[2])}
            continue
        if _LEFT_OUT in line:
            return numbers["+" if line[0] == "+" else "-"]
        for side in numbers:
            numbers[side] += line[:1] in (side, " ")
    return 1


def _without(text: str, spans: Iterable[Span]) -> str:
    """A text without some places, but with their line ends."""
    mark = text.startswith("\ufeff")  # a source is without it
    chars = list(text)
    for span in spans:
        for index in range(span.start + mark, span.end + mark):
            chars[index] = _LEFT_OUT if chars[index] != "\n" else "\n"
    return "".join(chars)


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _patch(name: str, old: str, new: str) -> str:
    before, after = _LINE.findall(old), _LINE.findall(new)
    path = _path(name)
    lines = list(difflib.unified_diff(before, after, "a", "b"))
    if lines:
        lines[:2] = [f"--- {quoting.header('a', path)}\n", f"+++ {quoting.header('b', path)}\n"]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _path(name: str) -> str:
    """What a patch calls a file: its place below the working directory, where links lead; else the name that it has."""
    here, file = os.getcwd(), os.path.realpath(name)
    below = os.path.commonpath([here, file]) == here
    return (os.path.relpath(file, here) if below else os.path.normpath(name)).replace(os.sep, "/")
