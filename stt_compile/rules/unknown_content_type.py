"""A content type that the service does not know.

Problem::

    requests:
      live: {audio: {file: live.opus, content_type: audio/opus}}

Instead::

    requests:
      live: {audio: {file: live.opus, content_type: audio/ogg, codecs: opus}}
"""

from __future__ import annotations

from ..catalog.audio import CONTENT_TYPE_PARAMETERS, CONTENT_TYPES
from ..diagnostics import Finding, Severity
from ..names import closest, nearest
from ..profile import Use
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The content type of a request's audio."""
    written = use.audio.content_type
    if written is None or written in CONTENT_TYPES:
        return
    name, semicolon, parameters = written.partition(";")
    name = name.strip()
    if semicolon and name in CONTENT_TYPES:
        keys = ", ".join(CONTENT_TYPE_PARAMETERS)
        pairs = ", ".join(_as_key(part.strip()) for part in parameters.split(";") if part.strip())
        message = "parameters of a content type are keys of their own"
        help_ = f"write `content_type: {name}, {pairs}`" if pairs else f"its parameters are {keys}"
    else:
        message = f"the service takes no content type `{written}`"
        help_ = (
            "write `content_type: audio/ogg, codecs: opus`" if "opus" in written else closest(written, CONTENT_TYPES)
        )
    yield Finding(use.at("audio", "content_type"), message, help_)


def _as_key(parameter: str) -> str:
    """`rate=8000` as a profile says it; a slip in the name is not handed on."""
    name, sign, value = parameter.partition("=")
    return f"{nearest(name.strip(), CONTENT_TYPE_PARAMETERS) or name}: {value}" if sign else parameter


RULE = Rule(
    code="STT601",
    severity=Severity.ERROR,
    title="Unknown content type",
    effect="Status 415, or `unable to transcode data stream ...`.",
    sources=("audio-formats.md@2026-06-30", "release-notes.md@2026-06-30 (1 July 2015)"),
    use=check,
)
