"""What an operator reads when a profile is wrong: `NAME.stt.yaml` and the whole of its report, `NAME.out`.

`pytest --bless` writes the reports anew; the difference is the review. `tests/ok` holds profiles without a finding.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stt_compile import load, reading, shape
from stt_compile.compile import Compilation
from tests.conftest import Golden
from tests.reports import report

HERE = Path(__file__).parent
OK = HERE.parent / "ok"
PROFILES = sorted(HERE.glob("*.stt.yaml"))

TWENTY = [
    (3, 11, "STT107"),  # an extended file that is not there
    (7, 15, "STT302"),  # a location that does not exist
    (9, 20, "STT301"),  # a literal secret
    (13, 7, "STT202"),  # a custom model without its base model
    (16, 10, "STT304"),  # an address without https
    (17, 37, "STT103"),  # a key twice
    (19, 3, "STT207"),  # a name with a blank
    (23, 3, "STT201"),  # a parameter at the wrong level, and misspelt
    (25, 18, "STT204"),  # an interface that does not exist
    (26, 54, "STT205"),  # two alternatives at once
    (27, 3, "STT202"),  # no audio
    (28, 45, "STT404"),  # a custom model that nobody owns
    (29, 65, "STT402"),  # base models that disagree
    (30, 65, "STT501"),  # a parameter that the interface does not carry
    (31, 44, "STT303"),  # an environment that does not exist
    (32, 36, "STT407"),  # a base model that does not exist
    (33, 54, "STT203"),  # a quoted boolean
    (33, 82, "STT106"),  # an infinite number
    (34, 62, "STT204"),  # a number out of range
    (35, 51, "STT206"),  # a run-time value where none can stand
]


def text(compilation: Compilation) -> str:
    """The report, with the folder as a placeholder."""
    return report([compilation], colour=False).replace(str(HERE), "FOLDER")


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.name.removesuffix(".stt.yaml"))
def test_the_report_is_as_expected(profile: Path, golden: Golden) -> None:
    golden(profile.with_name(profile.name.removesuffix(".stt.yaml") + ".out"), text(load(profile)))


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.name.removesuffix(".stt.yaml"))
def test_one_place_has_one_finding(profile: Path) -> None:
    """Two findings at one place would be two for one mistake; keys that are missing in one mapping are several."""
    spans = [
        diagnostic.span and diagnostic.span.position
        for diagnostic in load(profile).diagnostics
        if diagnostic.code != "STT202"
    ]
    assert len(spans) == len(set(spans))


def test_every_report_belongs_to_a_profile() -> None:
    assert {path.stem for path in HERE.glob("*.out")} == {path.name.removesuffix(".stt.yaml") for path in PROFILES}


def test_every_code_of_shape_has_a_report() -> None:
    reported = {diagnostic.code for profile in PROFILES for diagnostic in load(profile).diagnostics}
    assert reported >= {*shape.CODES, "STT107"}
    assert set(reading.CODES) == {"STT107", "STT108"}


def test_twenty_mistakes_are_twenty_findings() -> None:
    found = []
    for diagnostic in load(HERE / "twenty.stt.yaml").diagnostics:
        assert diagnostic.span is not None
        found.append((*diagnostic.span.position, diagnostic.code))
    assert len(TWENTY) == 20
    assert found == TWENTY


@pytest.mark.parametrize("profile", sorted(OK.glob("*.stt.yaml")), ids=lambda path: path.name.removesuffix(".stt.yaml"))
def test_a_profile_without_mistakes_is_silent(profile: Path) -> None:
    compilation = load(profile)
    assert compilation.diagnostics == (), text(compilation)
    assert all(compilation.plan(index) for index in range(len(compilation.uses)))
