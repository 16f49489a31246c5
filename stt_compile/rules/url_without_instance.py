"""An address on IBM Cloud that names no instance.

The key of the instance itself opens it; service IDs and authorisations across services are refused.

Problem::

    environments:
      production: {url: 'https://api.eu-de.speech-to-text.watson.cloud.ibm.com'}

Instead::

    environments:
      production:
        url: ['https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/', {env: STT_INSTANCE_ID}]
"""

from __future__ import annotations

from ..catalog.platforms import PLATFORMS
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule
from ._addresses import ANY, of_service


def check(environment: Environment) -> Findings:
    """The path of an environment's `url`."""
    address = of_service(environment)
    if address is None or environment.platform is None or not PLATFORMS[environment.platform].located:
        return
    if address.at_service and address.whole and address.instance is None and ANY not in address.path:
        location = address.location
        instead = f"`location: {location}` and `instance_id`" if location else "its `/instances/...`"
        yield Finding(
            ("environments", environment.name, "url"),
            "`url` names no instance: service IDs and authorisations across services are refused",
            f"give {instead}, from the credentials of the service instance",
        )


RULE = Rule(
    code="STT312",
    severity=Severity.WARNING,
    title="Address without an instance",
    effect="Status 401 for service IDs and cross-service authorisations.",
    sources=("watson 401-authorization.md@2021-07-15", "release-notes.md@2026-06-30 (12 December 2019)"),
    environment=check,
)
