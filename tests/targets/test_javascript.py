"""JavaScript modules, run by Node beside the stand-in of the service, imported as a page does it, and checked by
TypeScript.
"""

from __future__ import annotations

import json
import platform
import random
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from stt_compile import targets
from stt_compile.catalog.audio import LIMITS
from stt_compile.quoting import javascript
from stt_compile.targets import CannotExpress
from stt_compile.text import Env, Text, text
from stt_compile.wire import FileBody, FormBody, Plan, Poll

from ..conftest import missing
from ..npm import installed
from ..recorder.compare import compare, unused
from ..recorder.exchange import Exchange
from ..recorder.namespace import HOSTS, Recorder, Run, Unavailable, require
from ..recorder.server import JOB, Answer
from .cases import CASES, HERE, Case, filled
from .test_quoting import batches, environments, expanded, raw, texts
from .test_really import environment, files, hosts, ports, stdin

VERSION = "22.23.3"
JAVASCRIPT = targets.load("javascript")


@pytest.fixture(scope="module")
def node() -> str:
    return installed_node()


def installed_node() -> str:
    """Where it is; installed if need be."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine())
    if platform.system() != "Linux" or machine is None:
        missing(f"there is no package of Node for {platform.system()} on {platform.machine()}")
    return str(installed(f"node-linux-{machine}", VERSION) / "bin" / "node")


@dataclass
class Bench:
    """Runs modules as programs."""

    recorder: Recorder
    node: str
    folder: Path
    used: set[str] = field(default_factory=set)

    def prepare(self, case: Case) -> Path:
        """A folder with all files that a program reads."""
        folder = self.folder / re.sub(r"\W", "-", case.name)
        folder.mkdir(exist_ok=True)
        for name, content in files(case).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        tls = case.data.get("tls", {})
        if "ca_file" in tls:
            authority = folder / filled(tls["ca_file"], environment(case))
            authority.parent.mkdir(parents=True, exist_ok=True)
            authority.write_bytes(self.recorder.ca_file.read_bytes())
        return folder

    def script(self, *answers: Answer) -> None:
        """What the stand-in answers during the next run; see `Answer`."""
        self.recorder.script(answers)

    def run(
        self,
        case: Case,
        values: Mapping[str, str] | None = None,
        *,
        trust: bool | None = None,
        source: str | None = None,
        timeout: float = 60,
    ) -> Run:
        """A program from its file. Without `trust` it knows the authority only if the plan names it."""
        folder = self.prepare(case)
        (folder / "artefact.mjs").write_text(source or case.artefact("javascript"), encoding="utf-8")
        return self.recorder.run(
            [self.node, "artefact.mjs"],
            env={**environment(case), **(values or {})},
            cwd=folder,
            stdin=stdin(case),
            trust=not case.plan.tls if trust is None else trust,
            timeout=timeout,
        )

    def compared(self, case: Case, run: Run) -> list[str]:
        """What differs from the plan; that a job is polled is not the plan's request."""
        return compare(
            case.data,
            [exchange for exchange in run.exchanges if exchange not in polls(run)],
            client="node",
            environment=environment(case),
            files=files(case),
            stdin=stdin(case),
            used=self.used,
        )


def polls(run: Run) -> list[Exchange]:
    return [exchange for exchange in run.exchanges if exchange.raw_path.endswith(f"/v1/recognitions/{JOB}")]


