"""A custom language model for a base model of which the sources disagree whether it takes one.

Problem::

    environments:
      production:
        service_date: 2026-06-01
        language_models:
          products: {base_model: nl-NL}
    requests:
      live: {acoustic_model: null, language_model: products}

Instead::

    environments:
      production:
        service_date: 2026-06-01
        language_models:
          products: {base_model: nl-NL_Telephony}
    requests:
      live: {acoustic_model: null, language_model: products}
"""

from __future__ import annotations

from ..catalog.models import MODELS
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule


def check(environment: Environment) -> Findings:
    """The base models of the language models that an environment declares."""
    for name, model in environment.language_models.items():
        row = MODELS.get(model.base_model or "")
        if row and row.language_customization.docs_2026 == "contradictory":
            yield Finding(
                ("environments", environment.name, "language_models", name, "base_model"),
                f"the sources disagree whether {row.name} has language customization",
                row.language_customization_note,
            )


RULE = Rule(
    code="STT409",
    severity=Severity.WARNING,
    title="Language customization that the sources disagree about",
    effect="Not documented.",
    sources=("custom-support.md@2026-06-30", "summary.md@2026-06-30"),
    environment=check,
)
