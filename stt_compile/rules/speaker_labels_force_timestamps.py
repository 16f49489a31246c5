"""No timestamps, where speaker labels bring them.

Problem::

    requests:
      live: {parameters: {speaker_labels: true, timestamps: false}}

Instead::

    requests:
      live: {parameters: {speaker_labels: true}}
"""

from __future__ import annotations

from ..catalog.parameters import FORCES
from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import works

_NAME = "speaker_labels"


def check(use: Use) -> Findings:
    """Whether a request with speaker labels forbids what they need."""
    forced = FORCES[_NAME]
    if use.parameters.get(forced) is False and works(_NAME, use):
        yield Finding(
            use.at("parameters", forced),
            f"`{_NAME}: true` turns `{forced}` on",
            f"take `{forced}: false` out; the labels refer to the times",
            related=(Related(use.at("parameters", _NAME), "speaker labels are asked for here"),),
        )


RULE = Rule(
    code="STT512",
    severity=Severity.WARNING,
    title="Timestamps come with speaker labels",
    effect="Silently overridden.",
    sources=("speakers.md@2026-06-30", "summary.md@2020-07-04"),
    use=check,
)
