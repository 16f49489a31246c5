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
from ..secrets import is_credential
from . import Findings, Rule


def check(use: Use) -> Findings:
    """Whether a request uses the hatch."""
    if use.extra is None:
        return
    sent = [*use.extra.query, *use.extra.headers, *use.extra.start]
    if not sent or not all(map(is_credential, sent)):  # authentication is an error, and no business of the hatch
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
