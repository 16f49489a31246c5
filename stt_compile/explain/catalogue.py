"""Codes, parameters and base models, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from .. import codes
from ..catalog import AS_OF, INTERFACES
from ..catalog.models import MODELS
from ..catalog.parameters import DISPUTES, FORCES, LANGUAGES_SINCE, PARAMETERS, REQUIRES, SEED
from ..catalog.rows import PLATFORM_IDS, BaseModel, Day, Era, Generation, Other, Parameter, Support, Type
from ..names import closest, printable, shortened
from ..profile import carried

VERSION = 1
"""The version of the form of all that is explained."""
GENERATIONS: tuple[Generation, ...] = ("previous", "next", "large")
_REFUSED = ("none", "ignored")
_TYPES = {"Boolean": "boolean", "Whole": "integer", "Number": "number", "String": "text", "Strings": "list of texts"}


class Unknown(KeyError):
    """A name that is not known."""

    def __init__(self, kind: str, name: str, help_: str) -> None:
        super().__init__(name)
        self.kind = kind
        self.name = name
        self.help = help_
        """One line: what may have been meant, or what there is."""

    def __str__(self) -> str:
        return f"there is no {self.kind} `{printable(self.name)}`: {self.help}"


def code(name: str) -> dict[str, Any]:
    """A code: why, wrong and right, what the service does, and the sources.

    Raises:
        Unknown: there is no such code.
    """
    found = codes.table().get(name.upper())
    if found is None:
        raise Unknown("code", name, closest(name.upper(), codes.table()))
    return {
        "version": VERSION,
        "kind": "code",
        "code": found.code,
        "severity": found.severity.value,
        "title": found.title,
        "reason": found.reason,
        "effect": found.effect,
        "wrong": found.wrong,
        "right": found.right,
        "ignorable": found.ignorable,
        "sources": list(found.sources),
    }


# --- parameters ------------------------------------------------------------------------------------------------------


def parameter(name: str) -> dict[str, Any]:
    """A parameter of the service: type, range, default, places, base models, days, partners and sources.

    Raises:
        Unknown: there is no such parameter; where the name is a key of profiles, its help says which parameter it is.
    """
    if name not in PARAMETERS:
        meant = [
            row.name for row in PARAMETERS.values() if row.key and row.key in (name, f"audio.{name}", f"job.{name}")
        ]
        named = f"the service's name for what a profile calls so is {' or '.join(f'`{other}`' for other in meant)}"
        raise Unknown("parameter", name, named if meant else closest(name, PARAMETERS))
    row = PARAMETERS[name]
    days = LANGUAGES_SINCE.get(name, {})
    return {
        "version": VERSION,
        "kind": "parameter",
        "name": row.name,
        "group": row.group,
        "summary": row.summary,
        "key": row.key,
        "instead": row.instead,
        "type": _type(row.type),
        "unit": row.unit,
        "default": row.default,
        "required": row.required,
        "places": {
            carrier: {
                "place": place,
                "name": row.wire_names.get(carrier, row.name),
                "encoding": row.encoding.get(carrier),
                "used": carried(row, carrier),
            }
            for carrier, place in row.placement.items()
        },
        "support": {generation: _members(row.support(generation)) for generation in GENERATIONS},
        "support_2020": _members(row.previous_2020),
        "languages_since": {language: dates.since for language, dates in days.items()},
        "platforms": list(row.platforms),
        "requires": dict(REQUIRES.get(name, {})),
        "forces": FORCES.get(name),
        "forced_by": [forcing for forcing, forced in FORCES.items() if forced == name],
        "dates": _members(row.dates),
        "introduced": row.introduced,
        "removed": row.removed,
        "deprecated": row.deprecated,
        "replaced_by": row.replaced_by,
        "sdk": {"argument": row.sdk, "interfaces": list(row.sdk_interfaces), "since": dict(row.sdk_since)},
        "notes": list(row.notes),
        "conflicts": list(row.conflicts),
        "disputes": [
            {
                "generations": list(dispute.generations),
                "yes": dispute.yes,
                "no": dispute.no,
                "after": dispute.after,
                "until": dispute.until,
                "sources": list(dispute.sources),
            }
            for dispute in DISPUTES
            if dispute.parameter == name
        ],
        "sources": list(row.sources),
    }


def parameters(
    interface: str | None = None,
    generation: str | None = None,
    group: str | None = None,
    as_of: str | None = None,
) -> list[dict[str, Any]]:
    """The parameters of the service, in the order in which they stand on the wire; each as `parameter` gives it.

    Args:
        interface: those that it carries.
        generation: those that its base models take, or may take: only what is certainly refused is left out.
        group: those of the group.
        as_of: those that existed on this day; what no source dates is in.

    Raises:
        Unknown: there is no such interface, generation or group.
    """
    _known("interface", interface, INTERFACES)
    _known("generation", generation, GENERATIONS)
    _known("group", group, dict.fromkeys(row.group for row in PARAMETERS.values()))
    return [
        parameter(name)
        for name, row in PARAMETERS.items()
        if (interface is None or _carries(row, interface))
        and (generation is None or _taken(row, generation, as_of or AS_OF))
        and group in (None, row.group)
        and (as_of is None or _within(as_of, row.dates.since, row.dates.until))
    ]


def _carries(row: Parameter, interface: str) -> bool:
    return any(carried(row, carrier) for carrier in row.placement if carrier.removesuffix("-multipart") == interface)


def _taken(row: Parameter, generation: str, day: Day) -> bool:
    """Whether base models of a generation take it on a day, or may."""
    known: dict[str, tuple[Support, Day | None]] = {
        "previous": (row.previous_2020 if day <= SEED else row.previous, None),
        "next": (row.next, row.dates.next_since),
        "large": (row.large, row.dates.large_since),
    }
    support, since = known[generation]
    return support.level not in _REFUSED and not (since and day < since)


def _type(kind: Type) -> dict[str, Any]:
    name = kind.what if isinstance(kind, Other) else _TYPES[type(kind).__name__]
    return {"name": name, **{key: value for key, value in _members(kind).items() if key != "what"}}


def _members(row: Any) -> dict[str, Any]:
    """The members of a row of the catalogue, as JSON holds them."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(row).items()}


