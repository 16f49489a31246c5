"""A custom language model from a version that had to be left.

In December 2021 custom language models that were made from certain versions of next-generation models stopped working
until they were made anew.

Problem::

    environments:
      production:
        service_date: 2022-06-01
        language_models:
          products: {base_model: en-US_Telephony, versions: [en-US_Telephony.v2021-06-17]}
    requests:
      live: {acoustic_model: null, language_model: products}

Instead::

    environments:
      production:
        service_date: 2022-06-01
        language_models:
          products: {base_model: en-US_Telephony, versions: [en-US_Telephony.v2022-01-20]}
    requests:
      live: {acoustic_model: null, language_model: products}
"""

from __future__ import annotations

from ..catalog.models import RECREATED_SINCE, RECREATED_SOURCES, RECREATED_VERSIONS
from ..diagnostics import Finding, Severity
from ..profile import CustomModel, Environment, Use
from . import Findings, Rule

_HELP = "make it anew from its corpora and words, and declare the versions that it then has"


def check_declaration(environment: Environment) -> Findings:
    """The versions that an environment declares for its language models."""
    for name, model in environment.language_models.items():
        path = ("environments", environment.name, "language_models", name, "versions")
        if not environment.has_lost(*path[2:]) and left(environment, model):
            yield Finding((*path, 0), _message(environment, model), _HELP)


def check_request(use: Use) -> Findings:
    """The version that a request asks its language model for."""
    version = use.base_model_version
    for key, model in use.custom_models:
        if key != "language_model" or version is None or left(use.environment, model):
            continue
        if _left(use.environment, model, version) and (not model.versions or version in model.versions):
            yield Finding(use.at("base_model_version"), _message(use.environment, model), _HELP)


def left(environment: Environment, model: CustomModel) -> bool:
    """Whether all versions that a custom model has are among those."""
    return bool(model.versions) and all(_left(environment, model, version) for version in model.versions)


def _left(environment: Environment, model: CustomModel, version: str) -> bool:
    span = RECREATED_VERSIONS.get(model.base_model or "")
    since = RECREATED_SINCE.get(environment.platform) if environment.platform else None
    if span is None or since is None or environment.has_lost("service_date") or environment.day < since:
        return False
    return len(version) == len(span[0]) and span[0] <= version <= span[1]


def _message(environment: Environment, model: CustomModel) -> str:
    since = RECREATED_SINCE[environment.platform] if environment.platform else ""
    return f"language models from this version of {model.base_model} are refused since {since}"


RULE = Rule(
    code="STT413",
    severity=Severity.ERROR,
    title="Custom model that must be made anew",
    effect="Status 400.",
    sources=RECREATED_SOURCES,
    environment=check_declaration,
    use=check_request,
)
