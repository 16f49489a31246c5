"""An audio format that did not exist on the day that the profile is judged by.

Problem::

    requests:
      live: {audio: {file: call.alaw, content_type: audio/alaw, rate: 8000}}
    environments:
      production: {service_date: 2019-01-31}

Instead::

    requests:
      live: {audio: {file: call.alaw, content_type: audio/alaw, rate: 8000}}
    environments:
      production: {service_date: 2019-03-31}
"""

from __future__ import annotations

from ..catalog.audio import CONTENT_TYPE_PARAMETERS
from ..catalog.rows import Day
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import declared
from ._dates import dated, judged


def check(use: Use) -> Findings:
    """The content type of a request, and its parameters."""
    row = declared(use)
    if row is None or not dated(use):
        return
    if _later(row.since, use):
        yield _not_yet(use, "content_type", row.name, row.since)
        return
    taken = (*row.required_params, *row.optional_params)
    for name in use.audio.type_parameters:
        since = CONTENT_TYPE_PARAMETERS[name].since
        if name in taken and _later(since, use):
            yield _not_yet(use, name, f"`{name}` of {row.name}", since)


def _later(since: Day | None, use: Use) -> bool:
    return since is not None and use.environment.day < since


def _not_yet(use: Use, key: str, what: str, since: Day | None) -> Finding:
    return Finding(
        use.at("audio", key),
        f"{what} did not exist on {judged(use)}",
        f"it exists since {since}; use another format, or declare a later `service_date`",
        on="value" if key == "content_type" else "key",
    )


RULE = Rule(
    code="STT808",
    severity=Severity.ERROR,
    title="Audio format that did not exist yet",
    effect="Status 415.",
    sources=("release-notes.md@2026-06-30",),
    use=check,
)
