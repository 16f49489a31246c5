"""The harness itself: what it records, that it is shut in, and that the oracle says no to every wrong request."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from . import compare as oracle
from .compare import DIFFERENCES, compare, unused
from .differences import Client
from .exchange import Exchange, Malformed, Message, multipart
from .expectation import registration
from .namespace import TRUST, Broken, Recorder, Run, Unavailable, require
from .server import Answer

AUDIO = bytes(range(256)) * 20 + b"two\nlines\n"
FILES = {"call.flac": AUDIO, 'say "x".flac': AUDIO, "calls/2020-06-23.flac": AUDIO[::-1], "big.flac": AUDIO * 500}
ENVIRONMENT = {
    "STT_INSTANCE_ID": "0f1d-2c3b",
    "STT_APIKEY": "k3y/+=",
    "CPD_TOKEN": "t0ken",
    "STT_ACCESS_TOKEN": "brought",
    "P": "s3cret",
    "DAY": "2020-06-23",
}
HOST = "https://api.eu-de.speech-to-text.watson.cloud.ibm.com"
URL = [f"{HOST}/instances/", {"env": "STT_INSTANCE_ID"}]
KEY = {"apikey": {"env": "STT_APIKEY"}}
QUERY = [
    ["model", "en-US_NarrowbandModel"],
    ["acoustic_customization_id", "74f4807e"],
    ["customization_weight", "0.4"],
    ["keywords", "refund,order number,1+1"],
]
SYNC: dict[str, Any] = {
    "interface": "sync-http",
    "method": "POST",
    "url": [*URL, "/v1/recognize"],
    "query": QUERY,
    "headers": [["Content-Type", "audio/flac"], ["X-Watson-Learning-Opt-Out", "true"]],
    "auth": KEY,
    "body": {"file": "call.flac"},
}
JOB: dict[str, Any] = {
    **SYNC,
    "interface": "async-http",
    "url": [*URL, "/v1/recognitions"],
    "body": {"file": ["calls/", {"env": "DAY"}, ".flac"]},
}
CALLED: dict[str, Any] = {
    **JOB,
    "query": [["model", "en-US_NarrowbandModel"], ["callback_url", "https://ops.example.com/r?a=b&c"]],
    "registration": {"callback_url": "https://ops.example.com/r?a=b&c", "user_secret": {"env": "P"}},
}
CHUNKED: dict[str, Any] = {**SYNC, "headers": [*SYNC["headers"], ["Transfer-Encoding", "chunked"]]}
STDIN: dict[str, Any] = {**SYNC, "body": {"stdin": True}}
MULTIPART: dict[str, Any] = {
    **SYNC,
    "query": [["model", "en-US_NarrowbandModel"]],
    "headers": [],
    "body": {
        "metadata": {"part_content_type": "audio/flac", "timestamps": True, "keywords": ["a;b", 'say "x"']},
        "files": ["call.flac", "big.flac"],
    },
}
INSTALLED: dict[str, Any] = {
    **SYNC,
    "url": "https://cpd.example.com/speech-to-text/cpd/instances/16/api/v1/recognize",
    "auth": {"token": {"env": "CPD_TOKEN"}},
}
AUTHORIZED: dict[str, Any] = {
    **INSTALLED,
    "auth": {
        "authorize_url": "https://cpd.example.com/icp4d-api/v1/authorize",
        "username": "me",
        "password": {"env": "P"},
    },
}
LIVE: dict[str, Any] = {
    "interface": "websocket",
    "url": [f"{HOST.replace('https', 'wss')}/instances/", {"env": "STT_INSTANCE_ID"}, "/v1/recognize"],
    "query": [
        ["model", "en-US_NarrowbandModel"],
        ["language_customization_id", "0f1d"],
        ["acoustic_customization_id", "74f4"],
    ],
    "auth": {**KEY, "token_url": "https://iam.cloud.ibm.com/identity/token"},
    "messages": [
        {"action": "start", "content-type": "audio/flac", "interim_results": True, "keywords": ["refund"]},
        {"audio": {"file": "call.flac"}},
        {"action": "stop"},
    ],
}

CURL = (
    'curl -sS --fail -u "apikey:$STT_APIKEY" -X POST -H "Content-Type: audio/flac" '
    '-H "X-Watson-Learning-Opt-Out: true" --data-binary @call.flac "'
    + HOST
    + "/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"
    '&acoustic_customization_id=74f4807e&customization_weight=0.4&keywords=refund,order%20number,1%2B1"'
)
CURL_JOB = CURL.replace("/recognize?", "/recognitions?")
CURL_STDIN = CURL.replace("--data-binary @call.flac", "-T -")
CURL_TOKEN = CURL.replace('-u "apikey:$STT_APIKEY"', '--oauth2-bearer "$CPD_TOKEN"').replace(
    f"{HOST}/instances/$STT_INSTANCE_ID", "https://cpd.example.com/speech-to-text/cpd/instances/16/api"
)
METADATA = json.dumps(MULTIPART["body"]["metadata"])
CURL_MULTIPART = (
    f"""curl -sS --fail -u "apikey:$STT_APIKEY" -X POST --form-string 'metadata={METADATA}' """
    "-F upload=@call.flac -F upload=@big.flac "
    f'"{HOST}/instances/$STT_INSTANCE_ID/v1/recognize?model=en-US_NarrowbandModel"'
)
CURL_REGISTER = (
    f'curl -sS --fail -u "apikey:$STT_APIKEY" -X POST "{HOST}/instances/$STT_INSTANCE_ID/v1/register_callback'
    '?callback_url=https%3A%2F%2Fops.example.com%2Fr%3Fa%3Db%26c&user_secret=$P"'
)

HEAD = """
import os, sys, time
from ibm_cloud_sdk_core.authenticators import BearerTokenAuthenticator, CloudPakForDataAuthenticator, IAMAuthenticator
from ibm_watson import SpeechToTextV1
from ibm_watson.websocket import AudioSource, RecognizeCallback

