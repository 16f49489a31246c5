"""Settings for polling in a job that has a callback.

A job with a callback is not polled: an artefact creates it, says its id and ends. So it neither waits, nor has it a
result after which it could delete the job.

Problem::

    requests:
      live:
        interface: async-http
        job: {callback_url: https://ops.example.com/results, wait_minutes: 90}

Instead::

    requests:
      live:
        interface: async-http
        job: {wait_minutes: 90}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule

_OF_POLLING = ("wait_minutes", "delete")


def check(use: Use) -> Findings:
    """The keys of a job that a callback switches off."""
    if use.interface != "async-http":
        return
    paths = (use.at("job", "callback_url"), use.at("extra", "query", "callback_url"))
    callback = next((path for path in paths if use.tree.get(*path) is not None), None)
    given = [name for name in _OF_POLLING if use.has("job", name)]
    if callback and given:
        names = " and ".join(f"`{name}`" for name in given)
        yield Finding(
            use.at("job", given[0]),
            f"{names} {'does' if len(given) == 1 else 'do'} nothing in a job that has a `callback_url`",
            f"take {'it' if len(given) == 1 else 'them'} out; to poll for the result, take the callback out",
            on="key",
            related=(Related(callback, "`callback_url` is set here"),),
        )


RULE = Rule(
    code="STT706",
    severity=Severity.WARNING,
    title="Polling settings with a callback",
    effect="None: these keys are not the service's, and what is generated does not poll such a job.",
    sources=("async.md@2026-06-30",),
    use=check,
)
