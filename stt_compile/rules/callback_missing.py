"""What concerns the callback of a job that has none.

Without `callback_url` the job is polled: there is nobody to report events to, no report that could carry a token, and
nothing to register a secret for.

Problem::

    requests:
      live:
        interface: async-http
        job: {user_token: job-25}

Instead::

    requests:
      live:
        interface: async-http
        job: {user_token: job-25, callback_url: https://ops.example.com/results}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule

_DEPENDENT = ("events", "user_token", "user_secret")


def check(use: Use) -> Findings:
    """The keys of a job that need a callback."""
    if use.interface != "async-http" or use.has("job", "callback_url") or use.has_lost("job", "callback_url"):
        return
    if use.extra and "callback_url" in use.extra.query:
        return
    given = [name for name in _DEPENDENT if use.has("job", name)]
    if given:
        names = " and ".join(f"`{name}`" for name in given)
        yield Finding(
            use.at("job", given[0]),
            f"{names} {'needs' if len(given) == 1 else 'need'} a `callback_url`",
            "add `callback_url`; to poll for the result, take the rest out",
            on="key",
        )


RULE = Rule(
    code="STT703",
    severity=Severity.ERROR,
    title="Callback settings without a callback",
    effect=(
        "Ignored; the job has the warning: unexpected query parameter 'user_token', query parameter 'callback_url' "
        "was not specified."
    ),
    sources=("async.md@2026-06-30", "python-sdk speech_to_text_v1.py@2024-12-04"),
    use=check,
)
