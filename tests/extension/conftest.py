"""A copy of the package that a test may add to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Copy:
    """The package and its published schemas in a folder of their own."""

    folder: Path

    def add_file(self, name: str, text: str) -> None:
        """Adds a file to the package, and to nothing else."""
        file = self.folder / "stt_compile" / name
        assert not file.exists()
        file.write_text(text, encoding="utf-8")

    def add_row(self, name: str, behind: str, row: str) -> None:
        """Adds a row to a table of the catalogue, behind its first line."""
        file = self.folder / "stt_compile" / "catalog" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(behind) == 1
        file.write_text(text.replace(behind, behind + row), encoding="utf-8")

    def profile(self, text: str, name: str = "stt.yaml") -> None:
        """Writes a profile beside the package."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *arguments: str, module: str = "stt_compile") -> subprocess.CompletedProcess[str]:
        """Runs the copy, not the package under test."""
        return self._run("-m", module, *arguments)

    def python(self, code: str) -> str:
        """What a program prints that imports the copy."""
        done = self._run("-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """The package as it is, before anything is added."""
    half_written = shutil.ignore_patterns("*.pyc.*")  # what is compiled already is not compiled anew
    for name in ("stt_compile", "schema"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=half_written)
    return Copy(tmp_path)
