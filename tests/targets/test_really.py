"""Every artefact that is a program is run, as it is, beside a stand-in of the service, and what arrives is compared
with the request plan.

curl artefacts are run by a shell from their file, Python artefacts by Python; those of `examples/` are the committed
files. Values of the environment are as bad as they may be. That other shells read the same is for `test_curl`.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import pytest
import trustme

from stt_compile import targets
from stt_compile.targets import CannotExpress

from ..recorder.compare import compare, unused
from ..recorder.differences import Client
from ..recorder.namespace import HOSTS, Recorder, Run, Unavailable, require
from ..recorder.server import Answer
from .cases import CASES, ROOT, Case, filled

AUDIO = bytes(range(256)) * 9 + b"two\nlines\r\n\0"
ODD = 'it\'s "50%" & $HOME; `id` + Größe #\\ !x\t\N{SLIGHTLY SMILING FACE}'
KNOWN = {
    "STT_INSTANCE_ID": "2c3b4a59-1111-4222-8333-102132435465",
    "STT_STAGING_INSTANCE_ID": "3c3b4a59-1111-4222-8333-102132435465",
    "STT_LOCATION": "kr-seo",
    "CPD_HOST": "cpd.example.com",
    "CA_FILE": "certs/from environment.pem",
    "STT_TOKEN": "eyJ.t-0_ken.sig",
    "CPD_TOKEN": "eyJ.t-1_ken.sig",
    "STT_ACCESS_TOKEN": "eyJ.brought.sig",
    "ODD_APIKEY": "-k:e'y$\\`\"x%41 +",
    "ODD_CUSTOMER": "a'b\" $c; d=100% `e` \\f",
    "ODD_TEXT": ODD,
    "ODD_FILE": f"@-{ODD}, copy",
    "PATTERN_FILE": "a[1-3]{b,c}?*.flac",
    "FORM_FILE": "it's; type=a/b, $HOME `id`",
}
PYTHON = "python"
SDK: Client = "python-sdk"


def environment(case: Case) -> dict[str, str]:
    """A value for every variable of a plan, and for the access token that curl needs where it can fetch none."""
    return {name: KNOWN.get(name, f"v-{name}") for name in (*case.plan.variables, "STT_ACCESS_TOKEN")}


def files(case: Case) -> dict[str, bytes]:
    """The audio files of a plan by their names as it says them, each with its own bytes."""
    data = case.data
    audio = [data.get("body") or {}, *(message.get("audio", {}) for message in data.get("messages", []))]
    named = [name for body in audio for name in ([body["file"]] if "file" in body else body.get("files", []))]
    names = [filled(name, environment(case)) for name in named]
    return {name: AUDIO + name.encode() for name in names}


def stdin(case: Case) -> bytes:
    """Audio where it comes from there: where the plan says so, and where it leaves a WebSocket's to the caller."""
    return b"" if files(case) else AUDIO


def addresses() -> Iterator[SplitResult]:
    """Where all plans lead."""
    for case in CASES.values():
        for text in (case.data["url"], case.data["auth"].get("authorize_url")):
            if text:
                yield urlsplit(filled(text, environment(case)))


def hosts() -> set[str]:
    """The hosts of all plans that the recorder does not stand in for already."""
    return {address.hostname for address in addresses() if address.hostname} - set(HOSTS)


def ports() -> set[int]:
    return {address.port for address in addresses() if address.port}