@pytest.fixture(scope="module")
def bench(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    try:
        with Recorder([*HOSTS, *sorted(hosts())], sorted({443, *ports()})) as recorder:
            yield Bench(recorder, node, tmp_path_factory.mktemp("javascript"))
    except Unavailable as reason:
        require(str(reason))


@pytest.mark.parametrize("name", CASES)
def test_node_sends_what_the_plan_says(bench: Bench, name: str) -> None:
    case = CASES[name]
    if name.startswith("installations/other-address/"):
        bench.script(Answer(on="/tokens", status=200, body={"token": "eyJ.of-another-address.sig"}))
    run = bench.run(case)
    assert (run.returncode, bench.compared(case, run)) == (0, []), run.stderr.decode()
    unverified = case.data.get("tls", {}).get("verify") is False
    assert ("makes TLS connections and HTTPS requests insecure" in run.stderr.decode()) == unverified
    assert unverified or run.stderr == b""
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if case.plan.interface == "async-http":
        assert answers[0]["id"] == JOB
        poll = case.plan.poll
        asked = [*["GET"] * bool(poll), *["DELETE"] * bool(poll and poll.delete)]
        assert ([exchange.method for exchange in polls(run)], len(answers)) == (asked, 2 if poll else 1)
    else:
        assert [answer["results"][0]["final"] for answer in answers] == [True]


BETWEEN_THEM = [
    "call-center/production/pipe.sync-http",
    "cluster/on-prem/microphone.websocket",
    "forms/cloud/quotes.sync-http",
]
"""A few requests in which every row of the table of differences occurs."""


def test_every_row_of_the_table_of_differences_occurs(bench: Bench) -> None:
    for name in BETWEEN_THEM:
        run = bench.run(CASES[name])
        assert bench.compared(CASES[name], run) == []
    assert unused("node", bench.used) == []


# What it cannot express


def test_it_makes_every_request() -> None:
    assert [name for name, case in CASES.items() if case.refuses("javascript")] == []


@pytest.mark.parametrize("name", ["Cookie", "HOST", "Proxy-Authorization", "sec-x", "Content-Length", "Date"])
def test_headers_that_fetch_keeps_for_itself_are_refused(name: str) -> None:
    plan = replace(CASES[SENT].plan, headers=((name, text("x")),))
    with pytest.raises(CannotExpress, match=f"fetch lets nobody set the header {name}; use --target curl"):
        targets.render(plan, JAVASCRIPT)


def test_control_characters_in_a_header_are_refused() -> None:
    plan = replace(CASES[SENT].plan, headers=(("X-Watson-Metadata", text("customer_id=a\x1bb", Env("X"))),))
    (reason,) = targets.reasons_against(plan, JAVASCRIPT)
    assert reason == "it carries no control characters but tabs in the header X-Watson-Metadata"
    assert not targets.reasons_against(replace(plan, headers=(("X", text("a\tb é 東")),)), JAVASCRIPT)


def test_a_user_is_told_what_a_page_does_otherwise() -> None:
    notes = {
        name: " ".join(JAVASCRIPT.notes(CASES[name].plan))
        for name in [LIVE, SENT, "installations/token-ca/call.sync-http", "cluster/on-prem/microphone.websocket"]
    }
    assert [key for key, said in notes.items() if "`access_token`" in said] == [
        LIVE,
        "cluster/on-prem/microphone.websocket",
    ]
    assert "Node 22.19" in notes["installations/token-ca/call.sync-http"]
    assert "standard input" in notes["cluster/on-prem/microphone.websocket"]
    assert notes[SENT] == ""


# What goes wrong

SENT = "acoustic/production/one-file.sync-http"
JOB_CASE = "acoustic/production/job.async-http"
LIVE = "acoustic/production/live.websocket"
ERROR = {"error": "Session timed out.", "code": 400, "code_description": "Bad Request"}
FAILURES: dict[str, tuple[str, list[Answer], list[str]]] = {
    "http error": (SENT, [Answer(on="/recognize", status=400, body=ERROR)], ["Session timed out.", "400"]),
    "job refused": (JOB_CASE, [Answer(on="/recognitions", status=503, body=ERROR)], ["Session timed out.", "503"]),
    "token refused": (SENT, [Answer(status=400, body={"errorMessage": "no such key"})], ["400", "no such key"]),
    "redirected": (SENT, [Answer(on="/recognize", status=307, headers={"Location": "https://x/"})], ["redirect"]),
    "dropped": (SENT, [Answer(on="/recognize", drop=True)], ["fetch failed: other side closed"]),
    "session refused": (LIVE, [Answer(on="/recognize", status=401, body=ERROR)], ["connection failed: 401"]),
    "session error": (LIVE, [Answer(on="/recognize", error="No model en-XX.")], ["No model en-XX."]),
    "late error": (LIVE, [Answer(on="/recognize", error="Too slow.", after="stop")], ["Too slow."]),
    "session token refused": (LIVE, [Answer(status=401, body={"errorMessage": "no such key"})], ["no such key"]),
    "session dropped": (LIVE, [Answer(on="/recognize", drop=True)], ["connection failed: other side closed"]),
}


def said(run: Run, *words: str) -> None:
    """One line on stderr, which says so."""
    (line,) = run.stderr.decode().splitlines()
    assert line.startswith("failed: ")
    assert all(word in line for word in words), line


@pytest.mark.parametrize("failure", FAILURES)
def test_a_program_says_in_a_line_what_went_wrong(bench: Bench, failure: str) -> None:
    name, script, words = FAILURES[failure]
    bench.script(*script)
    run = bench.run(CASES[name])
    assert (run.returncode, run.unused, run.expired) == (1, (), False)
    said(run, *words)


@pytest.mark.parametrize("name", [SENT, JOB_CASE, LIVE])
def test_a_program_says_what_is_missing_or_not_trusted(bench: Bench, name: str) -> None:
    case = CASES[name]
    source = case.artefact("javascript")
    run = bench.run(case, dict.fromkeys(case.plan.variables, ""))
    assert (run.returncode, run.exchanges) == (2, ())
    assert run.stderr.decode() == f"set {', '.join(case.plan.variables)}\n"
    run = bench.run(case, source=source.replace("audio-file", "no-such-file"))
    assert (run.returncode, run.exchanges) == (1, ())
    said(run, "ENOENT", "no-such-file")
    run = bench.run(case, source=source.replace(".cloud.ibm.com/", ".cloud.ibm.com:4443/"))
    assert run.returncode == 1
    said(run, "ECONNREFUSED")
    run = bench.run(case, trust=False)
    assert (run.returncode, run.exchanges) == (1, ())
    said(run, "unable to verify the first certificate")


@pytest.mark.parametrize("name", [SENT, JOB_CASE, LIVE])
def test_a_program_shows_the_warnings_of_the_service(bench: Bench, name: str) -> None:
    case = CASES[name]
    bench.script(Answer(on=urlsplit(filled(case.data["url"], environment(case))).path, warnings=["Größe", "a."]))
    run = bench.run(case)
    assert (run.returncode, run.stderr.decode()) == (0, "warning: Größe\nwarning: a.\n")


@pytest.mark.parametrize("value", ["private\nX-New: b", "private\x7fb", "private "])
def test_a_value_that_no_header_can_carry_is_not_sent(bench: Bench, value: str) -> None:
    run = bench.run(CASES["runtime/token/stdin.sync-http"], {"STT_TOKEN": value})
    assert (run.returncode, run.exchanges, b"private" in run.stderr) == (1, (), False)
    run = bench.run(CASES["runtime/cloud/stdin.sync-http"], {"ODD_CUSTOMER": value})
    assert (run.returncode, [exchange.host for exchange in run.exchanges]) == (1, ["iam.cloud.ibm.com"])
    said(run, "a value holds what no header can carry")


# Jobs that are polled


POLLED = "runtime/cloud/stdin.async-http"
RUNNING: Answer = {"on": f"/{JOB}", "body": {"id": JOB, "status": "processing"}}


def test_a_job_is_polled_to_its_end(bench: Bench) -> None:
    bench.script(RUNNING, {"on": f"/{JOB}", "status": 503, "body": ERROR}, {"on": f"/{JOB}", "drop": True})
    case = CASES[POLLED]
    run = bench.run(case, source=case.artefact("javascript").replace("pause = 1000;", "pause = 10;"))
    assert (run.returncode, run.unused) == (0, ())
    assert run.stderr.decode().endswith("fetch failed; asking again\n")
    assert [(poll.method, poll.body, poll.query) for poll in polls(run)] == [("GET", b"", ())] * 4
    token = run.exchanges[1].header("authorization")
    assert all(poll.header("authorization") == token for poll in polls(run))
    job, done = map(json.loads, run.stdout.splitlines())
    assert (job["status"], done["status"], len(done["results"])) == ("waiting", "completed", 1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"body": {"id": JOB, "status": "failed"}}, ["the job failed", JOB]),
        ({"status": 401, "body": {"error": "Unauthorized"}}, ["401", f"/v1/recognitions/{JOB}"]),
    ],
    ids=["failed", "401"],
)
def test_a_job_that_cannot_be_had_is_named(bench: Bench, answer: Answer, words: list[str]) -> None:
    bench.script(RUNNING, {"on": f"/{JOB}", **answer})
    case = CASES[POLLED]
    run = bench.run(case, source=case.artefact("javascript").replace("pause = 1000;", "pause = 10;"))
    assert (run.returncode, run.unused) == (1, ())
    said(run, *words)
    assert json.loads(run.stdout)["id"] == JOB


