"""What a command does not need it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import GOOD, clean_environment

PROGRAM = """\
import sys
from stt_compile.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
CATALOGUE = ("stt_compile.catalog.models", "stt_compile.catalog.parameters")


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that a successful run has loaded at its end."""
    profile = folder / "a.stt.yaml"
    profile.write_text(GOOD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], ["yaml", "jsonschema", "jinja2", "difflib", "stt_compile.compile", *CATALOGUE]),
        (["--version"], ["yaml", "jsonschema", "jinja2", "difflib", "stt_compile.compile", *CATALOGUE]),
        (["check", "--help"], ["yaml", "jsonschema", "jinja2", "stt_compile.compile", *CATALOGUE]),
        (["init", "--help"], ["yaml", "jsonschema", "jinja2", "stt_compile.compile", *CATALOGUE]),
        (["diff", "--help"], ["yaml", "jsonschema", "jinja2", "stt_compile.compile", *CATALOGUE]),
        (["diff", "a.stt.yaml", "a.stt.yaml"], ["jinja2", "difflib", "stt_compile.targets.curl"]),
        (
            ["build", "--help"],
            ["yaml", "jsonschema", "jinja2", "stt_compile.compile", "stt_compile.targets", *CATALOGUE],
        ),
        (["runbook", "--help"], ["yaml", "jsonschema", "jinja2", "stt_compile.compile", *CATALOGUE]),
        (["check", "a.stt.yaml"], ["jinja2", "stt_compile.targets", "difflib"]),
        (["render", "a.stt.yaml", "--request", "live", "--target", "json"], ["jinja2", "stt_compile.targets.python"]),
        (["render", "a.stt.yaml", "--request", "live"], ["stt_compile.targets.python"]),
        (["schema"], ["yaml", "jsonschema", "jinja2", "stt_compile.compile"]),
    ],
    ids=" ".join,
)
def test_loads_no_more_than_it_needs(tmp_path: Path, arguments: list[str], unwanted: list[str]) -> None:
    modules = loaded(tmp_path, *arguments)
    assert "stt_compile.cli" in modules
    assert modules.isdisjoint(unwanted), sorted(modules & set(unwanted))


def test_the_test_would_see_them(tmp_path: Path) -> None:
    assert {"yaml", "jsonschema", *CATALOGUE} <= loaded(tmp_path, "check", "a.stt.yaml")
    assert "jinja2" in loaded(tmp_path, "render", "a.stt.yaml", "--request", "nightly")


def test_the_package_itself_loads_next_to_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import stt_compile, sys; print(*sys.modules)"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert [name for name in done.stdout.split() if name.startswith("stt_compile")] == ["stt_compile"]
