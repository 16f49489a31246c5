"""A base model that is discontinued.

The documentation calls it discontinued; whether it still answers, the sources do not agree on.

Problem::

    environments:
      production: {service_date: null}

Instead::

    environments:
      production: {service_date: 2020-06-23}
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
    if base.row is None or platform is None or not dated(use) or base.row.refused or base.path == use.at():
        return
    until = base.row.periods[platform].until
    if until and use.environment.day >= until:
        closest = f"the closest today is {base.row.replaced_by}" if base.row.replaced_by else "nothing replaces it"
        if any(key == "acoustic_model" for key, _ in use.custom_models):
            closest += ", but nothing replaces its acoustic models"
        yield Finding(
            base.path,
            f"{base.name} is discontinued since {until} ({base.row.sources[0]}); judged as of {judged(use)}",
            f"{closest}; if the instance still has it, declare the `service_date` that you rely on",
        )


RULE = Rule(
    code="STT803",
    severity=Severity.WARNING,
    title="Discontinued base model",
    effect="Not documented; a release note of 2025-02-11 still repairs one of these models.",
    sources=("models.md@2026-06-30", "release-notes.md@2026-06-30 (28 July 2023, 11 February 2025)"),
    use=check,
)
