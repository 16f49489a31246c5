"""How far a base model takes a parameter: shared by the rules of parameters.

A parameter that is refused has a finding of its own, so nothing that would follow from it is said besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from ..catalog.models import MODELS
from ..catalog.parameters import DISPUTES, FORCES, LANGUAGES_SINCE, PARAMETERS, REQUIRES, SEED
from ..catalog.rows import BaseModel, Day, Dispute, Era, Parameter, Support
from ..diagnostics import Finding, Related
from ..profile import Use, carried
from ..request import base_of
from ._dates import dated, standing

Reason: TypeAlias = Literal["day", "interface", "generation", "low latency", "list", "model", "language"]
"""Why a parameter does nothing in a request: each is the business of one rule."""
_REFUSED = ("none", "ignored")


@lru_cache(maxsize=4096)
def refused(name: str, use: Use) -> Reason | None:
    """Why a parameter certainly does nothing in a use, on its day, interface and base model; None where it may."""
    row = PARAMETERS[name]
    if not row.emit or standing(row, use) is not None:
        return "day"
    if not carried(row, use.carrier):
        return "interface"
    base = base_of(use).row
    if base is None:
        return None
    if row.support(base.generation).level in _REFUSED:
        return "generation"
    if name == "low_latency":
        return None if low_latency_since(base, use) is None else "low latency"
    told, names = supports(row, base, use), {base.name, base.renamed_to}
    if told and all(names & set(support.without) for support in told):
        return "model"
    if told and all(support.models and not names & set(support.models) for support in told):
        return None if any(dispute.models for dispute in disputes(name, use)) else "list"
    return "language" if _foreign(row, base, use) else None


def asks(name: str, use: Use) -> bool:
    """Whether a use says a parameter: `false` asks for nothing."""
    return use.parameters.get(name, False) is not False


def works(name: str, use: Use) -> bool:
    """Whether a use says a parameter, and nothing is known that would keep the service from taking it."""
    return asks(name, use) and refused(name, use) is None


def gives(name: str, value: Any, use: Use) -> bool:
    """Whether a use gives a parameter this value, or something there that could not be read."""
    return use.parameters.get(name) == value or use.has_lost("parameters", name)


def missing_partners(name: str, use: Use) -> list[str]:
    """The parameters without which this one is nothing, and that a use does not give the value that they must have."""
    return [
        partner
        for partner, value in REQUIRES[name].items()
        if not gives(partner, value, use) and not forced_by(partner, use)
    ]


def forced_by(name: str, use: Use) -> str | None:
    """The parameter of a use that makes this one true, whatever it says."""
    return next((forcing for forcing, forced in FORCES.items() if forced == name and works(forcing, use)), None)


def assignments(name: str, partners: Iterable[str]) -> str:
    """Parameters with the values that another one needs, for a line of text."""
    values = REQUIRES[name]
    return " and ".join(f"`{partner}: {str(values[partner]).lower()}`" for partner in partners)


def partner_finding(name: str, partners: list[str], use: Use) -> Finding:
    """A finding on a parameter that lacks others; those that are there with another value are related."""
    needed = assignments(name, partners)
    return Finding(
        use.at("parameters", name),
        f"`{name}` does nothing without {needed}",
        f"add {needed}, or take `{name}` out",
        on="key",
        related=tuple(
            Related(use.at("parameters", partner), f"`{partner}` is set here")
            for partner in partners
            if use.has("parameters", partner)
        ),
    )


def has_language_model(use: Use) -> bool:
    """Whether a request names a custom language model, under whatever name it can."""
    names = ("language_customization_id", "customization_id")
    if use.has("language_model") or use.has_lost("language_model") or "customization_id" in use.parameters:
        return True
    return bool(use.extra and any(name in use.extra.query for name in names))


def interim(use: Use) -> bool:
    """Whether a use gets interim results, as far as its other parameters go."""
    switched_off = works("redaction", use) or newer_formatting(use)
    return works("interim_results", use) and not switched_off


def newer_formatting(use: Use) -> bool:
    """Whether the newer engine of smart formatting is at work."""
    return works("smart_formatting_version", use) and use.parameters.get("smart_formatting") is True


def low_latency_since(base: BaseModel, use: Use) -> Day | Literal["never"] | None:
    """When the low latency of a base model comes; None where it is there, or nobody knows."""
    if base.low_latency is None:
        return None
    if not base.low_latency:
        return "never"
    on_cloud = use.environment.platform == "ibm-cloud"
    since = base.low_latency_since if on_cloud else base.low_latency_installed_since
    return since if since and dated(use) and use.environment.day < since else None


def supports(row: Parameter, base: BaseModel, use: Use) -> tuple[Support, ...]:
    """What the documentation says on a parameter, by the day of a use: where that is between two trees, both."""
    if base.generation != "previous":
        told = [row.support(base.generation)]
    elif dated(use) and use.environment.day <= SEED:
        told = [row.previous_2020]
    else:
        told = [row.previous_2020, row.previous]
    return tuple(support for support in told if support.level not in _REFUSED)


def languages(row: Parameter, base: BaseModel, use: Use) -> tuple[str, ...]:
    """The languages that have a parameter on the day of a use; nothing where no source restricts them."""
    told = supports(row, base, use)
    if not all(support.languages for support in told):
        return ()
    known = dict.fromkeys(language for support in told for language in support.languages)
    if row.name == "smart_formatting" and asks("smart_formatting_version", use):
        newer = PARAMETERS["smart_formatting_version"].support(base.generation)
        known.update(dict.fromkeys(newer.languages if newer.level not in _REFUSED else ()))
    return tuple(known)


def language_since(row: Parameter, base: BaseModel, use: Use) -> Day | None:
    """When a parameter comes to the language of a base model; None where it is there, or nobody knows."""
    installed = use.environment.platform not in (None, "ibm-cloud")
    for code, dates in LANGUAGES_SINCE.get(row.name, {}).items():
        since = (dates.installed_since if installed else None) or dates.since
        if since and spoken(base, (code,)) and dated(use) and use.environment.day < since:
            return since
    return None


def spoken(base: BaseModel, known: Iterable[str]) -> bool:
    """Whether the language of a base model is among these; `es` stands for all dialects of Spanish."""
    successor = MODELS.get(base.renamed_to or "")
    language = successor.language if successor else base.language
    return any(language == code or language.startswith(f"{code}-") for code in known)


def _foreign(row: Parameter, base: BaseModel, use: Use) -> bool:
    if row.name == "customization_weight":
        return False  # whether a language has custom language models is no matter of their weight
    known = languages(row, base, use)
    return bool(known and not spoken(base, known)) or language_since(row, base, use) is not None


def disputes(name: str, use: Use) -> Iterator[Dispute]:
    """What the sources contradict each other on about a parameter, the base model and the day of a use."""
    base = base_of(use).row
    for dispute in DISPUTES:
        if dispute.parameter != name or base is None or base.generation not in dispute.generations:
            continue
        if dispute.models and base.name not in dispute.models:
            continue
        if dispute.agreed and spoken(base, dispute.agreed):
            continue
        if dispute.by_model and not _contradictory(base, name):
            continue
        if dated(use) and not _in_days(dispute, use.environment.day):
            continue
        yield dispute


def _in_days(dispute: Dispute, day: Day) -> bool:
    return not (dispute.after and day <= dispute.after) and not (dispute.until and day >= dispute.until)


def _contradictory(base: BaseModel, name: str) -> bool:
    era = getattr(base, name, None)
    return isinstance(era, Era) and era.docs_2026 == "contradictory"


def both_sides(dispute: Dispute) -> str:
    """The two statements, for a line of help."""
    return f"{dispute.yes}; {dispute.no}"
