"""Slips of the pen in good profiles: mended they ask for what they asked for without the slip, or are still wrong.

Profiles are those of `tests/valid`, written anew in block and flow style, with and without quotes and comments.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stt_compile import syntax
from stt_compile.catalog.models import MODELS
from stt_compile.catalog.platforms import LOCATIONS
from stt_compile.compile import compile_bytes
from stt_compile.fixes import apply, mend
from stt_compile.names import certain
from stt_compile.quoting import yaml
from stt_compile.schema import profile_schema
from stt_compile.source import Source
from stt_compile.tree import Integer, Real, spelling
from tests.fixes.mutations import HOLDERS, Style, at, data_of, moved, places, plans, renamed, slips
from tests.fixes.test_fixes import BEFORE, does_no_harm

VALID = Path(__file__).parents[1] / "valid"
PROFILES = sorted(VALID.glob("*.stt.yaml"))
DATA = {profile: data_of(profile) for profile in PROFILES}

few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """Data without the empty mappings in it: one is left where all that stood in it has moved."""
    return {key: filled(value) if isinstance(value, dict) else value for key, value in data.items() if value != {}}


def holds(profile: Path, good: dict[str, Any], wrong: dict[str, Any], draw: Any) -> None:
    """A profile with a mistake, mended, is as good as the one without, or is left with what no fix is certain for."""
    right = Style(draw).text(good).encode()
    before, unchanged = compile_bytes("good", right, profile), mend("good", right, profile)
    assert before.errors == 0
    assert (unchanged.data, unchanged.fixed) == (right, ())
    text = Style(draw).text(wrong)
    broken = compile_bytes("wrong", text.encode(), profile)
    assume(broken.errors)
    after = mend("wrong", text.encode(), profile)
    assert plans(after.compilation).items() <= plans(before).items(), text
    if not after.compilation.errors:
        assert plans(after.compilation) == plans(before), text
        assert filled(read(after.data.decode())) == filled(good), text
    for fix in (found.fix for found in broken.diagnostics if found.fix):
        assert after.fixed, text
        read(apply(text, [fix]))
    assert mend("again", after.data, profile).data == after.data


@few
@given(st.data())
def test_a_misspelt_key(data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(PROFILES))
    good = DATA[profile]
    path = data.draw(st.sampled_from(list(places(good))))
    slip = data.draw(st.sampled_from(list(slips(path[-1]))))
    assume(slip not in at(good, path[:-1]))
    wrong = copy.deepcopy(good)
    renamed(wrong, path, slip)
    holds(profile, good, wrong, data.draw)


@few
@given(st.data())
def test_a_quoted_value(data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(PROFILES))
    good = DATA[profile]
    scalars = [path for path in places(good) if isinstance(at(good, path), (bool, int, float))]
    assume(scalars)
    path = data.draw(st.sampled_from(scalars))
    value, wrong = at(good, path), copy.deepcopy(good)
    written = ("yes" if value else "off") if isinstance(value, bool) else spelling(value)
    at(wrong, path[:-1])[path[-1]] = data.draw(st.sampled_from((written, [value])))
    holds(profile, good, wrong, data.draw)


@few
@given(st.data())
def test_a_key_under_another_one(data: st.DataObject) -> None:
    profile = data.draw(st.sampled_from(PROFILES))
    good = DATA[profile]
    movable = [path for path in places(good) if len(path) > 2 and path[-2] in HOLDERS]
    assume(movable)
    path = data.draw(st.sampled_from(movable))
    holder = data.draw(st.sampled_from((None, *HOLDERS)))
    assume(holder != path[-2] and isinstance(at(good, path[:-2]).get(holder, {}), dict))
    wrong = copy.deepcopy(good)
    moved(wrong, path, holder)
    holds(profile, good, wrong, data.draw)


PIECES = (
    *("", " ", "\n", "\n  ", "\r", "\t", "\u2028", "é", ": ", "- ", "? ", "# ", "{", "}", "[", "]", ",", "'", '"'),
    *("|\n", "|+\n", "&a ", "*a", "<<: *a", "!x ", "null", "true"),
)


@few
@given(st.sampled_from(BEFORE), st.data())
def test_any_text_in_between(profile: Path, data: st.DataObject) -> None:
    """Profiles full of mistakes, with something else put in or taken out somewhere."""
    text = profile.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 6)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    does_no_harm(text.encode(), profile)


# --- names -----------------------------------------------------------------------------------------------------------


def vocabularies() -> list[Any]:
    definitions = profile_schema()["definitions"]
    request = {key for name in ("request", *HOLDERS) for key in definitions[name]["properties"]}
    environment = {key for name in ("environment", "auth", "tls") for key in definitions[name]["properties"]}
    tables = {"request": request, "environment": environment, "models": set(MODELS), "locations": set(LOCATIONS)}
    return [pytest.param(sorted(names), id=name) for name, names in tables.items()]


@pytest.mark.parametrize("names", vocabularies())
def test_a_slip_is_never_taken_for_another_name(names: list[str]) -> None:
    every = 3 if len(names) < 100 else 29
    tried = [(slip, name) for name in names for slip in slips(name) if slip not in names][::every]
    found = [(certain(slip, names), name) for slip, name in tried]
    assert {better == name for better, name in found if better is not None} == {True}


@pytest.mark.parametrize(
    ("wrong", "known"),
    [
        ("calls-de", ["calls-en"]),
        ("eu-dd", ["eu-de", "eu-gb"]),
        ("prod-2", ["prod-1"]),
        ("prod", ["prod1"]),
        ("west", ["test"]),
        ("filess", ["file", "files"]),
        ("api-key", ["apikey", "api_key"]),
        ("call-centers", ["call-center", "call-centre"]),
        ("narrowband", ["broadband"]),
        ("", ["a"]),
        ("x" * 1000, ["x" * 999]),
    ],
)
def test_another_name_is_no_slip(wrong: str, known: list[str]) -> None:
    assert certain(wrong, known) is None


# --- quoting ---------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    (
        "yes",
        "No",
        "null",
        "~",
        "012",
        "1:30",
        "1_000",
        "2020-06-23",
        ".inf",
        "a: b",
        "a #b",
        "- a",
        "*a",
        "&a",
        "!a",
        "",
    )
)
SCALARS = TEXTS | st.booleans() | st.none() | st.integers().map(lambda n: Integer(str(n)))
REALS = st.floats(allow_nan=False, allow_infinity=False).map(lambda n: Real(repr(n)))


@settings(deadline=None)
@given(st.lists(SCALARS | REALS, min_size=1, max_size=8), st.sampled_from(("", "'", '"')))
def test_what_is_spelt_reads_as_it_was(values: list[Any], like: str) -> None:
    """In block style, in flow style, and as a key."""
    block = "".join(f"k{number}: {yaml.value(value, like)}\n" for number, value in enumerate(values))
    keys = "".join(f"? {yaml.text(f'{number}{value}', like)}\n: 1\n" for number, value in enumerate(values))
    flow = f"[{yaml.value(tuple(values), like)}, {{a: {yaml.value(values[0], like)}}}]"
    assert [read(block)[f"k{number}"] for number in range(len(values))] == values
    assert list(read(keys)) == [f"{number}{value}" for number, value in enumerate(values)]
    assert read(flow) == [values, {"a": values[0]}]


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_what_stood_in_block_style_means_the_same_in_flow_style(values: list[str]) -> None:
    """Whatever YAML takes for a plain text, and whatever stands in quotes."""
    for value in values:
        for written in (value, yaml.text(value, "'"), yaml.text(value, '"')):
            tree, findings = syntax.parse(Source("", f"k: {written}\n"))
            node = tree.get("k") if tree and not findings else None
            if node and isinstance(node.value, str) and node.span and node.span.text == written.strip(" "):
                assert read(f"{{k: {yaml.in_flow(node.value, node.span.text)}, l: 1}}") == {"k": node.value, "l": 1}


def read(text: str) -> Any:
    tree, findings = syntax.parse(Source("", text))
    assert findings == (), text
    assert tree
    return tree.plain()
