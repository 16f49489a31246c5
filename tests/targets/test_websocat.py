"""Shell programs for websocat, run beside the stand-in of the service."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from stt_compile import targets

from ..conftest import missing
from ..recorder.compare import unused
from ..recorder.server import Answer
from .cases import CASES
from .programs import Bench, bench_of, failed
from .test_really import ERROR, environment

TARGET = "websocat"
LIVE = "acoustic/production/live.websocket"
TOKEN = "runtime/token/live.websocket"
STDIN = "runtime/token/stdin-live.websocket"
MICROPHONE = "cluster/on-prem/microphone.websocket"
SESSIONS = [name for name, case in CASES.items() if case.plan.interface == "websocket"]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    for tool in ("websocat", "curl", "base64"):
        if shutil.which(tool) is None:
            missing(f"{tool} is not installed")
    with bench_of(tmp_path_factory.mktemp(TARGET), TARGET, "websocat", ["sh"]) as bench:
        yield bench


@pytest.mark.parametrize("name", SESSIONS)
def test_it_sends_what_the_plan_says(bench: Bench, name: str) -> None:
    case = CASES[name]
    run = bench.run(case)
    assert (run.returncode, bench.compared(case, run), run.stderr) == (0, [], b""), run.stderr.decode()
    assert json.loads(run.stdout)["results"][0]["final"]
    assert run.exchanges[-1].close_code == 1000


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_other_shells_read_the_same(bench: Bench, shell: str) -> None:
    if shutil.which(shell) is None:
        missing(f"{shell} is not installed")
    for name in (LIVE, TOKEN, MICROPHONE):
        folder = bench.prepare(CASES[name])
        run = bench.recorder.run([shell, "artefact"], env=environment(CASES[name]), cwd=folder, stdin=b"audio")
        assert run.returncode == 0, run.stderr.decode()
        assert [message.kind for message in run.exchanges[-1].joined] == ["text", "binary", "text"]


def test_every_row_of_the_table_of_differences_occurs(bench: Bench) -> None:
    for name in (LIVE, MICROPHONE):
        assert bench.compared(CASES[name], bench.run(CASES[name])) == []
    assert unused("websocat", bench.used) == []


def test_it_can_express_every_session_and_nothing_else() -> None:
    assert [name for name, case in CASES.items() if not case.refuses(TARGET)] == SESSIONS


@pytest.mark.parametrize("part", ["program", "session"])
def test_shellcheck_has_nothing_to_say(part: str) -> None:
    """The session is a shell program within the program, which shellcheck takes for a text."""
    if shutil.which("shellcheck") is None:
        missing("shellcheck is not installed")
    for name in SESSIONS:
        program = CASES[name].artefact(TARGET)
        session = program.partition("<<'SESSION' | concluded\n")[2]
        assert session.endswith("SESSION\n")
        checked = program if part == "program" else session.removesuffix("SESSION\n")
        command = ["shellcheck", "--norc", "--shell=sh", "-"]
        done = subprocess.run(command, input=checked, capture_output=True, encoding="utf-8", check=False)
        assert done.stdout == "", f"{name}: {done.stdout}"


# What goes wrong


FAILURES: dict[str, tuple[list[Answer], list[str]]] = {
    "session error": ([Answer(on="/recognize", error="No model en-XX.")], ["No model en-XX."]),
    "late error": ([Answer(on="/recognize", error="No model en-XX.", after="stop")], ["No model en-XX."]),
    "token refused": ([Answer(status=400, body={"errorMessage": "no such key"})], ["no such key"]),
    "no token": ([Answer(status=200, body={})], ["no token"]),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_line_says_what_went_wrong(bench: Bench, failure: str) -> None:
    script, words = FAILURES[failure]
    bench.recorder.script(script)
    run = bench.run(CASES[LIVE])
    assert (run.unused, run.stdout) == ((), b"")
    failed(run, *words)
    assert environment(CASES[LIVE])["STT_APIKEY"] not in run.stderr.decode()


@pytest.mark.parametrize(
    ("answer", "words"),
    [(Answer(on="/recognize", status=403, body=ERROR), "403"), (Answer(on="/recognize", drop=True), "WebSocketError")],
    ids=["refused", "dropped"],
)
def test_websocat_says_why_there_is_no_session(bench: Bench, answer: Answer, words: str) -> None:
    bench.recorder.script([answer])
    run = bench.run(CASES[TOKEN])
    assert (run.returncode, run.stdout, run.expired) == (1, b"", False)
    assert words in run.stderr.decode()
    assert environment(CASES[TOKEN])["STT_TOKEN"] not in run.stderr.decode()


def test_an_early_end_is_said(bench: Bench) -> None:
    """The service closes after its first message, and before the audio has come."""
    bench.recorder.script([Answer(on="/recognize", error="", close=1000)])
    source = CASES[LIVE].artefact(TARGET).replace("*'\"error\"'*)", "*'\"no error\"'*)")
    failed(bench.run(CASES[LIVE], source=source), "ended before all was transcribed")


@pytest.mark.parametrize("warnings", ["Unknown arguments: a.", ["Unknown arguments: a.", "b"]])
def test_warnings_of_the_service_are_shown(bench: Bench, warnings: object) -> None:
    bench.recorder.script([Answer(on="/recognize", warnings=warnings)])
    run = bench.run(CASES[LIVE])
    assert (run.returncode, len(run.stdout.splitlines())) == (0, 1)
    warning, _, message = run.stderr.decode().partition(": ")
    assert (warning, json.loads(message)) == ("warning", {"warnings": warnings})


def test_it_does_not_start_without_its_variables(bench: Bench) -> None:
    case = CASES[LIVE]
    for name in case.plan.variables:
        run = bench.run(case, env={key: value for key, value in environment(case).items() if key != name})
        assert (run.returncode != 0, run.exchanges) == (True, ())
        assert f"set {name}" in run.stderr.decode()


def test_it_says_which_audio_is_missing(bench: Bench) -> None:
    run = bench.run(CASES[LIVE], source=CASES[LIVE].artefact(TARGET).replace("audio-file", "no-file"))
    assert (run.returncode != 0, run.exchanges) == (True, ())
    assert "no-file.flac" in run.stderr.decode()


def test_long_audio_comes_in_frames_that_the_service_takes(bench: Bench) -> None:
    case = CASES[LIVE]
    audio = bytes(range(251)) * 20_000
    (bench.prepare(case) / "long.flac").write_bytes(audio)
    run = bench.run(case, source=case.artefact(TARGET).replace("audio-file.flac", "long.flac"))
    assert run.returncode == 0, run.stderr.decode()
    start, sent, stop = run.exchanges[-1].joined
    assert (start.kind, sent.data == audio, stop.kind) == ("text", True, "text")
    assert max(sent.frames) < 4_000_000


def test_an_error_ends_it_while_audio_is_awaited(bench: Bench) -> None:
    """Audio that does not come holds nothing up, neither the program nor who reads its results."""
    case = CASES[STDIN]
    folder = bench.prepare(case)
    bench.recorder.script([Answer(on="/recognize", error="No speech.", after="stop")])
    wait = "mkfifo fifo; sh artefact < fifo 3>&- | cat & exec 3> fifo; wait $!"
    source = case.artefact(TARGET).replace("  while\n", "  printf '%s\\n' '{\"action\": \"stop\"}'\n  while\n", 1)
    (folder / "artefact").write_text(source, encoding="utf-8")
    run = bench.recorder.run(["sh", "-c", wait], env=environment(case), cwd=folder, timeout=20)
    assert not run.expired
    assert "No speech." in run.stderr.decode()


# Trust and secrets


def test_nothing_goes_to_a_service_that_is_not_trusted(bench: Bench) -> None:
    """With the authority of the plan the session of an installation comes about (see above), without it none."""
    for name in (TOKEN, "installations/token-ca/call.websocket"):
        case = CASES[name]
        source = case.artefact(TARGET).replace("SSL_CERT_FILE='certs/a b.pem' ", "")
        run = bench.run(case, trust=False, source=source)
        assert (run.returncode, run.exchanges) == (1, ()), run.stderr.decode()
        assert "certificate verify failed" in run.stderr.decode()
    run = bench.run(CASES[LIVE], trust=False)
    assert (run.returncode, run.exchanges) == (1, ())


@pytest.mark.parametrize("name", [LIVE, MICROPHONE, "installations/password-ca/call.websocket"])
def test_the_token_alone_is_in_the_list_of_processes(bench: Bench, name: str) -> None:
    """The program holds still where its shell calls a program; what runs is written down at each."""
    case = CASES[name]
    folder = bench.prepare(case)
    seen = 'for process in /proc/[0-9]*; do tr "\\0" " " < $process/cmdline; echo; done >> seen 2> /dev/null'
    (folder / "bin").mkdir(exist_ok=True)
    for tool in ("curl", "websocat", "sed", "tr", "base64"):
        path = folder / "bin" / tool
        path.write_text(f'#!/bin/sh\nPATH=${{PATH#*:}}\n({seen})\nexec {tool} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    argv = ["sh", "-c", 'PATH="$PWD/bin:$PATH" exec sh artefact']
    run = bench.recorder.run(argv, env=environment(case), cwd=folder, stdin=b"audio", trust=not case.plan.tls)
    assert run.returncode == 0, run.stderr.decode()
    shown = (folder / "seen").read_text(encoding="utf-8")
    assert "Authorization: Bearer ey" in shown
    secrets = [value for key, value in environment(case).items() if key in ("STT_APIKEY", "CPD_PASSWORD", "ODD_TEXT")]
    assert secrets
    assert not any(secret in shown for secret in secrets)


def test_it_says_that_the_token_is_seen() -> None:
    (note,) = targets.load(TARGET).notes(CASES[LIVE].plan)
    assert "list of processes" in note
    assert note.casefold() in CASES[LIVE].artefact(TARGET).casefold()
