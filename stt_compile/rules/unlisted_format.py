"""Audio of a format that the service does not list.

It may be decoded all the same, or not; no source promises it.

Problem::

    requests:
      live: {audio: {file: memo.m4a}}

Instead::

    requests:
      live: {audio: {file: memo.flac}}
"""

from __future__ import annotations

from ..catalog.audio import UNLISTED_EXTENSIONS
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import by_ending, telling


def check(use: Use) -> Findings:
    """The names of a request's files."""
    for path, file in telling(use):
        found = by_ending(file, UNLISTED_EXTENSIONS)
        if found:
            yield Finding(
                path,
                f"`{found[0]}` is {found[1]}, which is none of the service's formats",
                "convert it first, for example: ffmpeg -i memo.m4a memo.flac",
            )


RULE = Rule(
    code="STT615",
    severity=Severity.WARNING,
    title="Format that the service does not list",
    effect="Not documented; status 415 and `unable to transcode data stream ...` were seen for other formats.",
    sources=("audio-formats.md@2026-06-30", "release-notes.md@2026-06-30 (1 July 2015)"),
    use=check,
)
