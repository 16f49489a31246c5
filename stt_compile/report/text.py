"""Findings for people: like a good compiler's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..diagnostics import Diagnostic, Note, Severity
from ..names import printable
from ..source import Source, Span
from . import Report

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "bold": "\x1b[1m", "dim": "\x1b[2m", "off": "\x1b[0m"}
_WIDEST = 120
"""How many columns of a line are shown."""
_LEAD = 40
"""How many columns stand before the place in a line that is too long to be shown from its beginning."""
_GUTTER = 4


def render(report: Report, colour: bool) -> str:
    """What was fixed, all findings, those silenced behind the others, and a line that counts them."""
    blocks = ["".join(_fixed(found, colour) for found in report.fixed)] if report.fixed else []
    blocks += [finding(found, report.hidden, colour) for found in report.findings]
    blocks += [finding(found, report.hidden, colour, ignored=True) for found in report.ignored]
    return "\n".join([*blocks, summary(report)]) + "\n"


def summary(report: Report) -> str:
    """How many findings in how many profiles."""
    profiles = _count(len(report.profiles), "profile")
    besides = f", {len(report.fixed)} fixed" if report.fixed else ""
    besides += f", {len(report.ignored)} ignored" if report.ignored else ""
    if not report.findings:
        return f"{profiles}, nothing to report{besides}"
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    return f"{profiles}: {_count(errors, 'error')}, {_count(warnings, 'warning')}{besides}"


def _fixed(found: Diagnostic, colour: bool) -> str:
    """A line: the text behind the place is another one by now."""
    paint = _COLOURS if colour else dict.fromkeys(_COLOURS, "")
    how = f": {found.fix.description}" if found.fix else ""
    return f"{_place(found)}: {paint['dim']}fixed {found.code}{paint['off']}: {found.message}{how}\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def finding(diagnostic: Diagnostic, hidden: Collection[Span], colour: bool, ignored: bool = False) -> str:
    """One finding: place, message, the line with a caret, related places, and one line of help."""
    paint = _COLOURS if colour else dict.fromkeys(_COLOURS, "")
    severity = diagnostic.severity.value
    word = "ignored" if ignored else severity
    head = f"{_place(diagnostic)}: {paint['dim' if ignored else severity]}{word} {diagnostic.code}{paint['off']}"
    lines = [f"{head}: {paint['bold']}{diagnostic.message}{paint['off']}"]
    margin = " " * _GUTTER
    if diagnostic.span:
        number = f"{diagnostic.span.position[0]:>{_GUTTER}}"
        margin = " " * len(number)
        line, indent, caret = _snippet(diagnostic.span, hidden)
        lines += [
            f"{number} | {line}".rstrip(),
            f"{margin} | {' ' * indent}{paint[severity]}{'^' * caret}{paint['off']}",
        ]
    for note in diagnostic.related:
        lines.append(f"{margin} = {paint['dim']}see {_related(note)}{paint['off']}")
    if diagnostic.scope:
        lines.append(f"{margin} = {paint['dim']}in {diagnostic.scope}{paint['off']}")
    lines.append(f"{margin} = help: {diagnostic.help}")
    return "\n".join(lines) + "\n"


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.span is None:
        return ".".join(map(str, diagnostic.path)) or "profile"
    return _position(diagnostic.span)


def _related(note: Note) -> str:
    return f"{_position(note.span)}: {note.message}"


def _position(span: Span) -> str:
    line, column = span.position
    return f"{printable(span.source.name)}:{line}:{column}"


def _snippet(span: Span, hidden: Collection[Span]) -> tuple[str, int, int]:
    """The line where a place begins, or a window of it; how many columns stand before the place, and how many it takes.

    Secrets are masked, and nothing can steer the terminal. Of a place of several lines the first one is marked.
    """
    source = span.source
    start, end = source.line_bounds(span.position[0])
    line = "".join(_masked(source, start, end, hidden))
    widths = [_width(char) for char in line]
    begin = min(span.start - start, len(line))
    stop = min(max(span.end - start, begin + 1), len(line))
    if span.end > end:
        stop = max(begin, len(line.rstrip()))
    first, last = 0, len(line)
    if sum(widths) > _WIDEST:
        if sum(widths[:stop]) > _WIDEST:
            first = _fitting(widths, begin, -1, _LEAD)
        last = _fitting(widths, first, 1, _WIDEST)
    view = ("…" if first else "") + line[first:last] + ("…" if last < len(line) else "")
    return view, bool(first) + sum(widths[first:begin]), max(1, sum(widths[begin : min(stop, last)]))


def _fitting(widths: Sequence[int], index: int, step: int, room: int) -> int:
    """How far one gets from a character in a direction before so many columns are used up."""
    while index < len(widths) if step > 0 else index > 0:
        room -= widths[index if step > 0 else index - 1]
        if room < 0:
            break
        index += step
    return index


def _masked(source: Source, start: int, end: int, hidden: Collection[Span]) -> Iterator[str]:
    """The characters of a line as they may be shown; a tab becomes one blank, so that columns stay what they are."""
    secret = [span for span in hidden if span.source is source and span.start < end and start < span.end]
    for index, char in enumerate(source.text[start:end], start):
        if any(span.start <= index < span.end for span in secret):
            yield "*"
        elif char == "\t":
            yield " "
        else:
            yield char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _width(char: str) -> int:
    """The columns that a terminal gives a character."""
    if char.isascii():
        return 1
    from unicodedata import combining, east_asian_width

    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1
