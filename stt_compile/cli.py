"""The command line: options, streams and exit codes, and nothing else. Only this module prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from . import __version__, registry
from .catalog import AS_OF, INTERFACES
from .language import PROFILE_ENDINGS, PROFILE_NAMES, is_profile
from .names import closest, printable

if TYPE_CHECKING:
    from .catalog.rows import InterfaceId
    from .compile import Compilation
    from .diagnostics import Diagnostic
    from .settings import Settings

_FORMATS, _TARGETS = (", ".join(registry.names(folder)) for folder in ("report", "targets"))
DONE, WRONG_INPUT, WRONG_CALL, DEFECT, INTERRUPTED = 0, 1, 2, 3, 130
STDIN = "-"


class WrongCall(click.ClickException):
    """What was asked for cannot be done, and the profile is not the reason."""

    exit_code = WRONG_CALL

    def show(self, file: Any = None) -> None:
        """Says it in a line, without the usage: the options were right."""
        _say(f"stt-compile: {self.message}")


class NoReader(Exception):
    """Nobody reads on: the pipe is closed. Not an `OSError`, which click would take for its own."""


class Boundary(click.Group):
    """The one place where exceptions end: a wrong call is said in a line, and so is a defect of ours."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command and exits with its code."""
        kwargs["standalone_mode"] = False
        try:
            sys.exit(self._status(*args, **kwargs))
        except NoReader:
            for stream in filter(None, (sys.stdout, sys.stderr)):  # or the interpreter complains at its end
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            sys.exit(WRONG_CALL)

    def _status(self, *args: Any, **kwargs: Any) -> int:
        try:
            return super().main(*args, **kwargs) or DONE
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except NoReader:
            raise
        except Exception as error:  # whatever it is, it is ours
            _say(f"stt-compile: a defect of stt-compile: {type(error).__name__}{_where(error)}; please report it")
            return DEFECT


def _where(error: Exception) -> str:
    """Where in this package an exception was raised; never its text, which may hold a value."""
    place, frame = "", error.__traceback__
    while frame:
        file = Path(frame.tb_frame.f_code.co_filename)
        if file.is_relative_to(Path(__file__).parent):
            place = f" in {file.relative_to(Path(__file__).parent.parent).as_posix()}, line {frame.tb_lineno}"
        frame = frame.tb_next
    return place


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise click.BadParameter(f"{value} is not a day; write it as YYYY-MM-DD") from None


def _codes(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code.strip() for value in values for code in value.split(",") if code.strip())
    for code in codes:
        if not code.startswith("STT"):
            raise click.BadParameter(f"{code} is no code; codes are STT and three digits, or the beginning of that")
    return codes


_as_of = click.option(
    "--as-of",
    metavar="DAY",
    callback=_day,
    help=f"Judge models and parameters as of DAY where no service_date is declared.  [default: {AS_OF}]",
)
_stdin_filename = click.option("--stdin-filename", metavar="NAME", help="Name and folder of what `-` reads.")


