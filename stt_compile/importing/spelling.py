"""Whether the profile sends the same request in other characters: another order, other percent signs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..compile import Compilation, compile_bytes
from ..jsontext import compact
from ..quoting import url
from ..text import Env, Text, literal
from ..wire import FormBody, Plan
from .calls import Form
from .curl import encoded, pairs
from .findings import Finding
from .javascript import read_json
from .pieces import reference
from .profile import Drawn
from .requests import Wanted


def respelt(text: str, drawn: Drawn) -> Iterator[Finding]:
    """A finding for each call whose query or headers are written otherwise than they were."""
    compilation = compile_bytes("imported", text.encode(), Path("imported.stt.yaml"))
    for request in drawn.requests:
        for origin in request.origins:
            plan = _plan(compilation, request.name, origin)
            if plan and (_query(plan, origin) or _headers(plan, origin) or _metadata(plan, origin)):
                message = "the parameters stand in another order, or are encoded otherwise"
                yield Finding("respelt", origin.call.place, message, "the service reads the same")


def _plan(compilation: Compilation, name: str, origin: Wanted) -> Plan | None:
    for index in compilation.select(name, interface=origin.interface):
        if index not in compilation.blocked:
            return compilation.plan(index)
    return None


def _query(plan: Plan, origin: Wanted) -> bool:
    """Whether the pairs that are in both are written in the same order and the same characters."""
    late = False
    new = []
    for name, value in plan.query:
        late = late or literal(value) is None  # from here on curl encodes
        new += pairs(f"{url.component(name)}={encoded(_flat(value)) if late else _encoded(value)}")
    return _differ(
        [(pair.name, pair.value, pair.raw) for pair in origin.call.query], [(p.name, p.value, p.raw) for p in new]
    )


def _headers(plan: Plan, origin: Wanted) -> bool:
    old = [(pair.name.lower(), pair.value, pair.name) for pair in origin.call.headers]
    return _differ(old, [(name.lower(), _flat(value), name) for name, value in plan.headers])


def _metadata(plan: Plan, origin: Wanted) -> bool:
    if not isinstance(plan.body, FormBody) or not isinstance(origin.call.body, Form):
        return False
    written, made = origin.call.body.metadata, plan.body.metadata
    return written is not None and written != compact(made) and read_json(written) == made


def _differ(old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]) -> bool:
    both = {item[:2] for item in old} & {item[:2] for item in new}
    return [item for item in old if item[:2] in both] != [item for item in new if item[:2] in both]


def _encoded(value: Text) -> str:
    return "".join(reference(piece.name) if isinstance(piece, Env) else url.component(piece) for piece in value)


def _flat(value: Text) -> str:
    return "".join(reference(piece.name) if isinstance(piece, Env) else piece for piece in value)
