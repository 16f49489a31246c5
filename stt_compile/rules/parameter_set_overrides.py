"""Detection parameters set one by one, beside a preset that overrides them.

Problem::

    environments:
      production: {service_date: null}
    requests:
      live:
        acoustic_model: null
        model: en-GB
        parameters: {parameter_set: enhanced, background_audio_suppression: 0.5}

Instead::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: en-GB, parameters: {background_audio_suppression: 0.5}}
"""

from __future__ import annotations

from ..catalog.parameters import OVERRIDDEN_BY_ENHANCED
from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import works

_NAME, _VALUE = "parameter_set", "enhanced"


def check(use: Use) -> Findings:
    """All that a request with the preset sets in vain."""
    if use.parameters.get(_NAME) != _VALUE or not works(_NAME, use):
        return
    for name in OVERRIDDEN_BY_ENHANCED:
        if works(name, use):
            yield Finding(
                use.at("parameters", name),
                f"`{_NAME}: {_VALUE}` overrides `{name}`",
                f"take out either `{name}` or `{_NAME}`",
                on="key",
                related=(Related(use.at("parameters", _NAME), "the preset is chosen here"),),
            )


RULE = Rule(
    code="STT519",
    severity=Severity.WARNING,
    title="Overridden by the parameter set",
    effect="Silently overridden.",
    sources=("models-large-speech-language.md@2026-06-30",),
    use=check,
)
