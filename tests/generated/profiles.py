"""The least profile that says one thing, and where each of its values stands.

The contract's table of places (`tests/contract`) knows on which day, with which base model and with which partners each
parameter exists; what stands at a key here is always the value under test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stt_compile import loads
from stt_compile.compile import Compilation
from stt_compile.diagnostics import Diagnostic
from tests.contract.test_placement import CARRIERS, CUSTOM_MODELS, ENVIRONMENT, FACTS, NOWHERE, merged, nested, rows
from tests.contract.test_placement import PARAMETERS as PLACED

Path_ = tuple[str, ...]
REQUEST: Path_ = ("requests", "one")
CLOUD: Path_ = ("environments", "cloud")
BARE: Mapping[str, Any] = {"context": "previous", "placement": {}}


@dataclass(frozen=True)
class Profile:
    """A profile that gives one key a value, and where that stands."""

    text: str
    path: Path_
    position: tuple[int, int]
    """Line and column of the value."""
    items: tuple[tuple[int, int], ...]
    """The same of its items, where it is a list."""

    def findings(self) -> list[Diagnostic]:
        """All that is said of it."""
        return list(self.compiled().diagnostics)

    def compiled(self) -> Compilation:
        """What the package makes of it."""
        return loads(self.text)


def of_parameter(name: str, at: str, value: Any) -> Profile:
    """A request that gives a parameter this value, on the first carrier that takes it."""
    row = PLACED.get(name, BARE)
    carrier = next((carrier for carrier, place in row["placement"].items() if place not in NOWHERE), "sync_http")
    request = merged(CARRIERS[carrier], row.get("partner", {}))
    return laid_out(row.get("context", "previous"), {}, request, (*REQUEST, *at.split(".")), value)


def of_content_type(content_type: str, file: str, needs: Mapping[str, Any], name: str, value: Any) -> Profile:
    """A request whose content type has a parameter of this value."""
    audio = {"file": file, "content_type": content_type, **needs}
    return laid_out("previous", {}, {"interface": "sync-http", "audio": audio}, (*REQUEST, "audio", name), value)


def of_request(at: str, value: Any, request: Mapping[str, Any] | None = None) -> Profile:
    """A request with this value at a key."""
    return laid_out("previous", {}, merged(CARRIERS["sync_http"], request or {}), (*REQUEST, *at.split(".")), value)


def of_environment(at: str, value: Any, environment: Mapping[str, Any] | None = None) -> Profile:
    """An environment with this value at a key."""
    path = (*CLOUD, *at.split("."))
    return laid_out("previous", environment or {}, CARRIERS["sync_http"], path, value)


def laid_out(
    context: str, environment: Mapping[str, Any], request: Mapping[str, Any], path: Path_, value: Any
) -> Profile:
    """The profile with the value put at a path."""
    day = FACTS["contexts"][context]
    known = merged(ENVIRONMENT, {"service_date": day["service_date"], **environment})
    for key, (table, models) in CUSTOM_MODELS.items():
        if key in request or path[2] in (key, table):
            request = merged({key: next(iter(models))}, request)
            known[table] = {name: {**model, "base_model": day["model"]} for name, model in models.items()}
    document = {
        "version": 1,
        "environments": {"cloud": known},
        "requests": {"one": merged({"model": day["model"]}, request)},
    }
    lines = list(rows(put(document, path, value)))
    line = next(number for number, (key, _) in enumerate(lines, 1) if key == path)
    column = lines[line - 1][1].index(": ") + 3
    return Profile(
        "".join(f"{text}\n" for _, text in lines),
        path,
        (line, column),
        tuple((line, column + offset) for offset in offsets(value)),
    )


def put(document: Mapping[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    """The same, with this value at a path and nothing of another one there."""
    under = merged(document, nested(".".join(path), None))
    return merged(under, nested(".".join(path), value))


def offsets(value: Any) -> Iterator[int]:
    """How far the items of a list stand behind its beginning, in JSON."""
    behind = 1
    for item in value if isinstance(value, list) else ():
        yield behind
        behind += len(json.dumps(item)) + 2
