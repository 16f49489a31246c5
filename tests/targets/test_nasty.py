"""Requests made up of nasty characters: the artefacts run, and what arrives is the plan, byte for byte.

What no artefact carries is refused before: by a rule, where the service or HTTP cannot carry it, or by the closed table
of what a client cannot (`stt_compile/targets/_refusals.py`). A refusal outside of both is a failure.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stt_compile import targets
from stt_compile.diagnostics import Severity
from stt_compile.profile import Authorize
from stt_compile.targets import _refusals
from stt_compile.targets.json import data
from stt_compile.text import Env, text
from stt_compile.wire import FileBody, FormBody, Plan

from ..conftest import missing
from ..recorder.compare import compare
from ..recorder.exchange import Exchange
from ..recorder.namespace import Recorder, Run, Unavailable, require
from ..recorder.server import JOB
from .cases import CASES, filled
from .nasty import Draft, drafts, environments, guid
from .runners import RUNNERS, Runner
from .test_script import AT_ONCE

AUDIO = b"audio " * 20
BY_RULES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "STT317": (("customer_id",), r"[;=]"),
    "STT319": (("url",), r"\$|<.*>"),
    "STT525": (("customer_id", "X-New"), r"[\0-\x08\n-\x1f\x7f]|\A[ \t]|[ \t]\Z"),
    "STT701": (("callback_url",), r"[^!-~]|[\"<>\\^`{|}]"),
}
"""What rules refuse: the code, the keys where it may stand, and what must be there for it."""
Counts = Counter[str]
batches = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],  # what failed is named below, and a batch would shrink for minutes
    print_blob=False,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    try:
        with Recorder() as running:
            yield running
    except Unavailable as reason:
        require(str(reason))


def plan_of(draft: Draft, number: int) -> Plan | None:
    """The plan; None where a rule refuses what it is listed for."""
    compilation = draft.compiled(number)
    errors = [found for found in compilation.diagnostics if found.severity is Severity.ERROR]
    for found in errors:
        keys, pattern = BY_RULES[found.code]
        steps = [step for step in found.path if isinstance(step, str)]
        assert steps[-1] in keys, found
        assert re.search(pattern, written(draft.document(number), found.path)), found
    return None if errors else compilation.plan(0)


def written(document: Any, path: Sequence[str | int]) -> str:
    """What stands at a path, run-time values as a letter."""
    for step in path:
        document = document[step]
    pieces = document if isinstance(document, list) else [document]
    return "".join(piece if isinstance(piece, str) else "x" for piece in pieces)


def refused(plan: Plan, runner: Runner) -> bool:
    """Whether the target refuses; what it refuses besides the table has nothing to do with characters."""
    reasons = targets.reasons_against(plan, runner.kind)
    known = {
        _refusals.words(row, spot)
        for row in _refusals.TABLE
        for spot in _refusals.spots(plan)
        if row.target == runner.kind.name and spot.place in row.places
    }
    assert set(reasons) - set(runner.kind.cannot(plan)) <= known, reasons
    return bool(reasons)


def files(plan: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, bytes]:
    bodies = [plan.get("body") or {}, *(message.get("audio", {}) for message in plan.get("messages", []))]
    named = [name for body in bodies for name in ([body["file"]] if "file" in body else body.get("files", []))]
    names = [filled(name, environment) for name in named]
    return {name: AUDIO + name.encode() for name in names}


def by_number(exchanges: Sequence[Exchange], count: int) -> list[list[Exchange]]:
    """The exchanges of each artefact: its address says which; a token is fetched before. Then what is left over."""
    found: list[list[Exchange]] = [[] for _ in range(count)]
    before: list[Exchange] = []
    for exchange in exchanges:
        before.append(exchange)
        number = next((number for number in range(count) if guid(number) in exchange.raw_path), None)
        if number is not None:
            found[number] += before
            before = []
    return [*found, before]


def run(recorder: Recorder, folder: Path, plans: Mapping[int, Plan], runner: Runner, values: dict[str, str]) -> Run:
    for number, plan in plans.items():
        (folder / str(number)).mkdir()
        artefact = targets.render(plan, runner.kind)
        (folder / f"{number}.{runner.kind.ending}").write_bytes(artefact.encode())
        for name, content in files(data(plan), values).items():
            (folder / str(number) / name).write_bytes(content)
    return recorder.run(runner.argv(max(plans, default=0) + 1), env=values, cwd=folder, timeout=120)


@pytest.mark.parametrize("name", RUNNERS)
def test_what_arrives_is_the_plan(
    name: str,
    recorder: Recorder,
    tmp_path_factory: pytest.TempPathFactory,
    record_property: Callable[[str, object], None],
) -> None:
    runner = RUNNERS[name]
    if runner.command and not shutil.which(runner.command[0]):
        missing(f"{runner.command[0]} is missing: install it")
    counts = Counts()
    drawn = drafts(called_back=True) if runner.target == "register" else drafts()

    @given(st.lists(drawn, min_size=10, max_size=20), environments)
    @batches
    def each(many: list[Draft], values: dict[str, str]) -> None:
        if runner.plain:
            values = {name: f"plain {name}.flac" for name in values}
        if runner.ascii:
            values["CUSTOMER"] = re.sub("[^!-~]", "x", values["CUSTOMER"])
        values = {**values, **AT_ONCE, "STT_ACCESS_TOKEN": "eyJ.brought.sig"}
        plans = {number: plan for number, draft in enumerate(many) if (plan := plan_of(draft, number)) is not None}
        able = {number: plan for number, plan in plans.items() if plan.interface in runner.kind.interfaces}
        sent = {number: plan for number, plan in able.items() if not refused(plan, runner)}
        counts.update(drawn=len(many), ruled=len(many) - len(plans), able=len(able), refused=len(able) - len(sent))
        folder = tmp_path_factory.mktemp("nasty")
        done = run(recorder, folder, sent, runner, values)
        arrived = by_number(done.exchanges, len(many))
        for number, plan in sent.items():
            errors = folder / f"{number}.err"
            said = errors.read_text(encoding="utf-8", errors="replace") if errors.exists() else ""
            status = folder / f"{number}.status"
            assert status.exists(), (plan, done.expired, done.stderr)
            assert status.read_text().strip() == "0", (said, plan)
            differences = compare(
                runner.sends(data(plan)),
                [exchange for exchange in arrived[number] if not exchange.raw_path.endswith(f"/{JOB}")],  # polls
                client=runner.client,
                environment=values,
                files=files(data(plan), values),
                used=set(),
            )
            assert not differences, (plan, said)
        assert not arrived[-1]
        shutil.rmtree(folder)

    each()
    assert counts["able"] > counts["refused"]
    record_property(
        "proof",
        f"{name}: {counts['able'] - counts['refused']} requests of nasty characters arrived as planned; "
        f"refused by the target {counts['refused']} of {counts['able']} ({counts['refused'] / counts['able']:.0%}), "
        f"by rules {counts['ruled']} of {counts['drawn']} ({counts['ruled'] / counts['drawn']:.0%})",
    )


UNSENDABLE = ("private\nX-New: b", "private\r", "private ", "private\t")
HEADED: tuple[dict[str, Any], ...] = (
    {"auth": {"apikey": {"env": "KEY"}}, "customer_id": ["team-", {"env": "CUSTOMER"}]},
    {"auth": {"token": {"env": "TOKEN"}}},
)


@pytest.mark.parametrize("name", ["script", "python", "python-http"])
def test_what_no_header_carries_is_refused_and_nothing_sent(name: str, recorder: Recorder, tmp_path: Path) -> None:
    runner = RUNNERS[name]
    place = {"platform": "ibm-cloud", "location": "eu-de"}
    request = {"interface": "sync-http", "model": "en-US_BroadbandModel", "audio": {"file": "audio.flac"}}
    plans = [Draft({**place, **headed}, request).compiled(number).plan(0) for number, headed in enumerate(HEADED)]
    values = [*UNSENDABLE, *["private\x7fb"] * (name != "python-http"), *["private Gr\u00f6\u00dfe"] * runner.ascii]
    for count, value in enumerate(values):
        folder = tmp_path / str(count)
        folder.mkdir()
        done = run(recorder, folder, dict(enumerate(plans)), runner, {"KEY": "k", "CUSTOMER": value, "TOKEN": value})
        assert done.exchanges == (), value
        for number in range(len(plans)):
            said = (folder / f"{number}.err").read_text(encoding="utf-8")
            assert (folder / f"{number}.status").read_text().strip() in ("1", "2"), (value, said)
            assert re.fullmatch("(error|failed): .*no header.*\n", said)
            assert "private" not in said


def test_one_command_says_what_its_values_must_not_hold() -> None:
    request = {"interface": "sync-http", "model": "en-US_BroadbandModel", "audio": {"file": "audio.flac"}}
    plan = Draft({"platform": "ibm-cloud", "location": "eu-de", **HEADED[0]}, request).compiled(0).plan(0)
    (note,) = targets.load("curl").notes(plan)
    assert "it must hold no line break, and no blank at its end" in note


HTTP = CASES["acoustic/production/one-file.sync-http"].plan
FORM = CASES["forms/cloud/one.sync-http"].plan
WEBSOCKET = CASES["acoustic/production/live.websocket"].plan
PASSWORD = Authorize(text("https://cpd.example.com/icp4d-api/v1/authorize"), text("user"), "password", Env("P"))
IN: Mapping[str, Callable[[Plan, str], Plan]] = {
    "address": lambda plan, value: replace(plan, url=text("https://a.example.com/", value, "/v1/recognize")),
    "query": lambda plan, value: replace(plan, query=(("model", text(Env("A"))), ("grammar_name", text(value)))),
    "header": lambda plan, value: replace(plan, headers=(("X-A", text(value)),)),
    "file": lambda plan, value: replace(plan, body=FileBody(text(value))),
    "part": lambda plan, value: replace(FORM, body=FormBody({}, (text(value),))),
    "user": lambda plan, value: replace(plan, auth=replace(PASSWORD, username=text(value))),
}
REFUSED = {
    "null characters": "a\0b",
    "line breaks": "a\nb",
    "control characters but tabs": "a\x1bb",
    "letters beyond ASCII": "Gr\u00f6\u00dfe",
    "characters but printable ASCII": "Gr\u00f6\u00dfe",
    "quotes and curly brackets at an end": "{a",
    "backslash at the end": "a\\",
}
"""What rows refuse, by kind; for one that is not here, a dollar sign."""
ROWS = [(row, place) for row in _refusals.TABLE for place in row.places]


@pytest.mark.parametrize(("row", "place"), ROWS, ids=lambda value: getattr(value, "kind", value)[:40])
def test_a_row_of_the_table_refuses_what_it_says_and_nothing_else(row: _refusals.Refusal, place: str) -> None:
    name, _, shell = row.target.partition(" --shell ")
    kind = targets.load(name, shell or "sh")
    plan = HTTP if "sync-http" in kind.interfaces else WEBSOCKET
    assert row.source
    assert targets.reasons_against(IN[place](plan, "plain"), kind) == ()
    (reason,) = targets.reasons_against(IN[place](plan, REFUSED.get(row.kind, "a$b")), kind)
    assert reason.startswith(f"it carries no {row.kind} in ")