def test_a_job_is_not_waited_for_longer_than_it_may_take(bench: Bench) -> None:
    case = CASES[POLLED]
    assert case.plan.poll
    bench.script(*[RUNNING] * 50)
    source = case.artefact("javascript").replace("60 * 60_000", "0.1 * 60_000")
    run = bench.run(case, source=source.replace("pause = 1000;", "pause = 100;"))
    assert run.returncode == 1
    said(run, f"has not ended within {case.plan.poll.wait_minutes} minutes", JOB)
    assert len(polls(run)) > 1


def test_a_look_at_a_job_ends_with_the_time_too(bench: Bench) -> None:
    case = CASES[POLLED]
    bench.script({**RUNNING, "delay": 20})
    run = bench.run(case, source=case.artefact("javascript").replace("60 * 60_000", "0.01 * 60_000"), timeout=9)
    assert (run.returncode, run.expired, len(polls(run))) == (1, False, 1)
    assert re.search(f"\nfailed: the job has not ended within 60 minutes: .*{JOB}\n$", run.stderr.decode())


def test_a_job_is_deleted_where_the_plan_says_so(bench: Bench) -> None:
    case = CASES[POLLED]
    assert case.plan.poll
    case = Case(case.profile, replace(case.plan, poll=replace(case.plan.poll, delete=True)))
    done = {"id": JOB, "status": "completed", "results": []}
    bench.script({"on": f"/{JOB}", "body": done}, {"on": f"/{JOB}", "status": 200, "body": {}})
    run = bench.run(case)
    assert (run.returncode, [poll.method for poll in polls(run)]) == (0, ["GET", "DELETE"])
    bench.script({"on": f"/{JOB}", "body": done}, {"on": f"/{JOB}", "status": 500, "body": ERROR})
    run = bench.run(case)
    assert (run.returncode, json.loads(run.stdout.splitlines()[-1])) == (1, done)
    said(run, "500", JOB)


