"""Findings for people: like a good compiler's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..compile import Compilation
from ..diagnostics import Diagnostic, Note, Severity, order
from ..source import Span

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "bold": "\x1b[1m", "dim": "\x1b[2m", "off": "\x1b[0m"}
_WIDEST = 120


def report(compilations: Sequence[Compilation], colour: bool) -> str:
    """All findings of some profiles, each once, and a line that counts them."""
    found = unique(compilations)
    hidden = frozenset[Span]().union(*(compilation.hidden for compilation in compilations))
    blocks = [finding(diagnostic, hidden, colour) for diagnostic in found]
    return "\n".join([*blocks, summary(compilations, found)]) + "\n"


def unique(compilations: Sequence[Compilation]) -> list[Diagnostic]:
    """The findings of all profiles in order; what several profiles extend is reported once."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    for compilation in compilations:
        for diagnostic in compilation.diagnostics:
            span = diagnostic.span
            place = (span.source.name, span.start, span.end) if span else diagnostic.path
            found.setdefault((diagnostic.code, place, diagnostic.message), diagnostic)
    return sorted(found.values(), key=order)


def summary(compilations: Sequence[Compilation], found: Sequence[Diagnostic]) -> str:
    """How many findings in how many profiles."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in found)
    profiles = _count(len(compilations), "profile")
    if not found:
        return f"{profiles}, nothing to report"
    return f"{profiles}: {_count(errors, 'error')}, {_count(len(found) - errors, 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def finding(diagnostic: Diagnostic, hidden: Collection[Span], colour: bool) -> str:
    """One finding: place, message, the line with a caret, related places, and one line of help."""
    paint = _COLOURS if colour else dict.fromkeys(_COLOURS, "")
    severity = diagnostic.severity.value
    head = f"{_place(diagnostic)}: {paint[severity]}{severity} {diagnostic.code}{paint['off']}"
    lines = [f"{head}: {paint['bold']}{diagnostic.message}{paint['off']}"]
    if diagnostic.span:
        lines += _snippet(diagnostic.span, hidden, paint[severity], paint["off"])
    for note in diagnostic.related:
        lines.append(f"     = {paint['dim']}see {_related(note)}{paint['off']}")
    if diagnostic.scope:
        lines.append(f"     = {paint['dim']}in {diagnostic.scope}{paint['off']}")
    lines.append(f"     = help: {diagnostic.help}")
    return "\n".join(lines) + "\n"


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.span is None:
        return ".".join(map(str, diagnostic.path)) or "profile"
    line, column = diagnostic.span.position
    return f"{diagnostic.span.source.name}:{line}:{column}"


def _related(note: Note) -> str:
    line, column = note.span.position
    return f"{note.span.source.name}:{line}:{column}: {note.message}"


def _snippet(span: Span, hidden: Collection[Span], colour: str, off: str) -> Iterator[str]:
    """The line of a place with a caret under it. Secrets are masked, and nothing can steer the terminal."""
    source = span.source
    number, column = span.position
    start, end = source.line_bounds(number)
    shown = "".join(_masked(source.text[start:end], start, [other for other in hidden if other.source is source]))
    begin = column - 1
    length = max(1, min(span.end, end) - span.start)
    cut = max(0, begin - _WIDEST // 2) if begin + length > _WIDEST else 0
    view = shown[cut : cut + _WIDEST]
    caret = "^" * max(1, min(length, len(view) - (begin - cut)) if view else 1)
    indent = "".join(" " * _width(char) for char in view[: begin - cut])
    yield f"{number:>4} | {view.replace(chr(9), ' ')}"
    yield f"     | {indent}{colour}{caret}{off}"


def _masked(line: str, offset: int, hidden: Collection[Span]) -> Iterator[str]:
    for index, char in enumerate(line, offset):
        if any(span.start <= index < span.end for span in hidden):
            yield "*"
        else:
            yield char if char.isprintable() or char == "\t" else "\N{REPLACEMENT CHARACTER}"


def _width(char: str) -> int:
    from unicodedata import combining, east_asian_width

    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1
