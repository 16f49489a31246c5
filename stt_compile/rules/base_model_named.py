"""A request that names no base model, directly or by a custom model.

The service then takes its default, and which one that is depends on the day, the platform and, on installations, on
how it was set up; the sources contradict each other about today's.

Problem::

    requests:
      live: {acoustic_model: null}

Instead::

    requests:
      live: {acoustic_model: null, model: en-US_BroadbandModel}
"""

from __future__ import annotations

from ..catalog.models import DEFAULT_MODEL, PREVIOUS_GENERATION_END
from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule


def check(use: Use) -> Findings:
    """Whether anything names the base model."""
    keys = ("model", "acoustic_model", "language_model")
    if any(use.has(key) or use.has_lost(key) for key in keys) or base_of(use).written:
        return
    yield Finding(
        use.at(),
        "nothing names the base model: the service would take its default",
        f"add `model`; models-use.md calls {DEFAULT_MODEL} the default, "
        f"release-notes.md discontinued since {PREVIOUS_GENERATION_END}",
        on="key",
    )


RULE = Rule(
    code="STT403",
    severity=Severity.WARNING,
    title="No base model",
    effect="The service transcribes with its default model, whatever the language of the audio.",
    sources=("models-use.md@2026-06-30", "release-notes.md@2026-06-30 (15 February 2023)"),
    use=check,
)
