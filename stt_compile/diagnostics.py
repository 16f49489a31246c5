"""What is wrong, where, and what to do about it.

A rule speaks of key paths (`Finding`); `place` is the only bridge from there to lines (`Diagnostic`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from .source import Span
from .tree import KeyPath


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


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """The order of a report: by file, place, code; the same on every run."""
    span = diagnostic.span
    if span is None:
        return ("", 0, 0, diagnostic.code, ".".join(map(str, diagnostic.path)), diagnostic.message)
    return (span.source.name, span.start, span.end, diagnostic.code, "", diagnostic.message)
