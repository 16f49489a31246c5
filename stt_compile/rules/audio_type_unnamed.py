"""Audio without a header, and nothing that says its format.

The service finds out most formats by their beginnings. Headerless audio has none: its format must be named.

Problem::

    requests:
      live: {audio: {file: call.ulaw}}

Instead::

    requests:
      live: {audio: {file: call.ulaw, content_type: audio/mulaw, rate: 8000}}
"""

from __future__ import annotations

from ..catalog.audio import CONTENT_TYPES, RAW_TYPES_BY_EXTENSION
from ..catalog.rows import ContentType
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import by_ending, files, undeclared


def check(use: Use) -> Findings:
    """The names of the files of a request that declares no format."""
    if not undeclared(use):
        return
    for path, file in files(use):
        found = by_ending(file, RAW_TYPES_BY_EXTENSION)
        row = CONTENT_TYPES[found[1][0]] if found else None
        if found and row and row.explicit_required:
            yield Finding(
                path,
                f"the format of a `{found[0]}` file must be named: the service does not detect it",
                f"add {_example(row)}, or whichever format the file has",
            )
            return


def _example(row: ContentType) -> str:
    needed = "".join(f", {name}: ..." for name in row.required_params)
    return f"`content_type: {row.name}{needed}`"


RULE = Rule(
    code="STT602",
    severity=Severity.ERROR,
    title="Format that must be named",
    effect="Not documented; the service cannot detect alaw, basic, l16 and mulaw.",
    sources=("audio-formats.md@2026-06-30", "audio-formats.md@2020-07-04"),
    use=check,
)
