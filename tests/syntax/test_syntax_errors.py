"""What is wrong with a text, and where: each mistake with its code, its place and its way out."""

from __future__ import annotations

import codecs
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stt_compile import syntax
from stt_compile.diagnostics import Diagnostic, Severity
from stt_compile.tree import Node

ReadText = Callable[[str], tuple["Node | None", tuple[Diagnostic, ...]]]


def brief(diagnostic: Diagnostic) -> str:
    """Code, start, end, and the path of keys."""
    assert diagnostic.span is not None
    (line, column), (end_line, end_column) = diagnostic.span.position, diagnostic.span.end_position
    return f"{diagnostic.code} {line}:{column}-{end_line}:{end_column} {'.'.join(map(str, diagnostic.path))}".rstrip()


def touched(diagnostic: Diagnostic) -> list[str]:
    return sorted(span.text for span in diagnostic.touches)


@pytest.mark.parametrize(
    ("text", "expected", "touches", "data"),
    [
        pytest.param("a: .inf", ["STT106 1:4-1:8 a"], [".inf"], {"a": ".inf"}, id="inf"),
        pytest.param("[-.INF]", ["STT106 1:2-1:7 0"], ["-.INF"], ["-.INF"], id="minus-inf"),
        pytest.param("[+.Inf]", ["STT106 1:2-1:7 0"], ["+.Inf"], ["+.Inf"], id="plus-inf"),
        pytest.param("[.NaN]", ["STT106 1:2-1:6 0"], [".NaN"], [".NaN"], id="nan"),
        pytest.param("[1e999]", ["STT106 1:2-1:7 0"], ["1e999"], ["1e999"], id="huge-real"),
        pytest.param("[-1.5E+400]", ["STT106 1:2-1:11 0"], ["-1.5E+400"], ["-1.5E+400"], id="huge-negative-real"),
        pytest.param("a: !x b", ["STT106 1:4-1:6 a"], ["b"], {"a": "b"}, id="tag"),
        pytest.param("a: !!int 1", ["STT106 1:4-1:9 a"], ["1"], {"a": "1"}, id="int-tag"),
        pytest.param("a: ! 1", ["STT106 1:4-1:5 a"], ["1"], {"a": "1"}, id="bare-tag"),
        pytest.param("a: &k !x [1]", ["STT106 1:7-1:9 a"], ["[1]"], {"a": [1]}, id="tag-behind-anchor"),
        pytest.param("a: !!map b", ["STT106 1:4-1:9 a"], ["b"], {"a": "b"}, id="map-tag-on-text"),
        pytest.param("a: !!str [1]", ["STT106 1:4-1:9 a"], ["[1]"], {"a": [1]}, id="str-tag-on-list"),
        pytest.param("a: {!x b: c}", ["STT106 1:5-1:7 a"], ["{!x b: c}"], {"a": {"b": "c"}}, id="tag-on-key"),
        pytest.param("%TAG !e! tag:e,2000:\n---\na: 1", ["STT106 1:1-1:2"], [], {"a": 1}, id="tag-directive"),
        pytest.param("{[a]: b, c: d}", ["STT106 1:2-1:5"], ["{[a]: b, c: d}"], {"c": "d"}, id="list-as-key"),
        pytest.param("k: {{ name }}", ["STT106 1:5-1:13 k"], ["{{ name }}"], {"k": {}}, id="template-braces"),
        pytest.param("? a: b\n: c", ["STT106 1:3-1:7"], ["? a: b\n: c"], {}, id="block-mapping-as-key"),
        pytest.param("a: &x []\nb: {*x : 1}", ["STT106 2:5-2:7 b"], ["{*x : 1}"], {"a": [], "b": {}}, id="alias-key"),
        pytest.param("a: {? : b}", ["STT106 1:5-1:6 a"], ["{? : b}"], {"a": {}}, id="empty-key"),
        pytest.param("? \n: b", ["STT106 1:1-1:2"], ["? \n: b"], {}, id="empty-block-key"),
        pytest.param("a: &x\n*x : b", ["STT106 2:1-2:3"], ["a: &x\n*x : b"], {"a": None}, id="alias-of-nothing-as-key"),
        pytest.param("a: {<<: b}", ["STT106 1:9-1:10 a"], ["{<<: b}"], {"a": {}}, id="merge-of-text"),
        pytest.param("a: {<<: [{b: 1}, c]}", ["STT106 1:9-1:20 a"], ["{<<: [{b: 1}, c]}"], {"a": {"b": 1}}, id="merge"),
        pytest.param("a: {<<: }", ["STT106 1:5-1:7 a"], ["{<<: }"], {"a": {}}, id="merge-of-nothing"),
        pytest.param("a: *x", ["STT102 1:4-1:6 a"], ["*x"], {"a": None}, id="unknown-alias"),
        pytest.param("a: [*x, &x 1]", ["STT102 1:5-1:7 a.0"], ["*x"], {"a": [None, 1]}, id="alias-before-its-anchor"),
        pytest.param("a: &x [*x]", ["STT105 1:8-1:10 a.0"], ["*x"], {"a": [None]}, id="recursion"),
        pytest.param("a: &x {b: [*x]}", ["STT105 1:12-1:14 a.b.0"], ["*x"], {"a": {"b": [None]}}, id="deep-recursion"),
        pytest.param("a: 1\n---\nb: 2", ["STT104 2:1-2:4"], ["a: 1"], {"a": 1}, id="two-documents"),
        pytest.param("a: 1\n...\n# c\nb: 2", ["STT104 4:1-4:2"], ["a: 1"], {"a": 1}, id="document-end"),
    ],
)  # fmt: skip
def test_mistakes_that_leave_a_tree(
    read_text: ReadText, text: str, expected: list[str], touches: list[str], data: object
) -> None:
    node, diagnostics = read_text(text)
    assert [brief(diagnostic) for diagnostic in diagnostics] == expected
    assert touched(diagnostics[0]) == touches
    assert node is not None
    assert node.plain() == data


