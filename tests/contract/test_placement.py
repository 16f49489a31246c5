"""Every parameter of the service contract, on every carrier: where it belongs on the wire, or an error where it stands.

`placement.yaml` holds the facts and how a profile says each parameter. Nothing here knows the compiler's catalogue or
its pipeline: a minimal profile goes in by the command line, and the plan or the report comes out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from click.testing import CliRunner, Result

FACTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "placement.yaml").read_text(encoding="utf-8"))
PARAMETERS: dict[str, dict[str, Any]] = {row["name"]: row for row in FACTS["parameters"]}
ENVIRONMENT: dict[str, Any] = {
    "platform": "ibm-cloud",
    "location": "eu-de",
    "instance_id": {"env": "STT_INSTANCE_ID"},
    "auth": {"apikey": {"env": "STT_APIKEY"}},
}
CUSTOM_MODELS: dict[str, tuple[str, dict[str, Any]]] = {
    "acoustic_model": (
        "acoustic_models",
        {"call-center": {"customization_id": "74f4807e-b5ff-4866-824e-6bba1a84fe96"}},
    ),
    "language_model": ("language_models", {"products": {"customization_id": "0f1d2c3b-4a59-4687-9102-132435465768"}}),
}
CARRIERS: dict[str, dict[str, Any]] = {
    "websocket": {"interface": "websocket", "audio": {"file": "speech.flac"}},
    "sync_http": {"interface": "sync-http", "audio": {"file": "speech.flac"}},
    "sync_http_multipart": {"interface": "sync-http", "audio": {"multipart": True, "file": "speech.flac"}},
    "async_http": {"interface": "async-http", "audio": {"file": "speech.flac"}},
}
NOWHERE = ("none", "undocumented")

Path_ = tuple[str, ...]


class Arrival(NamedTuple):
    """Something that a plan sends: the kind of place, the name there, the value."""

    place: str
    name: str
    value: Any


@dataclass(frozen=True)
class Profile:
    """A profile's text, and the line on which each of its keys stands."""

    text: str
    lines: Mapping[Path_, int]


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(under)
    for key, value in over.items():
        below = both.get(key)
        both[key] = merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return both


def nested(dotted: str, value: Any) -> dict[str, Any]:
    for key in reversed(dotted.split(".")):
        value = {key: value}
    return dict(value)


def rows(node: Mapping[str, Any], path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """One key a line; whatever is no mapping of its own stands as JSON behind its key."""
    for key, value in node.items():
        here = (*path, key)
        indent = "  " * len(path)
        if isinstance(value, dict) and value and set(value) != {"env"}:
            yield here, f"{indent}{key}:"
            yield from rows(value, here)
        else:
            yield here, f"{indent}{key}: {json.dumps(value)}"


def profile(context: str, request: Mapping[str, Any]) -> Profile:
    day = FACTS["contexts"][context]
    request = merged({"model": day["model"]}, request)
    environment = merged(ENVIRONMENT, {"service_date": day["service_date"]})
    for key, (table, models) in CUSTOM_MODELS.items():
        if key in request:
            name, model = next(iter(models.items()))
            environment[table] = {name: {**model, "base_model": day["model"]}}
    document = {"version": 1, "environments": {"cloud": environment}, "requests": {"one": request}}
    laid_out = list(rows(document))
    text = "".join(f"{line}\n" for _, line in laid_out)
    return Profile(text, {path: number for number, (path, _) in enumerate(laid_out, 1)})


def saying(row: Mapping[str, Any], carrier: str) -> Profile:
    """The least profile that says a parameter on a carrier."""
    request = CARRIERS[carrier]
    said = nested(row["at"], row["value"])
    if "files" in said.get("audio", {}):
        request = merged(request, {"audio": {}})
        del request["audio"]["file"]
    return profile(row["context"], merged(merged(request, row.get("partner", {})), said))


def arrivals(plan: Mapping[str, Any]) -> Iterator[Arrival]:  # noqa: C901  a plan has that many places
    """All that a plan sends of a recognition request, apart from where it goes and who sends it."""
    for name, value in plan["query"]:
        yield Arrival("query", name, value)
    for name, value in plan.get("headers", []):
        yield Arrival("header", name, value)
    for message in plan.get("messages", [])[:1]:
        for name, value in message.items():
            yield Arrival("start_message", name, value)
    for message in plan.get("messages", [])[1:]:
        if "audio" in message:
            yield Arrival("binary_message", "audio", message["audio"]["file"])
    body = plan.get("body", {})
    if "file" in body:
        yield Arrival("body", "audio", body["file"])
    if "metadata" in body:
        yield Arrival("form_part", "metadata", body["metadata"])
        for name, value in body["metadata"].items():
            yield Arrival("metadata", name, value)
    for file in body.get("files", []):
        yield Arrival("form_part", "upload", file)


def as_text(value: Any) -> str:
    """A value as queries and headers have it."""
    if isinstance(value, list):
        return ",".join(map(as_text, value))
    return value if isinstance(value, str) else json.dumps(value)


def expected(row: Mapping[str, Any], carrier: str) -> list[Arrival]:
    place = row["placement"][carrier]
    name = row.get("wire_names", {}).get(carrier, row["name"])
    value = row.get("wire", row["value"])
    if place in ("query", "header"):
        return [Arrival(place, name, as_text(value))]
    if place == "form_part" and isinstance(value, list):
        return [Arrival(place, name, file) for file in value]
    return [Arrival(place, name, value)]


def exactly(arrived: list[Arrival]) -> str:
    """To compare: in JSON, where `true` is not `1`."""
    return json.dumps(arrived, indent=1)


def plain(name: str) -> str:
    return name.lower().replace("-", "_")


def of_this_name(row: Mapping[str, Any], plan: Mapping[str, Any]) -> list[Arrival]:
    """What a plan sends under any of a parameter's names, at any place, in any spelling."""
    names = {plain(name) for name in (row["name"], *row.get("wire_names", {}).values())}
    return [arrival for arrival in arrivals(plan) if plain(arrival.name) in names]


Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    def run(text: str, command: str, *options: str) -> Result:
        from stt_compile.cli import main

        file = tmp_path / "stt.yaml"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, [command, str(file), *options])

    return run


