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
from ..diagnostics import Finding, Severity
from ..profile import Use
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
            )


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
