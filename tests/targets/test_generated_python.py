"""Python artefacts, held to the standard of hand-written programs: formatted, linted, typed, and for Python 3.10."""

from __future__ import annotations

import ast
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from stt_compile import targets
from stt_compile.text import Env, Text, text

from .cases import CASES, Case

PYTHON = targets.load("python")
ABLE = [case for case in CASES.values() if not case.refuses("python")]
EXCUSES = {
    # The SDK has no types: what is imported from it is unknown, and so is what programs derive from.
    "python": ["--ignore-missing-imports", "--follow-imports=skip", "--allow-subclassing-any"],
    "python-http": [],
}
"""The targets, and what mypy has to excuse in their programs."""
ODD: list[str | Env] = [
    *("it's", '"', "$HOME", "\\", "{x}", "{{", "Größe", "東京", "\N{SLIGHTLY SMILING FACE}", "\n", " ", "%s", "a" * 90),
    *(Env("SHORT"), Env("A_VARIABLE_OF_A_NAME_" + "THAT_DOES_NOT_FIT_" * 4)),
]


def _text(chance: random.Random) -> Text:
    return text(*chance.choices(ODD, k=chance.randint(1, 4)))


def _generated(seed: int, able: list[Case]) -> Case:
    """A known request with other words in the places where words may stand."""
    chance = random.Random(seed)
    case = chance.choice(able)
    plan = case.plan
    query = tuple((name, _text(chance) if name.endswith("_id") else value) for name, value in plan.query)
    start = plan.start and {
        name: chance.choices(["refund", "order number", *filter(_is_text, ODD)], k=chance.randint(1, 9))
        if name == "keywords"
        else value
        for name, value in plan.start.items()
    }
    description = " ".join(map(str, filter(_is_text, chance.choices(ODD, k=9)))) + " coding: latin-1"
    changed = replace(plan, query=query, start=start, description=description, url=_url(plan.url, chance))
    for name in ("body", "audio"):
        if hasattr(getattr(changed, name), "file"):
            changed = replace(changed, **{name: replace(getattr(changed, name), file=_text(chance))})
    if plan.tls and plan.tls.ca_file:
        changed = replace(changed, tls=replace(plan.tls, ca_file=_text(chance)))
    return Case(case.profile, changed)


def _is_text(piece: object) -> bool:
    return isinstance(piece, str)


def _url(url: Text, chance: random.Random) -> Text:
    pieces: list[str | Env] = ["a", "é", " b", Env("SHORT")]
    between = chance.choices(pieces, k=2)
    first, _, last = str(url[-1]).rpartition("/v1/")
    return text(*url[:-1], first, "/", *between, "/v1/", last)


@pytest.fixture(scope="module", params=EXCUSES)
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def programs(target: str, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All artefacts of all cases, those of `examples/` as they are committed, and of cases made up."""
    folder = tmp_path_factory.mktemp("programs")
    able = [case for case in CASES.values() if not case.refuses(target)]
    made = [case.artefact(target) for case in able]
    made += [targets.render(_generated(seed, able).plan, targets.load(target)) for seed in range(60)]
    paths = []
    for number, source in enumerate(made):
        paths.append(folder / f"program_{number}.py")
        paths[-1].write_text(source, encoding="utf-8")
    return paths


def done(*command: str | Path) -> str:
    """Runs a tool and returns all it says, nothing where it is content."""
    try:
        ran = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError as error:
        return str(error)
    return "" if ran.returncode == 0 else f"{command[0]}: {ran.stdout}{ran.stderr}"


def test_ruff_has_nothing_to_change(programs: list[Path]) -> None:
    assert not done(
        sys.executable, "-m", "ruff", "format", "--isolated", "--target-version", "py310", "--diff", *programs
    )


def test_ruff_has_nothing_to_say(programs: list[Path]) -> None:
    assert not done(
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--target-version",
        "py310",
        "--extend-select",
        "I",
        *programs,
    )


def test_mypy_has_nothing_to_say(target: str, programs: list[Path], tmp_path: Path) -> None:
    mypy = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--python-version=3.10", *EXCUSES[target]]
    assert not done(*mypy, "--cache-dir", tmp_path, *programs)


def test_it_is_python_3_10(programs: list[Path], tmp_path: Path) -> None:
    for path in programs:
        ast.parse(path.read_bytes(), feature_version=(3, 10))
    if not done("python3.10", "--version"):
        assert not done("env", f"PYTHONPYCACHEPREFIX={tmp_path}", "python3.10", "-m", "py_compile", *programs)


@pytest.mark.parametrize("line", ["Audio encoding: mulaw", "# -*- coding: latin-1 -*-", "vim: set fileencoding=x :"])
def test_a_description_is_never_taken_for_an_encoding(line: str) -> None:
    plan = replace(ABLE[0].plan, description=line)
    ast.parse(targets.render(plan, PYTHON).encode())


def test_a_program_asks_for_no_variable_that_it_does_not_use() -> None:
    """The secret of a callback URL is for its registration."""
    case = CASES["nightly/production/nightly.async-http"]
    assert "STT_CALLBACK_SECRET" in case.plan.variables
    assert "STT_CALLBACK_SECRET" not in case.artefact("python")


def test_letters_that_the_sdk_would_send_in_another_encoding_are_refused() -> None:
    plan = replace(ABLE[0].plan, headers=(("X-Watson-Metadata", text("customer_id=Größe", Env("X"))),))
    refused = "it carries no letters beyond ASCII in the header X-Watson-Metadata"
    assert targets.reasons_against(plan, PYTHON) == (refused,)
