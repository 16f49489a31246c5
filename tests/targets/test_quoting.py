"""Each language's quoting, by properties: any text at all reaches the other side as it is."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stt_compile import jsontext
from stt_compile.quoting import python, sh, url
from stt_compile.text import Env, Text, text
from stt_compile.tree import Integer, Real
from tests.conftest import missing

NASTY = "'\"$`!\\%;&|<>(){}[]*?~#^=@-+ \t\n\r\x7f\x1b\u00a0\u2028é\N{SLIGHTLY SMILING FACE}aZ0"
SNIPPETS = [
    "${X}",
    "$(id)",
    "`id`",
    "!!",
    "!x",
    "\\n",
    "\\",
    "''",
    '"""',
    "{os}",
    "{{",
    "\\N{DASH}",
    "-n",
    "@x",
    "=ls",
    "~",
]
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
nasty = st.lists(st.sampled_from(NASTY) | st.sampled_from(SNIPPETS), max_size=8).map("".join)
raw = nasty | st.text(characters, max_size=8)
names = st.sampled_from(
    ["A", "STT_KEY", "_x9", "VARIABLE_OF_A_NAME_THAT_IS_LONGER_THAN_A_LINE_OF_MOST_PROGRAMS_COULD_EVER_BE"]
)
texts = st.lists(raw | names.map(Env), min_size=1, max_size=5).map(lambda pieces: text(*pieces))
values = raw.filter(bool)
environments = st.fixed_dictionaries(dict.fromkeys(["A", "STT_KEY", "_x9"], values)).map(
    lambda known: {**known, "VARIABLE_OF_A_NAME_THAT_IS_LONGER_THAN_A_LINE_OF_MOST_PROGRAMS_COULD_EVER_BE": "v'\""}
)
batches = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests that start a process an example, and look at many texts in it."""


def expanded(value: Text, environment: dict[str, str]) -> str:
    return "".join(environment[piece.name] if isinstance(piece, Env) else piece for piece in value)


def told(shell: Sequence[str], script: str, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    if not shutil.which(shell[0]):
        missing(f"{shell[0]} is missing: install it")
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HISTFILE": "/dev/null", **environment}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script"
        path.write_bytes(script.encode())
        return subprocess.run([*shell, str(path)], env=env, capture_output=True, timeout=60, check=False, cwd=folder)


@pytest.mark.parametrize("shell", ["dash", "bash", "zsh"])
@given(st.lists(texts, min_size=1, max_size=40), environments)
@batches
def test_a_word_is_one_word_and_says_what_the_text_says(
    shell: str, many: list[Text], environment: dict[str, str]
) -> None:
    script = "\n".join(f"printf '%s\\0' {sh.word(value)}" for value in many)
    ran = told([shell], script, environment)
    assert ran.stderr == b""
    assert ran.stdout.decode().split("\0")[:-1] == [expanded(value, environment) for value in many]


@given(st.lists(texts, min_size=1, max_size=40), environments)
@batches
def test_a_word_holds_no_history_that_an_interactive_shell_would_expand(
    many: list[Text], environment: dict[str, str]
) -> None:
    one_line = [value for value in many if not any("\n" in piece for piece in value if isinstance(piece, str))]
    lines = ["set -o history", "set -H", "true !", *(f"printf '%s\\0' {sh.word(value)}" for value in one_line)]
    ran = told(["bash", "--norc"], "\n".join(lines), environment)
    assert ran.stdout.decode().split("\0")[:-1] == [expanded(value, environment) for value in one_line]


def test_history_would_be_expanded_without_the_quotes() -> None:
    """What the test above relies on."""
    ran = told(["bash", "--norc"], 'set -o history\nset -H\ntrue a\nprintf %s "!!"\n', {})
    assert ran.stdout == b"true a", ran.stderr


@pytest.mark.parametrize("shell", ["dash", "bash", "zsh"])
@pytest.mark.parametrize("value", [{}, {"STT_KEY": ""}], ids=["missing", "empty"])
@pytest.mark.parametrize("before", ["", "plain ", "$!'"])
def test_a_missing_variable_ends_the_command_with_its_name(shell: str, value: dict[str, str], before: str) -> None:
    ran = told([shell], f"printf %s {sh.word(text(before, Env('STT_KEY')))}", value)
    assert (ran.returncode != 0, ran.stdout) == (True, b"")
    assert b"set STT_KEY" in ran.stderr


@given(st.lists(raw, min_size=1, max_size=20))
@batches
def test_a_comment_of_a_shell_cannot_end(many: list[str]) -> None:
    script = "\n".join(sh.comment(line) for line in many) + "\nprintf end"
    ran = told(["dash"], script, {})
    assert (ran.stdout, ran.stderr) == (b"end", b"")
    assert all(len(sh.comment(line).splitlines()) == 1 for line in many)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (text("@audio-file.flac"), "@audio-file.flac"),
        (text("Content-Type: audio/flac"), "'Content-Type: audio/flac'"),
        (text("apikey:", Env("K")), '"apikey:${K:?set K}"'),
        (text("it's"), "'it'\\''s'"),
        (text("wow!"), "'wow!'"),
        (text("$", Env("K")), "'$'\"${K:?set K}\""),
        (text("=ls"), "'=ls'"),
        (text("a\tb"), """'a'"$(printf '\\011')"'b'"""),
        (text(""), "''"),
    ],
)
def test_words_look_as_people_write_them(value: Text, word: str) -> None:
    assert sh.word(value) == word


# Python


@given(texts, environments)
@settings(deadline=None)
def test_an_expression_says_what_the_text_says(value: Text, environment: dict[str, str]) -> None:
    class Os:
        environ = environment

    source = python.expression(value)
    assert len(source.splitlines()) == 1
    assert eval(source, {"os": Os}) == expanded(value, environment)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | raw
spelt = st.from_regex(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?", fullmatch=True).map(
    lambda spelling: Integer(spelling) if spelling.lstrip("-").isdigit() else Real(spelling)
)


@given(scalars | spelt)
def test_a_literal_is_the_value(value: object) -> None:
    got = ast.literal_eval(python.scalar(value))
    assert got == value
    assert isinstance(got, bool) == isinstance(value, bool)


@given(st.lists(raw, min_size=1, max_size=20))
def test_a_comment_of_python_cannot_end(many: list[str]) -> None:
    """The head of a program too, whose first two lines could name an encoding."""
    lines = [python.comment(line) for line in many]
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert ast.parse("\n".join(["# one", "# two", *lines, "end"]).encode()).body[0].lineno == len(lines) + 3


arguments = st.tuples(
    st.sampled_from(["model", "acoustic_customization_id"]), texts | spelt | st.lists(raw, max_size=5)
)


@given(st.lists(arguments, min_size=1, max_size=20), st.lists(texts, min_size=1, max_size=20))
@batches
def test_ruff_would_lay_a_call_out_in_the_same_way(many: list[tuple[str, object]], more: list[Text]) -> None:
    source = ["import os\n"]
    for name, value in many:
        spelt = f"{name}={python.expression(value)}" if isinstance(value, tuple) else python.argument(name, value, 12)
        call = python.call("response = recognize", ["audio=audio", spelt], indent=8)
        source += ["with some:", "    with other:", f"        {call}"]
    for value in more:
        expression = python.expression(value)
        config = python.enclosed("{", [f'"verify": {expression}'], "}", 8)
        source += [
            "with some:",
            f"    {python.call('trust', [config], indent=4)}",
            f"    {python.call('with open', [expression, 'MODE'], ' as audio:', 4)}\n        pass",
        ]
    program = "\n".join(source) + "\n"
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--target-version", "py310", "-"]
    done = subprocess.run(command, input=program.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines() == program.splitlines()


# Addresses


@given(raw)
def test_a_component_is_decoded_to_itself(value: str) -> None:
    encoded = url.component(value)
    assert unquote(encoded) == value
    assert re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*", encoded)


@given(st.lists(st.tuples(raw.filter(bool), raw), max_size=5))
def test_a_query_is_decoded_to_its_pairs(pairs: list[tuple[str, str]]) -> None:
    encoded = url.pairs((name, text(value)) for name, value in pairs)
    assert parse_qsl(expanded(encoded, {}), keep_blank_values=True) == pairs


@given(raw.filter(lambda path: "%" not in path))
def test_an_address_keeps_its_path(path: str) -> None:
    (encoded,) = url.address(text("https://example.com/" + path))
    assert isinstance(encoded, str)
    assert encoded.isascii()
    assert encoded.isprintable()
    assert " " not in encoded
    split = urlsplit(encoded)
    assert (split.query, split.fragment, unquote(split.path)) == ("", "", "/" + path)


def test_an_address_keeps_what_is_encoded_and_what_is_referred_to() -> None:
    assert url.address(text("https://a/%2F b/", Env("X"))) == text("https://a/%2F%20b/", Env("X"))
    assert url.address(text("https://a/50%/%zz%%41")) == text("https://a/50%25/%25zz%25%41")
    assert url.pairs([("a,b", text("x=", Env("X"))), ("c", text("d,e"))]) == text("a%2Cb=x%3D", Env("X"), "&c=d%2Ce")


# JSON

json_values = st.recursive(
    scalars | spelt | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(raw, inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_json_is_read_back_equal(value: object) -> None:
    for written in (jsontext.compact(value), jsontext.pretty(value)):
        assert json.loads(written) == value
        assert all(char.isprintable() or char == "\n" for char in written)
    assert "\n" not in jsontext.compact(value)


@given(spelt)
def test_json_keeps_the_spelling_of_numbers(number: Integer | Real) -> None:
    assert jsontext.compact({"n": [number]}) == f'{{"n": [{number.spelling}]}}'
