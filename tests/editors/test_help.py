"""What an editor completes and shows, asked of the real server."""

from __future__ import annotations

import re

import pytest

from stt_compile.catalog import INTERFACES
from stt_compile.catalog.audio import CONTENT_TYPES
from stt_compile.catalog.models import MODELS
from stt_compile.catalog.parameters import PARAMETERS
from stt_compile.catalog.platforms import LOCATIONS, PLATFORMS

from .server import Server

ENVIRONMENT = "version: 1\nenvironments:\n  production:\n    "
REQUEST = "version: 1\nrequests:\n  live:\n    "


# --- completion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("version: 1\n|", {"extends", "environments", "defaults", "requests"}),
        (f"{ENVIRONMENT}|", {"platform", "location", "url", "auth", "tls", "service_date", "acoustic_models"}),
        (f"{ENVIRONMENT}auth:\n      |", {"apikey", "token", "authorize_url", "username", "password", "api_key"}),
        (f"{ENVIRONMENT}tls:\n      |", {"ca_file", "verify"}),
        (
            f"{ENVIRONMENT}acoustic_models:\n      call-center:\n        |",
            {"customization_id", "base_model", "versions"},
        ),
        (f"{REQUEST}|", {"interface", "model", "acoustic_model", "audio", "parameters", "job", "extra", "overrides"}),
        (f"{REQUEST}audio:\n      |", {"file", "files", "content_type", "rate", "multipart"}),
        (f"{REQUEST}job:\n      |", {"callback_url", "user_secret", "events", "user_token", "results_ttl"}),
        (f"{REQUEST}extra:\n      |", {"reason", "query", "headers", "start"}),
        (f"{REQUEST}overrides:\n      production:\n        |", {"model", "audio", "parameters"}),
    ],
)
def test_keys(text: str, wanted: set[str], server: Server) -> None:
    found = server.complete(text)
    assert wanted <= set(found)
    assert all(found[label]["documentation"] for label in wanted)


def test_keys_that_are_there_are_not_offered_again(server: Server) -> None:
    found = server.complete(f"{ENVIRONMENT}platform: ibm-cloud\n    |")
    assert "platform" not in found
    assert "location" in found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{ENVIRONMENT}platform: |", set(PLATFORMS)),
        (f"{ENVIRONMENT}location: |", set(LOCATIONS)),
        (f"{ENVIRONMENT}default_model: |", set(MODELS)),
        (f"{REQUEST}interface: |", set(INTERFACES)),
        (f"{REQUEST}interface: [|]", set(INTERFACES)),
        (f"{REQUEST}model: en-US|", set(MODELS)),
        (f"{REQUEST}audio: {{content_type: |}}", set(CONTENT_TYPES)),
        (f"{REQUEST}audio:\n      endianness: |", {"big-endian", "little-endian"}),
        (f"{REQUEST}parameters: {{timestamps: |}}", {"true", "false"}),
        (f"{REQUEST}parameters:\n      sad_module: |", {"1", "2"}),
        (f"{REQUEST}job:\n      events:\n        - |", {"recognitions.started", "recognitions.failed"}),
        ("version: |", {"1"}),
    ],
)
def test_values(text: str, wanted: set[str], server: Server) -> None:
    assert wanted <= set(server.complete(text))


def test_values_are_described(server: Server) -> None:
    assert server.complete(f"{ENVIRONMENT}location: |")["eu-de"]["documentation"] == "Frankfurt"
    model = server.complete(f"{REQUEST}model: |")["en-US_NarrowbandModel"]["documentation"]
    for said in ("English", "previous generation", "narrowband", "8 kHz", "until 2023-08-01", "custom acoustic models"):
        assert said in model
    assert "needs rate" in server.complete(f"{REQUEST}audio: {{content_type: |}}")["audio/l16"]["documentation"]


def test_all_parameters_are_offered_but_those_that_are_gone(server: Server) -> None:
    rows = [row for row in PARAMETERS.values() if row.key == f"parameters.{row.name}"]
    gone = {row.name for row in rows if row.deprecated or row.dates.until or not row.emit}
    assert "customization_id" in gone
    assert set(server.complete(f"{REQUEST}parameters:\n      |")) == {row.name for row in rows} - gone


