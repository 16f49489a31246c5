"""What is to say about an import: a kind, a place in what was read, a message and one line of help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..names import one_line, printable
from ..source import Source

Kind: TypeAlias = Literal[
    "credential",
    "placeholder",
    "modernised",
    "corrected",
    "assumed",
    "respelt",
    "kept",
    "left out",
    "mistake",
]
"""`credential`: a secret stood there, and only its name is written. `placeholder`: a variable takes its place.
`modernised`: the form of today. `corrected`: a certain mistake. `assumed`: nothing said it. `respelt`: the same request
in other characters. `kept`: written as it stands, under `extra` or as a comment. `left out`: only a comment is left.
`mistake`: `check` refuses the request that was made of it."""


@dataclass(frozen=True)
class Place:
    """Where something was read."""

    source: Source
    offset: int

    @property
    def line(self) -> str:
        """File and line, for a comment."""
        return f"{printable(self.source.name)}:{self.source.position(self.offset)[0]}"

    @property
    def position(self) -> str:
        """File, line and column."""
        line, column = self.source.position(self.offset)
        return f"{printable(self.source.name)}:{line}:{column}"


@dataclass(frozen=True)
class Finding:
    """Something that the reader of a profile should know; its words hold no value that may be a secret."""

    kind: Kind
    place: Place
    message: str
    help: str
    about: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """Which pieces of what is sent it explains; `comparison` names them."""

    def __str__(self) -> str:
        return f"{self.place.position}: {self.kind}: {one_line(self.message)}\n     = help: {one_line(self.help)}"


def told(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings for people: what is said of many places is said once, at the first one, and names the others."""
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.kind, finding.message, finding.help), []).append(finding)
    for first, *others in places.values():
        also = ", ".join(finding.place.position for finding in others)
        yield f"{first}\n     = also: {also}" if also else str(first)
