"""A customer id with a character that separates.

It is sent as `customer_id=...`, where `;` and `=` separate one datum from the next.

Problem::

    environments:
      production: {customer_id: 'acme=42'}

Instead::

    environments:
      production: {customer_id: acme-42}
"""

from __future__ import annotations

import re

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import String
from ..diagnostics import Finding, Severity
from ..profile import Environment, Use
from ..tree import KeyPath, Node
from . import Findings, Rule
from ._addresses import pieces

_KIND = PARAMETERS["X-Watson-Metadata"].type
_PATTERN = re.compile(_KIND.pattern if isinstance(_KIND, String) else ".*", re.DOTALL)


def check_environment(environment: Environment) -> Findings:
    """The customer id of an environment."""
    path = ("environments", environment.name, "customer_id")
    yield from _separated(environment.tree.get("customer_id"), path)


def check_request(use: Use) -> Findings:
    """The customer id of a request."""
    path = use.at("customer_id")
    yield from _separated(use.tree.get(*path), path)


def _separated(node: Node | None, path: KeyPath) -> Findings:
    for where, piece in pieces(node, path):
        if piece and not _PATTERN.fullmatch(f"customer_id={piece}"):
            help_ = "write it without them, here and where the data is deleted"
            yield Finding(where, "a customer id holds no `;` and no `=`", help_)


RULE = Rule(
    code="STT317",
    severity=Severity.ERROR,
    title="Customer id with a separator",
    effect="Not documented; the data could not be found by its customer id again.",
    sources=("information-security.md@2026-06-30", "websockets.md@2026-06-30"),
    environment=check_environment,
    use=check_request,
)
