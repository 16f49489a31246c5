"""The README says what is true: its outputs are run, its profiles are those of the examples."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "examples/README.md")
README, RECIPES = ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
RUNS = [
    (page, *found)
    for page, text in zip(PAGES, (README, RECIPES))
    for found in re.findall(r"<!-- run: (.*?) -->\n```\w+\n(.*?)```\n", text, re.DOTALL)
]
PROFILES = re.findall(r"(?<!-->\n)```yaml\n(.*?)```\n", README, re.DOTALL)  # others say in a comment what they are
PROGRAMS = re.findall(r"```python\n(.*?)```\n", README, re.DOTALL)


def run(command: str) -> str:
    command, _, file = command.partition(" < ")
    stdin = (ROOT / file).read_bytes() if file else b""
    argv = [sys.executable, "-m", "stt_compile", *shlex.split(command)[1:]]
    done = subprocess.run(argv, cwd=ROOT, input=stdin, capture_output=True, timeout=60, check=False)
    return done.stdout.decode()


@pytest.mark.parametrize(("page", "command", "output"), RUNS, ids=[command for _, command, _ in RUNS])
def test_outputs_are_what_the_commands_print(
    page: str, command: str, output: str, request: pytest.FixtureRequest
) -> None:
    printed = run(command)
    if request.config.getoption("--bless") and printed != output:
        readme = ROOT / page
        text = readme.read_text(encoding="utf-8")
        block = re.compile(rf"(<!-- run: {re.escape(command)} -->\n```\w+\n)(.*?)(```\n)", re.DOTALL)
        readme.write_text(block.sub(lambda found: found[1] + printed + found[3], text), encoding="utf-8")
        output = printed
    assert printed == output, "pytest --bless writes it anew"


def test_there_is_something_to_compare() -> None:
    assert len(RUNS) >= 4
    assert len(PROFILES) >= 4
    assert PROGRAMS


@pytest.mark.parametrize("block", PROFILES)
def test_profiles_are_parts_of_the_example(block: str) -> None:
    example = (ROOT / "examples" / "acoustic.stt.yaml").read_text(encoding="utf-8")
    assert textwrap.dedent(block).strip() in textwrap.dedent(example) or block in example


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```\n", RECIPES, re.DOTALL))
def test_recipes_are_parts_of_the_examples(block: str) -> None:
    assert any(block in file.read_text(encoding="utf-8") for file in (ROOT / "examples").glob("*.stt.yaml"))


@pytest.mark.parametrize(
    "command", re.findall(r"(?<!-->\n)```sh\n(stt-compile .*?) > \S+\n```\n", RECIPES), ids=lambda text: text[-30:]
)
def test_recipes_are_commands_that_print_something(command: str) -> None:
    assert run(command).startswith("#!/bin/sh\n")


def test_every_example_has_its_row() -> None:
    rows = re.findall(r"^\| \[(.*?)\]\(\1\) \|", RECIPES, re.MULTILINE)
    assert sorted(rows) == sorted(file.name for file in (ROOT / "examples").glob("*.stt.yaml"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_run(program: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"curl -X POST" in done.stdout