def test_an_alias_unknown_to_a_merge_spoils_its_mapping(read_text: ReadText) -> None:
    _, diagnostics = read_text("a: {<<: *x}")
    assert [brief(diagnostic) for diagnostic in diagnostics] == ["STT102 1:9-1:11 a.<<"]
    assert touched(diagnostics[0]) == ["*x", "{<<: *x}"]


def test_duplicates_keep_the_first_and_name_its_place(read_text: ReadText) -> None:
    node, diagnostics = read_text("a:\n  b: 1\n  c: 2\n  'b': 3\n  b: 4\nb: 5\n")
    assert node is not None
    assert node.plain() == {"a": {"b": 1, "c": 2}, "b": 5}
    assert [brief(diagnostic) for diagnostic in diagnostics] == ["STT103 4:3-4:6 a.b", "STT103 5:3-5:4 a.b"]
    for diagnostic in diagnostics:
        assert [(note.span.position, note.message) for note in diagnostic.related] == [((2, 3), "first written here")]
        assert touched(diagnostic) == ["1"]
        assert "'b'" in diagnostic.message


def test_a_second_merge_key_is_a_duplicate(read_text: ReadText) -> None:
    node, diagnostics = read_text("a: {<<: {x: 1}, <<: {y: 2}}")
    assert node is not None
    assert node.plain() == {"a": {"x": 1}}
    assert [brief(diagnostic) for diagnostic in diagnostics] == ["STT103 1:17-1:19 a.<<"]
    assert touched(diagnostics[0]) == ["{<<: {x: 1}, <<: {y: 2}}"]
    assert "[*one, *two]" in diagnostics[0].help


def test_different_spellings_of_a_number_are_different_keys(read_text: ReadText) -> None:
    assert read_text("1: a\n1.0: b\n'1': c")[1][0].code == "STT103"
    assert read_text("1: a\n1.0: b")[1] == ()


def test_a_key_is_escaped_and_short_in_a_message(read_text: ReadText) -> None:
    long = "k" * 500
    _, diagnostics = read_text(f'{{"\\e[31m": 1, "\\e[31m": 2, {long}: 1, {long}: 2}}')
    assert "'\\x1b[31m'" in diagnostics[0].message
    assert all(diagnostic.message.isprintable() and len(diagnostic.message) < 200 for diagnostic in diagnostics)


def test_all_mistakes_are_reported_in_order(read_text: ReadText) -> None:
    _, diagnostics = read_text("a: .nan\na: !x b\nb: *c\n[d]: e\n")
    assert [diagnostic.code for diagnostic in diagnostics] == ["STT106", "STT103", "STT106", "STT102", "STT106"]