# Trust and secrets


CA_CASE = "installations/password-ca/call.websocket"


def test_a_program_trusts_the_authority_of_the_plan_alone(bench: Bench) -> None:
    """That it trusts it is proven by all cases with one; here with others beside it, or without it."""
    case = CASES[CA_CASE]
    authority = bench.prepare(case) / filled(case.data["tls"]["ca_file"], environment(case))
    source = case.artefact("javascript")
    for others, code in ((f"{authority.name}.bundle", 0), (f"{authority.name}.other", 1)):
        other = trustme.CA().cert_pem.bytes()
        (authority.parent / others).write_bytes(other + (b"" if code else bench.recorder.ca_file.read_bytes()))
        run = bench.run(case, {"CA_FILE": str(authority.parent / others)}, source=source, trust=True)
        assert (run.returncode, bool(run.exchanges)) == (code, not code), run.stderr.decode()
    assert b"unable to verify the first certificate" in run.stderr


def test_an_older_node_says_that_it_cannot_take_an_authority(bench: Bench) -> None:
    older = 'import tls from "node:tls";\ndelete tls.setDefaultCACertificates;\n'
    run = bench.run(CASES[CA_CASE], source=older + CASES[CA_CASE].artefact("javascript"))
    assert (run.returncode, run.exchanges) == (1, ())
    said(run, "a ca_file takes Node 22.19 or later")


@pytest.mark.parametrize("name", [SENT, LIVE, "runtime/token/file.sync-http", "runtime/token/live.websocket"])
def test_a_secret_that_cannot_be_sent_is_not_shown(bench: Bench, name: str) -> None:
    case = CASES[name]
    bad = "se\ncret"
    if "token" in case.data["auth"]:
        run = bench.run(case, {"STT_TOKEN": bad})
    else:
        bench.script(Answer(on="/identity/token", body={"access_token": bad}))
        run = bench.run(case)
    assert run.returncode == 1
    said(run, "accessToken is not what a header can carry")
    assert b"cret" not in run.stderr + run.stdout


