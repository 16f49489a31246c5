"""A grammar, and no custom language model that could hold it.

Problem::

    requests:
      live: {parameters: {grammar_name: order-numbers}}

Instead::

    requests:
      live: {language_model: products, parameters: {grammar_name: order-numbers}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import has_language_model, refused

_NAME = "grammar_name"


def check(use: Use) -> Findings:
    """Whether a request with a grammar names a custom language model."""
    if _NAME in use.parameters and not has_language_model(use) and refused(_NAME, use) is None:
        yield Finding(
            use.at("parameters", _NAME),
            f"`{_NAME}` without a custom language model",
            "name the `language_model` that holds the grammar, or take it out",
            on="key",
        )


RULE = Rule(
    code="STT504",
    severity=Severity.ERROR,
    title="Grammar without a custom language model",
    effect="Not documented; the documentation demands both.",
    sources=("grammar-use.md@2026-06-30", "summary.md@2026-06-30"),
    use=check,
)
