"""The published schema says of every key what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from jsonschema import Draft7Validator

from stt_compile.catalog.models import MODELS
from stt_compile.catalog.parameters import PARAMETERS
from stt_compile.catalog.rows import Parameter
from stt_compile.schema import constraints
from stt_compile.schema.building import ANNOTATIONS, DAY

from .conftest import SCHEMA

PUBLISHED: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
MAPS = ("properties", "patternProperties", "definitions")


def schemas(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema; those of `if`, `then` and `not` are conditions and describe nothing."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from schemas(item, f"{path}/{number}")
    elif isinstance(value, dict):
        yield path, value
        for keyword, below in value.items():
            if keyword in MAPS:
                for name, item in below.items():
                    yield from schemas(item, f"{path}/{keyword}/{name}")
            elif keyword not in (*ANNOTATIONS, "if", "then", "not"):
                yield from schemas(below, f"{path}/{keyword}")


ALL = dict(schemas(PUBLISHED))
KEYS = {
    path: schema for path, schema in ALL.items() if path.split("/")[-2:-1] in (["properties"], ["patternProperties"])
}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    return {**(PUBLISHED["definitions"][reference.rpartition("/")[2]] if reference else {}), **schema}


def test_every_key_has_a_title_and_a_description() -> None:
    assert len(KEYS) > 90
    wordless = [
        path
        for path, schema in KEYS.items()
        if not schema.get("title", "").strip() or not schema.get("description", "").strip().endswith((".", "`."))
    ]
    assert wordless == []


def test_titles_are_the_keys_themselves() -> None:
    named = {path: schema["title"] for path, schema in KEYS.items() if "patternProperties" not in path}
    assert named == {path: path.rpartition("/")[2] for path in named}


def test_every_kind_of_mapping_is_described() -> None:
    kinds = {
        path: schema for path, schema in ALL.items() if "additionalProperties" in schema and "properties" in schema
    }
    plain = [path for path, schema in kinds.items() if "env" not in schema["properties"]]
    assert [path for path in plain if not (kinds[path].get("title") and kinds[path].get("description"))] == []


def test_every_key_shows_a_value() -> None:
    """An example, a default, or values to choose from; keys that hold keys of their own show those."""
    empty = []
    for path, schema in KEYS.items():
        whole = resolved(schema)
        values = {"examples", "default", "enum", "const", "properties", "additionalProperties"} & set(whole)
        listed = any("enum" in alternative for alternative in whole.get("anyOf", ()))
        items = whole.get("items", {})
        if not (values or listed or "enum" in items or whole.get("doNotSuggest") or "/patternProperties/" in path):
            empty.append(path)
    assert empty == []


def test_examples_and_defaults_are_right() -> None:
    for path, schema in ALL.items():
        judge = Draft7Validator({**schema, "definitions": PUBLISHED["definitions"]})
        for value in (*schema.get("examples", ()), *([schema["default"]] if "default" in schema else ())):
            assert judge.is_valid(value), f"{path}: {value}"


def test_every_listed_value_is_described_or_none() -> None:
    for path, schema in ALL.items():
        if "enumDescriptions" in schema:
            assert len(schema["enumDescriptions"]) == len(schema["enum"]), path
            assert all(schema["enumDescriptions"]), path
    models = ALL["/definitions/baseModel/anyOf/0"]
    assert models["enum"] == list(MODELS)


@pytest.mark.parametrize("row", [row for row in PARAMETERS.values() if row.key], ids=lambda row: row.name)
def test_a_parameter_says_what_its_row_says(row: Parameter) -> None:
    holder, _, name = f"request.{row.key}".removeprefix("request." if "." in str(row.key) else "").partition(".")
    shown = PUBLISHED["definitions"][holder]["properties"][name]
    if name in ("file", "files") or row.name == "part_content_type":
        return  # described by what a profile writes there
    for text in (shown["description"], shown["markdownDescription"]):
        assert text.startswith(row.summary)
        for said in (row.default, row.dates.since, row.dates.until, row.sources[0], row.unit):
            assert said is None or said in text


def test_what_only_editors_read_constrains_nothing() -> None:
    """The validator's own form has none of it, and no references."""
    text = json.dumps(constraints())
    assert "$ref" not in text
    described = {keyword for _, schema in schemas(constraints()) for keyword in schema}
    assert described & ANNOTATIONS == set()
    assert len(text) < len(json.dumps(PUBLISHED)) * 3


def test_days_are_those_of_the_calendar() -> None:
    judge = Draft7Validator(DAY)
    for year in (0, 1, 4, 100, 1900, 1999, 2000, 2023, 2024, 2100, 2400, 9999):
        for month in range(14):
            for day in range(33):
                text = f"{year:04}-{month:02}-{day:02}"
                assert judge.is_valid(text) == is_day(text), text
    a_day = date(2015, 1, 1)
    while a_day.year < 2032:
        assert judge.is_valid(a_day.isoformat())
        a_day += timedelta(days=1)
    assert not any(map(judge.is_valid, ("2020-2-3", "2020-02-03\n", " 2020-02-03", "20200203", "2020-02-03T00:00:00Z")))


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
