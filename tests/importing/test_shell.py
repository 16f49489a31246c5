"""The words of a command are those that the shell makes of it: a real one is asked."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stt_compile.importing.pieces import parts
from stt_compile.importing.shell import Dialect, Stretch, command
from stt_compile.text import Env

from ..conftest import missing
from ..properties.conftest import EFFORT

VARIABLES = {"A": "1 2", "B": "x&y", "LONG_NAME": "*"}
PIECES = (
    *(
        "a",
        "B",
        "-u",
        "--x=y",
        "1",
        " ",
        "  ",
        "\t",
        "'a b'",
        "'\"'",
        '"a b"',
        '"\'"',
        "''",
        '""',
        "\\ ",
        "\\\\",
        "\\'",
        '\\"',
    ),
    *(
        '"$A"',
        "'$A'",
        '"x${B}y"',
        '"${A:?set A}"',
        "$'a\\tb\\'\\x41\\101'",
        "\\$A",
        '"\\$A"',
        '"\\`"',
        '"a\\b"',
        "\\\n",
        '"a\\\nb"',
    ),
    *(
        "é",
        "日本",
        "{x}",
        "[1]",
        "@-",
        "%",
        "!",
        "^",
        ":",
        "=",
        ",",
        ".",
        "/",
        "?q=1",
        "~x",
        '"#"',
        "a#b",
        "\"$(printf '\\015')\"",
    ),
)


def words(text: str) -> list[str]:
    """As this package reads them, with the variables' values put in."""
    found = command(text, 0).words
    return [
        "".join(VARIABLES[part.name] if isinstance(part, Env) else str(part) for part in parts(word.value))
        for word in found
    ]


def really(shell: str, texts: list[str]) -> list[list[str]]:
    """As a shell reads them."""
    if not shutil.which(shell):
        missing(f"{shell} is not installed")
    script = "f() { printf '%s\\0' \"$@\"; printf '\\1'; }\nset -f\n" + "\n".join(f"f {text}" for text in texts) + "\n"
    environment = {**VARIABLES, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([shell, "-c", script], capture_output=True, env=environment, timeout=60, check=True)
    return [entry.split("\0")[:-1] for entry in done.stdout.decode().split("\1")[:-1]]


@settings(max_examples=30 * EFFORT)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join), min_size=1, max_size=20))
@example(["a" + piece + "b" for piece in PIECES])
def test_words_are_those_of_bash(texts: list[str]) -> None:
    texts = [f"curl {text}" for text in texts if not text.endswith(("\\", "\\\n"))]
    assert [words(text) for text in texts] == really("bash", texts)


@pytest.mark.parametrize(
    "behind",
    [" | jq .", "; ls", " && ls", " & ls", "\nls", " > out.json", " 2>&1 | cat", " # ls", " >/dev/null 2>&1", ") ls"],
)
def test_a_command_ends_where_the_shell_ends_it(behind: str) -> None:
    assert [word.value for word in command(f"curl -s 'a b'{behind}", 0).words] == ["curl", "-s", "a b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('curl.exe -u "apikey:$env:KEY" `\n  \'it\'\'s\' "a`"b"', ["curl.exe", "-u", "apikey:${KEY}", "it's", 'a"b']),
        (
            'curl.exe "${env:A}/x" `\r\n -d \'{\\"a\\": 1}\' | ConvertFrom-Json',
            ["curl.exe", "${A}/x", "-d", '{"a": 1}'],
        ),
    ],
)
def test_powershell(text: str, expected: list[str]) -> None:
    from stt_compile.importing.pieces import shown

    assert [shown(word.value) for word in command(text, 0, "powershell").words] == expected


def test_cmd() -> None:
    from stt_compile.importing.pieces import shown

    found = command('curl -u "apikey:%KEY%" ^\r\n -F "metadata={\\"a\\":1}" x & dir', 0, "cmd").words
    assert [shown(word.value) for word in found] == ["curl", "-u", "apikey:${KEY}", "-F", 'metadata={"a":1}', "x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("curl \u201ca b\u201d \u2018c\u2019", ["curl", "a b", "c"]),
        ("curl \u2014data-binary @a \u2013s", ["curl", "--data-binary", "@a", "-s"]),
        ("curl -u x \\ \n -s", ["curl", "-u", "x", "-s"]),
        ("curl http://h/x?a=1&b=2 -s", ["curl", "http://h/x?a=1&b=2", "-s"]),
        ("curl -u apikey:<API-KEY> <url>/v1", ["curl", "-u", "apikey:<API-KEY>", "<url>/v1"]),
    ],
)
def test_what_pages_have_made_of_commands_is_read_and_said(text: str, expected: list[str]) -> None:
    found = command(text, 0)
    assert [word.value for word in found.words] == expected
    assert bool(found.notes) == ("<" not in text)


@settings(max_examples=200 * EFFORT)
@given(
    st.lists(
        st.sampled_from((*PIECES, "curl ", "curl", "\n", "\\\n", "^\n", "`", "-a ", "> ", "$(", "?&a=b")), max_size=40
    ),
    st.sampled_from(("sh", "powershell", "cmd")),
)
@example(["curl ", '"', *["-a ", '\\"', "curl "] * 3], "cmd")
@example(["curl ", "a", '"', "curl ", '"', "`", "curl ", "`"] * 3, "sh")
def test_what_is_remembered_of_one_command_is_right_for_the_next(pieces: list[str], dialect: Dialect) -> None:
    def wanted(word: str) -> bool:
        return word.startswith("-a") or "?" in word

    text = "".join(pieces)
    stretch = Stretch(text, 0, len(text), dialect)
    for found in re.finditer("curl", text):
        alone = command(text, found.start(), dialect)
        assert stretch.holds(found.start(), wanted) == any(wanted(word.value) for word in alone.words[1:])
        assert stretch.command(found.start()) == alone
