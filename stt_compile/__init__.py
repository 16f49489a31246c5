"""A compiler of profiles into requests for IBM Watson Speech to Text.

The steps of the command line, for programs::

    from stt_compile import check, load, plan, render

    compilation = load("stt.yaml")
    for diagnostic in check(compilation):
        print(diagnostic.code, diagnostic.message)
    for request in plan(compilation, interface="sync-http"):
        print(render(request, "curl"))

Nothing here prints, and nothing reads the value of a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalog.rows import InterfaceId
    from .compile import Compilation
    from .diagnostics import Diagnostic
    from .wire import Plan

__version__ = "0.1.0"
__all__ = ["ProfileError", "check", "load", "loads", "plan", "render"]


class ProfileError(ValueError):
    """A request that has errors was asked for."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("; ".join(f"{found.code}: {found.message}" for found in diagnostics))


def load(profile: str | Path | Mapping[str, object], *, as_of: str | None = None) -> Compilation:
    """A profile from a file, or from Python data.

    Args:
        profile: the path of a file, or the data that such a file would hold; what data extends is looked for in the
            current folder.
        as_of: the day (`YYYY-MM-DD`) to judge by where an environment declares no `service_date`; the catalogue's own
            last day where left out.

    Raises:
        OSError: the file cannot be read.
        TypeError, ValueError: the data holds what JSON cannot.
    """
    from .compile import compile_bytes, compile_data

    if isinstance(profile, Mapping):
        return compile_data(profile, as_of=as_of)
    path = Path(profile)
    return compile_bytes(str(profile), path.read_bytes(), path, as_of)


def loads(text: str, *, name: str = "<text>", folder: str | Path = ".", as_of: str | None = None) -> Compilation:
    """A profile from its text.

    Args:
        name: what findings call it.
        folder: where what it extends is looked for.
    """
    from .compile import compile_bytes

    return compile_bytes(name, text.encode("utf-8", "surrogatepass"), Path(folder) / name, as_of)


def check(compilation: Compilation) -> tuple[Diagnostic, ...]:
    """All that is wrong with a profile, or doubtful, in the order of its text."""
    return compilation.diagnostics


def plan(
    compilation: Compilation,
    request: str | None = None,
    environment: str | None = None,
    interface: InterfaceId | None = None,
) -> tuple[Plan, ...]:
    """The plans of the requests that match, in the order of the profile.

    Raises:
        ProfileError: one of them has errors. Errors of other requests do not matter.
    """
    from .diagnostics import Severity

    chosen = compilation.select(request, environment, interface)
    blocked = [index for index in chosen if index in compilation.blocked]
    if blocked or not compilation.uses:
        found = compilation.touching(blocked) if blocked else compilation.diagnostics
        errors = tuple(diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR)
        if blocked or errors:
            raise ProfileError(errors)
    return tuple(compilation.plan(index) for index in chosen)


def render(plan: Plan, target: str | None = None, shell: str = "sh") -> str:
    """The artefact of a plan.

    Args:
        target: `curl`, `uri`, `python`, `json`, ...; `uri` for WebSocket and `curl` for HTTP where left out.
        shell: `sh`, or `powershell` for the target `curl`.

    Raises:
        KeyError: there is no such target, or not for this shell.
        stt_compile.targets.CannotExpress: the target cannot make this request.
    """
    from . import targets

    return targets.render(plan, targets.load(target or targets.default(plan.interface), shell))
