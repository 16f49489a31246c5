"""Programs for httpx and websockets, run beside the stand-in of the service."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest

from stt_compile import targets

from ..recorder.compare import unused
from ..recorder.server import JOB, Answer
from .cases import CASES
from .programs import Bench, bench_of, failed, polls
from .test_really import ERROR, environment

TARGET = "python-http"
SENT = "acoustic/production/one-file.sync-http"
CREATED = "acoustic/production/job.async-http"
LIVE = "acoustic/production/live.websocket"
PIPED = "call-center/production/pipe.sync-http"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp(TARGET)
    with bench_of(folder, TARGET, "python-http", [sys.executable, "-B"]) as bench:
        yield bench


@pytest.mark.parametrize("name", CASES)
def test_it_sends_what_the_plan_says(bench: Bench, name: str) -> None:
    case = CASES[name]
    run = bench.run(case)
    assert (run.returncode, bench.compared(case, run)) == (0, []), run.stderr.decode()
    asked = polls(run)
    poll = case.plan.poll
    assert [exchange.method for exchange in asked] == ["GET"] * bool(poll) + ["DELETE"] * bool(poll and poll.delete)
    assert run.stderr.decode() == (f"job {JOB}\n" if asked else "")
    answer = json.loads(run.stdout)
    if asked:
        created = next(exchange for exchange in run.exchanges if exchange.raw_path.endswith("/recognitions"))
        assert asked[0].header("Authorization") == created.header("Authorization")
        assert answer["status"] == "completed"
    elif case.plan.interface == "async-http":
        assert answer["id"] == JOB
    else:
        assert answer["results"][0]["final"]


def test_every_row_of_the_table_of_differences_occurs(bench: Bench) -> None:
    for name in (
        *(LIVE, PIPED, "cluster/on-prem/microphone.websocket", "forms/cloud/quotes.sync-http"),
        "call-center/production/complaint.sync-http",
    ):
        assert bench.compared(CASES[name], bench.run(CASES[name])) == []
    assert unused("python-http", bench.used) == []


def test_it_can_express_every_request() -> None:
    assert [name for name, case in CASES.items() if case.refuses(TARGET)] == []


# What goes wrong


BUSY: dict[str, object] = {"error": "too busy", "code": 503}
REFUSED: dict[str, object] = {"errorMessage": "no such key"}
FAILURES: dict[str, tuple[str, list[Answer], list[str]]] = {
    "http error": (SENT, [Answer(status=400, body=ERROR)], ["HTTP 400", "Session timed out."]),
    "no JSON object": (SENT, [Answer(status=200, body=["odd"])], ["HTTP 200", "odd"]),
    "job refused": (CREATED, [Answer(status=503, body=BUSY)], ["HTTP 503", "too busy"]),
    "job failed": (CREATED, [Answer(on=JOB, body={"id": JOB, "status": "failed"})], [JOB, "failed"]),
    "job lost": (CREATED, [Answer(on=JOB, status=404, body={"error": "none"})], ["HTTP 404"]),
    "dropped": (SENT, [Answer(drop=True)], ["disconnected"]),
    "session refused": (LIVE, [Answer(on="/recognize", status=403, body=ERROR)], ["HTTP 403", "Session timed out."]),
    "session error": (LIVE, [Answer(on="/recognize", error="No model en-XX.")], ["No model en-XX."]),
    "late error": (LIVE, [Answer(on="/recognize", error="No model en-XX.", after="stop")], ["No model en-XX."]),
    "token refused": (LIVE, [Answer(status=400, body=REFUSED)], ["HTTP 400", "no such key"]),
    "no token": (LIVE, [Answer(status=200, body={})], ["no token"]),
    "session dropped": (LIVE, [Answer(on="/recognize", drop=True)], ["did not receive a valid HTTP response"]),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_line_says_what_went_wrong(bench: Bench, failure: str) -> None:
    name, script, words = FAILURES[failure]
    bench.recorder.script(script)
    run = bench.run(CASES[name])
    assert run.unused == ()
    failed(run, *words)
    assert environment(CASES[name])["STT_APIKEY"] not in run.stderr.decode()


@pytest.mark.parametrize("code", [1000, 1011])
def test_an_early_end_is_said(bench: Bench, code: int) -> None:
    """The service closes the session before the audio has come; this program does not heed what it says before."""
    bench.recorder.script([Answer(on="/recognize", error="", close=code)])
    run = bench.run(CASES[LIVE], source=CASES[LIVE].artefact(TARGET).replace('if "error" in', 'if "no error" in'))
    failed(run, "closed before all was transcribed", str(code))


def test_a_job_that_is_not_deleted_has_its_result_all_the_same(bench: Bench) -> None:
    done = {"id": JOB, "status": "completed", "results": []}
    bench.recorder.script([Answer(on=JOB, body=done), Answer(on=JOB, status=500, body=BUSY)])
    run = bench.run(CASES["jobs/cloud/deleted.async-http"])
    assert (run.returncode, json.loads(run.stdout)) == (0, done)
    assert f"job {JOB} is not deleted" in run.stderr.decode()


def test_a_job_that_cannot_be_asked_to_go_has_its_result_all_the_same(bench: Bench) -> None:
    bench.recorder.script([Answer(on=JOB), Answer(on=JOB, drop=True)])
    run = bench.run(CASES["jobs/cloud/deleted.async-http"])
    assert (run.returncode, json.loads(run.stdout)["status"]) == (0, "completed")
    assert f"job {JOB} is not deleted" in run.stderr.decode()


def test_a_job_is_not_waited_for_longer_than_it_may_take(bench: Bench) -> None:
    """Also where a look hangs; the last one begins before the end."""
    running: Answer = {"on": JOB, "body": {"id": JOB, "status": "processing"}}
    hanging: Answer = {**running, "delay": 20}
    for script, looks in ([running] * 9, (2, 4)), ([hanging], (1, 1)):
        bench.recorder.script(script)
        source = CASES[CREATED].artefact(TARGET).replace("60 * 60", "7")
        run = bench.run(CASES[CREATED], source=source, timeout=11)
        failed(run, f"job {JOB} is still ")
        assert looks[0] <= len(polls(run)) <= looks[1]


def test_a_job_is_asked_for_again_where_the_service_has_no_time(bench: Bench) -> None:
    bench.recorder.script([Answer(on=JOB, status=503, body=BUSY), Answer(on=JOB, drop=True)])
    run = bench.run(CASES[CREATED])
    assert (run.returncode, len(polls(run))) == (0, 3), run.stderr.decode()


@pytest.mark.parametrize("name", [SENT, CREATED, LIVE])
def test_warnings_of_the_service_are_shown(bench: Bench, name: str) -> None:
    on = CASES[name].plan.url[-1]
    for warnings in (["Unknown arguments: a.", "Größe"], "Unknown arguments: a."):
        bench.recorder.script([Answer(on=str(on), warnings=warnings)])
        run = bench.run(CASES[name])
        assert run.returncode == 0
        assert "warning: Unknown arguments: a.\n" in run.stderr.decode()
        assert ("warning: Größe\n" in run.stderr.decode()) == isinstance(warnings, list)


def test_warnings_within_the_result_of_a_job_are_shown(bench: Bench) -> None:
    done = {"id": JOB, "status": "completed", "results": [{"results": [], "warnings": "Unknown arguments: a."}]}
    bench.recorder.script([Answer(on=JOB, body=done)])
    assert "warning: Unknown arguments: a.\n" in bench.run(CASES[CREATED]).stderr.decode()


@pytest.mark.parametrize("name", [SENT, CREATED, LIVE])
def test_it_does_not_start_without_its_variables(bench: Bench, name: str) -> None:
    run = bench.run(CASES[name], env={})
    assert (run.returncode, run.exchanges) == (2, ())
    assert run.stderr.decode() == f"set {', '.join(CASES[name].plan.variables)}\n"


@pytest.mark.parametrize("name", [SENT, CREATED, LIVE])
def test_it_says_which_audio_is_missing(bench: Bench, name: str) -> None:
    case = CASES[name]
    missing = case.artefact(TARGET).replace("audio-file", "no-file")
    run = bench.run(case, source=missing)
    failed(run, "no-file")


@pytest.mark.parametrize("name", ["runtime/token/file.sync-http", "runtime/token/live.websocket"])
def test_a_token_that_no_header_can_carry_is_not_shown(bench: Bench, name: str) -> None:
    run = bench.run(CASES[name], env={**environment(CASES[name]), "STT_TOKEN": "secret\nX-Y: z"})
    assert (run.returncode, run.exchanges) == (1, ())
    failed(run, "no header can carry")
    assert b"secret" not in run.stdout + run.stderr


def test_long_audio_comes_in_frames_that_the_service_takes(bench: Bench) -> None:
    case = CASES[LIVE]
    audio = bytes(range(251)) * 20_000
    (bench.prepare(case) / "long.flac").write_bytes(audio)
    run = bench.run(case, source=case.artefact(TARGET).replace("audio-file.flac", "long.flac"))
    assert run.returncode == 0, run.stderr.decode()
    start, sent, stop = run.exchanges[-1].joined
    assert (start.kind, sent.data == audio, stop.kind) == ("text", True, "text")
    assert max(sent.frames) < 4_000_000


def test_what_the_service_says_ends_long_audio(bench: Bench) -> None:
    case = CASES[LIVE]
    (bench.prepare(case) / "long.flac").write_bytes(bytes(200_000))
    bench.recorder.script([Answer(on="/recognize", error="No model en-XX.")])
    run = bench.run(case, source=case.artefact(TARGET).replace("audio-file.flac", "long.flac"))
    failed(run, "No model en-XX.")


@pytest.mark.parametrize("name", ["runtime/token/stdin-live.websocket", "call-center/staging/pipe.sync-http"])
def test_it_ends_at_once_when_interrupted(bench: Bench, name: str) -> None:
    case = CASES[name]
    script = 'mkfifo fifo; trap : INT; "$0" -B interrupted.py < fifo & exec 3> fifo; sleep 2; kill -INT $!; wait $!'
    interrupted = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n{case.artefact(TARGET)}"
    folder = bench.prepare(case)
    (folder / "interrupted.py").write_text(interrupted, encoding="utf-8")  # a shell's background ignores the signal
    run = bench.recorder.run(["sh", "-c", script, sys.executable], env=environment(case), cwd=folder)
    assert (run.returncode, run.expired, run.stderr) == (130, False, b"")


# Trust and secrets


OF_INSTALLATIONS = [name for name in CASES if name.startswith("installations/")]
WITH_AUTHORITY = [name for name in OF_INSTALLATIONS if CASES[name].data["tls"].get("verify", True)]


@pytest.mark.parametrize("name", [*WITH_AUTHORITY, SENT, LIVE, "runtime/token/live.websocket"])
def test_nothing_goes_to_a_service_that_is_not_trusted(bench: Bench, name: str) -> None:
    """The programs of installations do not trust what they are not told to, and succeed with it (see above)."""
    case = CASES[name]
    tls = case.plan.tls
    source = case.artefact(TARGET)
    if tls:
        source = source.replace("ssl.create_default_context(cafile=ca_file)", "ssl.create_default_context()")
        assert "cafile=" not in source
    run = bench.run(case, trust=False, source=source)
    assert run.exchanges == ()
    failed(run, "CERTIFICATE_VERIFY_FAILED")


def test_an_authority_that_is_missing_is_named(bench: Bench) -> None:
    name = "installations/token-ca/call.websocket"
    run = bench.run(CASES[name], source=CASES[name].artefact(TARGET).replace("certs/a b.pem", "no.pem"))
    failed(run, "no.pem")


@pytest.mark.parametrize("name", [PIPED, "runtime/token/stdin.async-http", "runtime/token/stdin-live.websocket"])
def test_no_secret_is_in_the_list_of_processes(bench: Bench, name: str) -> None:
    case = CASES[name]
    folder = bench.prepare(case)
    look = """
        mkfifo pipe; "$0" -B artefact < pipe > /dev/null & exec 3> pipe; sleep 1.5
        tr '\\0' ' ' < /proc/$!/cmdline; printf audio >&3; exec 3>&-; wait
    """
    run = bench.recorder.run(["sh", "-c", look, sys.executable], env=environment(case), cwd=folder)
    request = run.exchanges[0]
    assert (request.joined[1].data if request.kind == "websocket" else request.body) == b"audio"
    assert "-B artefact" in run.stdout.decode()
    assert not any(value in run.stdout.decode() for key, value in environment(case).items() if key != "STT_LOCATION")


def test_the_name_has_a_dash() -> None:
    assert targets.load(TARGET).name == TARGET
    assert TARGET in targets.names()
