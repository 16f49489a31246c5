"""What a script runs many times, or not always."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from .shell import LONGEST

_BLOCK = re.compile(
    r"(?m)(?:^[ \t]*|[;&|][ \t]*|\b(?:do|then|else)[ \t]+)(for|while|until|if|case|select|done|fi|esac)\b"
)
_TURNS = re.compile(
    r"""(?ix)(?<![\w.-])for[ \t]+(?:/[a-z][ \t]+(?:"[^"\n]{0,200}"[ \t]+|[^\s%"]{1,200}[ \t]+)?)?%%?[a-z][ \t]+in[ \t]*
        \([^()\n]{0,500}\)[ \t]*do\b[ \t]*(?P<cmd>\(?)
    | (?:(?<![\w.-])(?:(?:foreach|while|for)[ \t]*\([^\n]{0,500}?\)[ \t\r\n]*|foreach-object[ \t]*)|\|[ \t]*%[ \t]*)
        (?P<power>\{)"""
)
"""What cmd.exe and PowerShell run many times."""
END_OF_TURNS = re.compile(r"(?m)^[ \t]*[)}]")
"""Where the bracket of such a loop closes."""
_ONE_TURN = re.compile(r"for[ \t]+\w+[ \t]+in[ \t]+[\w./:@-]+[ \t]*[;\n]")


def loops(text: str, blocks: Sequence[tuple[str, int, int]]) -> tuple[tuple[int, int], ...]:
    """What is run many times: only the outermost of what stands in one another."""
    turns = [
        (start, end)
        for kind, start, end in blocks
        if kind in ("for", "while", "until", "select") and not _ONE_TURN.match(text, start)
    ]
    return outermost([*turns, *_turns(text)])


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """The loops of cmd.exe and of PowerShell: to a bracket that begins a line, or to the end of the line."""
    closing = [found.start() for found in END_OF_TURNS.finditer(text)]
    for found in _TURNS.finditer(text):
        line = text.find("\n", found.end(), found.end() + LONGEST)
        line = line if line >= 0 else len(text)
        index = bisect_left(closing, found.end())
        opens = (found["cmd"] or found["power"]) and not text[found.end() : line].strip()
        yield found.start(), closing[index] if opens and index < len(closing) else line


def blocks_of(text: str) -> list[tuple[str, int, int]]:
    """What a script runs many times, or not always: the word that begins it, and its place."""
    closed = {"done": ("for", "while", "until", "select"), "fi": ("if",), "esac": ("case",)}
    opened: list[tuple[str, int]] = []
    found = []
    for word in _BLOCK.finditer(text):
        if word[1] not in closed:
            opened.append((word[1], word.start(1)))
        elif opened and opened[-1][0] in closed[word[1]]:
            kind, start = opened.pop()
            found.append((kind, start, word.end()))
    return found


def outermost(blocks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Blocks without those that stand in another one, in their order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(blocks):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def within(blocks: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset stands in one of some blocks, none of which stands in another one."""
    index = bisect_right(blocks, offset, key=lambda block: block[0]) - 1
    return index >= 0 and offset < blocks[index][1]