service = SpeechToTextV1(authenticator=AUTHENTICATOR)
service.set_service_url(SERVICE)
arguments = dict(
    content_type="audio/flac", model="en-US_NarrowbandModel", acoustic_customization_id="74f4807e",
    customization_weight=0.4, keywords=["refund", "order number", "1+1"], headers={"X-Watson-Learning-Opt-Out": "true"},
)
"""
UNNAMED = "application/octet-stream"
IAM = 'IAMAuthenticator(os.environ["STT_APIKEY"])'
CLOUD = f'"{HOST}/instances/" + os.environ["STT_INSTANCE_ID"]'
CPD = '"https://cpd.example.com/speech-to-text/cpd/instances/16/api"'


def program(tail: str, authenticator: str = IAM, service: str = CLOUD) -> str:
    return HEAD.replace("AUTHENTICATOR)", f"{authenticator})").replace("(SERVICE)", f"({service})") + textwrap.dedent(
        tail
    )


SDK_SYNC = """
with open("call.flac", "rb") as audio:
    print(service.recognize(audio=audio, **arguments).get_result())
"""
SDK_JOB = """
with open("calls/" + os.environ["DAY"] + ".flac", "rb") as audio:
    job = service.create_job(audio=audio, **arguments).get_result()
print(job)
"""
SDK_LIVE = """
failures = []

class Printer(RecognizeCallback):
    def on_error(self, error):
        failures.append(error)

    def on_data(self, data):
        print(data["results"][0]["alternatives"][0]["transcript"])