def rendered(call: Call, text: str) -> dict[str, Any]:
    result = call(text, "render", "--target", "json")
    assert result.exit_code == 0, result.output
    (plan,) = json.loads(result.stdout)
    return dict(plan)


def lines_with_errors(call: Call, text: str) -> list[int]:
    result = call(text, "check")
    assert result.exit_code == 1, result.output
    return [int(line) for line in re.findall(r"^.*?:(\d+):\d+: error STT\d{3}: ", result.stdout, re.MULTILINE)]


def is_an_error(call: Call, said: Profile, at: str) -> None:
    key = ("requests", "one", *at.split("."))
    assert said.lines[key] in lines_with_errors(call, said.text), said.text
    assert call(said.text, "render", "--target", "json").exit_code == 1


def pairs(wanted: Callable[[dict[str, Any], str], bool]) -> list[Any]:
    return [
        pytest.param(row, carrier, id=f"{name}-{carrier}")
        for name, row in PARAMETERS.items()
        for carrier in CARRIERS
        if wanted(row, carrier)
    ]


def sayable(row: Mapping[str, Any], carrier: str) -> bool:
    elsewhere = {*row.get("elsewhere", {}), *row.get("other_carrier", {})}
    return "at" in row and "refused" not in row and carrier not in elsewhere


def test_every_parameter_has_a_place_or_a_reason() -> None:
    assert len(PARAMETERS) == len(FACTS["parameters"]) == 66
    for name, row in PARAMETERS.items():
        assert set(row["placement"]) == set(CARRIERS), name
        assert ("at" in row) != ("unsayable" in row), name


@pytest.mark.parametrize("context", FACTS["contexts"])
@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_bare_profile_compiles(call: Call, context: str, carrier: str) -> None:
    sent = [arrival.name for arrival in arrivals(rendered(call, profile(context, CARRIERS[carrier]).text))]
    bare = {
        "websocket": ["model", "action", "audio"],
        "sync_http": ["model", "Content-Type", "audio"],
        "sync_http_multipart": ["model", "metadata", "upload"],
        "async_http": ["model", "Content-Type", "audio"],
    }
    assert sent == bare[carrier]


@pytest.mark.parametrize(
    ("row", "carrier"), pairs(lambda row, carrier: sayable(row, carrier) and row["placement"][carrier] not in NOWHERE)
)
def test_arrives_where_it_belongs_and_nowhere_else(call: Call, row: dict[str, Any], carrier: str) -> None:
    plan = rendered(call, saying(row, carrier).text)
    wanted = expected(row, carrier)
    assert exactly(of_this_name(row, plan)) == exactly(wanted)
    if not isinstance(row["value"], bool):
        values = {as_text(arrival.value) for arrival in wanted}
        assert exactly([a for a in arrivals(plan) if as_text(a.value) in values]) == exactly(wanted)


@pytest.mark.parametrize(
    ("row", "carrier"), pairs(lambda row, carrier: sayable(row, carrier) and row["placement"][carrier] in NOWHERE)
)
def test_is_an_error_where_no_source_takes_it(call: Call, row: dict[str, Any], carrier: str) -> None:
    is_an_error(call, saying(row, carrier), row["at"])


@pytest.mark.parametrize(("row", "carrier"), pairs(lambda row, _: "refused" in row))
def test_is_refused_everywhere(call: Call, row: dict[str, Any], carrier: str) -> None:
    is_an_error(call, saying(row, carrier), row["at"])


@pytest.mark.parametrize(("row", "carrier"), pairs(lambda row, carrier: carrier in row.get("elsewhere", {})))
def test_the_same_words_say_something_else(call: Call, row: dict[str, Any], carrier: str) -> None:
    assert of_this_name(row, rendered(call, saying(row, carrier).text)) == []


@pytest.mark.parametrize(("row", "carrier"), pairs(lambda row, _: "unsayable" in row))
def test_cannot_be_said_and_is_not_sent(call: Call, row: dict[str, Any], carrier: str) -> None:
    bare = CARRIERS[carrier]
    sent = of_this_name(row, rendered(call, profile("previous", bare).text))
    is_action = row["name"] == "action" and carrier == "websocket"
    assert sent == ([Arrival("start_message", "action", "start")] if is_action else [])
    at = f"parameters.{row['name']}"
    is_an_error(call, profile("previous", merged(bare, nested(at, "x"))), at)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_plan_shows_who_sends_it(call: Call, carrier: str) -> None:
    """`access_token` and `Authorization` are the client's to write, from this."""
    token_url = {"token_url": "https://iam.cloud.ibm.com/identity/token"} if carrier == "websocket" else {}
    auth = rendered(call, profile("previous", CARRIERS[carrier]).text)["auth"]
    assert auth == {"apikey": {"env": "STT_APIKEY"}, **token_url}


def test_the_protocol_begins_and_ends_a_request(call: Call) -> None:
    """`action` is no parameter that an author chooses."""
    messages = rendered(call, profile("previous", CARRIERS["websocket"]).text)["messages"]
    assert messages == [{"action": "start"}, {"audio": {"file": "speech.flac"}}, {"action": "stop"}]
