"""A base model that one source has and the others have not.

Problem::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live: {acoustic_model: null, model: en-IN_Multimedia}

Instead::

    environments:
      production: {service_date: 2022-06-01}
    requests:
      live: {acoustic_model: null, model: en-IN_Telephony}
"""

from __future__ import annotations

from ..catalog.models import MODELS
from ..catalog.platforms import PLATFORMS
from ..diagnostics import Finding, Severity
from ..names import shortened
from ..profile import Use
from ..request import base_of
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The base model of a use, on its platform."""
    base, platform = base_of(use), use.environment.platform
    if base.row is None or platform is None or base.path == use.at():
        return
    if base.row.status.docs_2026 == "contradictory":
        message = f"the sources disagree whether {base.name} exists: {base.row.notes[0]}"
    elif base.row.periods[platform].availability == "no":
        message = f"{base.name} was never on {PLATFORMS[platform].name}"
    else:
        return
    same = (
        row.name
        for row in MODELS.values()
        if (row.language, row.generation) == (base.row.language, base.row.generation) and row.name != base.name
    )
    help_ = shortened(same)
    yield Finding(base.path, message, f"certain for {base.row.language}: {help_}" if help_ else "choose another")


RULE = Rule(
    code="STT414",
    severity=Severity.WARNING,
    title="Base model that may not exist",
    effect="Not documented (status and text of an unknown model).",
    sources=("custom.md@2026-06-30", "models-ng.md@2026-06-30", "custom-support.md@2026-06-30"),
    use=check,
)
