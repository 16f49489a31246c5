"""What `explain`, `models` and `parameters` say: as text (`*.txt`, written anew by `--bless`) and as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from stt_compile import codes, explain, load, loads
from stt_compile.catalog.models import MODELS
from stt_compile.catalog.parameters import PARAMETERS
from stt_compile.compile import Compilation, compile_data
from stt_compile.jsontext import pretty
from tests.conftest import Golden

HERE = Path(__file__).parent
TESTS = HERE.parent
PROFILES = sorted([*TESTS.rglob("*.stt.yaml"), *(TESTS.parent / "examples").rglob("*.stt.yaml")])
REQUESTS = ("meeting", "minutes", "sides", "unknown", "broken")
SECRET = "hunter2-do-not-show"


def compilation() -> Compilation:
    return load(HERE / "meetings.stt.yaml")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Compilation:
    """Named from its own folder: where a clone lies must not decide where its lines break."""
    monkeypatch.chdir(HERE)
    return load("meetings.stt.yaml")


def request(name: str, environment: str | None = None, interface: str | None = None) -> dict[str, Any]:
    return explain.request(compilation(), name, environment, interface)


def use(name: str, environment: str, interface: str) -> dict[str, Any]:
    (found,) = request(name, environment, interface)["uses"]
    assert isinstance(found, dict)
    return found


def sent(explained: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (item for item in explained["sent"] if item["name"] == name)
    assert isinstance(found, dict)
    return found


def layers(item: dict[str, Any]) -> list[tuple[str, str]]:
    return [(Path(origin["file"]).name, origin["layer"]) for origin in item["origins"]]


def text_of(data: Any) -> str:
    """The text of something explained, which is data that JSON can hold and nothing else."""
    assert json.loads(pretty(data)) == json.loads(json.dumps(data)) == data
    assert explain.text(json.loads(pretty(data)))
    text = explain.text(data)
    assert text.endswith("\n")
    assert not any(line != line.rstrip() for line in text.splitlines())
    return text


# --- codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", codes.table())
def test_every_code_is_explained(name: str) -> None:
    data = explain.code(name.lower())
    text = text_of(data)
    assert (data["version"], data["kind"], data["code"]) == (1, "code", name)
    assert text.startswith(f"{name}: {data['title']} ({data['severity']})")
    assert all(part in text for part in data["wrong"].splitlines())


def test_a_code(golden: Golden) -> None:
    golden(HERE / "code.txt", explain.text(explain.code("STT501")))


# --- parameters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_is_explained(name: str) -> None:
    data = explain.parameter(name)
    text = text_of(data)
    assert (data["version"], data["kind"], data["name"]) == (1, "parameter", name)
    assert max(map(len, text.splitlines())) <= 100
    assert all(source.split()[0] in text for source in data["sources"])


def test_every_parameter_has_the_same_members() -> None:
    assert len({tuple(row) for row in explain.parameters()}) == 1


@pytest.mark.parametrize("name", ["interim_results", "customization_weight", "acoustic_customization_id", "hints"])
def test_a_parameter(name: str, golden: Golden) -> None:
    golden(HERE / f"{name}.txt", explain.text(explain.parameter(name)))


def test_the_list_of_parameters(golden: Golden) -> None:
    text = explain.text(explain.parameters())
    golden(HERE / "parameters.txt", text)
    assert max(map(len, text.splitlines())) <= 100
    assert [row["name"] for row in explain.parameters()] == list(PARAMETERS)


def test_parameters_are_filtered() -> None:
    def names(**chosen: str) -> set[str]:
        return {row["name"] for row in explain.parameters(**chosen)}

    assert "interim_results" in names(interface="websocket")
    assert "interim_results" not in names(interface="sync-http")
    assert "part_content_type" in names(interface="sync-http")  # of multipart
    assert names(interface="async-http", group="async") == {"callback_url", "events", "user_token", "results_ttl"}
    assert "low_latency" in names(generation="next")
    assert "low_latency" not in names(generation="previous")
    assert "continuous" in names(as_of="2017-05-21")
    assert "continuous" not in names(as_of="2017-05-22")
    assert "low_latency" not in names(as_of="2021-04-11")
    assert "grammar_name" in names(generation="next", as_of="2021-10-28")
    assert "grammar_name" not in names(generation="next", as_of="2021-10-27")


# --- base models -----------------------------------------------------------------------------------------------------


def test_the_list_of_models(golden: Golden) -> None:
    text = explain.text(explain.models())
    golden(HERE / "models.txt", text)
    assert max(map(len, text.splitlines())) <= 100
    text_of(explain.models())
    assert [row["name"] for row in explain.models()] == list(MODELS)
    assert len({tuple(row) for row in explain.models()}) == 1


def test_models_of_a_day(golden: Golden) -> None:
    golden(HERE / "models-of-2022.txt", explain.text(explain.models(language="en", as_of="2022-06-01")))


def test_models_are_filtered() -> None:
    def names(**chosen: Any) -> set[str]:
        return {row["name"] for row in explain.models(**chosen)}

    assert names(language="de-DE", acoustic=True) == {"de-DE_BroadbandModel", "de-DE_NarrowbandModel"}
    assert names(language="de", generation="large") == {"de-DE"}
    assert names(acoustic=True) | names(acoustic=False) == set(MODELS)
    assert not names(acoustic=True, generation="next")
    assert "en-US_Telephony" not in names(as_of="2020-06-23")
    assert "en-US_BroadbandModel" in names(platform="ibm-cloud", as_of="2023-07-31")
    assert "en-US_BroadbandModel" not in names(platform="ibm-cloud", as_of="2023-08-01")


def test_nothing_matches() -> None:
    assert explain.text(explain.models(generation="next", acoustic=True)) == "nothing matches\n"


# --- requests --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request(name: str, golden: Golden, here: Compilation) -> None:
    golden(HERE / f"{name}.txt", explain.text(explain.request(here, name)))


def test_a_request_as_data(golden: Golden, here: Compilation) -> None:
    golden(HERE / "meeting.json", pretty(explain.request(here, "meeting", "cluster", "websocket")) + "\n")


def test_values_know_their_layers() -> None:
    cluster, cloud = use("meeting", "cluster", "websocket"), use("meeting", "cloud", "websocket")
    assert layers(sent(cluster, "inactivity_timeout")) == [("meetings.stt.yaml", "overrides")]
    assert layers(sent(cloud, "inactivity_timeout")) == [("meetings.stt.yaml", "defaults")]
    assert layers(sent(cloud, "interim_results")) == [("shared.stt.yaml", "defaults")]
    assert layers(sent(cloud, "keywords")) == [("meetings.stt.yaml", "request")]
    assert layers(sent(cloud, "X-Watson-Metadata")) == [("shared.stt.yaml", "environment")]
    assert layers(sent(cloud, "acoustic_customization_id")) == [
        ("shared.stt.yaml", "environment"),
        ("meetings.stt.yaml", "defaults"),
    ]


def test_an_anchor_is_of_the_layer_that_uses_it() -> None:
    text = """
