"""Values: run-time values and where they may stand, texts, numbers, YAML's conveniences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stt_compile import load, loads, plan, render
from stt_compile.schema import profile_schema
from tests.language.profiles import Number, compiled, found, headers, json_plans, only, query

HEAD = "version: 1\nextends: [environments.stt.yaml]\n"
LIVE = "requests:\n  live:\n    interface: sync-http\n    acoustic_model: call-center\n    audio: {file: a.flac}\n"


# --- run-time values -------------------------------------------------------------------------------------------------

CLOUD = """\
version: 1
environments:
  cloud:
    platform: ibm-cloud
    location: eu-de
    instance_id: INSTANCE
    auth: {apikey: {env: KEY}}
    customer_id: acme
    service_date: 2020-06-23
    acoustic_models: {call-center: {customization_id: GUID, base_model: en-US_NarrowbandModel}}
requests:
  job:
    interface: async-http
    acoustic_model: call-center
    audio: {file: AUDIO}
    job: {callback_url: CALLBACK, user_token: TICKET, user_secret: {env: SECRET}}
"""
CLUSTER = """\
version: 1
environments:
  cluster:
    platform: cloud-pak-for-data
    url: URL
    auth: {authorize_url: AUTHORIZE, username: USER, password: {env: PASSWORD}}
    tls: {ca_file: CA}
    service_date: 2022-06-30
requests:
  form:
    interface: sync-http
    model: en-US_NarrowbandModel
    customer_id: WHO
    audio: {multipart: true, files: [FILE, second.flac]}
