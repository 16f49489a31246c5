"""Findings as people see them: the place, the line, and the caret under exactly what is meant."""

from __future__ import annotations

from textwrap import dedent

import pytest

from stt_compile import loads
from stt_compile.diagnostics import Diagnostic, Note, Severity
from stt_compile.report.text import finding
from stt_compile.source import Source, Span
from tests.reports import report

from .conftest import GOOD


def placed(marked: str, hidden: str = "", **options: object) -> tuple[Diagnostic, frozenset[Span]]:
    """A finding about what stands between `«` and `»` in a text."""
    start, end = marked.index("«"), marked.index("»") - 1
    source = Source("call.stt.yaml", marked.replace("«", "").replace("»", ""))
    masked = source.text.find(hidden) if hidden else -1
    secrets = {Span(source, masked, masked + len(hidden))} if hidden else set()
    values = {"code": "STT401", "severity": Severity.ERROR, "message": "message", "help": "help", "path": (), **options}
    return Diagnostic(span=Span(source, start, end), **values), frozenset(secrets)  # type: ignore[arg-type]


def shown(marked: str, hidden: str = "", colour: bool = False, **options: object) -> str:
    return finding(*placed(marked, hidden, **options), colour)


def marked_line(marked: str, hidden: str = "") -> tuple[str, str]:
    """The line of the text and the line of the caret, both behind the gutter."""
    _, line, caret, help_ = shown(marked, hidden).splitlines()
    assert help_ == "     = help: help"
    assert line[4:7] in (" | ", " |")
    assert caret.startswith("     | ")
    return line[7:], caret[7:]


def test_looks_like_a_compilers() -> None:
    text = "version: 1\nrequests:\n  live: {«audoi»: 1}\n"
    assert shown(text) == dedent("""\
        call.stt.yaml:3:10: error STT401: message
           3 |   live: {audoi: 1}
             |          ^^^^^
             = help: help
        """)


def test_warnings_related_places_and_scope() -> None:
    other = Source("other.stt.yaml", "a: 1\nb: 2\n")
    text = shown(
        "x: «1»",
        severity=Severity.WARNING,
        related=(Note(Span(other, 5, 6), "`b` is here"),),
        scope="`live` and `nightly`",
    )
    assert text == dedent("""\
        call.stt.yaml:1:4: warning STT401: message
           1 | x: 1
             |    ^
             = see other.stt.yaml:2:1: `b` is here
             = in `live` and `nightly`
             = help: help
        """)


@pytest.mark.parametrize(
    ("marked", "line", "caret"),
    [
        ("a: «b»", "a: b", "   ^"),
        ("日本: «値段», x: 1", "日本: 値段, x: 1", "      ^^^^"),
        ("é: «é»", "é: é", "   ^"),
        ("e\u0301e\u0301: «e\u0301x»", "e\u0301e\u0301: e\u0301x", "    ^^"),
        ("a:\t«b\tc»", "a: b c", "   ^^^"),
        ("🎉: «🎉🎉»!", "🎉: 🎉🎉!", "    ^^^^"),
        ("\x1b[31ma: «b\x07»", "�[31ma: b�", "        ^^"),
        ("a: «|\n  one\n  two\n»b: 1", "a: |", "   ^"),
        ('a: «"one\n  two"»', 'a: "one', "   ^^^^"),
        ("«a: 1   \nb: 2\n»", "a: 1   ", "^^^^"),
        ("a: 1\n«»", "", "^"),
        ("a: «»", "a: ", "   ^"),
        ("a: 1«\n»b: 2", "a: 1", "    ^"),
        ("«»", "", "^"),
        ("a: 1\r\nb: «2»\r\n", "b: 2", "   ^"),
    ],
)
def test_caret(marked: str, line: str, caret: str) -> None:
    assert marked_line(marked) == (line.rstrip(), caret)


def test_masks_secrets() -> None:
    assert marked_line("apikey: «hunter2», x: 1", "hunter2") == ("apikey: *******, x: 1", "        ^^^^^^^")
    assert marked_line("key: «x» # 秘密 hunter2", "秘密 hunter2") == ("key: x # **********", "     ^")
    assert marked_line("a: hunter2\nb: «x»", "hunter2") == ("b: x", "   ^")


@pytest.mark.parametrize("fill", ["x", "日", "e\u0301"])
@pytest.mark.parametrize("behind", ["", ", more: 1", "y" * 300])
@pytest.mark.parametrize("width", [1, 30, 500])
def test_long_lines_are_cut_around_the_place(fill: str, behind: str, width: int) -> None:
    for before in (0, 10, 100, 119, 120, 121, 1000):
        line, caret = marked_line(fill * before + "«" + "K" * width + "»" + behind)
        columns = "".join(char * (2 if char == "日" else 0 if char == "\u0301" else 1) for char in line)
        assert len(columns) <= 122
        here = columns[len(caret) - len(caret.lstrip()) : len(caret)]
        assert here == "K" * len(here)
        assert len(here) == min(width, columns.count("K"))
        assert len(here) == width or len(here) > 60
        assert line.startswith("…") == (not (fill * before).startswith(line[:1]) if before else False)


def test_colour() -> None:
    text = shown("a: «b»", colour=True)
    assert text.splitlines()[0] == "call.stt.yaml:1:4: \x1b[1;31merror STT401\x1b[0m: \x1b[1mmessage\x1b[0m"
    assert text.splitlines()[2] == "     |    \x1b[1;31m^\x1b[0m"
    uncoloured = shown("a: «b»")
    for code in ("\x1b[1;31m", "\x1b[1m", "\x1b[0m"):
        text = text.replace(code, "")
    assert text == uncoloured


def test_the_gutter_grows() -> None:
    assert shown("\n" * 12344 + "a: «b»").splitlines()[1:] == [
        "12345 | a: b",
        "      |    ^",
        "      = help: help",
    ]


def test_a_profile_from_data_has_paths() -> None:
    diagnostic = Diagnostic("STT401", Severity.ERROR, "message", "help", None, ("requests", "live", "audio"))
    assert finding(diagnostic, (), False) == "requests.live.audio: error STT401: message\n     = help: help\n"


def test_a_report_ends_with_a_count_and_has_a_blank_line_behind_each_finding() -> None:
    broken = GOOD.replace("interface: websocket", "interfase: websocket")
    text = report([loads(broken, name="b.stt.yaml"), loads(broken, name="a.stt.yaml")], False)
    blocks = text.split("\n\n")
    names = [block.partition(":")[0] for block in blocks[:-1]]
    assert set(names) == {"a.stt.yaml", "b.stt.yaml"}
    assert names == sorted(names)
    assert blocks[-1] == f"2 profiles: {len(names)} errors, 0 warnings\n"
    assert report([loads(GOOD), loads(GOOD)], False) == "2 profiles, nothing to report\n"
