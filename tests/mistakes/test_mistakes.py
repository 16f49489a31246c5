"""The mistakes that people really made: each is found at its place, or cannot be made, or only the service can know.

`mistakes.yaml` says which, by the numbers of the project's list; `more.yaml` has those that only the documentation
tells of, and the topics on which the documentation disagrees with itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from stt_compile import audio, targets
from stt_compile.compile import Compilation, compile_bytes
from stt_compile.diagnostics import Severity
from stt_compile.targets.json import data
from stt_compile.wire import Plan

from ..audio import files

HERE = Path(__file__).parent
NAME = "profile.stt.yaml"
KINDS: Mapping[str, set[str]] = {
    "planted": {"finds", "as_of", "audio", "says", "keywords"},
    "rendered": {"shows", "as_of"},
    "service": set(),
}
"""What a case of each kind may have besides."""
HOLDERS = ("query", "start", "headers")
WHOLE = ("url", "auth", "tls", "body")
FILES: Mapping[str, Callable[[int], bytes]] = {"wav": files.wav, "flac": files.flac}
"""How to make an audio file of so many samples a second."""


def table(name: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


TABLE = table("mistakes.yaml")
MORE = table("more.yaml")


def cases(kind: str) -> list[Any]:
    """All cases of a kind, each named for its mistake."""
    return [
        pytest.param(case, id=f"{number}-{name}")
        for number, mistake in (*TABLE.items(), *MORE.items())
        for name, case in mistake["cases"].items()
        if kind in case
    ]


# --- the list --------------------------------------------------------------------------------------------------------


def test_all_fifty_are_there() -> None:
    assert list(TABLE) == [str(number) for number in range(1, 51)]


@pytest.mark.parametrize("number", TABLE)
def test_each_is_caught_as_the_list_wants(number: str) -> None:
    """`catch` is the list's; what it wants found and no profile shows has at least a reason."""
    mistake = TABLE[number]
    assert set(mistake) == {"mistake", "catch", "cases"}
    wanted = set(mistake["catch"].split(", "))
    assert wanted <= {"S", "X", "R", "P", "V", "note", "warn", "fix", "dated"}
    cases_of = list(mistake["cases"].values())
    planted = [case for case in cases_of if "planted" in case]
    why = [case for case in cases_of if "service" in case]
    if wanted & {"S", "X"}:
        assert planted or why
    if "P" in wanted:
        assert any(code_of(line) in audio.CODES for case in planted for line in case["finds"])
    if "R" in wanted:
        assert any("rendered" in case for case in cases_of)
    if "V" in wanted:
        assert why


@pytest.mark.parametrize("mistake", [*TABLE.values(), *MORE.values()])
def test_each_case_is_of_one_kind(mistake: dict[str, Any]) -> None:
    for case in mistake["cases"].values():
        kinds = [kind for kind in KINDS if kind in case]
        assert len(kinds) == 1
        assert set(case) <= {kinds[0], *KINDS[kinds[0]]}


# --- planted ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("planted"))
def test_planted_mistake_is_found_at_its_place_and_nothing_else(case: dict[str, Any], tmp_path: Path) -> None:
    compilation = compiled(case, "planted", tmp_path)
    assert case["finds"]
    assert found(compilation) == case["finds"], "\n".join(text(compilation))
    for piece in case.get("says", ()):
        assert piece in "\n".join(text(compilation))


def compiled(case: dict[str, Any], kind: str, folder: Path) -> Compilation:
    """A case's profile; its audio files are looked at where it has some."""
    for name, content in case.get("audio", {}).items():
        make(folder / name, content)
    many = ", ".join(f"keyword{number}" for number in range(int(case.get("keywords", 0))))
    profile = case[kind].replace("KEYWORDS", many).encode()
    return compile_bytes(NAME, profile, folder / NAME, case.get("as_of"), audio="audio" in case)


def found(compilation: Compilation) -> list[str]:
    """Code and place of everything that is reported."""
    lines = []
    for diagnostic in compilation.diagnostics:
        assert diagnostic.span is not None
        line, column = diagnostic.span.position
        lines.append(f"{diagnostic.code} {line}:{column}")
    return lines


def text(compilation: Compilation) -> list[str]:
    return [
        f"{place}: {diagnostic.message}; {diagnostic.help}"
        for place, diagnostic in zip(found(compilation), compilation.diagnostics)
    ]


def code_of(line: str) -> str:
    return line.partition(" ")[0]


def make(file: Path, content: dict[str, str]) -> None:
    """An audio file: `{wav: 8000}` and `{flac: 16000}` of that rate, `bytes` for its length, which costs no disk."""
    rates = {kind: int(rate) for kind, rate in content.items() if kind in FILES}
    file.write_bytes(b"".join(FILES[kind](rate) for kind, rate in rates.items()))
    if "bytes" in content:
        os.truncate(file, int(content["bytes"]))


# --- rendered --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("rendered"))
def test_rendered_request_cannot_have_the_mistake(case: dict[str, Any], tmp_path: Path) -> None:
    compilation = compiled(case, "rendered", tmp_path)
    assert text(compilation) == []
    plans = [compilation.plan(index) for index in range(len(compilation.uses))]
    assert {plan.interface for plan in plans} == set(case["shows"])
    for plan in plans:
        for what, wanted in case["shows"][plan.interface].items():
            check(plan, what, wanted)


def check(plan: Plan, what: str, wanted: Any) -> None:
    """One thing that a plan or an artefact shows."""
    held = data(plan)
    if what in WHOLE:
        assert words(held[what]) == wanted
    elif what in HOLDERS:
        pairs = held["messages"][0] if what == "start" else dict(held[what])
        assert {name: words(pairs[name]) if name in pairs else "null" for name in wanted} == wanted
    elif what == "messages":
        for message, members in zip(held["messages"], wanted, strict=True):
            assert members.items() <= words(message).items()
    elif what.startswith("notes of "):
        has("\n".join(targets.load(what.removeprefix("notes of ")).notes(plan)), wanted)
    else:
        has(targets.render(plan, targets.load(what)), wanted)


def has(artefact: str, wanted: list[Any] | dict[str, list[str]]) -> None:
    """The pieces that an artefact has; those under `lacks` it has not."""
    for piece in wanted if isinstance(wanted, list) else [wanted]:
        if isinstance(piece, str):
            assert piece in artefact
        else:
            assert [lack for lack in piece["lacks"] if lack in artefact] == []


def words(value: Any) -> Any:
    """A value of a plan as the table reads it, in which all scalars are texts."""
    if isinstance(value, dict):
        return {name: words(member) for name, member in value.items()}
    if isinstance(value, list):
        return [words(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- only the service ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("service"))
def test_reason_is_a_sentence(case: dict[str, str]) -> None:
    assert re.fullmatch(r"[A-Z].{20,}\.", case["service"])


# --- where the documents disagree ------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", [name for name in MORE if name.startswith("disputed: ")])
def test_disputed_topic_is_a_warning_that_names_both_sources(topic: str, tmp_path: Path) -> None:
    planted = [case for case in MORE[topic]["cases"].values() if "planted" in case]
    assert planted or any("rendered" in case for case in MORE[topic]["cases"].values())
    for case in planted:
        compilation = compiled(case, "planted", tmp_path)
        assert {diagnostic.severity for diagnostic in compilation.diagnostics} == {Severity.WARNING}
        assert len(case["says"]) >= 2
