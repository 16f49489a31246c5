"""A first profile: by options, and by answers at a real terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from stt_compile import __version__, syntax
from stt_compile.catalog import INTERFACES
from stt_compile.catalog.rows import PLATFORM_IDS
from stt_compile.compile import compile_bytes
from stt_compile.schema import dumped, published
from stt_compile.starting import NONE, QUESTIONS, completed, profile
from tests.cli.conftest import Command
from tests.conftest import Golden
from tests.editors.server import running

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
URL = "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000002/api"
MISTAKES = (
    ("platform: ", "plattform: x\n    platform: "),
    ("platform: ibm-cloud", "platform: ibm"),
    ("    interface:", "    interfaces:"),
    ("{file: ", "{fille: x, file: "),
)
"""What a profile has, and what is there instead; the server finds it at that line."""
ID = "74f4807e-b5ff-4866-824e-6bba1a84fe96"


def test_without_questions(stt: Command, golden: Golden) -> None:
    run = stt("init", "--yes")
    assert (run.status, run.out) == (0, "")
    assert run.err == "wrote stt.yaml, stt.schema.json\nnext: stt-compile render stt.yaml\n"
    golden(HERE / "default.yaml", (stt.folder / "stt.yaml").read_text(encoding="utf-8"))
    assert stt("check", "--strict", ".").out == "1 profile, nothing to report\n"
    assert stt("render", "stt.yaml").status == 0


def test_all_options(stt: Command, golden: Golden) -> None:
    (stt.folder / ".git").mkdir()
    (stt.folder / "calls").mkdir()
    options = [
        "--platform",
        "software-hub",
        "--url",
        URL,
        "--interface",
        "websocket",
        "--acoustic-model",
        "call-center",
    ]
    options += ["--customization-id", ID, "--model", "de-DE_NarrowbandModel", "--audio", "Anruf: 1 #2.opus"]
    run = stt("init", "calls/a b.stt.yaml", "--yes", "--runbook", "--pre-commit", "https://git.example.com/x", *options)
    assert run.status == 0, run.err
    assert stt("check", "--strict", ".").out == "1 profile, nothing to report\n"
    folder = stt.folder / "calls"
    golden(HERE / "options.yaml", (folder / "a b.stt.yaml").read_text(encoding="utf-8"))
    golden(HERE / "RUNBOOK.md", (folder / "RUNBOOK.md").read_text(encoding="utf-8"))
    configuration = (stt.folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    _, tree, _ = syntax.read("x", configuration.encode(), Path("x"))
    assert tree
    (repository,) = tree.plain()["repos"]
    hooks = [hook["id"] for hook in repository["hooks"]]
    assert (repository["repo"], repository["rev"]) == ("https://git.example.com/x", f"v{__version__}")
    published_ = (ROOT / ".pre-commit-hooks.yaml").read_bytes()
    _, known, _ = syntax.read("x", published_, Path("x"))
    assert known
    assert set(hooks) <= {hook["id"] for hook in known.plain()}


def test_the_runbook_is_what_its_command_would_write(stt: Command) -> None:
    run = stt("init", "my calls.stt.yaml", "--yes", "--runbook")
    assert run.status == 0
    assert run.err.endswith("\nnext: stt-compile render 'my calls.stt.yaml'\n")
    assert "STT_APIKEY" in (stt.folder / "RUNBOOK.md").read_text(encoding="utf-8")
    assert stt("runbook", "--check", "RUNBOOK.md").status == 0


def test_the_profile_is_bound_to_its_schema(stt: Command) -> None:
    stt("init", "--yes")
    text = (stt.folder / "stt.yaml").read_bytes()
    binding = text.decode().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = (stt.folder / binding).read_text(encoding="utf-8")
    assert schema == dumped(published("profile"))
    _, tree, _ = syntax.read("stt.yaml", text, Path("stt.yaml"))
    assert tree
    Draft7Validator(json.loads(schema)).validate(tree.plain())


def test_an_editor_finds_mistakes_by_the_first_line(stt: Command) -> None:
    """The server behind most editors, with no settings of its own, in a folder whose name an address has to encode."""
    folder = stt.folder / "our calls, 100%"
    folder.mkdir()
    assert stt("init", str(folder), "--yes").status == 0
    assert stt("init", str(folder / "second.stt.yaml"), "--yes", "--interface", "websocket").status == 0
    texts: dict[str, str] = {}
    wanted: dict[str, list[int]] = {}
    for name in ("stt.yaml", "second.stt.yaml"):
        texts[name] = (folder / name).read_text(encoding="utf-8")
        wanted[name] = []
        for number, (right, wrong) in enumerate(MISTAKES):
            before, found, behind = texts[name].partition(right)
            assert found, right
            texts[f"{number}-{name}"] = f"{before}{wrong}{behind}"
            wanted[f"{number}-{name}"] = [before.count("\n") + 1]
    with running(folder) as server:
        said = server.complaints({f"{folder.as_uri()}/{name}": text for name, text in texts.items()})
    lines = [[complaint.line for complaint in complaints] for complaints in said.values()]
    assert dict(zip(texts, lines)) == wanted


@pytest.mark.parametrize("existing", ["stt.yaml", "stt.schema.json", "RUNBOOK.md", ".pre-commit-config.yaml"])
def test_nothing_is_overwritten(stt: Command, existing: str) -> None:
    (stt.folder / existing).write_text("mine", encoding="utf-8")
    run = stt("init", "--yes", "--runbook", "--pre-commit", "https://git.example.com/x")
    assert run.status == 2
    assert run.err.endswith(f"{existing} exists already, and nothing was written\n")
    assert [file.name for file in stt.folder.iterdir()] == [existing]
    assert (stt.folder / existing).read_text(encoding="utf-8") == "mine"


def test_a_link_that_leads_nowhere_is_not_written_through(stt: Command) -> None:
    (stt.folder / "stt.yaml").symlink_to("elsewhere.yaml")
    assert stt("init", "--yes").status == 2
    assert not (stt.folder / "elsewhere.yaml").exists()


def test_a_second_profile_shares_the_schema(stt: Command) -> None:
    assert stt("init", "--yes").status == 0
    run = stt("init", "second.stt.yaml", "--yes")
    assert (run.status, run.err.splitlines()[0]) == (0, "wrote second.stt.yaml")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "no terminal to ask questions at: give --yes for the defaults"),
        (["--yes", "--location", "us-sout"], "--location: `us-sout` is no location of the service; did you mean"),
        (["--yes", "--location", "x\ny"], "--location: write something"),
        (["--yes", "--acoustic-model", "a b"], "--acoustic-model: `a b` cannot be a name"),
        (["--yes", "--platform", "software-hub"], "--url is needed"),
        (["--yes", "--platform", "software-hub", "--url", "http://x"], "--url: `url` does not begin with"),
        (["--yes", "--url", URL], "--url does not go with the other answers"),
        (["--yes", "--service-date", "2020-06-23 # x"], "--service-date: "),
        (["--yes", "profile.yaml"], "a profile is called stt.yaml or NAME.stt.yaml, not profile.yaml"),
        (["--yes", "none/stt.yaml"], "cannot write none/stt.yaml: no such file or directory"),
    ],
)
def test_wrong_calls_write_nothing(stt: Command, options: list[str], said: str) -> None:
    run = stt("init", *options)
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"stt-compile: {said}")
    assert not list(stt.folder.iterdir())


def test_what_is_doubtful_is_said_and_written(stt: Command) -> None:
    run = stt("init", "--yes", "--customization-id", "call-center")
    assert run.status == 0
    assert "stt.yaml:15:27: warning STT412" in run.err
    assert (stt.folder / "stt.yaml").exists()


def test_all_answers_make_good_profiles() -> None:
    for platform, interface in product(PLATFORM_IDS, INTERFACES):
        for acoustic, audio in product(
            ("trained", "on", "123", NONE), ("-", "a b/c.wav", "yes", "'\"\\.ogg", "x: [{#")
        ):
            given = {"platform": platform, "url": URL, "interface": interface, "acoustic_model": acoustic}
            whole = completed({**given, "audio": audio})
            made = compile_bytes("stt.yaml", profile(whole).encode(), Path("stt.yaml"))
            assert not made.diagnostics, profile(whole)
            (use,) = made.uses
            assert (use.environment.platform, use.interface, use.audio.file) == (platform, interface, (audio,))
            assert use.acoustic_models == (() if acoustic == NONE else (acoustic,))


# --- at a terminal ---------------------------------------------------------------------------------------------------


def at_a_terminal(stt: Command, answers: Sequence[tuple[str, str]], *options: str) -> tuple[int, str]:
    """Answers questions at a terminal, each when it has been asked."""
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        [*stt.argv, "init", *options],
        cwd=stt.folder,
        env={**stt.env, "TERM": "dumb"},
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        start_new_session=True,
    )
    os.close(secondary)
    shown, since = "", 0
    for question, answer in answers:
        shown += until(primary, question, shown[since:])
        since = len(shown)
        os.write(primary, answer.encode())
    shown += until(primary, None, "")
    os.close(primary)
    return process.wait(60), shown


def until(terminal: int, wanted: str | None, seen: str) -> str:
    """What the terminal shows, up to a text or to its end."""
    more, deadline = "", time.monotonic() + 60
    while wanted is None or wanted not in seen + more:
        assert time.monotonic() < deadline, seen + more
        if select.select([terminal], [], [], 1)[0]:
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the end of a terminal, on Linux
                data = b""
            if not data:
                assert wanted is None, seen + more
                break
            more += data.decode()
    return more


def test_defaults_at_a_terminal(stt: Command) -> None:
    asked = [question for question in QUESTIONS if question.name != "url"]
    status, shown = at_a_terminal(stt, [*((question.text, "\n") for question in asked), ("runbook", "\n")])
    assert status == 0, shown
    text = (stt.folder / "stt.yaml").read_text(encoding="utf-8")
    assert text == (HERE / "default.yaml").read_text(encoding="utf-8")
    assert sorted(file.name for file in stt.folder.iterdir()) == ["stt.schema.json", "stt.yaml"]


def test_answers_are_judged_at_once(stt: Command) -> None:
    answers = [
        ("service run?", "cloud\n"),
        ("Error: ", "cloud-pak-for-data\n"),
        ("URL", "\n"),
        ("URL", "http://cpd.example.com\n"),
        ("does not begin with a literal `https://`", f"{URL}\n"),
        ("acoustic model?", "no name\n"),
        ("`no name` cannot be a name", "-\n"),
        ("base model?", "en-US_Multimedi\n"),
        ("did you mean `en-US_Multimedia`?", "\n"),
        ("audio file?", "call.wav\n"),
        ("runbook", "y\n"),
    ]
    status, shown = at_a_terminal(stt, answers, "--interface", "sync-http", "--pre-commit", "-")
    assert status == 0, shown
    assert "customization id?" not in shown
    assert "Which interface" not in shown
    names = sorted(file.name for file in stt.folder.iterdir())
    assert names == ["RUNBOOK.md", "stt.schema.json", "stt.yaml"]
    text = (stt.folder / "stt.yaml").read_text(encoding="utf-8")
    assert "model: en-US_Multimedia\n" in text
    assert "audio: {file: call.wav, content_type: audio/wav}\n" in text


def test_nobody_is_asked_in_vain(stt: Command) -> None:
    (stt.folder / "stt.yaml").touch()
    status, shown = at_a_terminal(stt, [])
    assert (status, shown.strip()) == (2, "stt-compile: stt.yaml exists already, and nothing was written")


def test_whoever_leaves_has_nothing_written(stt: Command) -> None:
    status, _ = at_a_terminal(stt, [("service run?", "\n"), ("location", "\x04")])
    assert status == 130
    assert not list(stt.folder.iterdir())
