"""`--fix` and `--diff`: what is written, what is shown, and that a file is always the old one or the new one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stt_compile.cli import main
from stt_compile.patch import unified
from stt_compile.writing import write
from tests.conftest import missing

from .conftest import BAD, DOUBTFUL, ENVIRONMENT, GOOD, REQUESTS, Command, installed

DIFF = """\
--- a/a.stt.yaml
+++ b/a.stt.yaml
@@ -14,7 +14,7 @@
   live:
     interface: websocket
     acoustic_model: call-center
-    audoi: {file: live.flac, content_type: audio/flac}
+    audio: {file: live.flac, content_type: audio/flac}
   nightly:
     interface: async-http
     acoustic_model: call-center
"""
WORSE = BAD.replace("interface: async-http", "interface: async-http\n    x: 1")
"""One mistake that can be fixed, one that cannot."""


def content(stt: Command, name: str = "a.stt.yaml") -> str:
    return (stt.folder / name).read_bytes().decode("utf-8")


# --- fix -------------------------------------------------------------------------------------------------------------


def test_fixes_and_says_so(stt: Command) -> None:
    stt.write(a=BAD)
    run = stt("check", "--fix", "a.stt.yaml")
    assert (run.status, run.err) == (0, "")
    said, blank, summary = run.out.splitlines()
    assert said.startswith("a.stt.yaml:17:5: fixed STT201: unknown key `audoi`: ")
    assert (blank, summary) == ("", "1 profile, nothing to report, 1 fixed")
    assert content(stt) == GOOD
    assert stt("check", "--fix", "a.stt.yaml").out == "1 profile, nothing to report\n"


def test_what_is_left_is_reported_where_it_stands_now(stt: Command) -> None:
    stt.write(a=WORSE)
    run = stt("check", "--fix", "a.stt.yaml")
    assert run.status == 1
    assert "a.stt.yaml:20:5: error STT201: unknown key `x`" in run.out
    assert run.out.endswith("\n1 profile: 1 error, 0 warnings, 1 fixed\n")
    assert content(stt) == WORSE.replace("audoi", "audio")


def test_other_formats_report_what_is_left(stt: Command) -> None:
    stt.write(a=WORSE)
    report = json.loads(stt("check", "--fix", "--format", "json", "a.stt.yaml").out)
    assert [finding["message"] for finding in report["findings"]] == ["unknown key `x`"]


def test_warnings_fail_only_with_strict(stt: Command) -> None:
    stt.write(a=DOUBTFUL.replace("audio: {file: live", "audoi: {file: live"))
    assert stt("check", "--fix", "a.stt.yaml").status == 0
    assert stt("check", "--fix", "--strict", "a.stt.yaml").status == 1


def test_files_without_anything_to_fix_are_not_touched(stt: Command) -> None:
    stt.write(a=GOOD, b=BAD, c="version: 1\nversion: 1\n")
    before = {name: (stt.folder / f"{name}.stt.yaml").stat() for name in "abc"}
    stt("check", "--fix", ".")
    after = {name: (stt.folder / f"{name}.stt.yaml").stat() for name in "abc"}
    same = {
        name
        for name in "abc"
        if (before[name].st_ino, before[name].st_mtime_ns) == (after[name].st_ino, after[name].st_mtime_ns)
    }
    assert same == {"a", "c"}
    assert sorted(os.listdir(stt.folder)) == ["a.stt.yaml", "b.stt.yaml", "c.stt.yaml"]


def test_only_named_files_are_fixed(stt: Command) -> None:
    fragment = f"version: 1\n{ENVIRONMENT}".replace("location:", "locaton:")
    stt.write(a=f"version: 1\nextends: [base.yaml]\n{REQUESTS}".replace("audio: {file: live", "audoi: {file: live"))
    a = content(stt)
    (stt.folder / "base.yaml").write_text(fragment, encoding="utf-8")
    assert "base.yaml:5:5: error STT201" in stt("check", "--fix", "a.stt.yaml").out
    assert (content(stt), content(stt, "base.yaml")) == (a.replace("audoi", "audio"), fragment)
    stt.write(a=a)
    run = stt("check", "--fix", "--with-dependents", "base.yaml")
    assert (content(stt), content(stt, "base.yaml")) == (a, fragment.replace("locaton", "location"))
    assert (run.status, run.out.count(": error ")) == (1, 1)
    assert "a.stt.yaml:7:5: error STT201: unknown key `audoi`" in run.out


def test_line_ends_mark_and_mode_stay(stt: Command) -> None:
    text = "\ufeff" + BAD.replace("\n", "\r\n").removesuffix("\r\n")
    file = stt.folder / "a.stt.yaml"
    for mode in (0o640, 0o755, 0o600):
        file.write_bytes(text.encode())
        file.chmod(mode)
        assert stt("check", "--fix", "a.stt.yaml").status == 0
        assert content(stt) == text.replace("audoi", "audio")
        assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_link_stays_and_what_it_leads_to_is_fixed(stt: Command) -> None:
    (stt.folder / "real").mkdir()
    (stt.folder / "real" / "a.yaml").write_text(BAD, encoding="utf-8")
    os.symlink("real/a.yaml", stt.folder / "a.stt.yaml")
    assert stt("check", "--fix", "a.stt.yaml").status == 0
    assert (stt.folder / "a.stt.yaml").is_symlink()
    assert content(stt, "real/a.yaml") == GOOD
    assert os.listdir(stt.folder / "real") == ["a.yaml"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fix", "--diff", "a.stt.yaml"], "--fix writes and --diff only shows: give one of them"),
        (["--fix", "-"], "--fix writes files, and standard input is none: use --diff"),
        (["--diff", "--format", "json", "a.stt.yaml"], "--diff prints a diff, not a report: leave --format out"),
    ],
)
def test_wrong_calls(stt: Command, options: list[str], said: str) -> None:
    stt.write(a=BAD)
    assert vars(stt("check", *options)) == {"status": 2, "out": "", "err": f"stt-compile: {said}\n"}
    assert content(stt) == BAD


def test_what_may_not_be_written_is_a_wrong_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody without rights; root, who may write everything, becomes nobody for a moment."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for locked, what in ((folder / "file", "a.stt.yaml"), (folder / "folder", "")):
            locked.mkdir()
            (locked / "a.stt.yaml").write_text(BAD, encoding="utf-8")
            os.chmod(locked / "a.stt.yaml", 0o666)
            os.chmod(locked, 0o777)
            os.chmod(locked / what, 0o444 if what else 0o555)
        os.chmod(folder, 0o755)
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(main, ["check", "--diff", "."])  # loads what the next one needs
        assert result.exit_code == 1
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            result = CliRunner().invoke(main, ["check", "--fix", "."])
        finally:
            if root:
                os.seteuid(0)
        assert result.exit_code == 2
        assert "fixed" not in result.stdout
        assert result.stdout.count(":17:5: error STT201: unknown key `audoi`") == 2
        assert result.stderr.splitlines() == [
            f"stt-compile: cannot write {where}/a.stt.yaml: permission denied" for where in ("file", "folder")
        ]
        assert {file.read_text(encoding="utf-8") for file in folder.rglob("*.stt.yaml")} == {BAD}
        assert all(len(os.listdir(folder / where)) == 1 for where in ("file", "folder"))


@pytest.mark.parametrize("options", [[], ["--fix"], ["--diff"], ["--with-dependents", "--fix"]])
def test_no_report_overwrites_what_it_is_about(stt: Command, options: list[str]) -> None:
    stt.write(a=BAD)
    os.symlink("a.stt.yaml", stt.folder / "report")
    for file in ("a.stt.yaml", "./report"):
        said = f"stt-compile: --output-file {file} would overwrite what is to be checked\n"
        assert vars(stt("check", *options, "--output-file", file, "a.stt.yaml")) == {
            "status": 2,
            "out": "",
            "err": said,
        }
        assert content(stt) == BAD


@pytest.mark.parametrize("named", [["."], ["a.stt.yaml", "link.stt.yaml"], ["link.stt.yaml", "a.stt.yaml"]])
def test_a_file_and_a_link_to_it_are_fixed_once(stt: Command, named: list[str]) -> None:
    stt.write(a=BAD)
    os.symlink("a.stt.yaml", stt.folder / "link.stt.yaml")
    assert vars(stt("check", "--diff", *named)) == {"status": 1, "out": DIFF, "err": ""}
    run = stt("check", "--fix", *named)
    assert (run.status, run.out.count("fixed STT201")) == (0, 1)
    assert run.out.endswith("\n2 profiles, nothing to report, 1 fixed\n")
    assert content(stt) == GOOD
    assert (stt.folder / "link.stt.yaml").is_symlink()


# --- atomic ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stop"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    file = tmp_path / "a.stt.yaml"
    file.write_text(BAD, encoding="utf-8")

    def fails(*arguments: object) -> None:
        raise failure

    monkeypatch.setattr(os, step, fails)
    result = CliRunner().invoke(main, ["check", "--fix", str(file)])
    expected = (130, "\n") if isinstance(failure, KeyboardInterrupt) else (2, "no space left on device\n")
    assert (result.exit_code, result.stderr.rpartition(": ")[2]) == expected
    assert (file.read_text(encoding="utf-8"), os.listdir(tmp_path)) == (BAD, ["a.stt.yaml"])


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "new", b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (tmp_path / "new").read_bytes() == b"x"


KILLED = """\
import os, sys
from stt_compile import writing
left = int(sys.argv[2])
def at_each_line(frame, event, argument):
    global left
    if frame.f_code.co_filename == writing.__file__:
        left -= event == "line"
        if left < 0:
            os.kill(os.getpid(), 9)
        return at_each_line
