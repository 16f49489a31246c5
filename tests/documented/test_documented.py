"""Requests that the service's documentation shows, and the plans that they must become.

Each `NAME.stt.yaml` cites its page; `NAME.plan.json` was derived from that page by hand, not by the compiler.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROFILES = sorted(HERE.glob("*.stt.yaml"))
CITATION = re.compile(r"[a-z-]+\.md@\d{4}-\d{2}-\d{2}")
CODE = re.compile(r"STT\d{3}")

each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.name.removesuffix(".stt.yaml"))


def expectation(profile: Path) -> Path:
    return profile.with_name(profile.name.removesuffix(".stt.yaml") + ".plan.json")


def stt_compile(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stt_compile", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)


def each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key is repeated: {keys}"
    return dict(pairs)


def lines(text: str) -> list[str]:
    """JSON with its own order, one value a line: `true` is not `1` here, and moved keys show in the difference."""
    return json.dumps(json.loads(text, object_pairs_hook=each_key_once), indent=1).splitlines()


def test_each_profile_has_its_plan_and_cites_its_page() -> None:
    assert len(PROFILES) >= 16
    assert {expectation(profile) for profile in PROFILES} == set(HERE.glob("*.plan.json"))
    for profile in PROFILES:
        comment, _, _ = profile.read_text(encoding="utf-8").partition("version: 1")
        assert CITATION.search(comment), profile.name


@each_profile
def test_becomes_the_documented_request(profile: Path) -> None:
    rendered = stt_compile("render", profile.relative_to(ROOT), "--target", "json")
    assert rendered.returncode == 0, rendered.stderr
    assert lines(rendered.stdout) == lines(expectation(profile).read_text(encoding="utf-8"))


@each_profile
def test_has_nothing_to_complain_about(profile: Path) -> None:
    checked = stt_compile("check", "--strict", profile.relative_to(ROOT))
    report = checked.stdout + checked.stderr
    assert checked.returncode == 0, report
    assert not CODE.search(report), report
