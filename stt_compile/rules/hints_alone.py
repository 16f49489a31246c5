"""Hints without the smart formatting that they are for, or `strict` without a hint to be strict about.

Hints belong to the newer engine: smart formatting must be on, and its version must be 2.

Problem::

    environments:
      production: {service_date: null}
    requests:
      live: {interface: sync-http, acoustic_model: null, model: en-US, parameters: {hints: [date]}}

Instead::

    environments:
      production: {service_date: null}
    requests:
      live:
        interface: sync-http
        acoustic_model: null
        model: en-US
        parameters: {hints: [date], smart_formatting: true, smart_formatting_version: 2}
"""

from __future__ import annotations

from ..catalog.parameters import HINT_MODIFIERS, REQUIRES
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import asks, missing_partners, partner_finding, works

_NAME, _VERSION = "hints", "smart_formatting_version"


def check(use: Use) -> Findings:
    """Whether a request with hints has what they need."""
    hints = use.parameters.get(_NAME)
    if not hints or not works(_NAME, use):
        return
    missing = missing_partners(_NAME, use)
    if asks(_VERSION, use):
        missing = [name for name in missing if name not in REQUIRES[_VERSION]]  # which is a finding already
    if missing:
        yield partner_finding(_NAME, missing, use)
    if all(hint in HINT_MODIFIERS for hint in hints):
        yield Finding(
            use.at("parameters", _NAME, 0),
            f"`{hints[0]}` is no hint of its own",
            f"add a hint, for example `[date, {hints[0]}]`, or take it out",
        )


RULE = Rule(
    code="STT508",
    severity=Severity.ERROR,
    title="Hints without what they need",
    effect="Not documented; the documentation demands smart formatting, version 2.",
    sources=("hints-parameter.md@2026-06-30",),
    use=check,
)
