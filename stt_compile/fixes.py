"""Fixes applied: the text of a profile with what is certainly meant otherwise put right.

One fix may be in the way of another, or bring to light what a mistake hid, so that this goes round after round:
compile, apply what does not overlap, and look whether it helped. A round that did not help is undone, and its fixes are
tried one by one.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .catalog.rows import Day
from .compile import Compilation, compile_bytes
from .diagnostics import Diagnostic, Edit, Fix
from .wire import Plan

_MOST = 100
"""How often a file is compiled; a text that needs more has hardly a line that is right."""


@dataclass(frozen=True)
class Mended:
    """A profile after its fixes."""

    data: bytes
    """The bytes that were given where nothing could be fixed."""
    compilation: Compilation
    """Of the mended text."""
    fixed: tuple[Diagnostic, ...]
    """The findings that are gone, as they were reported, in the order of their fixing."""


def mend(
    name: str,
    data: bytes,
    path: Path,
    as_of: Day | None = None,
    *,
    reports: Callable[[str], bool] = lambda code: True,
) -> Mended:
    """Applies the fixes of a file until none is left; what it extends is not touched.

    Args:
        name: what messages call the file.
        path: where it is, or would be; what it extends is looked for beside it.
        as_of: the day to judge by where an environment declares none, as `YYYY-MM-DD`.
        reports: whether findings of a code count; those that do not are not fixed either.
    """
    left = _MOST

    def compiled(data: bytes) -> Compilation:
        nonlocal left
        left -= 1
        return compile_bytes(name, data, path, as_of, reports=reports)

    state = Mended(data, compiled(data), ())
    while left > 0:
        found = fixable(state.compilation)
        together = compatible(found)
        tried = [together, *([one] for one in together if len(together) > 1)]
        for fixes in tried:
            if not fixes or left <= 0:
                return state
            edited = _edited(state.data, fixes)
            after = compiled(edited)
            gone = [diagnostic for diagnostic in found if diagnostic.fix in set(fixes)]
            if _helps(state.compilation, after, gone):
                state = Mended(edited, after, (*state.fixed, *gone))
                break
        else:
            return state
    return state


def fixable(compilation: Compilation) -> list[Diagnostic]:
    """The findings with a fix in the profile's own file, in order."""
    own = compilation.sources[0]
    return [found for found in compilation.diagnostics if found.fix and found.fix.edits[0].span.source is own]


def compatible(found: Iterable[Diagnostic]) -> list[Fix]:
    """Fixes of one text that can be made at once: of two that touch the same place the first is taken."""
    taken: list[Fix] = []
    touched: set[int] = set()
    for diagnostic in found:
        places = {place for edit in _edits([diagnostic.fix]) for place in range(edit.span.start, edit.span.end + 1)}
        if diagnostic.fix and touched.isdisjoint(places):
            taken.append(diagnostic.fix)
            touched |= places
    return taken


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """The text with all edits of the fixes, which do not overlap."""
    pieces, done = [], 0
    for edit in sorted(_edits(fixes), key=lambda edit: (edit.span.start, edit.span.end)):
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*pieces, text[done:]])


def _edits(fixes: Iterable[Fix | None]) -> list[Edit]:
    return [edit for fix in fixes if fix for edit in fix.edits]


def _edited(data: bytes, fixes: Sequence[Fix]) -> bytes:
    """The bytes of the edited text; a byte order mark stays."""
    body = data.removeprefix(codecs.BOM_UTF8)
    return data[: len(data) - len(body)] + apply(body.decode("utf-8"), fixes).encode("utf-8")


def _helps(before: Compilation, after: Compilation, gone: Iterable[Diagnostic]) -> bool:
    """Whether an edited text is read, lacks what was to be mended, and asks for all that it asked for before."""
    left = {_identity(diagnostic) for diagnostic in after.diagnostics}
    if any(_identity(diagnostic) in left for diagnostic in gone):
        return False
    unread = [sum(found.code.startswith("STT1") for found in state.diagnostics) for state in (before, after)]
    plans = _plans(after)
    return unread[1] <= unread[0] and all(plans.get(use) == plan for use, plan in _plans(before).items())


def _identity(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.code, diagnostic.path, diagnostic.message


def _plans(compilation: Compilation) -> dict[tuple[str, str, str], Plan]:
    """The plans that can be made, by request, environment and interface."""
    return {
        (use.request, use.environment.name, use.interface): compilation.plan(index)
        for index, use in enumerate(compilation.uses)
        if index not in compilation.blocked
    }
