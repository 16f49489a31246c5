"""The name of a file that only a shell, curl or a reader would understand.

A name is taken as it is written and quoted in every artefact, so that nothing in it is expanded: curl's `@`, `~`,
variables and patterns of a shell, addresses, and the braces of the documentation's examples become part of it.

Problem::

    requests:
      live: {audio: {file: '@call.flac'}}

Instead::

    requests:
      live: {audio: {file: call.flac}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..text import Env
from . import Findings, Rule
from ._audio import files, meant_otherwise


def check(use: Use) -> Findings:
    """The names of a request's files."""
    for path, file in files(use):
        help_ = meant_otherwise(file)
        if help_:
            shown = "".join(f"${{{piece.name}}}" if isinstance(piece, Env) else piece for piece in file)
            yield Finding(path, f"the file would be named `{shown}`, exactly so", help_)


RULE = Rule(
    code="STT612",
    severity=Severity.WARNING,
    title="File name that is not meant as it is written",
    effect="None; the client finds no such file.",
    sources=("mistakes seen in the field: unity-sdk#473, swift-sdk#461", "input.md@2026-06-30"),
    use=check,
)
