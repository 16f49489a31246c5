"""A callback URL with a user or a password written into it.

It is reviewed, committed, sent in the query of every job, and kept in logs on the way. Reports can be proved with
`user_secret` instead.

Problem::

    requests:
      live:
        interface: async-http
        job: {callback_url: 'https://stt:not-a-real-one@ops.example.com/results'}

Instead::

    requests:
      live:
        interface: async-http
        job: {callback_url: 'https://ops.example.com/results', user_secret: {env: STT_CALLBACK_SECRET}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._callback import callback


def check(use: Use) -> Findings:
    """The callback URL of a job."""
    found = callback(use)
    if found and found.credentials:
        yield Finding(
            use.at("job", "callback_url"),
            "`callback_url` holds credentials",
            "take them out, replace what has been written down, and let `user_secret` prove who sent a report",
        )


RULE = Rule(
    code="STT705",
    severity=Severity.ERROR,
    title="Credentials in a callback URL",
    effect="Not documented; but whoever reads the profile can use them.",
    sources=("mistakes seen in the field: node-sdk#189, python-sdk#343", "async.md@2026-06-30"),
    use=check,
)
