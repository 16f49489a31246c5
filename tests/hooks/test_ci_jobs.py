"""The README's jobs for GitHub and GitLab: valid for those, and their lines run in a project with a broken profile."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from .conftest import CALLS, PLACEHOLDER, ROOT, Repository, python

README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```\n", README, re.DOTALL))
GITHUB, GITLAB = ".github/workflows/stt-compile.yaml", ".gitlab-ci.yml"


@pytest.mark.parametrize(("name", "schema"), [(GITHUB, "vendor.github-workflows"), (GITLAB, "vendor.gitlab-ci")])
def test_the_jobs_are_valid(theirs: Repository, name: str, schema: str) -> None:
    file = theirs.folder / "job.yaml"
    file.write_text(FILES[name], encoding="utf-8")
    done = theirs.run(*python("check_jsonschema", "--builtin-schema", schema, file))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_jobs_annotate_the_lines_of_a_change(theirs: Repository, project: Repository, tmp_path: Path) -> None:
    """One test, since both jobs install the project, in the same way, and that takes its time."""
    job = yaml.safe_load(FILES[GITLAB])["stt-compile"]
    install, on_gitlab = job["script"]
    steps = yaml.safe_load(FILES[GITHUB])["jobs"]["check"]["steps"]
    installing, on_github = [step["run"] for step in steps if "run" in step]
    assert installing == install
    assert job["artifacts"]["when"] == "always"  # or nothing were kept of a job that failed

    def ran(line: str) -> tuple[int, str]:
        path = f"{tmp_path / 'venv' / 'bin'}:{theirs.env['PATH']}"
        done = theirs.run("env", f"PATH={path}", "bash", "-euo", "pipefail", "-c", line)
        return done.returncode, done.stdout

    assert theirs.run(*python("venv", tmp_path / "venv")).returncode == 0
    here = install.replace(PLACEHOLDER, project.folder.as_uri())
    assert here != install
    assert ran(f"{here} --quiet")[0] == 0
    theirs.write(calls=CALLS.replace("audio: {file: live", "audoi: {file: live"))
    assert ran(on_gitlab) == (1, "")
    (issue,) = json.loads((theirs.folder / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "calls.stt.yaml", "lines": {"begin": 7}}
    assert issue["check_name"] == "STT201"
    status, printed = ran(on_github)
    place = "file=calls.stt.yaml,line=7,endLine=7,col=5,endColumn=10"
    assert (status, printed.count("::error ")) == (1, 1)
    assert printed.startswith(f"::error {place},title=STT201::unknown key `audoi`")
    theirs.write(calls=CALLS)
    assert ran(on_github) == (0, "")