version: 1
extends: [shared.stt.yaml]
x-audio: &flac {content_type: audio/flac}
defaults: {acoustic_model: meeting-room}
requests:
  one: {environments: [cloud], interface: sync-http, audio: {<<: *flac, file: a.flac}}
"""
    (explained,) = explain.request(loads(text, name="a.stt.yaml", folder=HERE), "one")["uses"]
    (origin,) = sent(explained, "Content-Type")["origins"]
    assert (origin["line"], origin["layer"]) == (4, "request")


def test_left_out_defaults_are_those_that_win() -> None:
    text = """
version: 1
extends: [shared.stt.yaml]
defaults: {acoustic_model: meeting-room, job: {results_ttl: 5}}
requests:
  one: {environments: [cloud], interface: sync-http, audio: {file: a.flac}}
"""
    (explained,) = explain.request(loads(text, name="a.stt.yaml", folder=HERE), "one")["uses"]
    left = {item["key"]: item for item in explained["left_out"]}
    assert (left["job.results_ttl"]["value"], *layers(left["job.results_ttl"])) == (5, ("a.stt.yaml", "defaults"))
    assert layers(left["parameters.interim_results"]) == [("shared.stt.yaml", "defaults")]


@pytest.mark.parametrize(
    ("change", "name", "written", "why"),
    [
        ("", "en-US_BroadbandModel", False, "left out: it follows from the custom acoustic model"),
        ("service_date: 2023-07-31", "en-US_BroadbandModel", False, "judged as of 2023-07-31"),
        ("service_date: 2023-08-01", "en-US_BroadbandModel", True, "after 2023-07-31 the sources contradict"),
        ("service_date: null", "en-US_BroadbandModel", True, "after 2023-07-31 the sources contradict"),
    ],
)
def test_why_the_base_model_is_written(change: str, name: str, written: bool, why: str) -> None:
    text = f"""
