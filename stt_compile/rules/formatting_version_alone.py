"""A version of smart formatting, and no smart formatting.

Redaction turns smart formatting on by itself.

Problem::

    environments:
      production: {service_date: 2024-01-15}
    requests:
      live: {acoustic_model: null, model: en-US_Telephony, parameters: {smart_formatting_version: 2}}

Instead::

    environments:
      production: {service_date: 2024-01-15}
    requests:
      live:
        acoustic_model: null
        model: en-US_Telephony
        parameters: {smart_formatting: true, smart_formatting_version: 2}
"""

from __future__ import annotations

from ..diagnostics import Severity
from ..profile import Use
from . import Findings, Rule
from ._support import missing_partners, partner_finding, works

_NAME = "smart_formatting_version"


def check(use: Use) -> Findings:
    """Whether a request with a version has smart formatting."""
    if works(_NAME, use) and (missing := missing_partners(_NAME, use)):
        yield partner_finding(_NAME, missing, use)


RULE = Rule(
    code="STT507",
    severity=Severity.ERROR,
    title="Version of smart formatting without smart formatting",
    effect="Not documented; the documentation demands both.",
    sources=("formatting.md@2026-06-30", "summary.md@2026-06-30"),
    use=check,
)
