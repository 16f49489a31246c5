"""Credentials in `extra`.

`extra` is sent verbatim and printed verbatim; credentials belong under the environment's `auth`, where they are
references from end to end.

Problem::

    requests:
      live:
        extra: {reason: token of the test bench, headers: {Authorization: Bearer abc}}

Instead::

    environments:
      production: {auth: {token: {env: STT_TOKEN}}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..secrets import is_credential
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The names of all that `extra` sends."""
    if use.extra is None:
        return
    for kind in ("query", "headers", "start"):
        for name in getattr(use.extra, kind):
            if is_credential(name):
                yield Finding(
                    use.at("extra", kind, name),
                    f"`{name}` is authentication, which `extra` does not carry",
                    "declare it as `auth` of the environment",
                    on="key",
                )


RULE = Rule(
    code="STT305",
    severity=Severity.ERROR,
    title="Authentication in extra",
    effect="None; but the secret would be printed.",
    sources=("the profile language",),
    use=check,
)
