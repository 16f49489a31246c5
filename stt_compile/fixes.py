"""Fixes applied: the text of a profile with what is certainly meant otherwise put right.

One fix may be in the way of another, or bring to light what a mistake hid, so that this goes round after round:
compile, apply what does not overlap, and look whether it helped. Fixes that do not help together are tried in halves,
down to those that help nobody.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .catalog.rows import Day
from .compile import Compilation, compile_bytes
from .diagnostics import Diagnostic, Edit, Fix
from .language import is_profile
from .reading import DISK, Files
from .wire import Plan


class Dependent(NamedTuple):
    """A profile that extends the file, and how it is judged itself."""

    path: Path
    as_of: Day | None = None
    reports: Callable[[str], bool] = lambda code: True


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
    wanted: Callable[[Diagnostic], bool] = lambda found: True,
    files: Files = DISK,
    dependents: Callable[[], Iterable[Dependent]] = lambda: (),
) -> Mended:
    """Applies the fixes of a file until none is left; what it extends is not touched.

    Args:
        name: what messages call the file.
        path: where it is, or would be; what it extends is looked for beside it.
        as_of: the day to judge by where an environment declares none, as `YYYY-MM-DD`.
        reports: whether findings of a code count; those that do not are not fixed either.
        wanted: which findings are to be fixed.
        files: where what it extends comes from, and the dependents.
        dependents: the profiles that extend the file, which have to stay what they are; asked for where there is
            something to fix.
    """
    return _Mending(name, path, as_of, reports, wanted, files, dependents).run(data)


@dataclass(frozen=True)
class _Mending:
    """What does not change from round to round."""

    name: str
    path: Path
    as_of: Day | None
    reports: Callable[[str], bool]
    wanted: Callable[[Diagnostic], bool]
    files: Files
    dependents: Callable[[], Iterable[Dependent]]

    @cached_property
    def extending(self) -> tuple[Dependent, ...]:
        """The dependents, looked for once."""
        return tuple(self.dependents())

    @cached_property
    def here(self) -> Path:
        """The one path of the file."""
        return self.files.find(self.path)

    def run(self, data: bytes) -> Mended:
        """Round after round. What was refused is tried again when all else is done, as another run would do."""
        state = Mended(data, self.compiled(data), ())
        refused: set[tuple[object, ...]] = set()
        progress = False
        while True:
            done = {_identity(found) for found in state.fixed}  # two fixes that undo each other would go on for ever
            left = [found for found in fixable(state.compilation) if _identity(found) not in refused | done]
            left = [found for found in left if self.wanted(found)]
            if left:
                after = self.round(state, left, refused)
                progress |= after is not state
                state = after
            elif refused and progress:
                refused.clear()
                progress = False
            else:
                return state

    def round(self, state: Mended, found: Sequence[Diagnostic], refused: set[tuple[object, ...]]) -> Mended:
        """The state after those fixes of one text that help; the others are refused."""
        others = self.others(state.data)
        best, good, waiting = state, list[Fix](), [compatible(found)]
        while waiting:
            group = waiting.pop()
            fixes = {*good, *group}
            after = self.tried(state, others, [one for one in found if one.fix in fixes])
            if after:
                best, good = after, good + group
            elif len(group) > 1:
                half = len(group) // 2
                waiting += [group[half:], group[:half]]
            else:
                refused |= {_identity(one) for one in found if one.fix in group}
        return best

    def tried(self, state: Mended, others: Sequence[Compilation], gone: Sequence[Diagnostic]) -> Mended | None:
        """The state without some findings, if their fixes help and no dependent asks for anything else."""
        if others and not is_profile(self.path.name) and not all(self.is_in(others, found) for found in gone):
            return None  # a part of others means what it means there
        edited = _edited(state.data, {found.fix for found in gone})
        after = self.compiled(edited)
        if not _helps(state.compilation, after, gone):
            return None
        if not all(_keeps(before, now) for before, now in zip(others, self.others(edited))):
            return None
        return Mended(edited, after, (*state.fixed, *gone))

    def compiled(self, data: bytes) -> Compilation:
        """The file with this in it."""
        return compile_bytes(self.name, data, self.path, self.as_of, reports=self.reports, files=self.files)

    def others(self, data: bytes) -> list[Compilation]:
        """The dependents with this in the file."""
        files = replace(self.files, read=lambda path: data if path == self.here else self.files.read(path))
        return [
            compile_bytes(str(path), files.read(files.find(path)), path, as_of, reports=reports, files=files)
            for path, as_of, reports in self.extending
        ]

    def is_in(self, others: Iterable[Compilation], found: Diagnostic) -> bool:
        """Whether some dependent has the same finding at the same place of the file."""
        return any(
            other.code == found.code
            and other.span
            and found.span
            and (other.span.start, other.span.end) == (found.span.start, found.span.end)
            and other.span.source.path
            and self.files.find(other.span.source.path) == self.here
            for made in others
            for other in made.diagnostics
        )


def of_extends(found: Diagnostic) -> bool:
    """Whether a fix says which files a file extends."""
    edits = found.fix.edits if found.fix else ()
    return found.path[:1] == ("extends",) or any(edit.text == "extends" for edit in edits)


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


def apply(text: str, fixes: Iterable[Fix | None]) -> str:
    """The text with all edits of the fixes, which do not overlap."""
    pieces, done = [], 0
    for edit in sorted(_edits(fixes), key=lambda edit: (edit.span.start, edit.span.end)):
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*pieces, text[done:]])


def _edits(fixes: Iterable[Fix | None]) -> list[Edit]:
    return [edit for fix in fixes if fix for edit in fix.edits]


def _edited(data: bytes, fixes: Iterable[Fix | None]) -> bytes:
    """The bytes of the edited text; a byte order mark stays."""
    body = data.removeprefix(codecs.BOM_UTF8)
    return data[: len(data) - len(body)] + apply(body.decode("utf-8"), fixes).encode("utf-8")


def _helps(before: Compilation, after: Compilation, gone: Iterable[Diagnostic]) -> bool:
    """Whether an edited text is read, lacks what was to be mended, and asks for all that it asked for before."""
    left = {_identity(diagnostic) for diagnostic in after.diagnostics}
    if any(_identity(diagnostic) in left for diagnostic in gone):
        return False
    unread = [sum(found.code.startswith("STT1") for found in state.diagnostics) for state in (before, after)]
    return unread[1] <= unread[0] and _keeps(before, after)


def _keeps(before: Compilation, after: Compilation) -> bool:
    """Whether all plans that could be made before are what they were."""
    plans = _plans(after)
    return all(plans.get(use) == plan for use, plan in _plans(before).items())


def _identity(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.code, diagnostic.path, diagnostic.message


def _plans(compilation: Compilation) -> dict[tuple[str, str, str], Plan]:
    """The plans that can be made, by request, environment and interface."""
    return {
        (use.request, use.environment.name, use.interface): compilation.plan(index)
        for index, use in enumerate(compilation.uses)
        if index not in compilation.blocked
    }
