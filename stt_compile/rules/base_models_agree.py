"""Base models that contradict each other.

A custom model works only on the base model that it was made for, so `model`, the custom acoustic model and the custom
language model must all have the same.

Problem::

    requests:
      live: {model: en-US_BroadbandModel, acoustic_model: call-center}

Instead::

    requests:
      live: {model: en-US_NarrowbandModel, acoustic_model: call-center}
"""

from __future__ import annotations

from ..catalog.models import MODELS
from ..diagnostics import Finding, Related, Severity
from ..profile import CustomModel, Use
from . import Findings, Rule
from .acoustic_support import has_acoustic


def check(use: Use) -> Findings:
    """All that names a base model in one request. Names that the catalogue does not know are another rule's."""
    custom = {key: model for key, model in use.custom_models if model.base_model in MODELS}
    acoustic, language = custom.get("acoustic_model"), custom.get("language_model")
    reference = acoustic or language
    if reference is None:
        return
    model = use.model if use.model in MODELS else None
    if model and acoustic and not has_acoustic(model):
        acoustic = None
        reference = language
    if model and reference and model != reference.base_model:
        yield _against_model(use, model, reference, "acoustic" if reference is acoustic else "language")
    if acoustic and language and language.base_model not in (acoustic.base_model, model):
        yield _against_each_other(use, acoustic, language)


def _against_model(use: Use, model: str, custom: CustomModel, kind: str) -> Finding:
    return Finding(
        use.at("model"),
        f"the request says {model}, but the custom {kind} model `{custom.name}` was made for {custom.base_model}",
        f"leave `model` out, or write `model: {custom.base_model}`",
        related=(_declared(use, custom, kind),),
    )


def _against_each_other(use: Use, acoustic: CustomModel, language: CustomModel) -> Finding:
    return Finding(
        use.at("language_model"),
        f"the custom language model `{language.name}` was made for {language.base_model}, "
        f"the custom acoustic model `{acoustic.name}` for {acoustic.base_model}",
        "use models that were made for the same base model",
        related=(_declared(use, language, "language"), _declared(use, acoustic, "acoustic")),
    )


def _declared(use: Use, custom: CustomModel, kind: str) -> Related:
    path = use.in_environment(f"{kind}_models", custom.name, "base_model")
    return Related(path, f"`{custom.name}` is declared for {custom.base_model} here")


RULE = Rule(
    code="STT402",
    severity=Severity.ERROR,
    title="Base models disagree",
    effect="Not documented; the models must match. Opaque errors of status 500 are reported with custom models.",
    sources=("acoustic-use.md@2026-06-30", "acoustic-both.md@2026-06-30", "websockets.md@2026-06-30"),
    use=check,
)
