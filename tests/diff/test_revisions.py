"""Revisions of real Git repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest

from stt_compile.revisions import parted
from tests.cli.conftest import ENVIRONMENT, REQUESTS, Command
from tests.conftest import missing

Git = Callable[..., None]

PROFILE = f"version: 1\nextends: [../shared/environments.yaml]\n{REQUESTS}"
SHARED = f"version: 1\n{ENVIRONMENT}"
CHANGED = "://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID}/v1/recogni"
NOTHING = "nothing changes on the wire\n"


@pytest.fixture
def git(stt: Command) -> Git:
    """A repository whose profile extends a file that has changed since its first commit; both are in `HEAD~1`."""
    if not shutil.which("git"):
        missing("git is not installed")
    who = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"]

    def run(*arguments: str) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(["git", *who, *arguments], cwd=stt.folder, env=env, timeout=60, check=True, capture_output=True)

    run("init", "--quiet")
    write(stt, "profiles/stt.yaml", PROFILE)
    write(stt, "shared/environments.yaml", SHARED)
    run("add", "--all")
    run("commit", "--quiet", "--message", "first")
    write(stt, "shared/environments.yaml", SHARED.replace("eu-de", "us-south"))
    run("commit", "--all", "--quiet", "--message", "second")
    return run


def write(stt: Command, name: str, text: str) -> None:
    file = stt.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_what_a_profile_extends_comes_from_its_revision(stt: Command, git: Git) -> None:
    run = stt("diff", "HEAD~1:profiles/stt.yaml", "profiles/stt.yaml")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("HEAD~1:profiles/stt.yaml -> profiles/stt.yaml\n")
    assert run.out.count(CHANGED) == 2
    assert stt("diff", "HEAD:profiles/stt.yaml", "profiles/stt.yaml").out == NOTHING
    shutil.rmtree(stt.folder / "shared")
    assert stt("diff", "HEAD~1:profiles/stt.yaml", "HEAD:profiles/stt.yaml").out.count(CHANGED) == 2


def test_folders(stt: Command, git: Git) -> None:
    write(stt, "profiles/.hidden/stt.yaml", PROFILE)
    git("add", "--all")
    git("commit", "--quiet", "--message", "hidden")
    for old, new in (("HEAD~2:", "HEAD:"), ("HEAD~2:profiles", "HEAD:profiles/"), ("HEAD~2:./", "."), ("HEAD~2:", ".")):
        run = stt("diff", old, new)
        assert (run.status, run.err) == (0, ""), (old, new)
        assert run.out.count(CHANGED) == 2, (old, new)
        assert run.out.startswith("HEAD~2:profiles/stt.yaml -> ")
    assert stt("diff", "HEAD:profiles", "HEAD:profiles/stt.yaml").status == 2


def test_paths_with_a_dot_begin_in_the_working_directory(stt: Command, git: Git) -> None:
    below = replace(stt, folder=stt.folder / "profiles")
    assert below("diff", "HEAD~1:./stt.yaml", "stt.yaml").out.startswith("HEAD~1:profiles/stt.yaml -> stt.yaml\n")
    assert below("diff", "HEAD:../profiles", ".").out == NOTHING
    run = below("diff", "HEAD:stt.yaml", "stt.yaml")
    assert (run.status, run.err) == (2, "stt-compile: cannot read HEAD:stt.yaml: no such file in that revision\n")


def test_what_is_staged(stt: Command, git: Git) -> None:
    write(stt, "profiles/stt.yaml", PROFILE.replace("live.flac", "staged.flac"))
    git("add", "profiles/stt.yaml")
    write(stt, "profiles/stt.yaml", PROFILE.replace("live.flac", "working.flac"))
    run = stt("diff", "HEAD:profiles/stt.yaml", ":profiles/stt.yaml")
    assert '  binary message audio: {"file": "live.flac"} -> {"file": "staged.flac"}\n' in run.out


def test_names_of_revisions(stt: Command, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    git("tag", "v1", "HEAD~1")
    git("branch", "team/next", "HEAD~1")
    monkeypatch.chdir(stt.folder)
    for name in ("v1", "team/next", "HEAD^{/first}", "HEAD@{1}", "HEAD^{/fi}", "HEAD@{2000-01-01 10:00:00}", "HEAD^"):
        found = parted(f"{name}:shared/environments.yaml")
        assert found, name
        revision, path = found
        assert revision.read(path) == SHARED.encode(), name
        assert revision.call(path) == f"{name}:shared/environments.yaml"
    assert parted("HEAD") is None
    assert parted("HEAD^{/a:b}") is None


def test_what_exists_is_no_revision(stt: Command, git: Git) -> None:
    write(stt, "HEAD:profiles/stt.yaml", PROFILE.replace("live.flac", "odd.flac"))
    assert "odd.flac" in stt("diff", "HEAD:profiles/stt.yaml", "profiles/stt.yaml").out


def test_links_lead_where_they_led_then(stt: Command, git: Git) -> None:
    (stt.folder / "link.stt.yaml").symlink_to("profiles/stt.yaml")
    (stt.folder / "out.stt.yaml").symlink_to("../elsewhere.yaml")
    (stt.folder / "nowhere.stt.yaml").symlink_to("nowhere")
    write(stt, "uses.stt.yaml", f"version: 1\nextends: [environments.yaml]\n{REQUESTS}")
    (stt.folder / "environments.yaml").symlink_to("shared/environments.yaml")
    git("add", "--all")
    git("commit", "--quiet", "--message", "links")
    (stt.folder / "environments.yaml").unlink()
    assert stt("diff", "HEAD:uses.stt.yaml", "HEAD:profiles/stt.yaml").out == NOTHING
    for name, reason in (("out", "a link that leads out of the repository"), ("nowhere", "a link that leads nowhere")):
        run = stt("diff", f"HEAD:{name}.stt.yaml", "HEAD:uses.stt.yaml")
        assert (run.status, run.err) == (2, f"stt-compile: cannot read HEAD:{name}.stt.yaml: {reason}\n")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("HEAD~7:stt.yaml", "no such revision"),
        ("--output=x:stt.yaml", "no such revision"),
        ("HEAD:none.stt.yaml", "no such file in that revision"),
        ("HEAD:../stt.yaml", "outside of the repository"),
        ("HEAD:profiles/stt.yaml/x", "not a directory"),
        ("HEAD:a\nHEAD:profiles/stt.yaml", "not the name of a file"),
        ("HEAD", "no such file or directory"),
    ],
)
def test_what_cannot_be_read(stt: Command, git: Git, name: str, reason: str) -> None:
    run = stt("diff", "--", name, "profiles/stt.yaml")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("stt-compile: cannot read ")
    assert run.err.endswith(f": {reason}\n")
    assert not (stt.folder / "x").exists()


def test_what_is_extended_from_outside_of_the_repository(stt: Command, git: Git) -> None:
    for number, outside in enumerate(("../../x.yaml", "/x.yaml")):
        write(stt, f"{number}.stt.yaml", f"version: 1\nextends: [{outside}]\n{REQUESTS}")
    git("add", "--all")
    git("commit", "--quiet", "--message", "outside")
    for number, outside in enumerate(("../../x.yaml", "/x.yaml")):
        run = stt("diff", f"HEAD:{number}.stt.yaml", "profiles/stt.yaml")
        assert run.status == 1
        message = f"HEAD:{number}.stt.yaml:2:11: error STT107: cannot read `{outside}`: outside of the repository\n"
        assert run.err.startswith(message)
        assert "cannot be compared" in run.out


def test_errors_have_their_places_in_the_revision(stt: Command, git: Git) -> None:
    write(stt, "shared/environments.yaml", SHARED.replace("location: eu-de", "location: eu-dee"))
    git("commit", "--all", "--quiet", "--message", "broken")
    write(stt, "shared/environments.yaml", SHARED)
    run = stt("diff", "HEAD:profiles/stt.yaml", "profiles/stt.yaml")
    assert run.status == 1
    assert run.err.startswith("HEAD:shared/environments.yaml:5:15: error STT")


def test_settings_come_from_the_revision(stt: Command, git: Git) -> None:
    undated = SHARED.replace("    service_date: 2020-06-23\n", "").replace("Narrowband", "Broadband")
    write(stt, "shared/environments.yaml", undated)
    write(stt, "pyproject.toml", "[tool.stt-compile]\nas-of = '2020-06-23'\n")
    git("add", "--all")
    git("commit", "--quiet", "--message", "settings")
    write(stt, "pyproject.toml", "[tool.stt-compile]\nas-of = '2024-01-31'\n")
    run = stt("diff", "HEAD:profiles", "profiles")
    assert run.out.count("  query model: none -> en-US_BroadbandModel\n") == 2
    write(stt, "pyproject.toml", "[tool.stt-compile]\nas-off = 1\n")
    git("commit", "--all", "--quiet", "--message", "wrong")
    run = stt("diff", "HEAD:profiles", "HEAD~1:profiles")
    assert run.status == 2
    assert run.err.startswith("stt-compile: HEAD:pyproject.toml: [tool.stt-compile] has no 'as-off'")


def test_without_a_repository(stt: Command) -> None:
    run = stt("diff", "HEAD:stt.yaml", "stt.yaml", env={"GIT_CEILING_DIRECTORIES": str(stt.folder.parent)})
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("stt-compile: cannot read HEAD:stt.yaml: not a git repository")


def test_without_git(stt: Command) -> None:
    run = stt("diff", "HEAD:stt.yaml", "stt.yaml", env={"PATH": str(stt.folder)})
    assert (run.status, run.err) == (2, "stt-compile: cannot read HEAD:stt.yaml: git is not installed\n")
