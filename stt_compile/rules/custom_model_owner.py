"""A custom model that the request's environment does not own.

Only credentials of the instance that owns a custom model can use it.

Problem::

    requests:
      live: {acoustic_model: call-centre}

Instead::

    requests:
      live: {acoustic_model: call-center}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..names import closest
from ..profile import Use
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The custom models that a request names, against those of its environment."""
    environment = use.environment
    for kind, names, known in (
        ("acoustic", use.acoustic_models, environment.acoustic_models),
        ("language", use.language_models, environment.language_models),
    ):
        for index, name in enumerate(names):
            if name in known or environment.has_lost(f"{kind}_models", name):
                continue
            node = use.tree.get(*use.at(f"{kind}_model"))
            path = use.at(f"{kind}_model", index) if node and node.items else use.at(f"{kind}_model")
            help_ = f"declare it under `environments.{environment.name}.{kind}_models`"
            yield Finding(
                path,
                f"environment `{environment.name}` has no custom {kind} model `{name}`",
                closest(name, known, otherwise=help_),
            )


RULE = Rule(
    code="STT404",
    severity=Severity.ERROR,
    title="Custom model of another instance",
    effect="Not documented for recognition; other instances can neither see nor use the model.",
    sources=("custom-usage.md@2026-06-30", "acoustic-use.md@2026-06-30"),
    use=check,
)