service.recognize_using_websocket(
    audio=AudioSource(open("call.flac", "rb")), content_type="audio/flac", recognize_callback=Printer(),
    model="en-US_NarrowbandModel", acoustic_customization_id="74f4", language_customization_id="0f1d",
    interim_results=True, keywords=["refund"],
)
sys.exit(f"failed: {failures}" if failures else 0)
"""


@dataclass(frozen=True)
class Case:
    """A right request."""

    plan: dict[str, Any]
    source: str
    client: Client = "curl"
    stdin: bytes = b""


CASES = {
    "sync": Case(SYNC, CURL),
    "upload": Case(SYNC, CURL.replace("--data-binary @call.flac", "-T call.flac")),
    "chunked": Case(CHUNKED, CURL.replace("--data-binary @", '-H "Transfer-Encoding: chunked" -T ')),
    "stdin": Case(STDIN, CURL_STDIN, stdin=AUDIO),
    "job": Case(JOB, CURL_JOB.replace("@call.flac", '@"calls/$DAY.flac"')),
    "register": Case(registration(CALLED), CURL_REGISTER),
    "multipart": Case(MULTIPART, CURL_MULTIPART),
    "quoted part": Case(
        {**MULTIPART, "body": {**MULTIPART["body"], "files": ['say "x".flac']}},
        CURL_MULTIPART.replace("-F upload=@call.flac -F upload=@big.flac", """-F 'upload=@"say \\"x\\".flac"'"""),
    ),
    "token": Case(INSTALLED, CURL_TOKEN),
    "access token": Case(AUTHORIZED, CURL_TOKEN.replace("CPD_TOKEN", "STT_ACCESS_TOKEN")),
    "sdk sync": Case(SYNC, program(SDK_SYNC), "python-sdk"),
    "sdk stdin": Case(STDIN, program("service.recognize(audio=sys.stdin.buffer, **arguments)"), "python-sdk", AUDIO),
    "sdk job": Case(JOB, program(SDK_JOB), "python-sdk"),
    "sdk called": Case(
        {**CALLED, "query": [*QUERY, ["callback_url", "https://ops.example.com/"]], "body": {"file": "call.flac"}},
        program('service.create_job(open("call.flac", "rb"), callback_url="https://ops.example.com/", **arguments)'),
        "python-sdk",
    ),
    "sdk chunked": Case(
        CHUNKED,
        program('audio = open("call.flac", "rb")\nservice.recognize(iter(lambda: audio.read(999), b""), **arguments)'),
        "python-sdk",
    ),
    "sdk token": Case(
        INSTALLED, program(SDK_SYNC, 'BearerTokenAuthenticator(os.environ["CPD_TOKEN"])', CPD), "python-sdk"
    ),
    "sdk authorize": Case(
        AUTHORIZED,
        program(
            SDK_SYNC, 'CloudPakForDataAuthenticator("me", os.environ["P"], "https://cpd.example.com/icp4d-api")', CPD
        ),
        "python-sdk",
    ),
    "sdk live": Case(LIVE, program(SDK_LIVE), "python-sdk"),
    "sdk caller": Case(
        {**LIVE, "messages": [{"action": "start"}, {"action": "stop"}], "auth": {"token": {"env": "CPD_TOKEN"}}},
        program(
            SDK_LIVE.replace('interim_results=True, keywords=["refund"],', "")
            .replace("audio/flac", UNNAMED)
            .replace('open("call.flac", "rb")', "sys.stdin.buffer"),
            'BearerTokenAuthenticator(os.environ["CPD_TOKEN"])',
        ),
        "python-sdk",
        AUDIO,
    ),
}


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    try:
        with Recorder() as started:
            yield started
    except Unavailable as reason:
        require(str(reason))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case")
    for name, data in FILES.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_bytes(data)
    return path


@dataclass
class Bench:
    """Runs sources, and each right case only once."""

    recorder: Recorder
    folder: Path
    runs: dict[str, Run] = field(default_factory=dict)

    def run(
        self,
        source: str,
        client: Client = "curl",
        *,
        stdin: bytes = b"",
        trust: bool = True,
        env: Mapping[str, str] = {},
    ) -> Run:
        argv = ["sh", "-c", source] if client == "curl" else [sys.executable, "-c", source]
        return self.recorder.run(
            argv, env={**ENVIRONMENT, **env}, cwd=self.folder, stdin=stdin, trust=trust, timeout=30
        )

    def case(self, name: str) -> Run:
        if name not in self.runs:
            case = CASES[name]
            self.runs[name] = self.run(case.source, case.client, stdin=case.stdin)
        return self.runs[name]


@pytest.fixture(scope="module")
def bench(recorder: Recorder, folder: Path) -> Bench:
    return Bench(recorder, folder)


def judged(case: Case, exchanges: tuple[Exchange, ...], used: set[str] | None = None) -> list[str]:
    return compare(
        case.plan,
        exchanges,
        client=case.client,
        environment=ENVIRONMENT,
        files=FILES,
        stdin=case.stdin,
        used=set() if used is None else used,
    )


@pytest.mark.parametrize("name", CASES)
def test_right_request_is_equal(bench: Bench, name: str) -> None:
    run = bench.case(name)
    assert (run.returncode, judged(CASES[name], run.exchanges)) == (0, []), run.stderr.decode()


def test_every_row_of_the_table_occurs(bench: Bench) -> None:
    used: set[str] = set()
    for name, case in CASES.items():
        judged(case, bench.case(name).exchanges, used)
    assert (unused("curl", used), unused("python-sdk", used)) == ([], [])


OF_CASES = {case.client for case in CASES.values()}
"""The clients that are run here; the rows of others occur in the tests of their targets."""


@pytest.mark.parametrize("row", [row.name for row in DIFFERENCES if row.client in OF_CASES and not row.optional])
def test_row_that_does_not_occur_is_reported(bench: Bench, row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its row, what the client does is a difference."""
    monkeypatch.setattr(oracle, "DIFFERENCES", [known for known in DIFFERENCES if known.name != row])
    client = next(known.client for known in DIFFERENCES if known.name == row)
    cases = [(case, bench.case(name)) for name, case in CASES.items() if case.client == client]
    assert any(judged(case, run.exchanges) for case, run in cases)


