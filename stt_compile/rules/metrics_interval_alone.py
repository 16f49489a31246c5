"""An interval for reports on processing that nobody asks for.

Problem::

    requests:
      live: {parameters: {processing_metrics_interval: 0.5}}

Instead::

    requests:
      live: {parameters: {processing_metrics: true, processing_metrics_interval: 0.5}}
"""

from __future__ import annotations

from ..diagnostics import Severity
from ..profile import Use
from . import Findings, Rule
from ._support import missing_partners, partner_finding, works

_NAME = "processing_metrics_interval"


def check(use: Use) -> Findings:
    """Whether a request with an interval asks for reports."""
    if works(_NAME, use) and (missing := missing_partners(_NAME, use)):
        yield partner_finding(_NAME, missing, use)


RULE = Rule(
    code="STT506",
    severity=Severity.ERROR,
    title="Interval without processing metrics",
    effect="Ignored.",
    sources=("metrics.md@2026-06-30",),
    use=check,
)
