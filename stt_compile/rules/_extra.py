"""What becomes of the names that `extra` sends: shared by the rules of the hatch."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Carrier, Parameter, Place
from ..profile import Use, carried, carries
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
        wire = row.wire_names.get(use.carrier, row.name)
        if carried(row, use.carrier) and _bare(name) in (_bare(wire), _bare(row.name)):
            right = name.casefold() == wire.casefold() if place == "header" else name == wire
            return None if right and row.placement[use.carrier] == place else row
    return None


def _bare(name: str) -> str:
    return name.casefold().replace("-", "").replace("_", "")
