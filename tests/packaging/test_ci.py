"""CI runs what the README says, word for word, and nothing that only one machine has."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPT = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["main", "test"])
def test_ci_takes_the_command_from_the_readme(name: str) -> None:
    (block,) = re.findall(rf"^<!-- command: {name} -->\n```sh\n(.*?\n)```$", README, re.MULTILINE | re.DOTALL)
    done = subprocess.run(
        ["bash", ROOT / ".ci" / "readme-command", name], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == block
    assert f"\n{name}=$(bash .ci/readme-command {name})\n" in SCRIPT
    assert f'\nbash -euo pipefail -c "${name}" </dev/null' in SCRIPT


def test_a_command_that_the_readme_does_not_have() -> None:
    done = subprocess.run(["bash", ROOT / ".ci" / "readme-command", "x"], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_the_readmes_commands_run_the_tests_and_render() -> None:
    assert re.search(r"```sh\n.*\bpython -m pytest\b.*\n```", README)
    assert re.search(r"```sh\n.*\bstt-compile render\b.*\n```", README)


@pytest.mark.parametrize("file", [".ci/run", ".ci/readme-command"])
def test_scripts_are_bash(file: str) -> None:
    subprocess.run(["bash", "-n", ROOT / file], timeout=60, check=True)
