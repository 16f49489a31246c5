"""Fixes of what others extend: what these send stays what it is, unless it was wrong there as well."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from stt_compile.cli import main
from stt_compile.compile import compile_bytes
from stt_compile.fixes import Dependent, mend
from tests.fixes.mutations import plans

MODEL = "{customization_id: {env: %s}, base_model: en-US_NarrowbandModel}"
BASE = f"""\
version: 1
environments:
  production:
    platform: ibm-cloud
    url: https://stt.example.com
    auth: {{apikey: {{env: STT_APIKEY}}}}
    acoustic_models:
      call-center: {MODEL % "CENTER"}
requests:
  a:
    interface: websocket
    acoustic_model: call-centre
"""
MENDED = BASE.replace("acoustic_model: call-centre", "acoustic_model: call-center")
PLAIN = "version: 1\nextends: [BASE]\n"
OWN = f"{PLAIN}environments: {{production: {{acoustic_models: {{call-centre: {MODEL % 'CENTRE'}}}}}}}\n"
"""Here the name is right."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for variable in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(variable)
    return tmp_path


def checked(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", *arguments])
    assert done.exit_code in (0, 1), done.output
    return done.exit_code, done.output


@pytest.mark.parametrize("base", ["base.yaml", "base.stt.yaml"])
@pytest.mark.parametrize("more", [(), ("--with-dependents",)], ids=["alone", "with dependents"])
@pytest.mark.parametrize(
    ("uk", "fixed"),
    [(None, True), (PLAIN, True), (OWN, False), (f"{PLAIN}requests: {{a: {{bogus: 1}}}}\n", True)],
    ids=["nobody", "wrong there too", "right there", "broken there"],
)
def test_what_others_send_stays(folder: Path, base: str, more: tuple[str, ...], uk: str | None, fixed: bool) -> None:
    (folder / base).write_text(BASE, encoding="utf-8")
    if uk:
        (folder / "uk.stt.yaml").write_text(uk.replace("BASE", base), encoding="utf-8")
    elif more and base == "base.yaml":
        fixed = False  # with dependents, a fragment that nobody extends is somebody else's
    before = plans_of(folder / "uk.stt.yaml") if uk else {}
    _, patch = checked("--diff", *more, base)
    assert ("+    acoustic_model: call-center" in patch) == fixed
    assert (folder / base).read_text("utf-8") == BASE
    checked("--fix", *more, base)
    assert (folder / base).read_text("utf-8") == (MENDED if fixed else BASE)
    if uk:
        assert before.items() <= plans_of(folder / "uk.stt.yaml").items()


def plans_of(path: Path) -> dict[tuple[str, str, str], object]:
    return dict(plans(compile_bytes(path.name, path.read_bytes(), path)))


def test_a_part_of_others_is_fixed_only_where_it_is_wrong_for_one_of_them(folder: Path) -> None:
    """The request cannot be made in `uk` for another reason, so that no plan says that the name is right there."""
    base, uk = folder / "base.yaml", folder / "uk.stt.yaml"
    base.write_text(BASE, encoding="utf-8")
    uk.write_text(OWN.replace("BASE", "base.yaml") + "requests: {a: {bogus: 1}}\n", encoding="utf-8")
    assert not plans_of(uk)
    assert mend("base.yaml", base.read_bytes(), base).fixed
    assert not mend("base.yaml", base.read_bytes(), base, dependents=lambda: [Dependent(uk)]).fixed


def test_files_that_are_mended_together_see_each_other(folder: Path) -> None:
    """`uk` was mended before, and extends the base no less than it will once it is written."""
    base, uk = folder / "base.yaml", folder / "uk.stt.yaml"
    base.write_text(BASE.replace("interface:", "interfcae:"), encoding="utf-8")
    uk.write_text(OWN.replace("BASE", "base.yaml").replace("acoustic_models", "acoustic_modles"), encoding="utf-8")
    checked("--fix", "uk.stt.yaml", "base.yaml")
    assert uk.read_text("utf-8") == OWN.replace("BASE", "base.yaml")
    assert base.read_text("utf-8") == BASE
    assert plans_of(uk)
    assert "fixed" not in checked("--fix", "uk.stt.yaml", "base.yaml")[1]


@pytest.mark.parametrize("named", [("base.stt.yaml", "uk.stt.yaml"), ("uk.stt.yaml", "base.stt.yaml"), (".",)])
def test_who_extends_a_file_only_now_counts_too(folder: Path, named: tuple[str, ...]) -> None:
    """Whichever comes first: `uk` extends the base once its `extends` is spelt right, and means its own model."""
    base, uk = folder / "base.stt.yaml", folder / "uk.stt.yaml"
    base.write_text(BASE, encoding="utf-8")
    right = OWN.replace("BASE", base.name)
    uk.write_text(right.replace("extends", "extnds"), encoding="utf-8")
    _, patch = checked("--diff", *named)
    assert re.findall(r"^\+[^+].*", patch, re.MULTILINE) == ["+extends: [base.stt.yaml]"]
    checked("--fix", *named)
    assert (uk.read_text("utf-8"), base.read_text("utf-8")) == (right, BASE)
    (plan,) = plans_of(uk).values()
    assert "CENTRE" in str(plan)


def test_dependents_are_looked_for_only_where_there_is_something_to_fix(folder: Path) -> None:
    def never() -> list[Dependent]:
        raise AssertionError

    path = folder / "base.yaml"
    assert mend("base.yaml", MENDED.encode(), path, dependents=never).data == MENDED.encode()
    with pytest.raises(AssertionError):
        mend("base.yaml", BASE.encode(), path, dependents=never)