@click.group(cls=Boundary, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    message=f"stt-compile %(version)s (the service as known on {AS_OF})",
)
def main() -> None:
    """Compile profiles into requests for IBM Watson Speech to Text."""


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format", "format_", metavar="NAME", default="text", help=f"Format of the report: {_FORMATS}.  [default: text]"
)
@click.option("--output-file", metavar="FILE", help="Write the report there instead of stdout.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--select", metavar="CODES", multiple=True, callback=_codes, help="Only these codes, or beginnings of them."
)
@click.option(
    "--ignore", metavar="CODES", multiple=True, callback=_codes, help="Not these codes, or beginnings of them."
)
@click.option("--audio", is_flag=True, help="Look at the audio files too, beside the profile.")
@click.option("--show-ignored", is_flag=True, help="Report what comments silence as well.")
@_as_of
@_stdin_filename
def check(
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
    from . import report

    if format_ not in report.names():
        raise _unknown("format", format_, report.names())
    names, wrong_calls = _profiles(paths)
    compilations: list[Compilation] = []
    failures: list[bool] = []
    settings: dict[Path, Settings] = {}
    for name in names:
        try:
            folder = Path(_shown(name, stdin_filename)).parent
            if folder not in settings:
                settings[folder] = _settings(folder)
            own = settings[folder]
            chosen = replace(own, select=select or own.select, ignore=ignore or own.ignore, strict=strict or own.strict)
            compilation = _compiled(name, as_of, stdin_filename, chosen, audio)
        except WrongCall as error:
            wrong_calls.append(error)
        else:
            compilations.append(compilation)
            failed = compilation.errors or (chosen.strict and compilation.warnings)
            failures.append(bool(failed))
    if compilations:
        gathered = report.gather(compilations, show_ignored)
        colour = output_file is None and _colour(sys.stdout)
        _deliver(report.load(format_)(gathered, colour), output_file)
    for wrong_call in wrong_calls:
        wrong_call.show()
    if wrong_calls:
        return WRONG_CALL
    return WRONG_INPUT if any(failures) else DONE


@main.command()
@click.argument("profile")
@click.option("--request", metavar="NAME", help="Only this request.")
@click.option("--environment", metavar="NAME", help="Only in this environment.")
@click.option("--interface", type=click.Choice(INTERFACES), help="Only on this interface.")
@click.option("--target", metavar="NAME", help=f"{_TARGETS}.  [default: uri for WebSocket, curl for HTTP]")
@click.option("--all", "everything", is_flag=True, help="Print all that match, not just one (not for programs).")
@_as_of
@_stdin_filename
def render(
    profile: str,
    request: str | None,
    environment: str | None,
    interface: str | None,
    target: str | None,
    everything: bool,
    as_of: str | None,
    stdin_filename: str | None,
) -> int:
    """Print one artefact of PROFILE (a file, or `-`)."""
    from . import targets

    if target is not None and target not in targets.names():
        raise _unknown("target", target, targets.names())
    compilation = _compiled(profile, as_of, stdin_filename)
    chosen = _chosen(compilation, request, environment, cast("InterfaceId | None", interface), target)
    if not chosen:
        _complain(compilation, _about(compilation, request))
        return WRONG_INPUT
    if len(chosen) > 1 and not everything:
        raise WrongCall(f"several match; choose one, or print them with --all:\n{_listed(compilation, chosen)}")
    if everything and target and targets.load(target).program:
        raise WrongCall(f"--all is not for programs: {target} prints one; choose:\n{_listed(compilation, chosen)}")
    return _render(compilation, chosen, target)


@main.command()
@click.option("--plan", "which", flag_value="plan", help="The schema of the request plan instead.")
@click.option("--report", "which", flag_value="report", help="The schema of `check --format json` instead.")
def schema(which: str | None) -> int:
    """Print the profile's JSON Schema (draft-07)."""
    from .schema import dumped, published

    _print(dumped(published(which or "profile")))
    return DONE


_text_or_json = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.  [default: text]"
)
_generation = click.option("--generation", type=click.Choice(["previous", "next", "large"]), help="Of base models.")


@main.command()
@click.argument("what")
@click.option("--environment", metavar="NAME", help="Of a request, only in this environment.")
@click.option("--interface", type=click.Choice(INTERFACES), help="Of a request, only on this interface.")
@_text_or_json
@_as_of
def explain(what: str, environment: str | None, interface: str | None, format_: str, as_of: str | None) -> int:
    """Explain WHAT: a code, a parameter by the service's name, or PROFILE#REQUEST."""
    from . import explain as explaining

    profile, hash_, request = what.rpartition("#")
    try:
        if hash_:
            found = explaining.request(_compiled(profile, as_of, None), request, environment, interface)
        else:
            found = (explaining.code if what.upper().startswith("STT") else explaining.parameter)(what)
    except explaining.Unknown as error:
        raise WrongCall(printable(str(error))) from None
    return _explained(found, format_)


