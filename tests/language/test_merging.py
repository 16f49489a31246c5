"""Merging: `extends` first to last, then this file; for a request `defaults`, the request, its `overrides`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.language.profiles import compiled, found, headers, json_plans, only, query

HEAD = "version: 1\nextends: [environments.stt.yaml]\n"


def body(text: str) -> str:
    return HEAD + text


# --- files -----------------------------------------------------------------------------------------------------------


def test_files_merge_first_to_last_and_then_this_one(tmp_path: Path) -> None:
    made = only(
        compiled(
            tmp_path,
            """\
            version: 1
            extends: [environments.stt.yaml, first.stt.yaml, second.stt.yaml]
            requests:
              live: {interface: sync-http, parameters: {max_alternatives: 3}}
            """,
            first="""\
                version: 1
                requests:
                  live:
                    acoustic_model: call-center
                    audio: {file: first.flac}
                    parameters: {max_alternatives: 1, timestamps: true, keywords: [a, b], keywords_threshold: 0.5}
                """,
            second="""\
                version: 1
                requests:
                  live: {audio: {file: second.flac}, parameters: {max_alternatives: 2, keywords: [c]}}
                """,
        )
    )
    assert made["body"] == {"file": "second.flac"}
    assert query(made)["max_alternatives"] == "3"
    assert query(made)["timestamps"] == "true"
    assert query(made)["keywords"] == "c"


def test_an_extended_file_extends_relative_to_itself(tmp_path: Path) -> None:
    made = only(
        compiled(
            tmp_path,
            "version: 1\nextends: [teams/speech/live.stt.yaml]",
            teams__speech__live="""\
                version: 1
                extends: [../common.stt.yaml]
                requests: {live: {interface: websocket, acoustic_model: call-center}}
                """,
            teams__common="version: 1\nextends: [../environments.stt.yaml]",
        )
    )
    assert made["environment"] == "production"


def test_a_finding_in_an_extended_file_stands_in_that_file(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        body("requests: {live: {interface: websocket}}").replace("]", ", teams/parts.stt.yaml]", 1),
        teams__parts="version: 1\nrequests:\n  live: {acoustic_model: call-centre}",
    )
    assert found(compilation) == ["STT404 teams/parts.stt.yaml:3:26"]


def test_two_ways_to_one_file_are_no_cycle_and_report_once(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        "version: 1\nextends: [left.stt.yaml, right.stt.yaml]",
        left="version: 1\nextends: [base.stt.yaml]",
        right="version: 1\nextends: [base.stt.yaml]",
        base="version: 1\nextends: [environments.stt.yaml]\nrequests: {live: {interface: websockt}}",
    )
    assert found(compilation) == ["STT204 base.stt.yaml:3:30"]


def test_of_two_ways_to_one_file_the_last_wins(tmp_path: Path) -> None:
    made = only(
        compiled(
            tmp_path,
            "version: 1\nextends: [left.stt.yaml, right.stt.yaml]",
            left="version: 1\nextends: [base.stt.yaml]\nrequests: {live: {customer_id: left}}",
            right="version: 1\nextends: [base.stt.yaml]",
            base="""\
                version: 1
                extends: [environments.stt.yaml]
                requests: {live: {interface: websocket, acoustic_model: call-center, customer_id: base}}
                """,
        )
    )
    assert query(made)["x-watson-metadata"] == "customer_id=base"


@pytest.mark.parametrize(
    ("others", "place"),
    [
        ({}, "STT108 2:34"),
        ({"other": "version: 1\nextends: [main.stt.yaml]"}, "STT108 other.stt.yaml:2:11"),
        (
            {
                "other": "version: 1\nextends: [sub/far.stt.yaml]",
                "sub__far": "version: 1\nextends: [../other.stt.yaml]",
            },
            "STT108 sub/far.stt.yaml:2:11",
        ),
    ],
    ids=["itself", "two files", "in a folder"],
)
def test_a_cycle_is_an_error(tmp_path: Path, others: dict[str, str], place: str) -> None:
    name = "other.stt.yaml" if others else "main.stt.yaml"
    compilation = compiled(tmp_path, f"version: 1\nextends: [environments.stt.yaml, {name}]\nrequests: {{}}", **others)
    assert found(compilation) == [place]


@pytest.mark.parametrize(
    "name", ["absent.stt.yaml", "sub/absent.stt.yaml", ".", "https://example.com/x.stt.yaml", '"\\0"']
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    text = f"version: 1\nextends: [environments.stt.yaml, {name}]\nrequests: {{live: {{interface: websocket}}}}"
    compilation = compiled(tmp_path, text)
    assert found(compilation)[0] == "STT107 2:34"
    assert len(compilation.blocked) == len(compilation.uses)


def test_a_file_without_requests_is_a_fragment(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, "version: 1\ndefaults: {parameters: {timestamps: true}}")
    assert found(compilation) == []
    assert compilation.uses == ()


def test_requests_without_an_environment_are_reported(tmp_path: Path) -> None:
    text = "version: 1\nrequests:\n  live: {interface: websocket}\n  other: {interface: websocket}"
    assert found(compiled(tmp_path, text)) == ["STT202 3:3", "STT202 4:3"]


# --- values ----------------------------------------------------------------------------------------------------------


REQUEST = "requests: {live: {interface: sync-http, acoustic_model: call-center, audio: {file: a.flac}"


def test_defaults_then_the_request_then_its_overrides(tmp_path: Path) -> None:
    made = only(
        compiled(
            tmp_path,
            body(
                """\