WRONG = {
    "header": (
        CURL.replace("audio/flac", "audio/wav"),
        "header Content-Type: 'audio/flac' expected, but ['audio/wav']",
    ),
    "no type": (CURL.replace('-H "Content-Type: audio/flac"', ""), "but ['application/x-www-form-urlencoded'] arrived"),
    "lost header": (
        CURL.replace("X-Watson-Learning-Opt-Out: true", "A: b"),
        "X-Watson-Learning-Opt-Out: 'true' expected",
    ),
    "extra header": (CURL.replace(" -X POST", ' -X POST -H "model: x"'), "header model: unexpected, 'x'"),
    "spelling": (
        CURL.replace("X-Watson-Learning-Opt-Out", "x-watson-learning-opt-out"),
        "x-watson-learning-opt-out: unexp",
    ),
    "order": (
        CURL.replace(
            "model=en-US_NarrowbandModel&acoustic_customization_id=74f4807e",
            "acoustic_customization_id=74f4807e&model=en-US_NarrowbandModel",
        ),
        "query: order ['model',",
    ),
    "no at": (CURL.replace("@call.flac", "call.flac"), "body: 5130 bytes expected, 9 arrived"),
    "text body": (CURL.replace("--data-binary", "--data"), "body: 5130 bytes expected"),
    "other file": (CURL.replace("@call.flac", "@calls/2020-06-23.flac"), "from byte 0 on"),
    "changed byte": (
        CURL.replace("@call.flac", "@- < changed"),
        "body: 5130 bytes expected, 5130 arrived; from byte 2565 on",
    ),
    "place": (
        CURL.replace("?model=en-US_NarrowbandModel&", "?").replace(" -X", ' -H "model: en-US_NarrowbandModel" -X'),
        "query: model='en-US_NarrowbandModel' expected, but none arrived",
    ),
    "extra parameter": (
        CURL.replace("&keywords", "&smart_formatting=true&keywords"),
        "query: unexpected smart_formatting='true'",
    ),
    "twice": (CURL.replace("?model", "?model=en-US_NarrowbandModel&model"), "query: unexpected model="),
    "empty piece": (CURL.replace("&keywords", "&&keywords"), "query: unexpected =''"),
    "misspelt": (
        CURL.replace("acoustic_customization_id", "accoustic_customization_id"),
        "unexpected accoustic_customization_id",
    ),
    "number": (CURL.replace("0.4", "0.40"), "query: customization_weight='0.4' expected, but ['0.40'] arrived"),
    "plus": (CURL.replace("%2B", "+"), "but ['refund,order number,1 1'] arrived"),
    "key": (CURL.replace("$STT_APIKEY", "other"), "header Authorization: 'Basic "),
    "bearer": (CURL.replace("-u", "--oauth2-bearer"), "header Authorization: 'Basic "),
    "method": (CURL.replace("POST", "PUT"), "method: 'POST' expected, 'PUT' arrived"),
    "plain": (CURL.replace("https:", "http:"), "scheme: 'https' expected, 'http' arrived"),
    "host": (CURL.replace("eu-de", "us-south"), "host asked for by TLS:"),
    "host header": (CURL.replace(" -X", ' -H "Host: cpd.example.com" -X'), "header Host:"),
    "path": (CURL.replace("/v1/", "/v2/"), "path: '/instances/0f1d-2c3b/v1/recognize' expected"),
    "encoded slash": (CURL.replace("/v1/", "/v1%2F"), "v1%2Frecognize' arrived"),
    "again": (f"{CURL}; {CURL}", "unexpected: POST https://api.eu-de"),
    "nothing": ("true", "request: did not arrive: POST"),
    "chunks": (CURL.replace(" -X", ' -H "Transfer-Encoding: chunked" -X'), "header Transfer-Encoding: unexpected"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_curl_is_reported(bench: Bench, name: str) -> None:
    source, difference = WRONG[name]
    changed = bytearray(AUDIO)
    changed[2565] ^= 1
    (bench.folder / "changed").write_bytes(changed)
    assert source != CURL
    found = judged(CASES["sync"], bench.run(source.replace("--fail", "")).exchanges)
    assert any(difference in line for line in found), found


WRONG_FORMS = {
    "files in another order": (
        "-F upload=@call.flac -F upload=@big.flac",
        "-F upload=@big.flac -F upload=@call.flac",
        "part 2",
    ),
    "name": ("upload=@big", "uploads=@big", "parts: ['metadata', 'upload', 'upload'] expected"),
    "type": (
        "upload=@big.flac",
        "'upload=@big.flac;type=audio/wav'",
        "part 3: type: 'application/octet-stream' expected",
    ),
    "metadata": ('"timestamps": true', '"timestamps": 1', "part 1: {"),
    "file name": ("upload=@big.flac", "'upload=@big.flac;filename=x'", "part 3: file name: 'big.flac' expected"),
    "no at": ("upload=@big.flac", "upload=big.flac", "part 3"),
    "last": ("-F upload=@call.flac", "", "parts:"),
}


@pytest.mark.parametrize("name", WRONG_FORMS)
def test_wrong_form_is_reported(bench: Bench, name: str) -> None:
    right, wrong, difference = WRONG_FORMS[name]
    source = CURL_MULTIPART.replace(right, wrong)
    assert source != CURL_MULTIPART
    found = judged(CASES["multipart"], bench.run(source).exchanges)
    assert any(difference in line for line in found), found


WRONG_SDK = {
    "header": (
        "sdk sync",
        '"X-Watson-Learning-Opt-Out": "true"',
        '"X-Watson-Learning-Opt-Out": "1"',
        "header X-Watson",
    ),
    "parameter": (
        "sdk sync",
        "customization_weight=0.4",
        "customization_weight=0.4, redaction=True",
        "unexpected redaction=",
    ),
    "body": ("sdk sync", "audio=audio", "audio=audio.read()[:-1]", "body: 5130 bytes expected, 5129 arrived"),
    "key": ("sdk sync", 'os.environ["STT_APIKEY"]', '"other"', "token: form:"),
    "password": ("sdk authorize", 'os.environ["P"]', '"other"', "token: body:"),
    "token": ("sdk token", 'os.environ["CPD_TOKEN"]', '"other"', "header Authorization: 'Bearer t0ken' expected"),
    "model": ("sdk live", 'model="en-US_NarrowbandModel"', 'model="x"', "query: model="),
    "start": ("sdk live", "interim_results=True", 'interim_results="true"', "message 1:"),
    "type": ("sdk live", "audio/flac", "audio/wav", "message 1:"),
    "keywords": ("sdk live", '["refund"]', '["refund", "x"]', "message 1:"),
    "audio": (
        "sdk live",
        '"call.flac"',
        '"calls/2020-06-23.flac"',
        "message 2: 5130 bytes expected, 5130 arrived; from byte 0",
    ),
    "again": ("sdk job", "print(job)", 'service.check_job(job["id"])', "unexpected: GET https://api.eu-de"),
}


@pytest.mark.parametrize("name", WRONG_SDK)
def test_wrong_sdk_program_is_reported(bench: Bench, name: str) -> None:
    case, right, wrong, difference = WRONG_SDK[name]
    source = CASES[case].source.replace(right, wrong)
    assert source != CASES[case].source
    found = judged(CASES[case], bench.run(source, "python-sdk").exchanges)
    assert any(difference in line for line in found), found


def test_wrong_sessions_are_reported(bench: Bench) -> None:
    """What the SDK cannot be made to do: edited records of a right session."""
    token, live = bench.case("sdk live").exchanges
    start, *audio, stop = live.messages
    moved = json.loads(start.data) | {"model": "en-US_NarrowbandModel"}
    query = live.target.partition("?")[2]
    wrong = {
        "messages:": replace(live, messages=(start, *audio)),
        "message 1:": replace(live, messages=(replace(start, data=json.dumps(moved).encode()), *audio, stop)),
        "message 2:": replace(live, messages=(start, *audio[:-1], stop)),
        "message 3:": replace(live, messages=(start, *audio, replace(stop, data=b'{"action":"stop","x":1}'))),
        "query: unexpected access_token": replace(live, target=live.target + "&access_token=x"),
        "query: order": replace(live, target=live.target.replace(query, "&".join(reversed(query.split("&"))))),
        "header Authorization": replace(
            live, headers=tuple(pair for pair in live.headers if pair[0] != "Authorization")
        ),
        "header Origin": replace(live, headers=tuple(pair for pair in live.headers if pair[0] != "Origin")),
        "kind:": replace(live, kind="http"),
        "broke off": replace(live, complete=False),
    }
    for difference, exchange in wrong.items():
        found = judged(CASES["sdk live"], (token, exchange))
        assert any(difference in line for line in found), (difference, found)
    assert judged(CASES["sdk live"], (live,)) != []
    assert judged(CASES["sdk live"], (live, token)) != []


def test_another_token_than_the_fetched_is_reported(bench: Bench) -> None:
    token, request = bench.case("sdk sync").exchanges
    other = replace(token, answer=token.answer.replace(b'"access_token": "', b'"access_token": "x'))
    assert any("<the token that was fetched>" in line for line in judged(CASES["sdk sync"], (other, request)))


def test_records_are_raw_and_exact(bench: Bench) -> None:
    (exchange,) = bench.case("stdin").exchanges
    assert (exchange.chunked, exchange.expected, exchange.continued, exchange.body) == (True, True, True, AUDIO)
    assert exchange.raw_query is not None
    assert "order%20number,1%2B1" in exchange.raw_query
    assert exchange.query[-1] == ("keywords", "refund,order number,1+1")
    (called,) = bench.case("register").exchanges
    assert called.query[0] == ("callback_url", "https://ops.example.com/r?a=b&c")
    _, live = bench.case("sdk live").exchanges
    assert [message.kind for message in live.joined] == ["text", "binary", "text"]
    assert live.joined[1] == Message("binary", AUDIO, (1024,) * 5 + (10,))
    assert (live.status, live.close_code, live.scheme) == (101, 1000, "wss")


def test_a_broken_multipart_body_is_no_multipart() -> None:
    right = b'--b\r\nContent-Disposition: form-data; name="a"; filename="x"\r\n\r\n\r\n--x\r\n--b--\r\n'
    (part,) = multipart(right, "multipart/form-data; boundary=b")
    assert (part.name, part.filename, part.body) == ("a", "x", b"\r\n--x")
    for wrong in (b"", right[:-6], b"x\r\n" + right, right + b"x", right.replace(b"\r\n\r\n\r\n", b"\r\n")):
        with pytest.raises(Malformed):
            multipart(wrong, "multipart/form-data; boundary=b")


SCRIPTS: dict[str, tuple[str, list[Answer], str]] = {
    "status": (
        "sdk sync",
        [{"on": "/recognize", "status": 503, "body": {"error": "busy"}, "headers": {"Retry-After": "1"}}],
        "busy",
    ),
    "token refused": ("sdk sync", [{"status": 400, "body": {"errorMessage": "no such key"}}], "no such key"),
    "dropped": ("sdk sync", [{"on": "/recognize", "drop": True}], "Connection aborted"),
    "session error": ("sdk live", [{"on": "/recognize", "error": "Session timed out."}], "Session timed out."),
    "late error": ("sdk live", [{"on": "/recognize", "error": "No model.", "after": "stop"}], "No model."),
    "handshake refused": ("sdk live", [{"on": "/recognize", "status": 403, "body": {}}], "Handshake status 403"),
    "curl": ("sync", [{"status": 429, "body": {}}], "error: 429"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripted_failures_reach_the_client(bench: Bench, name: str) -> None:
    case, script, message = SCRIPTS[name]
    bench.recorder.script(script)
    run = bench.run(CASES[case].source, CASES[case].client)
    assert run.returncode != 0
    assert message in run.stderr.decode()
    assert run.unused == ()


def test_scripted_warnings_and_leftovers(bench: Bench) -> None:
    bench.recorder.script([{"warnings": ["Unknown arguments: a."]}, {"status": 500}])
    run = bench.run(CURL)
    assert json.loads(run.stdout)["warnings"] == ["Unknown arguments: a."]
    assert run.unused == ({"status": 500},)
    assert bench.run(CURL).returncode == 0


def test_retries_are_seen(bench: Bench) -> None:
    bench.recorder.script([{"status": 503, "body": {}, "headers": {"Retry-After": "0"}}, {"status": 503, "body": {}}])
    run = bench.run(CURL.replace("-sS", "-sS --retry 3 --retry-delay 1"))
    assert (run.returncode, [exchange.status for exchange in run.exchanges]) == (0, [503, 503, 200])
    assert any("unexpected: POST" in line for line in judged(CASES["sync"], run.exchanges))


def test_nothing_else_can_be_reached(bench: Bench) -> None:
    run = bench.run("curl -sS -m 5 https://example.org/; curl -sS -m 5 https://93.184.215.14/; cat /proc/net/dev")
    assert run.exchanges == ()
    assert re.findall(r"^ *(\w+):", run.stdout.decode(), re.MULTILINE) == ["lo"]
    assert "Could not resolve host" in run.stderr.decode()


def test_the_environment_is_what_was_given(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.com")
    shown = {line.partition("=")[0] for line in bench.run("exec env", trust=False).stdout.decode().splitlines()}
    assert shown - {"PWD", "SHLVL", "_", "OLDPWD"} == {*ENVIRONMENT, "PATH", "HOME", "LANG"}


def test_a_client_that_does_not_know_the_authority_refuses(bench: Bench) -> None:
    run = bench.run(CURL, trust=False)
    assert (run.returncode, run.exchanges) == (60, ())
    assert bench.run(CURL.replace("curl", f"curl --cacert {bench.recorder.ca_file}"), trust=False).returncode == 0


def test_time_is_limited_and_nothing_is_left(bench: Bench) -> None:
    started = time.monotonic()
    run = bench.recorder.run(["sh", "-c", "sleep 300 & echo $!; sleep 300"], env={}, cwd=bench.folder, timeout=1)
    assert run.expired
    assert run.returncode != 0
    assert time.monotonic() - started < 15
    assert ended(int(run.stdout))


def test_a_command_that_is_not_there(bench: Bench) -> None:
    with pytest.raises(Broken, match="no-such-command"):
        bench.recorder.run(["no-such-command"], env={}, cwd=bench.folder)
    assert bench.run("true").returncode == 0


def test_mounts_stay_private(bench: Bench) -> None:
    inside = bench.run("cat /etc/hosts; cat /proc/self/mountinfo").stdout.decode()
    assert "127.0.0.1 iam.cloud.ibm.com" in inside
    assert " /etc/hosts " in inside
    assert "iam.cloud.ibm.com" not in Path("/etc/hosts").read_text()
    assert str(bench.recorder.ca_file.parent) not in Path("/proc/self/mountinfo").read_text()


def test_the_worker_and_its_command_end_with_the_test_process(bench: Bench, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = f"""
        import os
        from pathlib import Path
        from {__package__}.namespace import Recorder
        with Recorder() as recorder:
            Path({str(pids)!r}).write_text(f"{{recorder._worker.pid}} ")
            recorder.run(["sh", "-c", "echo $$ >> {pids}; exec sleep 300"], env={{}}, cwd=Path("/"), timeout=300)
    """
    assert __package__ is not None
    above = Path(__file__).resolve().parents[len(__package__.split("."))]
    test_process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=above, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    try:
        wait_until(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    finally:
        test_process.send_signal(signal.SIGKILL)
        test_process.wait(10)
    worker, command = map(int, pids.read_text().split())
    assert ended(worker)
    assert ended(command)


def test_require_fails_in_ci_and_skips_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no namespaces"):
        require("no namespaces")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="unprivileged_userns_clone"):
        require("no namespaces")


def test_unavailable_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(Unavailable, match="darwin"), Recorder():
        pass


# Facts about the SDK on which targets rely: when one changes, the target can be made simpler.

BEARER = 'BearerTokenAuthenticator("t")'
TRUSTS = "import os; os.environ['WEBSOCKET_CLIENT_CA_BUNDLE'] = os.environ['AUTHORITY']\n"
VERIFIES = "service.disable_ssl_verification = None\n"


def reaches(bench: Bench, source: str, *names: str) -> bool:
    """Whether the stand-in is trusted, with its authority in these environment variables alone."""
    authority = str(bench.recorder.ca_file)
    run = bench.run(source, "python-sdk", trust=False, env=dict.fromkeys(["AUTHORITY", *names], authority))
    if not run.exchanges:
        assert b"CERTIFICATE_VERIFY_FAILED" in run.stderr, run.stderr.decode()
    return bool(run.exchanges)


def test_fact_the_sdk_does_not_verify_websockets(bench: Bench) -> None:
    assert reaches(bench, program(SDK_LIVE, BEARER))


def test_fact_the_workaround_verifies_websockets(bench: Bench) -> None:
    source = program(VERIFIES + SDK_LIVE, BEARER)
    trusting = [name for name in ("", *TRUST) if reaches(bench, source, *filter(None, [name]))]
    assert trusting == ["SSL_CERT_FILE", "WEBSOCKET_CLIENT_CA_BUNDLE"]
    assert reaches(bench, program(TRUSTS + VERIFIES + SDK_LIVE, BEARER)), "set by the program itself, before the call"


@pytest.mark.parametrize(
    "source",
    [
        program(SDK_SYNC, BEARER),
        program(f"{IAM}.token_manager.get_token()"),
        program('CloudPakForDataAuthenticator("u", "p", "https://cpd.example.com").token_manager.get_token()'),
    ],
    ids=["call", "iam", "cp4d"],
)
def test_fact_what_makes_http_trust(bench: Bench, source: str) -> None:
    trusting = [name for name in ("", *TRUST) if reaches(bench, source, *filter(None, [name]))]
    assert trusting == ["CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"]


@pytest.mark.parametrize(
    ("authenticator", "calls"),
    [(BEARER, 1), (IAM, 2), ('CloudPakForDataAuthenticator("u", "p", "https://cpd.example.com")', 2)],
    ids=["bearer", "iam", "cp4d"],
)
def test_fact_http_config_holds_for_calls_and_tokens(bench: Bench, authenticator: str, calls: int) -> None:
    source = program('service.set_http_config({"verify": os.environ["AUTHORITY"]})\n' + SDK_SYNC, authenticator)
    run = bench.run(source, "python-sdk", trust=False, env={"AUTHORITY": str(bench.recorder.ca_file)})
    assert (run.returncode, len(run.exchanges)) == (0, calls), run.stderr.decode()


def ended(pid: int) -> bool:
    """A zombie whose parent has not looked yet has ended too."""

    def gone() -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True

    return wait_until(gone)


def wait_until(true: Any, patience: float = 10.0) -> bool:
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            return False
        os.sched_yield()
        time.sleep(0.02)
    return True
