"""An instance id that is none.

The id of an instance is a GUID, and others look like it should be: the name of the instance, its CRN, the id of a key.

Problem::

    environments:
      production: {instance_id: my-speech-instance}

Instead::

    environments:
      production: {instance_id: 6bbda3b3-d572-45e1-8c54-22d6ed9e52c2}
"""

from __future__ import annotations

import re

from ..catalog.platforms import GUID, PLATFORMS
from ..diagnostics import Finding, Severity
from ..profile import Environment
from ..tree import Node
from . import Findings, Rule
from ._addresses import ANY, has_placeholder, of_service

_GUID = re.compile(GUID)
_HELP = "copy it from the end of the `url` among the credentials of the service instance"


def check(environment: Environment) -> Findings:
    """The instance of an environment, in its own key or in its `url`."""
    if environment.platform is None or not PLATFORMS[environment.platform].located:
        return
    path = ("environments", environment.name)
    node = environment.tree.get("instance_id")
    address = of_service(environment)
    if node is not None and environment.url and not has_placeholder(environment.url):
        written = _literal(node)
        if written is not None and not _GUID.fullmatch(written):
            yield Finding((*path, "instance_id"), "this is not the id of an instance, which is a GUID", _HELP)
    elif address and address.at_service:
        instance = address.instance
        if instance and ANY not in instance and not _GUID.fullmatch(instance):
            yield Finding((*path, "url"), "what follows `/instances/` is not the id of an instance, a GUID", _HELP)


def _literal(node: Node) -> str | None:
    """The characters of a text without references."""
    nodes = node.items or (node,)
    if not all(isinstance(item.value, str) for item in nodes):
        return None
    return "".join(item.value for item in nodes if isinstance(item.value, str))


RULE = Rule(
    code="STT318",
    severity=Severity.WARNING,
    title="Instance id that is not a GUID",
    effect="Status 404.",
    sources=("release-notes.md@2026-06-30 (12 December 2019)", "docs#212", "node-sdk#1008"),
    environment=check,
)
