"""The hooks, run by the real pre-commit when somebody really commits."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from .conftest import CALLS, FRAGMENT, PLACEHOLDER, ROOT, UNRELATED, Repository, python

pytestmark = pytest.mark.slow
README = (ROOT / "README.md").read_text(encoding="utf-8")


def install(theirs: Repository, project: Repository, hook: str, *arguments: str) -> None:
    """The README's configuration with one of its hooks, and the Git hook that follows it."""
    _, _, block = README.partition("<!-- file: .pre-commit-config.yaml -->\n```yaml\n")
    block = block.partition("```")[0]
    config = yaml.safe_load(block)
    (source,) = config["repos"]
    assert source["repo"] == PLACEHOLDER
    assert f" {hook}" in README
    hooks = [{"id": hook, **({"args": [*arguments]} if arguments else {})}]
    source |= {"repo": str(project.folder), "rev": project.git("rev-parse", "HEAD"), "hooks": hooks}
    theirs.write(config=yaml.safe_dump(config))
    assert theirs.run(*python("pre_commit", "validate-config")).returncode == 0
    installed = theirs.run(*python("pre_commit", "install"))
    assert installed.returncode == 0, installed.stdout + installed.stderr
    theirs.git("add", "--all")
    theirs.git("commit", "--quiet", "--no-verify", "--message", "hooks")


@pytest.fixture
def checked(theirs: Repository, project: Repository) -> Repository:
    install(theirs, project, "stt-compile-check")
    return theirs


def test_the_manifest_is_one() -> None:
    manifest = ROOT / ".pre-commit-hooks.yaml"
    subprocess.run([*python("pre_commit", "validate-manifest"), manifest], timeout=60, check=True)
    assert [hook["id"] for hook in yaml.safe_load(manifest.read_text("utf-8"))] == [
        "stt-compile-check",
        "stt-compile-fix",
        "stt-compile-build",
        "stt-compile-runbook",
    ]


def test_a_good_commit_passes(checked: Repository) -> None:
    checked.write(calls=CALLS.replace("live.flac", "other.flac"), fragment=FRAGMENT.replace("eu-de", "us-south"))
    status, said = checked.commit()
    assert status == 0, said
    assert re.search("^stt-compile check\\.+Passed$", said, re.MULTILINE)


def test_a_broken_profile_fails_at_its_line(checked: Repository) -> None:
    checked.write(calls=CALLS.replace("audio: {file: live", "audoi: {file: live"))
    status, said = checked.commit()
    assert status == 1
    assert "calls.stt.yaml:7:5: error STT201: unknown key `audoi`" in said
    assert checked.git("log", "--format=%s") == "hooks\ntheirs"


def test_a_broken_fragment_fails_at_its_line(checked: Repository) -> None:
    checked.write(fragment=FRAGMENT.replace("74f4807e-b5ff", "74f4807e b5ff"))
    status, said = checked.commit()
    assert status == 1
    assert "shared/base.yaml:10:27: error STT411" in said
    assert said.count(": error ") == 1


def test_a_broken_fragment_of_any_ending_fails_at_its_line(checked: Repository) -> None:
    fragment = checked.folder / "frag.inc"
    fragment.write_text(FRAGMENT, encoding="utf-8")
    checked.write(calls=CALLS.replace("shared/base.yaml", "frag.inc"))
    status, said = checked.commit()
    assert status == 0, said
    fragment.write_text(FRAGMENT.replace("74f4807e-b5ff", "74f4807e b5ff"), encoding="utf-8")
    status, said = checked.commit()
    assert status == 1
    assert "frag.inc:10:27: error STT411" in said


@pytest.mark.parametrize("renamed", [False, True], ids=["deleted", "renamed"])
def test_a_fragment_that_is_gone_fails_where_it_is_extended(checked: Repository, renamed: bool) -> None:
    fragment = checked.folder / "shared" / "base.yaml"
    if renamed:
        fragment.rename(fragment.with_name("basis.yaml"))
    else:
        fragment.unlink()
    status, said = checked.commit()
    assert status == 1
    assert "calls.stt.yaml:2:11: error STT107: cannot read `shared/base.yaml`" in said
    assert checked.git("log", "--format=%s") == "hooks\ntheirs"


