"""Real Git repositories: this project as others would get it, and a project of theirs."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.conftest import ENVIRONMENT, REQUESTS, clean_environment
from tests.conftest import missing

ROOT = Path(__file__).parents[2]
PARTS = ("stt_compile", "schema", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
"""What it takes to install this project from a repository."""
PLACEHOLDER = "https://git.example.com/stt_compile"
"""How the README calls the place where this project lies."""
FRAGMENT = f"version: 1\n{ENVIRONMENT}"
CALLS = f"version: 1\nextends: [shared/base.yaml]\n{REQUESTS}"
MORE = "version: 1\nextends: [../calls.stt.yaml]\n"
UNRELATED = "version: 3\nservices:\n  web: !custom {image: web}\n"


@dataclass(frozen=True)
class Repository:
    """A Git repository, and an environment in which nothing of this shell's own Git is left."""

    folder: Path
    env: dict[str, str] = field(repr=False)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=300, check=False
        )

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        """Writes files, by the names that they have here."""
        for key, text in files.items():
            file = self.folder / NAMES[key]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self) -> tuple[int, str]:
        """Commits what there is: the status, and all that was said, without colours."""
        self.git("add", "--all")
        done = self.run("git", "commit", "--message", "change")
        return done.returncode, done.stdout + done.stderr


NAMES = {
    "calls": "calls.stt.yaml",
    "more": "deep/more.stt.yaml",
    "fragment": "shared/base.yaml",
    "unrelated": "docker-compose.yaml",
    "config": ".pre-commit-config.yaml",
}


def environment(home: Path) -> dict[str, str]:
    who = {f"GIT_{role}_{what}": "x@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    kept = {name: value for name, value in clean_environment().items() if not name.startswith("GIT_")}
    return {
        **kept,
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home),
        "PRE_COMMIT_COLOR": "never",
    }


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """This project as a repository, made once for all workers; beside it lies what pre-commit builds from it."""
    if not shutil.which("git"):
        missing("git is missing: the hooks were not tried on repositories")
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "project"
    shared.mkdir(exist_ok=True)
    repository = Repository(shared / "stt_compile", environment(shared / "pre-commit"))
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "done").exists():
            repository.folder.mkdir()
            for part in PARTS:
                copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
                copy(ROOT / part, repository.folder / part)
            (repository.folder / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
            repository.git("init", "--quiet", "--initial-branch=main")
            repository.git("add", "--all")
            repository.git("commit", "--quiet", "--message", "project")
            (shared / "done").touch()
    return repository


@pytest.fixture
def theirs(project: Repository, tmp_path: Path) -> Repository:
    """A project with a profile that extends a fragment, one that extends that profile, and a file of others."""
    repository = Repository(tmp_path / "theirs", project.env)
    repository.folder.mkdir()
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.write(calls=CALLS, more=MORE, fragment=FRAGMENT, unrelated=UNRELATED)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "theirs")
    return repository


def python(*arguments: str | Path) -> tuple[str | Path, ...]:
    """A module of this Python, as a command."""
    return (sys.executable, "-m", *arguments)
