"""Interim results with speaker labels, of a previous-generation model.

A known limitation: the last speaker label comes twice, the second time with `final: true`.

Problem::

    requests:
      live: {parameters: {interim_results: true, speaker_labels: true}}

Instead::

    requests:
      live: {parameters: {speaker_labels: true}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import interim, works

_NAME = "speaker_labels"


def check(use: Use) -> Findings:
    """Whether a request asks for both."""
    base = base_of(use).row
    if base and base.generation == "previous" and works(_NAME, use) and interim(use):
        yield Finding(
            use.at("parameters", _NAME),
            "with `interim_results` the last speaker label comes twice",
            "let the reader take the one with `final: true`, or take out one of the two",
            on="key",
            related=(Related(use.at("parameters", "interim_results"), "interim results are asked for here"),),
        )


RULE = Rule(
    code="STT526",
    severity=Severity.WARNING,
    title="Speaker labels with interim results",
    effect="The service sends the last speaker label twice, the second time with `final` true.",
    sources=("known-limitations.md@2026-06-30",),
    use=check,
)
