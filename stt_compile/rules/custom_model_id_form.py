"""The id of a custom model that is not what the service gives out.

The service names its custom models by GUIDs; a shortened id, or the model's name, is not found.

Problem::

    environments:
      production:
        acoustic_models:
          call-center: {customization_id: 74f4807e}

Instead::

    environments:
      production:
        acoustic_models:
          call-center: {customization_id: 74f4807e-b5ff-4866-824e-6bba1a84fe96}
"""

from __future__ import annotations

import re

from ..catalog.platforms import GUID
from ..diagnostics import Finding, Severity
from ..profile import Environment
from ..text import literal
from . import Findings, Rule
from ._addresses import has_placeholder
from .custom_model_id_characters import allowed

_GUID = re.compile(GUID)


def check(environment: Environment) -> Findings:
    """The ids of the custom models that an environment declares, where they are written out."""
    for kind in ("acoustic", "language"):
        for name, model in getattr(environment, f"{kind}_models").items():
            written = literal(model.customization_id or ())
            if not written or has_placeholder(model.customization_id) or not allowed(kind, written):
                continue
            if not _GUID.fullmatch(written):
                yield Finding(
                    ("environments", environment.name, f"{kind}_models", name, "customization_id"),
                    f"this is not the id of a custom {kind} model, which is a GUID",
                    "copy the `customization_id` that the service gave the model, as a whole",
                )


RULE = Rule(
    code="STT412",
    severity=Severity.WARNING,
    title="Custom model id that is not a GUID",
    effect="Not documented for recognition; elsewhere an unknown id answers 401.",
    sources=("acoustic-use.md@2026-06-30", "release-notes.md@2026-06-30 (10 April 2017)"),
    environment=check,
)