version: 1
extends: [shared.stt.yaml]
environments: {{cloud: {{{change}}}}}
defaults: {{acoustic_model: meeting-room}}
requests:
  one: {{environments: [cloud], interface: sync-http, audio: {{file: a.flac}}}}
"""
    (explained,) = explain.request(loads(text, name="a.stt.yaml", folder=HERE), "one")["uses"]
    base = explained["base_model"]
    assert (base["name"], base["written"]) == (name, written)
    assert why in base["why"]
    assert base["named_by"] == "environments.cloud.acoustic_models.meeting-room.base_model"


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: str(path.relative_to(TESTS.parent)))
def test_every_request_is_explained_and_agrees_with_its_plan(profile: Path) -> None:
    found = load(profile)
    for name in found.requests:
        data = explain.request(found, name)
        text_of(data)
        for index, explained in zip(found.select(name), data["uses"]):
            assert explained["errors"] == (index in found.blocked)
            if not explained["errors"]:
                plan = found.plan(index)
                placed = [(item["place"], item["sent_as"]) for item in explained["sent"]]
                assert [key for place, key in placed if place == "query"] == [key for key, _ in plan.query]
                assert {key for place, key in placed if place == "header"} == {key for key, _ in plan.headers}
                assert {key for place, key in placed if place == "start_message"} == set(plan.start or ())
                assert not [key for place, key in placed if place == "none"]


# --- names that are not known ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: explain.code("stt501x"), "there is no code `stt501x`: did you mean `STT501`?"),
        (
            lambda: explain.parameter("intrim_results"),
            "there is no parameter `intrim_results`: did you mean `interim_results`?",
        ),
        (
            lambda: explain.parameter("acoustic_model"),
            (
                "there is no parameter `acoustic_model`: "
                "the service's name for what a profile calls so is `acoustic_customization_id`"
            ),
        ),
        (lambda: request("meting"), "there is no request `meting`: did you mean `meeting`?"),
        (lambda: request("meeting", "clout"), "there is no environment `clout`: did you mean `cloud`?"),
        (
            lambda: request("minutes", "cluster"),
            "there is no environment `cluster`: the request is for cloud",
        ),
        (
            lambda: request("minutes", "cloud", "websocket"),
            "there is no interface `websocket`: the request is for async-http",
        ),
        (lambda: explain.parameters(group="asynch"), "there is no group `asynch`: did you mean `async`?"),
        (lambda: explain.models(generation="old"), "there is no generation `old`: known: previous, next, large"),
    ],
)
def test_unknown_names(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(explain.Unknown) as raised:
        ask()
    assert str(raised.value) == message
    assert isinstance(raised.value, KeyError)


# --- what cannot be read, and what must not be shown -----------------------------------------------------------------


def test_a_request_that_nobody_can_read() -> None:
    data = explain.request(loads("version: 1\nrequests: {one: {interface: telegraph}}\n"), "one")
    assert data["uses"] == []
    assert {found["code"] for found in data["findings"]} >= {"STT204"}
    assert "It could not be read." in explain.text(data)


def test_a_profile_from_data_has_keys_instead_of_places() -> None:
    data = {
        "version": 1,
        "environments": {
            "e": {"platform": "ibm-cloud", "url": "https://a.example.com", "auth": {"token": {"env": "T"}}}
        },
        "requests": {"one": {"interface": "sync-http", "model": "en-US", "audio": {"file": "a.flac"}}},
    }
    explained = explain.request(load(data), "one")
    (origin,) = sent(explained["uses"][0], "model")["origins"]
    assert (origin["key"], origin["file"], origin["layer"]) == ("requests.one.model", None, None)
    assert "requests.one.model" in explain.text(explained)


SECRETS = {
    "apikey": "environments: {cloud: {auth: {apikey: SECRET}}}",
    "apikey-list": "environments: {cloud: {auth: {apikey: [SECRET, {env: X}]}}}",
    "apikey-mapping": "environments: {cloud: {auth: {apikey: {env: 'SECRET !'}}}}",
    "auth": "environments: {cloud: {auth: SECRET}}",
    "password": "environments: {cloud: {auth: {apikey: null, password: SECRET}}}",
    "url": "environments: {cloud: {url: 'https://me:SECRET@example.com/api'}}",
    "url-in-pieces": "environments: {cloud: {url: ['https://me:SEC', {env: X}, 'SECRET@example.com/api']}}",
    "url-parameter": "environments: {cloud: {url: 'https://example.com/api?access_token=SECRET'}}",
    "extra-query": "requests: {one: {extra: {reason: x, query: {access_token: SECRET}}}}",
    "extra-headers": "requests: {one: {extra: {reason: x, headers: {Authorization: Bearer SECRET}}}}",
    "extra-start": "requests: {one: {interface: websocket, extra: {reason: x, start: {a: {password: [SECRET]}}}}}",
    "user-secret": "requests: {one: {interface: async-http, job: {user_secret: SECRET}}}",
    "user-secret-left-out": "defaults: {job: {user_secret: SECRET}}",
    "user-secret-mapping": "defaults: {job: {user_secret: {name: SECRET}}}",
    "callback": "requests: {one: {interface: async-http, job: {callback_url: 'https://a:SECRET@example.com'}}}",
    "callback-left-out": "defaults: {job: {callback_url: 'https://example.com/?token=SECRET'}}",
    "description": "requests: {one: {description: 'see https://me:SECRET@example.com'}}",
    "twice": "environments: {cloud: {auth: {apikey: SECRET, apikey: {env: A}}}}",
}


ONE = {
    "environments": ["cloud"],
    "interface": "sync-http",
    "model": "en-US_BroadbandModel",
    "audio": {"file": "a.flac"},
}


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("as_data", [False, True])
def test_no_secret_is_shown(kind: str, as_data: bool) -> None:
    written = SECRETS[kind].replace("SECRET", SECRET)
    profile = {"version": 1, "extends": ["shared.stt.yaml"], **yaml.safe_load(written)}
    profile["requests"] = {"one": {**ONE, **profile.get("requests", {}).get("one", {})}}
    if as_data:
        found = compile_data(profile, HERE)
    elif written.startswith("requests"):
        found = loads(json.dumps(profile, indent=1), name="a.stt.yaml", folder=HERE)
    else:  # as it is written, so that a key may be there twice
        one = json.dumps(profile["requests"])
        found = loads(f"version: 1\nextends: [shared.stt.yaml]\n{written}\nrequests: {one}\n", folder=HERE)
    data = explain.request(found, "one")
    assert data["uses"]
    assert SECRET not in explain.text(data)
    assert SECRET not in pretty(data)
    assert SECRET not in json.dumps(data)
