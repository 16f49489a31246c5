"""Interim results of a large model.

Problem::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: en-US, parameters: {interim_results: true}}

Instead::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: en-US}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import both_sides, disputes, interim

_NAME = "interim_results"


def check(use: Use) -> Findings:
    """Whether a request asks a large model for interim results."""
    base = base_of(use).row
    if base is None or base.generation != "large" or not interim(use):
        return
    for dispute in disputes(_NAME, use):
        yield Finding(
            use.at("parameters", _NAME),
            f"the sources disagree whether large models like {base.name} give `{_NAME}`",
            f"{both_sides(dispute)}; try it before you rely on it",
            on="key",
        )


RULE = Rule(
    code="STT514",
    severity=Severity.WARNING,
    title="Interim results of a large model",
    effect="By two pages the service sends final results only.",
    sources=(
        "summary.md@2026-06-30",
        "features.md@2026-06-30",
        "interim.md@2026-06-30",
        "release-notes.md@2026-06-30 (25 November 2025)",
    ),
    use=check,
)
