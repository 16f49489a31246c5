"""The name of a grammar with characters that must be encoded in an address.

The name stands in the path by which a grammar is made, and the documentation asks for one that needs no encoding there.

Problem::

    requests:
      live: {language_model: products, parameters: {grammar_name: order numbers}}

Instead::

    requests:
      live: {language_model: products, parameters: {grammar_name: order-numbers}}
"""

from __future__ import annotations

import re

from ..diagnostics import Finding, Severity
from ..profile import Environment, Use
from ..tree import KeyPath
from . import Findings, Rule

_NEEDS_ENCODING = re.compile(r"[^A-Za-z0-9._~-]")


def check_environment(environment: Environment) -> Findings:
    """The grammars that an environment's custom language models declare."""
    for model in environment.language_models.values():
        for index, name in enumerate(model.grammars):
            where = ("environments", environment.name, "language_models", model.name, "grammars", index)
            yield from _judged(name, where)


def check(use: Use) -> Findings:
    """The grammar of a request, where it is not declared."""
    name = use.parameters.get("grammar_name")
    declared = {grammar for key, model in use.custom_models if key == "language_model" for grammar in model.grammars}
    if isinstance(name, str) and not declared:
        yield from _judged(name, use.at("parameters", "grammar_name"))


def _judged(name: str, where: KeyPath) -> Findings:
    found = _NEEDS_ENCODING.search(name)
    if found:
        yield Finding(
            where,
            f"the name of a grammar needs no encoding in an address, and {found[0]!r} does",
            "give the name that the service has for it: letters, digits and `-`, `.`, `_`, `~`",
        )


RULE = Rule(
    code="STT416",
    severity=Severity.WARNING,
    title="Grammar name that must be encoded",
    effect="Not documented; the documentation asks for names that need no encoding.",
    sources=("grammar-add.md@2026-06-30",),
    environment=check_environment,
    use=check,
)
