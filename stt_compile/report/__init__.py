"""Formats of a report: one file each, and the folder is the registry."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

from .. import registry
from ..compile import Compilation
from ..diagnostics import Diagnostic, Severity, order
from ..source import Source, Span


@dataclass(frozen=True)
class Report:
    """What there is to say about some profiles, in order, each finding once."""

    profiles: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    ignored: tuple[Diagnostic, ...]
    """What comments silence; nothing where it was not asked for."""
    hidden: frozenset[Span]
    """What may be a secret: no format may show it."""
    fixed: tuple[Diagnostic, ...] = ()
    """What has been put right, at the places where it stood. The findings are those that are left."""

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(found.severity is severity for found in self.findings)


Reporter: TypeAlias = Callable[[Report, bool], str]
"""Lays a report out; the flag asks for colour."""


def gather(compilations: Sequence[Compilation], show_ignored: bool = False, fixed: Sequence[Diagnostic] = ()) -> Report:
    """The report of some compilations; what several profiles extend is reported once."""
    return Report(
        tuple(compilation.name for compilation in compilations),
        _unique((compilation, compilation.diagnostics) for compilation in compilations),
        _unique((compilation, compilation.ignored) for compilation in compilations) if show_ignored else (),
        frozenset[Span]().union(*(compilation.hidden for compilation in compilations)),
        tuple(fixed),
    )


def _unique(lists: Iterable[tuple[Compilation, Sequence[Diagnostic]]]) -> tuple[Diagnostic, ...]:
    found: dict[tuple[object, ...], Diagnostic] = {}
    for compilation, diagnostics in lists:
        for diagnostic in diagnostics:
            span = diagnostic.span
            place = (_file(span.source), span.start, span.end) if span else (compilation.name, *diagnostic.path)
            found.setdefault((diagnostic.code, place, diagnostic.message), diagnostic)
    return tuple(sorted(found.values(), key=order))


@lru_cache(maxsize=4096)
def _file(source: Source) -> str:
    """Which file a source is, however it was named."""
    return os.path.realpath(source.path) if source.path else source.name


def names() -> list[str]:
    """The formats, sorted; listing them imports none."""
    return registry.names("report")


def load(name: str) -> Reporter:
    """The reporter of a format."""
    return cast(Reporter, importlib.import_module(f"{__name__}.{name}").render)
