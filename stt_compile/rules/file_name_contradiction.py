"""A file whose name says another format than the content type.

One of the two is a slip. Where the name tells nothing, `content_type: application/octet-stream` asks for detection and
ends this warning.

Problem::

    requests:
      live: {audio: {file: call.wav, content_type: audio/flac}}

Instead::

    requests:
      live: {audio: {file: call.flac, content_type: audio/flac}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import codec_named, declared, same, telling, types_named


def check(use: Use) -> Findings:
    """The names of a request's files, against its content type."""
    row = declared(use)
    for path, file in telling(use) if row else ():
        found = types_named(file)
        if row is None or found is None:
            continue
        ending, types = found
        codec, said = codec_named(file), use.audio.type_parameters.get("codecs")
        wrong_codec = codec is not None and said is not None and codec != said
        if wrong_codec or not any(same(row, name) for name in types):
            meant = f"{types[0]}, codecs: {codec}" if codec else types[0]
            key = "codecs" if wrong_codec else "content_type"
            yield Finding(
                path,
                f"a name in `{ending}` says {types[0]}{f' with {codec}' if codec else ''}, "
                f"but the request says {row.name}{f' with {said}' if said else ''}",
                f"if the name is right: `content_type: {meant}`",
                related=(Related(use.at("audio", key), "it is declared here"),),
            )
            return  # the others have the same reason


RULE = Rule(
    code="STT610",
    severity=Severity.WARNING,
    title="File name against content type",
    effect="If the file is what its name says: `unable to transcode data stream ...`.",
    sources=("audio-formats.md@2026-06-30", "node-sdk content-type.ts", "python-sdk#169"),
    use=check,
)