@pytest.mark.parametrize(
    ("text", "label", "written"),
    [
        (f"{REQUEST}|", "audio", "audio:\n  "),
        (f"{REQUEST}|", "parameters", "parameters:\n  "),
        (f"{ENVIRONMENT}|", "tls", "tls:\n  "),
        (f"{ENVIRONMENT}auth:\n      |", "apikey", "apikey:\n  env: "),
        (f"{REQUEST}parameters:\n      |", "timestamps", "timestamps: "),
        (f"{REQUEST}parameters:\n      |", "inactivity_timeout", "inactivity_timeout: ${1:30}"),
        (f"{REQUEST}parameters:\n      |", "keywords_threshold", "keywords_threshold: ${1:0.5}"),
        (f"{REQUEST}parameters:\n      |", "keywords", "keywords:\n  - "),
    ],
)
def test_a_key_is_written_without_what_nobody_asked_for(text: str, label: str, written: str, server: Server) -> None:
    """Defaults of the keys below it stay out of the file; a number is there to be written over."""
    assert server.complete(text)[label]["insertText"] == written


def test_the_default_is_told_where_a_value_is_completed(server: Server) -> None:
    found = server.complete(f"{REQUEST}parameters: {{profanity_filter: |}}")
    assert {label: item.get("detail") for label, item in found.items() if label != "null"} == {
        "true": "Default value",
        "false": None,
    }


# --- hover -----------------------------------------------------------------------------------------------------------

PROFILE = f"""\
{ENVIRONMENT}platform: ibm-cloud
    location: eu-de
    instance_id: {{env: STT_INSTANCE_ID}}
    auth: {{apikey: {{env: STT_APIKEY}}}}
    customer_id: [acme-, {{env: CUSTOMER}}]
    default_model: en-US_Future
    service_date: 2022-06-30
requests:
  live:
    interface: [websocket]
    model: en-US_Telephony
    audio: {{file: a.raw, content_type: audio/l16, rate: 16000}}
    parameters:
      inactivity_timeout: -1
      keywords_threshold: 0.5
      keywords: [refund]
      timestamps: true
"""


def within(key: str) -> str:
    """The profile, with the mark behind the first letter of a key."""
    return re.sub(rf"(?<![a-z_])({key[0]})({key[1:]}:)", r"\1|\2", PROFILE, count=1)


@pytest.mark.parametrize(
    "key",
    [
        *("version", "environments", "platform", "location", "instance_id", "auth", "apikey", "customer_id"),
        *("default_model", "service_date", "requests", "interface", "model", "audio", "file", "content_type", "rate"),
        *("parameters", "inactivity_timeout", "keywords_threshold", "keywords", "timestamps"),
    ],
)
def test_a_key_is_shown_under_its_own_name(key: str, server: Server) -> None:
    """Whatever its value is: alternatives have no names of their own."""
    heading, text, *_ = server.hover(within(key)).split("\n\n")
    assert heading.replace("\\", "") == f"#### {key}"
    assert text.split("\n")[0].endswith((".", ":"))


def test_a_parameter_is_shown_with_all_that_matters(server: Server) -> None:
    shown = server.hover(within("keywords_threshold"))
    row = PARAMETERS["keywords_threshold"]
    for said in (
        row.summary,
        "**Value:** a number from 0 to 1",
        "**Sent:** WebSocket: start message; synchronous HTTP: query; ",
        "**Base models:** previous generation: yes; next generation: no; large models: no",
        f"**Since:** {row.dates.since}",
        f"**Source:** {row.sources[0]}",
        "0.5",
    ):
        assert said in shown


def test_the_value_that_stands_there_is_shown_first(server: Server) -> None:
    shown = server.hover(PROFILE.replace("en-US_Telephony", "|en-US_Telephony"))
    first = shown.partition("Allowed Values:\n\n")[2].split("\n")[0]
    assert first.startswith("* `en-US_Telephony`: English (United States); next generation, telephony")


def test_a_name_of_ones_own_is_shown_as_what_it_names(server: Server) -> None:
    assert server.hover(within("live")).startswith("#### request\n\nA request, ")
    assert server.hover(within("production")).startswith("#### environment\n\nAn instance ")
