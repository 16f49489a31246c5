"""An archive where audio should be.

Archives are taken as training data of custom acoustic models, and by nothing that recognizes.

Problem::

    requests:
      live: {audio: {file: calls.zip}}

Instead::

    requests:
      live: {audio: {file: call.flac}}
"""

from __future__ import annotations

from ..catalog.audio import ARCHIVE_EXTENSIONS
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import by_ending, telling


def check(use: Use) -> Findings:
    """The names of a request's files."""
    for path, file in telling(use):
        found = by_ending(file, ARCHIVE_EXTENSIONS)
        if found:
            yield Finding(
                path,
                f"a `{found[0]}` archive is no audio: archives are for the training of acoustic models",
                "give an audio file; several files go in one request with `multipart: true` and `files`",
            )


RULE = Rule(
    code="STT611",
    severity=Severity.ERROR,
    title="Archive as audio",
    effect="Not documented; no archive is among the formats for recognition.",
    sources=("acoustic-resource.md@2026-06-30", "audio-formats.md@2026-06-30"),
    use=check,
)
