"""The artefacts of `examples/`, committed under `examples/artefacts/PROFILE/ENVIRONMENT/REQUEST.INTERFACE.ENDING`.

They are what a reader sees, what `test_really` runs, and what a change of a target shows in its difference.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stt_compile import targets

from .cases import ARTEFACTS, CASES, Case

HOW = "python -m pytest tests/targets/test_golden.py --bless"
EXPECTED = {
    case.file(target): (case, target)
    for case in CASES.values()
    if case.committed
    for target in targets.names()
    if not case.refuses(target)
}


def present() -> set[Path]:
    return {path for path in ARTEFACTS.rglob("*") if path.is_file()}


def test_no_two_artefacts_want_one_file() -> None:
    able = [case for case in CASES.values() if case.committed]
    assert len(EXPECTED) == sum(not case.refuses(target) for case in able for target in targets.names())


@pytest.mark.parametrize("path", sorted(EXPECTED), ids=lambda path: path.relative_to(ARTEFACTS).as_posix())
def test_artefact_is_what_is_committed(path: Path, golden: Callable[[Path, str], None]) -> None:
    case, target = EXPECTED[path]
    shown = path.relative_to(ARTEFACTS.parents[1])
    rendered = _rendered(case, target)
    try:
        golden(path, rendered)
    except AssertionError as error:
        pytest.fail(f"{shown}: {error}\nwrite it with: {HOW}", pytrace=False)


def _rendered(case: Case, target: str) -> str:
    return targets.render(case.plan, targets.load(target))


def test_no_artefact_is_stale(bless: bool) -> None:
    stale = sorted(present() - set(EXPECTED))
    if bless:
        for path in stale:
            path.unlink()
        stale = []
    shown = [path.relative_to(ARTEFACTS.parents[1]).as_posix() for path in stale]
    assert not shown, f"nothing makes these any more; remove them with: {HOW}"
