"""curl for PowerShell on Windows, by the published rules of both (see `windows`): no test here runs there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stt_compile import targets
from stt_compile.quoting import powershell
from stt_compile.text import Env, Text, text
from stt_compile.wire import Plan

from .cases import CASES, Case
from .windows import Thrown, argv, interpreted, legacy, listed, ways

POWERSHELL = targets.load("curl", "powershell")
ABLE = [name for name, case in CASES.items() if not targets.reasons_against(case.plan, POWERSHELL)]
NASTY = "'\"$`\\ \t\n*<>|^%&;@#(){}[]~=,-é\u2018\u201c\N{SLIGHTLY SMILING FACE}aZ0"
raw = st.text(st.sampled_from(NASTY) | st.characters(exclude_categories=["Cs"]), max_size=6)
plain = st.text(st.sampled_from("aZ09 " + powershell.SIGNS), min_size=1, max_size=8)
values = st.fixed_dictionaries({"A": plain | raw, "B": plain})
texts = st.lists(plain | raw | st.sampled_from([Env("A"), Env("B")]), min_size=1, max_size=4).map(
    lambda pieces: text(*pieces)
)


def artefact(name: str) -> str:
    return targets.render(CASES[name].plan, POWERSHELL)


def environment(case: Case) -> dict[str, str]:
    return {name: f"it's {name}; (1) [2]" for name in (*case.plan.variables, "STT_ACCESS_TOKEN")}


def block(arguments: list[str], guards: list[str]) -> str:
    """An artefact of these arguments."""
    head = ["& {", *guards, "$OutputEncoding = [Text.Encoding]::ASCII"]
    return "\n".join([*head, f"'-' | curl.exe {' '.join(arguments)}", "}"])


@given(st.lists(texts, min_size=1, max_size=8), values)
def test_what_is_carried_arrives_in_every_version(many: list[Text], known: dict[str, str]) -> None:
    able = [value for value in many if powershell.carries(value)]
    names = sorted({piece.name for value in able for piece in value if isinstance(piece, Env)})
    script = block([powershell.word(value) for value in able], powershell.guard(names, "argument"))
    assert script.isascii()
    try:
        command = interpreted(script, known)
    except Thrown:  # a value that cannot be passed on
        assert any(not powershell.carries(text(known[name])) for name in names)
        return
    expected = ["".join(known[p.name] if isinstance(p, Env) else p for p in value) for value in able]
    assert list(command.arguments) == expected
    assert all(way == expected for way in ways(expected))


@pytest.mark.parametrize("value", ['say "x"', "calls\\", "", 'a"b', "two words\\"])
def test_what_is_refused_would_not_arrive_everywhere(value: str) -> None:
    """The rules above are not idle: with the next argument behind it, some version of PowerShell spoils it."""
    assert not powershell.carries(text(value))
    followed = [value, "next one"]
    assert value == "calls\\" or any(way != followed for way in ways(followed))


@given(st.lists(raw.filter(lambda value: "\0" not in value), max_size=5))
def test_newer_versions_pass_anything(many: list[str]) -> None:
    """ProcessStartInfo.ArgumentList is made for both parsers: the emulation is no stricter than the rules."""
    assert argv(listed(many), doubled_quotes=False) == many


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ('"abc" d e', ["abc", "d", "e"]),
        ('a\\\\b d"e f"g h', ["a\\\\b", "de fg", "h"]),
        ('a\\\\\\"b c d', ['a\\"b', "c", "d"]),
        ('a\\\\\\\\"b c" d e', ["a\\\\b c", "d", "e"]),
        ('a"b"" c d', ['ab" c d']),
    ],
)
def test_command_lines_are_read_as_microsoft_says(line: str, arguments: list[str]) -> None:
    """The table of Parsing C command-line arguments."""
    assert argv(line, doubled_quotes=True) == arguments


def test_old_versions_quote_as_they_do() -> None:
    assert legacy(["a b", "", "c"], doubling=False) == '"a b" c'
    assert legacy(["a b\\"], doubling=False) == '"a b\\"'
    assert legacy(["a b\\"], doubling=True) == '"a b\\\\"'


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_a_string_says_what_it_is(value: str) -> None:
    token = powershell.string(value)
    assert token[1:-1].replace("''", "").count("'") == 0
    assert token[1:-1].replace("''", "'") == value


# The artefacts


@pytest.mark.parametrize("name", ABLE)
def test_it_is_ascii_and_calls_curl_by_its_full_name(name: str) -> None:
    """`curl` is an alias of Invoke-WebRequest in Windows PowerShell, which reads files in the machine's code page."""
    made = artefact(name)
    assert made.isascii()
    assert made.count("curl.exe") == 1
    assert not re.search(r"curl(?!\.exe)\b", made.replace("curl.exe", ""))


