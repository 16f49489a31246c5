"""Low latency of a model that does not have it, or did not have it yet.

Problem::

    environments:
      production: {service_date: 2021-12-01}
    requests:
      live: {acoustic_model: null, model: en-US_Multimedia, parameters: {low_latency: true}}

Instead::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live: {acoustic_model: null, model: en-US_Multimedia, parameters: {low_latency: true}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._dates import judged
from ._support import asks, low_latency_since, refused

_NAME = "low_latency"


def check(use: Use) -> Findings:
    """The base model of a request for low latency."""
    base = base_of(use)
    if base.row is None or not asks(_NAME, use) or refused(_NAME, use) != "low latency":
        return
    since = low_latency_since(base.row, use)
    if since == "never":
        message, help_ = f"{base.name} has no low latency", "take it out, or choose a model that has it"
    else:
        message = f"{base.name} had no low latency on {judged(use)}"
        help_ = f"it has it since {since}; take it out, or declare a later `service_date`"
    yield Finding(
        use.at("parameters", _NAME),
        message,
        help_,
        on="key",
        related=(Related(base.path, "the base model is named here"),),
    )


RULE = Rule(
    code="STT515",
    severity=Severity.ERROR,
    title="Model without low latency",
    effect="Status 400: `low_latency is not a supported feature for model ...`.",
    sources=("interim.md@2026-06-30", "models-ng.md@2026-06-30", "release-notes-data.md@2026-06-30"),
    use=check,
)
