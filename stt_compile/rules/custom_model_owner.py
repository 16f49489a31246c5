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

from collections.abc import Mapping

from ..diagnostics import Finding, Severity, instead
from ..names import certain, closest
from ..profile import CustomModel, Use
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The custom models that a request names, against those of its environment."""
    for kind, names in (("acoustic", use.acoustic_models), ("language", use.language_models)):
        for index, name in enumerate(names):
            if name in _known(use, kind) or use.environment.has_lost(f"{kind}_models", name):
                continue
            node = use.tree.get(*use.at(f"{kind}_model"))
            path = use.at(f"{kind}_model", index) if node and node.items else use.at(f"{kind}_model")
            yield Finding(
                path,
                f"environment `{use.environment.name}` has no custom {kind} model `{name}`",
                _help(use, kind, name),
                repair=instead(path, name, _meant(use, kind, name)),
            )


def _known(use: Use, kind: str) -> Mapping[str, CustomModel]:
    return use.environment.acoustic_models if kind == "acoustic" else use.environment.language_models


def _meant(use: Use, kind: str, name: str) -> str | None:
    """The local name that was certainly meant, by its letters or by the id that it stands for."""
    known = _known(use, kind)
    named = [model.name for model in known.values() if model.customization_id == (name,)]
    better = named[0] if len(named) == 1 else certain(name, known)
    return better if better not in (*use.acoustic_models, *use.language_models) else None


def _help(use: Use, kind: str, name: str) -> str:
    other = "language" if kind == "acoustic" else "acoustic"
    if name in _known(use, other):
        return f"`{name}` is a custom {other} model: name it as `{other}_model`"
    for model in _known(use, kind).values():
        if model.customization_id == (name,):
            return f"name it by its local name: `{model.name}`"
    declare = f"declare it under `environments.{use.environment.name}.{kind}_models`, if this instance owns it"
    return closest(name, _known(use, kind), otherwise=declare)


RULE = Rule(
    code="STT404",
    severity=Severity.ERROR,
    title="Custom model of another instance",
    effect="Not documented for recognition; other instances can neither see nor use the model.",
    sources=("custom-usage.md@2026-06-30", "acoustic-use.md@2026-06-30"),
    use=check,
)
