"""Text with places: the offsets that every later step points at."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, eq=False)
class Source:
    """One text as it was read. Two sources are the same only if they are one object."""

    name: str
    """What people call it: the path as they gave it, or `<stdin>`."""
    text: str = field(repr=False)
    """The text, without a byte order mark; it may hold a secret, which no log should show."""
    path: Path | None = field(default=None)
    """The file it was read from; None for standard input without a name."""

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_bounds(self, line: int) -> tuple[int, int]:
        """Offsets of a line (from 1), without its line end."""
        start = self._starts[line - 1]
        end = _LINE_END.search(self.text, start)
        return start, end.start() if end else len(self.text)


@dataclass(frozen=True)
class Span:
    """A stretch of a source: offsets in code points, the end not included."""

    source: Source
    start: int
    end: int

    @property
    def position(self) -> tuple[int, int]:
        """Line and column of the start, from 1."""
        return self.source.position(self.start)

    @property
    def end_position(self) -> tuple[int, int]:
        """Line and column just behind the end, from 1."""
        return self.source.position(self.end)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]