@pytest.mark.parametrize(
    ("text", "expected", "message", "help"),
    [
        ("a:\n\tb: 1", "STT102 2:1-2:2", "tab", "indent with spaces, not tabs"),
        ("a:\n  b: 1\n\tc: 2", "STT102 3:1-3:2", "tab", "indent with spaces, not tabs"),
        ("a:\n  b: 1\n  \tc: 2", "STT102 3:3-3:4", "tab", "indent with spaces, not tabs"),
        ("- |\n\tx", "STT102 2:1-2:2", "tab", "indent with spaces, not tabs"),
        ("a: 1\nb: 'x\nc: 2\n", "STT102 2:4-2:5", "never closed", "same quote"),
        ('a: "x\n---\n', "STT102 1:4-1:5", "never closed", "same quote"),
        ("a: 'it's'", "STT102 1:8-1:9", "already over", "quote"),
        ('a: "x" y', "STT102 1:8-1:9", "already over", "quote"),
        ('a: "c:\\dir"', "STT102 1:7-1:8", "escape", "\\\\"),
        ('a: "\\x4"', "STT102 1:5-1:6", "escape", "\\\\"),
        ("a: 1\nb\nc: 2", "STT102 2:1-2:2", "colon", "key: value"),
        ("a: b: c", "STT102 1:5-1:6", "colon", "quote"),
        ("a:b\nc: d", "STT102 2:2-2:3", "colon", "the line above"),
        ("a: 1\n  b: 2", "STT102 2:4-2:5", "colon", "align"),
        ("a:\n  b: 1\n c: 2", "STT102 3:2-3:3", "does not fit", "align"),
        ("a:\n  - b\n c: 2", "STT102 3:2-3:3", "does not fit", "align"),
        ("- a\nb: 1", "STT102 2:1-2:2", "does not fit", "align"),
        ("a: - b", "STT102 1:4-1:5", "list item", "line of its own"),
        ("a: ? b", "STT102 1:4-1:5", "key cannot begin", "quote"),
        ("a: @b", "STT102 1:4-1:5", "'@'", "quote it"),
        ("a: `b`", "STT102 1:4-1:5", "'`'", "quote it"),
        ("a: %b", "STT102 1:4-1:5", "'%'", "quote it"),
        ("a: [|]", "STT102 1:5-1:6", "'|'", "quote it"),
        ("%b", "STT102 1:1-1:2", "directive", "quote it"),
        ("a: *.wav", "STT102 1:4-1:5", "alias", "quote it"),
        ("a: & b", "STT102 1:4-1:5", "alias", "quote it"),
        ("a: |b", "STT102 1:5-1:6", "|", "next line"),
        ("a: ]", "STT102 1:4-1:5", "cannot begin", "quote it"),
        ("a: [1, 2\nb: 3}", "STT102 2:2-2:3", "between '[' and ']'", "comma"),
        ("a: [1,\n  2", "STT102 1:4-1:5", "'[' is never closed", "']'"),
        ("a: {b: [1], c: 2 # d\n", "STT102 1:4-1:5", "'{' is never closed", "'}'"),
        ("a: {", "STT102 1:4-1:5", "'{' is never closed", "'}'"),
        ("a: [1, , 2]", "STT102 1:8-1:9", "between '[' and ']'", "quote"),
        ("a: !e!x b", "STT106 1:4-1:5", "tags", "quote it"),
        ("", "STT104 1:1-1:1", "no profile", "version: 1"),
        ("# c\n", "STT104 1:1-1:1", "no profile", "version: 1"),
        ("---\n# c\n...\n", "STT104 1:1-1:1", "no profile", "version: 1"),
        ("---\n---\na: 1", "STT104 2:1-2:4", "second document", "one profile"),
        ("a: \x07b", "STT101 1:4-1:5", "U+0007", "\\x07"),
        ("a: b\n\x00", "STT101 2:1-2:2", "U+0000", "UTF-8"),
        ("a: \x7f", "STT101 1:4-1:5", "U+007F", "\\x7f"),
        ("a: \x9bb", "STT101 1:4-1:5", "U+009B", "\\x9b"),
        ("𝒳: \ufffe", "STT101 1:4-1:5", "U+FFFE", "remove it"),
        ("a: \ud800", "STT101 1:4-1:5", "U+D800", "remove it"),
        ("a: 1\n\ufeffb: 2", "STT101 2:1-2:2", "U+FEFF", "invisible"),
    ],
)
def test_mistakes_that_leave_nothing(read_text: ReadText, text: str, expected: str, message: str, help: str) -> None:
    node, diagnostics = read_text(text)
    assert node is None
    assert [brief(diagnostic) for diagnostic in diagnostics] == [expected]
    assert diagnostics[0].severity is Severity.ERROR
    assert message in diagnostics[0].message
    assert help in diagnostics[0].help
    assert diagnostics[0].message.isprintable()


