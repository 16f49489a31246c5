"""A callback URL that is no http or https address.

The service calls it, so it must be an address as the web has them; what a run-time value adds is not judged.

Problem::

    requests:
      live:
        interface: async-http
        job: {callback_url: ops.example.com/results}

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
    if found and found.wrong:
        yield Finding(
            use.at("job", "callback_url"),
            f"`callback_url` {found.wrong}",
            "write it as https://HOST/PATH; what an address cannot hold is percent-encoded",
        )


RULE = Rule(
    code="STT701",
    severity=Severity.ERROR,
    title="Callback URL that is no address",
    effect="It cannot be registered (status 400), and an address that is not registered cannot be used.",
    sources=("async.md@2026-06-30",),
    use=check,
)
