"""What `diff` says of two states of a profile, and how a run ends."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from stt_compile.compile import Compilation, compile_bytes
from stt_compile.difference import compare
from stt_compile.difference.json import schema
from stt_compile.jsontext import compact
from stt_compile.targets.json import data
from tests.cli.conftest import BAD, GOOD, Command
from tests.conftest import Golden

HERE = Path(__file__).parent
DOCUMENTED = sorted((HERE.parent / "documented").glob("*.stt.yaml"))
SECRET = "xX1secretXx"


def here(stt: Command) -> Command:
    return replace(stt, folder=HERE)


def test_in_words(stt: Command, golden: Golden) -> None:
    run = here(stt)("diff", "old.stt.yaml", "new.stt.yaml")
    assert (run.status, run.err) == (0, "")
    golden(HERE / "differences.txt", run.out)


def test_as_json(stt: Command, golden: Golden) -> None:
    run = here(stt)("diff", "old.stt.yaml", "new.stt.yaml", "--format", "json")
    assert (run.status, run.err) == (0, "")
    golden(HERE / "differences.json", run.out)
    Draft7Validator(schema()).validate(json.loads(run.out))


def test_a_profile_is_like_itself(stt: Command) -> None:
    run = here(stt)("diff", "old.stt.yaml", "old.stt.yaml", "--exit-code")
    assert (run.status, run.out) == (0, "nothing changes on the wire\n")


def test_the_exit_code(stt: Command) -> None:
    stt.write(good=GOOD, other=GOOD.replace("eu-de", "us-south"), bad=BAD)
    assert stt("diff", "good.stt.yaml", "other.stt.yaml").status == 0
    assert stt("diff", "good.stt.yaml", "other.stt.yaml", "--exit-code").status == 1
    assert stt("diff", "good.stt.yaml", "bad.stt.yaml").status == 1
    for wrong in (["good.stt.yaml"], ["good.stt.yaml", "none.stt.yaml"], ["good.stt.yaml", "."], ["-", "-"]):
        run = stt("diff", *wrong)
        assert (run.status, run.out) == (2, ""), wrong


@pytest.mark.parametrize(
    ("sides", "said"), [(("good", "bad"), "new profile has"), (("bad", "good"), "old profile has")]
)
def test_what_has_errors_cannot_be_compared(stt: Command, sides: tuple[str, str], said: str) -> None:
    stt.write(good=GOOD, bad=BAD)
    run = stt("diff", *(f"{side}.stt.yaml" for side in sides))
    assert f"live in production, WebSocket: cannot be compared, since the {said} errors\n" in run.out
    assert "nightly" not in run.out
    assert run.err.startswith("bad.stt.yaml:17:5: error STT201: unknown key `audoi`")


@pytest.mark.parametrize(
    "broken",
    [
        "requests: 5\n",
        "version: 2\n",
        GOOD.replace("interface: websocket", "interface: websoket"),
        GOOD.replace("platform: ibm-cloud", "platform: ibm"),
        GOOD.replace("version: 1", "version: 1\nextends: [nowhere.stt.yaml]"),
        GOOD.replace("  production:\n", "  production: 5\n  other:\n"),
        GOOD + "\t",
    ],
)
def test_errors_never_look_like_a_removal(broken: str) -> None:
    assert {found.kind for found in compare(compiled(GOOD), compiled(broken))} <= {"unknown", "added"}
    assert {found.kind for found in compare(compiled(broken), compiled(GOOD))} <= {"unknown", "removed"}


def test_a_base_model_that_no_request_names_stands_out(stt: Command) -> None:
    """What is sent stays as it is, but not what the service takes by default."""
    before = GOOD.replace("    acoustic_model: call-center\n", "")
    stt.write(before=before, after=before.replace("2020-06-23", "2024-01-31"))
    run = stt("diff", "before.stt.yaml", "after.stt.yaml")
    change = ": changed\n  ! base model: en-US_BroadbandModel -> unknown\n\n"
    assert (run.status, run.out.count(change)) == (0, 2)


def test_a_base_model_that_is_only_written_out_does_not() -> None:
    before = compiled(GOOD.replace("Narrowband", "Broadband"))
    after = compiled(GOOD.replace("Narrowband", "Broadband").replace("2020-06-23", "2023-08-01"))
    for found in compare(before, after):
        (change,) = found.changes
        assert (found.models, change.name, change.old, change.new) == ((), "model", None, "en-US_BroadbandModel")


def test_standard_input_is_a_side(stt: Command) -> None:
    stt.write(good=GOOD)
    run = stt("diff", "good.stt.yaml", "-", "--stdin-filename", "new.stt.yaml", stdin=GOOD.replace("eu-de", "eu-gb"))
    assert run.out.startswith("good.stt.yaml -> new.stt.yaml\n")


def test_secrets_stay_hidden(stt: Command) -> None:
    stt.write(good=GOOD, bad=GOOD.replace("{apikey: {env: STT_APIKEY}}", f"{{apikey: {SECRET}}}"))
    job = f"job: {{callback_url: 'https://ops.example.com/?x_token={SECRET}'}}\n    audio: {{file: nightly"
    stt.write(callback=GOOD.replace("audio: {file: nightly", job))
    for name, shown in (("bad", "cannot be compared"), ("callback", "https://ops.example.com/?x_token=***")):
        run = stt("diff", "good.stt.yaml", f"{name}.stt.yaml")
        assert shown in run.out
        assert SECRET not in run.out + run.err


def test_folders_are_matched_by_paths(stt: Command) -> None:
    for name, text in {
        "a/stt.yaml": GOOD,
        "b/stt.yaml": GOOD,
        "a/sub/x.stt.yaml": GOOD,
        "b/sub/x.stt.yaml": GOOD.replace("eu-de", "eu-gb"),
        "a/gone.stt.yaml": GOOD,
        "b/new.stt.yaml": GOOD,
        "b/.hidden/stt.yaml": GOOD,
    }.items():
        file = stt.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    run = stt("diff", "a", "b", "--format", "json")
    found = json.loads(run.out)
    Draft7Validator(schema()).validate(found)
    assert found["compared"] == 4
    pairs = [(profile["old"], profile["new"]) for profile in found["profiles"]]
    assert pairs == [("a/gone.stt.yaml", None), (None, "b/new.stt.yaml"), ("a/sub/x.stt.yaml", "b/sub/x.stt.yaml")]
    words = stt("diff", "a", "b").out
    assert "a/gone.stt.yaml: is gone\n" in words
    assert "b/new.stt.yaml: a new profile\n" in words
    (stt.folder / "empty").mkdir()
    assert stt("diff", "empty", "b").out.count(": added\n") == 6
    assert stt("diff", "empty", "empty").status == 2


def test_the_day_is_that_of_the_option_or_of_each_sides_settings(stt: Command) -> None:
    undated = GOOD.replace("    service_date: 2020-06-23\n", "").replace("Narrowband", "Broadband")
    for folder, day in (("a", "2020-06-23"), ("b", "2024-01-31")):
        (stt.folder / folder).mkdir()
        (stt.folder / folder / "stt.yaml").write_text(undated, encoding="utf-8")
        settings = f"[tool.stt-compile]\nas-of = '{day}'\n"
        (stt.folder / folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert "  query model: none -> en-US_BroadbandModel\n" in stt("diff", "a", "b").out
    assert stt("diff", "a", "b", "--as-of", "2020-06-23").out == "nothing changes on the wire\n"


def test_a_terminal_shows_models_in_colour(stt: Command) -> None:
    primary, secondary = pty.openpty()
    command = [*stt.argv, "diff", "old.stt.yaml", "new.stt.yaml"]
    subprocess.run(command, cwd=HERE, env={**stt.env, "TERM": "xterm"}, stdout=secondary, timeout=60, check=True)
    os.close(secondary)
    shown = b""
    try:
        while piece := os.read(primary, 65536):
            shown += piece
    except OSError:  # the end of a terminal, on Linux
        pass
    os.close(primary)
    assert b"\x1b[1;33m! custom acoustic model:\x1b[0m" in shown


def compiled(text: str) -> Compilation:
    return compile_bytes("a.stt.yaml", text.encode(), Path("a.stt.yaml"))


def plans(compilation: Compilation) -> Iterator[tuple[tuple[str, ...], str]]:
    """What each use sends, in a form of our own."""
    for index, use in enumerate(compilation.uses):
        plan: dict[str, Any] = data(compilation.plan(index))
        for key in ("version", "request", "description", "environment", "interface", "variables"):
            plan.pop(key, None)
        for key in ("query", "headers"):
            plan[key] = sorted(map(compact, plan.get(key, ())))
        if "messages" in plan:
            plan["messages"] = [{key: message[key] for key in sorted(message)} for message in plan["messages"]]
        yield (use.request, use.environment.name, use.interface), compact(plan)


def test_nothing_that_is_sent_goes_unnoticed() -> None:
    """Each request of the documentation against each other one of the same interface, as if one became the other."""
    sent: dict[str, list[tuple[Compilation, str]]] = {}
    for file in DOCUMENTED:
        made = compile_bytes(file.name, file.read_bytes(), file)
        ((_, _, interface), plan), *others = plans(made)
        assert not others
        sent.setdefault(interface, []).append((made, plan))
    count = 0
    for group in sent.values():
        for (old, was), (new, is_) in permutations(group, 2):
            found = compare(renamed(old), renamed(new))
            assert [change.kind for change in found if change.changes] == ["changed"] * (was != is_)
            back = compare(renamed(new), renamed(old))
            assert [[(c.place, c.name, c.old, c.new) for c in f.changes] for f in found] == [
                [(place, name, old, new) for (place, name, new, old) in in_order(b.changes, f.changes)]
                for f, b in zip(found, back)
            ]
            count += 1
    assert count > 300


def renamed(made: Compilation) -> Compilation:
    """The only request of a profile, under a name that others have as well."""
    (use,) = made.uses
    environment = replace(use.environment, name="here")
    return replace(made, uses=(replace(use, request="one", environment=environment),))


def in_order(changes: Any, wanted: Any) -> Iterator[tuple[Any, ...]]:
    by_name = {(change.place, change.name): change for change in changes}
    assert len(by_name) == len(wanted)
    for change in wanted:
        other = by_name[change.place, change.name]
        yield other.place, other.name, other.old, other.new
