"""The registration of a callback URL, run for real beside a stand-in of the service."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from stt_compile import targets
from stt_compile.text import text

from ..recorder.compare import compare
from ..recorder.expectation import registration
from ..recorder.namespace import Recorder
from ..recorder.server import Answer
from .cases import CASES
from .test_really import environment
from .test_script import OTHERS, recorder, run, said, seen

__all__ = ["recorder"]

REGISTER = targets.load("register")
ABLE = [name for name, case in CASES.items() if not case.refuses("register")]
NIGHTLY = "nightly/production/nightly.async-http"


def test_every_callback_can_be_registered_and_nothing_else() -> None:
    assert [name for name, case in CASES.items() if case.plan.registration] == ABLE
    job = CASES["acoustic/production/job.async-http"].plan
    assert targets.reasons_against(job, REGISTER) == ("the request has no callback",)


@pytest.mark.parametrize("shell", ["dash", *OTHERS])
@pytest.mark.parametrize("name", ABLE)
def test_it_sends_what_the_plan_says(recorder: Recorder, name: str, shell: str, tmp_path: Path) -> None:
    case = CASES[name]
    done = run(recorder, name, tmp_path / "one", shell=shell, target="register")
    assert done.returncode == 0, said(done)
    plan = registration(case.data)
    assert compare(plan, done.exchanges, client="script", environment=environment(case), files={}, used=set()) == []
    assert json.loads(done.stdout)["status"] == "created"


@pytest.mark.parametrize("shell", ["dash", *OTHERS])
def test_secrets_are_nowhere_to_be_seen(recorder: Recorder, shell: str, tmp_path: Path) -> None:
    values = environment(CASES[NIGHTLY])
    found, _ = seen(recorder, NIGHTLY, tmp_path / "one", shell, {}, target="register")
    assert found["status"] == 0, found["stderr"]
    assert any("curl\0" in line for line in found["lines"])
    for kind in ("lines", "environments", "files", "stderr"):
        for name in ("STT_APIKEY", "STT_CALLBACK_SECRET"):
            assert not any(values[name] in shown for shown in found[kind]), (kind, name)


FAILURES = {
    "no challenge": (Answer(status=400, body={"error": "unable to verify callback url"}), 5, 1),
    "unauthorized": (Answer(status=401, body={"error": "Unauthorized"}), 4, 1),
    "known already": (Answer(status=200, body={"status": "already created", "url": "x"}), 0, 1),
    "busy": (Answer(status=503, body={}), 0, 2),
    "lost": (Answer(drop=True), 0, 2),
}


@pytest.mark.parametrize("what", FAILURES)
def test_what_the_service_says(recorder: Recorder, what: str, tmp_path: Path) -> None:
    answer, status, count = FAILURES[what]
    done = run(recorder, NIGHTLY, tmp_path / "one", [answer], target="register")
    assert (done.returncode, len(done.exchanges)) == (status, count), said(done)
    assert (answer.get("body") or {"error": ""}).get("error", "") in said(done)


def test_it_needs_only_what_it_sends(recorder: Recorder, tmp_path: Path) -> None:
    names = ["STT_INSTANCE_ID", "STT_APIKEY", "STT_CALLBACK_SECRET"]
    done = run(recorder, NIGHTLY, tmp_path / "one", env=dict.fromkeys(names, ""), target="register")
    assert (done.returncode, done.exchanges) == (2, ())
    assert [line.split(":")[1].split()[-1] for line in said(done).splitlines()] == names
    needed = [line for line in CASES[NIGHTLY].artefact("register").splitlines() if line.startswith("need ")]
    assert [line.split()[1] for line in needed] == names


def test_where_the_secret_goes_is_said() -> None:
    plan = CASES[NIGHTLY].plan
    assert len(REGISTER.notes(plan)) == 1
    assert plan.registration
    open_ = replace(plan, registration=replace(plan.registration, user_secret=None, callback_url=text("https://a.b")))
    assert REGISTER.notes(open_) == ()
