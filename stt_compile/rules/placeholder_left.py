"""A placeholder of the documentation that nobody filled in.

Its examples say `{instance_id}` or `YOUR_KEY`; the braces have to go with the name that they enclose.

Problem::

    environments:
      production: {instance_id: '{instance_id}'}

Instead::

    environments:
      production: {instance_id: {env: STT_INSTANCE_ID}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Finding, Severity
from ..profile import Environment
from ..tree import KeyPath
from . import Findings, Rule
from ._addresses import pieces, placeholder

_ADDRESSES = ("url", "authorize_url")


def check(environment: Environment) -> Findings:
    """The addresses and ids of an environment."""
    for key in _keys(environment):
        path = ("environments", environment.name, *key)
        found = list(pieces(environment.tree.get(*key), path))
        if key[-1] in _ADDRESSES and not (found and found[0][1].startswith("https://")):
            continue  # that is a finding already
        for where, piece in found:
            if placeholder(piece):
                yield Finding(
                    where,
                    f"a placeholder is left in `{key[-1]}`",
                    "write the value itself, without braces; or `{env: NAME}` where it is known at run time only",
                )


def _keys(environment: Environment) -> Iterator[KeyPath]:
    yield from (("url",), ("location",), ("instance_id",), ("auth", "authorize_url"))
    for kind in ("acoustic_models", "language_models"):
        yield from ((kind, name, "customization_id") for name in getattr(environment, kind))


RULE = Rule(
    code="STT319",
    severity=Severity.ERROR,
    title="Placeholder that was not filled in",
    effect="Status 401 or 404, or no connection.",
    sources=("watson 401-authorization.md@2021-07-15", "acoustic-use.md@2026-06-30"),
    environment=check,
)
