"""A callback URL without TLS.

The service takes it, and then sends the transcript, or word that there is one, for everybody on the way to read.

Problem::

    requests:
      live:
        interface: async-http
        job: {callback_url: http://ops.example.com/results}

Instead::

    requests:
      live:
        interface: async-http
        job: {callback_url: https://ops.example.com/results}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._callback import callback


def check(use: Use) -> Findings:
    """The callback URL of a job."""
    found = callback(use)
    if found and found.scheme == "http" and not found.loopback:
        yield Finding(
            use.at("job", "callback_url"),
            "the service would report to an address without TLS",
            "write `https://`; a `user_secret` proves who sent a report, and hides nothing",
        )


RULE = Rule(
    code="STT702",
    severity=Severity.WARNING,
    title="Callback without TLS",
    effect="Notifications, and results with them, travel unencrypted.",
    sources=("async.md@2026-06-30", "data-security.md@2026-06-30"),
    use=check,
)
