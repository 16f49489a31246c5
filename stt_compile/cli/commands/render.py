"""`render`: print one artefact, or all that match."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

import click

from ... import registry
from ...catalog import INTERFACES
from .. import options
from ..boundary import DONE, WRONG_INPUT
from ..printing import WrongCall, coloured, say, show
from ..reading import compiled, unknown

if TYPE_CHECKING:
    from ...catalog.rows import InterfaceId
    from ...compile import Compilation
    from ...diagnostics import Diagnostic

_TARGETS = ", ".join(registry.names("targets"))


@click.command()
@click.argument("profile")
@click.option("--request", metavar="NAME", help="Only this request.")
@click.option("--environment", metavar="NAME", help="Only in this environment.")
@click.option("--interface", type=click.Choice(INTERFACES), help="Only on this interface.")
@click.option("--target", metavar="NAME", help=f"{_TARGETS}.  [default: uri for WebSocket, curl for HTTP]")
@click.option("--all", "everything", is_flag=True, help="Print all that match, not just one (not for programs).")
@options.as_of
@options.stdin_filename
def command(
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
    from ... import targets

    if target is not None and target not in targets.names():
        raise unknown("target", target, targets.names())
    compilation = compiled(profile, as_of, stdin_filename)
    chosen = _chosen(compilation, request, environment, cast("InterfaceId | None", interface), target)
    if not chosen:
        _complain(compilation, _about(compilation, request))
        return WRONG_INPUT
    if len(chosen) > 1 and not everything:
        raise WrongCall(f"several match; choose one, or print them with --all:\n{_listed(compilation, chosen)}")
    if everything and target and targets.load(target).program:
        raise WrongCall(f"--all is not for programs: {target} prints one; choose:\n{_listed(compilation, chosen)}")
    return _render(compilation, chosen, target)


def _chosen(
    compilation: Compilation,
    request: str | None,
    environment: str | None,
    interface: InterfaceId | None,
    target: str | None,
) -> tuple[int, ...]:
    """The uses that are asked for; empty only where errors of the profile are the reason."""
    from ... import targets

    if compilation.complete:
        if request is not None and request not in compilation.requests:
            raise unknown("request", request, compilation.requests)
        if environment is not None and environment not in compilation.environments:
            raise unknown("environment", environment, compilation.environments)
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


def _listed(compilation: Compilation, chosen: Iterable[int]) -> str:
    uses = [compilation.uses[index] for index in chosen]
    return "\n".join(
        f"  --request {use.request} --environment {use.environment.name} --interface {use.interface}" for use in uses
    )


def _render(compilation: Compilation, chosen: Sequence[int], target: str | None) -> int:
    from ... import targets

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
            say(f"note: {plan.request}: {note}")
    together = made[0][1].together if made and target else None
    if together:
        show(together(plans))
    elif len(chosen) == 1:
        show("".join(artefacts))
    else:
        show("\n".join(f"{_heading(compilation, index)}\n{text}" for index, text in zip(good, artefacts)))
    return WRONG_INPUT if len(good) < len(chosen) else DONE


def _heading(compilation: Compilation, index: int) -> str:
    use = compilation.uses[index]
    return f"# {use.request}: {use.environment.name}, {use.interface}"


def _complain(compilation: Compilation, diagnostics: Iterable[Diagnostic]) -> None:
    """Findings that touch what is asked for, on stderr."""
    from ...report.text import finding

    for diagnostic in diagnostics:
        say(finding(diagnostic, compilation.hidden, coloured(sys.stderr)))
