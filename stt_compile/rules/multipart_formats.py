"""Files of different formats in one form.

All files of a multipart request must have the same format, and one field of the metadata names it for all.

Problem::

    requests:
      live: {interface: sync-http, audio: {multipart: true, files: [agent.flac, customer.wav]}}

Instead::

    requests:
      live: {interface: sync-http, audio: {multipart: true, files: [agent.flac, customer.flac]}}
"""

from __future__ import annotations

from ..catalog.audio import TYPES_BY_EXTENSION
from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from ..tree import KeyPath
from . import Findings, Rule
from ._audio import by_ending, files, undeclared


def check(use: Use) -> Findings:
    """The names of the files of a form that declares no format; where it does, each is judged by that."""
    first: tuple[KeyPath, str, str] | None = None
    for path, file in files(use) if undeclared(use) else ():
        found = by_ending(file, TYPES_BY_EXTENSION)
        if found is None:
            continue
        ending, kind = found[0], found[1].partition(";")[0]
        if first is None:
            first = path, ending, kind
        elif kind != first[2]:
            yield Finding(
                path,
                f"a `{ending}` file beside a `{first[1]}` file: all files of a form must have one format",
                "convert them to one format, or make two requests",
                related=(Related(first[0], f"the `{first[1]}` file"),),
            )
            return


RULE = Rule(
    code="STT614",
    severity=Severity.WARNING,
    title="Different formats in one form",
    effect="Not documented; the documentation asks for one format.",
    sources=("http.md@2026-06-30",),
    use=check,
)
