"""A video where audio should be.

The service takes no container that has sound and picture.

Problem::

    requests:
      live: {audio: {file: meeting.mp4}}

Instead::

    requests:
      live: {audio: {file: meeting.flac}}
"""

from __future__ import annotations

from ..catalog.audio import VIDEO_EXTENSIONS
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import by_ending, telling


def check(use: Use) -> Findings:
    """The names of a request's files."""
    for path, file in telling(use):
        found = by_ending(file, VIDEO_EXTENSIONS)
        if found:
            yield Finding(
                path,
                f"the service takes no video: `{found[0]}` is {found[1]}",
                "take the sound out of it, for example: ffmpeg -i video.mp4 -vn sound.flac",
            )


RULE = Rule(
    code="STT613",
    severity=Severity.ERROR,
    title="Video as audio",
    effect="Not supported; `unable to transcode data stream ...` was seen for what cannot be decoded.",
    sources=("audio-formats.md@2026-06-30", "python-sdk#169"),
    use=check,
)
