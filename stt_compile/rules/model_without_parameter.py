"""A parameter that models of this generation take, but not this model.

Problem::

    requests:
      live: {acoustic_model: null, model: pt-BR_BroadbandModel, parameters: {speech_detector_sensitivity: 0.4}}

Instead::

    requests:
      live: {acoustic_model: null, model: pt-BR_NarrowbandModel, parameters: {speech_detector_sensitivity: 0.4}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import asks, refused


def check(use: Use) -> Findings:
    """The parameters of a request, against the models that the documentation takes out."""
    base = base_of(use)
    for name in use.parameters:
        if asks(name, use) and refused(name, use) == "model":
            yield Finding(
                use.at("parameters", name),
                f"{base.name} does not take `{name}`",
                "take it out; the documentation names this model as one without it",
                on="key",
                related=(Related(base.path, "the base model is named here"),),
            )


RULE = Rule(
    code="STT521",
    severity=Severity.ERROR,
    title="Parameter that this model does not take",
    effect="Ignored; with medical models unsupported.",
    sources=(
        "detection.md@2026-06-30",
        "input.md@2020-07-04",
        "models-ng.md@2026-06-30",
        "summary.md@2020-07-04",
        "summary.md@2026-06-30",
    ),
    use=check,
)
