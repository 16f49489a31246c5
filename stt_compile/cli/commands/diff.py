"""`diff`: what changes on the wire between two states of profiles."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from .. import options
from ..boundary import DONE, WRONG_INPUT
from ..printing import WrongCall, coloured, say, show
from ..reading import STDIN
from ..sides import side

if TYPE_CHECKING:
    from ...compile import Compilation


@click.command()
@click.argument("old")
@click.argument("new")
@options.text_or_json
@click.option("--exit-code", is_flag=True, help="End with 1 where something changes.")
@options.as_of
@options.stdin_filename
def command(old: str, new: str, format_: str, exit_code: bool, as_of: str | None, stdin_filename: str | None) -> int:
    """Say what changes on the wire from OLD to NEW.

    Each is a profile, a folder of profiles, `-`, or what a Git revision has: HEAD~1:stt.yaml, HEAD~1:profiles, main:./
    for the working directory, :stt.yaml for what is staged. What a profile extends, and its settings, then come from
    the same revision. Profiles of folders are matched by their paths.
    """
    from ...difference import Profiles, compare, text
    from ...difference.json import data
    from ...jsontext import pretty

    if old == new == STDIN:
        raise WrongCall("standard input can be read but once: give it as one of the two")
    before, after = (side(name, as_of, stdin_filename) for name in (old, new))
    if before.folder != after.folder:
        raise WrongCall("a profile can be compared with a profile, and a folder with a folder")
    names = sorted({*before.profiles, *after.profiles})
    if not names:
        raise WrongCall("there is no profile on either side")
    found, wrong = [], False
    for name in names:
        was, is_ = (part.profiles[name]() if name in part.profiles else None for part in (before, after))
        found.append(Profiles(was.name if was else None, is_.name if is_ else None, compare(was, is_)))
        wrong |= _complain(made for made in (was, is_) if made)
    if format_ == "json":
        show(pretty(data(found)) + "\n")
    else:
        show(text.render(found, coloured(sys.stdout)))
    differs = any(pair.differences for pair in found)
    return WRONG_INPUT if wrong or (exit_code and differs) else DONE


def _complain(compilations: Iterable[Compilation]) -> bool:
    """Says the errors of both sides, which make requests impossible to compare; whether there are any."""
    from ...diagnostics import Severity
    from ...report.text import finding

    errors = [
        finding(diagnostic, made.hidden, coloured(sys.stderr))
        for made in compilations
        for diagnostic in made.diagnostics
        if diagnostic.severity is Severity.ERROR
    ]
    for error in errors:
        say(error)
    return bool(errors)