@pytest.mark.parametrize("name", ["call-center/production/pipe.sync-http", "runtime/token/stdin-live.websocket"])
def test_no_secret_is_in_the_list_of_processes_or_in_an_address(bench: Bench, name: str) -> None:
    """The program waits for its standard input while we look."""
    case = CASES[name]
    folder = bench.prepare(case)
    (folder / "artefact.mjs").write_text(case.artefact("javascript"), encoding="utf-8")
    look = """
        mkfifo "$2"; "$1" artefact.mjs < "$2" & exec 3> "$2"
        until tr '\\0' ' ' < /proc/$!/cmdline | grep -q artefact.mjs; do sleep 0.05; done
        sleep 0.5; cat /proc/$!/cmdline; printf audio >&3; exec 3>&-; wait $!
    """
    argv = ["sh", "-c", look, "sh", bench.node, str(folder / "pipe")]
    run = bench.recorder.run(argv, env=environment(case), cwd=folder)
    assert run.returncode == 0, run.stderr.decode()
    shown = run.stdout + run.stderr + "".join(exchange.target for exchange in run.exchanges).encode()
    assert b"artefact.mjs" in shown
    (secret,) = [environment(case)[name] for name in ("STT_APIKEY", "STT_TOKEN") if name in case.plan.variables]
    assert secret.encode() not in shown


# As a page imports it


NO_PROCESS = 'Object.defineProperty(globalThis, "process", { value: undefined });\n'
"""What is left is what a browser has, too."""


@contextmanager
def listening(behave: Callable[[ServerConnection], None]) -> Iterator[str]:
    """The address of a service that behaves so."""
    with serve(behave, "127.0.0.1", 0, max_size=None, compression=None) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()


def called(node: str, folder: Path, address: str, script: str) -> str:
    """What a script prints that has `recognize` of a session at an address, which wants no variables."""
    plan = replace(CASES[LIVE].plan, url=text(f"{address}/v1/recognize"))
    (folder / "session.mjs").write_text(targets.render(plan, JAVASCRIPT), encoding="utf-8")
    (folder / "page.mjs").write_text(
        f"""const print = console.log;
        const note = (error) => print(`${{error.name}}: ${{error.message}}`);
        const accessToken = "eyJ.of-a_page.sig";
        const audio = new Blob(["some ", "audio"]);
        {script}""",
        encoding="utf-8",
    )
    ran = subprocess.run([node, "page.mjs"], cwd=folder, capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    return ran.stdout.decode()


IMPORT = 'const { recognize } = await import("./session.mjs");\n'
LISTENING = '{"state": "listening"}'


@pytest.mark.parametrize("page", [True, False], ids=["page", "node"])
def test_a_session_in_a_page_and_in_node(node: str, tmp_path: Path, page: bool) -> None:
    """Interim results come as they are sent; a browser's token stands in the address."""
    seen: dict[str, object] = {}

    def behave(connection: ServerConnection) -> None:
        assert connection.request
        seen["query"] = dict(parse_qsl(urlsplit(connection.request.path).query))
        seen["header"] = connection.request.headers.get("Authorization")
        seen["start"] = json.loads(connection.recv())
        connection.send(LISTENING)
        heard = []
        while not isinstance(message := connection.recv(), str):
            heard.append(message)
            connection.send(json.dumps({"results": [{"final": False}]}))
        seen["audio"] = b"".join(heard)
        seen["stop"] = message
        connection.send('{"results": [{"final": true}]}')
        connection.send(LISTENING)
        with pytest.raises(ConnectionClosed):
            connection.recv()

    script = """
        async function* microphone() {
            yield new Uint8Array([1, 2]).subarray(1);
            yield new Uint8Array(0);
            yield new Blob(["3"]);
            yield new Uint16Array([4]).buffer;
        }
        const onMessage = ({ results: [{ final }] }) => print(final);
        const messages = await recognize(microphone(), { accessToken, onMessage });
        print(messages.length);
    """
    with listening(behave) as address:
        printed = called(node, tmp_path, address, (NO_PROCESS if page else "") + IMPORT + script)
    assert printed.split() == ["false", "false", "false", "true", "4"]
    query = {name: value for name, (value,) in CASES[LIVE].plan.query}
    token = "eyJ.of-a_page.sig"
    assert seen == {
        "query": {**query, "access_token": token} if page else query,
        "header": None if page else f"Bearer {token}",
        "start": CASES[LIVE].plan.start,
        "audio": b"\x023\x04\x00",
        "stop": '{"action": "stop"}',
    }


def test_large_audio_comes_in_small_frames(node: str, tmp_path: Path) -> None:
    """However it is given; a message comes in one frame."""
    sizes: list[list[int]] = []

    def behave(connection: ServerConnection) -> None:
        connection.recv()
        connection.send(LISTENING)
        sizes.append([])
        while not isinstance(message := connection.recv(), str):
            sizes[-1].append(len(message))
        connection.send(LISTENING)

    script = """
        const large = new Uint8Array(9_000_000);
        async function* once() { yield large; }
        await recognize(new Blob([large]), { accessToken });
        await recognize(once(), { accessToken });
    """
    with listening(behave) as address:
        called(node, tmp_path, address, IMPORT + script)
    assert [sum(found) for found in sizes] == [9_000_000] * 2
    most = LIMITS["websocket"].max_frame_bytes
    assert most
    assert max(map(max, sizes)) < most


def test_a_signal_ends_a_session(node: str, tmp_path: Path) -> None:
    """Before it begins, and while audio comes that would never end."""
    ended: list[object] = []

    def behave(connection: ServerConnection) -> None:
        try:
            connection.recv()
            connection.send(LISTENING)
            while True:
                connection.recv()
        except ConnectionClosed as closed:
            ended.append(closed.rcvd and closed.rcvd.code)

    script = """
        const all = new AbortController();
        let freed = 0;
        async function* endless() {
            try {
                for (let n = 0; ; n++) {
                    yield new Uint8Array(100);
                    if (n === 3) all.abort(new Error("enough"));
                    await new Promise((resolve) => setTimeout(resolve, 1));
                }
            } finally {
                freed++;
            }
        }
        await recognize(endless(), { accessToken, signal: all.signal }).catch(note);
        await recognize(endless(), { accessToken, signal: AbortSignal.abort() }).catch(note);
        await new Promise((resolve) => setTimeout(resolve, 50));
        print(freed);
    """
    with listening(behave) as address:
        printed = called(node, tmp_path, address, IMPORT + script)
    assert printed == "Error: enough\nAbortError: This operation was aborted\n1\n"
    assert ended[0] == 1000


CLOSED = "Error: the connection closed before all was transcribed: "


@pytest.mark.parametrize("page", [True, False], ids=["page", "node"])
@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ((1011, "see log"), f"{CLOSED}1011 see log\n"),
        ((1000, ""), f"{CLOSED}1000\n"),
        (None, f"{CLOSED}1006\n"),
    ],
    ids=["1011", "1000", "lost"],
)
def test_a_session_that_ends_early_says_so(
    node: str, tmp_path: Path, page: bool, last: tuple[int, str] | None, expected: str
) -> None:
    def behave(connection: ServerConnection) -> None:
        connection.recv()
        connection.send(LISTENING)
        connection.recv()
        if last:
            connection.close(*last)
        else:
            connection.socket.shutdown(2)

    script = "await recognize(audio, { accessToken }).catch(note);"
    with listening(behave) as address:
        printed = called(node, tmp_path, address, (NO_PROCESS if page else "") + IMPORT + script)
    assert printed == expected


