"""Markdown, as CommonMark and GitHub have it: texts that show what they hold and mean nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import category

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$!]")
"""What may begin something within a line."""
_MARK = re.compile(r"^(\d*)([#+=:.)-])")
"""What may begin something at the start of a line; more than that does no harm."""
_RUN = re.compile("`+")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_LINE_END = re.compile(r"\r\n|[\n\r]")


def text(value: str) -> str:
    """Words within a line, or in a cell of a table."""
    return _SPECIAL.sub(r"\\\g<0>", _shown(_BLANKS.sub(" ", value)).strip())


def paragraphs(value: str) -> str:
    """Words in the paragraphs that they have, apart by empty lines; a line stays a line."""
    lines = [_MARK.sub(r"\1\\\2", text(line)) for line in _LINE_END.split(value)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n"))


def code(value: str) -> str:
    """Characters as they are, within a line."""
    shown = _shown(value) or " "  # code cannot be empty
    fence = "`" * (_longest(shown) + 1)
    ends = shown[0] + shown[-1]
    pad = " " if "`" in ends or (ends == "  " and shown.strip(" ")) else ""  # a reader takes one off at both ends
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(value: str) -> str:
    """The same in a table, which ends its cells before it looks for code."""
    return code(value).replace("|", "\\|")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are spelt already."""
    return "".join(f"| {' | '.join(row)} |\n" for row in (heads, ["---"] * len(heads), *rows))


def fenced(content: str, language: str = "") -> str:
    """A block of code; its fence grows where the content has fences of its own."""
    fence = "`" * max(3, _longest(content) + 1)
    end = "" if content.endswith("\n") else "\n"
    return f"{fence}{language}\n{content}{end}{fence}\n"


def _longest(value: str) -> int:
    return max(map(len, _RUN.findall(value)), default=0)


def _shown(value: str) -> str:
    """What cannot be seen, or ends a line, is marked in its place; blanks of other scripts are blanks."""
    return "".join(
        char if char.isprintable() or category(char) == "Zs" else "\N{REPLACEMENT CHARACTER}" for char in value
    )
