"""A parameter of which the sources disagree whether it exists for the language of the base model.

Problem::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live: {acoustic_model: null, model: fr-FR_NarrowbandModel, parameters: {speaker_labels: true}}

Instead::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live: {acoustic_model: null, model: fr-FR_Telephony, parameters: {speaker_labels: true}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import both_sides, disputes, works


def check(use: Use) -> Findings:
    """The parameters of a request, against what is said of the language of its base model."""
    for name in use.parameters:
        for dispute in disputes(name, use) if works(name, use) else ():
            if dispute.agreed or dispute.by_model:
                yield Finding(
                    use.at("parameters", name),
                    f"the sources disagree whether `{name}` exists for {base_of(use).name}",
                    f"{both_sides(dispute)}; try it before you rely on it",
                    on="key",
                )


RULE = Rule(
    code="STT523",
    severity=Severity.WARNING,
    title="Parameter that the language may not have",
    effect="By some pages ignored.",
    sources=(
        "summary.md@2020-07-04",
        "summary.md@2026-06-30",
        "formatting.md@2026-06-30",
        "known-limitations.md@2026-06-30",
        "python-sdk speech_to_text_v1.py@2024-12-04",
        "release-notes.md@2026-06-30 (22 October 2020)",
    ),
    use=check,
)
