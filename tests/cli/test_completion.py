"""Completion: what it offers, what it loads for that, and that real shells have it after one line."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from stt_compile import registry
from stt_compile.catalog.parameters import PARAMETERS
from stt_compile.catalog.rows import PLATFORM_IDS
from stt_compile.cli import main
from stt_compile.cli.completion import COMPLETERS
from stt_compile.codes import table
from tests.conftest import missing

from .conftest import ENVIRONMENT, GOOD, REQUESTS, Command, clean_environment

FREE = {"as_of", "acoustic_model", "customization_id", "pre_commit", "service_date", "url"}
"""Texts that nobody can know."""
LINES = {
    "bash": 'eval "$(_STT_COMPILE_COMPLETE=bash_source stt-compile)"',
    "zsh": 'eval "$(_STT_COMPILE_COMPLETE=zsh_source stt-compile)"',
    "fish": "_STT_COMPILE_COMPLETE=fish_source stt-compile | source",
}
PROGRAM = """\
import sys
from click.shell_completion import ShellComplete
from stt_compile.cli import main
found = ShellComplete(main, {}, "stt-compile", "").get_completions(sys.argv[1:-1], sys.argv[-1])
print(*(item.value for item in found))
print(*sorted(sys.modules), file=sys.stderr)
"""


def completions(*words: str) -> list[str]:
    *before, incomplete = words
    found = ShellComplete(main, {}, "stt-compile", "").get_completions(before, incomplete)
    return [f"<{item.type}>" if item.type != "plain" else item.value for item in found]


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A profile whose environments are in another file, and which has errors."""
    (tmp_path / "shared.yaml").write_text(f"version: 1\n{ENVIRONMENT}", encoding="utf-8")
    requests = f"version: 1\nextends: [shared.yaml, none.yaml]\n{REQUESTS}  later: {{audoi: 5}}\n"
    (tmp_path / "a.stt.yaml").write_text(requests, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "a.stt.yaml"


def test_commands_and_options() -> None:
    assert completions("") == main.list_commands(click.Context(main))
    assert "--exit-code" in completions("diff", "--")


def test_every_text_is_completed() -> None:
    """What a new command takes, too: it gets a row of `COMPLETERS`, or is nobody else's to know."""
    context = click.Context(main)
    seen = set()
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command
        for parameter in command.params:
            flag = isinstance(parameter, click.Option) and parameter.is_flag
            if isinstance(parameter.type, click.types.StringParamType) and not flag:
                assert (parameter.name in COMPLETERS) != (parameter.name in FREE), f"{name}: {parameter.name}"
                seen.add(parameter.name)
    assert seen >= FREE


def test_names_of_a_profile(profile: str) -> None:
    assert completions("render", profile, "--request", "") == ["live", "nightly", "later"]
    assert completions("render", profile, "--request", "l") == ["live", "later"]
    assert completions("render", profile, "--request", "live", "--environment", "") == ["production"]
    assert completions("render", profile, "--request=l") == ["live", "later"]
    assert completions("explain", f"{profile}#n") == [f"{profile}#nightly"]
    assert completions("explain", f"{profile}#live", "--environment", "p") == ["production"]


def test_there_is_nothing_to_say_of_what_cannot_be_read(profile: str) -> None:
    Path("broken.stt.yaml").write_text("{", encoding="utf-8")
    Path("circle.stt.yaml").write_text("version: 1\nextends: [circle.stt.yaml]\n", encoding="utf-8")
    for name in ("none.stt.yaml", "broken.stt.yaml", "circle.stt.yaml", "-", "."):
        assert completions("render", name, "--request", "") == []
    assert completions("render", "--request", "") == []


def test_names_of_the_package_and_of_the_service() -> None:
    assert completions("render", "x", "--target", "") == registry.called("targets")
    assert completions("check", "--format", "s") == ["sarif"]
    assert completions("diff", "--format", "") == ["text", "json"]
    assert completions("check", "--select", "STT40") == [code for code in table() if code.startswith("STT40")]
    assert completions("check", "--ignore", "STT1,STT803") == ["STT1,STT803"]
    assert completions("explain", "STT803") == ["<file>", "STT803"]
    assert completions("explain", "key") == ["<file>", *(name for name in PARAMETERS if name.startswith("key"))]
    assert completions("models", "--platform", "") == list(PLATFORM_IDS)
    assert completions("models", "--language", "es-M") == ["es-MX"]
    assert completions("init", "--location", "eu") == ["eu-de", "eu-gb"]
    assert completions("init", "--model", "ja-JP_M") == ["ja-JP_Multimedia"]
    assert "results" in " ".join(completions("parameters", "--group", ""))
    assert completions("check", "") == ["<file>"]


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["render", "a.stt.yaml", "--target", ""], ["yaml", "jsonschema", "jinja2", "stt_compile.catalog.models"]),
        (["render", "a.stt.yaml", "--request", ""], ["jsonschema", "jinja2", "stt_compile.compile"]),
        (["explain", "key"], ["yaml", "jsonschema", "jinja2", "stt_compile.compile"]),
        (["check", "--select", ""], ["jsonschema", "jinja2", "stt_compile.targets"]),
    ],
)
def test_loads_no_more_than_it_needs(profile: str, words: list[str], unwanted: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, env=clean_environment(), timeout=60, check=True
    )
    assert done.stdout.strip()
    modules = done.stderr.decode().split()
    assert not set(modules) & set(unwanted)