def test_a_page_learns_of_its_own_mistakes(node: str, tmp_path: Path) -> None:
    """An exception of its callback ends the session; a token that cannot be one is not repeated."""

    def behave(connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            while connection.recv():
                connection.send(LISTENING)
                connection.send("{}")

    script = """
        const onMessage = () => { throw new TypeError("my mistake"); };
        await recognize(audio, { accessToken, onMessage }).catch(note);
        await recognize(audio, { accessToken: "a b" }).catch(note);
        await recognize(audio, {}).catch(note);
        async function* broken() { throw new RangeError("no microphone"); }
        await recognize(broken(), { accessToken }).catch(note);
    """
    with listening(behave) as address:
        printed = called(node, tmp_path, address, NO_PROCESS + IMPORT + script)
    no_token = "Error: accessToken is not what a header can carry\n"
    assert printed == f"TypeError: my mistake\n{no_token}{no_token}RangeError: no microphone\n"


PAGES = {
    SENT: "new Blob(['some ', 'audio'])",
    "call-center/production/pipe.sync-http": "pieces()",
    "runtime/token/streamed.sync-http": "new Blob(['some ', 'audio'])",
    "runtime/cloud/stdin.async-http": "pieces()",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("page", [True, False], ids=["page", "node"])
def test_a_page_sends_what_the_plan_says(bench: Bench, name: str, page: bool) -> None:
    """Its token is brought, and it knows no variables but those that it is given; what it streams it gathers first."""
    case = CASES[name]
    variables = {key: environment(case)[key] for key in case.plan.variables if "KEY" not in key}
    script = f"""{NO_PROCESS if page else ""}
        async function* pieces() {{ yield new Blob(["some "]); yield new TextEncoder().encode("audio"); }}
        const variables = {json.dumps(variables)};
        const {{ recognize }} = await import("./artefact.mjs");
        const told = [];
        const onMessage = (message) => told.push(message);
        const answer = await recognize({PAGES[name]}, {{ accessToken: "eyJ.page.sig", variables, onMessage }});
        console.log(JSON.stringify(answer) === JSON.stringify(told.at(-1)));
        await recognize(new Blob(["x"]), {{ accessToken: "eyJ.page.sig", variables: {{}} }}).catch(console.log);
    """
    folder = bench.prepare(case)
    (folder / "artefact.mjs").write_text(case.artefact("javascript"), encoding="utf-8")
    (folder / "page.mjs").write_text(script, encoding="utf-8")
    run = bench.recorder.run([bench.node, "page.mjs"], env={}, cwd=folder)
    data = {**case.data, "auth": {"token": {"env": "TOKEN"}}, "body": {"file": "audio"}}
    if page:
        data["headers"] = [pair for pair in data["headers"] if pair[0] != "Transfer-Encoding"]
    elif "pieces" in PAGES[name] and ["Transfer-Encoding", "chunked"] not in data["headers"]:
        data["headers"] = [*data["headers"], ["Transfer-Encoding", "chunked"]]
    material = {**environment(case), "TOKEN": "eyJ.page.sig"}
    requests = [exchange for exchange in run.exchanges if exchange not in polls(run)]
    found = compare(data, requests, client="node", environment=material, files={"audio": b"some audio"}, used=set())
    assert (run.returncode, found) == (0, []), run.stderr.decode()
    first, second = run.stdout.decode().splitlines()[:2]
    assert (first, second.startswith("Error: set STT_")) == ("true", True)


# Other words in every place


NASTY = [
    *(
        "it's",
        '"',
        "`",
        "$HOME",
        "${x}",
        "\\",
        "\\u0041",
        "%41",
        "^",
        ";",
        "&",
        "#",
        "@x",
        "-n",
        "!",
        "[]",
        "{}",
        "</script>",
    ),
    *("\t", "\r\n", "\u2028", "\u202e", "\u200f", "Größe", "東京", "\N{SLIGHTLY SMILING FACE}", " ", "+", "="),
]


MADE_UP = HERE / "profiles" / "made-up.stt.yaml"


def _nasty(chance: random.Random, without: str = "") -> Text:
    pieces: list[str | Env] = [piece for piece in NASTY if not set(piece) & set(without)]
    return text(*chance.choices([*pieces, Env("STT_INSTANCE_ID"), Env("ODD_TEXT")], k=chance.randint(1, 6)))


def _words(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(NASTY, k=chance.randint(1, 4))) for _ in range(chance.randint(1, 6))]


def _file(chance: random.Random) -> Text:
    return text(*(piece for piece in _nasty(chance, without="/") if piece != Env("ODD_TEXT")), "x")


def generated(seed: int) -> Case:
    """A known request with other words in every place where words may stand."""
    chance = random.Random(seed)
    case = chance.choice([case for case in CASES.values() if "other-address" not in case.name])
    plan = case.plan
    path = "".join(piece for piece in _nasty(chance, without="%?#/\t\r\n") if isinstance(piece, str))
    first, _, last = str(plan.url[-1]).rpartition("/v1/")
    changed: Plan = replace(
        plan,
        url=text(*plan.url[:-1], f"{first}/{path}/v1/{last}"),
        query=tuple((name, _nasty(chance)) for name, _ in plan.query) + ((_words(chance)[0], _nasty(chance)),),
        description="\n".join(_words(chance)),
    )
    if plan.start is not None:
        names = [*plan.start, *_words(chance)]
        return Case(MADE_UP, replace(changed, start={name: _words(chance) for name in names} | {"action": "start"}))
    header = ("X-Watson-Metadata", text("customer_id=", *_nasty(chance, without="\r\n"), "x"))
    changed = replace(changed, headers=(*(pair for pair in plan.headers if pair[0] != header[0]), header))
    if isinstance(plan.body, FileBody):
        changed = replace(changed, body=FileBody(_file(chance)))
    if isinstance(plan.body, FormBody):
        chosen = tuple(text(f"{number}", *_file(chance)) for number in range(3))
        changed = replace(changed, body=FormBody({name: _words(chance) for name in _words(chance)}, chosen))
    return Case(MADE_UP, changed)


@pytest.mark.parametrize("seed", range(30))
def test_any_words_arrive_as_they_are(bench: Bench, seed: int) -> None:
    case = generated(seed)
    run = bench.run(case)
    assert (run.returncode, bench.compared(case, run)) == (0, []), run.stderr.decode()


@given(st.lists(texts, min_size=1, max_size=40), st.lists(raw, max_size=10), environments)
@batches
def test_javascript_means_what_the_text_means(
    node: str, tmp_path_factory: pytest.TempPathFactory, many: list[Text], more: list[str], environment: dict[str, str]
) -> None:
    expressions = [javascript.expression(value) for value in many] + [javascript.string(value) for value in more]
    assert all(len(expression.splitlines()) <= 1 for expression in expressions)
    lines = [javascript.lines(value) for value in more]
    comments = [javascript.comment(line) for line in more]
    source = ["const variables = process.env;", *comments]
    source.append(f"console.log(JSON.stringify({javascript.rows(expressions)}));")
    source.append(f"console.log(JSON.stringify({javascript.array(lines)}));")
    file = tmp_path_factory.mktemp("quoting") / "module.mjs"
    file.write_bytes("\n".join(source).encode())
    ran = subprocess.run([node, str(file)], env=environment, capture_output=True, check=False)
    assert ran.stderr == b""
    first, second = map(json.loads, ran.stdout.decode().split("\n")[:2])
    assert first == [expanded(value, environment) for value in many] + more
    assert second == more


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        (text("plain"), '"plain"'),
        (text("it's"), '"it\'s"'),
        (text('say "so"'), "'say \"so\"'"),
        (text(Env("K")), "variables.K"),
        (text("calls/", Env("K"), ".flac"), "`calls/${variables.K}.flac`"),
        (text("$", Env("K"), "`"), "`\\$${variables.K}\\``"),
        (text("a\n\u2028"), '"a\\n\\u{2028}"'),
        (text(""), '""'),
    ],
)
def test_expressions_look_as_people_write_them(value: Text, expression: str) -> None:
    assert javascript.expression(value) == expression


