"""`# stt: ignore[CODE] reason` silences what starts on its line, and is itself reported where it does not help."""

from __future__ import annotations

import pytest

from stt_compile import loads, plan
from stt_compile.compile import Compilation

PROFILE = """\
version: 1
environments:
  production:
    platform: ibm-cloud
    location: eu-de{location}
    instance_id: {{env: STT_INSTANCE_ID}}
    auth: {{apikey: {key}}}{auth}
    service_date: 2020-06-23
requests:
  live:
    interface: sync-http
    model: {model}
    audio: {{file: call.flac}}
    parameters: {{interim_results: {interim}}}{parameters}
"""


def compiled(**pieces: str) -> Compilation:
    values = {
        "location": "",
        "auth": "",
        "key": "{env: STT_APIKEY}",
        "model": "en-US_BroadbandModel",
        "interim": "null",
        "parameters": "",
    }
    return loads(PROFILE.format(**{**values, **pieces}), name="a.stt.yaml")


def found(compilation: Compilation) -> list[str]:
    return [
        f"{diagnostic.code} {diagnostic.span.position[0]}" for diagnostic in compilation.diagnostics if diagnostic.span
    ]


def test_without_a_comment_there_is_an_error() -> None:
    assert found(compiled(interim="true")) == ["STT501 14"]


@pytest.mark.parametrize(
    "comment",
    [
        " # stt: ignore[STT501] for a test",
        "\t#stt:ignore[STT501] for a test",
        " # stt: ignore[STT402, STT501] for a test",
    ],
)
def test_a_comment_silences_and_the_request_compiles(comment: str) -> None:
    compilation = compiled(interim="true", parameters=comment)
    assert "STT501 14" not in found(compilation)
    assert [diagnostic.code for diagnostic in compilation.ignored] == ["STT501"]
    assert plan(compilation)


def test_an_unknown_model_can_be_ignored_and_is_sent() -> None:
    compilation = compiled(model="en-US_Future # stt: ignore[STT407] announced for next month")
    assert found(compilation) == []
    (made,) = plan(compilation)
    assert dict(made.query)["model"] == ("en-US_Future",)


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        (" # stt: ignore[STT501]", ["STT902 14"]),
        (" # stt: ignore[STT402] no such finding", ["STT501 14", "STT903 14"]),
        (" # stt: ignore without a code", ["STT501 14", "STT904 14"]),
        (" # stt: ignore[] nothing", ["STT501 14", "STT904 14"]),
        (" # stt: ignore[STT50] too short", ["STT501 14", "STT904 14"]),
        (" # stt: ignore[STT203] shape", ["STT501 14", "STT904 14"]),
        (" # nothing of ours", ["STT501 14"]),
    ],
)
def test_comments_that_do_not_help_are_reported(comment: str, codes: list[str]) -> None:
    assert found(compiled(interim="true", parameters=comment)) == codes


def test_a_comment_is_about_its_own_line_only() -> None:
    compilation = compiled(interim="true", auth="  # stt: ignore[STT501] elsewhere")
    assert found(compilation) == ["STT903 7", "STT501 14"]


def test_a_literal_secret_is_never_ignored() -> None:
    compilation = compiled(key="0123456789abcdef", auth="  # stt: ignore[STT301] please")
    assert found(compilation) == ["STT301 7", "STT904 7"]
    assert compilation.diagnostics[-1].help == (
        "codes are STT3.. to STT9.., without STT301, STT304, STT401, STT404, STT902, STT903, STT904"
    )
    assert compilation.blocked


def test_what_looks_like_a_comment_in_a_value_is_none() -> None:
    text = "call # stt: ignore[STT501] x.flac"
    compilation = loads(
        PROFILE.format(
            location="", auth="", key="{env: K}", model="en-US_BroadbandModel", interim="true", parameters=""
        ).replace("call.flac", f'"{text}"')
    )
    assert found(compilation) == ["STT501 14"]
