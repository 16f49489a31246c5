"""A parameter of which the sources disagree whether models of this generation take it.

Problem::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: en-US, parameters: {character_insertion_bias: -0.2}}

Instead::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: en-US_Telephony, parameters: {character_insertion_bias: -0.2}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import both_sides, disputes, forced_by, works

_OTHERS = ("interim_results",)
"""What has rules of its own."""


def check(use: Use) -> Findings:
    """The parameters of a request, against what is said of its base model."""
    for name in use.parameters:
        if name in _OTHERS or not works(name, use) or forced_by(name, use):
            continue
        for dispute in disputes(name, use):
            if not dispute.agreed and not dispute.by_model:
                yield Finding(
                    use.at("parameters", name),
                    f"the sources disagree whether {base_of(use).name} takes `{name}`",
                    f"{both_sides(dispute)}; try it before you rely on it",
                    on="key",
                )


RULE = Rule(
    code="STT516",
    severity=Severity.WARNING,
    title="Parameter that the model may not take",
    effect="By some pages ignored, with the warning `Unknown arguments`, or refused.",
    sources=(
        "summary.md@2026-06-30",
        "features.md@2026-06-30",
        "parsing.md@2026-06-30",
        "models-list.md@2026-06-30",
        "models-large-speech-language.md@2026-06-30",
        "python-sdk speech_to_text_v1.py@2024-12-04",
    ),
    use=check,
)