@main.command()
@click.option("--language", metavar="TAG", help="Only of this language, like es-ES, or es for all of them.")
@_generation
@click.option("--platform", metavar="NAME", help="Only those of this platform.")
@click.option("--acoustic/--no-acoustic", default=None, help="Only with, or without, custom acoustic models.")
@_text_or_json
@_as_of
def models(
    language: str | None,
    generation: str | None,
    platform: str | None,
    acoustic: bool | None,
    format_: str,
    as_of: str | None,
) -> int:
    """List the base models that the catalogue knows."""
    from . import explain as explaining

    try:
        return _explained(explaining.models(language, generation, platform, acoustic, as_of), format_)
    except explaining.Unknown as error:
        raise WrongCall(printable(str(error))) from None


@main.command()
@click.option("--interface", type=click.Choice(INTERFACES), help="Only those that it carries.")
@_generation
@click.option("--group", metavar="NAME", help="Only those of this group.")
@_text_or_json
@_as_of
def parameters(
    interface: str | None, generation: str | None, group: str | None, format_: str, as_of: str | None
) -> int:
    """List the parameters that the catalogue knows."""
    from . import explain as explaining

    try:
        return _explained(explaining.parameters(interface, generation, group, as_of), format_)
    except explaining.Unknown as error:
        raise WrongCall(printable(str(error))) from None


def _explained(found: Any, format_: str) -> int:
    from . import explain as explaining
    from .jsontext import pretty

    _print(pretty(found) + "\n" if format_ == "json" else explaining.text(found))
    return DONE


# --- reading ---------------------------------------------------------------------------------------------------------


def _profiles(paths: Sequence[str]) -> tuple[list[str], list[WrongCall]]:
    """The profiles that are meant, each once: files as they are named, folders searched; and where there is none."""
    found: dict[str, str] = {}
    wrong_calls: list[WrongCall] = []
    for name in paths:
        inside = [name]
        if name != STDIN and os.path.isdir(name):
            inside = sorted(_in_folder(name, wrong_calls))
            if not inside:
                expected = ", ".join((*PROFILE_NAMES, *(f"NAME{ending}" for ending in PROFILE_ENDINGS)))
                wrong_calls.append(WrongCall(f"no profile in {printable(name)}: looked for {expected}"))
        for file in inside:
            found.setdefault(file if file == STDIN else os.path.abspath(file), file)
    return list(found.values()), wrong_calls


