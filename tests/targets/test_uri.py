"""Addresses: what a client decodes is what the plan says."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from stt_compile import jsontext, targets

from .cases import CASES

SIGNS = "-._~"


class Placeholders(dict[str, str]):
    """Each variable as the target shows it."""

    def __missing__(self, name: str) -> str:
        return f"${{{name}}}"


def shown(value: object) -> str:
    if isinstance(value, dict):
        return f"${{{value['env']}}}"
    return "".join(map(shown, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("name", CASES)
def test_an_address_is_decoded_to_the_plan(name: str) -> None:
    case = CASES[name]
    address, *rest = case.artefact("uri").splitlines()
    assert address.replace("${", "").replace("}", "").isascii()
    assert " " not in address
    split = urlsplit(address)
    assert f"{split.scheme}://{split.netloc}{unquote(split.path)}" == unquote(shown(case.data["url"]))
    pairs = parse_qsl(split.query, keep_blank_values=True)
    if case.plan.interface == "websocket":
        first, *pairs = pairs
        token = case.data["auth"].get("token", {"env": "STT_ACCESS_TOKEN"})
        assert first == ("access_token", shown(token))
        assert [json.loads(line) for line in rest] == [case.data["messages"][0]]
    else:
        assert rest == []
    assert pairs == [(key, shown(value)) for key, value in case.data["query"]]


@pytest.mark.parametrize("name", CASES)
def test_signs_are_encoded_in_the_query(name: str) -> None:
    query = urlsplit(CASES[name].artefact("uri").splitlines()[0]).query
    for pair in query.split("&") if query else []:
        _, _, value = pair.partition("=")
        literals = [part.rpartition("}")[2] for part in value.split("${")]
        assert all(char.isalnum() or char in "%-._~" for char in "".join(literals)), pair


def test_commas_and_equals_signs_are_encoded() -> None:
    assert "&keywords=refund%2Corder%20number%2Clawyer%20%26%20court&" in CASES[
        "call-center/staging/complaint.sync-http"
    ].artefact("uri")
    assert "&x-watson-metadata=customer_id%3D" in CASES["privacy-websocket/cloud/live.websocket"].artefact("uri")


def test_the_start_message_stands_below_the_address() -> None:
    case = CASES["acoustic/production/live.websocket"]
    assert case.artefact("uri").endswith("\n" + jsontext.compact(case.plan.start) + "\n")
    assert targets.load("uri").notes(case.plan)
