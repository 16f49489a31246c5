"""`runbook`: refresh what Markdown files show of profiles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...names import printable
from ..boundary import DONE, WRONG_INPUT
from ..printing import WRONG_CALL, WrongCall, cannot, coloured, say
from ..reading import STDIN, compiled

if TYPE_CHECKING:
    from ...compile import Compilation
    from ...diagnostics import Diagnostic
    from ...runbook import Block


@dataclass
class _Page:
    """A file, and what becomes of it."""

    file: str
    old: bytes = b""
    new: bytes = b""
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    wrong_call: str = ""

    def at(self, line: int) -> str:
        """A line of it."""
        return f"{printable(self.file)}:{line}"

    def problem(self, line: int, message: str) -> None:
        """Notes what is wrong with a comment."""
        self.problems.append(f"{self.at(line)}: error: {message}")


@click.command()
@click.argument("files", metavar="FILE.md...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; print what would change, and fail if that is anything.")
def command(files: tuple[str, ...], check: bool) -> int:
    """Refresh the blocks of Markdown files that are made from profiles.

    A block stands between <!-- stt-compile: PROFILE#REQUEST environment=... interface=... target=... --> and
    <!-- stt-compile: end -->. PROFILE is relative to the file; environment and interface may be left out where only
    one is possible, target where the default one is meant. A file with a block that cannot be made stays as it is.
    """
    from ... import parallel
    from ..progress import watched

    if STDIN in files:
        raise WrongCall("runbook changes files, and standard input is none")
    names = list(dict.fromkeys(files))
    pages = list(watched(parallel.mapped(partial(_page, colour=coloured(sys.stderr)), names), len(names)))
    for line in dict.fromkeys(line for page in pages for line in (*page.findings, *page.notes, *page.problems)):
        say(line)
    wrong_calls = [WrongCall(page.wrong_call) for page in pages if page.wrong_call]
    good = [page for page in pages if not page.problems and page.new != page.old]
    status = WRONG_INPUT if any(page.problems for page in pages) else DONE
    if check:
        from ..drift import drifted

        drift = drifted(
            ((page.file, page.old, page.new) for page in good),
            ["stt-compile", "runbook"],
            [page.file for page in good],
        )
        status = max(status, drift)
    else:
        wrong_calls += _write(good)
    for wrong_call in wrong_calls:
        wrong_call.show()
    return WRONG_CALL if wrong_calls else status


def _page(file: str, colour: bool) -> _Page:
    """A file with new blocks, in whatever process."""
    from ... import runbook

    page = _Page(file)
    try:
        page.old = page.new = Path(file).read_bytes()
    except OSError as error:
        page.wrong_call = cannot("read", file, error).message
        return page
    text = page.old.decode("utf-8", "surrogateescape")
    blocks, problems = runbook.blocks(text)
    for problem in problems:
        page.problem(problem.line, problem.message)
    contents = list(_contents(page, blocks, colour))
    if not page.problems:
        page.new = runbook.refreshed(text, contents).encode("utf-8", "surrogateescape")
    if page.new == page.old:
        page.notes.clear()
    if not blocks and not problems:
        begin, end = runbook.COMMENTS
        where = f"one stands between `{begin}` and `{end}`, each at the beginning of a line and not in code"
        page.notes.append(f"{printable(file)}: note: no block: {where}")
    return page


def _contents(page: _Page, blocks: Iterable[Block], colour: bool) -> Iterator[tuple[Block, str]]:
    """What is to stand in the blocks of a page; what cannot is a problem of it."""
    from ... import runbook
    from ...report.text import finding

    read: dict[str, Compilation] = {}
    for block in blocks:
        profile = os.path.normpath(os.path.join(os.path.dirname(page.file), block.wanted.profile))
        touching: tuple[Diagnostic, ...] = ()
        try:
            if profile not in read:
                read[profile] = compiled(profile, None, None)
            touching = read[profile].diagnostics
            index = runbook.chosen(block.wanted, read[profile])
            touching = read[profile].touching([index])
            made, notes = runbook.content(read[profile], index, block.wanted.target)
        except (WrongCall, runbook.Unclear) as error:
            page.problem(block.line, str(error))
        else:
            page.notes += [f"{page.at(block.line)}: note: {note}" for note in notes]
            yield block, made
        page.findings += [finding(found, read[profile].hidden, colour) for found in touching]


def _write(pages: list[_Page]) -> Iterator[WrongCall]:
    from ... import writing

    for page in pages:
        try:
            writing.write(Path(page.file), page.new)
        except OSError as error:
            yield cannot("write", page.file, error)
