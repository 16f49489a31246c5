"""Projects of profiles, and the folders that are built from them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from stt_compile.cli import main
from tests.cli.conftest import ENVIRONMENT, stt

__all__ = ["stt"]

INTERFACES = {"live": "websocket", "one": "sync-http", "night": "async-http"}
MANIFEST = "stt-compile.json"
Tree = dict[str, bytes]


def profile(requests: Mapping[str, str]) -> str:
    """A profile whose requests send these files."""
    lines = [
        f"  {name}: {{interface: {INTERFACES[name]}, acoustic_model: call-center, audio: {{file: {file}.flac}}}}\n"
        for name, file in requests.items()
    ]
    return f"version: 1\n{ENVIRONMENT}{'requests:' if lines else ''}\n{''.join(lines)}"


def tree(folder: Path) -> Tree:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """Which files they are, and when each was written."""
    return {path.as_posix(): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in folder.rglob("*")}


@dataclass(frozen=True)
class Built:
    """What a build said."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A folder with profiles, and `out` beside them."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(self, **profiles: Mapping[str, str] | str) -> None:
        """Writes profiles: `a={"live": "x"}` is one, a text is written as it is."""
        for name, content in profiles.items():
            file = self.folder / "in" / f"{name}.stt.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content if isinstance(content, str) else profile(content), encoding="utf-8")

    def build(self, *arguments: str) -> Built:
        """Builds what is named, by default all, into `out`."""
        options = ["--out", "out", *(arguments if "--target" in arguments else (*arguments, "--target", "json"))]
        paths = [] if any(argument.startswith("in") for argument in arguments) else ["in"]
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            run = CliRunner().invoke(main, ["build", *paths, *options])
        finally:
            os.chdir(before)
        return Built(run.exit_code, run.stdout, run.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)
