"""The address of the service where that of its tokens belongs, or the other way round.

Problem::

    environments:
      production: {url: 'https://iam.cloud.ibm.com/identity/token'}

Instead::

    environments:
      production:
        url: ['https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/', {env: STT_INSTANCE_ID}]
"""

from __future__ import annotations

from ..catalog.platforms import AUTHORIZE_CALL, IAM_TOKEN_CALL
from ..diagnostics import Finding, Severity
from ..profile import Authorize, Environment
from . import Findings, Rule
from ._addresses import of_service, parsed


def check(environment: Environment) -> Findings:
    """Both addresses of an environment."""
    address, path = of_service(environment), ("environments", environment.name)
    if address and address.gives_tokens:
        yield Finding(
            (*path, "url"),
            "tokens are had at this address; it is not the service",
            "give the address of the service instance; where tokens come from is said under `auth`, or known",
        )
    if not isinstance(environment.auth, Authorize) or environment.platform == "ibm-cloud":
        return
    tokens = parsed(environment.auth.authorize_url)
    help_ = f"give the address of the cluster that ends in `{AUTHORIZE_CALL.url}`"
    if tokens and tokens.gives_tokens and tokens.host == IAM_TOKEN_CALL.url.split("/")[2]:
        message = "this is where IBM Cloud gives tokens, which an installation does not take"
        yield Finding((*path, "auth", "authorize_url"), message, help_)
    elif tokens and tokens.serves and not tokens.gives_tokens:
        message = "this is an address of the service; no tokens are had there"
        yield Finding((*path, "auth", "authorize_url"), message, help_)


RULE = Rule(
    code="STT316",
    severity=Severity.ERROR,
    title="Addresses of service and tokens mixed up",
    effect="Status 401 or 404, or an SDK's `Error retrieving auth token`.",
    sources=("unity-sdk#473", "speech-to-text-nodejs#216", "python-sdk-core Authentication.md"),
    environment=check,
)