@pytest.mark.parametrize("name", ABLE)
def test_credentials_come_by_the_pipe_alone(name: str) -> None:
    case = CASES[name]
    known = environment(case)
    command = interpreted(artefact(name), known)
    auth = case.data["auth"]
    secret = known[(auth.get("apikey") or auth.get("token") or {}).get("env", "STT_ACCESS_TOKEN")]
    assert any(secret in line for line in command.stdin)
    assert not any(secret in argument for argument in command.arguments)
    assert command.arguments[:2] == ("--config", "-")


@pytest.mark.parametrize("name", ABLE)
@pytest.mark.parametrize("value", [None, "", "a\nb", 'a"b', "a\\"], ids=["missing", "empty", "line", "quote", "end"])
def test_it_does_not_start_without_its_variables(name: str, value: str | None) -> None:
    case = CASES[name]
    known = environment(case)
    used = re.findall(r"\$env:(\w+) -cnotmatch", artefact(name))
    assert set(re.findall(r"\$\{?env:(\w+)", artefact(name))) == set(used)
    for variable in used:
        wrong = {key: text for key, text in known.items() if key != variable}
        if value is not None:
            wrong[variable] = value
        with pytest.raises(Thrown, match=variable):
            interpreted(artefact(name), wrong)


def test_audio_by_standard_input_is_refused() -> None:
    (plan,) = [case.plan for name, case in CASES.items() if name == "call-center/production/pipe.sync-http"]
    assert targets.reasons_against(plan, POWERSHELL) == ("PowerShell hands it no audio by standard input",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"headers": (("X-A", text("a$b")),)}, "in the header X-A"),
        ({"headers": (("X-A", text("a\\")),)}, "no backslash at the end in the header X-A"),
        ({"query": (("a", text(Env("B"))), ("c", text("é")))}, "in c beside run-time values"),
        ({"url": text("https://a.example.com/*/v1/recognize")}, "in the address"),
    ],
)
def test_other_characters_are_refused_by_name(change: dict[str, object], reason: str) -> None:
    plan: Plan = replace(CASES["acoustic/production/one-file.sync-http"].plan, **change)  # type: ignore[arg-type]
    (found,) = targets.reasons_against(plan, POWERSHELL)
    assert found.endswith(reason)
    with pytest.raises(targets.CannotExpress, match=r"^curl --shell powershell cannot .* use --target curl or "):
        targets.render(plan, POWERSHELL)


def test_it_looks_like_this() -> None:
    assert artefact("acoustic/production/one-file.sync-http") == (
        "& {\n"
        "  $option = '\\A[ !#-\\[\\]-~]+\\z'\n"
        "  if ($env:STT_APIKEY -cnotmatch $option) { throw 'set STT_APIKEY, to plain characters' }\n"
        "  $argument = '\\A[A-Za-z0-9 _.~:/\\\\@=,+;&%#?!''()\\[\\]{}-]+(?<!\\\\)\\z'\n"
        "  if ($env:STT_INSTANCE_ID -cnotmatch $argument) { throw 'set STT_INSTANCE_ID, to plain characters' }\n"
        "  $OutputEncoding = [Text.Encoding]::ASCII\n"
        "  ('user = \"apikey:' + $env:STT_APIKEY + '\"') | curl.exe --config - -X POST --fail-with-body `\n"
        "    --header 'Content-Type: audio/flac' `\n"
        "    --data-binary '@audio-file1.flac' `\n"
        '    "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${env:STT_INSTANCE_ID}/v1/recognize'
        '?acoustic_customization_id=5a2d4c7e-1b0f-4e89-9c3a-6d8e7f102938"\n'
        "}\n"
    )
