"""Letters beyond ASCII in a header.

HTTP knows no encoding for them: curl sends UTF-8, other clients Latin-1, or they refuse. Which of them the service
reads is not documented, so data may be stored under an id by which it is not found again.

Problem::

    requests:
      live: {interface: sync-http, customer_id: Zürich-42}

Instead::

    requests:
      live: {interface: sync-http, customer_id: zurich-42}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from .unsendable_header import values


def check(use: Use) -> Findings:
    """The headers of a request that an author writes freely."""
    for path, value in values(use):
        if not value.isascii():
            yield Finding(path, "HTTP has no encoding for letters beyond ASCII in a header", "write it in ASCII")


RULE = Rule(
    code="STT529",
    severity=Severity.WARNING,
    title="Letters beyond ASCII in a header",
    effect="Not documented; clients send different bytes, or refuse.",
    sources=("RFC 9110, 5.5", "information-security.md@2026-06-30"),
    use=check,
)
