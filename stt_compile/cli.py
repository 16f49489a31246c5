"""The command line: options, streams and exit codes, and nothing else. Only this module prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from . import __version__
from .catalog import AS_OF, INTERFACES
from .language import PROFILE_ENDINGS, PROFILE_NAMES, is_profile
from .names import closest, printable

if TYPE_CHECKING:
    from .catalog.rows import InterfaceId
    from .compile import Compilation
    from .diagnostics import Diagnostic

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
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@_as_of
@_stdin_filename
def check(paths: tuple[str, ...], strict: bool, as_of: str | None, stdin_filename: str | None) -> int:
    """Validate profiles: files, folders, or `-`.

    In folders these are stt.yaml and NAME.stt.yaml (or .yml); hidden folders are left out.
    """
    from . import report

    names, wrong_calls = _profiles(paths)
    compilations: list[Compilation] = []
    for name in names:
        try:
            compilations.append(_compiled(name, as_of, stdin_filename))
        except WrongCall as error:
            wrong_calls.append(error)
    if compilations:
        _print(report.load("text")(compilations, _colour(sys.stdout)))
    for wrong_call in wrong_calls:
        wrong_call.show()
    if wrong_calls:
        return WRONG_CALL
    errors = any(compilation.errors for compilation in compilations)
    return WRONG_INPUT if errors or (strict and any(compilation.warnings for compilation in compilations)) else DONE


@main.command()
@click.argument("profile")
@click.option("--request", metavar="NAME", help="Only this request.")
@click.option("--environment", metavar="NAME", help="Only in this environment.")
@click.option("--interface", type=click.Choice(INTERFACES), help="Only on this interface.")
@click.option("--target", metavar="NAME", help="What to print; see below.  [default: uri for WebSocket, curl for HTTP]")
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
    """Print one artefact of PROFILE (a file, or `-`).

    Targets: curl, json (the request plan), python (for the ibm-watson SDK), uri.
    """
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
@click.option("--plan", is_flag=True, help="The schema of the request plan instead.")
def schema(plan: bool) -> int:
    """Print the profile's JSON Schema (draft-07)."""
    from .schema import dumped, published

    _print(dumped(published("plan" if plan else "profile")))
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


def _compiled(name: str, as_of: str | None, stdin_filename: str | None) -> Compilation:
    from .compile import compile_bytes

    shown = stdin_filename or "<stdin>" if name == STDIN else name
    return compile_bytes(shown, _read(name), Path(shown), as_of)


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
