"""A parameter that the service has withdrawn.

Problem::

    requests:
      live: {parameters: {continuous: true}}

Instead::

    requests:
      live: {parameters: {timestamps: true}}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Parameter
from ..diagnostics import Finding, Move, Repair, Severity
from ..names import says
from ..profile import Use
from ..tree import KeyPath
from . import Findings, Rule
from ._dates import ends, judged, said, standing


def check(use: Use) -> Findings:
    """All parameters that a use says."""
    for row, path in said(use):
        if standing(row, use) == "withdrawn":
            yield Finding(
                path,
                f"`{row.name}` was withdrawn on {ends(row, use)}; judged as of {judged(use)}",
                _help(row),
                on="key",
                repair=_repair(row, path, use),
            )


def _repair(row: Parameter, path: KeyPath, use: Use) -> Repair | None:
    """A new name for the same; not where the successor's key takes another value."""
    successor = PARAMETERS.get(row.replaced_by or "")
    if successor is None or successor.key is None or not says(successor.name, successor.key.rpartition(".")[2]):
        return None
    to = use.at(*successor.key.split("."))
    if use.tree.get(*to):
        return None
    return Repair(f"write `{row.name}` as `{successor.key}`", (Move(path, to),))


def _help(row: Parameter) -> str:
    if row.replaced_by is None:
        return "take it out; nothing replaces it"
    successor = PARAMETERS.get(row.replaced_by)
    return f"`{row.replaced_by}` replaces it; a profile says it as `{successor.key if successor else row.replaced_by}`"


RULE = Rule(
    code="STT805",
    severity=Severity.ERROR,
    title="Withdrawn parameter",
    effect="Ignored; the result has the warning `Unknown arguments`.",
    sources=("release-notes.md@2026-06-30",),
    use=check,
)
