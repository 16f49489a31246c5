"""A custom acoustic model with a base model that has none.

Acoustic customization exists for previous-generation models only.

Problem::

    requests:
      live: {model: en-US_Telephony, acoustic_model: call-center}
    environments:
      production: {service_date: 2022-06-01}

Instead::

    requests:
      live: {model: en-US_Telephony, acoustic_model: null}
    environments:
      production: {service_date: 2022-06-01}
"""

from __future__ import annotations

from ..catalog.models import MODELS
from ..diagnostics import Finding, Related, Severity
from ..profile import Environment, Use
from . import Findings, Rule

_HELP = "acoustic models exist for previous-generation base models (…_BroadbandModel, …_NarrowbandModel) only"


def has_acoustic(name: str) -> bool:
    """Whether acoustic models were ever made from this base model, as far as the catalogue knows."""
    row = MODELS.get(name)
    if row is None:
        return True
    eras = (row.acoustic_customization.docs_2020, row.acoustic_customization.docs_2026)
    return row.generation == "previous" or any(era in ("ga", "beta") for era in eras)


def check_declaration(environment: Environment) -> Findings:
    """The base models of the acoustic models that an environment declares."""
    for name, model in environment.acoustic_models.items():
        if model.base_model and not has_acoustic(model.base_model):
            path = ("environments", environment.name, "acoustic_models", name, "base_model")
            yield Finding(path, f"{model.base_model} has no acoustic customization", _HELP)


def check_request(use: Use) -> Findings:
    """The base model that a request with an acoustic model names."""
    if use.model is None or has_acoustic(use.model):
        return
    named = [model for key, model in use.custom_models if key == "acoustic_model"]
    if named and named[0].base_model != use.model:
        yield Finding(
            use.at("model"),
            f"{use.model} has no acoustic customization, and the request names a custom acoustic model",
            _HELP,
            related=(Related(use.at("acoustic_model"), "the acoustic model is named here"),),
        )


RULE = Rule(
    code="STT405",
    severity=Severity.ERROR,
    title="Base model without acoustic customization",
    effect="Not documented for recognition; the documentation says not available.",
    sources=("acoustic-use.md@2026-06-30", "models-ng.md@2026-06-30", "models-large-speech-language.md@2026-06-30"),
    environment=check_declaration,
    use=check_request,
)
