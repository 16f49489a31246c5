"""An address of the past, after its end.

The hosts of watsonplatform.net were replaced in December 2019 and switched off later; the sources announce the end
three times, and the last day of the three is taken.

Problem::

    environments:
      production:
        url: https://stream-fra.watsonplatform.net/speech-to-text/api
        service_date: 2022-06-01

Instead::

    environments:
      production:
        url: https://stream-fra.watsonplatform.net/speech-to-text/api
        service_date: 2020-06-23
"""

from __future__ import annotations

from ..catalog.platforms import HISTORIC_DOMAIN, HISTORIC_HOSTS, HISTORIC_LAST_DAY, PLATFORMS, URL_PATTERN
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule
from ._addresses import of_service
from ._dates import of_environment


def check(environment: Environment) -> Findings:
    """The host of an environment's `url`, on its day."""
    address = of_service(environment)
    if address is None or not address.historic or address.other_service is not None or address.gives_tokens:
        return
    if environment.platform is None or not PLATFORMS[environment.platform].located:
        return
    if environment.has_lost("service_date") or environment.day <= HISTORIC_LAST_DAY:
        return
    location = HISTORIC_HOSTS.get(address.host)
    yield Finding(
        ("environments", environment.name, "url"),
        f"the hosts of {HISTORIC_DOMAIN} ended on {HISTORIC_LAST_DAY}; judged as of {of_environment(environment)}",
        f"give `location: {location}` and `instance_id` instead" if location else f"give {URL_PATTERN} instead",
    )


RULE = Rule(
    code="STT309",
    severity=Severity.ERROR,
    title="Address that has ended",
    effect="No answer: the hosts have stopped working.",
    sources=(
        "release-notes.md@2026-06-30 (12 December 2019)",
        "watson endpoints-change.md@2020-10-06",
        "readme of a Watson SDK, undated",
    ),
    environment=check,
)
