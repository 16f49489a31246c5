"""Every rule, error, warning and silence of the service contract has a finding, or a reason why it needs none.

The ids are copied from the contract, not read from it: a row that gets lost there or in `contract.yaml` shows here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from stt_compile import audio, reading, rules, shape, syntax

from .test_mistakes import MORE, TABLE, code_of, compiled, found, table, text


def ids(letter: str, last: int, *without: int) -> list[str]:
    return [f"{letter}{number:02}" for number in range(1, last + 1) if number not in without]


IDS = [
    *ids("R", 51, 40, 47),
    *ids("E", 13),
    *ids("F", 5),
    *ids("W", 8),
    *ids("S", 5),
    *ids("H", 3),
    *ids("A", 5),
    *ids("Y", 4),
]
CONTRACT = table("contract.yaml")
ROWS: dict[str, dict[str, Any]] = CONTRACT["rows"]
BEYOND: dict[str, str] = CONTRACT["beyond"]
REASONS = {"rendered", "service", "harmless"}
OF_RULES = {rule.code for rule in rules.load()}
OF_STEPS = {*syntax.CODES, *reading.CODES, *shape.CODES, *audio.CODES}
PLANTED = [case for mistake in (*TABLE.values(), *MORE.values()) for case in mistake["cases"].values()]
SHOWN = {code_of(line) for case in (*PLANTED, *ROWS.values()) for line in case.get("finds", ())}
"""The codes of all planted mistakes."""

each_row = pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
each_planted = pytest.mark.parametrize("row", [row for row in ROWS.values() if "planted" in row])


def test_all_ids_are_there() -> None:
    assert sorted(ROWS) == sorted(IDS)


@each_row
def test_has_codes_or_a_reason(row: dict[str, Any]) -> None:
    assert set(row) <= {"codes", "planted", "finds", "as_of", "audio", "keywords", *REASONS}
    assert row.get("codes") or REASONS & set(row)
    for reason in REASONS & set(row):
        assert re.fullmatch(r"[A-Z].{15,}\.", row[reason])


@each_row
def test_codes_exist_and_have_an_example(row: dict[str, Any]) -> None:
    codes = set(row.get("codes", ()))
    assert codes <= OF_RULES | OF_STEPS
    assert codes - OF_RULES <= SHOWN
    assert {code_of(line) for line in row.get("finds", ())} <= codes


@pytest.mark.parametrize("name", rules.names())
def test_rule_has_an_example(name: str) -> None:
    assert "\nProblem::\n" in (Path(rules.__file__).parent / f"{name}.py").read_text(encoding="utf-8")


@each_planted
def test_planted_break_is_found_at_its_place_and_nothing_else(row: dict[str, Any], tmp_path: Path) -> None:
    compilation = compiled(row, "planted", tmp_path)
    assert row["finds"]
    assert found(compilation) == row["finds"], "\n".join(text(compilation))


def test_every_rule_is_claimed_or_has_a_reason() -> None:
    claimed = {code for row in ROWS.values() for code in row.get("codes", ())}
    claimed |= {code_of(line) for case in PLANTED for line in case.get("finds", ())}
    assert sorted(OF_RULES - claimed - set(BEYOND)) == []
    assert sorted(set(BEYOND) & claimed) == []
    assert set(BEYOND) <= OF_RULES


@pytest.mark.parametrize("reason", BEYOND.values())
def test_reason_beyond_the_contract_is_a_sentence(reason: str) -> None:
    assert re.fullmatch(r"[A-Z].{15,}\.", reason)
