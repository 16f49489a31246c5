"""A comma inside a keyword, where commas divide keywords.

In a query the keywords are one text; no source says how a keyword with a comma could be written there. In the start
message of a WebSocket and in a form they are a list, and a comma is a character like any other.

Problem::

    requests:
      live: {interface: sync-http, parameters: {keywords: ['Washington, D.C.'], keywords_threshold: 0.5}}

Instead::

    requests:
      live:
        interface: sync-http
        audio: {multipart: true}
        parameters: {keywords: ['Washington, D.C.'], keywords_threshold: 0.5}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import refused

_NAME = "keywords"


def check(use: Use) -> Findings:
    """The keywords of a request that sends them in its query."""
    if PARAMETERS[_NAME].placement[use.carrier] != "query" or refused(_NAME, use):
        return
    for index, keyword in enumerate(use.parameters.get(_NAME, ())):
        if isinstance(keyword, str) and "," in keyword:
            yield Finding(
                use.at("parameters", _NAME, index),
                "in a query a comma divides keywords: this becomes several",
                "take the comma out, or send the request over `websocket`, or `sync-http` with `multipart: true`",
            )


RULE = Rule(
    code="STT524",
    severity=Severity.WARNING,
    title="Comma inside a keyword",
    effect="Not documented; the parts are most likely spotted as keywords of their own.",
    sources=("spotting.md@2026-06-30", "summary.md@2026-06-30"),
    use=check,
)
