"""A build that is killed, wherever: each file is the old or the new one, and the next build finishes the work."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stt_compile import writing

from .conftest import MANIFEST, Project, tree

KILLED = """\
import os, signal, sys
left = int(sys.argv[1])
def counted(real):
    def call(*arguments, **options):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(*arguments, **options)
    return call
for name in ("replace", "unlink", "mkdir", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
from stt_compile.cli import main
main(sys.argv[2:])
"""
OLD = {"live": "old", "one": "same"}
NEW = {"night": "new", "one": "same"}
NEWER = {"one": "newer"}


def test_a_kill_loses_nothing(project: Project) -> None:
    project.write(a=OLD, b={"one": "old"}, c={"one": "old"})
    (project.out / "a/production").mkdir(parents=True)
    (project.out / "a/production/mine").write_bytes(b"mine")
    project.build()
    old = tree(project.out)
    start = Project(project.folder / "start")
    shutil.copytree(project.out, start.out)
    project.write(a=NEW, b={"one": "new"}, c={})
    project.build()
    new = tree(project.out)
    kills = 0
    while True:
        shutil.rmtree(project.out)
        shutil.copytree(start.out, project.out)
        project.write(a=NEW, b={"one": "new"}, c={})
        command = [sys.executable, "-c", KILLED, str(kills), "build", "in", "--out", "out", "--target", "json"]
        done = subprocess.run(command, cwd=project.folder, capture_output=True, timeout=60, check=False)
        left = {file: data for file, data in tree(project.out).items() if not is_temporary(file)}
        if done.returncode == 0:
            assert left == new
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        for file, data in left.items():
            assert file == MANIFEST or data in (old.get(file), new.get(file)), (kills, file)
        assert {file for file in old if file in new} <= set(left)
        project.write(a=NEWER)  # the next build need not want what the killed one did
        finished = project.build()
        assert finished.status == 0, (kills, finished.err)
        expected = {file: data for file, data in new.items() if "night" not in file and file != MANIFEST}
        now = {file: data for file, data in tree(project.out).items() if not is_temporary(file) and file != MANIFEST}
        assert set(now) == set(expected), kills
        assert now["a/production/mine"] == b"mine"
        assert project.build("--check").status == 0
        kills += 1
    assert kills > 8


def is_temporary(file: str) -> bool:
    return Path(file).name.startswith(".")


def test_what_fails_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.write(file, b"new")
    assert tree(tmp_path) == {"file": b"old"}


def test_a_folder_that_cannot_be_written_is_a_wrong_call(project: Project) -> None:
    project.write(a={"one": "x"})
    project.out.write_bytes(b"a file")
    built = project.build()
    assert built.status == 2
    assert built.err.startswith("stt-compile: ")
    assert "out" in built.err
    assert project.out.read_bytes() == b"a file"
