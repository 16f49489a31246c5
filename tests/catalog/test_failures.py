"""The catalogue's failures against a copy of the service contract: each status there has a row, and no row is more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from stt_compile.catalog import INTERFACES
from stt_compile.catalog.failures import FAILURES
from stt_compile.catalog.rows import Failure

CONTRACT = Path(__file__).parent / "contract"
ERRORS: dict[str, Any] = yaml.safe_load((CONTRACT / "errors.yaml").read_text(encoding="utf-8"))
HTTP = ("sync-http", "async-http")
NAMES = {"sync_http": "sync-http", "async_http": "async-http", "websocket": "websocket"}
NO_FAILURES = ("Y02", "Y03")
"""Statuses of success."""
DOCUMENTED_ELSEWHERE = {
    "failed": "async.yaml, statuses",
    "error message": "websocket.yaml, server_messages",
    "close 1002": "websocket.yaml, close_codes",
    "close 1006": "websocket.yaml, close_codes",
}
"""Rows whose status the contract has in another file."""


def facts() -> Iterator[dict[str, Any]]:
    """What the contract says of recognition and of the registration of callback URLs, with a status."""
    for group in ("recognition", "recognition_seen_in_field", "authentication", "asynchronous"):
        for fact in ERRORS[group]:
            status = str(fact.get("status", ""))
            if re.fullmatch(r"\d{3}|close \d{4}", status) and fact["id"] not in NO_FAILURES:
                yield {**fact, "status": status, "group": group}


def interfaces(fact: dict[str, Any]) -> tuple[str, ...]:
    if fact["group"] == "asynchronous":
        return ("async-http",)
    if fact["group"] == "authentication" or "also on opening a WebSocket" in fact.get("cause", ""):
        return INTERFACES
    return tuple(NAMES[name] for name in fact.get("interfaces", ("sync_http", "async_http")))


def tells(row: Failure, fact: dict[str, Any]) -> bool:
    sources = [re.sub(r" \(.*", "", source) for source in row.sources]
    return (
        row.status == fact["status"]
        and set(row.interfaces) == set(interfaces(fact))
        and row.of_registration == (fact["group"] == "asynchronous")
        and all(
            any(part.startswith(source) for source in sources)
            for part in re.split(r", (?=python-sdk|[a-z-]+\.md)", fact["source"])
        )
    )


FACTS = list(facts())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact["id"]))
def test_each_fact_is_told(fact: dict[str, Any]) -> None:
    assert any(tells(row, fact) for row in FAILURES), fact


@pytest.mark.parametrize("row", FAILURES, ids=lambda row: f"{row.status}-{row.interfaces[-1]}")
def test_no_row_is_invented(row: Failure) -> None:
    if row.status in DOCUMENTED_ELSEWHERE:
        assert not any(fact["status"] == row.status for fact in FACTS)
    else:
        assert any(tells(row, fact) for fact in FACTS)
    assert row.sources
    assert row.meaning.endswith(".")
    assert row.remedy.endswith(".")


def test_rows_are_markdown_that_needs_no_quoting() -> None:
    for row in FAILURES:
        for sentence in (row.meaning, row.remedy):
            assert sentence.count("`") % 2 == 0
            assert not set("".join(sentence.split("`")[::2])) & set("\\*_[]<>&|~$!#")


def test_what_another_file_documents_is_there() -> None:
    assert set(DOCUMENTED_ELSEWHERE) <= {row.status for row in FAILURES}
