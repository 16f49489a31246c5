"""Which files are profiles, and what becomes of odd names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stt_compile import cli

from .conftest import BAD, GOOD, Command


def put(folder: Path, *names: str | bytes, text: str = BAD) -> None:
    for name in names:
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode())


def places(report: str) -> list[str]:
    return [line.partition(": error ")[0] for line in report.splitlines() if ": error " in line]


def test_folders_are_searched(stt: Command) -> None:
    put(stt.folder, "z.stt.yaml", "stt.yaml", "sub/stt.yml", "sub/deeper/name.stt.yml")
    put(stt.folder, ".hidden/stt.yaml", "sub/.git/stt.yaml")
    put(stt.folder, "other.yaml", "stt.yaml.bak", "mystt.yaml", "stt.yml~", "STT.YAML", "a.stt.json")
    run = stt("check", ".")
    found = ["stt.yaml", "sub/deeper/name.stt.yml", "sub/stt.yml", "z.stt.yaml"]
    assert places(run.out) == [f"{name}:17:5" for name in found]
    assert run.out.endswith("\n4 profiles: 4 errors, 0 warnings\n")
    assert places(stt("check", "sub", "z.stt.yaml").out) == [f"{name}:17:5" for name in found[1:]]


def test_a_hidden_folder_that_is_named_is_searched(stt: Command) -> None:
    put(stt.folder, ".hidden/stt.yaml")
    assert stt("check", ".hidden").status == 1


def test_a_file_that_is_named_is_a_profile(stt: Command) -> None:
    put(stt.folder, "whatever.txt", ".hidden/x")
    assert places(stt("check", "whatever.txt", ".hidden/x").out) == [".hidden/x:17:5", "whatever.txt:17:5"]


def test_no_profile_in_a_folder(stt: Command) -> None:
    put(stt.folder, "empty/other.yaml", "a.stt.yaml")
    run = stt("check", "empty", "a.stt.yaml")
    assert run.status == 2
    expected = "looked for stt.yaml, stt.yml, NAME.stt.yaml, NAME.stt.yml"
    assert run.err == f"stt-compile: no profile in empty: {expected}\n"
    assert places(run.out) == ["a.stt.yaml:17:5"]


def test_a_file_is_checked_once_however_it_is_named(stt: Command) -> None:
    put(stt.folder, "a.stt.yaml")
    run = stt("check", "./a.stt.yaml", ".", "a.stt.yaml", str(stt.folder))
    assert places(run.out) == ["./a.stt.yaml:17:5"]
    assert run.out.endswith("\n1 profile: 1 error, 0 warnings\n")


def test_a_shared_fragment_is_reported_once(stt: Command) -> None:
    put(stt.folder, "shared/base.stt.yaml")
    extending = "version: 1\nextends: [../shared/base.stt.yaml]\n"
    put(stt.folder, "a/stt.yaml", "b/stt.yaml", text=extending)
    run = stt("check", ".")
    assert run.status == 1
    assert run.out.count("error STT201") == 1
    assert run.out.endswith("\n3 profiles: 1 error, 0 warnings\n")


def test_the_order_does_not_depend_on_the_folder_or_the_arguments(stt: Command) -> None:
    put(stt.folder, *(f"{name}.stt.yaml" for name in "hbgcadfe"))
    first = stt("check", ".")
    assert places(first.out) == [f"{name}.stt.yaml:17:5" for name in "abcdefgh"]
    assert stt("check", *(f"{name}.stt.yaml" for name in "gfedcbah")) == first


@pytest.mark.parametrize("command", ["check", "render"])
def test_what_cannot_be_read(stt: Command, command: str) -> None:
    os.symlink("loop.stt.yaml", stt.folder / "loop.stt.yaml")
    for name, reason in (
        ("nothing.stt.yaml", "no such file or directory"),
        ("loop.stt.yaml", "too many levels of symbolic links"),
        ("loop.stt.yaml/below", "too many levels of symbolic links"),
        ("x" * 300, "file name too long"),
    ):
        run = stt(command, name)
        assert vars(run) == {"status": 2, "out": "", "err": f"stt-compile: cannot read {name}: {reason}\n"}
    assert stt("render", ".").err == "stt-compile: cannot read .: is a directory\n"


def test_a_link_in_a_folder_that_leads_nowhere(stt: Command) -> None:
    os.symlink("gone", stt.folder / "a.stt.yaml")
    assert stt("check", ".").err == "stt-compile: cannot read a.stt.yaml: no such file or directory\n"


def test_a_pipe_in_a_folder_blocks_nothing(stt: Command) -> None:
    os.mkfifo(stt.folder / "pipe.stt.yaml")
    put(stt.folder, "a.stt.yaml", text=GOOD)
    assert stt("check", ".").out == "1 profile, nothing to report\n"


def test_an_endless_file(stt: Command) -> None:
    run = stt("check", "/dev/zero")
    assert run.status == 1
    assert "/dev/zero:1:1: error STT105: " in run.out


def test_a_folder_that_cannot_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "a.stt.yaml", text=GOOD)
    (tmp_path / "locked").mkdir()
    listed = os.scandir

    def denied(path: str) -> object:  # tests may run as root, whom no permission stops
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(SystemExit) as exit_:
        cli.main(["check", "."])
    assert exit_.value.code == 2
    assert capsys.readouterr().err == "stt-compile: cannot read ./locked: permission denied\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"with space.stt.yaml", "with space.stt.yaml"),
        (b"two\nlines.stt.yaml", r"two\nlines.stt.yaml"),
        (b"\x1b[31mred.stt.yaml", r"\x1b[31mred.stt.yaml"),
        (b"caf\xe9.stt.yaml", r"caf\xe9.stt.yaml"),
        ("ночь-夜.stt.yaml".encode(), "ночь-夜.stt.yaml"),
        (b"-dash.stt.yaml", "-dash.stt.yaml"),
    ],
)
def test_odd_names(stt: Command, name: bytes, shown: str) -> None:
    put(stt.folder, name)
    folder = stt("check", ".")
    assert folder.status == 1
    assert places(folder.out) == [f"{shown}:17:5"]
    named = stt("check", "--", name)
    assert (named.status, named.out) == (1, folder.out)
    assert stt("render", "--request", "nightly", "--", name).out.startswith("curl ")
    missing = stt("check", "--", b"no " + name)
    assert (missing.status, missing.err) == (2, f"stt-compile: cannot read no {shown}: no such file or directory\n")


def test_odd_names_that_are_extended(stt: Command) -> None:
    put(stt.folder, b"two\nlines.stt.yaml")
    put(stt.folder, "a.yaml", text='version: 1\nextends: ["two\\nlines.stt.yaml"]\n')
    assert places(stt("check", "a.yaml").out) == [r"two\nlines.stt.yaml:17:5"]
