"""Why a day is the one to judge by, and why a base model is written into a request or not."""

from __future__ import annotations

from ..catalog import AS_OF
from ..catalog.models import DEFAULT_MODEL, DEFAULT_MODEL_CERTAIN_UNTIL
from ..profile import Environment, Use
from ..request import Base, base_of


def of_day(environment: Environment) -> str:
    """How the day of an environment came about."""
    if environment.service_date:
        return f"service_date of `{environment.name}`"
    if environment.has_lost("service_date"):
        return "the declared service_date cannot be read"
    if environment.day == AS_OF:
        return "no service_date is declared: the last day that the catalogue knows of"
    return "no service_date is declared: the day that was asked for"


def unclear(use: Use) -> bool:
    """Whether something that would name the base model of a use cannot be read, or does not exist."""
    environment = use.environment
    named = len(use.acoustic_models) + len(use.language_models)
    unknown = named > len(list(use.custom_models)) or any(not model.base_model for _, model in use.custom_models)
    lost = any(use.has_lost(key) for key in ("model", "acoustic_model", "language_model"))
    return base_of(use).path == use.at() and (unknown or lost or environment.has_lost("default_model"))


def of_base_model(use: Use, base: Base) -> str:
    """Why the base model of a use is written, left out, or unknown."""
    environment = use.environment
    if unclear(use):
        return "what would name one cannot be read, or does not exist"
    if base.path == use.at():
        if base.name:
            return f"nothing names one; certainly the default of IBM Cloud up to {DEFAULT_MODEL_CERTAIN_UNTIL}"
        return "nothing names one, and nobody knows for certain which one the service takes"
    if base.path == use.at("model"):
        return "written because the request names it"
    if base.path == use.in_environment("default_model"):
        return f"written because it is the default_model of `{environment.name}`"
    kind = "acoustic" if "acoustic_models" in base.path else "language"
    follows = f"it follows from the custom {kind} model `{base.path[3]}`"
    if not base.written:
        return (
            f"left out: {follows}, and is certainly the default of IBM Cloud up to {DEFAULT_MODEL_CERTAIN_UNTIL}, "
            f"judged as of {environment.day}"
        )
    if base.name != DEFAULT_MODEL:
        return f"written: {follows}, and is not the service's default"
    if environment.platform == "ibm-cloud":
        return (
            f"written: {follows}; after {DEFAULT_MODEL_CERTAIN_UNTIL} the sources contradict each other about the "
            f"default, judged as of {environment.day}"
        )
    return f"written: {follows}; an installation may have another default"
