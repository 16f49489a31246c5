"""Columns and paragraphs of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 100
_GAP = 2


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """A paragraph; names and addresses are never broken, so that they can be copied."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def bullets(items: Iterable[str], indent: int = 2) -> list[str]:
    """A list of paragraphs."""
    return [line for item in items for line in wrapped(f"- {item}", indent, 2)]


def fields(rows: Iterable[tuple[str, str]], indent: int = 2) -> list[str]:
    """Names and values in two columns; rows without a value are left out, and long values are wrapped."""
    kept = [(name, value) for name, value in rows if value]
    width = max((len(name) for name, _ in kept), default=0)
    lines: list[str] = []
    for name, value in kept:
        first, *rest = wrapped(value, indent + width + _GAP)
        lines += [" " * indent + f"{name:<{width + _GAP}}" + first.lstrip(), *rest]
    return lines


def section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines under a heading; nothing where there are none."""
    if lines:
        yield from ("", heading, *lines)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], indent: int = 0) -> list[str]:
    """Columns as wide as what they hold, under their headings."""
    widths = widths_of([headings, *rows])
    rule = ["-" * width for width in widths]
    return [_line(row, widths, indent) for row in (headings, rule, *rows)]


def widths_of(rows: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column."""
    return [max(len(cell) for cell in column) for column in zip(*rows)]


def _line(row: Sequence[str], widths: Sequence[int], indent: int) -> str:
    return (" " * indent + (" " * _GAP).join(f"{cell:<{width}}" for cell, width in zip(row, widths))).rstrip()


def entries(rows: Sequence[tuple[str, str, Sequence[str]]], indent: int = 4) -> Iterator[str]:
    """Names, values, and remarks on each: beside the values where everything fits, below them elsewhere.

    Args:
        rows: name, value and remarks; a remark is never broken.
    """
    if not rows:
        return
    name_width, value_width = widths_of([(name, value) for name, value, _ in rows])
    remark_width = max((len(remark) for *_, remarks in rows for remark in remarks), default=0)
    beside = indent + name_width + _GAP + value_width + _GAP
    below = indent + name_width + _GAP
    fits = beside + remark_width <= WIDTH
    for name, value, remarks in rows:
        head = f"{' ' * indent}{name:<{name_width + _GAP}}"
        if fits:
            first, *rest = remarks or ("",)
            yield f"{head}{value:<{value_width + _GAP}}{first}".rstrip()
            yield from (" " * beside + remark for remark in rest)
        else:
            yield from _folded(head, value, below)
            for remark in remarks:
                yield from wrapped(remark, below + _GAP, 2)


def _folded(head: str, value: str, margin: int) -> Iterator[str]:
    first, *rest = wrapped(value, margin) if len(head) + len(value) > WIDTH else (value,)
    yield (head + first.lstrip()).rstrip()
    yield from rest
