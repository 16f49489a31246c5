"""`build`: write all artefacts of profiles to a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ... import registry
from ...names import printable
from ..boundary import DONE, WRONG_INPUT
from ..printing import WRONG_CALL, WrongCall, cannot, coloured, say
from ..reading import STDIN, compiled, profiles, unknown

if TYPE_CHECKING:
    from ...build import Changes, Made

_TARGETS = ", ".join(registry.called("targets"))


@dataclass(frozen=True)
class _Done:
    """What became of a profile, as one process tells another."""

    made: Made | None
    findings: tuple[str, ...] = ()
    wrong_call: str = ""


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--out", metavar="DIR", required=True, help="The folder that holds the artefacts.")
@click.option(
    "--target",
    metavar="NAME",
    multiple=True,
    help=f"{_TARGETS}; may be given several times.  [default: curl and script, uri for WebSocket]",
)
@click.option("--check", is_flag=True, help="Write nothing; print what would change, and fail if that is anything.")
def command(paths: tuple[str, ...], out: str, target: tuple[str, ...], check: bool) -> int:
    """Write DIR/profile/environment/request.interface.ext for all requests of profiles: files or folders.

    DIR/stt-compile.json lists what was written. Only that is ever changed or removed: where a folder is named,
    whatever nothing makes any more; where only files are, what these make no more. In subfolders of a folder that is
    named, profiles are called by their path.
    """
    from ... import build, targets

    for name in target:
        if name not in targets.names():
            raise unknown("target", name, targets.names())
    try:
        done = _all(paths, target)
        made = [one.made for one in done if one.made]
        for finding in dict.fromkeys(finding for one in done for finding in one.findings):
            say(finding)
        if any(one.wrong_call for one in done):  # what cannot be read may well be up to date
            for one in done:
                if one.wrong_call:
                    WrongCall(one.wrong_call).show()
            return WRONG_CALL
        changes = build.compare(Path(out), made, everything=any(map(os.path.isdir, paths)))
    except build.InTheWay as error:
        raise WrongCall(str(error)) from None
    except OSError as error:
        raise cannot("read", str(error.filename or out), error) from None
    _tell(made, changes)
    status = _check(changes, paths, out, target) if check else _write(changes, out)
    return WRONG_INPUT if any(one.refused or not one.whole for one in made) else status


def _all(paths: Sequence[str], target: Sequence[str]) -> list[_Done]:
    from ... import build, parallel
    from ..progress import watched

    names, wrong_calls = _names(paths)
    build.clash(names)
    make = partial(_make, target=target, colour=coloured(sys.stderr))
    made = parallel.mapped(make, list(names.items()))
    return [*watched(made, len(names)), *(_Done(None, wrong_call=call.message) for call in wrong_calls)]


def _names(paths: Sequence[str]) -> tuple[dict[str, str], list[WrongCall]]:
    """The profiles that are meant, and what they are called below the folder of artefacts; and what is wrong."""
    from ... import build

    names: dict[str, str] = {}
    wrong_calls: list[WrongCall] = []
    seen: set[str] = set()
    for path in dict.fromkeys(paths):
        if path == STDIN:
            raise WrongCall("build reads files and folders: what comes on standard input has no name")
        found, wrong = profiles([path])
        wrong_calls += wrong
        for file in found:
            if os.path.abspath(file) not in seen:
                seen.add(os.path.abspath(file))
                names[file] = build.name_of(file, path if os.path.isdir(path) else None)
    return names, wrong_calls


def _make(job: tuple[str, str], target: Sequence[str], colour: bool) -> _Done:
    """The artefacts of one profile, in whatever process."""
    from ... import build
    from ...report.text import finding

    file, name = job
    try:
        compilation = compiled(file, None, None)
    except WrongCall as error:
        return _Done(None, wrong_call=error.message)
    found = tuple(finding(diagnostic, compilation.hidden, colour) for diagnostic in compilation.diagnostics)
    return _Done(build.make(compilation, name, target), found)


def _tell(made: Sequence[Made], changes: Changes) -> None:
    """What the user should know of what is written, and of what is not."""
    written = {change.file for change in changes.files if change.new is not None}
    for one in made:
        for file, note in one.notes:
            if file in written:
                say(f"note: {printable(file)}: {note}")
        for line in one.left_out:
            say(f"note: {printable(line)}")
        for line in one.refused:
            say(f"error: {printable(line)}")
        if not one.whole:
            say(f"note: {printable(one.profile)} has errors: what it made of those requests before stays as it is")
    for file in changes.kept:
        say(f"note: {printable(file)} stays: nothing makes it any more, but somebody has edited it")


def _check(changes: Changes, paths: Sequence[str], out: str, target: Sequence[str]) -> int:
    from ..drift import drifted

    files = changes.files or ((changes.manifest,) if changes.manifest else ())
    mend = ["stt-compile", "build", "--out", out, *(word for name in target for word in ("--target", name))]
    return drifted(((os.path.join(out, change.file), change.old, change.new) for change in files), mend, paths)


def _write(changes: Changes, out: str) -> int:
    from ... import build

    try:
        build.apply(Path(out), changes)
    except OSError as error:
        raise cannot("write", str(error.filename or out), error) from None
    written = sum(change.new is not None for change in changes.files)
    say(f"{written} written, {len(changes.files) - written} removed, {changes.unchanged} unchanged")
    return DONE