"""
FILLED = {
    "URL": "https://cpd.example.com/stt",
    "AUTHORIZE": "https://cpd.example.com/v1/authorize",
    "INSTANCE": "6bbda3b3-d572-45e1-8c54-22d6ed9e52c2",
    "CALLBACK": "https://ops.example.com/results",
    "GUID": "74f4807e-b5ff-4866-824e-6bba1a84fe96",
}
ALLOWED = [
    *((CLOUD, place) for place in ("INSTANCE", "GUID", "acme", "AUDIO", "TICKET", "CALLBACK")),
    *((CLUSTER, place) for place in ("USER", "CA", "WHO", "FILE")),
]


@pytest.mark.parametrize(("text", "place"), ALLOWED, ids=[place for _, place in ALLOWED])
@pytest.mark.parametrize("pieces", ["{env: HERE}", "[before-, {env: HERE}, -after]", "[{env: HERE}]"])
def test_a_run_time_value_may_stand(text: str, place: str, pieces: str) -> None:
    if place == "CALLBACK":
        pieces = pieces.replace("before-", "'https://before-'")
    text = text.replace(place, pieces)
    for name, value in FILLED.items():
        text = text.replace(f" {name}", f" {value}")
    made = only(loads(text))
    assert "HERE" in made["variables"]


@pytest.mark.parametrize("place", ["URL", "AUTHORIZE"])
def test_an_address_may_end_in_a_run_time_value(place: str) -> None:
    text = CLUSTER.replace(place, "['https://', {env: HERE}, /api]")
    for name in ("URL", "AUTHORIZE"):
        text = text.replace(f" {name}", f" {FILLED[name]}")
    made = only(loads(text))
    assert "HERE" in made["variables"]


def _paths() -> list[str]:
    """Every key of a request, an environment and a custom model, as the schema has them."""
    defined = profile_schema()["definitions"]
    paths = [f"environments.e.{key}" for key in defined["environment"]["properties"]]
    paths += [f"environments.e.{kind}.{key}" for kind in ("auth", "tls") for key in defined[kind]["properties"]]
    for kind in ("acoustic", "language"):
        paths += [f"environments.e.{kind}_models.m.{key}" for key in defined[f"{kind}Model"]["properties"]]
    paths += [f"requests.r.{key}" for key in defined["request"]["properties"]]
    for kind in ("audio", "parameters", "job", "extra"):
        paths += [f"requests.r.{kind}.{key}" for key in defined[kind]["properties"]]
    return [path for path in paths if path.split(".")[-1] not in OTHERS]


OTHERS = {
    "auth",
    "tls",
    "acoustic_models",
    "language_models",
    "audio",
    "parameters",
    "job",
    "extra",
    "overrides",
    "query",
    "headers",
    "start",
    "max_active",
}
"""Keys that hold mappings, and a parameter without a known type, which no interface carries."""
PLACES = {
    *(f"environments.e.{key}" for key in ("url", "instance_id", "customer_id", "tls.ca_file")),
    *(f"environments.e.auth.{key}" for key in ("apikey", "token", "authorize_url", "username", "password", "api_key")),
    *(f"environments.e.{kind}_models.m.customization_id" for kind in ("acoustic", "language")),
    "requests.r.customer_id",
    *(f"requests.r.audio.{key}" for key in ("file", "files")),
    *(f"requests.r.job.{key}" for key in ("callback_url", "user_token", "user_secret")),
}


def test_the_places_are_those_of_the_design() -> None:
    assert set(_paths()) >= PLACES
    assert len(_paths()) > 70


@pytest.mark.parametrize("path", _paths())
def test_a_run_time_value_stands_nowhere_else(path: str) -> None:
    *holders, key = path.split(".")
    lines = [f"{'  ' * depth}{holder}:" for depth, holder in enumerate(holders)]
    value = "[{env: HERE}]" if path.endswith(".files") else "{env: HERE}"
    lines.append(f"{'  ' * len(holders)}{key}: {value}")
    codes = [line for line in found_in("version: 1\n" + "\n".join(lines)) if line.startswith("STT206")]
    column = 2 * len(holders) + len(key) + 3
    assert codes == ([] if path in PLACES else [f"STT206 {len(lines) + 1}:{column}"])


def found_in(text: str) -> list[str]:
    return found(loads(text))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("    parameters: {keywords: [refund, {env: WORD}]}", "STT206 8:37"),
        ("    parameters: {timestamps: [{env: FLAG}]}", "STT206 8:31"),
        ("    job: {events: [{env: EVENT}]}", "STT206 8:20"),
        ("    model: [en-US_, {env: BAND}]", "STT206 8:21"),
        ("    environments: [{env: WHERE}]", "STT206 8:20"),
        ("    interface: [{env: HOW}]", "STT206 8:17"),
        ("    description: [batch, {env: DAY}]", "STT206 8:26"),
        ("    audio: {content_type: {env: TYPE}, file: a}", "STT206 8:27"),
    ],
)
def test_a_piece_that_cannot_be_one_is_found_at_its_place(tmp_path: Path, line: str, place: str) -> None:
    name = line.strip().split(":")[0]
    text = "".join(row for row in (HEAD + LIVE).splitlines(keepends=True) if not row.startswith(f"    {name}:"))
    padding = "    # one line\n" * (7 - text.count("\n"))
    assert place in found(compiled(tmp_path, text + padding + line))


@pytest.mark.parametrize(
    "reference",
    [
        "{env: 1ST}",
        "{env: a-b}",
        "{env: ''}",
        "{env: 3}",
        "{env: }",
        "{env: A, or: B}",
        "{ENV: A}",
        "{env: [A]}",
        '{env: "A\\n"}',
    ],
)
def test_a_malformed_reference_is_one_mistake(tmp_path: Path, reference: str) -> None:
    compilation = compiled(tmp_path, HEAD + LIVE + f"    customer_id: {reference}")
    assert len(found(compilation)) == 1
    assert found(compilation)[0].split(" ")[1].startswith("8:")


def test_a_text_is_made_of_pieces(tmp_path: Path) -> None:
    made = only(
        compiled(tmp_path, HEAD + LIVE.replace("a.flac", "[calls/, 2020, -, {env: DAY}, /, {env: CALL}, .flac]"))
    )
    assert made["body"] == {"file": ["calls/2020-", {"env": "DAY"}, "/", {"env": "CALL"}, ".flac"]}


def test_pieces_without_a_reference_are_one_text(tmp_path: Path) -> None:
    made = only(compiled(tmp_path, HEAD + LIVE.replace("a.flac", "[calls/, a, .flac]")))
    assert made["body"] == {"file": "calls/a.flac"}


def test_standard_input(tmp_path: Path) -> None:
    made = only(compiled(tmp_path, HEAD + LIVE.replace("a.flac", "'-'")))
    assert made["body"] == {"stdin": True}


# --- numbers and texts -----------------------------------------------------------------------------------------------


def test_numbers_where_texts_are_expected_are_taken_as_written(tmp_path: Path) -> None:
    text = (
        HEAD
        + LIVE
        + "    customer_id: 007\n    parameters: {keywords: [911, 3.10, 1e3, 012, yes], keywords_threshold: 0.5}"
    )
    made = only(compiled(tmp_path, text))
    assert query(made)["keywords"] == "911,3.10,1e3,012,yes"
    assert headers(made)["X-Watson-Metadata"] == "customer_id=007"


@pytest.mark.parametrize("number", ["0.40", "4e-1", "0.4", "1", "1.0", "1E-1", "0.123456789012345678901"])
def test_numbers_keep_their_spelling(tmp_path: Path, number: str) -> None:
    text = (
        HEAD
        + LIVE.replace("sync-http", "[sync-http, websocket]")
        + f"    parameters: {{keywords: [a], keywords_threshold: {number}}}"
    )
    http, session = json_plans(compiled(tmp_path, text))
    assert query(http)["keywords_threshold"] == number
    assert session["messages"][0]["keywords_threshold"] == Number(number)
    assert isinstance(session["messages"][0]["keywords_threshold"], Number)


def test_keywords_in_a_message_are_a_list_of_texts(tmp_path: Path) -> None:
    text = (
        HEAD
        + LIVE.replace("sync-http", "websocket")
        + "    parameters: {keywords: [911, 3.10], keywords_threshold: 0.5}"
    )
    compilation = compiled(tmp_path, text)
    (session,) = (json.loads(render(made, "json"))[0] for made in plan(compilation))
    assert session["messages"][0]["keywords"] == ["911", "3.10"]


def test_parameters_of_a_content_type_keep_their_spelling(tmp_path: Path) -> None:
    audio = "audio: {file: a.raw, content_type: audio/l16, rate: 16000, channels: 2, endianness: big-endian}"
    made = only(compiled(tmp_path, HEAD + LIVE.replace("audio: {file: a.flac}", audio)))
    assert headers(made)["Content-Type"] == "audio/l16;rate=16000;channels=2;endianness=big-endian"


# --- YAML's conveniences ---------------------------------------------------------------------------------------------


def test_anchors_aliases_and_merge_keys(tmp_path: Path) -> None:
    text = """\
