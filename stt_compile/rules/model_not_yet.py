"""A base model that did not exist on the day that the profile is judged by.

Problem::

    requests:
      live: {acoustic_model: null, model: en-US_Telephony}

Instead::

    requests:
      live: {acoustic_model: null, model: en-US_NarrowbandModel}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._dates import dated, judged


def check(use: Use) -> Findings:
    """The base model of a use, on its platform and day."""
    base, platform = base_of(use), use.environment.platform
    if base.row is None or platform is None or not dated(use):
        return
    since = base.row.periods[platform].since
    if since and use.environment.day < since:
        yield Finding(
            base.path,
            f"{base.name} did not exist on {judged(use)}",
            f"it exists since {since}; choose an older model, or a later `service_date`",
        )


RULE = Rule(
    code="STT801",
    severity=Severity.ERROR,
    title="Base model that did not exist yet",
    effect="Not documented (status and text of an unknown model).",
    sources=("release-notes.md@2026-06-30", "release-notes-data.md@2026-06-30"),
    use=check,
)