# --- real shells -----------------------------------------------------------------------------------------------------


def shell(name: str) -> str:
    return shutil.which(name) or missing(f"{name} is not installed")


def environment(stt: Command) -> dict[str, str]:
    path = f"{Path(stt.argv[0]).parent}{os.pathsep}{os.environ['PATH']}"
    return {**stt.env, "PATH": path, "HOME": str(stt.folder), "TERM": "dumb", "PS1": "$ "}


def typed(stt: Command, argv: Sequence[str], preparation: str, line: str, wanted: str) -> str:
    """What a shell at a terminal shows of a line with TABs in it, up to a text."""
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        argv,
        cwd=stt.folder,
        env=environment(stt),
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        start_new_session=True,
    )
    os.close(secondary)
    try:
        os.write(primary, f"{preparation}; echo rea''dy\n".encode())
        until(primary, "ready")
        os.write(primary, line.encode())
        return until(primary, wanted)
    finally:
        process.kill()
        process.wait(60)
        os.close(primary)


def until(terminal: int, wanted: str) -> str:
    seen, deadline = "", time.monotonic() + 60
    while wanted not in seen:
        assert time.monotonic() < deadline, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65536).decode("utf-8", "replace")
    return seen


@pytest.mark.parametrize(
    ("name", "options", "before"),
    [("bash", ["--norc", "-i"], ""), ("zsh", ["-f", "-i"], "autoload -U compinit; compinit -u; ")],
    ids=["bash", "zsh"],
)
def test_a_shell_completes_what_is_typed(stt: Command, name: str, options: list[str], before: str) -> None:
    """Only completion can have written the end of the line that is run."""
    stt.write(calls=GOOD)
    line = "stt-compile ren\tcal\t--target js\t--request nig\t--interface asy\t\n"
    shown = typed(stt, [shell(name), *options], before + LINES[name], line, '"variables"')
    assert '"request": "nightly"' in shown


def test_fish_completes(stt: Command) -> None:
    stt.write(calls=GOOD)
    lines = ["stt-compile ren", "stt-compile render calls.stt.yaml --request ", "stt-compile check --select STT803"]
    script = "\n".join([LINES["fish"], *(f"complete -C '{line}'" for line in lines)])
    folder = replace(stt, argv=(shell("fish"),), env=environment(stt))
    run = folder("--no-config", "-c", script)
    title = table()["STT803"].title
    assert [line.split("\t")[0] for line in run.out.splitlines()] == ["render", "live", "nightly", "STT803"]
    assert run.out.endswith(f"STT803\t{title}\n")


@pytest.mark.parametrize("name", LINES)
def test_the_line_is_in_the_readme(name: str) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"\n{LINES[name]}" in readme
