"""Exit codes and streams: the product on stdout, everything else on stderr, 2 before 1."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import stt_compile
from stt_compile import compile as pipeline
from stt_compile import registry
from stt_compile.catalog import AS_OF
from stt_compile.cli import main

from .conftest import BAD, DOUBTFUL, GOOD, Command, clean_environment, installed

ROOT = Path(__file__).parents[2]


# --- both spellings --------------------------------------------------------------------------------------------------


def test_0_and_the_report_on_stdout(either: Command) -> None:
    either.write(a=GOOD)
    assert vars(either("check", "a.stt.yaml")) == {"status": 0, "out": "1 profile, nothing to report\n", "err": ""}


def test_1_where_the_input_has_errors(either: Command) -> None:
    either.write(a=BAD)
    run = either("check", "a.stt.yaml")
    assert (run.status, run.err) == (1, "")
    assert "a.stt.yaml:17:5: error STT201: unknown key `audoi`\n" in run.out


def test_2_where_the_call_is_wrong(either: Command) -> None:
    run = either("check", "--no-such-option")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Usage: stt-compile check ")


def test_version(either: Command) -> None:
    run = either("--version")
    assert vars(run) == {
        "status": 0,
        "out": f"stt-compile {stt_compile.__version__} (the service as known on {AS_OF})\n",
        "err": "",
    }


@pytest.mark.parametrize(
    "command", [[], ["build"], ["check"], ["render"], ["runbook"], ["schema"]], ids=lambda command: "".join(command)
)
def test_help(either: Command, command: list[str]) -> None:
    run = either(*command, "--help")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith(f"Usage: {' '.join(['stt-compile', *command])} ")
    assert either(*command, "-h") == run


def test_help_names_every_command_and_target(stt: Command) -> None:
    commands = main.list_commands(click.Context(main))
    assert commands == sorted(
        ["build", "check", "diff", "explain", "import", "init", "models", "parameters", "render", "runbook", "schema"]
    )
    for name in commands:
        assert f"\n  {name} " in stt("--help").out
    from stt_compile import report, targets

    for command, names in (("render", targets.names()), ("check", report.names())):
        assert ", ".join(names) in " ".join(stt(command, "--help").out.split())


# --- check -----------------------------------------------------------------------------------------------------------


def test_warnings_fail_only_with_strict(stt: Command) -> None:
    stt.write(a=DOUBTFUL)
    assert stt("check", "a.stt.yaml").status == 0
    strict = stt("check", "--strict", "a.stt.yaml")
    assert (strict.status, strict.err) == (1, "")
    assert strict.out.endswith("\n1 profile: 0 errors, 1 warning\n")


def test_2_goes_before_1_and_the_report_is_printed_all_the_same(stt: Command) -> None:
    stt.write(a=BAD)
    run = stt("check", "nothing.stt.yaml", "a.stt.yaml")
    assert run.status == 2
    assert run.err == "stt-compile: cannot read nothing.stt.yaml: no such file or directory\n"
    assert "STT201" in run.out
    assert run.out.endswith("\n1 profile: 1 error, 0 warnings\n")


def test_a_missing_extended_file_is_an_error_of_the_input(stt: Command) -> None:
    stt.write(a=GOOD.replace("version: 1", "version: 1\nextends: [gone.stt.yaml]"))
    checked = stt("check", "a.stt.yaml")
    assert (checked.status, checked.err) == (1, "")
    assert "a.stt.yaml:2:11: error STT107: cannot read `gone.stt.yaml`" in checked.out
    rendered = stt("render", "a.stt.yaml", "--request", "in-the-missing-file")
    assert (rendered.status, rendered.out) == (1, "")
    assert "STT107" in rendered.err


def test_no_arguments_is_a_wrong_call(stt: Command) -> None:
    assert stt("check").status == 2
    assert stt("render").status == 2
    assert stt().status == 2


@pytest.mark.parametrize("day", ["yesterday", "2020-02-30", "2020", "20200101", "2020-W01-1", ""])
def test_as_of_takes_days(stt: Command, day: str) -> None:
    stt.write(a=GOOD)
    for command in ("check", "render"):
        run = stt(command, "--as-of", day, "a.stt.yaml")
        assert (run.status, run.out) == (2, "")
        assert "YYYY-MM-DD" in run.err


def test_as_of_judges_where_no_day_is_declared(stt: Command) -> None:
    stt.write(a=GOOD, b=GOOD.replace("    service_date: 2020-06-23\n", ""))
    assert stt("check", "--strict", "--as-of", "2026-01-01", "a.stt.yaml").status == 0
    assert stt("check", "--strict", "--as-of", "2020-06-23", "b.stt.yaml").status == 0
    later = stt("check", "--strict", "--as-of", "2026-01-01", "b.stt.yaml")
    assert later.status == 1
    assert "discontinued" in later.out


# --- render ----------------------------------------------------------------------------------------------------------


def test_one_artefact_on_stdout(stt: Command) -> None:
    stt.write(a=GOOD)
    run = stt("render", "a.stt.yaml", "--request", "nightly")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("curl ")
    assert run.out.endswith("\n")


def test_a_broken_request_does_not_stop_a_healthy_one(stt: Command) -> None:
    stt.write(a=BAD)
    healthy = stt("render", "a.stt.yaml", "--request", "nightly", "--target", "json")
    assert (healthy.status, healthy.err) == (0, "")
    assert [plan["request"] for plan in json.loads(healthy.out)] == ["nightly"]
    broken = stt("render", "a.stt.yaml", "--request", "live")
    assert (broken.status, broken.out) == (1, "")
    assert "unknown key `audoi`" in broken.err


def test_only_findings_that_touch_the_request(stt: Command) -> None:
    stt.write(a=DOUBTFUL.replace("audio: {file: live.flac", "audoi: {file: live.flac"))
    assert stt("render", "a.stt.yaml", "--request", "nightly").err == ""
    newer = stt("render", "a.stt.yaml", "--request", "newer")
    assert newer.status == 0
    assert newer.out.startswith("curl ")
    assert "warning STT" in newer.err
    assert "audoi" not in newer.err


def test_a_request_that_is_not_even_a_mapping(stt: Command) -> None:
    stt.write(a=GOOD + "  odd: 1\n  odder: 2\n")
    run = stt("render", "a.stt.yaml", "--request", "odd")
    assert (run.status, run.out) == (1, "")
    assert "a.stt.yaml:22:8: error STT203" in run.err
    assert ":23:" not in run.err


def test_several_matches_are_listed(stt: Command) -> None:
    stt.write(a=GOOD)
    run = stt("render", "a.stt.yaml")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "stt-compile: several match; choose one, or print them with --all:\n"
        "  --request live --environment production --interface websocket\n"
        "  --request nightly --environment production --interface async-http\n"
    )


def test_all(stt: Command) -> None:
    stt.write(a=GOOD)
    run = stt("render", "a.stt.yaml", "--all")
    assert run.status == 0
    assert all(line.startswith("note: ") for line in run.err.splitlines())
    live, nightly = run.out.split("\n\n")
    assert live.startswith("# live: production, websocket\nwss://")
    assert nightly.startswith("# nightly: production, async-http\ncurl ")


def test_all_prints_what_can_be_made(stt: Command) -> None:
    stt.write(a=BAD)
    run = stt("render", "a.stt.yaml", "--all", "--target", "json")
    assert run.status == 1
    assert [plan["request"] for plan in json.loads(run.out)] == ["nightly"]
    assert "unknown key `audoi`" in run.err


def test_json_is_always_an_array(stt: Command) -> None:
    stt.write(a=GOOD)
    for choice, names in (
        (["--request", "live"], ["live"]),
        (["--interface", "async-http"], ["nightly"]),
        (["--all"], ["live", "nightly"]),
    ):
        run = stt("render", "a.stt.yaml", "--target", "json", *choice)
        assert (run.status, run.err) == (0, "")
        assert [plan["request"] for plan in json.loads(run.out)] == names
        assert run.out.startswith("[\n")
        assert run.out.endswith("\n]\n")


def test_all_is_not_for_programs(stt: Command) -> None:
    stt.write(a=GOOD)
    run = stt("render", "a.stt.yaml", "--all", "--target", "python")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("stt-compile: --all is not for programs: python prints one; choose:\n  --request live ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--request", "lvie"], "there is no request `lvie`: did you mean `live`?"),
        (["--request", "x"], "there is no request `x`: known: live, nightly"),
        (["--environment", "prodution"], "there is no environment `prodution`: did you mean `production`?"),
        (["--target", "crul"], "there is no target `crul`: did you mean `curl`?"),
        (
            ["--target", ""],
            "there is no target ``: known: "
            + ", ".join((*registry.called("targets")[:8], f"... ({len(registry.called('targets'))} in all)")),
        ),
    ],
)
@pytest.mark.parametrize("text", [GOOD, BAD], ids=["good", "bad"])
def test_unknown_names(stt: Command, text: str, options: list[str], said: str) -> None:
    stt.write(a=text)
    assert vars(stt("render", "a.stt.yaml", *options)) == {"status": 2, "out": "", "err": f"stt-compile: {said}\n"}


def test_a_combination_that_does_not_exist(stt: Command) -> None:
    stt.write(a=GOOD)
    run = stt("render", "a.stt.yaml", "--request", "live", "--interface", "sync-http")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "stt-compile: nothing matches; there is:\n  --request live --environment production --interface websocket\n"
    )


def test_a_target_narrows_interfaces(stt: Command) -> None:
    stt.write(a=GOOD.replace("interface: async-http", "interface: [async-http, websocket]"))
    run = stt("render", "a.stt.yaml", "--request", "nightly", "--target", "curl")
    assert (run.status, run.err) == (0, "")
    assert "/v1/recognitions" in run.out


def test_a_target_that_cannot(stt: Command) -> None:
    stt.write(a=GOOD)
    run = stt("render", "a.stt.yaml", "--request", "live", "--target", "curl")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("stt-compile: curl cannot ")
    assert "--target " in run.err


def test_a_fragment(stt: Command) -> None:
    stt.write(a="version: 1\n")
    assert stt("check", "a.stt.yaml").status == 0
    run = stt("render", "a.stt.yaml")
    assert vars(run) == {"status": 2, "out": "", "err": "stt-compile: the profile has no requests\n"}


def test_a_profile_that_is_not_yaml(stt: Command) -> None:
    stt.write(a="version: 1\nrequests: {")
    run = stt("render", "a.stt.yaml", "--request", "live")
    assert (run.status, run.out) == (1, "")
    assert "error STT1" in run.err


# --- schema ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("options", "file"), [([], "profile"), (["--plan"], "plan")])
def test_schema_is_the_published_one(stt: Command, options: list[str], file: str) -> None:
    run = stt("schema", *options)
    assert (run.status, run.err) == (0, "")
    assert run.out.encode() == (ROOT / "schema" / f"{file}.schema.json").read_bytes()


# --- standard streams ------------------------------------------------------------------------------------------------


def test_standard_input(stt: Command) -> None:
    assert stt("check", "-", stdin=GOOD).out == "1 profile, nothing to report\n"
    assert "<stdin>:17:5: error" in stt("check", "-", stdin=BAD).out
    named = stt("check", "-", "--stdin-filename", "sub/my.stt.yaml", stdin=BAD)
    assert named.status == 1
    assert "sub/my.stt.yaml:17:5: error" in named.out
    assert stt("render", "-", "--request", "nightly", stdin=BAD).out.startswith("curl ")


def test_standard_input_extends_what_lies_beside_its_name(stt: Command) -> None:
    stt.write(base=GOOD)
    (stt.folder / "sub").mkdir()
    text = "version: 1\nextends: [../base.stt.yaml]\n"
    assert stt("check", "-", stdin=text).status == 1
    for name in ("sub/new.stt.yaml", str(stt.folder / "sub" / "new.stt.yaml")):
        assert stt("check", "-", "--stdin-filename", name, stdin=text).status == 0
    assert stt("render", "-", "--stdin-filename", "sub/x", "--request", "live", stdin=text).out.startswith("wss://")


def test_standard_input_without_end_is_not_read_to_its_end(stt: Command) -> None:
    script = f"yes '# profile' | {installed()} check -"
    done = subprocess.run(["sh", "-c", script], cwd=stt.folder, env=stt.env, capture_output=True, timeout=60)
    assert done.returncode == 1
    assert b"STT105" in done.stdout


@pytest.mark.parametrize(
    ("redirection", "status", "said"),
    [
        ("check - <&-", 2, b"stt-compile: cannot read standard input: it is closed\n"),
        ("schema >&-", 2, b""),
        ("schema > /dev/full", 2, b"stt-compile: cannot write to standard output: no space left on device\n"),
        ("check nothing 2>&-", 2, b""),
        ("render nothing 2>&-", 2, b""),
    ],
)
def test_streams_that_do_not_work(stt: Command, redirection: str, status: int, said: bytes) -> None:
    script = f"{installed()} {redirection}"
    done = subprocess.run(["sh", "-c", script], cwd=stt.folder, env=stt.env, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", said)


def test_a_closed_pipe(stt: Command) -> None:
    process = subprocess.Popen(
        [installed(), "schema"], cwd=stt.folder, env=stt.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), said) == (2, b"")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"LC_ALL": "C"}])
def test_utf_8_in_any_locale(stt: Command, locale: dict[str, str]) -> None:
    stt.write(
        a=GOOD.replace("file: nightly.flac", "file: ночь-夜.flac").replace("audio: {file: live", "añdio: {f: live")
    )
    run = stt("render", "a.stt.yaml", "--request", "nightly", env=locale)
    assert run.status == 0
    assert "ночь-夜.flac" in run.out
    checked = stt("check", "a.stt.yaml", env=locale)
    assert checked.status == 1
    assert "unknown key `añdio`" in checked.out


def test_colour_only_on_a_terminal(stt: Command) -> None:
    stt.write(a=BAD)
    argv = [installed(), "check", "a.stt.yaml"]
    assert "\x1b" not in stt("check", "a.stt.yaml").out
    coloured = on_terminal(argv, stt, {"TERM": "xterm"})
    assert "\x1b[1;31merror STT201\x1b[0m" in coloured
    assert "\x1b" not in on_terminal(argv, stt, {"TERM": "xterm", "NO_COLOR": "1"})
    assert "\x1b" not in on_terminal(argv, stt, {"TERM": "dumb"})
    assert "\x1b[1;31m" in on_terminal(argv, stt, {"TERM": "xterm", "NO_COLOR": ""})


def on_terminal(argv: list[str], stt: Command, env: dict[str, str]) -> str:
    """What a command writes to a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(argv, cwd=stt.folder, env={**stt.env, **env}, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    process.wait(60)
    return shown.decode("utf-8").replace("\r\n", "\n")


# --- interruptions and defects ---------------------------------------------------------------------------------------


def test_130_where_interrupted(stt: Command) -> None:
    process = subprocess.Popen(
        [installed(), "check", "-"],
        cwd=stt.folder,
        env=stt.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores it
    )
    assert process.stdin
    process.stdin.write(b"#" * 100_000)  # more than a pipe holds: when this returns, the command is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_3_for_a_defect_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object) -> None:
        raise RuntimeError("a value that may be a secret")

    monkeypatch.setattr(pipeline, "build", fails)
    profile = tmp_path / "a.stt.yaml"
    profile.write_text(GOOD, encoding="utf-8")
    for command in ("check", "render"):
        result = CliRunner().invoke(main, [command, str(profile)])
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(
            "stt-compile: a defect of stt-compile: RuntimeError in stt_compile/compile.py, "
        )
        assert result.stderr.endswith("; please report it\n")
        assert result.stderr.count("\n") == 1
        assert "secret" not in result.stderr


def test_a_defect_as_a_process(tmp_path: Path) -> None:
    program = (
        "import stt_compile.schema, stt_compile.cli\n"
        "stt_compile.schema.published = lambda name: 1 / 0\n"
        "stt_compile.cli.main(['schema'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(
        "stt-compile: a defect of stt-compile: ZeroDivisionError in stt_compile/cli/commands/schema.py, line "
    )
