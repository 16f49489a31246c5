"""What becomes of the names that `extra` sends: shared by the rules of the hatch."""

from __future__ import annotations

from collections.abc import Iterator

from .. import wire
from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Carrier, Parameter, Place
from ..profile import Use, carried, carries
from ..request import resolve
from ..secrets import is_credential

KINDS: dict[str, Place] = {"query": "query", "headers": "header", "start": "start_message"}


def sent(use: Use, kind: str) -> list[str]:
    """The names of a kind, without those of credentials, which `extra` does not carry at all."""
    return [name for name in getattr(use.extra, kind, {}) if not is_credential(name)]


def homeless(use: Use) -> Iterator[str]:
    """The kinds that no interface of the request sends."""
    for kind in KINDS:
        if sent(use, kind) and not any(carries(carrier, ("extra", kind)) for carrier in _carriers(use)):
            yield kind


def misplaced(use: Use) -> Iterator[tuple[str, str, Parameter]]:
    """Kind and name of what can only mean a parameter that the interface takes elsewhere, or in another spelling."""
    for kind, place in KINDS.items():
        for name in sent(use, kind) if carries(use.carrier, ("extra", kind)) else ():
            row = _meant(name, place, use)
            if row:
                yield kind, name, row


def repeated(use: Use) -> Iterator[tuple[str, str]]:
    """Kind and name of what the request sends already."""
    try:
        request = resolve(use)
        plan = wire.place(request)
    except ValueError:
        return  # its environment is not complete, which is a finding already
    start = [wire_name(row, use) for row in map(PARAMETERS.__getitem__, request.parameters) if _starts(row, use)]
    said = {
        "query": [name for name, _ in plan.query],
        "headers": [name.casefold() for name, _ in plan.headers],
        "start": ["action", *start, *(use.extra.start if use.extra else ())],
    }
    for kind, names in said.items():
        for name in sent(use, kind) if carries(use.carrier, ("extra", kind)) else ():
            if names.count(name.casefold() if kind == "headers" else name) > 1:
                yield kind, name


def wire_name(row: Parameter, use: Use) -> str:
    """What a parameter is called on the interface of a request."""
    return row.wire_names.get(use.carrier, row.name)


def _starts(row: Parameter, use: Use) -> bool:
    return row.placement[use.carrier] == KINDS["start"]


def _carriers(use: Use) -> Iterator[Carrier]:
    """The interfaces of the whole request: what one of them does not send may be meant for another."""
    node = use.tree.get(*use.at("interface"))
    values = {item.value for item in node.items or (node,)} if node else set()
    yield use.carrier
    if "websocket" in values:
        yield "websocket"
    if values & {"sync-http", "async-http"}:
        yield "sync-http"


def _meant(name: str, place: Place, use: Use) -> Parameter | None:
    for row in PARAMETERS.values():
        own = wire_name(row, use)
        if carried(row, use.carrier) and _bare(name) in (_bare(own), _bare(row.name)):
            right = name.casefold() == own.casefold() if place == "header" else name == own
            return None if right and row.placement[use.carrier] == place else row
    return None


def _bare(name: str) -> str:
    return name.casefold().replace("-", "").replace("_", "")
