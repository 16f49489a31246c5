"""Interim results, which version 2 of smart formatting switches off.

Problem::

    environments:
      production: {service_date: 2024-01-15}
    requests:
      live:
        acoustic_model: null
        model: en-US_Telephony
        parameters: {interim_results: true, low_latency: true, smart_formatting: true, smart_formatting_version: 2}

Instead::

    environments:
      production: {service_date: 2024-01-15}
    requests:
      live:
        acoustic_model: null
        model: en-US_Telephony
        parameters: {interim_results: true, low_latency: true, smart_formatting: true}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import newer_formatting, works

_NAME, _VERSION = "interim_results", "smart_formatting_version"


def check(use: Use) -> Findings:
    """Whether a request asks for both; where redaction switches them off, that is another finding."""
    if works(_NAME, use) and newer_formatting(use) and not works("redaction", use):
        yield Finding(
            use.at("parameters", _NAME),
            f"`{_VERSION}: {use.parameters[_VERSION]}` switches `{_NAME}` off",
            f"take out either `{_NAME}` or `{_VERSION}`",
            on="key",
            related=(Related(use.at("parameters", _VERSION), "the version is asked for here"),),
        )


RULE = Rule(
    code="STT518",
    severity=Severity.WARNING,
    title="Interim results with version 2 of smart formatting",
    effect="The service disables interim results.",
    sources=("summary.md@2026-06-30",),
    use=check,
)
