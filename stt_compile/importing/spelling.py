"""The profile read again: whether each call is sent as it was, and what `check` says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..compile import Compilation, compile_bytes
from ..diagnostics import Diagnostic, Severity
from ..wire import Plan
from .comparison import differences
from .findings import Finding, Place
from .profile import Drawn
from .requests import Wanted


def respelt(text: str, drawn: Drawn) -> Iterator[Finding]:
    """A finding for all that the profile sends otherwise than a call, and that nothing has been said of; another one
    for each error of a request, at each call that it came from."""
    reading = _Reading(compile_bytes("imported", text.encode(), Path("imported.stt.yaml")))
    said: dict[Place, list[frozenset[str]]] = {}
    for finding in drawn.findings:
        said.setdefault(finding.place, []).append(finding.about)
    for request in drawn.requests:
        for origin in request.origins:
            place = origin.call.place
            for error in reading.errors(request.name, origin):
                message = f"`check` refuses this request: {error.code} {error.message}"
                yield Finding("mistake", place, message, error.help or f"see `stt-compile explain {error.code}`")
            plan = reading.plan(request.name, origin)
            if plan:
                explained = (*said.get(place, ()), *(found.about for found in origin.findings))
                for difference in differences(origin.call, plan, explained):
                    yield Finding(difference.kind, place, difference.message, difference.help)


@dataclass
class _Reading:
    """The profile, compiled, by request, environment and interface."""

    compilation: Compilation

    @cached_property
    def _uses(self) -> dict[tuple[str, str, str], int]:
        uses = enumerate(self.compilation.uses)
        return {(use.request, use.environment.name, use.interface): index for index, use in uses}

    @cached_property
    def _errors(self) -> dict[int, list[Diagnostic]]:
        found: dict[int, list[Diagnostic]] = {}
        for diagnostic, about in zip(self.compilation.diagnostics, self.compilation.about):
            for index in about if diagnostic.severity is Severity.ERROR else ():
                found.setdefault(index, []).append(diagnostic)
        return found

    def errors(self, request: str, origin: Wanted) -> list[Diagnostic]:
        """What `check` refuses of a request, as one call asks for it."""
        index = self._uses.get((request, origin.environment, origin.interface))
        return [] if index is None else self._errors.get(index, [])

    def plan(self, request: str, origin: Wanted) -> Plan | None:
        """What is sent; None where there are errors."""
        index = self._uses.get((request, origin.environment, origin.interface))
        return None if index is None or index in self.compilation.blocked else self.compilation.plan(index)
