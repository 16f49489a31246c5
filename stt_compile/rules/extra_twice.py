"""What `extra` sends although the request says it already.

In a query or a header it would be there twice, and which of the two the service takes is not documented; in a start
message the one in `extra` would silently replace the other.

Problem::

    requests:
      live:
        interface: sync-http
        parameters: {timestamps: true}
        extra: {reason: copied from an old script, query: {timestamps: 'true'}}

Instead::

    requests:
      live:
        interface: sync-http
        parameters: {timestamps: true}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._extra import repeated, wire_name

_OF_CUSTOM_MODELS = ("acoustic_customization_id", "language_customization_id")
"""A second one is the business of `one_custom_model`."""


def check(use: Use) -> Findings:
    """The names that `extra` sends, against all that is sent."""
    for kind, name in repeated(use) if use.extra else ():
        if name not in _OF_CUSTOM_MODELS:
            yield _twice(use, kind, name)


def _twice(use: Use, kind: str, name: str) -> Finding:
    keys = {wire_name(row, use).casefold(): row.key for row in PARAMETERS.values() if row.key}
    key = keys.get(name.casefold())
    path = use.at(*key.split(".")) if key else None
    return Finding(
        use.at("extra", kind, name),
        f"`{name}` is sent already",
        f"take it out, and say it as `{key}`" if key else "take it out",
        on="key",
        related=(Related(path, "said here"),) if path and use.tree.get(*path) else (),
    )


RULE = Rule(
    code="STT528",
    severity=Severity.ERROR,
    title="Extra that is sent already",
    effect="Not documented; one of the two is ignored.",
    sources=("RFC 9110, 5.3",),
    use=check,
)
