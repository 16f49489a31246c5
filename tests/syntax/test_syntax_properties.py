"""What holds for every text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from stt_compile import syntax
from stt_compile.diagnostics import Diagnostic
from stt_compile.source import Source, Span
from stt_compile.tree import Node

PIECES = [
    *("a", "b", "key", "1", "1.50", "true", "~", ".inf", "012", "é", "𝒳", "\xa0", "https://x/a?b", "--- a", "#"),
    *(" ", "  ", "\n", "\n  ", "\n ", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\t", "\ufeff", "\x07"),
    *(": ", ": ", ":", "- ", "- ", "-", "? ", "?", "[", "]", "{", "}", ", ", ","),
    *("&a ", "&b ", "&a\n", "*a", "*b", "<<: ", "<<", "!!str ", "!!map ", "!!seq ", "! ", "!x ", "!!str\n", "!x!y "),
    *('"a"', "'b'", '"', "'", '"\\u0041"', '"\\ud800"', '"a\\\n b"', '"a\n\n b"', "'a\n b'"),
    *("|\n  x\n", ">\n  y\n  z\n", "|+\n\n", ">-\n", "|", ">2\n", "# c\n", " # c\r\n", "---\n", "...\n", "%YAML 1.1\n"),
]
yaml_like = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
texts = st.one_of(yaml_like, st.text(max_size=40))

# PyYAML's dumper writes NEL in ways that its own loader reads as a line feed; and it leaves plain what only we take for
# numbers: 1e5 is text to YAML 1.1.
dumpable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), max_size=12).filter(
    lambda text: not re.fullmatch(r"-?[0-9.]+[eE][0-9]+", text)
)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | dumpable,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(dumpable, children, max_size=4),
    max_leaves=12,
)


def all_spans(node: Node | None, diagnostics: tuple[Diagnostic, ...]) -> Iterator[Span | None]:
    for diagnostic in diagnostics:
        yield diagnostic.span
        yield from diagnostic.touches
        yield from (note.span for note in diagnostic.related)
    for _, below in node.walk() if node else ():
        yield below.span
        yield from (entry.key for entry in below.entries.values())


def check_places(source: Source, node: Node | None, diagnostics: tuple[Diagnostic, ...]) -> None:
    for span in all_spans(node, diagnostics):
        assert span is not None
        assert span.source is source
        assert 0 <= span.start <= span.end <= len(source.text)


def outline(node: Node) -> Any:
    """Data and places, comparable."""
    assert node.span is not None
    place = (node.span.start, node.span.end)
    if isinstance(node.value, tuple):
        return place, [outline(item) for item in node.items]
    if isinstance(node.value, Mapping):
        return place, [(key, entry.key and entry.key.start, outline(entry.node)) for key, entry in node.entries.items()]
    return place, type(node.value), node.value


@given(st.binary(max_size=60) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    source, node, diagnostics = syntax.read("profile.yaml", data, None)
    assert node is not None or diagnostics
    check_places(source, node, diagnostics)


@given(texts, st.booleans())
def test_any_text_is_parsed_without_raising(text: str, pure: bool) -> None:
    source = Source("profile.yaml", text)
    node, diagnostics = syntax.parse(source, pure=pure)
    assert node is not None or diagnostics
    check_places(source, node, diagnostics)
    assert all(diagnostic.code in syntax.CODES and diagnostic.message.isprintable() for diagnostic in diagnostics)


@given(texts)
@example("{a: , ? : b}")
@example("{? # why?\n : x}")
@example("a: &x\n  # c\n  &y b: |+\n    c\n\n")
def test_both_parsers_say_the_same_of_what_both_accept(text: str) -> None:
    (node, wrong), (other, other_wrong) = (syntax.parse(Source("p", text), pure=pure) for pure in (False, True))
    assume(not wrong and not other_wrong)
    assert node
    assert other
    assert outline(node) == outline(other)


@given(texts)
def test_both_parsers_accept_the_same_but_for_what_the_pure_one_never_learnt(text: str) -> None:
    # Tabs between tokens, a `?` within a plain value in brackets, a comment that touches a `|`, unknown directives.
    assume(not re.search(r"\t|\?|[|>][-+0-9]*#|%", text))
    (node, wrong), (other, other_wrong) = (syntax.parse(Source("p", text), pure=pure) for pure in (False, True))
    assert bool(wrong) == bool(other_wrong)


def same(read: Any, data: Any) -> bool:
    if isinstance(data, dict):
        return list(read) == list(data) and all(same(read[key], data[key]) for key in data)
    if isinstance(data, list):
        return len(read) == len(data) and all(map(same, read, data))
    if isinstance(data, float):
        return isinstance(read, float) and read == data and math.copysign(1, read) == math.copysign(1, data)
    return bool(read == data) and isinstance(read, bool) == isinstance(data, bool)


@given(json_like, st.booleans(), st.sampled_from([None, True, False]))
def test_what_yaml_dumps_comes_back(data: object, pure: bool, flow: bool | None) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=40)
    node, diagnostics = syntax.parse(Source("p", text), pure=pure)
    assert diagnostics == ()
    assert node is not None
    assert same(node.plain(), data)


@given(texts, st.booleans())
def test_a_scalar_alone_says_the_same(text: str, pure: bool) -> None:
    assume("!" not in text)  # a tag changes what a scalar says, and is no part of its place
    node, diagnostics = syntax.parse(Source("p", text), pure=pure)
    assume(node and not diagnostics)
    for below in scalars(node):
        assert below.span
        # Deeper lines lose their own indentation, which says nothing, so that they fit below the dash.
        alone = re.sub(r"(\r\n|[\r\n\x85\u2028\u2029])[ \t]*", r"\1 ", below.span.text)
        again, wrong = syntax.parse(Source("p", f"- {alone}"), pure=pure)
        assert wrong == ()
        assert again
        assert again.items[0].value == below.value
        assert type(again.items[0].value) is type(below.value)


def scalars(node: Node | None) -> Iterator[Node]:
    """The plain and quoted scalars of which something is written."""
    for _, below in node.walk() if node else ():
        written = below.value is not None and not isinstance(below.value, (tuple, Mapping))
        if written and below.span and not below.span.text.startswith(("|", ">")):
            yield below


@given(texts)
def test_reading_twice_says_the_same(text: str) -> None:
    source = Source("p", text)
    (node, wrong), (other, other_wrong) = syntax.parse(source), syntax.parse(source)
    assert wrong == other_wrong
    assert (node and outline(node)) == (other and outline(other))
