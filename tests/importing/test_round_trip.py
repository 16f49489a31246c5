"""What our own targets print comes back as the same plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import stt_compile
from stt_compile import importing, load
from stt_compile.compile import Compilation, compile_bytes
from stt_compile.source import Source
from stt_compile.targets import CannotExpress, default, render
from stt_compile.targets import load as target
from stt_compile.targets.json import render as as_json
from stt_compile.wire import Plan

ROOT = Path(__file__).parents[2]
PROFILES = sorted(
    path
    for folder in ("examples", "tests/targets/profiles", "tests/valid", "tests/documented", "tests/ok")
    for path in (ROOT / folder).glob("*.stt.yaml")
    if "requests:" in path.read_text(encoding="utf-8")
)
NAMES = ("request", "environment", "description")
EXPLAINED = {"credential", "placeholder", "modernised", "corrected", "assumed", "respelt", "left out"}


def plans(compilation: Compilation) -> list[Plan]:
    return [compilation.plan(index) for index in range(len(compilation.uses)) if index not in compilation.blocked]


def comparable(plan: Plan) -> dict[str, Any]:
    """A plan as its artefact tells it: without the names of the profile, and without what no command holds."""
    data = json.loads(as_json(plan))
    found: dict[str, Any] = data[0] if isinstance(data, list) else data
    for key in (*NAMES, "platform", "variables", "registration", "poll"):
        found.pop(key, None)
    if plan.interface == "websocket":  # the address has an access token, whatever it was got for, and no TLS
        del found["auth"]
        found.pop("tls", None)
        found["messages"] = found["messages"][:1]
    elif "authorize_url" in found["auth"]:
        found["auth"] = {"token": {"env": "STT_ACCESS_TOKEN"}}
    return found


def come_back(text: str, day: str | None) -> tuple[list[Plan], importing.Imported]:
    imported = importing.read([Source("artefacts.txt", text)], day)
    return plans(compile_bytes("x", imported.text.encode(), Path("x.stt.yaml"))), imported


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.name.removesuffix(".stt.yaml"))
def test_each_artefact_becomes_the_plan_that_it_was_made_from(file: Path) -> None:
    compilation = load(file)
    for plan, use in [
        (compilation.plan(index), use) for index, use in enumerate(compilation.uses) if index not in compilation.blocked
    ]:
        try:
            artefact = render(plan, target(default(plan.interface)))
        except CannotExpress:
            continue
        back, imported = come_back(artefact, use.environment.day)
        said = {finding.kind for finding in imported.findings}
        if "modernised" in said:  # an address of the past
            assert "watsonplatform.net" in artefact
            continue
        assert [comparable(one) for one in back] == [comparable(plan)], (artefact, imported.text)
        assert said <= {"placeholder", "assumed", "kept"}, [str(finding) for finding in imported.findings]


@pytest.mark.parametrize(
    "file",
    [file for file in PROFILES if file.parent.name in ("examples", "targets")],
    ids=lambda file: file.name.removesuffix(".stt.yaml"),
)
def test_all_artefacts_of_a_profile_together(file: Path) -> None:
    compilation = load(file)
    made = plans(compilation)
    text = "\n".join(f"# {plan.request}\n{render(plan, target(default(plan.interface)))}" for plan in made)
    days = {use.environment.day for use in compilation.uses}
    back, imported = come_back(text, days.pop() if len(days) == 1 else None)
    distinct = {json.dumps(comparable(plan), sort_keys=True) for plan in made}
    assert {json.dumps(comparable(plan), sort_keys=True) for plan in back} == distinct, imported.text
    assert len(back) == len(distinct)  # equal ones are folded


@pytest.mark.parametrize("name", ["powershell", "markdown"])
def test_other_forms_of_the_command_come_back_too(name: str) -> None:
    made = 0
    for file in PROFILES:
        compilation = load(file)
        for index, use in enumerate(compilation.uses):
            if index in compilation.blocked or use.interface == "websocket" or use.environment.day is None:
                continue
            plan = compilation.plan(index)
            try:
                artefact = stt_compile.render(plan, "curl", shell=name) if name == "powershell" else section(plan)
            except CannotExpress:
                continue
            back, imported = come_back(artefact, use.environment.day)
            if "modernised" not in {finding.kind for finding in imported.findings}:
                assert [comparable(one) for one in back] == [comparable(plan)], (artefact, imported.text)
                made += 1
    assert made > 50


def section(plan: Plan) -> str:
    """The runbook section of a request, up to the calls that are made behind it."""
    return render(plan, target("markdown")).partition("### Expected result")[0]


def test_a_registration_gives_its_secret_to_the_request_that_names_the_callback() -> None:
    base = "https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/$STT_INSTANCE_ID/v1"
    callback = "callback_url=https%3A%2F%2Fops.example.com"
    register = f'curl -X POST -u "apikey:$K" "{base}/register_callback?{callback}&user_secret=$S"'
    job = f'curl -u "apikey:$K" -H "Content-Type: audio/wav" --data-binary @a.wav "{base}/recognitions?{callback}"'
    for text in (f"{register}\n{job}\n", f"{job}\n{register}\n"):
        (back,), _ = come_back(text, None)
        assert back.registration
        assert back.registration.user_secret
        assert back.registration.user_secret.name == "S"
    assert "it registers" in come_back(f"{register}\n{job.replace('ops.', 'other.')}", None)[1].text
