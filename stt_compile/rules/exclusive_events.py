"""Two events of a job that exclude each other.

A job that is done is reported with its results or without them.

Problem::

    requests:
      live:
        interface: async-http
        job:
          callback_url: https://ops.example.com/results
          events: [recognitions.completed, recognitions.completed_with_results]

Instead::

    requests:
      live:
        interface: async-http
        job:
          callback_url: https://ops.example.com/results
          events: [recognitions.completed_with_results]
"""

from __future__ import annotations

from ..catalog.parameters import EXCLUSIVE_EVENTS
from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The events of a job."""
    events = use.job.events or ()
    if use.interface != "async-http" or use.has_lost("job", "events"):
        return
    for pair in EXCLUSIVE_EVENTS:
        places = [events.index(name) for name in pair if name in events]
        if len(places) > 1:
            first, *others = sorted(places)
            yield Finding(
                use.at("job", "events", others[0]),
                f"`{events[others[0]]}` and `{events[first]}` exclude each other",
                "keep `recognitions.completed_with_results` to be sent the results, the other to fetch them",
                related=(Related(use.at("job", "events", first), f"`{events[first]}`"),),
            )


RULE = Rule(
    code="STT704",
    severity=Severity.ERROR,
    title="Events that exclude each other",
    effect="Not documented; the documentation says that one job cannot have both.",
    sources=("async.md@2026-06-30", "python-sdk speech_to_text_v1.py@2024-12-04", "node-sdk#415"),
    use=check,
)
