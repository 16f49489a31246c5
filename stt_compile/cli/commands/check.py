"""`check`: validate profiles, and fix in them what is certain."""

from __future__ import annotations

import os
import sys

import click

from ... import registry
from ...names import printable
from .. import options
from ..boundary import DONE, WRONG_INPUT
from ..printing import WRONG_CALL, WrongCall, coloured, deliver, say
from ..reading import STDIN, Meant, each_once, profiles, real, unknown, with_dependents

_FORMATS = ", ".join(registry.names("report"))


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "--format", "format_", metavar="NAME", default="text", help=f"Format of the report: {_FORMATS}.  [default: text]"
)
@click.option("--output-file", metavar="FILE", help="Write the report, or the diff, there instead of stdout.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--select", metavar="CODES", multiple=True, callback=options.codes, help="Only these codes, or beginnings of them."
)
@click.option(
    "--ignore", metavar="CODES", multiple=True, callback=options.codes, help="Not these codes, or beginnings of them."
)
@click.option("--audio", is_flag=True, help="Look at the audio files too, beside the profile.")
@click.option("--show-ignored", is_flag=True, help="Report what comments silence as well.")
@click.option("--with-dependents", "dependents", is_flag=True, help="Also every profile that extends a named file.")
@click.option("--fix", is_flag=True, help="Put right what is certain, in the named files; report what is left.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and fail if that is anything.")
@options.as_of
@options.stdin_filename
def command(
    paths: tuple[str, ...],
    format_: str,
    output_file: str | None,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    audio: bool,
    show_ignored: bool,
    dependents: bool,
    fix: bool,
    diff: bool,
    as_of: str | None,
    stdin_filename: str | None,
) -> int:
    """Validate profiles: files, folders, or `-`.

    In folders these are stt.yaml and NAME.stt.yaml (or .yml); hidden folders are left out. Settings (select, ignore,
    strict, as-of) may stand in [tool.stt-compile] of the nearest pyproject.toml; options win.

    With --with-dependents, every profile of the repository (without one: of the working directory) that extends a
    named file, directly or through others, is checked too, and every one that extends a file that is not there. A
    named file that is no profile by its name is then checked through those that extend it, and left alone where none
    does; and no file need be named. What Git ignores is left out.
    """
    from ... import report
    from ...settings import Settings
    from ..checking import Checking

    if format_ not in report.names():
        raise unknown("format", format_, report.names())
    _refuse(paths, dependents, format_, fix, diff)
    names, wrong_calls = profiles(paths, dependents)
    meant = with_dependents(names, wrong_calls) if dependents else Meant(names, names)
    _keep(meant, output_file)
    checking = Checking(Settings(select, ignore, strict, as_of), stdin_filename, audio, wrong_calls)
    if fix or diff:
        checking.mend(each_once(meant.mended))
    if fix:
        checking.write()
    compilations = checking.compile(meant.checked)
    if diff:
        deliver(checking.patch(), output_file)
        gathered = report.gather(checking.left(compilations), show_ignored)
        if gathered.findings:
            say(report.load("text")(gathered, coloured(sys.stderr)).rstrip("\n"))
    elif compilations or not wrong_calls:
        gathered = report.gather(compilations, show_ignored, checking.fixed)
        colour = output_file is None and coloured(sys.stdout)
        deliver(report.load(format_)(gathered, colour), output_file)
    for said in (*checking.withheld, *wrong_calls):
        said.show()
    if wrong_calls:
        return WRONG_CALL
    return WRONG_INPUT if checking.failed else DONE


def _refuse(paths: tuple[str, ...], dependents: bool, format_: str, fix: bool, diff: bool) -> None:
    """What cannot be asked for at once, or means nothing."""
    if not paths and not dependents:
        raise click.UsageError("Missing argument 'PATH...'.", click.get_current_context())
    if fix and diff:
        raise WrongCall("--fix writes and --diff only shows: give one of them")
    if fix and STDIN in paths:
        raise WrongCall("--fix writes files, and standard input is none: use --diff")
    if diff and format_ != "text":
        raise WrongCall("--diff prints a diff, not a report: leave --format out")


def _keep(meant: Meant, output_file: str | None) -> None:
    """A report, or a patch, takes the place of no file that it is about."""
    if output_file and os.path.realpath(output_file) in map(real, (*meant.checked, *meant.mended)):
        raise WrongCall(f"--output-file {printable(output_file)} would overwrite what is to be checked")
