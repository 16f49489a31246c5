"""A callback URL on the machine that reads it.

The service calls the address from where it runs, and there `localhost` is the service itself.

Problem::

    requests:
      live:
        interface: async-http
        job: {callback_url: 'http://localhost:8080/results'}

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
    if found and found.loopback:
        yield Finding(
            use.at("job", "callback_url"),
            f"the service cannot reach `{found.host}`: it is the machine that looks it up",
            "give an address that the service can call, or poll: take `callback_url` out",
        )


RULE = Rule(
    code="STT708",
    severity=Severity.ERROR,
    title="Callback on the local machine",
    effect="Its registration fails with status 400: nothing answers the challenge within five seconds.",
    sources=("async.md@2026-06-30",),
    use=check,
)
