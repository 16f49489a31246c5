"""A page while it is read: its text, what of it is read already, and what its script sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..source import Source
from .findings import Place
from .shell import Dialect

DIALECTS: Mapping[str, Dialect] = {".ps1": "powershell", ".psm1": "powershell", ".bat": "cmd", ".cmd": "cmd"}
"""The shells that names of files say, besides sh."""


@dataclass
class Page:
    """A source, as far as it is read."""

    source: Source
    text: str = ""
    taken: list[tuple[int, int]] = field(default_factory=list)
    settings: list[tuple[int, str, str]] = field(default_factory=list)
    credentials: frozenset[str] = frozenset()
    """The variables that stand where secrets stand."""
    given: frozenset[str] = frozenset()
    """The variables that the script itself sets, now or later."""
    script: bool = False
    loops: tuple[tuple[int, int], ...] = ()
    """What is run many times: only the outermost of what stands in one another."""

    def place(self, offset: int) -> Place:
        """Where an offset stands, for findings."""
        return Place(self.source, offset)

    def rest(self) -> str:
        """The text without what has been read already; offsets stay."""
        found, end = [], 0
        for start, stop in sorted(self.taken):
            if start >= end:
                lines = self.text[start:stop].split("\n")
                found += [self.text[end:start], "\n".join(" " * len(line) for line in lines)]
                end = stop
        return "".join([*found, self.text[end:]])
