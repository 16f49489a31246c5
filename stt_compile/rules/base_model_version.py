"""A base model version that the request cannot have.

A version belongs to one base model, and a custom model works with those versions only that the service lists for it.

Problem::

    requests:
      live: {base_model_version: en-US_BroadbandModel.v2020-01-16}

Instead::

    requests:
      live: {base_model_version: en-US_NarrowbandModel.v2020-01-16}
"""

from __future__ import annotations

import re

from ..catalog.models import MODELS
from ..diagnostics import Finding, Related, Severity, instead
from ..names import certain, closest
from ..profile import Environment, Use
from ..request import base_of
from . import Findings, Rule

_OLD_FORM = re.compile(r"[a-z]{2}_[A-Z]{2}\.")
"""Versions of 2018 and earlier may begin like this and name no base model (custom-upgrade-use.md)."""


def belongs(version: str, base: str) -> bool:
    """Whether a version can be one of this base model."""
    return version.startswith(f"{base}.") or bool(_OLD_FORM.match(version))


def check_declaration(environment: Environment) -> Findings:
    """The versions that an environment declares for its custom models."""
    for kind in ("acoustic_models", "language_models"):
        for name, model in getattr(environment, kind).items():
            for index, version in enumerate(model.versions):
                if model.base_model in MODELS and not belongs(version, model.base_model):
                    path = ("environments", environment.name, kind, name, "versions", index)
                    yield _of_another(path, version, model.base_model)


def check_request(use: Use) -> Findings:
    """The version that a request asks for."""
    version = use.base_model_version
    if version is None:
        return
    path = use.at("base_model_version")
    for key, model in use.custom_models:
        if model.versions and version not in model.versions:
            kind = key.partition("_")[0]
            declared = use.in_environment(f"{key}s", model.name, "versions")
            yield Finding(
                path,
                f"the custom {kind} model `{model.name}` has no version {version}",
                closest(version, model.versions),
                related=(Related(declared, "its versions are declared here"),),
                repair=instead(path, version, certain(version, model.versions)),
            )
            return
    base = base_of(use).name
    if base is not None and base in MODELS and not belongs(version, base):
        yield _of_another(path, version, base)


def _of_another(path: tuple[str | int, ...], version: str, base: str) -> Finding:
    return Finding(path, f"{version} is no version of {base}", f"its versions begin with `{base}.v`")


RULE = Rule(
    code="STT406",
    severity=Severity.ERROR,
    title="Base model version that cannot be",
    effect="Not documented; an old version that is gone means recognition without customization, and a warning.",
    sources=("custom-upgrade-use.md@2026-06-30", "release-notes.md@2026-06-30 (13 July 2018)"),
    environment=check_declaration,
    use=check_request,
)