# What TypeScript says


def test_typescript_has_nothing_to_say(tmp_path: Path) -> None:
    """Artefacts of every form, those of `examples/` as they are committed, and made-up ones."""
    cases = [case for case in CASES.values() if case.committed or case.profile.parent.name == "profiles"]
    cases += [generated(seed) for seed in range(20)]
    poll = Poll(5, delete=True)
    plans = [replace(CASES[LIVE].plan, query=(), url=text("wss://x/")), replace(CASES[POLLED].plan, poll=poll)]
    sources = [case.artefact("javascript") for case in cases] + [targets.render(plan, JAVASCRIPT) for plan in plans]
    for number, source in enumerate(sources):
        (tmp_path / f"module{number}.mjs").write_text(source, encoding="utf-8")
    compiler = installed("typescript", "5.9.3") / "bin" / "tsc"
    types = installed("@types/node", "22.20.5").parent
    config = {
        "compilerOptions": {
            "allowJs": True,
            "checkJs": True,
            "strict": True,
            "noEmit": True,
            "noUnusedLocals": True,
            "noUnusedParameters": True,
            "skipLibCheck": True,
            "target": "esnext",
            "module": "nodenext",
            "lib": ["esnext", "dom", "dom.iterable", "dom.asynciterable"],
            "types": ["node"],
            "typeRoots": [str(types)],
        },
        "include": ["*.mjs"],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    ran = subprocess.run(["node", str(compiler), "-p", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.returncode) == ("", 0), ran.stderr


def test_a_bundler_takes_it_into_a_page(tmp_path: Path) -> None:
    """What is for Node alone stays out of its sight."""
    names = [f"module{number}" for number, _ in enumerate(CASES.values())]
    for name, case in zip(names, CASES.values()):
        (tmp_path / f"{name}.mjs").write_text(case.artefact("javascript"), encoding="utf-8")
    lines = "".join(
        f'import {{ recognize as {name} }} from "./{name}.mjs";\nglobalThis.{name} = {name};\n' for name in names
    )
    (tmp_path / "page.js").write_text(lines, encoding="utf-8")
    bundler = installed("esbuild", "0.28.2") / "bin" / "esbuild"
    options = ["--bundle", "--format=esm", "--platform=browser", "--target=es2022", "--log-level=warning"]
    ran = subprocess.run([str(bundler), "page.js", *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("async function recognize") == len(names)
