"""The artefacts of `examples/`, committed as `build` writes them for every target below `examples/artefacts/`.

They are what a reader sees, what `test_really` runs, and what a change of a target shows in its difference.
"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from stt_compile import targets
from stt_compile.build import MANIFEST
from stt_compile.cli import main

from .cases import ARTEFACTS, CASES, ROOT

BUILD = ["build", "examples", "--out", ARTEFACTS.relative_to(ROOT).as_posix()]
BUILD += [word for name in targets.names() for word in ("--target", name)]


def test_artefacts_are_what_build_writes(bless: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, BUILD if bless else [*BUILD, "--check"])
    assert done.exit_code == 0, (
        f"{done.output}\nor write it with: python -m pytest tests/targets/test_golden.py --bless"
    )
    listed = json.loads((ARTEFACTS / MANIFEST).read_text(encoding="ascii"))["files"]
    present = {path.relative_to(ARTEFACTS).as_posix() for path in ARTEFACTS.rglob("*") if path.is_file()}
    assert present == {*listed, MANIFEST}, "nothing makes these: remove them"
    able = [
        case.file(target)
        for case in CASES.values()
        for target in targets.names()
        if case.committed and not case.refuses(target)
    ]
    assert present - {MANIFEST} == {path.relative_to(ARTEFACTS).as_posix() for path in able}
    assert len(able) == len(set(able)), "two targets want one file"
