"""A parameter on an interface that does not carry it.

Each interface takes its own parameters; what it does not take is ignored, with a mere `warnings` field in the result.

Problem::

    requests:
      live: {interface: sync-http, parameters: {interim_results: true}}

Instead::

    requests:
      live: {interface: websocket, parameters: {interim_results: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.rows import Carrier, Parameter
from ..diagnostics import Finding, Severity
from ..profile import Use, carried, carries, parameters_of
from ..schema import CARRIER_NAMES, PLACE_NAMES
from ..tree import KeyPath
from . import Findings, Rule
from ._dates import standing


def check(use: Use) -> Findings:
    """All that a request says, against the places of its interface."""
    for path in _said(use):
        rows = parameters_of(path)
        if any(standing(row, use) for row in rows):
            continue  # what does not exist that day is a finding already
        if not carries(use.carrier, path) and not use.has_lost("audio", "multipart"):
            name = str(path[-1])
            yield Finding(
                use.at(*path), f"{CARRIER_NAMES[use.carrier]} does not carry `{name}`", _help(path, rows, use), on="key"
            )


def _said(use: Use) -> Iterator[KeyPath]:
    for holder in ("audio", "parameters", "job"):
        node = use.tree.get(*use.at(holder))
        for key, entry in (node.entries if node else {}).items():
            if not (key == "multipart" and entry.node.value is False):
                yield (holder, key)


def _help(path: KeyPath, rows: tuple[Parameter, ...], use: Use) -> str:
    if path[0] == "job":
        return "jobs belong to `interface: async-http`; take it out, or split the request"
    if not rows:
        return "multipart exists for `interface: sync-http` only"
    row = rows[0]
    if not row.emit:
        return (
            "the service does not document it for recognition; if you must, send it with `extra`, which wants a reason"
        )
    places = ", ".join(_places(row))
    where = f"carried by: {places}" if places else "no interface is documented to carry it"
    if row.placement[use.carrier] == "undocumented":
        return f"{where}; no source says how to send it here: if you know, send it with `extra`, which wants a reason"
    return f"{where}; take it out, or split the request" if places else where


def _places(row: Parameter) -> Iterator[str]:
    for carrier, place in row.placement.items():
        if carried(row, carrier):
            yield f"{_name(carrier)} ({PLACE_NAMES[place]})"


def _name(carrier: Carrier) -> str:
    return CARRIER_NAMES[carrier].removesuffix(" (multipart)") + (" multipart" if carrier.endswith("multipart") else "")


RULE = Rule(
    code="STT501",
    severity=Severity.ERROR,
    title="Parameter that the interface does not carry",
    effect="Ignored; the result has `warnings`: Unknown arguments, or Unknown url query arguments.",
    sources=("summary.md@2026-06-30", "basic-request.md@2026-06-30"),
    use=check,
)
