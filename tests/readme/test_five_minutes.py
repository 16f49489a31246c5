"""The README's five minutes, step by step in one folder, as they stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.hooks.conftest import PLACEHOLDER, Repository

pytestmark = pytest.mark.slow
README = Path(__file__).parents[2] / "README.md"
TITLE = "\n## Five minutes"
BLOCK = re.compile(
    r"<!-- (?P<kind>file|step|prints|shows)(?:: (?P<name>\S+))? -->\n(?P<fence>`{3,})\w+\n(?P<body>.*?)(?P=fence)\n",
    re.DOTALL,
)


def section() -> str:
    _, title, rest = README.read_text(encoding="utf-8").partition(TITLE)
    return (title + rest).partition("\n## The three")[0]


def test_every_block_is_a_step_or_its_result() -> None:
    text = section()
    assert len(re.findall(r"^`{3,}\w+$", BLOCK.sub("", text), re.MULTILINE)) == 0
    kinds = [block["kind"] for block in BLOCK.finditer(text)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"file": 3, "step": 4, "prints": 2, "shows": 1}


def test_they_are_what_happens(project: Repository, tmp_path: Path, bless: bool) -> None:
    if not shutil.which("bash"):
        missing("bash is missing: the README's steps were not tried")
    project.git("tag", "--force", "v0.1.0")
    bin_ = Path(sys.executable).parent
    env = {
        **project.env,
        "PATH": f"{bin_}:{project.env['PATH']}",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{project.folder}.insteadOf",
        "GIT_CONFIG_VALUE_0": PLACEHOLDER,
    }
    printed, made, end, text = "", list[str](), 0, section()
    for block in BLOCK.finditer(text):
        body = block["body"]
        if block["kind"] == "file":
            (tmp_path / block["name"]).write_text(body, encoding="utf-8")
            continue
        if block["kind"] == "step":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", body],
                cwd=tmp_path,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=300,
                check=False,
            )
            assert done.returncode == 0, done.stdout
            printed = done.stdout
            continue
        found = printed if block["kind"] == "prints" else (tmp_path / block["name"]).read_text(encoding="utf-8")
        made += [text[end : block.start("body")], found]
        end = block.end("body")
        assert bless or found == body, "pytest --bless writes it anew"
    if bless:
        whole = README.read_text(encoding="utf-8")
        README.write_text(whole.replace(text, "".join([*made, text[end:]])), encoding="utf-8")
    assert "## call in" in (tmp_path / "RUNBOOK.md").read_text(encoding="utf-8")
    log = subprocess.run(
        ["git", "log", "--format=%s"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert log.stdout == "Calls, as profiles\n"
