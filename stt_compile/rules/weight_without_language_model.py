"""A weight for a custom language model, and no such model.

The weight is that of words, so a custom acoustic model alone does not count.

Problem::

    requests:
      live: {parameters: {customization_weight: 0.3}}

Instead::

    requests:
      live: {language_model: products, parameters: {customization_weight: 0.3}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import has_language_model, refused

_NAME = "customization_weight"


def check(use: Use) -> Findings:
    """Whether a request with a weight names a custom language model."""
    if _NAME in use.parameters and not has_language_model(use) and refused(_NAME, use) is None:
        acoustic = use.has("acoustic_model")
        yield Finding(
            use.at("parameters", _NAME),
            f"`{_NAME}` without a custom language model",
            "name a `language_model`, or take it out; the weight is that of words, not of sounds",
            on="key",
            related=(Related(use.at("acoustic_model"), "a custom acoustic model does not count"),) if acoustic else (),
        )


RULE = Rule(
    code="STT503",
    severity=Severity.ERROR,
    title="Weight without a custom language model",
    effect="Seen: `Cannot specify customization weight when not using customization.`.",
    sources=("language-use.md@2026-06-30", "summary.md@2026-06-30", "java-sdk issue 870 (2018-02-19)"),
    use=check,
)
