"""Interim results of a next-generation model, without low latency.

One page demands low latency besides, others do not.

Problem::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live: {acoustic_model: null, model: en-US_Telephony, parameters: {interim_results: true}}

Instead::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live:
        acoustic_model: null
        model: en-US_Telephony
        parameters: {interim_results: true, low_latency: true}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import both_sides, disputes, gives, interim, low_latency_since

_NAME, _PARTNER = "interim_results", "low_latency"


def check(use: Use) -> Findings:
    """Whether a request for interim results asks for low latency."""
    base = base_of(use).row
    if base is None or base.generation != "next" or not interim(use) or gives(_PARTNER, True, use):
        return
    advice = f"add `{_PARTNER}: true`" if low_latency_since(base, use) is None else "choose another model"
    written = use.has("parameters", _PARTNER)
    for dispute in disputes(_NAME, use):
        yield Finding(
            use.at("parameters", _NAME),
            f"the sources disagree whether `{_NAME}` works here without `{_PARTNER}`",
            f"{both_sides(dispute)}; to be sure, {advice}",
            on="key",
            related=(Related(use.at("parameters", _PARTNER), f"`{_PARTNER}` is off"),) if written else (),
        )


RULE = Rule(
    code="STT513",
    severity=Severity.WARNING,
    title="Interim results without low latency",
    effect="By one page the service sends final results only.",
    sources=("summary.md@2026-06-30", "websockets.md@2026-06-30", "interim.md@2026-06-30"),
    use=check,
)