defaults:
  parameters: {max_alternatives: 1, timestamps: true, word_confidence: true}
requests:
  live:
    interface: sync-http
    acoustic_model: call-center
    audio: {file: a.flac}
    parameters: {max_alternatives: 2, word_confidence: false}
    overrides:
      production: {parameters: {max_alternatives: 3}}
"""
            ),
        )
    )
    said = query(made)
    assert (said["max_alternatives"], said["timestamps"], said["word_confidence"]) == ("3", "true", "false")


def test_an_override_is_for_its_environment_only(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        body(
            """\
environments:
  stage: {platform: ibm-cloud, url: https://stage.example.com, auth: {token: {env: T}}, service_date: 2020-06-23}
requests:
  live:
    interface: websocket
    model: en-US_NarrowbandModel
    overrides:
      stage: {customer_id: testers, interface: [sync-http, async-http], audio: {file: test.flac}}
"""
        ),
    )
    assert found(compilation) == []
    made = [(plan["environment"], plan["interface"]) for plan in json_plans(compilation)]
    assert made == [("production", "websocket"), ("stage", "sync-http"), ("stage", "async-http")]
    production, stage, _ = json_plans(compilation)
    assert "x-watson-metadata" not in query(production)
    assert headers(stage)["X-Watson-Metadata"] == "customer_id=testers"


@pytest.mark.parametrize(
    "text",
    [
        "defaults: {parameters: {timestamps: true}}\n" + REQUEST + ", parameters: {timestamps: null}}}",
        "defaults: {parameters: {timestamps: true}}\n" + REQUEST + ", parameters: null}}",
        REQUEST + ", parameters: {timestamps: true}, overrides: {production: {parameters: {timestamps: ~}}}}}",
        REQUEST + ", parameters: {timestamps: true}, overrides: {production: {parameters: }}}}",
        "defaults: {parameters: {timestamps: true}}\n" + REQUEST + ", overrides: {production: {parameters: null}}}}",
    ],
)
def test_null_removes_what_is_inherited(tmp_path: Path, text: str) -> None:
    assert "timestamps" not in query(only(compiled(tmp_path, body(text))))


def test_null_removes_what_an_extended_file_says(tmp_path: Path) -> None:
    made = only(
        compiled(
            tmp_path,
            """\
            version: 1
            extends: [base.stt.yaml]
            defaults: {customer_id: null}
            requests: {old: null, live: {model: null}}
            """,
            base=body(
                "defaults: {customer_id: acme}\n"
                "requests:\n"
                "  old: {interface: websocket}\n"
                "  live: {interface: websocket, model: en-US_BroadbandModel, acoustic_model: call-center}\n"
            ),
        )
    )
    assert made["request"] == "live"
    assert query(made) == {
        "model": "en-US_NarrowbandModel",
        "acoustic_customization_id": "74f4807e-b5ff-4866-824e-6bba1a84fe96",
    }


def test_what_null_has_removed_can_be_set_again_above(tmp_path: Path) -> None:
    made = only(
        compiled(
            tmp_path,
            body(
                REQUEST
                + ", parameters: {timestamps: null}, overrides: {production: {parameters: {timestamps: true}}}}}"
            ),
        )
    )
    assert query(made)["timestamps"] == "true"


def test_null_that_removes_nothing_is_nothing(tmp_path: Path) -> None:
    assert only(compiled(tmp_path, body(REQUEST + ", job: null, extra: null, customer_id: null}}")))


# --- alternatives ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inherited", "own", "auth"),
    [
        ("apikey: {env: K}", "token: {env: T}", {"token": {"env": "T"}}),
        ("token: {env: T}", "apikey: {env: K}", {"apikey": {"env": "K"}}),
        (
            "token: {env: T}",
            "authorize_url: https://a.example.com, username: u, password: {env: P}",
            {"authorize_url": "https://a.example.com", "username": "u", "password": {"env": "P"}},
        ),
        (
            "authorize_url: https://a.example.com, username: u, password: {env: P}",
            "api_key: {env: K}",
            {"authorize_url": "https://a.example.com", "username": "u", "api_key": {"env": "K"}},
        ),
        (
            "authorize_url: https://a.example.com, username: u, password: {env: P}",
            "token: {env: T}",
            {"token": {"env": "T"}},
        ),
    ],
)
def test_another_kind_of_auth_drops_the_inherited_one(
    tmp_path: Path, inherited: str, own: str, auth: dict[str, object]
) -> None:
    made = only(
        compiled(
            tmp_path,
            f"version: 1\nextends: [base.stt.yaml]\nenvironments: {{cluster: {{auth: {{{own}}}}}}}",
            base=f"""\
                version: 1
                environments:
                  cluster:
                    platform: {"ibm-cloud" if "apikey" in own else "cloud-pak-for-data"}
                    url: https://cpd.example.com/stt
                    auth: {{{inherited}}}
                    service_date: 2022-06-30
                requests:
                  live: {{interface: sync-http, model: en-US_NarrowbandModel, audio: {{file: a.flac}}}}
                """,
        )
    )
    assert made["auth"] == auth


@pytest.mark.parametrize(
    ("inherited", "own", "beginning"),
    [
        (
            "url: https://a.example.com",
            "location: eu-de, instance_id: 6bbda3b3-d572-45e1-8c54-22d6ed9e52c2",
            "https://api.eu-de.",
        ),
        (
            "location: eu-de, instance_id: 6bbda3b3-d572-45e1-8c54-22d6ed9e52c2",
            "url: https://b.example.com",
            "https://b.example.com/",
        ),
        (
            "location: eu-de, instance_id: 6bbda3b3-d572-45e1-8c54-22d6ed9e52c2",
            "location: us-south",
            "https://api.us-south.",
        ),
    ],
)
def test_an_address_drops_the_inherited_one(tmp_path: Path, inherited: str, own: str, beginning: str) -> None:
    made = only(
        compiled(
            tmp_path,
            f"version: 1\nextends: [base.stt.yaml]\nenvironments: {{cloud: {{{own}}}}}",
            base=f"""\
                version: 1
                environments:
                  cloud: {{platform: ibm-cloud, {inherited}, auth: {{token: {{env: T}}}}, service_date: 2020-06-23}}
                requests:
                  live: {{interface: sync-http, model: en-US_NarrowbandModel, audio: {{file: a.flac}}}}
                """,
        )
    )
    assert made["url"].startswith(beginning)


@pytest.mark.parametrize(
    ("inherited", "own", "tls"),
    [
        ("ca_file: cpd.pem", "verify: false", {"verify": False}),
        ("verify: false", "ca_file: cpd.pem", {"ca_file": "cpd.pem"}),
        ("verify: false", "verify: true", None),
    ],
)
def test_ca_file_and_verify_drop_each_other(
    tmp_path: Path, inherited: str, own: str, tls: dict[str, object] | None
) -> None:
    compilation = compiled(
        tmp_path,
        body(f"environments: {{production: {{tls: {{{own}}}}}}}\n" + REQUEST + "}}").replace(
            "]", ", base.stt.yaml]", 1
        ),
        base=f"version: 1\nenvironments: {{production: {{tls: {{{inherited}}}}}}}",
    )
    (made,) = json_plans(compilation)
    assert made.get("tls") == tls


def test_file_and_files_drop_each_other(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        body(
            """\
defaults: {audio: {file: default.flac}}
requests:
  form: {interface: sync-http, acoustic_model: call-center, audio: {files: [a.flac, b.flac], multipart: true}}
  plain:
    interface: sync-http
    acoustic_model: call-center
    audio: {files: [a.flac], multipart: true}
    overrides: {production: {audio: {file: own.flac, multipart: null}}}
"""
        ),
    )
    assert found(compilation) == []
    form, plain = json_plans(compilation)
    assert form["body"]["files"] == ["a.flac", "b.flac"]
    assert plain["body"] == {"file": "own.flac"}


@pytest.mark.parametrize(
    ("own", "content_type"),
    [
        ("content_type: audio/flac", "audio/flac"),
        ("content_type: audio/l16, rate: 8000", "audio/l16;rate=8000"),
        ("rate: 8000", "audio/l16;rate=8000;channels=2;endianness=little-endian"),
        ("content_type: audio/ogg, codecs: opus", "audio/ogg;codecs=opus"),
    ],
)
def test_a_content_type_drops_the_inherited_parameters(tmp_path: Path, own: str, content_type: str) -> None:
    made = only(
        compiled(
            tmp_path,
            body(
                f"""\
defaults:
  audio: {{file: call, content_type: audio/l16, rate: 16000, channels: 2, endianness: little-endian}}
requests:
  live: {{interface: sync-http, acoustic_model: call-center, audio: {{{own}}}}}
"""
            ),
        )
    )
    assert headers(made)["Content-Type"] == content_type


def test_a_null_drops_nothing_else(tmp_path: Path) -> None:
    """Taking one alternative out is not setting it."""
    made = only(compiled(tmp_path, body("environments: {production: {auth: {token: null}}}\n" + REQUEST + "}}")))
    assert made["auth"] == {"apikey": {"env": "STT_APIKEY"}}


# --- what an interface cannot carry ----------------------------------------------------------------------------------


def test_a_default_that_the_interface_cannot_carry_is_left_out_and_listed(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        body(
            """\
defaults:
  audio: {file: a.flac, transfer_encoding: chunked}
  parameters: {interim_results: true, timestamps: true}
  job: {results_ttl: 60, callback_url: https://ops.example.com}
requests:
  live: {interface: [websocket, sync-http, async-http], acoustic_model: call-center}
"""
        ),
    )
    assert found(compilation) == []
    left = {use.interface: {left.path for left in use.left_out} for use in compilation.uses}
    assert left == {
        "websocket": {("audio", "transfer_encoding"), ("job", "results_ttl"), ("job", "callback_url")},
        "sync-http": {("parameters", "interim_results"), ("job", "results_ttl"), ("job", "callback_url")},
        "async-http": {("parameters", "interim_results")},
    }
    websocket, sync, job = json_plans(compilation)
    assert websocket["messages"][0] == {"action": "start", "interim_results": True, "timestamps": True}
    assert set(query(sync)) == {"model", "acoustic_customization_id", "timestamps"}
    assert query(job)["results_ttl"] == "60"


def test_the_same_in_the_request_is_an_error(tmp_path: Path) -> None:
    text = (
        "defaults: {parameters: {interim_results: true}}\n"
        "requests:\n"
        "  live:\n"
        "    {interface: sync-http, acoustic_model: call-center, audio: {file: a},\n"
        "     parameters: {interim_results: true}}\n"
    )
    compilation = compiled(tmp_path, body(text))
    assert found(compilation) == ["STT501 7:19"]
    assert compilation.uses[0].left_out == ()


def test_a_default_of_a_form_is_left_out_without_a_form(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        body(
            """\
defaults: {audio: {file: a.flac}, parameters: {data_parts_count: 1, audio_metrics: true}}
requests:
  form: {interface: sync-http, acoustic_model: call-center, audio: {multipart: true}}
  plain: {interface: sync-http, acoustic_model: call-center}
"""
        ),
    )
    assert found(compilation) == []
    assert [{left.path[-1] for left in use.left_out} for use in compilation.uses] == [
        {"audio_metrics"},
        {"data_parts_count"},
    ]


# --- environments ----------------------------------------------------------------------------------------------------


STAGE = "environments: {stage: {platform: ibm-cloud, url: https://s.example.com, auth: {token: {env: T}}}}\n"


def test_two_environments_share_requests(tmp_path: Path) -> None:
    compilation = compiled(
        tmp_path,
        body(
            STAGE
            + "requests:\n"
            + "  one: {interface: websocket, model: en-US_Telephony, environments: [stage]}\n"
            + "  both: {interface: websocket, language_model: null, model: en-US_NarrowbandModel}\n"
        ),
    )
    made = [(use.request, use.environment.name) for use in compilation.uses]
    assert made == [("one", "stage"), ("both", "production"), ("both", "stage")]
    assert found(compilation) == ["STT803 6:61"], "discontinued, but not on the day that production declares"


def test_environments_of_the_defaults(tmp_path: Path) -> None:
    text = (
        STAGE + "defaults: {environments: [stage], model: en-US_Telephony}\nrequests:\n  a: {interface: websocket}\n"
        "  b: {interface: websocket, environments: [production], model: null, acoustic_model: call-center}\n"
        "  c: {interface: websocket, environments: null, model: en-US_Telephony}\n"
    )
    compilation = compiled(tmp_path, body(text))
    made = [(use.request, use.environment.name) for use in compilation.uses]
    assert made == [("a", "stage"), ("b", "production"), ("c", "production"), ("c", "stage")]


def test_an_environment_named_twice_is_one(tmp_path: Path) -> None:
    text = "requests:\n  a: {interface: websocket, acoustic_model: call-center, environments: [production, production]}"
    compilation = compiled(tmp_path, body(text))
    assert [use.environment.name for use in compilation.uses] == ["production"]
