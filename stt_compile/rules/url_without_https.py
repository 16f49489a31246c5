"""An address that does not begin with a literal `https://`.

What decides whether credentials and audio travel encrypted must be readable in the profile, and the address of the
WebSocket follows from it.

Problem::

    environments:
      production: {url: 'http://stt.example.com/api'}

Instead::

    environments:
      production: {url: 'https://stt.example.com/api'}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Authorize, Environment
from ..text import Text
from . import Findings, Rule


def check(environment: Environment) -> Findings:
    """The address of an environment, and that of its tokens."""
    addresses: list[tuple[Text | None, tuple[str, ...]]] = []
    if environment.tree.get("url"):
        addresses.append((environment.url, ("url",)))
    if isinstance(environment.auth, Authorize):
        addresses.append((environment.auth.authorize_url, ("auth", "authorize_url")))
    for address, where in addresses:
        first = address[0] if address else ""
        if (
            not isinstance(first, str)
            or not first.startswith("https://")
            or (first == "https://" and len(address or ()) < 2)
        ):
            yield Finding(
                ("environments", environment.name, *where),
                f"`{where[-1]}` does not begin with a literal `https://`",
                "begin it with `https://`; only what follows may be a run-time value",
            )


RULE = Rule(
    code="STT304",
    severity=Severity.ERROR,
    title="Address without https",
    effect="The service takes TLS connections only.",
    sources=("data-security.md@2026-06-30",),
    environment=check,
)
