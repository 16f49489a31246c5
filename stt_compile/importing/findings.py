"""What is to say about an import: a kind, a place in what was read, a message and one line of help."""

from __future__ import annotations

from dataclasses import dataclass
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
]
"""`credential`: a secret stood there, and only its name is written. `placeholder`: a variable takes its place.
`modernised`: the form of today. `corrected`: a certain mistake. `assumed`: nothing said it. `respelt`: the same request
in other characters. `kept`: written as it stands, under `extra` or as a comment. `left out`: only a comment is left."""


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

    def __str__(self) -> str:
        return f"{self.place.position}: {self.kind}: {one_line(self.message)}\n     = help: {one_line(self.help)}"
