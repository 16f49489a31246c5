"""The address of a cluster instead of that of an instance.

A cluster runs many services, and each instance has a path of its own.

Problem::

    environments:
      production:
        platform: cloud-pak-for-data
        url: https://cpd.example.com
        auth: {token: {env: STT_TOKEN}}

Instead::

    environments:
      production:
        platform: cloud-pak-for-data
        url: https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api
        auth: {token: {env: STT_TOKEN}}
"""

from __future__ import annotations

from ..catalog.platforms import PLATFORMS
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule
from ._addresses import of_service


def check(environment: Environment) -> Findings:
    """The path of an environment's `url`."""
    address = of_service(environment)
    if address is None or environment.platform is None or PLATFORMS[environment.platform].located:
        return
    if address.gives_tokens or address.at_service or address.historic or address.path or not address.whole:
        return
    yield Finding(
        ("environments", environment.name, "url"),
        "`url` names the cluster only, not the instance",
        "copy the whole address of the instance from the web client: a path follows the host",
    )


RULE = Rule(
    code="STT315",
    severity=Severity.WARNING,
    title="Address of a cluster",
    effect="Status 404.",
    sources=("speech-to-text-data making-requests.md@2019-06-27", "python-sdk#801"),
    environment=check,
)
