"""Texts made to stall a reader. None of these tests looks at a clock: what is slow shows as a test that hangs."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from stt_compile import syntax
from stt_compile.diagnostics import Diagnostic
from stt_compile.tree import Node

ReadText = Callable[[str], tuple["Node | None", tuple[Diagnostic, ...]]]

SIZE = syntax.MAX_BYTES
DEPTH = syntax.MAX_DEPTH


def fill(piece: str) -> str:
    return piece * (SIZE // len(piece.encode()))


def nest(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((fill(piece), "STT105") for piece in ("- ", "? ", "- - ", "[", "{", "[]", "[[],", "{[", "[ ", "[\n", "! [")),
        *((fill(piece), "STT105") for piece in ("[a: ", "{a: ", "{? ", "[? ")),
        *(((piece * syntax.MAX_BRACKETS)[:SIZE], "STT105") for piece in ("[", "{", "[ ", "[\n", "[a: ", "{a: ", "[? ")),
        ((f"{nest(DEPTH)},\n" * SIZE)[: syntax.MAX_BRACKETS], "STT102"),
        ("[" + (f"{nest(DEPTH - 1)}," * SIZE)[: 2 * syntax.MAX_BRACKETS - 2], "STT102"),
        (fill("&a "), "STT102"),
        (fill("&a\n"), "STT102"),
        (fill("a"), None),
        (fill("a")[:-3] + ": b", "STT102"),
        (fill(": "), "STT102"),
        (fill("a: "), "STT102"),
        (fill("\t"), "STT102"),
        (fill("]"), "STT102"),
        (fill('"'), "STT102"),
        (fill("%"), "STT102"),
        (fill("%YAML 1.1\n"), "STT102"),
        ("%YAML " + fill("9")[:-6], "STT102"),
        (fill("---\n"), "STT104"),
        (fill("\n"), "STT104"),
        (fill("#\n"), "STT104"),
        (fill(" "), "STT104"),
        (fill("a: 1\n"), "STT103"),
        (fill("- *a\n"), "STT102"),
        (fill("- !x a\n"), "STT106"),
        (fill("? \n"), "STT106"),
        ("[" + "&a a," * (SIZE // 5 - 1) + "]", None),
        (f"[{nest(DEPTH - 1)}" + fill(f",{nest(DEPTH - 1)}")[: -4 * DEPTH] + "]", "STT105"),
        ("- " + fill("9")[:-2], "STT106"),
        ("- 1." + fill("9")[:-4], None),
        ("- 1e" + fill("9")[:-4], "STT106"),
        ('- "' + fill("\n")[:-4] + '"', None),
        ("- |\n" + fill("\n")[:-4], None),
        ("- |\n" + fill("  \n")[:-4], None),
        (fill("\x00"), "STT101"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) and len(value) > 9 else None,
)  # fmt: skip
def test_texts_made_to_stall(read_text: ReadText, text: str, code: str | None) -> None:
    assert len(text.encode()) <= SIZE
    _, diagnostics = read_text(text)
    assert diagnostics[0].code == code if code else diagnostics == ()


def test_longest_text(read_text: ReadText) -> None:
    assert read_text("a" * SIZE)[1] == ()
    for text in ("a" * (SIZE + 1), "é" * (SIZE // 2 + 1), "𝒳" * SIZE):
        node, (diagnostic,) = read_text(text)
        assert (node, diagnostic.code) == (None, "STT105")
        assert "KiB" in diagnostic.message


def test_a_file_that_is_too_long_is_not_even_decoded() -> None:
    source, node, (diagnostic,) = syntax.read("profile.yaml", b"\xff" * (SIZE + 1), None)
    assert (source.text, node, diagnostic.code) == ("", None, "STT105")


def test_deepest_text(read_text: ReadText) -> None:
    node, diagnostics = read_text(nest(DEPTH))
    assert diagnostics == ()
    assert node is not None
    assert len(list(node.walk())) == DEPTH
    node, (diagnostic,) = read_text(nest(DEPTH + 1))
    assert (node, diagnostic.code) == (None, "STT105")
    assert diagnostic.span is not None
    assert diagnostic.span.position == (1, DEPTH + 1)


def test_depth_counts_through_aliases(read_text: ReadText) -> None:
    def chain(links: int) -> str:
        return "\n".join(["- &a0 []", *(f"- &a{link} [*a{link - 1}]" for link in range(1, links))])

    node, diagnostics = read_text(chain(DEPTH - 1))
    assert diagnostics == ()
    assert node is not None
    node.plain()
    node, (diagnostic,) = read_text(chain(5000))
    assert (node, diagnostic.code) == (None, "STT105")
    assert diagnostic.span is not None
    assert diagnostic.span.text == f"*a{DEPTH - 2}"


def test_nodes_count_through_aliases(read_text: ReadText) -> None:
    # The list, its anchor's 101 nodes once more for each alias.
    enough = (syntax.MAX_NODES - 1 - 101) // 101
    text = "- &a [" + "x," * 100 + "]\n" + "- *a\n" * enough
    assert read_text(text)[1] == ()
    node, (diagnostic,) = read_text(text + "- *a\n")
    assert (node, diagnostic.code) == (None, "STT105")
    assert diagnostic.span is not None
    assert diagnostic.span.position == (enough + 2, 3)


def test_bomb(read_text: ReadText) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]" for level in range(1, 60))]
    node, (diagnostic,) = read_text("\n".join(lines))
    assert (node, diagnostic.code) == (None, "STT105")


def test_bomb_of_merges(read_text: ReadText) -> None:
    keys = ", ".join(f"k{key}: 1" for key in range(2000))
    node, (diagnostic,) = read_text(f"m: &m {{{keys}}}\nz:\n" + "- {<<: *m}\n" * 5000)
    assert (node, diagnostic.code) == (None, "STT105")


def test_too_many_digits(read_text: ReadText) -> None:
    assert read_text(f"[{'9' * syntax.MAX_DIGITS}]")[1] == ()
    node, (diagnostic,) = read_text(f"[{'9' * (syntax.MAX_DIGITS + 1)}]")
    assert diagnostic.code == "STT106"
    assert node is not None
    assert isinstance(node.items[0].value, str)


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="this Python has no limit of its own")
def test_python_s_own_limit_on_digits_may_be_lower(read_text: ReadText) -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert read_text(f"[{'9' * 1000}]")[1][0].code == "STT106"
    finally:
        sys.set_int_max_str_digits(before)


def test_most_brackets(read_text: ReadText) -> None:
    text = "# " + "[" * syntax.MAX_BRACKETS + "\na: 1"
    assert read_text(text)[1] == ()
    node, (diagnostic,) = read_text(text + "\nb: []")
    assert (node, diagnostic.code) == (None, "STT105")
    assert diagnostic.span is not None
    assert diagnostic.span.position == (3, 4)
