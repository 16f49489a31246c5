"""What arrived against what the plan says: a list of differences in words, empty where they are equal.

Equal means: the same exchanges in the same order; method, scheme, host and every path segment; the same query pairs,
decoded, in order; exactly the same headers (names as spelt, any order, for order among different names means nothing:
RFC 9110, 5.3); the same bytes of body; the same parts; the same messages, JSON with its types, audio joined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .differences import DIFFERENCES, Client, Context, Difference, belongs
from .exchange import Exchange, Malformed, decoded_query
from .expectation import Expected, Material, PartExpected, Place, Plan, Value, expectation, segments

__all__ = ["DIFFERENCES", "USED", "Difference", "compare", "unused"]

USED: set[str] = set()
"""The names of the rows that occurred in a comparison that found the rest equal."""


def unused(client: Client, used: set[str] = USED) -> list[str]:
    """The rows of a client that nothing has needed since the process started."""
    return [row.name for row in DIFFERENCES if belongs(row, client) and row.name not in used]


def compare(
    plan: Plan,
    exchanges: Sequence[Exchange],
    *,
    client: Client,
    environment: Mapping[str, str],
    files: Mapping[str, bytes],
    stdin: bytes = b"",
    used: set[str] = USED,
) -> list[str]:
    """The differences between a plan and what arrived from one run of one client.

    `files` are by the paths that the plan says, references filled in. `used` learns which rows occurred.
    """
    if client == "curl" and plan["interface"] == "websocket":
        raise ValueError("curl is not a client for WebSocket plans")
    material = Material(environment, files, stdin)
    context = Context(plan, material, expectation(plan, material))
    occurred: set[str] = set()
    for row in DIFFERENCES:
        if belongs(row, client) and row.applies(context):
            row.apply(context)
            if not row.optional:
                occurred.add(row.name)
    run = tuple(exchanges)
    rest = list(run)
    differences: list[str] = []
    for expected in context.expected:
        if not rest:
            differences.append(f"{expected.role}: did not arrive: {expected.method} {expected.url.geturl()}")
            continue
        found = _exchange(expected, Place(rest.pop(0), run), occurred)
        differences += [f"{expected.role}: {difference}" for difference in found]
    differences += [f"unexpected: {exchange.method} {_url(exchange)}" for exchange in rest]
    if not differences:
        used.update(occurred)
    return differences


def _url(exchange: Exchange) -> str:
    return f"{exchange.scheme}://{exchange.host}{exchange.target}"


def _exchange(expected: Expected, place: Place, occurred: set[str]) -> Iterator[str]:
    exchange = place.exchange
    if not exchange.complete:
        yield "the request broke off"
    yield from _differ("kind", expected.kind, exchange.kind)
    yield from _differ("method", expected.method, exchange.method)
    yield from _differ("scheme", expected.url.scheme, exchange.scheme)
    yield from _differ("host asked for by TLS", expected.url.hostname, exchange.sni)
    if segments(expected.url.path.encode()) != segments(exchange.raw_path.encode("latin-1")):
        yield f"path: {expected.url.path!r} expected, {exchange.raw_path!r} arrived"
    yield from _query(expected.query, place)
    yield from _headers(expected, place, occurred)
    yield from _body(expected, exchange)
    if expected.kind == "websocket":
        yield from _messages(expected.messages, exchange)


def _differ(what: str, expected: Any, arrived: Any) -> Iterator[str]:
    if expected != arrived:
        yield f"{what}: {expected!r} expected, {arrived!r} arrived"


def _holds(value: Value, arrived: str, place: Place) -> bool:
    return value == arrived if isinstance(value, str) else value.holds(arrived, place)


def _says(value: Value) -> str:
    return repr(value) if isinstance(value, str) else value.says


def _query(expected: list[tuple[str, Value]], place: Place) -> Iterator[str]:
    arrived = place.exchange.query
    same = len(expected) == len(arrived) and all(
        name == came and _holds(value, got, place)
        for (name, value), (came, got) in zip(expected, arrived, strict=False)
    )
    if same:
        return
    left, unmet = list(arrived), []
    for name, value in expected:
        pair = next((pair for pair in left if pair[0] == name and _holds(value, pair[1], place)), None)
        if pair is None:
            unmet.append((name, value))
        else:
            left.remove(pair)
    for name, value in unmet:
        yield f"query: {name}={_says(value)} expected, but {_instead(name, left)}"
    for name, got in left:
        if not any(name == wanted for wanted, _ in unmet):
            yield f"query: unexpected {name}={got!r}"
    if not left and not unmet:
        yield f"query: order {[name for name, _ in expected]} expected, {[name for name, _ in arrived]} arrived"


def _instead(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    values = [value for key, value in pairs if key == name]
    return f"{values!r} arrived" if values else "none arrived"


def _headers(expected: Expected, place: Place, occurred: set[str]) -> Iterator[str]:
    left = list(place.exchange.headers)
    unmet = []
    for header in expected.headers:
        pair = next((pair for pair in left if pair[0] == header.name and _holds(header.value, pair[1], place)), None)
        if pair is not None:
            left.remove(pair)
            if header.optional:
                occurred.add(header.optional)
        elif not header.optional:
            unmet.append(header)
    for header in unmet:
        yield f"header {header.name}: {_says(header.value)} expected, but {_instead(header.name, left)}"
    for name, value in left:
        if not any(name == header.name for header in unmet):
            yield f"header {name}: unexpected, {value!r}"
    for name, value in place.exchange.trailers:
        yield f"trailer {name}: unexpected, {value!r}"


def _body(expected: Expected, exchange: Exchange) -> Iterator[str]:
    if expected.json is not None:
        yield from _json("body", expected.json, exchange.body)
    elif expected.form is not None:
        yield from _differ("form", tuple(expected.form), decoded_query(exchange.body.decode("latin-1")))
    elif expected.parts is not None:
        yield from _parts(expected.parts, exchange)
    else:
        yield from _bytes("body", expected.body, exchange.body)
    if exchange.expected and not exchange.continued and exchange.body:
        yield "the client asked to be told to go on and did not wait"


def _bytes(what: str, expected: bytes, arrived: bytes) -> Iterator[str]:
    if expected == arrived:
        return
    at = next((n for n, (one, other) in enumerate(zip(expected, arrived, strict=False)) if one != other), None)
    at = min(len(expected), len(arrived)) if at is None else at
    excerpt = f"{expected[at : at + 16]!r} expected, {arrived[at : at + 16]!r} arrived"
    yield f"{what}: {len(expected)} bytes expected, {len(arrived)} arrived; from byte {at} on {excerpt}"


def _json(what: str, expected: Any, arrived: bytes) -> Iterator[str]:
    """Types count: 1, 1.0 and true are three."""
    try:
        data = json.loads(arrived)
    except ValueError:
        yield f"{what}: JSON expected, {arrived[:80]!r} arrived"
        return
    wanted, got = (json.dumps(value, sort_keys=True, ensure_ascii=False) for value in (expected, data))
    if wanted != got:
        yield f"{what}: {wanted} expected, {got} arrived"


def _parts(expected: list[PartExpected], exchange: Exchange) -> Iterator[str]:
    try:
        arrived = exchange.parts
    except Malformed as error:
        yield f"multipart: {error}"
        return
    if arrived is None:
        yield "multipart: the body is not multipart"
        return
    yield from _differ("parts", [part.name for part in expected], [part.name for part in arrived])
    for number, (wanted, part) in enumerate(zip(expected, arrived, strict=False), 1):
        what = f"part {number}"
        yield from _differ(f"{what}: file name", wanted.filename, part.filename)
        yield from _differ(f"{what}: type", wanted.content_type, part.content_type)
        known = {"content-disposition", "content-type"}
        for name, value in part.headers:
            if name.lower() not in known:
                yield f"{what}: header {name}: unexpected, {value!r}"
        if wanted.body is None:
            yield from _json(what, wanted.json, part.body)
        else:
            yield from _bytes(what, wanted.body, part.body)


def _messages(expected: list[dict[str, Any] | bytes], exchange: Exchange) -> Iterator[str]:
    arrived = exchange.joined
    kinds = ["binary" if isinstance(message, bytes) else "text" for message in expected]
    yield from _differ("messages", kinds, [message.kind for message in arrived])
    for number, (wanted, message) in enumerate(zip(expected, arrived, strict=False), 1):
        what = f"message {number}"
        if isinstance(wanted, bytes):
            yield from _bytes(what, wanted, message.data)
        else:
            yield from _json(what, wanted, message.data)
