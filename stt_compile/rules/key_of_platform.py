"""A key that means something on the other platforms only.

A location and an instance make an address on IBM Cloud; an installation has its own. A default model is set by who
installs the service, and on IBM Cloud by nobody.

Problem::

    environments:
      production: {default_model: en-US_BroadbandModel}

Instead::

    environments:
      production: {default_model: null}
    requests:
      live: {model: en-US_NarrowbandModel}
"""

from __future__ import annotations

from ..catalog.platforms import PLATFORMS
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule


def check(environment: Environment) -> Findings:
    """The keys of an environment, against its platform."""
    if environment.platform is None:
        return
    row, path = PLATFORMS[environment.platform], ("environments", environment.name)
    if row.located and environment.default_model is not None:
        help_ = "take it out, and name the base model in the request: `model`"
        yield Finding((*path, "default_model"), f"`default_model` means nothing on {row.name}", help_, on="key")
    if not row.located and environment.location is not None and environment.url is not None:
        help_ = "give `url` instead: the address of the instance, as its page in the web client shows it"
        yield Finding((*path, "location"), f"`location` means nothing on {row.name}", help_, on="key")


RULE = Rule(
    code="STT307",
    severity=Severity.ERROR,
    title="Key of another platform",
    effect="None where it is ignored; an address made from a location leads to IBM Cloud.",
    sources=("websockets.md@2026-06-30", "models-use.md@2026-06-30", "getting-started.md@2026-06-30"),
    environment=check,
)
