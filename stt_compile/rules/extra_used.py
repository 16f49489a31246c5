"""Parameters that go around the catalogue.

What stands in `extra` is sent verbatim; nothing here can judge it.

Problem::

    requests:
      live:
        extra: {reason: announced for next week, query: {new_parameter: 1}}

Instead::

    requests:
      live:
        extra: null
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._extra import KINDS, homeless, misplaced, repeated, sent


def check(use: Use) -> Findings:
    """Whether a request uses the hatch."""
    if use.extra is None:
        return
    names = {kind: set(sent(use, kind)) for kind in KINDS}
    for kind, name in (*((kind, name) for kind, name, _ in misplaced(use)), *repeated(use)):
        names[kind].discard(name)
    for kind in homeless(use):
        names[kind].clear()
    # what is a mistake already is no business of the hatch
    if any(names.values()) or not any((use.extra.query, use.extra.headers, use.extra.start)):
        yield Finding(
            use.at("extra"),
            "what stands in `extra` is sent as it is and judged by nobody",
            "when the catalogue knows the parameter, write it under `parameters`",
            on="key",
        )


RULE = Rule(
    code="STT901",
    severity=Severity.WARNING,
    title="The hatch is open",
    effect="Unknown parameters are ignored; the result has `warnings`.",
    sources=("basic-request.md@2026-06-30",),
    use=check,
)
