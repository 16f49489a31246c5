"""No content type, on a day on which every request had to name it.

Problem::

    requests:
      live: {audio: {file: call.flac}}
    environments:
      production: {service_date: 2018-09-30}

Instead::

    requests:
      live: {audio: {file: call.flac, content_type: audio/flac}}
    environments:
      production: {service_date: 2018-09-30}
"""

from __future__ import annotations

from ..catalog.audio import EXPLICIT_SINCE, RAW_TYPES_BY_EXTENSION
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import by_ending, files, undeclared
from ._dates import dated, judged


def check(use: Use) -> Findings:
    """Whether a request names the format of its audio."""
    if not dated(use) or use.environment.day >= EXPLICIT_SINCE or not undeclared(use):
        return
    if use.has_lost("audio") or any(by_ending(file, RAW_TYPES_BY_EXTENSION) for _, file in files(use)):
        return  # what must be named to this day is another rule's
    yield Finding(
        use.at("audio") if use.has("audio") else use.at(),
        f"the format of audio had to be named on {judged(use)}",
        f"add `content_type`; it can be left out since {EXPLICIT_SINCE}",
        on="key",
    )


RULE = Rule(
    code="STT809",
    severity=Severity.ERROR,
    title="No content type, before it could be left out",
    effect="Not documented; the content type was required.",
    sources=("release-notes.md@2026-06-30 (9 October 2018)", "audio-formats.md@2026-06-30"),
    use=check,
)
