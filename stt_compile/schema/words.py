"""The catalogue in words, as editors show it beside a key or a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog.audio import CONTENT_TYPES
from ..catalog.parameters import REQUIRES
from ..catalog.platforms import LOCATIONS, PLATFORMS
from ..catalog.rows import (
    BaseModel,
    Boolean,
    Carrier,
    ContentTypeParameter,
    Generation,
    Level,
    Number,
    Parameter,
    Place,
    String,
    Strings,
    Support,
    Type,
    Whole,
)

CARRIER_NAMES: dict[Carrier, str] = {
    "websocket": "WebSocket",
    "sync-http": "synchronous HTTP",
    "sync-http-multipart": "synchronous HTTP (multipart)",
    "async-http": "asynchronous HTTP",
}
PLACE_NAMES: dict[Place, str] = {
    "query": "query",
    "header": "header",
    "start_message": "start message",
    "metadata": "metadata",
    "form_part": "form part",
    "body": "body",
    "binary_message": "binary message",
}
GENERATION_NAMES: dict[Generation, str] = {
    "previous": "previous generation",
    "next": "next generation",
    "large": "large models",
}
LEVEL_NAMES: dict[Level, str] = {
    "ga": "yes",
    "beta": "yes, as beta",
    "none": "no",
    "ignored": "ignored",
    "by-model": "depends on the model",
    "not-stated": "not stated",
    "contradictory": "the sources contradict each other",
}


@dataclass(frozen=True)
class Words:
    """What is said of a key."""

    summary: str
    facts: tuple[tuple[str, str], ...] = ()
    """What is known besides, each with its heading."""

    @property
    def plain(self) -> str:
        """In sentences."""
        return " ".join([self.summary, *(f"{heading}: {said}." for heading, said in self.facts)])

    @property
    def markdown(self) -> str:
        """As a list behind the summary."""
        facts = "\n".join(f"- **{heading}:** {said}" for heading, said in self.facts)
        return f"{self.summary}\n\n{facts}" if facts else self.summary


def of_parameter(row: Parameter) -> Words:
    """A parameter: default, type, places, base models, days, sources."""
    return Words(row.summary, tuple((heading, said) for heading, said in _facts(row) if said))


def _facts(row: Parameter) -> Iterator[tuple[str, str]]:
    yield "Default", row.default or ""
    yield "Value", _type(row.type, row.unit)
    yield "Needs", " and ".join(f"`{name}`" for name in REQUIRES.get(row.name, ()))
    carried = (f"{CARRIER_NAMES[by]}: {PLACE_NAMES[at]}" for by, at in row.placement.items() if at in PLACE_NAMES)
    yield "Sent", "; ".join(carried) or "by no interface"
    yield "Base models", "; ".join(f"{name}: {_support(row.support(it))}" for it, name in GENERATION_NAMES.items())
    yield "Since", row.dates.since or ""
    yield "Withdrawn", row.dates.until or ""
    yield "Replaced by", f"`{row.replaced_by}`" if row.replaced_by else ""
    yield "Source", row.sources[0]


def of_content_type_parameter(row: ContentTypeParameter) -> Words:
    """A parameter of a content type: the types that have it, default, type, days, sources."""
    facts = (
        ("For", ", ".join(row.applies_to)),
        ("Default", row.default or ""),
        ("Value", _type(row.type, row.unit)),
        ("Since", row.since or ""),
        ("Source", row.sources[0]),
    )
    return Words(row.summary, tuple((heading, said) for heading, said in facts if said))


def _support(support: Support) -> str:
    lists = (("languages", support.languages), ("models", support.models), ("without", support.without))
    return LEVEL_NAMES[support.level] + "".join(f", {kind} {', '.join(names)}" for kind, names in lists if names)


def _type(kind: Type, unit: str | None) -> str:
    """A type with its range; empty where the schema's own keywords show all of it."""
    match kind:
        case Boolean():
            said = "true or false"
        case Whole(values=values) | String(values=values) | Strings(values=values) if values:
            said = ("a list of " if isinstance(kind, Strings) else "") + ", ".join(map(str, values))
        case Whole(minimum=least, maximum=most) | Number(minimum=least, maximum=most):
            said = "an integer" if isinstance(kind, Whole) else "a number"
            said += _range(least, most)
            said += f", or {', '.join(map(str, kind.special))}" if isinstance(kind, Whole) and kind.special else ""
        case String(max_length=length):
            said = f"a text of at most {length} characters" if length else "a text"
        case Strings(max_items=items, max_item_length=length):
            said = f"a list of at most {items} texts" if items else "a list of texts"
            said += f", each of at most {length} characters" if length else ""
        case _:
            return ""
    return f"{said}, in {unit}" if unit else said


def _range(least: float | None, most: float | None) -> str:
    if least is None:
        return ""
    return f" from {least:g} to {most:g}" if most is not None else f", {least:g} or more"


# --- values that editors complete ------------------------------------------------------------------------------------


def of_base_model(row: BaseModel) -> str:
    """A base model in a line: language, kind, days, and whether custom acoustic models are made from it."""
    kind = "" if row.type in ("lsm", "unknown") else f", {row.type.replace('_', ' ')}"
    kind += f", {row.rate / 1000:g} kHz" if row.rate else ""
    period = row.periods["ibm-cloud"]
    days = [f"since {period.since}" if period.since else "", f"until {period.until}" if period.until else ""]
    acoustic = {row.acoustic_customization.docs_2020, row.acoustic_customization.docs_2026} & {"ga", "beta"}
    said = [
        f"{row.language_name}; {GENERATION_NAMES[row.generation]}{kind}",
        " ".join(["on IBM Cloud", *filter(None, days)]) if any(days) else "",
        "custom acoustic models" if acoustic else "",
        f"the later name is {row.renamed_to}" if row.renamed_to else "",
    ]
    return "; ".join(filter(None, said))


def of_content_type(name: str) -> str:
    """An audio format in a line: what has to be written with it, its notes."""
    row = CONTENT_TYPES[name]
    needed = [f"needs {' and '.join(row.required_params)}"] if row.required_params else []
    kind = [f"compression: {row.compression}"] if row.compression else []
    return "; ".join([*kind, *needed, *row.notes])


def of_interface(name: str) -> str:
    """An interface's own name."""
    return next(said for known, said in CARRIER_NAMES.items() if known == name)


def of_location(name: str) -> str:
    """The city of a location."""
    return LOCATIONS[name].city


def of_platform(name: str) -> str:
    """A platform's own name."""
    return next(row.name for known, row in PLATFORMS.items() if known == name)
