"""`check`: validate profiles."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ... import registry
from .. import options
from ..boundary import DONE, WRONG_INPUT
from ..printing import WRONG_CALL, WrongCall, coloured, deliver
from ..reading import compiled, profiles, settings_of, shown, unknown

if TYPE_CHECKING:
    from ...compile import Compilation
    from ...settings import Settings

_FORMATS = ", ".join(registry.names("report"))


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format", "format_", metavar="NAME", default="text", help=f"Format of the report: {_FORMATS}.  [default: text]"
)
@click.option("--output-file", metavar="FILE", help="Write the report there instead of stdout.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--select", metavar="CODES", multiple=True, callback=options.codes, help="Only these codes, or beginnings of them."
)
@click.option(
    "--ignore", metavar="CODES", multiple=True, callback=options.codes, help="Not these codes, or beginnings of them."
)
@click.option("--audio", is_flag=True, help="Look at the audio files too, beside the profile.")
@click.option("--show-ignored", is_flag=True, help="Report what comments silence as well.")
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
    as_of: str | None,
    stdin_filename: str | None,
) -> int:
    """Validate profiles: files, folders, or `-`.

    In folders these are stt.yaml and NAME.stt.yaml (or .yml); hidden folders are left out. Settings (select, ignore,
    strict, as-of) may stand in [tool.stt-compile] of the nearest pyproject.toml; options win.
    """
    from ... import report

    if format_ not in report.names():
        raise unknown("format", format_, report.names())
    names, wrong_calls = profiles(paths)
    compilations: list[Compilation] = []
    failures: list[bool] = []
    settings: dict[Path, Settings] = {}
    for name in names:
        try:
            folder = Path(shown(name, stdin_filename)).parent
            if folder not in settings:
                settings[folder] = settings_of(folder)
            own = settings[folder]
            chosen = replace(own, select=select or own.select, ignore=ignore or own.ignore, strict=strict or own.strict)
            compilation = compiled(name, as_of, stdin_filename, chosen, audio)
        except WrongCall as error:
            wrong_calls.append(error)
        else:
            compilations.append(compilation)
            failed = compilation.errors or (chosen.strict and compilation.warnings)
            failures.append(bool(failed))
    if compilations:
        gathered = report.gather(compilations, show_ignored)
        colour = output_file is None and coloured(sys.stdout)
        deliver(report.load(format_)(gathered, colour), output_file)
    for wrong_call in wrong_calls:
        wrong_call.show()
    if wrong_calls:
        return WRONG_CALL
    return WRONG_INPUT if any(failures) else DONE