def test_profiles_that_no_longer_fit_a_fragment_fail_at_their_lines(checked: Repository) -> None:
    checked.write(fragment=FRAGMENT.replace("call-center:", "helpdesk:"))
    status, said = checked.commit()
    assert status == 1
    assert "calls.stt.yaml:6:21: error STT4" in said
    assert "2 profiles: 2 errors" in said


def test_a_broken_dependent_fails_at_its_line_when_its_fragment_changes(checked: Repository) -> None:
    checked.write(more="version: 1\nextends: [../calls.stt.yaml]\nrequest: {}\n")
    checked.git("add", "--all")
    checked.git("commit", "--quiet", "--no-verify", "--message", "broken")
    checked.write(fragment=FRAGMENT.replace("eu-de", "us-south"))
    status, said = checked.commit()
    assert status == 1
    assert "deep/more.stt.yaml:3:1: error STT201: unknown key `request`" in said


def test_other_files_are_left_alone(checked: Repository) -> None:
    checked.write(unrelated=f"{UNRELATED}\nrequests: {{{{\n", fragment=FRAGMENT)
    (checked.folder / "shared" / "other.yaml").write_text("version: 1\nrequest: {}\n", encoding="utf-8")
    (checked.folder / "link").symlink_to("shared", target_is_directory=True)
    status, said = checked.commit()
    assert status == 0, said
    assert re.search("^stt-compile check\\.+Passed$", said, re.MULTILINE)


def test_what_can_be_fixed_is_fixed_and_then_passes(theirs: Repository, project: Repository) -> None:
    install(theirs, project, "stt-compile-fix")
    theirs.write(
        calls=CALLS.replace("interface: websocket", "interfase: websocket # as it comes"),
        fragment=FRAGMENT.replace("location:", "locaton:"),
    )
    status, said = theirs.commit()
    assert status == 1
    assert "files were modified by this hook" in said
    assert "calls.stt.yaml:5:5: fixed STT201: unknown key `interfase`" in said
    assert "2 profiles, nothing to report, 2 fixed" in said
    fixed = (theirs.folder / "calls.stt.yaml").read_text(encoding="utf-8")
    assert fixed == CALLS.replace("interface: websocket", "interface: websocket # as it comes")
    assert (theirs.folder / "shared" / "base.yaml").read_text(encoding="utf-8") == FRAGMENT
    assert theirs.commit()[0] == 0


def test_what_cannot_be_fixed_is_left_as_it_is(theirs: Repository, project: Repository) -> None:
    install(theirs, project, "stt-compile-fix")
    broken = CALLS.replace("interface: websocket", "x: websocket")
    theirs.write(calls=broken)
    status, said = theirs.commit()
    assert status == 1
    assert "modified by this hook" not in said
    assert "calls.stt.yaml:5:5: error STT201: unknown key `x`" in said
    assert (theirs.folder / "calls.stt.yaml").read_text(encoding="utf-8") == broken


def test_drift_of_what_is_built_fails_and_says_how_to_mend_it(theirs: Repository, project: Repository) -> None:
    install(theirs, project, "stt-compile-build", "calls.stt.yaml", "--out", "artefacts")
    theirs.write(calls=CALLS.replace("live.flac", "other.flac"))
    status, said = theirs.commit()
    assert status == 1
    (command,) = re.findall(r"stt-compile build --out artefacts .*", said)
    assert theirs.run(*python("stt_compile", *command.split()[1:])).returncode == 0
    assert theirs.commit()[0] == 0
    assert "artefacts/stt-compile.json" in theirs.git("ls-files")
    theirs.write(fragment=FRAGMENT.replace("eu-de", "us-south"))
    status, said = theirs.commit()
    assert status == 1
    assert re.search(r"^\+wss://api\.us-south\.", said, re.MULTILINE)


def test_a_runbook_is_refreshed_before_it_is_committed(theirs: Repository, project: Repository) -> None:
    install(theirs, project, "stt-compile-runbook", "runbook.md")
    page = theirs.folder / "runbook.md"
    page.write_text(
        "# Calls\n\n<!-- stt-compile: calls.stt.yaml#live -->\n<!-- stt-compile: end -->\n", encoding="utf-8"
    )
    status, said = theirs.commit()
    assert status == 1
    assert "files were modified by this hook" in said
    assert "\nwss://" in page.read_text(encoding="utf-8")
    assert theirs.commit()[0] == 0
