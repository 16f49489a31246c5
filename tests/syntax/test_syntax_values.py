"""What a text says, and where: values, keys, merges, spans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stt_compile.diagnostics import Diagnostic
from stt_compile.tree import Integer, KeyPath, Node, Real, spelling

ReadText = Callable[[str], tuple["Node | None", tuple[Diagnostic, ...]]]


def tree(read_text: ReadText, text: str) -> Node:
    node, diagnostics = read_text(text)
    assert diagnostics == ()
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("# only a comment", None),
        ("0", 0),
        ("-0", 0),
        ("42", 42),
        ("-7", -7),
        ("0.5", 0.5),
        ("3.10", 3.1),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        ("1e-999", 0.0),
        *((text, text) for text in ("yes", "no", "on", "off", "True", "FALSE", "NULL", "Null", "y")),
        *((text, text) for text in ("012", "0x1F", "0o7", "1:30", "1_000", "+5", ".5", "5.", "1e", "--1", "٣")),
        *((text, text) for text in ("2020-06-23", "2020-06-23T01:02:03Z", "74f4807e-b5ff", "1.2.3", ".infinite", "..")),
        ("'true'", "true"),
        ('"1"', "1"),
        ('""', ""),
        ('"~"', "~"),
        ('"\\u00e9\\t\\n"', "é\t\n"),
        ("'it''s'", "it's"),
        ("|\n  1", "1"),
        ("|\n  true\n", "true\n"),
        (">-\n  a\n  b\n", "a b"),
        ("!!str 12", "12"),
        ("!!str true", "true"),
        ("!!str", ""),
        ("!<tag:yaml.org,2002:str> 1", "1"),
        ("!!seq [1]", [1]),
        ("!!map {a: 1}", {"a": 1}),
        ("&x !!str 1", "1"),
        ("!!str &x 1", "1"),
        ("one\n  two\n\n  three", "one two\nthree"),
        ("https://example.com/a?b#c", "https://example.com/a?b#c"),
        ("[]", []),
        ("{}", {}),
        ("[a: 1, {b: 2}]", [{"a": 1}, {"b": 2}]),
        ("{a, b: }", {"a": None, "b": None}),
        ("\n- 1\n-\n- - 2\n  - x: 3", [1, None, [2, {"x": 3}]]),
    ],
)
def test_what_a_value_says(read_text: ReadText, written: str, value: object) -> None:
    read = tree(read_text, f"k: {written}").plain()["k"]
    assert read == value
    assert isinstance(value, bool) == isinstance(read, bool)


@pytest.mark.parametrize(
    ("written", "kind"),
    [("3.10", Real), ("1E5", Real), ("-0", Integer), ("-0.0", Real), ("12345678901234567890", Integer)],
)
def test_numbers_keep_their_spelling(read_text: ReadText, written: str, kind: type[Integer | Real]) -> None:
    value: Any = tree(read_text, f"[{written}]").items[0].value
    assert isinstance(value, kind)
    assert spelling(value) == written


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("2020", "2020"),
        ("1.50", "1.50"),
        ("true", "true"),
        ("null", "null"),
        ("~", "~"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("'a b'", "a b"),
        ('"a\\tb"', "a\tb"),
        ('""', ""),
        ('"<<"', "<<"),
        ("!!str <<", "<<"),
        ("!!str 5", "5"),
        ("&x a", "a"),
        ("? a\n", "a"),
        ("? |\n  a\n", "a\n"),
    ],
)
def test_keys_are_text_as_written(read_text: ReadText, written: str, key: str) -> None:
    assert tree(read_text, f"{written}: v").plain() == {key: "v"}


def test_an_alias_to_a_scalar_is_a_key_as_written(read_text: ReadText) -> None:
    assert tree(read_text, "a: &n 1.50\n*n : x").plain() == {"a": 1.5, "1.50": "x"}


def test_an_anchored_key_is_a_value_for_its_alias(read_text: ReadText) -> None:
    assert tree(read_text, "&n true: x\nb: *n").plain() == {"true": "x", "b": True}


def test_an_alias_is_the_same_node(read_text: ReadText) -> None:
    root = tree(read_text, "a: &x [1]\nb: *x\nc: {d: *x}")
    assert root.get("a") is root.get("b") is root.get("c", "d")


def test_an_anchor_can_be_given_again(read_text: ReadText) -> None:
    assert tree(read_text, "[&x 1, *x, &x 2, *x]").plain() == [1, 1, 2, 2]
    assert tree(read_text, "[&x [&x 1, *x], *x]").plain() == [[1, 1], 1]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("<<: *a\ny: 2", {"x": 1, "y": 2}),
        ("x: 3\n<<: *a", {"x": 3}),
        ("<<: *a\nx: 3", {"x": 3}),
        ("<<: {x: 5, z: 6}", {"x": 5, "z": 6}),
        ("<<: [*a, *b]", {"x": 1, "w": 7}),
        ("<<: [*b, *a]", {"x": 9, "w": 7}),
        ("<<: [*a, {q: 1}]", {"x": 1, "q": 1}),
        ("<<: []", {}),
        ('"<<": 1', {"<<": 1}),
        ("'<<': *a", {"<<": {"x": 1}}),
    ],
)
def test_merges(read_text: ReadText, text: str, data: object) -> None:
    indented = text.replace("\n", "\n  ")
    root = tree(read_text, f"a: &a {{x: 1}}\nb: &b {{x: 9, w: 7}}\nhere:\n  {indented}\n")
    assert root.plain()["here"] == data


def test_merged_entries_keep_their_places_and_stand_where_the_merge_does(read_text: ReadText) -> None:
    root = tree(read_text, "a: &a {x: 1, y: 2}\nb:\n  k: 0\n  <<: *a\n  y: 3\n  z: 4")
    entries = root.entries["b"].node.entries
    assert list(entries) == ["k", "x", "y", "z"]
    assert entries["x"] is root.entries["a"].node.entries["x"]
    assert place(root, ("b", "y")) == "5:6-5:7 3"


def test_a_merge_of_a_merge(read_text: ReadText) -> None:
    root = tree(read_text, "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}")
    assert root.plain()["c"] == {"x": 1, "y": 2}


def place(root: Node, path: KeyPath, on: Any = "value") -> str:
    span = root.place(path, on)
    assert span is not None
    (line, column), (end_line, end_column) = span.position, span.end_position
    return f"{line}:{column}-{end_line}:{end_column} {span.text}"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: bc # d", ("a",), "1:4-1:6 bc"),
        ("a: 'b c' # d", ("a",), "1:4-1:9 'b c'"),
        ('a: "b\n  c"  ', ("a",), '1:4-2:5 "b\n  c"'),
        ("a: b\n  c \nd: 1", ("a",), "1:4-2:4 b\n  c"),
        ("a: &x !!str b", ("a",), "1:13-1:14 b"),
        ("a: &x\n  # note\n  b: 1\n", ("a",), "3:3-3:7 b: 1"),
        ("a: !!seq [1]", ("a",), "1:10-1:13 [1]"),
        ("a: |\n  x\n\n\nb: 1", ("a",), "1:4-2:4 |\n  x"),
        ("a: |+ # note\n  x \n\nb: 1", ("a",), "1:4-2:5 |+ # note\n  x "),
        ("a: >2-\n   x", ("a",), "1:4-2:5 >2-\n   x"),
        ("a: | # note\n\nb: 1", ("a",), "1:4-1:5 |"),
        ("a: |\n  x # text", ("a",), "1:4-2:11 |\n  x # text"),
        ("a: [b, # c\n  d ]", ("a",), "1:4-2:6 [b, # c\n  d ]"),
        ("a: {b: c }", ("a",), "1:4-1:11 {b: c }"),
        ("a:\n- b\n-  c\n\nd: 1", ("a",), "2:1-3:5 - b\n-  c"),
        ("a:\n  - b\n  -\n# c", ("a",), "2:3-3:4 - b\n  -"),
        ("a:\n  - b\n  -\n# c", ("a", 1), "3:3-3:4 -"),
        ("a:\n-\n- b", ("a", 0), "2:1-2:2 -"),
        ("a:\n  b: 1\n  c:\n", ("a",), "2:3-3:4 b: 1\n  c"),
        ("a:\n  b: 1\n  c:\n", ("a", "c"), "3:3-3:4 c"),
        ("a: ~", ("a",), "1:4-1:5 ~"),
        ("a: &x\nb: *x", ("a",), "1:1-1:2 a"),
        ("a: &x\nb: *x", ("b",), "1:1-1:2 a"),
        ("a: !!str\nb: 1", ("a",), "1:1-1:2 a"),
        ("{a, b}", ("a",), "1:2-1:3 a"),
        ("{a: , b}", ("a",), "1:2-1:3 a"),
        ("{a: # c\n , b}", ("a",), "1:2-1:3 a"),
        ("[a: b , c]", (0,), "1:2-1:6 a: b"),
        ("[&x a: b]", (0,), "1:5-1:9 a: b"),
        ("[&x , b]", (0,), "1:2-1:4 &x"),
        ("a: {? b : c}", ("a", "b"), "1:11-1:12 c"),
        ("? a\n? b\n: c", (), "1:1-3:4 ? a\n? b\n: c"),
        ("? a\n? b\n: c", ("a",), "1:3-1:4 a"),
        ("&x a: 1", (), "1:4-1:8 a: 1"),
        ("&x\na: 1\n", (), "2:1-2:5 a: 1"),
        ("&x\n&y a: 1\n", (), "2:4-2:8 a: 1"),
        ("a: &x 1\nb:\n- *x\n", ("b",), "3:1-3:5 - *x"),
        ("a: b\r\n  c\r\nd: e\r\n", ("a",), "1:4-2:4 b\r\n  c"),
        ("a: b\r\n  c\r\nd: e\r\n", ("d",), "3:4-3:5 e"),
        ("a: b\rd: e", ("d",), "2:4-2:5 e"),
        ("𝒳: 𝒴𝒴\né: ü", ("é",), "2:4-2:5 ü"),
        ("𝒳: 𝒴𝒴\né: ü", ("𝒳",), "1:4-1:6 𝒴𝒴"),
        ("a: b\x85d: e", ("d",), "1:9-1:10 e"),
        ("a: b\u2028  c\u2029d: e", ("d",), "1:13-1:14 e"),
        ("--- # c\na: b\n...\n", (), "2:1-2:5 a: b"),
        ("%YAML 1.2\n---\na: b", ("a",), "3:4-3:5 b"),
    ],
)
def test_where_a_value_stands(read_text: ReadText, text: str, path: KeyPath, expected: str) -> None:
    assert place(tree(read_text, text), path) == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("  a b : 1", "a b", "1:3-1:6 a b"),
        ('"a": 1', "a", '1:1-1:4 "a"'),
        ("&x a: 1", "a", "1:4-1:5 a"),
        ("!!str 1: 1", "1", "1:7-1:8 1"),
        ("? a\n: 1", "a", "1:3-1:4 a"),
        ("{x: 1,a: 1}", "a", "1:7-1:8 a"),
        ("x: &k a\n*k : 1", "a", "2:1-2:3 *k"),
    ],
)
def test_where_a_key_stands(read_text: ReadText, text: str, key: str, expected: str) -> None:
    assert place(tree(read_text, text), (key,), on="key") == expected


def test_the_top_level_may_be_anything(read_text: ReadText) -> None:
    assert tree(read_text, "just text").plain() == "just text"
    assert tree(read_text, "null").plain() is None
    assert tree(read_text, "- 1").plain() == [1]
