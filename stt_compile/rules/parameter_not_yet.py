"""A parameter that did not exist on the day that the profile is judged by.

Problem::

    requests:
      live: {acoustic_model: null, model: en-US_Telephony, parameters: {character_insertion_bias: 0.1}}
    environments:
      production: {service_date: 2022-01-01}

Instead::

    requests:
      live: {acoustic_model: null, model: en-US_Telephony, parameters: {character_insertion_bias: 0.1}}
    environments:
      production: {service_date: 2022-06-01}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._dates import begins, judged, said, standing


def check(use: Use) -> Findings:
    """All parameters that a use says."""
    for row, path in said(use):
        if standing(row, use) == "not yet":
            yield Finding(
                path,
                f"`{row.name}` did not exist here on {judged(use)}",
                f"it exists since {begins(row, use)}; take it out, or declare a later `service_date`",
                on="key",
            )


RULE = Rule(
    code="STT804",
    severity=Severity.ERROR,
    title="Parameter that did not exist yet",
    effect="Ignored; the result has `warnings`.",
    sources=("release-notes.md@2026-06-30", "release-notes-data.md@2026-06-30"),
    use=check,
)
