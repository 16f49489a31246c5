"""Sections of a runbook, read by a real parser of Markdown: all that the plan asks for is there, and no more."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from stt_compile import loads, targets
from stt_compile.catalog.failures import FAILURES
from stt_compile.text import variables
from stt_compile.wire import FileBody
from tests.cli.conftest import GOOD

from .cases import CASES, Case

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ABLE = [name for name, case in CASES.items() if not case.refuses("markdown")]
SECTIONS = ["Before you start", "Variables", "Command", "Expected result", "Failures", "Cleaning up"]
SHOW = "curl() { printf '%s\\0' \"$@\"; }\n"


def parsed(text: str) -> list[Token]:
    return PARSER.parse(text)


def shown(token: Token) -> str:
    return "".join(" " if child.type == "softbreak" else child.content for child in token.children or [])


def headings(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(one.tag, shown(two)) for one, two in zip(tokens, tokens[1:]) if one.type == "heading_open"]


def tables(tokens: list[Token]) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    for one, two in zip(tokens, tokens[1:]):
        if one.type == "table_open":
            found.append([])
        elif one.type == "tr_open":
            found[-1].append([])
        elif one.type in ("th_open", "td_open"):
            found[-1][-1].append(shown(two))
    return found


def code(tokens: list[Token]) -> list[str]:
    return [token.content for token in tokens if token.type == "fence"]


@pytest.mark.parametrize("name", ABLE)
def test_a_section_has_all_its_parts(name: str) -> None:
    case = CASES[name]
    tokens = parsed(case.artefact("markdown"))
    (first, *others) = headings(tokens)
    assert first == ("h2", f"{case.plan.request} in {case.plan.environment}")
    assert others == [("h3", title) for title in SECTIONS]
    assert not [token for token in tokens if token.type in ("html_block", "code_block")]
    for heads, *rows in tables(tokens):
        assert rows, heads
        assert {len(row) for row in rows} == {3}
    if case.plan.description:
        assert " ".join(case.plan.description.split()) in " ".join(shown(token) for token in tokens)


@pytest.mark.parametrize("name", ABLE)
def test_the_command_is_that_of_another_target(name: str) -> None:
    case = CASES[name]
    wanted = "curl" if case.plan.interface != "websocket" else "uri" if case.refuses("websocat") else "websocat"
    assert code(parsed(case.artefact("markdown")))[0] == targets.render(case.plan, targets.load(wanted))


@pytest.mark.parametrize("name", ABLE)
def test_the_variables_are_those_of_the_commands(name: str) -> None:
    case = CASES[name]
    tokens = parsed(case.artefact("markdown"))
    listed = {row[0]: row[2] for row in tables(tokens)[0][1:]}
    named = set(re.findall(r"\$\{([A-Z]\w*)", "".join(code(tokens))))
    assert set(listed) == named
    secret = {
        value["env"]
        for key, value in case.data["auth"].items()
        if key not in ("authorize_url", "username", "token_url")
    }
    assert {name for name, answer in listed.items() if answer == "yes"} == (secret | {"STT_ACCESS_TOKEN"}) & named


@pytest.mark.parametrize("interface", ["websocket", "sync-http", "async-http"])
def test_the_failures_are_those_of_the_catalogue(interface: str) -> None:
    for case in (CASES[name] for name in ABLE):
        if case.plan.interface == interface:
            rows = tables(parsed(case.artefact("markdown")))[1][1:]
            expected = [
                row.status + " of the registration" * row.of_registration
                for row in FAILURES
                if interface in row.interfaces and (case.plan.registration or not row.of_registration)
            ]
            assert [row[0] for row in rows] == expected


def calls(case: Case) -> list[list[str]]:
    """The arguments that curl gets from each command of a section."""
    env = {"PATH": os.environ["PATH"], **dict.fromkeys((*case.plan.variables, "STT_ACCESS_TOKEN"), "x")}
    found = []
    for command in code(parsed(case.artefact("markdown"))):
        script = SHOW + command
        ran = subprocess.run(
            ["sh"], input=script.encode(), env={**env, "STT_JOB_ID": "42"}, capture_output=True, check=True
        )
        found.append(ran.stdout.decode().split("\0")[:-1])
    return found


def test_a_job_is_asked_for_and_deleted_and_its_callback_unregistered() -> None:
    create, ask, delete, unregister = calls(CASES["nightly/production/nightly.async-http"])
    base = create[-1].partition("/v1/")[0]
    assert [call[:4] for call in (ask, delete, unregister)] == [
        ["-X", method, "-u", "apikey:x"] for method in ("GET", "DELETE", "POST")
    ]
    assert ask[-1] == delete[-1] == f"{base}/v1/recognitions/42"
    assert unregister[-1] == f"{base}/v1/unregister_callback?callback_url=https%3A%2F%2Fops.example.com%2Fstt%2Fresults"


def test_what_is_asked_later_trusts_whom_the_first_command_trusts() -> None:
    for name in ABLE:
        case = CASES[name]
        if case.plan.interface == "async-http" and case.plan.tls:
            trust = [option for option in calls(case)[0] if option in ("--cacert", "--insecure")]
            assert trust
            for call in calls(case):
                assert trust[0] in call


def test_all_commands_are_shell(tmp_path: Path) -> None:
    count = 0
    for name in ABLE:
        case = CASES[name]
        for token in parsed(case.artefact("markdown")):
            if token.type == "fence" and token.info == "sh":
                (tmp_path / f"{count}.sh").write_text(token.content, encoding="utf-8")
                count += 1
    done = subprocess.run(
        ["sh", "-c", 'for f in *.sh; do sh -n "$f" || exit 1; done'], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert count > len(ABLE) / 2


def test_what_an_author_writes_is_no_markup() -> None:
    nasty = "# no heading | <b>x</b> `a` \\n\\n- no list\\n<!-- stt-compile: end -->\\n[x](y) ![z](w) ***"
    text = GOOD.replace("  nightly:\n", f'  nightly:\n    description: "{nasty}"\n').replace(
        "nightly.flac", "'a`|``b.flac'"
    )
    plan = loads(text).plan(1)
    assert isinstance(plan.body, FileBody)
    section = targets.render(plan, targets.load("markdown"))
    tokens = parsed(section)
    assert len(headings(tokens)) == 7
    assert "\n<!--" not in section
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds == {"text", "softbreak", "code_inline"}
    assert "a`|``b.flac" in [child.content for token in tokens for child in token.children or []]
    assert "<b>x</b>" in "".join(shown(token) for token in tokens)


def test_secrets_are_named_and_nowhere_else_but_in_commands() -> None:
    for name in ABLE:
        case = CASES[name]
        if case.plan.registration and case.plan.registration.user_secret:
            section = case.artefact("markdown")
            (secret,) = variables([(case.plan.registration.user_secret,)])
            assert f"with the secret that is in `{secret}`" in section
            assert f"${{{secret}" not in section
