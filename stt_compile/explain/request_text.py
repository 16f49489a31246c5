"""What becomes of a request, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..jsontext import compact
from ..names import printable
from ..schema import CARRIER_NAMES
from .layout import entries, section, wrapped

_CARRIERS: Mapping[str, str] = {str(carrier): name for carrier, name in CARRIER_NAMES.items()}
_PLACE_HEADINGS = {
    "query": "query",
    "header": "headers",
    "start_message": "start message",
    "metadata": "form part `metadata`, JSON",
    "form_part": "form parts",
    "body": "body",
    "binary_message": "binary messages",
    "none": "not sent",
}


def explained(data: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a request: a section for each of its uses."""
    described = f": {' '.join(data['description'].split())}" if data["description"] else ""
    yield from wrapped(printable(f"{data['request']}{described}"))
    yield f"in {data['profile']}"
    for use in data["uses"]:
        yield from _use(use)
    if not data["uses"]:
        yield from ("", "It could not be read.")
    yield from section("Findings", list(_findings(data["findings"])))


def _use(use: Mapping[str, Any]) -> Iterator[str]:
    heading = f"{use['environment']}, {_CARRIERS[use['carrier']]}"
    heading += " (has errors: nothing is generated)" if use["errors"] else ""
    yield from ("", heading, "=" * len(heading))
    address = use["address"]
    method = f"{address['method']} " if address["method"] else ""
    yield from ("", f"  {method}{_shown(address['url']) if address['url'] else 'the address is not known'}")
    yield from (f"    {_origin(origin, key=True)}" for origin in address["origins"])
    for place, heading in _PLACE_HEADINGS.items():
        listed = [_entry(item) for item in use["sent"] if item["place"] == place]
        yield from _part(heading, listed)
    yield from _part("authentication", [_entry({**item, "why": item["how"]}) for item in use["authentication"]])
    yield from _part("registered before", [_entry({**item, "why": ""}) for item in use["registration"]])
    yield from _part("polled after", [_entry(item) for item in use["polling"]])
    yield from _part("left out", [_entry({**item, "name": item["key"]}) for item in use["left_out"]])
    model, day = use["base_model"], use["day"]
    base = {**model, "name": "base model", "value": model["name"] or "unknown"}
    yield from _part("judged by", [_entry(base), _entry({**day, "name": "day", "value": day["day"]})])
    findings = list(_findings(use["findings"]))
    if findings:
        yield from ("", "  findings", *findings)


def _part(heading: str, rows: Sequence[tuple[str, str, Sequence[str]]]) -> Iterator[str]:
    if rows:
        yield from ("", f"  {heading}", *entries(rows))


def _entry(item: Mapping[str, Any]) -> tuple[str, str, list[str]]:
    name, origins = item.get("sent_as", item["name"]), item["origins"]
    remarks = [item["why"], *(_origin(origin, key=len(origins) > 1) for origin in origins)]
    return printable(name), _value(item["value"]), [printable(remark) for remark in remarks if remark]


def _origin(origin: Mapping[str, Any], *, key: bool) -> str:
    layer = origin["layer"] or ""
    place = f"{origin['file']}:{origin['line']}:{origin['column']}" if origin["file"] else origin["key"]
    named = f"{origin['key'].rpartition('.')[2]}, " if key else ""
    return f"{place} ({named}{layer})" if layer or named else place


def _findings(findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for found in findings:
        place = f"{found['file']}:{found['line']}:{found['column']}" if found["file"] else found["key"]
        yield from wrapped(f"{found['severity']} {found['code']}: {found['message']}", 4, 2)
        yield from wrapped(place, 6)
        yield from wrapped(f"help: {found['help']}", 6, 2)


def _value(value: Any) -> str:
    return "" if value is None else _shown(value)


def _shown(value: Any) -> str:
    """A value on one line: references as `${NAME}`, texts as they are, all else as JSON."""
    if isinstance(value, Mapping) and set(value) == {"env"}:
        return f"${{{value['env']}}}"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list) and any(isinstance(piece, Mapping) and set(piece) == {"env"} for piece in value):
        return "".join(map(_shown, value))
    return compact(value)
