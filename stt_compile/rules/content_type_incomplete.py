"""A content type without the parameter that it must have.

Raw samples do not say how many of them make a second.

Problem::

    requests:
      live: {audio: {file: call.pcm, content_type: audio/l16}}

Instead::

    requests:
      live: {audio: {file: call.pcm, content_type: audio/l16, rate: 16000}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import declared


def check(use: Use) -> Findings:
    """The parameters that the content type of a request must have."""
    row = declared(use)
    for name in row.required_params if row else ():
        if row and name not in use.audio.type_parameters and not use.has_lost("audio", name):
            yield Finding(
                use.at("audio", "content_type"),
                f"{row.name} needs `{name}`",
                f"add `{name}: ...` beside it, with the sampling rate of the audio in Hz",
            )


RULE = Rule(
    code="STT603",
    severity=Severity.ERROR,
    title="Content type without its parameter",
    effect="Refused; seen in the field: `rate parameter missing mime type: audio/l16`.",
    sources=("audio-formats.md@2026-06-30", "java-sdk#272"),
    use=check,
)
