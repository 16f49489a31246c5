"""JavaScript modules in the page of a real browser, beside the stand-in of the service.

What a program of Node sends is for `test_javascript`; here it is what only a browser does: the token of a WebSocket in
its address, the question whether another origin may be asked, and audio that is gathered before it is sent.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..recorder.exchange import Exchange, Message
from ..recorder.expectation import Material, Place, Rule, Value, expectation, segments
from ..recorder.namespace import Recorder, Run, Unavailable, require
from ..recorder.server import JOB, Answer
from .browser import ORIGIN, installed_chromium
from .cases import CASES, Case
from .test_javascript import installed_node
from .test_really import AUDIO, environment, files

SENT = "acoustic/production/one-file.sync-http"
STREAMED = "runtime/cloud/streamed.sync-http"
FORM = "call-center/production/both-sides.sync-http"
POLLED = "acoustic/production/job.async-http"
LIVE = "acoustic/production/live.websocket"
GIVEN = {SENT: "blob", STREAMED: "stream", FORM: "list", POLLED: "blob", LIVE: "blob"}
"""The requests, and as what the page has the audio."""
TOKEN = "eyJ.of-a.page"
PAGE = """<!doctype html>
<script type="module">
  const told = [];
  for (const { module, given, variables } of await (await fetch("cases.json")).json()) {
    const messages = [];
    let audio = await (await fetch("audio")).blob();
    if (given === "list") audio = [audio, audio];
    if (given === "stream") audio = audio.stream();
    try {
      const { recognize } = await import(`./${module}`);
      const onMessage = (message) => messages.push(message);
      await recognize(audio, { accessToken: "TOKEN", variables, onMessage });
      told.push({ messages });
    } catch (error) {
      told.push({ failed: String(error) });
    }
  }
  await fetch("done", { method: "POST", body: JSON.stringify(told) });
</script>
""".replace("TOKEN", TOKEN)


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    try:
        with Recorder() as running:
            yield running
    except Unavailable as reason:
        require(str(reason))


def allowed(on: str, *headers: str) -> list[Answer]:
    """The answers to a browser that asks whether a page may ask, and then asks."""
    origin = {"Access-Control-Allow-Origin": ORIGIN}
    may = {**origin, "Access-Control-Allow-Headers": ", ".join(["authorization", *headers])}
    return [Answer(on=on, status=204, headers=may), Answer(on=on, headers=origin)]


def asked(run: Run) -> list[Exchange]:
    """What came of a page, without the questions whether it may."""
    return [exchange for exchange in run.exchanges if exchange.method != "OPTIONS"]


def differing(case: Case, exchange: Exchange) -> list[str]:
    """What of the plan did not arrive; a browser adds headers of its own."""
    values = {**environment(case), "PAGE_TOKEN": TOKEN}
    plan = {**case.data, "auth": {"token": {"env": "PAGE_TOKEN"}}}
    (wanted,) = expectation(plan, Material(values, dict.fromkeys(files(case), AUDIO), AUDIO))
    found = [
        header.name
        for header in wanted.headers
        if header.name != "Transfer-Encoding"
        and not any(_is(value, header.value, exchange) for value in exchange.header(header.name))
    ]
    bodies = [part.body for part in exchange.parts or ()]
    expected = [json.dumps(part.json).encode() if part.json else part.body for part in wanted.parts or ()]
    same = {
        "method": exchange.method == wanted.method,
        "path": segments(exchange.raw_path.encode()) == segments(wanted.url.path.encode()),
        "query": sorted(exchange.query) == sorted((name, str(value)) for name, value in wanted.query),
        "body": wanted.parts is not None or exchange.body == wanted.body,
        "parts": bodies == expected,
        "messages": [_message(message) for message in exchange.joined] == wanted.messages,
    }
    return [*found, *(name for name, equal in same.items() if not equal)]


def _is(value: str, wanted: Value, exchange: Exchange) -> bool:
    return wanted.holds(value, Place(exchange, (exchange,))) if isinstance(wanted, Rule) else value == wanted


def _message(message: Message) -> Any:
    return json.loads(message.data) if message.kind == "text" else message.data


def test_a_page_sends_what_the_plan_says(recorder: Recorder, tmp_path: Path) -> None:
    listed = []
    script: list[Answer] = []
    for number, (name, given) in enumerate(GIVEN.items()):
        case = CASES[name]
        (tmp_path / f"{number}.mjs").write_text(case.artefact("javascript"), encoding="utf-8")
        listed.append({"module": f"{number}.mjs", "given": given, "variables": environment(case)})
        if name != LIVE:  # which asks nobody whether it may
            script += allowed(str(case.plan.url[-1]), *(header for header, _ in case.plan.headers))
        if case.plan.poll:
            script += allowed(JOB)
    (tmp_path / "cases.json").write_text(json.dumps(listed), encoding="utf-8")
    (tmp_path / "audio").write_bytes(AUDIO)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-B", str(Path(__file__).with_name("browser.py"))]
    browser = installed_chromium(installed_node())
    recorder.script(script)
    done = recorder.run([*command, str(browser)], env={}, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert [list(said) for said in told] == [["messages"]] * len(GIVEN), told
    results = [said["messages"][-1]["results"] for said in told]
    assert all(results), told
    exchanges = asked(done)
    (look,) = [exchange for exchange in exchanges if exchange.raw_path.endswith(JOB)]
    assert (look.method, look.header("Authorization"), look.body) == ("GET", (f"Bearer {TOKEN}",), b"")
    exchanges.remove(look)
    for name, exchange in zip(GIVEN, exchanges, strict=True):
        assert differing(CASES[name], exchange) == [], (name, exchange)
