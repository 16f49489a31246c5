"""A kind of authentication that the platform does not take.

IBM Cloud knows API keys and access tokens of its own Identity and Access Management (IAM); an installation knows its
own users, and nothing of IAM.

Problem::

    environments:
      production: {auth: {authorize_url: 'https://cpd.example.com/icp4d-api', username: me, password: {env: P}}}

Instead::

    environments:
      production: {auth: {token: {env: STT_TOKEN}}}
"""

from __future__ import annotations

from ..catalog.platforms import AUTH_KINDS, PLATFORMS
from ..catalog.rows import AuthKind
from ..diagnostics import Finding, Severity
from ..profile import Environment
from . import Findings, Rule


def check(environment: Environment) -> Findings:
    """The kind of authentication of an environment, by the keys that say it."""
    node, platform = environment.tree.get("auth"), environment.platform
    if node is None or platform is None or environment.has_lost("auth"):
        return
    for kind in AUTH_KINDS.values():
        said = [key for key in (*kind.keys, *kind.one_of) if key in node.entries]
        if said and platform not in kind.platforms:
            row = PLATFORMS[platform]
            yield Finding(
                ("environments", environment.name, "auth", said[0]),
                f"{row.name} takes no `{said[0]}`",
                f"it takes {' or '.join(_written(AUTH_KINDS[name]) for name in row.auth)}",
                on="key",
            )
            return


def _written(kind: AuthKind) -> str:
    keys = [f"`{key}`" for key in kind.keys]
    if kind.one_of:
        keys.append(" or ".join(f"`{key}`" for key in kind.one_of))
    return keys[0] if len(keys) == 1 else f"{keys[0]} with {' and '.join(keys[1:])}"


RULE = Rule(
    code="STT306",
    severity=Severity.ERROR,
    title="Authentication of another platform",
    effect="Status 401.",
    sources=("python-sdk-core Authentication.md", "data-security.md@2026-06-30", "WA-Testing-Tool#175"),
    environment=check,
)
