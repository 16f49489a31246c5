"""Any certificate is accepted.

Whoever stands between can then read the audio and take the credentials.

Problem::

    environments:
      production: {tls: {verify: false}}

Instead::

    environments:
      production: {tls: {ca_file: certs/stt.pem}}
"""

from __future__ import annotations

from ..catalog.platforms import PLATFORMS
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule


def check(environment: Environment) -> Findings:
    """How an environment judges the certificate of its server."""
    node = environment.tree.get("tls", "verify")
    if node is None or node.value is not False:
        return
    cloud = environment.platform is not None and PLATFORMS[environment.platform].located
    help_ = "name the file of the authority that signed it: `tls: {ca_file: ...}`"
    yield Finding(
        ("environments", environment.name, "tls", "verify"),
        "any certificate is accepted: credentials and audio may go to anybody",
        "take it out: the certificates of IBM Cloud are public" if cloud else help_,
    )


RULE = Rule(
    code="STT313",
    severity=Severity.WARNING,
    title="Certificate that is not verified",
    effect="None; but the connection is no longer private.",
    sources=("speech-to-text-data making-requests.md@2019-06-27", "Uberi/speech_recognition#476"),
    environment=check,
)
