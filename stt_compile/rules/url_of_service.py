"""An address of something else: another service, another platform, a page of the console.

Problem::

    environments:
      production: {url: 'https://api.eu-de.text-to-speech.watson.cloud.ibm.com'}

Instead::

    environments:
      production:
        url: ['https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/', {env: STT_INSTANCE_ID}]
"""

from __future__ import annotations

from ..catalog.platforms import CONSOLE_HOST, PLATFORMS, URL_PATTERN
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule
from ._addresses import Address, of_service

_HELP = f"copy the `url` among the credentials of the service instance: {URL_PATTERN}"
_INSTALLED = "copy the address of the instance from the web client of the cluster"


def check(environment: Environment) -> Findings:
    """The host of an environment's `url`."""
    address = of_service(environment)
    if address is None or environment.platform is None or address.gives_tokens:
        return
    row = PLATFORMS[environment.platform]
    message = _elsewhere(address)
    if message is None and not row.located and (address.at_service or address.historic):
        message = f"this host is on {PLATFORMS['ibm-cloud'].name}, and the platform is {row.name}"
    if message:
        yield Finding(("environments", environment.name, "url"), message, _HELP if row.located else _INSTALLED)


def _elsewhere(address: Address) -> str | None:
    if address.host == CONSOLE_HOST:
        return "this is a page of the IBM Cloud console, not an address of the service"
    service = address.other_service
    if service is None:
        return None
    return f"this is an address of `{service}`, another service" if service else "this host is another service's"


RULE = Rule(
    code="STT308",
    severity=Severity.ERROR,
    title="Address of another service or platform",
    effect="Status 401, 403 or 404, with `No such child resource`.",
    sources=("websockets.md@2026-06-30", "faq-pricing.md@2026-06-30", "python-sdk#639", "node-sdk#706"),
    environment=check,
)
