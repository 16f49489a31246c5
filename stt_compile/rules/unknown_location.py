"""A location that IBM Cloud does not have for this service.

The location is part of the host name, so a wrong one has no address at all.

Problem::

    environments:
      production: {location: us-sout}

Instead::

    environments:
      production: {location: us-south}
"""

from __future__ import annotations

from ..catalog.platforms import LOCATIONS
from ..diagnostics import Finding, Severity, instead
from ..names import certain, closest
from ..profile import Environment
from . import Findings, Rule
from ._addresses import ANY, of_service, placeholder


def check(environment: Environment) -> Findings:
    """The location of an environment, in its own key or in its `url`."""
    key, location = "location", environment.location
    if location is None:
        address = of_service(environment)
        key, location = "url", address.location if address else None
    if location is not None and location not in LOCATIONS and ANY not in location and not placeholder(location):
        path = ("environments", environment.name, key)
        better = certain(location, LOCATIONS) if key == "location" else None
        message, help_ = f"`{location}` is no location of the service", closest(location, LOCATIONS)
        yield Finding(path, message, help_, repair=instead(path, location, better))


RULE = Rule(
    code="STT302",
    severity=Severity.ERROR,
    title="Unknown location",
    effect="The host name does not exist; no connection is made.",
    sources=("websockets.md@2026-06-30",),
    environment=check,
)
