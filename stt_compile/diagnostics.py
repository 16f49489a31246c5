"""What is wrong, where, and what to do about it.

A rule speaks of key paths (`Finding`); `place` is the only bridge from there to lines (`Diagnostic`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, NamedTuple, TypeAlias

from .source import Span
from .tree import KeyPath, Scalar


class Severity(str, Enum):
    """Error: the request cannot work, or part of it is certainly ignored. Warning: it may not do what is expected."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Related:
    """Another place that explains a finding."""

    path: KeyPath
    message: str
    on: Literal["key", "value"] = "value"


# What follows are tuples, not dataclasses: they take a tenth of the time to define, and most runs make none of them.


class Rename(NamedTuple):
    """A key gets another name."""

    path: KeyPath
    to: str


class Replace(NamedTuple):
    """A value becomes another one."""

    path: KeyPath
    value: Scalar | tuple[Scalar, ...]


class Move(NamedTuple):
    """A key goes, with its value, to where it belongs."""

    path: KeyPath
    to: KeyPath
    """The last step may be another name than it has."""


class Add(NamedTuple):
    """A key with a value, right behind one that is there."""

    behind: KeyPath
    key: str
    value: Scalar


Step: TypeAlias = Rename | Replace | Move | Add


class Repair(NamedTuple):
    """What would certainly mend a finding, by paths of keys."""

    description: str
    """One line, in the imperative."""
    steps: tuple[Step, ...]


def instead(path: KeyPath, value: str, better: Scalar) -> Repair | None:
    """The repair that writes a name as it was meant; nothing where that is not known."""
    return Repair(f"write `{better}` instead of `{value}`", (Replace(path, better),)) if better is not None else None


@dataclass(frozen=True)
class Finding:
    """What a rule says: a path of keys, never a line."""

    path: KeyPath
    """Where, from the root of the tree that the rule was given."""
    message: str
    help: str
    """One line: what to do about it."""
    on: Literal["key", "value"] = "value"
    related: tuple[Related, ...] = ()
    repair: Repair | None = None
    """Only where the author can have meant nothing else."""


class Edit(NamedTuple):
    """A stretch of a text, and what shall stand there instead."""

    span: Span
    text: str

    def __repr__(self) -> str:
        """Without the text: it repeats what the author wrote, which no log should show."""
        return f"Edit({self.span!r})"


class Fix(NamedTuple):
    """What would certainly mend a finding, as edits of one text, in its order; they do not overlap."""

    description: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Note:
    """A related place, as lines and columns know it."""

    span: Span
    message: str


@dataclass(frozen=True)
class Diagnostic:
    """A finding at its place."""

    code: str
    """`STT` and three digits; a published code keeps its meaning."""
    severity: Severity
    message: str
    help: str
    span: Span | None
    """None where the profile was made from Python data; then `path` says where."""
    path: KeyPath
    related: tuple[Note, ...] = ()
    scope: str = ""
    """Which of the requests it is about, where its place does not say so."""
    touches: frozenset[Span] = frozenset()
    """Values that cannot be used because of it."""
    fix: Fix | None = None


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """The order of a report: by file, place, code; the same on every run."""
    span = diagnostic.span
    if span is None:
        return ("", 0, 0, diagnostic.code, ".".join(map(str, diagnostic.path)), diagnostic.message)
    return (span.source.name, span.start, span.end, diagnostic.code, "", diagnostic.message)