version: 1
extends: [environments.stt.yaml]
x-common: &common
  acoustic_model: call-center
  audio: &audio {file: a.flac, content_type: audio/flac}
x-anything: [1, {two: three}]
requests:
  one: {<<: *common, interface: sync-http}
  two: {<<: *common, interface: sync-http, audio: {<<: *audio, file: b.flac}}
"""
    compilation = compiled(tmp_path, text)
    assert found(compilation) == []
    one, two = json_plans(compilation)
    assert (one["body"], two["body"]) == ({"file": "a.flac"}, {"file": "b.flac"})
    assert headers(two)["Content-Type"] == "audio/flac"


def test_a_mistake_behind_an_alias_is_found_once_where_it_stands(tmp_path: Path) -> None:
    text = """\
version: 1
extends: [environments.stt.yaml]
x-parameters: &parameters {timestamps: maybe}
requests:
  one: {interface: websocket, acoustic_model: call-center, parameters: *parameters}
  two: {interface: websocket, acoustic_model: call-center, parameters: *parameters}
  three: {interface: websocket, acoustic_model: call-center}
"""
    compilation = compiled(tmp_path, text)
    assert found(compilation) == ["STT203 3:40"]
    assert {compilation.uses[index].request for index in compilation.blocked} == {"one", "two"}


@pytest.mark.parametrize("key", ["x-", "x-notes", "x-environments"])
def test_keys_that_begin_with_x_are_free(tmp_path: Path, key: str) -> None:
    assert found(compiled(tmp_path, f"{HEAD}{key}: {{a: [1, null, {{b: c}}]}}")) == []


@pytest.mark.parametrize("line", ["requests: {live: {x-note: a}}", "X-notes: a", "x: a"])
def test_they_are_free_at_the_top_level_only(tmp_path: Path, line: str) -> None:
    assert [code for code in found(compiled(tmp_path, HEAD + line)) if code.startswith("STT201")]


# --- Python data -----------------------------------------------------------------------------------------------------


def data() -> dict[str, Any]:
    return {
        "version": 1,
        "environments": {
            "production": {
                "platform": "ibm-cloud",
                "url": "https://stt.example.com",
                "auth": {"apikey": {"env": "K"}},
                "service_date": "2020-06-23",
            }
        },
        "requests": {
            "live": {
                "interface": "sync-http",
                "model": "en-US_NarrowbandModel",
                "audio": {"file": "a.flac"},
                "parameters": {"keywords": ["a", 911], "keywords_threshold": 0.5},
            }
        },
    }


def test_a_profile_from_data() -> None:
    compilation = load(data())
    assert compilation.diagnostics == ()
    (made,) = plan(compilation)
    assert dict(made.query)["keywords"] == ("a,911",)
    assert dict(made.query)["keywords_threshold"] == ("0.5",)


def test_its_findings_have_paths() -> None:
    profile = data()
    profile["requests"]["live"]["parameters"]["timestamps"] = "true"
    profile["environments"]["production"]["platfrom"] = "x"
    paths = [(diagnostic.code, diagnostic.span, diagnostic.path) for diagnostic in load(profile).diagnostics]
    assert paths == [
        ("STT201", None, ("environments", "production", "platfrom")),
        ("STT203", None, ("requests", "live", "parameters", "timestamps")),
    ]


@pytest.mark.parametrize("value", [object(), {1: 2}, b"bytes", {1, 2}])
def test_what_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        load({"version": 1, "x-value": value})


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_numbers_that_json_does_not_have_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        load({"version": 1, "x-value": value})


def test_an_empty_list_asks_for_nothing_and_is_not_sent() -> None:
    profile = """
version: 1
environments:
  production:
    platform: ibm-cloud
    location: eu-de
    instance_id: {env: STT_INSTANCE_ID}
    auth: {apikey: {env: STT_APIKEY}}
    service_date: 2020-06-23
requests:
  live:
    interface: [sync-http, websocket]
    model: en-US_BroadbandModel
    audio: {file: call.flac}
    parameters: {keywords: []}
"""
    http, websocket = plan(loads(profile))
    assert [name for name, _ in http.query] == ["model"]
    assert websocket.start == {"action": "start"}
