"""Commands within HTML and within strings: what is read, and the places that are said of it."""

from __future__ import annotations

import json
import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stt_compile.importing.wrapped import unwrapped
from stt_compile.source import Source

ADDRESS = "https://h.example/v1/recognize"
COMMANDS = st.text('ab \\$"/&<>é', max_size=12).map(lambda text: f'curl -H "{text}" {ADDRESS}')
"""Commands with what other languages write otherwise."""


def read(text: str, name: str = "a.md") -> str:
    return unwrapped(Source(name, text)).text


@given(COMMANDS)
def test_strings_of_json_are_read_as_json_reads_them(command: str) -> None:
    assert read(f'{{"cmd": {json.dumps(command, ensure_ascii=False)}}}') == f'{{"cmd": \n{command}\n}}'


@given(COMMANDS)
def test_html_is_read_as_browsers_show_it(command: str) -> None:
    assert read(f"<pre>{escape(command)}</pre>") == f"<pre>{command}</pre>"
    coloured = f'<pre class="sh"><span class="k">{escape(command[:4])}</span>{escape(command[4:])}</pre>'
    assert read(coloured) == f'<pre class="sh">{command}</pre>'


@given(st.lists(st.text("ab '\"\\$é", max_size=6)))
def test_lists_of_words_are_read_as_words_that_nobody_expands(words: list[str]) -> None:
    listed = json.dumps(["curl", *words, ADDRESS], ensure_ascii=False)
    quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in ("curl", *words, ADDRESS))
    assert read(f"run({listed})") == f"run(\n{quoted}\n)"


@pytest.mark.parametrize(
    "text",
    [
        'they say "curl is a tool"',
        '"curl" -u a:b https://h.example/v1/recognize',
        "['curl', url, 'https://h.example/v1/recognize']",
        '["curl", "https://h.example/status"]',
        "`curl -u <API-KEY> https://h.example/v1/recognize?a=b&amp;c=d`",
        "<pre>a &amp; b</pre>",
    ],
)
def test_all_else_stays_as_it_is(text: str) -> None:
    assert read(text) == text


def test_places_are_those_of_the_source() -> None:
    page = f"<p>&lt;\n<pre>\n<b>curl</b> &quot;x&quot; {ADDRESS}</pre>\n"
    text = f'{page}["curl",\n  "\\"y\\"", "{ADDRESS}"]\n"curl z {ADDRESS}"\n'
    source = unwrapped(Source("a.html", text))
    lines = text.splitlines()
    for found, line, written in (("x", 3, "x"), ("y", 5, "y"), ("z ", 6, "z ")):
        offset = source.text.index(found)
        assert source.position(offset) == (line, lines[line - 1].index(written) + 1)


@pytest.mark.parametrize(
    "piece", ["<pre>", "<code>curl ", '"curl ', "'curl \\'", '["curl","a",', "&amp;<span ", "<pre></code>"]
)
def test_long_texts_take_as_much_longer_as_they_are_longer(piece: str) -> None:
    def took(size: int) -> float:
        start = time.process_time()
        read(piece * (size // len(piece)), "a.html" if "span" in piece else "a.md")
        return time.process_time() - start

    took(1_000)
    assert min(took(160_000) for _ in range(3)) < 12 * min(took(40_000) for _ in range(3)) + 0.05