sys.settrace(at_each_line)
writing.write(sys.argv[1], b"new" * 100_000)
"""
"""Writes a file and dies before the n-th line that does it."""


def test_killed_before_any_of_its_lines_it_leaves_the_old_file_or_the_new_one(stt: Command) -> None:
    file = stt.folder / "a.stt.yaml"
    seen: list[bytes] = []
    for lines in range(100):
        file.write_bytes(b"old")
        command = [sys.executable, "-c", KILLED, str(file), str(lines)]
        done = subprocess.run(command, cwd=stt.folder, env=stt.env, capture_output=True, timeout=60)
        seen.append(file.read_bytes())
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(seen) > 10
    assert set(seen) == {b"old", b"new" * 100_000}
    assert all(name == "a.stt.yaml" or name.startswith(".stt-compile-") for name in os.listdir(stt.folder))


def test_killed_at_any_moment_it_leaves_the_old_file_or_the_new_one(stt: Command) -> None:
    file, fixed = stt.folder / "a.stt.yaml", None
    bad = BAD + "\n# and much more\n" * 2000
    file.write_text(bad, encoding="utf-8")
    started = time.perf_counter()
    assert stt("check", "--fix", "a.stt.yaml").status == 0
    whole, fixed = time.perf_counter() - started, file.read_bytes()
    assert fixed == bad.replace("audoi", "audio").encode()
    seen: list[bytes] = []
    for moment in range(60):
        file.write_text(bad, encoding="utf-8")
        process = subprocess.Popen(
            [installed(), "check", "--fix", "a.stt.yaml"], cwd=stt.folder, env=stt.env, stdout=subprocess.DEVNULL
        )
        time.sleep(whole * (0.5 + moment / 15))  # longer and longer, since the machine may be busier than it was
        process.kill()
        process.wait(60)
        seen.append(file.read_bytes())
        if moment >= 7 and len(set(seen)) > 1:
            break
    assert set(seen) == {bad.encode(), fixed}


# --- diff ------------------------------------------------------------------------------------------------------------


def test_shows_and_writes_nothing(stt: Command) -> None:
    stt.write(a=BAD)
    assert vars(stt("check", "--diff", "a.stt.yaml")) == {"status": 1, "out": DIFF, "err": ""}
    assert content(stt) == BAD
    stt.write(a=GOOD)
    assert vars(stt("check", "--diff", "a.stt.yaml")) == {"status": 0, "out": "", "err": ""}


def test_what_would_be_left_is_said_beside_it(stt: Command) -> None:
    stt.write(a=WORSE)
    run = stt("check", "--diff", "a.stt.yaml")
    assert run.status == 1
    assert run.out.startswith("--- a/a.stt.yaml\n")
    assert "a.stt.yaml:20:5: error STT201: unknown key `x`" in run.err
    assert "audoi" not in run.err


def test_what_would_be_fixed_in_a_fragment_is_not_said_again(stt: Command) -> None:
    stt.write(a=BAD, b="version: 1\nextends: [a.stt.yaml]\n")
    assert vars(stt("check", "--diff", ".")) == {"status": 1, "out": DIFF, "err": ""}
    assert "audoi" in stt("check", "--diff", "b.stt.yaml").err


def test_of_standard_input_and_into_a_file(stt: Command) -> None:
    run = stt("check", "--diff", "-", "--stdin-filename", "a.stt.yaml", "--output-file", "fix.patch", stdin=BAD)
    assert vars(run) == {"status": 1, "out": "", "err": ""}
    assert content(stt, "fix.patch") == DIFF


SECRET = BAD.replace("{env: STT_APIKEY}", "SuperSecretKey")


NEAR = SECRET.replace("location:", "locaton:")


@pytest.mark.parametrize(
    "text",
    [
        NEAR,
        "\ufeff" + NEAR.replace("\n", "\r\n"),
        NEAR.replace("{apikey: SuperSecretKey}", "\n      apikey: |\n        SuperSecretKey"),
    ],
    ids=["flow", "mark", "block"],
)
def test_no_patch_shows_a_secret(stt: Command, text: str) -> None:
    (stt.folder / "a.stt.yaml").write_bytes(text.encode())
    stt.write(b=BAD)
    line = next(number for number, written in enumerate(text.split("\n"), 1) if "apikey" in written)
    run = stt("check", "--diff", ".")
    assert (run.status, run.out) == (1, DIFF.replace("a.stt.yaml", "b.stt.yaml"))
    reason = f"it would show line {line}, which holds what may be a secret"
    help_ = "replace that by a reference, {env: NAME}, first"
    assert f"stt-compile: no patch for a.stt.yaml: {reason}; {help_}\n" in run.err
    assert "SuperSecretKey" not in run.err


def test_a_secret_that_a_patch_does_not_reach_is_in_nobodys_way(stt: Command) -> None:
    stt.write(a=SECRET)
    run = stt("check", "--diff", "a.stt.yaml")
    assert (run.status, run.out) == (1, DIFF)
    assert "a.stt.yaml:7:20: error STT" in run.err
    assert "no patch" not in run.err


def test_a_patch_is_for_the_working_directory(stt: Command) -> None:
    stt.write(a=BAD)
    os.symlink("a.stt.yaml", stt.folder / "link.stt.yaml")
    for name in (str(stt.folder / "a.stt.yaml"), f"../{stt.folder.name}/a.stt.yaml", "link.stt.yaml"):
        assert stt("check", "--diff", name).out == DIFF
    (stt.folder / "inner").mkdir()
    inner = Command(stt.folder / "inner", stt.argv, stt.env)
    assert inner("check", "--diff", "../a.stt.yaml").out.startswith("--- a/../a.stt.yaml\n")


TOOLS = {"git": ["git", "apply", "-"], "patch": ["patch", "--strip=1", "--silent", "--no-backup-if-mismatch"]}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["a.stt.yaml", "with space.stt.yaml", "ночь-夜 é.stt.yaml", 'quo"te\\.stt.yaml'])
def test_a_patch_does_what_fix_does(stt: Command, tool: str, name: str) -> None:
    if not shutil.which(tool):
        missing(f"{tool} is missing: no patch was applied with it")
    bad = [BAD, BAD.replace("\n", "\r\n"), BAD.removesuffix("\n").replace("nightly.flac", "n.flac")]
    bad.append(BAD.replace("\n  nightly", "\n  # \x85# \u2028# \N{NO-BREAK SPACE}\n  nightly"))
    for number, text in enumerate(bad):
        (stt.folder / str(number)).mkdir()
        (stt.folder / str(number) / name).write_bytes(text.encode())
    diff = stt("check", "--diff", ".").out
    applied = subprocess.run(
        TOOLS[tool], cwd=stt.folder, env=stt.env, input=diff.encode(), capture_output=True, timeout=60
    )
    assert applied.returncode == 0, (applied.stdout + applied.stderr).decode()
    for number, text in enumerate(bad):
        assert (stt.folder / str(number) / name).read_bytes() == text.replace("audoi", "audio").encode()


names = st.text(
    st.sampled_from(" \"\\'\t\n\r\x01\x7f\x1bab.é夜\u2028\udcff-~$") | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=40,
).filter(lambda name: name.strip(".") and "/" not in name and "\0" not in name and name.lower() != ".git")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(names, min_size=1, max_size=30, unique_by=str.casefold), st.booleans())
def test_files_of_any_name_can_be_patched(found: list[str], ends: bool) -> None:
    if not shutil.which("git"):
        missing("git is missing: no patch was applied")
    old, new = b"one\ntwo\r\nthree", b"one\n2\r\nthree" + b"\n" * ends
    with tempfile.TemporaryDirectory() as folder:
        for name in found:
            Path(folder, name).write_bytes(old)
        patch = "".join(unified(name, old, new) for name in found)
        done = subprocess.run(
            ["git", "apply", "-"], cwd=folder, input=patch.encode("utf-8", "surrogateescape"), capture_output=True
        )
        assert done.returncode == 0, (patch, done.stderr)
        assert {Path(folder, name).read_bytes() for name in found} == {new}


# --- progress --------------------------------------------------------------------------------------------------------


def test_progress_is_for_people_at_a_terminal_who_wait(stt: Command) -> None:
    import pty

    def said(files: int) -> tuple[bytes, bytes]:
        for number in range(files):
            (stt.folder / f"{number}.stt.yaml").write_text("version: 1\n", encoding="utf-8")
        ours, theirs = pty.openpty()
        command = [installed(), "check", "."]
        env = {**stt.env, "TERM": "xterm"}
        done = subprocess.run(command, cwd=stt.folder, env=env, stdout=subprocess.PIPE, stderr=theirs, timeout=60)
        os.write(theirs, b"end")
        os.close(theirs)
        shown = b""
        while not shown.endswith(b"end"):
            shown += os.read(ours, 65536)
        os.close(ours)
        return done.stdout, shown.removesuffix(b"end")

    assert said(3) == (b"3 profiles, nothing to report\n", b"")
    out, shown = said(60)
    assert out == b"60 profiles, nothing to report\n"
    assert b"100%" in shown
    assert stt("check", ".").err == ""
