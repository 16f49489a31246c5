"""`render`: print one artefact, or all that match."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ... import registry
from ...catalog import INTERFACES
from ...names import printable
from .. import options
from ..boundary import DONE, WRONG_INPUT
from ..printing import WrongCall, cannot, coloured, say, show
from ..reading import compiled, unknown

if TYPE_CHECKING:
    from ...catalog.rows import InterfaceId
    from ...compile import Compilation
    from ...diagnostics import Diagnostic
    from ...targets import Target

_TARGETS = ", ".join(registry.called("targets"))
_SHELLS = ("sh", "powershell")


@click.command()
@click.argument("profile")
@click.option("--request", metavar="NAME", help="Only this request.")
@click.option("--environment", metavar="NAME", help="Only in this environment.")
@click.option("--interface", type=click.Choice(INTERFACES), help="Only on this interface.")
@click.option("--target", metavar="NAME", help=f"{_TARGETS}.  [default: uri for WebSocket, curl for HTTP]")
@click.option("--shell", type=click.Choice(_SHELLS), help="The shell that the target curl is for.  [default: sh]")
@click.option("--template", metavar="DIR", help="Render a template of this folder, DIR/NAME.j2, which --target names.")
@click.option("--all", "everything", is_flag=True, help="Print all that match, not just one (not for programs).")
@options.as_of
@options.stdin_filename
def command(
    profile: str,
    request: str | None,
    environment: str | None,
    interface: str | None,
    target: str | None,
    shell: str | None,
    template: str | None,
    everything: bool,
    as_of: str | None,
    stdin_filename: str | None,
) -> int:
    """Print one artefact of PROFILE (a file, or `-`)."""
    kind = _kind(target, shell, template)
    compilation = compiled(profile, as_of, stdin_filename)
    chosen = _chosen(compilation, request, environment, cast("InterfaceId | None", interface), kind)
    if not chosen:
        _complain(compilation, _about(compilation, request))
        return WRONG_INPUT
    if len(chosen) > 1 and not everything:
        raise WrongCall(f"several match; choose one, or print them with --all:\n{_listed(compilation, chosen)}")
    if everything and kind and kind.program:
        raise WrongCall(f"--all is not for programs: {kind.name} prints one; choose:\n{_listed(compilation, chosen)}")
    return _render(compilation, chosen, kind)


def _kind(target: str | None, shell: str | None, template: str | None) -> Target | None:
    """What is asked for; None where it follows from the interface of each request."""
    from ... import targets

    if template is not None:
        if shell:
            raise WrongCall("--shell is for the target curl: a template knows its own language")
        return _of_house(template, target)
    if target is None and shell is None:
        return None
    name = "curl" if target is None else target
    if name not in targets.names():
        raise unknown("target", name, targets.names())
    try:
        return targets.load(name, shell or "sh")
    except KeyError:
        raise WrongCall(f"--shell is for the target curl: {name} has its own language") from None


def _of_house(template: str, target: str | None) -> Target:
    from ...targets import _house

    folder = Path(template)
    try:
        known = _house.names(folder)
    except OSError as error:
        raise cannot("read", template, error) from None
    if not known:
        raise WrongCall(f"{printable(template)} has no template: no file NAME{_house.ENDING}")
    if target is None and len(known) > 1:
        raise WrongCall(f"several templates; choose one:\n{''.join(f'  --target {name}{chr(10)}' for name in known)}")
    if target is not None and target not in known:
        raise unknown("template", target, known)
    return _house.target(folder, target or known[0])


def _chosen(
    compilation: Compilation,
    request: str | None,
    environment: str | None,
    interface: InterfaceId | None,
    kind: Target | None,
) -> tuple[int, ...]:
    """The uses that are asked for; empty only where errors of the profile are the reason."""
    if compilation.complete:
        if request is not None and request not in compilation.requests:
            raise unknown("request", request, compilation.requests)
        if environment is not None and environment not in compilation.environments:
            raise unknown("environment", environment, compilation.environments)
    chosen = compilation.select(request, environment, interface)
    if not chosen and not any(_is_error(diagnostic) for diagnostic in _about(compilation, request)):
        known = _listed(compilation, compilation.select(request))
        raise WrongCall(f"nothing matches; there is:\n{known}" if known else "the profile has no requests")
    if kind:
        fitting = tuple(index for index in chosen if compilation.uses[index].interface in kind.interfaces)
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


def _render(compilation: Compilation, chosen: Sequence[int], asked: Target | None) -> int:
    from ... import targets

    _complain(compilation, compilation.touching(chosen))
    good = [index for index in chosen if index not in compilation.blocked]
    plans = [compilation.plan(index) for index in good]
    try:
        made = [(plan, asked or targets.load(targets.default(plan.interface))) for plan in plans]
        artefacts = [targets.render(plan, kind) for plan, kind in made]
    except targets.CannotExpress as error:
        raise WrongCall(str(error)) from None
    except targets.WrongTemplate as error:
        say(str(error))
        return WRONG_INPUT
    for plan, kind in made:
        for note in kind.notes(plan):
            say(f"note: {plan.request}: {note}")
    together = asked.together if made and asked else None
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
