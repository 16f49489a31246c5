"""A base model under a name that the service no longer accepts.

Problem::

    requests:
      live: {acoustic_model: null, model: en-UK_NarrowbandModel}
    environments:
      production: {service_date: 2023-02-01}

Instead::

    requests:
      live: {acoustic_model: null, model: en-GB_NarrowbandModel}
    environments:
      production: {service_date: 2023-02-01}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity, instead
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._dates import dated, judged


def check(use: Use) -> Findings:
    """The name of the base model of a use, on its platform and day."""
    base, platform = base_of(use), use.environment.platform
    if base.row is None or platform is None or not dated(use) or not base.row.refused:
        return
    until = base.row.periods[platform].until or base.row.periods["ibm-cloud"].until
    if until and use.environment.day >= until:
        successor = base.row.renamed_to or base.row.replaced_by
        yield Finding(
            base.path,
            f"the name {base.name} is refused since {until}; judged as of {judged(use)}",
            f"write {successor}" if successor else "choose another base model",
            repair=instead(base.path, base.row.name, base.row.renamed_to),
        )


RULE = Rule(
    code="STT802",
    severity=Severity.ERROR,
    title="Base model name that is refused",
    effect="The name is no longer accepted.",
    sources=("release-notes.md@2026-06-30 (20 January 2023)",),
    use=check,
)
