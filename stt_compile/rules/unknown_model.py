"""A base model that the service has never had.

Problem::

    requests:
      live: {acoustic_model: null, model: en-US_NarowbandModel}

Instead::

    requests:
      live: {acoustic_model: null, model: en-US_NarrowbandModel}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.models import MODELS
from ..diagnostics import Finding, Severity, instead
from ..names import certain, closest
from ..profile import Environment, Use
from ..tree import KeyPath
from . import Findings, Rule


def check_environment(environment: Environment) -> Findings:
    """The base models that an environment names."""
    for path, name in _named(environment):
        yield from _unknown(("environments", environment.name, *path), name)


def _named(environment: Environment) -> Iterator[tuple[KeyPath, str | None]]:
    yield ("default_model",), environment.default_model
    for kind in ("acoustic_models", "language_models"):
        for name, model in getattr(environment, kind).items():
            yield (kind, name, "base_model"), model.base_model


def check_request(use: Use) -> Findings:
    """The base model that a request names."""
    yield from _unknown(use.at("model"), use.model)


def _unknown(path: KeyPath, name: str | None) -> Findings:
    if name is not None and name not in MODELS:
        repair = instead(path, name, certain(name, MODELS))
        yield Finding(path, f"the service has no base model `{name}`", closest(name, MODELS), repair=repair)


RULE = Rule(
    code="STT407",
    severity=Severity.ERROR,
    title="Unknown base model",
    effect="Not documented (status and text).",
    sources=("models.md@2026-06-30", "models-ng.md@2026-06-30", "models-large-speech-language.md@2026-06-30"),
    environment=check_environment,
    use=check_request,
)
