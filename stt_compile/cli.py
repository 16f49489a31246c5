"""The command line: options, streams and exit codes, and nothing else. Only this module prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from . import __version__
from .catalog import AS_OF
from .language import PROFILE_ENDINGS, PROFILE_NAMES, is_profile

if TYPE_CHECKING:
    from .catalog.rows import InterfaceId
    from .compile import Compilation

DONE, WRONG_INPUT, WRONG_CALL, DEFECT, INTERRUPTED = 0, 1, 2, 3, 130
STDIN = "-"
INTERFACES = ("websocket", "sync-http", "async-http")


class Boundary(click.Group):
    """The one place where exceptions end: a wrong call is said in a line, and so is a defect of ours."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command and exits with its code."""
        kwargs["standalone_mode"] = False
        try:
            sys.exit(super().main(*args, **kwargs) or DONE)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at its end
            sys.exit(WRONG_CALL)
        except Exception as error:  # whatever it is, it is ours
            _say(f"stt-compile: a defect of stt-compile: {type(error).__name__}{_where(error)}; please report it")
            sys.exit(DEFECT)


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
        return date.fromisoformat(value).isoformat()
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

    compilations = [_compiled(name, as_of, stdin_filename) for name in _profiles(paths)]
    _print(report.load("text")(compilations, _colour(sys.stdout)))
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
    if not compilation.uses and compilation.errors:
        _complain([compilation], range(0), whole=True)
        return WRONG_INPUT
    chosen = _chosen(compilation, request, environment, cast("InterfaceId | None", interface), target)
    if not chosen:
        _complain([compilation], range(0), whole=True)
        return WRONG_INPUT
    if len(chosen) > 1 and not everything:
        raise _several(compilation, chosen)
    if len(chosen) > 1 and target and targets.load(target).program:
        raise click.UsageError(f"--all is not for programs: {target} prints one\n{_listed(compilation, chosen)}")
    return _render(compilation, chosen, target)


@main.command()
@click.option("--plan", is_flag=True, help="The schema of the request plan instead.")
def schema(plan: bool) -> int:
    """Print the profile's JSON Schema (draft-07)."""
    from .schema import dumped, published

    _print(dumped(published("plan" if plan else "profile")))
    return DONE


# --- reading ---------------------------------------------------------------------------------------------------------


def _profiles(paths: Sequence[str]) -> list[str]:
    """The profiles that are meant: files as they are named, folders searched."""
    found: dict[str, None] = {}
    for name in paths:
        if name == STDIN or not os.path.isdir(name):
            found[name] = None
        else:
            inside = sorted(_in_folder(name))
            if not inside:
                names = ", ".join((*PROFILE_NAMES, *(f"NAME{ending}" for ending in PROFILE_ENDINGS)))
                raise click.UsageError(f"no profile in {name}: looked for {names}")
            found.update(dict.fromkeys(inside))
    return list(found)


def _in_folder(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.normpath(os.path.join(here, name)) for name in files if is_profile(name))


def _compiled(name: str, as_of: str | None, stdin_filename: str | None) -> Compilation:
    from .compile import compile_bytes

    try:
        if name == STDIN:
            shown = stdin_filename or "<stdin>"
            return compile_bytes(shown, click.get_binary_stream("stdin").read(), Path(shown), as_of)
        return compile_bytes(name, Path(name).read_bytes(), Path(name), as_of)
    except OSError as error:
        raise click.UsageError(f"cannot read {name}: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:
        if "null" not in str(error):
            raise
        raise click.UsageError(f"cannot read {name!r}: this is not the name of a file") from None


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

    if request is not None and request not in compilation.requests:
        raise _unknown("request", request, compilation.requests)
    environments = list(dict.fromkeys(use.environment.name for use in compilation.uses))
    if environment is not None and environment not in environments and not compilation.errors:
        raise _unknown("environment", environment, environments)
    chosen = compilation.select(request, environment, interface)
    if not chosen and not compilation.errors:
        known = _listed(compilation, compilation.select(request))
        raise click.UsageError(f"nothing matches; there is:\n{known}" if known else "the profile has no requests")
    if target:
        able = targets.load(target).interfaces
        fitting = tuple(index for index in chosen if compilation.uses[index].interface in able)
        return fitting or chosen
    return chosen


def _unknown(kind: str, name: str, known: Iterable[str]) -> click.UsageError:
    from .names import closest

    return click.UsageError(f"there is no {kind} {name!r}: {closest(name, known)}")


def _several(compilation: Compilation, chosen: Sequence[int]) -> click.UsageError:
    return click.UsageError(f"several match; choose one, or print them with --all:\n{_listed(compilation, chosen)}")


def _listed(compilation: Compilation, chosen: Iterable[int]) -> str:
    uses = [compilation.uses[index] for index in chosen]
    return "\n".join(
        f"  --request {use.request} --environment {use.environment.name} --interface {use.interface}" for use in uses
    )


# --- printing --------------------------------------------------------------------------------------------------------


def _render(compilation: Compilation, chosen: Sequence[int], target: str | None) -> int:
    from . import targets

    _complain([compilation], chosen)
    good = [index for index in chosen if index not in compilation.blocked]
    plans = [compilation.plan(index) for index in good]
    try:
        made = [(plan, targets.load(target or targets.default(plan.interface))) for plan in plans]
        artefacts = [targets.render(plan, kind) for plan, kind in made]
    except targets.CannotExpress as error:
        raise click.UsageError(str(error)) from None
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


def _complain(compilations: Sequence[Compilation], chosen: Sequence[int], whole: bool = False) -> None:
    """Findings that touch what is asked for, or all of them, on stderr."""
    from .report.text import finding

    for compilation in compilations:
        for diagnostic in compilation.diagnostics if whole else compilation.touching(chosen):
            _say(finding(diagnostic, compilation.hidden, _colour(sys.stderr)))


def _colour(stream: Any) -> bool:
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(text: str) -> None:
    """The product, in UTF-8 whatever the locale."""
    stream = click.get_binary_stream("stdout")
    stream.write(text.encode("utf-8", "surrogateescape"))
    stream.flush()


def _say(text: str) -> None:
    """Anything else."""
    click.echo(text.encode("utf-8", "surrogateescape"), err=True)
