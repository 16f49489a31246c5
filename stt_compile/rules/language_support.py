"""A custom language model for a base model that takes none.

Problem::

    environments:
      production:
        language_models:
          products: {base_model: zh-CN_NarrowbandModel}

Instead::

    environments:
      production:
        language_models:
          products: {base_model: en-US_NarrowbandModel}
"""

from __future__ import annotations

from ..catalog.models import MODELS
from ..catalog.rows import Era
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule

_ABSENT = ("none", "not_yet", "not_stated")


def never(era: Era) -> bool:
    """Whether no documentation has it, and today's says so."""
    return era.docs_2026 == "none" and era.docs_2020 in _ABSENT


def check(environment: Environment) -> Findings:
    """The base models of the language models that an environment declares."""
    for name, model in environment.language_models.items():
        row = MODELS.get(model.base_model or "")
        if row is None or not never(row.language_customization):
            continue
        successor = MODELS.get(row.renamed_to or row.replaced_by or "")
        better = successor and not never(successor.language_customization)
        yield Finding(
            ("environments", environment.name, "language_models", name, "base_model"),
            f"{row.name} has no language customization",
            f"{successor.name} has, with a model made anew" if successor and better else "take the language model out",
        )


RULE = Rule(
    code="STT408",
    severity=Severity.ERROR,
    title="Base model without language customization",
    effect="Not documented for recognition; no such custom model can be made.",
    sources=("custom-support.md@2026-06-30", "custom.md@2020-07-04", "acoustic-both.md@2026-06-30"),
    environment=check,
)
