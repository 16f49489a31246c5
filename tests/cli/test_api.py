"""The steps of the command line, for programs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

import stt_compile
from stt_compile import ProfileError, check, load, loads, plan, render

from .conftest import BAD, DOUBTFUL, GOOD


def test_exports_what_it_documents() -> None:
    assert stt_compile.__all__ == ["ProfileError", "check", "load", "loads", "plan", "render"]


def test_the_same_from_a_file_a_text_and_data(tmp_path: Path) -> None:
    file = tmp_path / "a.stt.yaml"
    file.write_text(GOOD, encoding="utf-8")
    data = yaml.safe_load(GOOD.replace("service_date: 2020-06-23", "service_date: '2020-06-23'"))
    plans = [plan(compilation) for compilation in (load(file), load(str(file)), loads(GOOD), load(data))]
    assert [made.request for made in plans[0]] == ["live", "nightly"]
    assert all(other == plans[0] for other in plans)
    assert render(plans[0][0]).startswith("wss://")
    assert render(plans[0][1]).startswith("curl ")
    assert render(plans[0][1], "json").startswith("[\n")


def test_findings_of_data_have_paths() -> None:
    (found,) = check(load({"version": 1, "reqests": {}}))
    assert (found.code, found.path, found.span) == ("STT201", ("reqests",), None)


def test_a_text_has_a_name_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "base.stt.yaml").write_text(GOOD, encoding="utf-8")
    compilation = loads("version: 1\nextends: [base.stt.yaml]\nx: 1\n", name="new", folder=tmp_path)
    assert [(found.span.source.name, found.code) for found in check(compilation) if found.span] == [("new", "STT201")]
    assert compilation.requests == ("live", "nightly")
    assert compilation.environments == ("production",)


def test_only_errors_of_what_is_asked_for_are_raised() -> None:
    compilation = loads(BAD)
    assert [made.request for made in plan(compilation, request="nightly")] == ["nightly"]
    for chosen in ({"request": "live"}, {"interface": "websocket"}, {}):
        with pytest.raises(ProfileError, match="STT201: unknown key `audoi`") as raised:
            plan(compilation, **chosen)  # type: ignore[arg-type]
        assert [found.code for found in raised.value.diagnostics] == ["STT201"]
    assert plan(loads(DOUBTFUL), request="newer")


def test_an_unreadable_profile_has_no_plans() -> None:
    compilation = loads("version: 1\nrequests: {")
    assert not compilation.complete
    with pytest.raises(ProfileError, match="STT1"):
        plan(compilation)


def test_what_does_not_match_is_nothing() -> None:
    assert plan(loads(GOOD), request="other") == ()
    assert plan(loads("version: 1\n")) == ()


def test_a_day() -> None:
    undated = GOOD.replace("    service_date: 2020-06-23\n", "")
    assert not check(loads(undated, as_of="2020-06-23"))
    assert check(loads(undated, as_of="2026-01-01"))


def test_what_is_not_a_profile_at_all(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "gone.stt.yaml")
    with pytest.raises(TypeError):
        load({1: 2})  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        load({"version": object()})
    with pytest.raises(ValueError, match="number"):
        load({"version": float("nan")})
    with pytest.raises(KeyError):
        render(plan(loads(GOOD))[0], "no-such-target")


def test_no_secret_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "STT_APIKEY", "hunter2hunter2")
    for made in plan(loads(GOOD)):
        for target in ("json", "python"):
            assert "hunter2" not in render(made, target)
