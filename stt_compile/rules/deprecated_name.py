"""A parameter or a base model under a name that has a successor already.

The service takes it, on the day that the profile is judged by; one day it does not.

Problem::

    environments:
      production: {service_date: 2019-01-01}
    requests:
      live: {parameters: {customization_id: 0f1d2c3b-4a59-4687-9102-132435465768}}

Instead::

    environments:
      production: {service_date: 2019-01-01}
    requests:
      live: {language_model: products}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._dates import dated, judged, said, standing


def check(use: Use) -> Findings:
    """All parameters that a use says, and the name of its base model."""
    if not dated(use):
        return
    day = use.environment.day
    for row, path in said(use):
        since, successor = row.dates.deprecated, PARAMETERS.get(row.replaced_by or "")
        if since and since <= day and successor and standing(row, use) is None:
            yield Finding(
                path,
                f"`{row.name}` is deprecated since {since}; judged as of {judged(use)}",
                f"`{successor.name}` replaces it; a profile says it as `{successor.key}`",
                on="key",
            )
    base, platform = base_of(use), use.environment.platform
    if base.row and platform and base.row.renamed_to and base.row.deprecated and base.row.deprecated <= day:
        until = base.row.periods[platform].until or base.row.periods["ibm-cloud"].until
        if until is None or day < until:
            yield Finding(
                base.path,
                f"the name {base.name} is deprecated since {base.row.deprecated}; judged as of {judged(use)}",
                f"write {base.row.renamed_to}",
            )


RULE = Rule(
    code="STT807",
    severity=Severity.WARNING,
    title="Deprecated name",
    effect="Taken, until the name is withdrawn.",
    sources=("release-notes.md@2026-06-30 (14 July 2017, 9 October 2018)", "node-red-node-watson#456"),
    use=check,
)
