"""The id of a custom model with a character that no id has.

Problem::

    environments:
      production:
        acoustic_models:
          call-center: {customization_id: 74f4807e/b5ff/4866/824e/6bba1a84fe96}

Instead::

    environments:
      production:
        acoustic_models:
          call-center: {customization_id: 74f4807e-b5ff-4866-824e-6bba1a84fe96}
"""

from __future__ import annotations

import re

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import String
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule
from ._addresses import pieces, placeholder


def allowed(kind: str, piece: str) -> bool:
    """Whether the service takes these characters in the id of an acoustic or a language model."""
    type_ = PARAMETERS[f"{kind}_customization_id"].type
    return not isinstance(type_, String) or not type_.pattern or bool(re.fullmatch(type_.pattern, piece))


def check(environment: Environment) -> Findings:
    """The ids of the custom models that an environment declares, piece by piece."""
    for kind in ("acoustic", "language"):
        for name in getattr(environment, f"{kind}_models"):
            key = (f"{kind}_models", name, "customization_id")
            for path, piece in pieces(environment.tree.get(*key), ("environments", environment.name, *key)):
                if piece and not allowed(kind, piece) and not placeholder(piece):
                    yield Finding(
                        path,
                        "the id of a custom model has letters, digits, `.`, `_` and `-` only",
                        "copy the `customization_id` that the service gave the model, and nothing else",
                    )


RULE = Rule(
    code="STT411",
    severity=Severity.ERROR,
    title="Custom model id with a wrong character",
    effect='`Customization id "..." in wrong format. Letters, numbers and ._- symbols are allowed.`.',
    sources=("java-sdk#801",),
    environment=check,
)
