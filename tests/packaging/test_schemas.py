"""The published schemas are fresh, are schemas, and know the examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from stt_compile import load, syntax
from stt_compile.schema import PUBLISHED, dumped, published
from stt_compile.targets.json import together

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("*.stt.yaml"))


def committed(name: str) -> Any:
    return json.loads((ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_is_fresh(name: str) -> None:
    text = (ROOT / "schema" / f"{name}.schema.json").read_bytes().decode("utf-8")
    assert text == dumped(published(name)), "run: python -m stt_compile.schema"


def test_there_are_no_others() -> None:
    files = {file.name for file in (ROOT / "schema").iterdir()}
    assert files == {f"{name}.schema.json" for name in PUBLISHED}


@pytest.mark.parametrize("name", PUBLISHED)
def test_is_draft_07(name: str) -> None:
    schema = committed(name)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("name", PUBLISHED)
def test_references_lead_somewhere(name: str) -> None:
    schema = committed(name)
    wanted = {reference.removeprefix("#/definitions/") for reference in references(schema)}
    assert wanted == set(schema.get("definitions", {}))


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_knows_the_example(example: Path) -> None:
    _, tree, diagnostics = syntax.read(example.name, example.read_bytes(), example)
    assert tree
    assert not diagnostics
    Draft7Validator(committed("profile")).validate(tree.plain())
    compilation = load(example)
    assert not compilation.errors
    plans = [compilation.plan(index) for index in range(len(compilation.uses))]
    if plans:
        Draft7Validator(committed("plan")).validate(json.loads(together(plans)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_example_is_bound_to_the_schema(example: Path) -> None:
    first = example.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema="), "editors complete by this line"
    assert (example.parent / first.partition("=")[2]).resolve() == ROOT / "schema" / "profile.schema.json"
