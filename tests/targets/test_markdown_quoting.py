"""Markdown, rendered by a real parser: what it shows is what was meant, and nothing in it is anything else."""

from __future__ import annotations

from unicodedata import category

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from stt_compile.quoting import markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [*"`*_[](){}<>&|~$!#+-=:.)\\\"'0123456789 \t\n\ré日🎉", "\u2028", "\u202e", "\u3000", "\xa0", "<b>", "&amp;"]
PIECES += [
    "](x)",
    "```",
    "~~~",
    "---",
    "===",
    "1. ",
    "- ",
    "# ",
    "    ",
    "<!-- stt-compile: end -->",
    "a_b_c",
    "[x]: y",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"])), max_size=12).map("".join)
UNSEEN = "\N{REPLACEMENT CHARACTER}"


def shown(value: str) -> str:
    """What a reader sees: signs for letters and blanks, one sign for all else."""
    return "".join(char if category(char)[0] in "LMNPS" or category(char) == "Zs" else UNSEEN for char in value)


def words(value: str) -> list[str]:
    """What stands between blanks of any kind, signs for what cannot be seen included."""
    return shown("".join(" " if char in "\t\n\r\f\v" else char for char in value)).split()


def rendered(source: str) -> list[Token]:
    """What is shown, and how; a block's own tokens only where they are more than a paragraph."""
    found: list[Token] = []
    for token in PARSER.parse(source):
        found += token.children or [] if token.type == "inline" else [token]
    return [token for token in found if token.type not in ("paragraph_open", "paragraph_close")]


@given(TEXTS)
@example("https://example.com/a_b <i>x</i> &amp; \\| 5 * 3 * 2")
def test_words_within_a_line(value: str) -> None:
    tokens = rendered(f"so {markdown.text(value)} it is")
    assert {token.type for token in tokens} == {"text"}
    assert words("".join(token.content for token in tokens)) == ["so", *words(value), "it", "is"]


@given(TEXTS)
@example("# no heading\n\n- no list\n1. nor this\n\tno code\nno heading\n===")
def test_paragraphs(value: str) -> None:
    tokens = rendered(markdown.paragraphs(value))
    assert {token.type for token in tokens} <= {"text", "softbreak"}
    read = " ".join(token.content for token in tokens)
    assert words(read) == words(value)


@given(TEXTS)
@example("``a``")
@example(" ` ")
@example("a|b\\|c")
def test_code_within_a_line_and_in_a_table(value: str) -> None:
    expected = shown(value) or " "
    (before, line, after) = rendered(f"so {markdown.code(value)} it is")
    assert (before.content, line.type, line.content, after.content) == ("so ", "code_inline", expected, " it is")
    table = rendered(markdown.table(["code", "words"], [[markdown.cell(value), markdown.text(value)]]))
    (cell,) = (token for token in table if token.type == "code_inline")
    assert cell.content == expected
    assert [token.type for token in table].count("td_open") == 2
    inside = table[table.index(cell) + 1 :]
    assert words("".join(token.content for token in inside)) == words(value)


@given(TEXTS)
@example("a\n```\nb\n````\n")
@example("<!-- stt-compile: end -->")
def test_a_block_of_code_holds_what_it_should(value: str) -> None:
    (block,) = rendered(markdown.fenced(value, "sh"))
    assert (block.type, block.info) == ("fence", "sh")
    content = (
        value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", UNSEEN)
    )  # as every reader of Markdown has it
    assert block.content == (content if content.endswith("\n") else content + "\n")
