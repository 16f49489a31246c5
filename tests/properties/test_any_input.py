"""Any text at all, and any mutation of good profiles: never an exception, never a place outside of the file."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from .conftest import EFFORT
from .invariants import PROFILES, command_line_holds, holds

SCALARS = (
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "1e308",
    ".5",
    "00",
    "''",
    "'x'",
    "[]",
    "{}",
    "[[]]",
    "{env: A}",
    "{env: 1}",
)
PIECES = (
    *SCALARS,
    *(
        "\t",
        "\n",
        "\r",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\U0010ffff",
        "é",
        "日",
        "&a ",
        "*a",
        "<<: *a",
        "!!str ",
        "!x ",
    ),
    *(
        "- ",
        "? ",
        ": ",
        "#",
        "|",
        ">",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "'",
        '"',
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "@",
        "`",
    ),
    *("version: 1\n", "requests:\n", "environments:\n", "defaults:\n", "extends: [any.stt.yaml]\n", "x-y: 1\n"),
    *("# stt: ignore[STT501] reason", "# stt: ignore[", "${A}", "$(a)", "a" * 300),
)
KEYS = (
    *(
        "version",
        "extends",
        "environments",
        "defaults",
        "requests",
        "interface",
        "model",
        "acoustic_model",
        "audio",
        "job",
    ),
    *(
        "language_model",
        "parameters",
        "overrides",
        "extra",
        "url",
        "auth",
        "tls",
        "token",
        "apikey",
        "location",
        "files",
    ),
    *(
        "file",
        "multipart",
        "content_type",
        "rate",
        "query",
        "start",
        "headers",
        "reason",
        "env",
        "service_date",
        "platform",
    ),
    *(
        "customization_id",
        "base_model",
        "versions",
        "grammars",
        "keywords",
        "grammar_name",
        "smart_formatting",
        "<<",
        "",
    ),
    *(
        "x-y",
        "a b",
        "a\nb",
        "日本",
        "interim_results",
        "weight",
        "base_model_version",
        "callback_url",
        "user_secret",
        "events",
    ),
)

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(
            ("production", "call-center", "websocket", "sync-http", "audio/flac", "-", "https://a", "2020-06-23")
        ),
        st.sampled_from(
            ("2023-08-01", "en-US_BroadbandModel", "en-US", "ibm-cloud", "cloud-pak-for-data", "audio/l16", "\n")
        ),
        st.just({"env": "A"}),
    ),
    lambda values: st.one_of(st.lists(values, max_size=3), st.dictionaries(st.sampled_from(KEYS), values, max_size=3)),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder, where nothing can be extended."""
    return tmp_path_factory.mktemp("any")


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.name.removesuffix(".stt.yaml"))
def test_the_profiles_to_be_mutated_are_good(profile: Path) -> None:
    assert not holds(profile.read_bytes(), profile.parent).errors


@given(data=st.binary(max_size=300) | st.text(max_size=150).map(str.encode))
@settings(max_examples=150 * EFFORT)
def test_any_bytes(folder: Path, data: bytes) -> None:
    holds(data, folder)
    command_line_holds(data, folder)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
@example(pieces=["version: 1\n", "requests:\n", "extends: [any.stt.yaml]\n"])
@settings(max_examples=200 * EFFORT)
def test_any_yaml_like_text(folder: Path, pieces: list[str]) -> None:
    holds("".join(pieces).encode(), folder)


@st.composite
def edits(draw: st.DrawFn, parts: list[Any], pieces: st.SearchStrategy[Any]) -> list[Any]:
    """A few parts deleted, duplicated, moved, replaced, inserted."""
    parts = list(parts)
    for _ in range(draw(st.integers(1, 3))):
        if not parts:
            break
        at = draw(st.integers(0, len(parts) - 1))
        to = min(len(parts), at + draw(st.integers(1, 4)))
        match draw(st.sampled_from(("delete", "duplicate", "move", "insert", "replace"))):
            case "delete":
                del parts[at:to]
            case "duplicate":
                parts[at:at] = parts[at:to]
            case "move":
                taken = parts[at:to]
                del parts[at:to]
                where = draw(st.integers(0, len(parts)))
                parts[where:where] = taken
            case "insert":
                parts[at:at] = draw(pieces)
            case "replace":
                parts[at:to] = draw(pieces)
    return parts


