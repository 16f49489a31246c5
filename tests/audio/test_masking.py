"""Credentials in a callback URL are found, and shown nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from stt_compile import loads
from tests.reports import report

HERE = Path(__file__).parent
SECRET = "hunter2-not-a-real-one"
BASE = """\
version: 1
environments:
  production:
    {platform: ibm-cloud, location: eu-de, instance_id: {env: I}, auth: {apikey: {env: K}}, service_date: 2020-06-23}
"""


@pytest.mark.parametrize(
    "address",
    [
        f"https://stt:{SECRET}@ops.example.com/results",
        f"'https://{SECRET}@ops.example.com/results'",
        f"['https://', {{env: U}}, ':{SECRET}@ops.example.com']",
        f"['https://stt:{SECRET}', '@ops.example.com']",
    ],
)
def test_credentials_are_masked(address: str) -> None:
    job = f"{{callback_url: {address}}}"
    request = f"live: {{interface: async-http, model: en-US_NarrowbandModel, audio: {{file: a.flac}}, job: {job}}}"
    compilation = loads(f"{BASE}requests:\n  {request}\n", name="case", folder=HERE)
    assert [diagnostic.code for diagnostic in compilation.diagnostics] == ["STT705"]
    said = report([compilation], colour=False)
    assert "`callback_url` holds credentials" in said
    assert SECRET not in said


def test_they_are_masked_in_what_is_no_yaml_as_well() -> None:
    text = f"{BASE}requests:\n  live: {{interface: [, job: {{callback_url: https://stt:{SECRET}@ops.example.com}}\n"
    compilation = loads(text, name="case", folder=HERE)
    assert compilation.errors
    assert SECRET not in report([compilation], colour=False)
