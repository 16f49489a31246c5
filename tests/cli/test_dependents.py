"""`--with-dependents`: what extends a changed file is checked with it, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

import pytest

from tests.conftest import missing

from .conftest import ENVIRONMENT, GOOD, REQUESTS, Command

FRAGMENT = f"version: 1\n{ENVIRONMENT}"
EXTENDING = f"version: 1\nextends: [shared/base.yaml]\n{REQUESTS}"


def extends(*names: str) -> str:
    return f"version: 1\nextends: [{', '.join(names)}]\n"


def put(stt: Command, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = stt.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def checked(stt: Command, *named: str) -> list[str]:
    """The profiles that are checked, by what each of them has to say."""
    for file in stt.folder.rglob("*.stt.y*ml"):
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
        if not text.endswith("zzz: 1\n"):
            file.write_text(f"{text}zzz: 1\n", encoding="utf-8", errors="surrogateescape")
    run = stt("check", "--with-dependents", *named)
    assert run.err == ""
    return sorted({line.partition(":")[0] for line in run.out.splitlines() if "unknown key `zzz`" in line})


@pytest.fixture
def tree(stt: Command) -> Command:
    """A project of profiles that extend a fragment, each other, or nothing."""
    put(
        stt,
        {
            "shared/base.yaml": FRAGMENT,
            "a.stt.yaml": EXTENDING,
            "deep/er/b.stt.yml": extends("../../a.stt.yaml"),
            "c.stt.yaml": GOOD,
            "other.yaml": "a: !b {c\n",
        },
    )
    return stt


def test_what_extends_a_file_through_others_is_checked(tree: Command) -> None:
    assert checked(tree, "shared/base.yaml") == ["a.stt.yaml", "deep/er/b.stt.yml"]
    assert checked(tree, "a.stt.yaml") == ["a.stt.yaml", "deep/er/b.stt.yml"]
    assert checked(tree, "deep/er/b.stt.yml", "c.stt.yaml") == ["a.stt.yaml", "c.stt.yaml", "deep/er/b.stt.yml"]
    assert checked(tree, "deep") == ["a.stt.yaml", "deep/er/b.stt.yml"]


def test_without_the_option_a_file_is_a_profile_and_nothing_else_is_checked(tree: Command) -> None:
    assert "1 profile" in tree("check", "other.yaml").out
    assert tree("check", "shared/base.yaml").out == "1 profile, nothing to report\n"


def test_a_file_that_nothing_extends_is_left_alone(tree: Command) -> None:
    for format_, empty in (("text", "0 profiles, nothing to report\n"), ("gitlab", "[]\n"), ("github", "")):
        run = tree("check", "--with-dependents", "--format", format_, "other.yaml")
        assert vars(run) == {"status": 0, "out": empty, "err": ""}
    assert vars(tree("check", "--with-dependents", "--fix", "other.yaml"))["status"] == 0


def test_a_fragment_is_judged_by_what_extends_it_and_not_alone(tree: Command) -> None:
    put(tree, {"shared/base.yaml": FRAGMENT.replace("    auth: {apikey: {env: STT_APIKEY}}\n", "")})
    own = "environments: {production: {auth: {apikey: {env: STT_APIKEY}}}}\n"
    put(tree, {"a.stt.yaml": EXTENDING + own})
    run = tree("check", "--with-dependents", "shared/base.yaml")
    assert run.out == "2 profiles, nothing to report\n"


def test_a_fragment_that_is_gone_is_missed_by_what_extends_it(tree: Command) -> None:
    (tree.folder / "shared" / "base.yaml").unlink()
    run = tree("check", "--with-dependents", "shared/base.yaml")
    assert run.status == 1
    assert "a.stt.yaml:2:11: error STT107: cannot read `shared/base.yaml`" in run.out
    gone = tree("check", "--with-dependents", "gone.stt.yaml")
    assert (gone.status, gone.err) == (2, "stt-compile: cannot read gone.stt.yaml: no such file or directory\n")


def test_the_repository_is_searched_from_any_of_its_folders(tree: Command) -> None:
    (tree.folder / ".git").mkdir()
    inner = Command(tree.folder / "shared", tree.argv, tree.env)
    put(tree, {"a.stt.yaml": EXTENDING.replace("flac,", "flac, x: 1,")})
    run = inner("check", "--with-dependents", "base.yaml")
    assert run.status == 1
    assert run.out.startswith("../a.stt.yaml:7:30: error STT201: ")
    outer = Command(tree.folder.parent, tree.argv, tree.env)
    assert outer("check", "--with-dependents", f"{tree.folder.name}/shared/base.yaml").out.startswith(
        f"{tree.folder.name}/a.stt.yaml:7:30: error STT201: "
    )


def test_without_a_repository_it_is_the_working_directory(tree: Command) -> None:
    inner = Command(tree.folder / "deep", tree.argv, tree.env)
    assert inner("check", "--with-dependents", "../shared/base.yaml").out == "1 profile, nothing to report\n"


def git(stt: Command, *arguments: str) -> None:
    if not shutil.which("git"):
        missing("git is missing: what it lists was not looked at")
    env = {name: value for name, value in stt.env.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=stt.folder, env=env, check=True, capture_output=True, timeout=60)


def test_git_says_what_belongs_to_the_repository(tree: Command) -> None:
    git(tree, "init", "--quiet")
    put(tree, {".gitignore": "/build\n", ".ci/d e.stt.yaml": extends("../shared/base.yaml")})
    git(tree, "add", ".")
    put(tree, {"build/old.stt.yaml": extends("../shared/base.yaml"), "new.stt.yaml": extends("shared/base.yaml")})
    (tree.folder / "a.stt.yaml").unlink()
    (tree.folder / "deep" / "er" / "b.stt.yml").unlink()
    assert checked(tree, "shared/base.yaml") == [".ci/d e.stt.yaml", "new.stt.yaml"]
    elsewhere = {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"}  # what a hook of another one is told
    assert "2 profiles: " in tree("check", "--with-dependents", "shared/base.yaml", env=elsewhere).out
    (tree.folder / "bin").mkdir()
    without = tree("check", "--with-dependents", "shared/base.yaml", env={"PATH": str(tree.folder / "bin")})
    assert {line.partition(":")[0] for line in without.out.splitlines() if "`zzz`" in line} == {
        "build/old.stt.yaml",
        "new.stt.yaml",
    }


def test_what_extends_a_file_that_is_not_there_is_checked_whatever_is_named(tree: Command) -> None:
    (tree.folder / "shared" / "base.yaml").rename(tree.folder / "shared" / "basis.yaml")
    for named in ([], ["shared/basis.yaml"], ["other.yaml"], ["c.stt.yaml"]):
        run = tree("check", "--with-dependents", *named)
        assert (run.status, run.err) == (1, "")
        assert run.out.count("error STT107") == 1
        assert "a.stt.yaml:2:11: error STT107: cannot read `shared/base.yaml`" in run.out
    put(tree, {"shared/base.yaml": FRAGMENT})
    assert tree("check", "--with-dependents").out == "0 profiles, nothing to report\n"
    assert tree("check").status == 2


def test_links_are_files_that_change(tree: Command) -> None:
    os.symlink("shared", tree.folder / "folder")
    os.symlink("gone", tree.folder / "dangling")
    os.symlink(tree.folder / "shared" / "base.yaml", tree.folder / "deep" / "link.inc")
    put(tree, {"e.stt.yaml": extends("deep/link.inc")})
    run = tree("check", "--with-dependents", "folder", "dangling")
    assert vars(run) == {"status": 0, "out": "0 profiles, nothing to report\n", "err": ""}
    assert checked(tree, "deep/link.inc") == ["a.stt.yaml", "deep/er/b.stt.yml", "e.stt.yaml"]


def test_a_link_out_of_the_repository_is_looked_for_in_it(tree: Command) -> None:
    (tree.folder / "repository" / ".git").mkdir(parents=True)
    os.symlink("../shared/base.yaml", tree.folder / "repository" / "link.inc")
    put(tree, {"repository/e.stt.yaml": extends("link.inc")})
    run = tree("check", "--with-dependents", "repository/link.inc")
    assert run.out == "3 profiles, nothing to report\n"


def test_files_are_told_apart_by_where_they_are_and_not_by_name(tree: Command) -> None:
    put(tree, {"other/shared/base.yaml": FRAGMENT, "other/d.stt.yaml": EXTENDING})
    os.symlink("other/shared/base.yaml", tree.folder / "link.yaml")
    put(tree, {"e.stt.yaml": extends("link.yaml"), "f.stt.yaml": extends("./other/../shared/base.yaml")})
    assert checked(tree, "link.yaml") == ["e.stt.yaml", "other/d.stt.yaml"]
    assert checked(tree, "shared/base.yaml") == ["a.stt.yaml", "deep/er/b.stt.yml", "f.stt.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        'version: 1\n"exten\\x64s": ["shared/b\\x61se.yaml"]\n',
        "version: 1\nextends:\n- &x shared/base.yaml\n",
        "\ufeffversion: 1\r\nextends: [shared/base.yaml]\r\n",
        "version: 1\nextends: [gone.yaml, 3, {a: b}, 'nu\\0l', shared/base.yaml]\n",
        "version: 1\nextends: [g.stt.yaml, shared/base.yaml]\n",
        "version: 2\nextends: [shared/base.yaml]\nrequests: 3\n",
    ],
    ids=["escapes", "block", "mark", "odd neighbours", "itself", "broken"],
)
def test_however_it_is_written(tree: Command, text: str) -> None:
    (tree.folder / "g.stt.yaml").write_bytes(text.encode())
    run = tree("check", "--with-dependents", "shared/base.yaml")
    assert run.out.splitlines()[-1].startswith("3 profiles")


@pytest.mark.parametrize("data", [b"extends: [shared/base.yaml\n", b"extends: \xff\n", b"extends: []\n", b"extends:\n"])
def test_what_cannot_be_read_extends_nothing_that_is_known(tree: Command, data: bytes) -> None:
    (tree.folder / "g.stt.yaml").write_bytes(data)
    assert tree("check", "--with-dependents", "shared/base.yaml").out == "2 profiles, nothing to report\n"


def test_files_that_extend_each_other_end(tree: Command) -> None:
    put(tree, {"x.stt.yaml": extends("y.stt.yaml"), "y.stt.yaml": extends("x.stt.yaml")})
    run = tree("check", "--with-dependents", "x.stt.yaml")
    assert run.status == 1
    assert "STT108" in run.out


def test_standard_input_has_no_dependents(tree: Command) -> None:
    run = tree("check", "--with-dependents", "-", "--stdin-filename", "a.stt.yaml", stdin=GOOD)
    assert run.out == "1 profile, nothing to report\n"