# --- base models -----------------------------------------------------------------------------------------------------


def models(
    language: str | None = None,
    generation: str | None = None,
    platform: str | None = None,
    acoustic: bool | None = None,
    as_of: str | None = None,
) -> list[dict[str, Any]]:
    """The base models of the service.

    Args:
        language: those of a language: `es-ES`, or `es` for all that begin so.
        generation: previous, next or large.
        platform: those that a source does not rule out there.
        acoustic: those that take custom acoustic models on the day, or (False) do not.
        as_of: those that existed on this day, on the platform or on any; what no source dates is in.

    Raises:
        Unknown: there is no such language, generation or platform.
    """
    languages = dict.fromkeys(row.language for row in MODELS.values())
    if language is not None and not any(_speaks(known, language) for known in languages):
        raise Unknown("language", language, closest(language, languages, f"known: {shortened(languages, most=99)}"))
    _known("generation", generation, GENERATIONS)
    _known("platform", platform, PLATFORM_IDS)
    found = (_model(row, as_of or AS_OF, platform) for row in MODELS.values())
    return [
        row
        for row in found
        if (language is None or _speaks(row["language"], language))
        and generation in (None, row["generation"])
        and (platform is None or row["periods"][platform]["availability"] != "no")
        and acoustic in (None, row["acoustic_customization"]["level"] in ("ga", "beta"))
        and (as_of is None or _existed(row, as_of, platform))
    ]


def _model(row: BaseModel, day: Day, platform: str | None) -> dict[str, Any]:
    period = next((period for known, period in row.periods.items() if known == (platform or "ibm-cloud")), None)
    lives = bool(period and period.until and day < period.until)
    return {
        "version": VERSION,
        "kind": "model",
        "name": row.name,
        "language": row.language,
        "language_name": row.language_name,
        "generation": row.generation,
        "type": row.type,
        "rate": row.rate,
        "rates_accepted": list(row.rates_accepted),
        "status": {"level": _status(day, row, lives), **_members(row.status)},
        "acoustic_customization": {
            "level": _on(day, row.acoustic_customization, lives),
            **_members(row.acoustic_customization),
        },
        "language_customization": {
            "level": _on(day, row.language_customization, lives),
            **_members(row.language_customization),
        },
        "grammars": {"level": _on(day, row.grammars, lives), **_members(row.grammars)},
        "speaker_labels": {"level": _on(day, row.speaker_labels, lives), **_members(row.speaker_labels)},
        "low_latency": row.low_latency,
        "platform": platform,
        "as_of": day,
        "periods": {known: _members(period) for known, period in row.periods.items()},
        "deprecated": row.deprecated,
        "replaced_by": row.replaced_by,
        "renamed_to": row.renamed_to,
        "renamed_from": row.renamed_from,
        "notes": list(row.notes),
        "sources": list(row.sources),
    }


def _on(day: Day, era: Era, lives: bool) -> str:
    """What the documentation of a day says, of the two that are known; between them, the later that has the model."""
    ended = lives and era.docs_2026 == "none" and era.docs_2020 in ("ga", "beta")
    return era.docs_2020 if day <= SEED or ended else era.docs_2026


def _status(day: Day, row: BaseModel, lives: bool) -> str:
    if day > SEED and lives and row.status.docs_2026 in ("discontinued", "name removed", "gone"):
        return row.tier or row.status.docs_2020
    return _on(day, row.status, lives=False)


def _existed(row: Mapping[str, Any], day: Day, platform: str | None) -> bool:
    periods = [row["periods"][platform]] if platform else row["periods"].values()
    dated = [period for period in periods if period["since"] or period["until"]] or periods
    return any(_within(day, period["since"], period["until"]) for period in dated if period["availability"] != "no")


def _within(day: Day, since: Day | None, until: Day | None) -> bool:
    return not (since and day < since) and not (until and day >= until)


def _speaks(known: str, language: str) -> bool:
    return known.casefold() == language.casefold() or known.casefold().startswith(f"{language.casefold()}-")


def _known(kind: str, name: str | None, names: Iterable[str]) -> None:
    if name is not None and name not in (known := list(names)):
        raise Unknown(kind, name, closest(name, known, f"known: {shortened(known, most=99)}"))