def _in_folder(folder: str, wrong_calls: list[WrongCall]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        wrong_calls.append(_unreadable(str(error.filename), error))

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (os.path.normpath(os.path.join(here, name)) for name in files if is_profile(name))
        yield from (path for path in paths if os.path.isfile(path) or not os.path.exists(path))  # pipes would block


def _settings(folder: Path) -> Settings:
    """The settings that hold for the profiles of a folder."""
    from .settings import BadSettings, nearest_to

    try:
        return nearest_to(folder)
    except BadSettings as error:
        raise WrongCall(printable(str(error))) from None


def _shown(name: str, stdin_filename: str | None) -> str:
    return stdin_filename or "<stdin>" if name == STDIN else name


def _compiled(
    name: str, as_of: str | None, stdin_filename: str | None, settings: Settings | None = None, audio: bool = False
) -> Compilation:
    from .compile import compile_bytes

    shown = _shown(name, stdin_filename)
    settings = settings or _settings(Path(shown).parent)
    day = as_of or settings.as_of
    return compile_bytes(shown, _read(name), Path(shown), day, audio=audio, reports=settings.reports)


def _read(name: str) -> bytes:
    """The bytes of a file or of standard input; of one that is too long, just as much as shows that it is."""
    from .syntax import MAX_BYTES

    try:
        if name == STDIN:
            if not sys.stdin:
                raise WrongCall("cannot read standard input: it is closed")
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable("standard input" if name == STDIN else name, error) from None
    except ValueError:  # a name with a null byte
        raise WrongCall(f"cannot read {printable(name)}: not the name of a file") from None


def _unreadable(name: str, error: OSError) -> WrongCall:
    return WrongCall(f"cannot read {printable(name)}: {(error.strerror or type(error).__name__).lower()}")


# --- choosing --------------------------------------------------------------------------------------------------------


def _chosen(
    compilation: Compilation,
    request: str | None,
    environment: str | None,
    interface: InterfaceId | None,
    target: str | None,
) -> tuple[int, ...]:
    """The uses that are asked for; empty only where errors of the profile are the reason."""
    from . import targets

    if compilation.complete:
        if request is not None and request not in compilation.requests:
            raise _unknown("request", request, compilation.requests)
        if environment is not None and environment not in compilation.environments:
            raise _unknown("environment", environment, compilation.environments)
    chosen = compilation.select(request, environment, interface)
    if not chosen and not any(_is_error(diagnostic) for diagnostic in _about(compilation, request)):
        known = _listed(compilation, compilation.select(request))
        raise WrongCall(f"nothing matches; there is:\n{known}" if known else "the profile has no requests")
    if target:
        able = targets.load(target).interfaces
        fitting = tuple(index for index in chosen if compilation.uses[index].interface in able)
        return fitting or chosen
    return chosen


def _about(compilation: Compilation, request: str | None) -> tuple[Diagnostic, ...]:
    """The findings that may be why a request cannot be made at all: all but those of other requests."""
    return tuple(
        diagnostic
        for diagnostic in compilation.diagnostics
        if request is None or diagnostic.path[:1] != ("requests",) or request in diagnostic.path[1:2]
    )


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity.value == "error"


def _unknown(kind: str, name: str, known: Iterable[str]) -> WrongCall:
    return WrongCall(f"there is no {kind} `{printable(name)}`: {closest(name, known)}")


def _listed(compilation: Compilation, chosen: Iterable[int]) -> str:
    uses = [compilation.uses[index] for index in chosen]
    return "\n".join(
        f"  --request {use.request} --environment {use.environment.name} --interface {use.interface}" for use in uses
    )


# --- printing --------------------------------------------------------------------------------------------------------


def _render(compilation: Compilation, chosen: Sequence[int], target: str | None) -> int:
    from . import targets

    _complain(compilation, compilation.touching(chosen))
    good = [index for index in chosen if index not in compilation.blocked]
    plans = [compilation.plan(index) for index in good]
    try:
        made = [(plan, targets.load(target or targets.default(plan.interface))) for plan in plans]
        artefacts = [targets.render(plan, kind) for plan, kind in made]
    except targets.CannotExpress as error:
        raise WrongCall(str(error)) from None
    for plan, kind in made:
        for note in kind.notes(plan):
            _say(f"note: {plan.request}: {note}")
    together = made[0][1].together if made and target else None
    if together:
        _print(together(plans))
    elif len(chosen) == 1:
        _print("".join(artefacts))
    else:
        _print("\n".join(f"{_heading(compilation, index)}\n{text}" for index, text in zip(good, artefacts)))
    return WRONG_INPUT if len(good) < len(chosen) else DONE


def _heading(compilation: Compilation, index: int) -> str:
    use = compilation.uses[index]
    return f"# {use.request}: {use.environment.name}, {use.interface}"


def _complain(compilation: Compilation, diagnostics: Iterable[Diagnostic]) -> None:
    """Findings that touch what is asked for, on stderr."""
    from .report.text import finding

    for diagnostic in diagnostics:
        _say(finding(diagnostic, compilation.hidden, _colour(sys.stderr)))


def _colour(stream: Any) -> bool:
    return bool(stream and stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(text: str) -> None:
    """The product, in UTF-8 whatever the locale."""
    try:
        _write(sys.stdout, text)
    except NoReader:
        raise
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WrongCall(f"cannot write to standard output: {reason}") from None


def _deliver(text: str, file: str | None) -> None:
    """The product, where it is wanted."""
    if file is None:
        _print(text)
        return
    try:
        Path(file).write_bytes(text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise WrongCall(f"cannot write {printable(file)}: {(error.strerror or type(error).__name__).lower()}") from None


def _say(text: str) -> None:
    """Anything else."""
    _write(sys.stderr, f"{text}\n")


def _write(stream: Any, text: str) -> None:
    if not stream:  # closed by whoever called
        raise NoReader
    try:
        stream.flush()
        stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError:
        raise NoReader from None
