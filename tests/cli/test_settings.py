"""Settings of `[tool.stt-compile]` in the nearest pyproject.toml, and the options that win over them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stt_compile.cli import main

WARNS = """\
version: 1
environments:
  production:
    platform: ibm-cloud
    location: eu-de
    instance_id: {env: STT_INSTANCE_ID}
    auth: {apikey: {env: STT_APIKEY}}
requests:
  live: {interface: sync-http, model: en-US_BroadbandModel, audio: {file: call.flac}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "stt.yaml").write_text(WARNS, encoding="utf-8")
    return tmp_path


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", str(folder / "deep"), *options])


def settings(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.stt-compile]\n{text}\n", encoding="utf-8")


def test_without_settings_it_warns(folder: Path) -> None:
    result = check(folder)
    assert (result.exit_code, result.stdout.count("STT803")) == (0, 1)


@pytest.mark.parametrize(
    ("text", "exit_code", "warnings"),
    [
        ("strict = true", 1, 1),
        ('ignore = ["STT803"]', 0, 0),
        ('ignore = ["STT8"]\nstrict = true', 0, 0),
        ('select = ["STT5"]', 0, 0),
        ('select = ["STT8"]', 0, 1),
        ('as-of = "2020-06-23"', 0, 0),
        ("as-of = 2020-06-23", 0, 0),
    ],
)
def test_settings_hold_below_their_folder(folder: Path, text: str, exit_code: int, warnings: int) -> None:
    settings(folder, text)
    result = check(folder)
    assert (result.exit_code, result.stdout.count("STT803")) == (exit_code, warnings), result.output


@pytest.mark.parametrize(
    ("text", "options", "warnings"),
    [
        ('ignore = ["STT803"]', ["--ignore", "STT5"], 1),
        ('select = ["STT5"]', ["--select", "STT5,STT8"], 1),
        ('as-of = "2020-06-23"', ["--as-of", "2026-01-01"], 1),
    ],
)
def test_options_win(folder: Path, text: str, options: list[str], warnings: int) -> None:
    settings(folder, text)
    assert check(folder, *options).stdout.count("STT803") == warnings


def test_the_nearest_file_counts(folder: Path) -> None:
    settings(folder, "strict = true")
    settings(folder / "deep", "strict = false")
    assert check(folder).exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("strikt = true", "did you mean 'strict'?"),
        ("strict = 1", "strict takes true or false"),
        ('ignore = "STT803"', "ignore takes a list of codes"),
        ('as-of = "June"', "as-of takes a day"),
        ("strict = ", "pyproject.toml: "),
    ],
)
def test_wrong_settings_are_a_wrong_call(folder: Path, text: str, said: str) -> None:
    settings(folder, text)
    result = check(folder)
    assert result.exit_code == 2
    assert said in result.stderr


def test_wrong_options_are_a_wrong_call(folder: Path) -> None:
    assert check(folder, "--format", "jsn").exit_code == 2
    assert "did you mean `json`?" in check(folder, "--format", "jsn").stderr
    assert check(folder, "--select", "501").exit_code == 2


def test_what_cannot_be_read_is_never_deselected(folder: Path) -> None:
    (folder / "deep" / "bad.stt.yaml").write_text("version: 1\nversion: 1\n", encoding="utf-8")
    result = check(folder, "--select", "STT5", "--ignore", "STT1")
    assert (result.exit_code, result.stdout.count("STT103")) == (1, 1)


def test_the_report_goes_to_a_file(folder: Path) -> None:
    file = folder / "report.json"
    result = check(folder, "--format", "json", "--output-file", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8"))["warnings"] == 1
    assert check(folder, "--output-file", str(folder)).exit_code == 2


def test_an_ignored_code_does_not_block(folder: Path) -> None:
    file = folder / "deep" / "er" / "stt.yaml"
    file.write_text(WARNS.replace("en-US_BroadbandModel", "en-US_Future"), encoding="utf-8")
    arguments = ["render", str(file)]
    assert CliRunner().invoke(main, arguments).exit_code == 1
    settings(folder, 'ignore = ["STT407"]')
    assert "model=en-US_Future" in CliRunner().invoke(main, arguments).stdout