@dataclass
class Bench:
    """Runs artefacts, each only once."""

    recorder: Recorder
    folder: Path
    runs: dict[tuple[str, Client], tuple[Run, list[str]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def prepare(self, case: Case) -> Path:
        """A folder with all files that an artefact reads."""
        folder = self.folder / re.sub(r"\W", "-", case.name)
        folder.mkdir(exist_ok=True)
        for name, content in files(case).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        tls = case.data.get("tls", {})
        if "ca_file" in tls:
            authority = folder / filled(tls["ca_file"], environment(case))
            authority.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.recorder.ca_file, authority)
        return folder

    def run(self, case: Case, client: Client, *, trust: bool | None = None, artefact: str | None = None) -> Run:
        """An artefact from its file. Without `trust` it knows the authority only if the plan names it."""
        folder = self.prepare(case)
        path = folder / ("artefact.sh" if client == "curl" else "artefact.py")
        source = case.file(client if client == "curl" else PYTHON)
        if artefact is None and case.committed:
            path = source
        else:
            path.write_text(artefact or case.artefact(client if client == "curl" else PYTHON), encoding="utf-8")
        argv = [*(["sh"] if client == "curl" else [sys.executable, "-B"]), str(path)]
        trust = not case.plan.tls if trust is None else trust
        return self.recorder.run(argv, env=environment(case), cwd=folder, stdin=stdin(case), trust=trust, timeout=60)

    def judged(self, case: Case, client: Client) -> tuple[Run, list[str]]:
        """A run, and what differs from the plan."""
        key = (case.name, client)
        if key not in self.runs:
            run = self.run(case, client)
            self.runs[key] = run, self.compared(case, client, run)
        return self.runs[key]

    def compared(self, case: Case, client: Client, run: Run) -> list[str]:
        return compare(
            case.data,
            run.exchanges,
            client=client,
            environment=environment(case),
            files=files(case),
            stdin=stdin(case),
            used=self.used,
        )


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    try:
        with Recorder([*HOSTS, *sorted(hosts())], sorted({443, *ports()})) as recorder:
            yield Bench(recorder, tmp_path_factory.mktemp("really"))
    except Unavailable as reason:
        require(str(reason))


def able(target: str) -> list[str]:
    return [name for name, case in CASES.items() if not case.refuses(target)]


CURL = able("curl")
PYTHONS = able(PYTHON)


@pytest.mark.parametrize("name", CURL)
def test_curl_sends_what_the_plan_says(bench: Bench, name: str) -> None:
    run, differences = bench.judged(CASES[name], "curl")
    assert (run.returncode, differences) == (0, []), run.stderr.decode()
    assert b"Warning" not in run.stderr, run.stderr.decode()
    json.loads(run.stdout)


@pytest.mark.parametrize("name", PYTHONS)
def test_python_sends_what_the_plan_says(bench: Bench, name: str) -> None:
    run, differences = bench.judged(CASES[name], SDK)
    assert (run.returncode, differences) == (0, []), run.stderr.decode()
    assert b"Traceback" not in run.stderr, run.stderr.decode()
    json.loads(run.stdout)


BETWEEN_THEM: dict[Client, list[str]] = {
    "curl": [
        "cluster/on-prem/recording.sync-http",
        "call-center/production/pipe.sync-http",
        "forms/cloud/quotes.sync-http",
    ],
    "python-sdk": [
        "acoustic/production/job.async-http",
        "acoustic/production/live.websocket",
        "call-center/production/pipe.sync-http",
        "call-center/production/complaint.sync-http",
        "cluster/on-prem/microphone.websocket",
        "nightly/production/nightly.async-http",
    ],
}
"""A few requests in which every row of the table of differences occurs."""


@pytest.mark.parametrize("client", BETWEEN_THEM)
def test_every_row_of_the_table_of_differences_occurs(bench: Bench, client: Client) -> None:
    for name in BETWEEN_THEM[client]:
        bench.judged(CASES[name], client)
    assert unused(client, bench.used) == []


# What a target cannot express


MULTIPART = "the SDK sends no multipart requests"
TOKENS = "it gets tokens only at addresses that end with /v1/authorize"
NO_ARGUMENT = "its recognize_using_websocket() has no argument for "
REFUSED = {
    "call-center/staging/both-sides.sync-http": [MULTIPART],
    "call-center/production/both-sides.sync-http": [MULTIPART],
    "multipart-custom-sync/cloud/recognize.sync-http": [MULTIPART],
    "multipart-sync/cloud/recognize.sync-http": [MULTIPART],
    "privacy-websocket/cloud/live.websocket": [
        NO_ARGUMENT + "x-watson-learning-opt-out",
        NO_ARGUMENT + "x-watson-metadata",
    ],
    "forms/cloud/one.sync-http": [MULTIPART],
    "forms/cloud/separators.sync-http": [MULTIPART],
    "forms/cloud/quotes.sync-http": [MULTIPART],
    "forms/cloud/dashes.sync-http": [MULTIPART],
    "forms/cloud/letters.sync-http": [MULTIPART],
    "installations/other-address/call.websocket": [TOKENS],
    "installations/other-address/call.sync-http": [TOKENS],
    "installations/other-address/call.async-http": [TOKENS],
    "literals/live/extra-query.sync-http": ["its recognize() has no argument for brand new"],
    "literals/live/extra-start.websocket": [NO_ARGUMENT + "brand_new"],
    "runtime/cloud/form.sync-http": [MULTIPART],
    "runtime/token/form.sync-http": [MULTIPART],
}
"""The requests that the SDK cannot make, and why."""


def test_what_the_sdk_cannot_express_is_known() -> None:
    assert {name: sorted(REFUSED[name]) for name in REFUSED} == {
        name: sorted(targets.reasons_against(case.plan, targets.load(PYTHON)))
        for name, case in CASES.items()
        if case.refuses(PYTHON)
    }


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_why_and_names_targets_that_can(name: str) -> None:
    case = CASES[name]
    with pytest.raises(CannotExpress) as refusal:
        targets.render(case.plan, targets.load(PYTHON))
    assert list(refusal.value.reasons) == REFUSED[name]
    assert refusal.value.others == tuple(other for other in targets.names() if not case.refuses(other))
    assert targets.default(case.plan.interface) in refusal.value.others
    assert all(said in str(refusal.value) for said in (*REFUSED[name], *refusal.value.others))


def test_curl_makes_every_http_request_and_no_other() -> None:
    http = [name for name, case in CASES.items() if case.plan.interface != "websocket"]
    assert http == CURL


# What an operator sees of curl


SENT = "acoustic/production/one-file.sync-http"
JOB = "acoustic/production/job.async-http"
LIVE = "acoustic/production/live.websocket"
ERROR = {"error": "Session timed out.", "code": 400, "code_description": "Bad Request"}


@pytest.mark.parametrize("name", [SENT, JOB, "call-center/production/both-sides.sync-http"])
def test_curl_fails_with_the_answer_shown(bench: Bench, name: str) -> None:
    bench.recorder.script([Answer(status=400, body=ERROR)])
    run = bench.run(CASES[name], "curl")
    assert (run.returncode, json.loads(run.stdout)) == (22, ERROR)


def test_curl_does_not_start_without_its_variables(bench: Bench) -> None:
    case = CASES[SENT]
    for name in case.plan.variables:
        values = {key: value for key, value in environment(case).items() if key != name}
        argv = ["sh", str(case.file("curl"))]
        run = bench.recorder.run(argv, env=values, cwd=bench.prepare(case))
        assert (run.returncode != 0, run.exchanges) == (True, ())
        assert f"set {name}" in run.stderr.decode()


@pytest.mark.parametrize(
    "name", ["call-center/production/pipe.sync-http", "runtime/token/stdin.async-http"], ids=["key", "token"]
)
def test_no_secret_is_in_the_list_of_processes(bench: Bench, name: str) -> None:
    """curl blanks what follows -u and --oauth2-bearer. It waits for its standard input while we look."""
    case = CASES[name]
    folder = bench.prepare(case)
    (folder / "artefact.sh").write_text(case.artefact("curl"), encoding="utf-8")
    look = """
        mkfifo "$1"; sh artefact.sh < "$1" > /dev/null & exec 3> "$1"
        shown() { for process in /proc/[0-9]*; do
            [ "$(cut -d ' ' -f 6 $process/stat)" != $$ ] || cat $process/cmdline
        done 2> /dev/null; }
        until shown | grep -q -- --upload-file; do sleep 0.05; done
        sleep 0.3; shown; printf audio >&3; exec 3>&-; wait
    """
    argv = ["sh", "-c", look, "sh", str(folder / "pipe")]
    run = bench.recorder.run(argv, env=environment(case), cwd=folder)
    assert [exchange.body for exchange in run.exchanges] == [b"audio"], run.stderr.decode()
    shown = run.stdout.decode("utf-8", "replace")
    assert "--upload-file" in shown
    for name in case.plan.variables:
        if name in ("STT_APIKEY", "STT_TOKEN"):
            assert environment(case)[name] not in shown


# Trust


AUTHORITIES = [
    name
    for name, case in CASES.items()
    if name.startswith("installations/") and case.data["tls"].get("verify", True) and not case.refuses(PYTHON)
]


@pytest.mark.parametrize("name", AUTHORITIES)
def test_python_trusts_the_authority_of_the_plan_alone(bench: Bench, name: str) -> None:
    """With it, all calls of a program arrive (see above); without it none: no token call, no request, no session."""
    case = CASES[name]
    folder = bench.prepare(case)
    authority = folder / filled(case.data["tls"]["ca_file"], environment(case))
    other = trustme.CA()
    other.cert_pem.write_to_path(authority)
    path = folder / "artefact.py"
    path.write_text(case.artefact(PYTHON), encoding="utf-8")
    run = bench.recorder.run([sys.executable, "-B", str(path)], env=environment(case), cwd=folder, trust=False)
    assert (run.returncode, run.exchanges) == (1, ())
    _said(run, "CERTIFICATE_VERIFY_FAILED")


@pytest.mark.parametrize("client", ["curl", SDK])
@pytest.mark.parametrize("name", [SENT, JOB])
def test_nobody_sends_to_a_service_that_is_not_trusted(bench: Bench, client: Client, name: str) -> None:
    run = bench.run(CASES[name], client, trust=False)
    assert (run.returncode, run.exchanges) == (60 if client == "curl" else 1, ())
    if client == SDK:
        _said(run, "CERTIFICATE_VERIFY_FAILED")


@pytest.mark.parametrize("name", [LIVE, "runtime/token/live.websocket"], ids=["key", "token"])
def test_no_session_with_a_service_that_is_not_trusted(bench: Bench, name: str) -> None:
    run = bench.run(CASES[name], SDK, trust=False)
    assert (run.returncode, run.exchanges) == (1, ())
    _said(run, "CERTIFICATE_VERIFY_FAILED")


# What goes wrong where a Python artefact runs


def _said(run: Run, *words: str) -> None:
    """One line on stderr, which says so, and no traceback."""
    said = run.stderr.decode()
    assert "Traceback" not in said, said
    (line,) = [line for line in said.splitlines() if line.startswith("failed: ")] or [said]
    assert all(word in line for word in words), said


BUSY = {"error": "too busy", "code": 503}
FAILURES: dict[str, tuple[str, list[Answer], list[str]]] = {
    "http error": (SENT, [Answer(on="/recognize", status=400, body=ERROR)], ["Session timed out.", "400"]),
    "job refused": (JOB, [Answer(on="/recognitions", status=503, body=BUSY)], ["too busy", "503"]),
    "token refused": (SENT, [Answer(status=400, body={"errorMessage": "no such key"})], ["no such key"]),
    "dropped": (SENT, [Answer(on="/recognize", drop=True)], ["Connection aborted"]),
    "session refused": (LIVE, [Answer(on="/recognize", status=403, body=ERROR)], ["403"]),
    "session error": (LIVE, [Answer(on="/recognize", error="No model en-XX.")], ["No model en-XX."]),
    "late error": (LIVE, [Answer(on="/recognize", error="No model en-XX.", after="stop")], ["No model en-XX."]),
    "inactivity": (
        LIVE,
        [Answer(on="/recognize", error="No speech detected for 30s.", after="stop")],
        ["No speech detected for 30s."],
    ),
    "session token refused": (LIVE, [Answer(status=401, body={"errorMessage": "no such key"})], ["no such key"]),
    "session dropped": (LIVE, [Answer(on="/recognize", drop=True)], ["lost"]),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_python_says_in_a_line_what_went_wrong(bench: Bench, failure: str) -> None:
    name, script, words = FAILURES[failure]
    bench.recorder.script(script)
    run = bench.run(CASES[name], SDK)
    assert (run.returncode, run.unused) == (1, ())
    _said(run, *words)


def test_python_says_what_the_service_said_while_audio_was_sent(bench: Bench) -> None:
    """The SDK goes on sending in a thread, which finds the connection closed."""
    case = CASES[LIVE]
    (bench.prepare(case) / "long.flac").write_bytes(bytes(200_000))
    source = case.artefact(PYTHON).replace("audio-file.flac", "long.flac")
    bench.recorder.script([Answer(on="/recognize", error="No model en-XX.")])
    run = bench.run(case, SDK, artefact=source)
    assert run.returncode == 1
    _said(run, "No model en-XX.")
    assert sum(len(message.data) for message in run.exchanges[-1].messages) < 200_000


@pytest.mark.parametrize(
    ("name", "code"),
    [("runtime/token/stdin-live.websocket", 1), ("call-center/staging/pipe.sync-http", 130)],
    ids=["websocket", "http"],  # websocket-client keeps the interruption to itself, and calls it an error
)
def test_python_ends_at_once_when_interrupted(bench: Bench, name: str, code: int) -> None:
    case = CASES[name]
    folder = bench.prepare(case)
    script = 'mkfifo fifo; trap : INT; "$0" -B interrupted.py < fifo & exec 3> fifo; sleep 2; kill -INT $!; wait $!'
    interrupted = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{case.artefact(PYTHON)}"
    (folder / "interrupted.py").write_text(interrupted, encoding="utf-8")  # a shell's background ignores the signal
    run = bench.recorder.run(["sh", "-c", script, sys.executable], env=environment(case), cwd=folder)
    assert (run.returncode, run.expired) == (code, False), run.stderr.decode()
    assert run.stderr.decode() == ("failed: KeyboardInterrupt\n" if code == 1 else "")


@pytest.mark.parametrize("name", [SENT, JOB, LIVE])
def test_python_does_not_start_without_its_variables(bench: Bench, name: str) -> None:
    case = CASES[name]
    run = bench.recorder.run([sys.executable, "-B", str(case.file(PYTHON))], env={}, cwd=bench.prepare(case))
    assert (run.returncode, run.exchanges) == (2, ())
    assert run.stderr.decode() == f"set {', '.join(case.plan.variables)}\n"


@pytest.mark.parametrize("name", [SENT, JOB, LIVE])
def test_python_says_which_audio_is_missing(bench: Bench, name: str, tmp_path: Path) -> None:
    case = CASES[name]
    argv = [sys.executable, "-B", str(case.file(PYTHON))]
    run = bench.recorder.run(argv, env=environment(case), cwd=tmp_path)
    assert run.returncode == 1
    _said(run, case.data["body"]["file"] if "body" in case.data else "audio-file.flac")


@pytest.mark.parametrize("name", [SENT, JOB, LIVE])
def test_python_says_that_nobody_listens(bench: Bench, name: str) -> None:
    """The same program, for another port."""
    case = CASES[name]
    source = case.artefact(PYTHON).replace(".watson.cloud.ibm.com/", ".watson.cloud.ibm.com:7/")
    run = bench.run(case, SDK, artefact=source)
    assert run.returncode == 1
    _said(run, "refused")


@pytest.mark.parametrize("name", [SENT, JOB, LIVE])
def test_python_shows_the_warnings_of_the_service(bench: Bench, name: str) -> None:
    case = CASES[name]
    on = urlsplit(filled(case.data["url"], environment(case))).path
    bench.recorder.script([Answer(on=on, warnings=["Unknown arguments: a.", "Größe"])])
    run = bench.run(case, SDK)
    assert run.returncode == 0
    assert "warning: Unknown arguments: a.\nwarning: Größe\n" in run.stderr.decode()
    bench.recorder.script([Answer(on=on, warnings="Unknown arguments: a.")])
    if name == LIVE:
        assert "warning: Unknown arguments: a.\n" in bench.run(case, SDK).stderr.decode()


def test_the_folder_of_artefacts_is_what_is_run() -> None:
    assert all(case.file("curl").is_relative_to(ROOT / "examples") for case in CASES.values() if case.committed)
