"""Takes away what Markdown and diffs write before and behind the lines that they show; offsets stay."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import PurePath

from ..source import Source
from . import shell
from .findings import Finding, Place

_QUOTED_LINE = re.compile(r"(?m)^[ \t]{0,8}(?:>{1,3}[ \t])+(?=[ \t]*\S)")
_ATTRIBUTES = re.compile(r"\{: ?[^{}\n]{0,200}\}")
_HUNK = re.compile(r"(?m)^@@ -[0-9,]+ \+[0-9,]+ @@.*\n")
_DIFF = re.compile(r"(?m)^[ \t]*(?:```|~~~)[ \t]*diff\b[^\n]*\n")
FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)")
"""Where a block of code begins or ends."""


def unquoted(text: str) -> str:
    """A text without the signs of quotations, and without attributes."""
    return _ATTRIBUTES.sub(_blank, _QUOTED_LINE.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def patched(source: Source, text: str) -> tuple[list[Finding], str]:
    """A text as the diffs in it leave it, with a word on each call that they take away; offsets stay."""
    whole = PurePath(source.name).suffix.lower() in (".diff", ".patch")
    hunk = _HUNK.search(text)
    fences = [found.end() for found in _DIFF.finditer(text)]
    regions = [(0, len(text))] if whole else [(hunk.end(), len(text))] if hunk and not fences else []
    closing = [found.start() for found in FENCE.finditer(text)] if fences else []
    for begin in fences:
        index = bisect_left(closing, begin)
        regions.append((begin, closing[index] if index < len(closing) else len(text)))
    found: list[Finding] = []
    pieces, end = [], 0
    for begin, stop in regions:
        pieces.append(text[end:begin])
        end = max(begin, stop)
        before = False
        for offset, line in shell.lines(text[begin:end]):
            gone = line.startswith("-")
            if gone and not before and not line.startswith("---") and re.search(r"\bcurl\b|/v1/recogni", line):
                message = "a diff takes this away"
                found.append(Finding("left out", Place(source, begin + offset), message, "what it leaves is read"))
            before = gone
            pieces.append(" " * len(line) if gone else " " + line[1:] if line.startswith("+") else line)
    return found, "".join([*pieces, text[end:]])
