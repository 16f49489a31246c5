"""A grammar that the custom language model does not have.

Problem::

    environments:
      production:
        language_models:
          products: {grammars: [order-numbers]}
    requests:
      live: {language_model: products, parameters: {grammar_name: order-number}}

Instead::

    environments:
      production:
        language_models:
          products: {grammars: [order-numbers]}
    requests:
      live: {language_model: products, parameters: {grammar_name: order-numbers}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity, instead
from ..names import certain, closest
from ..profile import Use
from ..tree import spelling
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The grammar of a request, where its language model declares its grammars."""
    value = use.parameters.get("grammar_name")
    models = [model for key, model in use.custom_models if key == "language_model"]
    if len(use.language_models) != 1 or not models or not models[0].grammars:
        return
    where = ("language_models", models[0].name, "grammars")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) or use.environment.has_lost(*where):
        return
    name = value if isinstance(value, str) else spelling(value)
    if name not in models[0].grammars:
        path = use.at("parameters", "grammar_name")
        yield Finding(
            path,
            f"the custom language model `{models[0].name}` has no grammar `{name}`",
            closest(name, models[0].grammars),
            related=(Related(use.in_environment(*where), "its grammars are declared here"),),
            repair=instead(path, name, certain(name, models[0].grammars)),
        )


RULE = Rule(
    code="STT410",
    severity=Severity.ERROR,
    title="Unknown grammar",
    effect="Not documented; the grammar must be one of the custom language model.",
    sources=("grammar-use.md@2026-06-30",),
    use=check,
)
