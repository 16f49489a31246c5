"""One id for two custom models that cannot be the same.

A custom model is either acoustic or for language, and was made from one base model.

Problem::

    environments:
      production:
        language_models:
          products: {customization_id: 74f4807e-b5ff-4866-824e-6bba1a84fe96}

Instead::

    environments:
      production:
        language_models:
          products: {customization_id: 0f1d2c3b-4a59-4687-9102-132435465768}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import CustomModel, Environment
from ..text import Text
from ..tree import KeyPath
from . import Findings, Rule
from ._addresses import has_placeholder


def check(environment: Environment) -> Findings:
    """The ids of all custom models that an environment declares."""
    seen: dict[Text, tuple[str, CustomModel]] = {}
    for kind in ("acoustic", "language"):
        for model in getattr(environment, f"{kind}_models").values():
            id_ = model.customization_id
            if not id_ or has_placeholder(id_):
                continue
            first = seen.setdefault(id_, (kind, model))
            if first[1] is not model:
                yield from _same(environment, (kind, model), first)


def _same(environment: Environment, one: tuple[str, CustomModel], first: tuple[str, CustomModel]) -> Findings:
    (kind, model), (other, known) = one, first
    if kind == other and (model.base_model == known.base_model or None in (model.base_model, known.base_model)):
        return
    difference = "" if kind != other else f", from {known.base_model}"
    yield Finding(
        _path(environment, kind, model),
        f"this is the id of the custom {other} model `{known.name}`{difference}",
        "give each custom model the `customization_id` that the service gave it",
        related=(Related(_path(environment, other, known), f"the id of `{known.name}`"),),
    )


def _path(environment: Environment, kind: str, model: CustomModel) -> KeyPath:
    return ("environments", environment.name, f"{kind}_models", model.name, "customization_id")


RULE = Rule(
    code="STT415",
    severity=Severity.ERROR,
    title="One id for two custom models",
    effect="Not documented for recognition; one of the two does not exist.",
    sources=("custom.md@2026-06-30", "acoustic-models.md@2026-06-30", "language-models.md@2026-06-30"),
    environment=check,
)