@given(choice=st.data())
@settings(max_examples=150 * EFFORT)
def test_mutated_bytes(choice: st.DataObject) -> None:
    profile = choice.draw(st.sampled_from(PROFILES))
    inserted = st.binary(max_size=3) | st.sampled_from(PIECES).map(str.encode)
    data = bytes(choice.draw(edits(list(profile.read_bytes()), inserted.map(list))))
    holds(data, profile.parent)


@given(choice=st.data())
@settings(max_examples=150 * EFFORT)
def test_mutated_lines(choice: st.DataObject) -> None:
    profile = choice.draw(st.sampled_from(PROFILES))
    others = st.sampled_from([line for other in PROFILES for line in lines_of(other)])
    indented = st.tuples(st.sampled_from(("", "  ", "    ", "\t")), others).map("".join)
    lines = choice.draw(edits(lines_of(profile), st.lists(others | indented, max_size=3)))
    holds("".join(lines).encode(), profile.parent)


def lines_of(profile: Path) -> list[str]:
    return profile.read_text(encoding="utf-8").splitlines(keepends=True)


@given(choice=st.data())
@settings(max_examples=300 * EFFORT)
def test_mutated_structure(choice: st.DataObject) -> None:
    profile = choice.draw(st.sampled_from(PROFILES))
    data = yaml.safe_load(profile.read_text(encoding="utf-8"))
    for _ in range(choice.draw(st.integers(1, 4))):
        data = choice.draw(mutations(data))
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=choice.draw(st.booleans()))
    holds(text.encode(), profile.parent)
    command_line_holds(text.encode(), profile.parent)


@given(choice=st.data())
@settings(max_examples=100 * EFFORT)
def test_mutated_structure_of_two_files(folder: Path, choice: st.DataObject) -> None:
    own = yaml.safe_load(choice.draw(st.sampled_from(PROFILES)).read_text(encoding="utf-8"))
    base = yaml.safe_load(choice.draw(st.sampled_from(PROFILES)).read_text(encoding="utf-8"))
    for _ in range(choice.draw(st.integers(1, 3))):
        own, base = choice.draw(mutations(own)), choice.draw(mutations(base))
    if isinstance(own, dict):
        own["extends"] = choice.draw(
            st.sampled_from((["base.yaml"], ["base.yaml", "base.yaml"], ["base.yaml", "gone"]))
        )
        own.pop(choice.draw(st.sampled_from(("environments", "requests", "x-none"))), None)
    (folder / "base.yaml").write_text(yaml.safe_dump(base, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        holds(yaml.safe_dump(own, allow_unicode=True, sort_keys=False).encode(), folder)
    finally:
        (folder / "base.yaml").unlink()


@st.composite
def mutations(draw: st.DrawFn, data: Any) -> Any:
    """The data with one value changed, dropped or put elsewhere."""
    data = copy.deepcopy(data)
    places = list(walk(data))
    if not places:
        return draw(VALUES)
    holder, key = draw(st.sampled_from(places))
    match draw(st.sampled_from(("drop", "replace", "wrap", "swap", "rename", "copy"))):
        case "drop":
            del holder[key]
        case "replace":
            holder[key] = draw(VALUES)
        case "wrap":
            holder[key] = [holder[key]]
        case "swap":
            other, where = draw(st.sampled_from(places))
            holder[key] = copy.deepcopy(other[where])
        case "rename" if isinstance(holder, dict):
            holder[draw(st.sampled_from(KEYS))] = holder.pop(key)
        case "copy" if isinstance(holder, dict):
            holder[draw(st.sampled_from(KEYS))] = copy.deepcopy(holder[key])
        case _:
            holder.append(draw(VALUES)) if isinstance(holder, list) else None
    return data


def walk(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place that holds a value: what holds it, and its key there."""
    for key in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield data, key
        yield from walk(data[key])
