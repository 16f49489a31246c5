"""The name of a file with a null character.

No file can have it, and where a program is told the name, it would end there.

Problem::

    requests:
      live: {audio: {file: "call\\0.flac"}}

Instead::

    requests:
      live: {audio: {file: call.flac}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Environment, Use
from ..tree import KeyPath, Node
from . import Findings, Rule
from ._addresses import pieces


def check_environment(environment: Environment) -> Findings:
    """The file of an authority."""
    yield from _judged(environment.tree.get("tls", "ca_file"), ("environments", environment.name, "tls", "ca_file"))


def check(use: Use) -> Findings:
    """The audio files of a request."""
    for key in ("file", "files"):
        path = use.at("audio", key)
        yield from _judged(use.tree.get(*path), path)


def _judged(node: Node | None, path: KeyPath) -> Findings:
    for where, piece in pieces(node, path):
        if "\0" in piece:
            yield Finding(where, "the name of a file cannot hold a null character", "take it out")


RULE = Rule(
    code="STT616",
    severity=Severity.ERROR,
    title="File name with a null character",
    effect="Nothing is sent: the client finds no such file.",
    sources=("POSIX.1-2017, 3.170 Filename", "Windows, Naming Files, Paths, and Namespaces"),
    environment=check_environment,
    use=check,
)
