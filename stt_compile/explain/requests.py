"""What becomes of a request in each of its environments on each of its interfaces."""

from __future__ import annotations

from typing import Any, cast

from ..catalog.rows import InterfaceId
from ..compile import Compilation
from ..diagnostics import Diagnostic, Severity
from ..names import closest, printable, shortened
from .catalogue import VERSION, Unknown
from .origins import Origins
from .use import Explained


def request(
    compilation: Compilation, name: str, environment: str | None = None, interface: str | None = None
) -> dict[str, Any]:
    """A request in each of its environments on each of its interfaces, as far as it could be read.

    Args:
        environment: only in this one.
        interface: only on this one.

    Raises:
        Unknown: there is no such request, or it is for no such environment or interface.
    """
    if compilation.complete and name not in compilation.requests:
        raise Unknown("request", name, closest(name, compilation.requests))
    everywhere = compilation.select(name)
    chosen = compilation.select(name, environment, cast("InterfaceId | None", interface))
    if everywhere and not chosen:
        raise _nowhere(compilation, everywhere, environment, interface)
    origins = Origins(compilation.sources)
    described = next((use for use in compilation.uses if use.request == name and use.description), None)
    about = () if chosen else tuple(found for found in compilation.diagnostics if _may_block(found, name))
    return {
        "version": VERSION,
        "kind": "request",
        "profile": printable(compilation.name),
        "request": name,
        "description": Explained(compilation, described, origins).value(
            "description", described.description, "description"
        )
        if described
        else None,
        "uses": [
            {
                **Explained(compilation, compilation.uses[index], origins).data(),
                "errors": index in compilation.blocked,
                "findings": [_finding(found) for found in compilation.touching([index])],
            }
            for index in chosen
        ],
        "findings": [_finding(found) for found in about],
    }


def _nowhere(
    compilation: Compilation, everywhere: tuple[int, ...], environment: str | None, interface: str | None
) -> Unknown:
    uses = [compilation.uses[index] for index in everywhere]
    environments = dict.fromkeys(use.environment.name for use in uses)
    if environment is not None and environment not in environments:
        known = f"the request is for {shortened(environments)}"
        return Unknown("environment", environment, closest(environment, environments, known))
    listed = dict.fromkeys(use.interface for use in uses if environment in (None, use.environment.name))
    return Unknown("interface", interface or "", f"the request is for {shortened(listed)}")


def _may_block(diagnostic: Diagnostic, name: str) -> bool:
    return diagnostic.severity is Severity.ERROR and (
        diagnostic.path[:1] != ("requests",) or name in diagnostic.path[1:2]
    )


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    line, column = span.position if span else (None, None)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "key": ".".join(map(str, diagnostic.path)),
        "file": printable(span.source.name) if span else None,
        "line": line,
        "column": column,
    }
