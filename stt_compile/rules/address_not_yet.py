"""A location, or the form of an address, that did not exist on the day that the profile is judged by.

`location` and `instance_id` say where an instance is, whatever its address was that day; a `url` says the address.

Problem::

    environments:
      production: {service_date: 2019-11-11, location: kr-seo}

Instead::

    environments:
      production: {service_date: 2019-11-12, location: kr-seo}
"""

from __future__ import annotations

from ..catalog.platforms import LOCATIONS, PLATFORMS, URL_PATTERN_SINCE
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule
from ._addresses import of_service, parsed
from ._dates import of_environment


def check(environment: Environment) -> Findings:
    """The address of an environment on its day."""
    if environment.platform is None or not PLATFORMS[environment.platform].located:
        return
    address = parsed(environment.url)
    if address is None or not address.at_service or environment.has_lost("service_date"):
        return
    key = "url" if of_service(environment) else "location"
    path, day = ("environments", environment.name, key), of_environment(environment)
    location = LOCATIONS.get(address.location or "")
    if location and location.introduced and environment.day < location.introduced:
        help_ = f"it exists since {location.introduced}; choose another location, or a later `service_date`"
        yield Finding(path, f"the location {location.id} did not exist on {day}", help_)
    elif key == "url" and environment.day < URL_PATTERN_SINCE:
        host = f"`url: https://{location.historic_host}/speech-to-text/api`" if location else "the `url` of the time"
        help_ = f"give {host}, or a `service_date` from {URL_PATTERN_SINCE} on"
        yield Finding(path, f"addresses of this form did not exist on {day}", help_)


RULE = Rule(
    code="STT806",
    severity=Severity.ERROR,
    title="Address that did not exist yet",
    effect="The host name did not exist; no connection was made.",
    sources=("release-notes.md@2026-06-30 (7 November 2018, 13 December 2018, 12 November 2019, 12 December 2019)",),
    environment=check,
)
