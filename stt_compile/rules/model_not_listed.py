"""A parameter that only some models of a generation have, and not this one.

Problem::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: ja-JP, parameters: {parameter_set: enhanced}}

Instead::

    environments:
      production: {service_date: null}
    requests:
      live: {acoustic_model: null, model: fr-FR, parameters: {parameter_set: enhanced}}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..diagnostics import Finding, Related, Severity
from ..names import shortened
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._support import asks, refused, supports


def check(use: Use) -> Findings:
    """The parameters of a request, against the models that have them."""
    base = base_of(use)
    for name in use.parameters:
        if base.row and asks(name, use) and refused(name, use) == "list":
            told = supports(PARAMETERS[name], base.row, use)
            having = dict.fromkeys(model for support in told for model in support.models)
            yield Finding(
                use.at("parameters", name),
                f"`{name}` does not exist for {base.name}",
                f"take it out; it exists for {shortened(having, most=16)}",
                on="key",
                related=(Related(base.path, "the base model is named here"),),
            )


RULE = Rule(
    code="STT520",
    severity=Severity.ERROR,
    title="Parameter that other models have",
    effect="Ignored.",
    sources=("models-large-speech-language.md@2026-06-30", "hints-parameter.md@2026-06-30"),
    use=check,
)
