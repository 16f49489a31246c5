"""CONTRIBUTING.md says where to write what is added: each line of its table is tried on a copy of the package."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .conftest import ROOT, Copy
from .test_extension import FIRST_MODEL, FIRST_PARAMETER, FORMAT, MODEL, PARAMETER, RULE, TARGET

COMMAND = '''\
"""`hello`."""

import click

from ..printing import show


@click.command()
def command() -> None:
    """Say hello."""
    show("hello\\n")
'''
TABLE = dict(
    re.findall(r"^\| (an? [a-z ]+) \| `(\S+)` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
)
ADDED: dict[str, tuple[str, Callable[[Copy, str], None], tuple[str, ...], str]] = {
    "a rule": ("drafts", lambda copy, at: copy.add_file(at, RULE), ("explain", "STT998"), "Draft of a request"),
    "a parameter": (
        "",
        lambda copy, at: copy.add_row(at.removeprefix("catalog/"), FIRST_PARAMETER, PARAMETER),
        ("explain", "echo_cancellation"),
        "the echo of a call",
    ),
    "a base model": (
        "",
        lambda copy, at: copy.add_row(at.removeprefix("catalog/"), FIRST_MODEL, MODEL),
        ("models", "--language", "cy"),
        "cy-GB_Telephony",
    ),
    "a target": ("logline", lambda copy, at: copy.add_file(at, TARGET), ("render", "--help"), "logline"),
    "a format of reports": ("tabs", lambda copy, at: copy.add_file(at, FORMAT), ("check", "--help"), "tabs"),
    "a command": ("hello", lambda copy, at: copy.add_file(at, COMMAND), ("hello",), "hello"),
}


def test_the_table_is_whole() -> None:
    assert list(TABLE) == list(ADDED)


@pytest.mark.parametrize("kind", ADDED)
def test_it_is_written_there(copy: Copy, kind: str) -> None:
    name, add, arguments, shown = ADDED[kind]
    assert shown not in copy.run(*arguments).stdout
    add(copy, TABLE[kind].removeprefix("stt_compile/").replace("NAME", name))
    done = copy.run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert shown in done.stdout


def test_the_modules_that_it_names_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\| [^|]+ \| (`[^|]+) \|", text.partition("## To add")[0], re.MULTILINE)
    named = [name for step in steps for name in re.findall(r"`([a-z.]+/?)`", step)]
    assert len(named) >= 8
    for name in named:
        path = ROOT / "stt_compile" / name.partition(".")[0]
        assert path.is_dir() or path.with_suffix(".py").is_file(), name
    for name in re.findall(r"`((?:tests|stt_compile)/[a-z_/.]+)`", text):
        assert (ROOT / name).exists(), name
