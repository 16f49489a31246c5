"""`build`: what is written, what is removed, what is left alone."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from stt_compile import build, load, targets
from stt_compile.cli import main
from tests.cli.conftest import Command

from .conftest import MANIFEST, Project, Tree, profile, times, tree

ROOT = Path(__file__).parents[2]


# --- what is written -------------------------------------------------------------------------------------------------


def test_a_file_for_each_request_on_each_interface_in_each_target(project: Project) -> None:
    project.write(a={"live": "x", "one": "y"})
    built = project.build("--target", "uri", "--target", "curl", "--target", "json")
    assert (built.status, built.out) == (0, "")
    assert sorted(tree(project.out)) == [
        "a/production/live.websocket.json",
        "a/production/live.websocket.txt",
        "a/production/one.sync-http.json",
        "a/production/one.sync-http.sh",
        "a/production/one.sync-http.txt",
        MANIFEST,
    ]
    assert built.err.endswith("\n5 written, 0 removed, 0 unchanged\n")


def test_a_file_is_what_render_prints(stt: Command) -> None:
    (stt.folder / "a.stt.yaml").write_text(profile({"one": "x"}), encoding="utf-8")
    assert stt("build", "a.stt.yaml", "--out", "out").status == 0
    for target, ending in (("curl", "sh"), ("script", "script.sh")):
        written = (stt.folder / f"out/a/production/one.sync-http.{ending}").read_bytes().decode("utf-8")
        assert written == stt("render", "a.stt.yaml", "--target", target).out


def test_a_session_has_its_address_where_nothing_else_is_asked_for(project: Project, stt: Command) -> None:
    (stt.folder / "a.stt.yaml").write_text(profile({"live": "x"}), encoding="utf-8")
    assert stt("build", "a.stt.yaml", "--out", "out").status == 0
    assert sorted(tree(stt.folder / "out")) == ["a/production/live.websocket.txt", MANIFEST]


def test_no_two_targets_want_one_file() -> None:
    kinds = [targets.load(name) for name in targets.names()]
    endings = [(interface, kind.ending) for kind in kinds for interface in kind.interfaces]
    assert sorted(endings) == sorted(set(endings))
    # else `a.sync-http.sh` might be `a` on sync-http, or another request in a target with this ending
    assert not {part for _, ending in endings for part in ending.split(".")} & {interface for interface, _ in endings}


def test_the_manifest_lists_what_was_written(project: Project) -> None:
    project.write(b={"one": "x"}, a={"one": "x"})
    project.build()
    manifest = json.loads((project.out / MANIFEST).read_text(encoding="ascii"))
    assert list(manifest["files"]) == ["a/production/one.sync-http.json", "b/production/one.sync-http.json"]
    assert manifest["version"] == 1


def test_in_subfolders_profiles_are_called_by_their_path(project: Project) -> None:
    project.write(**{"teams/sales": {"one": "x"}, "sales": {"one": "x"}})
    project.build()
    assert {file for file in tree(project.out) if file != MANIFEST} == {
        "sales/production/one.sync-http.json",
        "teams/sales/production/one.sync-http.json",
    }


@pytest.mark.parametrize(("first", "second"), [("in/a", "in2/a"), ("in/a", "in2/A")])
def test_two_profiles_of_one_name_are_a_wrong_call(project: Project, first: str, second: str) -> None:
    for name in (first, second):
        (project.folder / name).parent.mkdir(exist_ok=True)
        (project.folder / f"{name}.stt.yaml").write_text(profile({"one": "x"}), encoding="utf-8")
    built = project.build("in", "in2")
    assert built.status == 2
    assert f"{first}.stt.yaml and {second}.stt.yaml both want the folder {second[-1]}" in built.err
    assert not project.out.exists()


def test_requests_that_differ_in_capital_letters_are_a_wrong_call(project: Project) -> None:
    project.write(a=profile({"one": "x"}) + profile({"one": "x"}).splitlines()[-1].replace("one", "One") + "\n")
    built = project.build()
    assert built.status == 2
    assert "one.sync-http.json and a/production/One.sync-http.json are one file on some systems" in built.err


@pytest.mark.parametrize("name", ["..stt.yaml", "...stt.yaml", ".stt.yaml", ".yaml"])
def test_no_name_leads_out_of_the_folder(project: Project, name: str) -> None:
    (project.folder / "in").mkdir()
    (project.folder / "in" / name).write_text(profile({"one": "x"}), encoding="utf-8")
    built = project.build(f"in/{name}")
    assert built.status == 2
    assert f"no folder can be named after in/{name}" in built.err
    assert sorted(tree(project.folder)) == [f"in/{name}"]


# --- what a target cannot do -----------------------------------------------------------------------------------------

FORM = profile({"one": "x"}).replace("audio: {file", "audio: {multipart: true, file")


def test_what_one_target_cannot_make_and_another_does_is_said(project: Project) -> None:
    project.write(a=FORM)
    built = project.build("--target", "python", "--target", "curl")
    assert built.status == 0
    assert (
        "note: a/production/one.sync-http: python cannot express this request: the SDK sends no multipart" in built.err
    )
    assert "a/production/one.sync-http.sh" in tree(project.out)


def test_what_no_target_can_make_is_an_error_and_the_rest_is_written(project: Project) -> None:
    project.write(a=FORM, b={"one": "x"})
    built = project.build("--target", "python")
    assert built.status == 1
    assert "error: a/production/one.sync-http: python cannot express this request" in built.err
    assert [file for file in tree(project.out) if file != MANIFEST] == ["b/production/one.sync-http.py"]


def test_a_request_on_an_interface_that_no_target_serves_is_said(project: Project) -> None:
    project.write(a={"live": "x", "one": "x"})
    built = project.build("--target", "curl")
    assert built.status == 0
    assert "note: a/production/live.websocket: none of the targets is made for websocket\n" in built.err


# --- only what changed -----------------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_written(project: Project) -> None:
    project.write(a={"live": "x", "one": "y"}, b={"night": "z"})
    project.build()
    before = times(project.out)
    assert project.build().err.endswith("0 written, 0 removed, 3 unchanged\n")
    assert times(project.out) == before
    project.write(a={"live": "x", "one": "w"})
    assert project.build().err.endswith("1 written, 0 removed, 2 unchanged\n")
    after = times(project.out)
    changed = {Path(path).name for path in after if after[path] != before.get(path) and Path(path).is_file()}
    assert changed == {"one.sync-http.json", MANIFEST}


def test_what_is_no_longer_made_goes_and_its_folder_with_it(project: Project) -> None:
    project.write(a={"live": "x", "one": "y"}, b={"night": "z"})
    project.build()
    project.write(a={"one": "y"})
    (project.folder / "in/b.stt.yaml").unlink()
    assert project.build().err.endswith("0 written, 2 removed, 1 unchanged\n")
    assert sorted(tree(project.out)) == ["a/production/one.sync-http.json", MANIFEST]
    assert not (project.out / "b").exists()


def test_a_build_of_one_file_leaves_the_others_alone(project: Project) -> None:
    project.write(a={"one": "y"}, b={"night": "z"})
    project.build()
    project.write(a={"live": "y"})
    assert project.build("in/a.stt.yaml").err.endswith("1 written, 1 removed, 0 unchanged\n")
    assert sorted(tree(project.out)) == [
        "a/production/live.websocket.json",
        "b/production/night.async-http.json",
        MANIFEST,
    ]
    assert project.build("--check").status == 0


def test_errors_stop_only_their_requests_and_leave_what_was_made(project: Project) -> None:
    project.write(a={"live": "x", "one": "y"}, b={"one": "y"})
    project.build()
    before = tree(project.out)
    project.write(
        a=profile({"live": "x", "one": "new"}).replace("x.flac}", "x.flac}, model: nothing"), b={"one": "new"}
    )
    built = project.build()
    assert built.status == 1
    assert "error STT" in built.err
    assert "note: a has errors: what it made of those requests before stays as it is\n" in built.err
    after = tree(project.out)
    changed = {file for file in after if after[file] != before.get(file)}
    assert changed == {"a/production/one.sync-http.json", "b/production/one.sync-http.json", MANIFEST}
    assert set(after) == set(before)


def test_a_profile_that_cannot_be_read_as_text_loses_nothing(project: Project) -> None:
    project.write(a={"one": "y"})
    project.build()
    before = tree(project.out)
    project.write(a="version: 1\nrequests: [")
    assert project.build().status == 1
    assert tree(project.out) == before


@pytest.mark.parametrize("path", ["in/nothing.stt.yaml", "in/empty", "-"])
def test_with_a_wrong_call_nothing_is_written(project: Project, path: str) -> None:
    project.write(a={"one": "y"})
    (project.folder / "in/empty").mkdir()
    built = project.build("in/a.stt.yaml", path)
    assert (built.status, built.out) == (2, "")
    assert not project.out.exists()


def test_an_unknown_target_is_a_wrong_call(project: Project) -> None:
    project.write(a={"one": "y"})
    built = project.build("--target", "crul")
    assert (built.status, built.err) == (2, "stt-compile: there is no target `crul`: did you mean `curl`?\n")


# --- what is not ours ------------------------------------------------------------------------------------------------

FILES = st.sampled_from(["a", "b", "sub/c"])
REQUESTS = st.dictionaries(st.sampled_from(["live", "one", "night"]), st.sampled_from(["x", "y"]))
STATES = st.lists(st.dictionaries(FILES, REQUESTS, min_size=1), min_size=1, max_size=3)
FOREIGN = st.dictionaries(
    st.sampled_from(["README.md", "a/notes.txt", "a/production/mine.sh", "b/production/x/y", "sub/c/z", "sub/d"]),
    st.binary(max_size=8),
)


@settings(max_examples=15, deadline=None)
@given(STATES, FOREIGN)
def test_a_folder_holds_what_was_there_and_what_a_fresh_build_makes(
    states: list[Mapping[str, Mapping[str, str]]], foreign: Tree
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project, fresh = Project(Path(folder, "one")), Project(Path(folder, "fresh"))
        for file, data in foreign.items():
            (project.out / file).parent.mkdir(parents=True, exist_ok=True)
            (project.out / file).write_bytes(data)
        untouched = times(project.out)
        for state in states:
            for one in (project, fresh):
                shutil.rmtree(one.folder / "in", ignore_errors=True)
                one.write(**state)
            shutil.rmtree(fresh.out, ignore_errors=True)
            assert {project.build().status, fresh.build().status} == {0}
            assert tree(project.out) == {**tree(fresh.out), **foreign}
            assert project.build("--check").status == 0
        now = times(project.out)
        for file in foreign:
            path = (project.out / file).as_posix()
            assert now[path] == untouched[path]


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling link", "link above", "pipe", "file above"])
def test_what_is_in_the_way_is_a_wrong_call_and_nothing_is_written(project: Project, kind: str) -> None:
    project.write(a={"one": "y"}, b={"one": "y"})
    elsewhere = project.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x").write_text("mine\n", encoding="utf-8")
    place = project.out / "a/production/one.sync-http.json"
    place.parent.mkdir(parents=True)
    if kind == "file":
        place.write_text("mine\n", encoding="utf-8")
    elif kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind in ("link above", "file above"):
        place.parent.rmdir()
        if kind == "link above":
            place.parent.symlink_to(elsewhere)
        else:
            place.parent.write_text("mine\n", encoding="utf-8")
    else:
        place.symlink_to(elsewhere / ("x" if kind == "link" else "gone"))
    before = times(project.folder)
    for options in ([], ["--check"]):
        built = project.build(*options)
        assert (built.status, built.out) == (2, "")
        assert built.err == (
            "stt-compile: not written by stt-compile, and in the way:\n  out/a/production/one.sync-http.json\n"
        )
    assert times(project.folder) == before


def test_a_file_that_is_as_it_would_be_is_taken_over(project: Project) -> None:
    project.write(a={"one": "y"})
    project.build()
    (project.out / MANIFEST).unlink()
    before = times(project.out / "a")
    checked = project.build("--check")
    assert (checked.status, "+++ b/out/stt-compile.json\n" in checked.out) == (1, True)
    assert project.build().err.endswith("0 written, 0 removed, 1 unchanged\n")
    assert times(project.out / "a") == before
    project.write(a={"live": "y"})
    assert project.build().err.endswith("1 written, 1 removed, 0 unchanged\n")


def test_a_file_of_ours_that_was_edited_is_written_anew(project: Project) -> None:
    project.write(a={"one": "y"})
    project.build()
    place = project.out / "a/production/one.sync-http.json"
    good = place.read_bytes()
    place.write_bytes(b"edited\n")
    place.chmod(0o750)
    assert project.build("--check").status == 1
    assert project.build().status == 0
    assert place.read_bytes() == good
    assert stat.S_IMODE(place.stat().st_mode) == 0o750


def test_an_edited_file_that_nothing_makes_any_more_stays(project: Project) -> None:
    project.write(a={"one": "y", "live": "x"})
    project.build()
    place = project.out / "a/production/one.sync-http.json"
    place.write_bytes(b"edited\n")
    project.write(a={"live": "x"})
    built = project.build()
    assert (
        "note: a/production/one.sync-http.json stays: nothing makes it any more, but somebody has edited it\n"
        in built.err
    )
    assert place.read_bytes() == b"edited\n"
    again = project.build()
    assert "stays" not in again.err
    assert place.read_bytes() == b"edited\n"


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{", b'{"version": 2, "files": {}}', b"\xff", b'{"version": 1, "files": {"../../x/y": ""}}']
    + [b'{"version": 1, "files": {"/a/b/c": ""}}', b'{"version": 1, "files": {"a//b/c": ""}}'],
)
def test_a_manifest_that_is_none_is_a_wrong_call(project: Project, manifest: bytes) -> None:
    project.write(a={"one": "y"})
    project.out.mkdir()
    (project.out / MANIFEST).write_bytes(manifest)
    built = project.build()
    assert built.status == 2
    assert "out/stt-compile.json is no manifest of this version of stt-compile" in built.err
    assert tree(project.out) == {MANIFEST: manifest}


# --- drift -----------------------------------------------------------------------------------------------------------


def test_drift_is_shown_and_the_command_that_mends_it_does(project: Project) -> None:
    project.write(a={"one": "y", "live": "x"})
    project.build("--target", "uri", "--target", "curl")
    project.write(a={"one": "z", "night": "x"})
    before = times(project.out)
    checked = project.build("--check", "--target", "uri", "--target", "curl")
    assert checked.status == 1
    assert times(project.out) == before
    assert "-  --data-binary @y.flac \\\n+  --data-binary @z.flac \\\n" in checked.out
    for file in ("night.async-http.txt", "night.async-http.sh", "live.websocket.txt"):
        assert f"+++ b/out/a/production/{file}\n" in checked.out
    assert MANIFEST not in checked.out
    told, command = checked.err.splitlines()[-1].split(": ")
    assert told == "not up to date; mend it with"
    assert command == "stt-compile build --out out --target uri --target curl in"
    assert project.build(*shlex.split(command)[4:]).status == 0
    mended = project.build("--check", "--target", "uri", "--target", "curl")
    assert (mended.status, mended.out) == (0, "")


def test_the_command_that_mends_takes_a_file_for_no_option(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a={"one": "x"})
    (project.folder / "in/a.stt.yaml").rename(project.folder / "-c.stt.yaml")
    monkeypatch.chdir(project.folder)
    checked = CliRunner().invoke(main, ["build", "--check", "--out", "out", "--", "-c.stt.yaml"])
    assert checked.stderr.endswith("mend it with: stt-compile build --out out -- -c.stt.yaml\n")
    mend = shlex.split(checked.stderr.rpartition(": ")[2])[1:]
    assert CliRunner().invoke(main, mend).exit_code == 0
    assert CliRunner().invoke(main, ["build", "--check", *mend[1:]]).exit_code == 0


# --- any number of processors ----------------------------------------------------------------------------------------

RUN = """\
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:int(sys.argv[1])])
from stt_compile.cli import main
main(sys.argv[2:])
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processors cannot be told here")
def test_the_number_of_processors_changes_nothing(project: Project) -> None:
    for number in range(60):
        broken = "\n  broken: {interface: telegraph}" if number % 20 == 7 else ""
        project.write(
            **{f"{number % 7}/p{number}": profile({"live": f"{number}", "one": "x"}).rstrip() + broken + "\n"}
        )
    runs = {}
    for processors in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", RUN, processors, "build", "in", "--out", processors, "--target", "json"],
            cwd=project.folder,
            capture_output=True,
            timeout=120,
            check=False,
        )
        runs[processors] = (done.returncode, done.stdout, done.stderr, tree(project.folder / processors))
    assert runs["1"] == runs["2"]
    assert runs["1"][0] == 1
    assert len(runs["1"][3]) == 121


# --- the library -----------------------------------------------------------------------------------------------------


def test_the_examples_are_made_as_a_program_would() -> None:
    compilation = load(ROOT / "examples" / "acoustic.stt.yaml")
    made = build.make(compilation, "acoustic", ["json"])
    assert [artefact.file for artefact in made.artefacts] == [
        f"acoustic/production/{use.request}.{use.interface}.json" for use in compilation.uses
    ]
    assert made.whole
    assert not made.refused


def test_help() -> None:
    shown = "".join(CliRunner().invoke(main, ["build", "--help"]).output.split())
    assert "DIR/profile/environment/request.interface.ext" in shown
    assert ",".join(targets.names()) in shown
