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
    if max(len(use.acoustic_models), len(use.language_models)) > 1:
        return  # which of them is meant is not known
    custom = {key: model for key, model in use.custom_models if model.base_model in MODELS}
    acoustic, language = custom.get("acoustic_model"), custom.get("language_model")
    model = use.model if use.model in MODELS else None
    if model is None:
        if acoustic and language and acoustic.base_model != language.base_model:
            yield _against_each_other(use, acoustic, language)
    elif acoustic and not has_acoustic(model):
        # That model and acoustic model do not fit is another rule's finding.
        if language and language.base_model not in (model, acoustic.base_model):
            yield _against_model(use, model, language, "language")
    else:
        yield from _odd_one_out(use, model, acoustic, language)


def _odd_one_out(use: Use, model: str, acoustic: CustomModel | None, language: CustomModel | None) -> Findings:
    """Where two of three agree, the third is the mistake; of two it is `model`, which need not be written."""
    if acoustic and language and acoustic.base_model != model == language.base_model:
        yield _alone(use, acoustic, "acoustic", model)
    elif acoustic and language and language.base_model != model == acoustic.base_model:
        yield _alone(use, language, "language", model)
    else:
        against = [(custom, kind) for custom, kind in ((acoustic, "acoustic"), (language, "language")) if custom]
        differing = [(custom, kind) for custom, kind in against if custom.base_model != model]
        if differing:
            yield _against_model(use, model, *differing[0])
        if acoustic and language and len(differing) == 2 and acoustic.base_model != language.base_model:
            yield _against_each_other(use, acoustic, language)


def _alone(use: Use, custom: CustomModel, kind: str, model: str) -> Finding:
    return Finding(
        use.at(f"{kind}_model"),
        f"the custom {kind} model `{custom.name}` was made for {custom.base_model}, but the request is for {model}",
        f"name a custom {kind} model that was made for {model}",
        related=(_declared(use, custom, kind),),
    )


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
