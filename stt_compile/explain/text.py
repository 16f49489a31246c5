"""All that is explained, as text for people: at most 100 columns wide, as far as names and addresses allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..jsontext import compact
from ..schema.words import CARRIER_NAMES, GENERATION_NAMES, LEVEL_NAMES, PLACE_NAMES
from .layout import bullets, fields, section, table, wrapped
from .request_text import explained

_NO_PLACE = {"none": "-", "undocumented": "?"}
_NO_PLACE_NAMES = {"none": "no", "undocumented": "no source puts it there"}
_SHORT_PLACES = {"start_message": "start", "form_part": "form part", "binary_message": "binary"}
_SHORT_LEVELS = {
    "none": "-",
    "not_stated": "?",
    "contradictory": "disputed",
    "unclear": "unclear",
    "not_yet": "not yet",
    "discontinued": "ended",
    "name removed": "removed",
    "deprecated name, not listed": "old name",
}
_SHORT_TYPES = {"list of texts": "texts", "argument of the Python SDK": "SDK argument"}
_DAYS = {
    "since": "since",
    "until": "until",
    "ga": "generally available",
    "deprecated": "deprecated",
    "next_since": "next generation since",
    "next_ga": "next generation, GA",
    "large_since": "large models since",
    "installed_since": "Cloud Pak for Data since",
    "installed_until": "Cloud Pak for Data until",
}


def text(data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """What a function of this package gave, for people; lists become tables."""
    if isinstance(data, Mapping):
        lines = _KINDS[data["kind"]](data)
    elif data:
        lines = _TABLES[data[0]["kind"]](data)
    else:
        lines = iter(["nothing matches"])
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


# --- codes -----------------------------------------------------------------------------------------------------------


def _code(data: Mapping[str, Any]) -> Iterator[str]:
    yield f"{data['code']}: {data['title']} ({data['severity']})"
    yield ""
    yield from wrapped(data["reason"])
    yield from section("What the service does", wrapped(data["effect"], 2) if data["effect"] else [])
    yield from section("Wrong", _indented(data["wrong"]))
    yield from section("Right", _indented(data["right"]))
    if data["ignorable"]:
        comment = f"# stt: ignore[{data['code']}] REASON"
        yield from section("To silence it", wrapped(f"at the end of the line: {comment}", 2))
    yield from section("Sources", bullets(data["sources"]))


def _indented(example: str) -> list[str]:
    return [f"  {line}" for line in example.splitlines()] if example else []


# --- parameters ------------------------------------------------------------------------------------------------------


def _parameter(data: Mapping[str, Any]) -> Iterator[str]:
    yield data["name"]
    yield ""
    yield from wrapped(data["summary"])
    yield ""
    yield from fields(_facts(data))
    yield from section("Where it is sent", _places(data))
    yield from section("Which base models take it", fields(_supported(data)))
    yield from section("Since when", fields(_since(data)))
    yield from section("Python SDK", fields(_sdk(data["sdk"])))
    yield from section("Notes", bullets(data["notes"]))
    yield from section("Where the sources contradict each other", bullets(_contradictions(data)))
    yield from section("Sources", bullets(data["sources"]))


def _facts(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "in a profile", data["key"] or f"{data['instead'] or 'nothing says it'}"
    yield "type", type_text(data["type"]) + (f", in {data['unit']}" if data["unit"] else "")
    yield "pattern", data["type"].get("pattern") or ""
    yield "default", data["default"] or ""
    yield "required", data["required"]
    yield "needs", " and ".join(f"{name}: {compact(value)}" for name, value in data["requires"].items())
    yield "makes true", data["forces"] or ""
    yield "made true by", ", ".join(data["forced_by"])
    yield "platforms", ", ".join(data["platforms"])
    yield "replaced by", data["replaced_by"] or ""


def type_text(kind: Mapping[str, Any]) -> str:
    """A type with its range or its values."""
    name: str = kind["name"]
    values = kind.get("values")
    if values:
        name += f": {', '.join(map(str, values))}"
    lower, upper = kind.get("minimum"), kind.get("maximum")
    if lower is not None and upper is not None:
        name += f", {lower} to {upper}"
    elif lower is not None:
        name += f", {lower} or more"
    name += "".join(f", or {special}" for special in kind.get("special") or ())
    for key, limit in (("max_items", "{} items at most"), ("max_item_length", "each {} characters at most")):
        name += f", {limit.format(kind[key])}" if kind.get(key) else ""
    return name + (f", {kind['max_length']} characters at most" if kind.get("max_length") else "")


def _places(data: Mapping[str, Any]) -> list[str]:
    rows = []
    for carrier, place in data["places"].items():
        where = PLACE_NAMES.get(place["place"]) or _NO_PLACE_NAMES[place["place"]]
        named = f"{where}, as {place['name']}" if place["used"] and place["name"] != data["name"] else where
        named += "" if place["used"] or place["place"] in _NO_PLACE else " (not written by this compiler)"
        rows.append((CARRIER_NAMES[carrier], named + (f"; {place['encoding']}" if place["encoding"] else "")))
    return fields(rows)


def _supported(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for generation, support in data["support"].items():
        yield GENERATION_NAMES[generation], _support(support)
    yield "previous, as of 2020", _support(data["support_2020"])
    yield "languages since", ", ".join(f"{name} {day}" for name, day in data["languages_since"].items())


def _support(support: Mapping[str, Any]) -> str:
    said = [LEVEL_NAMES[support["level"]]]
    said += [f"{heading} {', '.join(support[key])}" for key, heading in _SUPPORT.items() if support[key]]
    return "; ".join([*said, *([support["note"]] if support["note"] else [])])


_SUPPORT = {"languages": "languages:", "models": "models:", "without": "without"}


def _since(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, heading in _DAYS.items():
        yield heading, data["dates"][key] or ""
    yield "introduced", data["introduced"]
    yield "removed", data["removed"]
    if not any(data["dates"].values()) and not data["introduced"]:
        yield "since", "no source says"


def _sdk(sdk: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if sdk["argument"]:
        yield "argument", sdk["argument"]
        since = (f"{name} since {release}" for name, release in sdk["since"].items())
        yield "interfaces", ", ".join(sdk["interfaces"]) + "".join(f"; {said}" for said in since)


def _contradictions(data: Mapping[str, Any]) -> Iterator[str]:
    yield from data["conflicts"]
    for dispute in data["disputes"] if not data["conflicts"] else ():  # those in detail say the same
        about = " and ".join(GENERATION_NAMES[generation] for generation in dispute["generations"])
        yield f"{about}: {dispute['yes']}; {dispute['no']} ({', '.join(dispute['sources'])})"


def _parameters(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    headings = ("parameter", "type", "websocket", "sync", "multipart", "async", "since")
    yield from table(
        headings, [(row["name"], _short_type(row["type"]), *_short_places(row), _days(row)) for row in rows]
    )
    yield ""
    yield "- not there; ? no source puts it there, so no profile can"


def _short_type(kind: Mapping[str, Any]) -> str:
    lower, upper = kind.get("minimum"), kind.get("maximum")
    if lower is not None or upper is not None:
        return f"{_short(lower)}..{_short(upper)}" + "".join(f", {special}" for special in kind.get("special") or ())
    if kind["name"] == "integer" and kind.get("values"):
        return ", ".join(map(str, kind["values"]))
    return _SHORT_TYPES.get(kind["name"]) or str(kind["name"])


def _short(number: Any) -> str:
    return "" if number is None else f"{number:g}"


def _short_places(row: Mapping[str, Any]) -> Iterator[str]:
    for place in row["places"].values():
        where = place["place"]
        yield _NO_PLACE.get(where) or _SHORT_PLACES.get(where) or where


def _days(row: Mapping[str, Any]) -> str:
    return f"until {row['dates']['until']}" if row["dates"]["until"] else row["dates"]["since"] or ""


# --- base models -----------------------------------------------------------------------------------------------------


def _models(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    platform = rows[0]["platform"] or "ibm-cloud"
    headings = ("base model", "kind", "kHz", "status", "acoustic", "language", "since", "until")
    yield from table(
        headings,
        [
            (
                row["name"],
                row["generation"],
                _kilohertz(row),
                _short_level(row["status"]["level"]),
                _short_level(row["acoustic_customization"]["level"]),
                _short_level(row["language_customization"]["level"]),
                row["periods"][platform]["since"] or "",
                row["periods"][platform]["until"] or "",
            )
            for row in rows
        ],
    )
    yield ""
    yield f"acoustic, language: custom models; since, until: on {platform}, where a source dates it"
    yield f"as of {rows[0]['as_of']}"


def _kilohertz(row: Mapping[str, Any]) -> str:
    return f"{row['rate'] / 1000:g}" if row["rate"] else ""


def _short_level(level: str) -> str:
    return _SHORT_LEVELS.get(level, level)


_KINDS: Mapping[str, Callable[[Any], Iterator[str]]] = {"code": _code, "parameter": _parameter, "request": explained}
_TABLES: Mapping[str, Callable[[Any], Iterator[str]]] = {"parameter": _parameters, "model": _models}