def test_a_bracket_that_is_closed_too_late_names_where_it_opened(read_text: ReadText) -> None:
    _, (diagnostic,) = read_text("a: [1, 2\nb: 3}")
    assert [(note.span.position, note.message) for note in diagnostic.related] == [((1, 4), "'[' opened here")]


def test_every_unreadable_character_has_its_place_up_to_a_limit(read_text: ReadText) -> None:
    _, diagnostics = read_text("a: \x01\nb: \x02")
    assert [brief(diagnostic) for diagnostic in diagnostics] == ["STT101 1:4-1:5", "STT101 2:4-2:5"]
    assert len(read_text("\x01" * 1000)[1]) == syntax.MAX_CHARACTERS_REPORTED


@pytest.mark.parametrize("text", ["a: '\\ud800'", 'a: "\\ud800"', 'a: "\\ud83d\\ude00"', 'a: "\\U00110000"'])
def test_no_surrogate_comes_out_of_an_escape(read_text: ReadText, text: str) -> None:
    node, diagnostics = read_text(text)
    if text.startswith("a: '"):
        assert diagnostics == ()
    else:
        assert [diagnostic.code for diagnostic in diagnostics] == ["STT102"]
    if node:
        json.dumps(node.plain(), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "a: hunter2: b", "a: 'hunter2", "a: [hunter2", "a: @hunter2", "a: 'hunter2' hunter2", "a: \"\\hunter2\"",
        "a: |hunter2", "a: *hunter2.", "a: !hunter2 hunter2", "a: 1\nhunter2\n", "a: {b: hunter2}}", "a: %hunter2",
        "<<: hunter2", "a: 1hunter2\n\tb", "a: hunter2\x07", "a: &x hunter2\na: *x", "[hunter2]: b", "- hunter2\nb: 1",
    ],
)  # fmt: skip
def test_no_message_holds_a_value(read_text: ReadText, text: str) -> None:
    _, diagnostics = read_text(text)
    assert diagnostics
    for diagnostic in diagnostics:
        said = [diagnostic.message, diagnostic.help, *(note.message for note in diagnostic.related)]
        assert "hunter2" not in " ".join(said)


@pytest.mark.parametrize(
    ("data", "expected", "message"),
    [
        (codecs.BOM_UTF16_LE + "a: 1".encode("utf-16-le"), "STT101 1:1-1:2", "UTF-16"),
        (codecs.BOM_UTF16_BE + "a: 1".encode("utf-16-be"), "STT101 1:1-1:2", "UTF-16"),
        (codecs.BOM_UTF32_LE + "a: 1".encode("utf-32-le"), "STT101 1:1-1:2", "UTF-32"),
        (codecs.BOM_UTF32_BE + "a: 1".encode("utf-32-be"), "STT101 1:1-1:2", "UTF-32"),
        (codecs.BOM_UTF16_LE, "STT101 1:1-1:1", "UTF-16"),
        (b"a: 1\nb: caf\xe9\n", "STT101 2:7-2:8", "line 2, byte offset 11: byte 0xE9"),
        (codecs.BOM_UTF8 + b"a: \xff", "STT101 1:4-1:5", "line 1, byte offset 6: byte 0xFF"),
        ("é: ".encode() + b"\xc3", "STT101 1:4-1:5", "line 1, byte offset 4: byte 0xC3"),
        (b"a: \xed\xa0\x80", "STT101 1:4-1:5", "byte 0xED"),
        ("a: 1".encode("utf-16-le"), "STT101 1:2-1:3", "U+0000"),
    ],
)
def test_other_encodings(data: bytes, expected: str, message: str) -> None:
    source, node, diagnostics = syntax.read("profile.yaml", data, None)
    assert node is None
    assert brief(diagnostics[0]) == expected
    assert message in diagnostics[0].message
    assert diagnostics[0].help == "save the file as UTF-8"
    assert all(diagnostic.span and diagnostic.span.source is source for diagnostic in diagnostics)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source, node, diagnostics = syntax.read("profile.yaml", codecs.BOM_UTF8 + b"a: 1", None)
    assert (source.text, diagnostics) == ("a: 1", ())
    assert node is not None
    assert node.plain() == {"a": 1}
    assert node.span is not None
    assert node.span.position == (1, 1)


def test_every_code_has_a_title_and_a_reason() -> None:
    assert list(syntax.CODES) == [f"STT10{digit}" for digit in range(1, 7)]
    assert all(title and reason.endswith(".") for title, reason in syntax.CODES.values())


def test_importing_the_module_does_not_load_yaml() -> None:
    program = "import sys, stt_compile.syntax; sys.exit('yaml' in sys.modules)"
    root = Path(syntax.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
