"""A request that names an environment which the profile does not have.

Problem::

    requests:
      live: {environments: [prodution]}

Instead::

    requests:
      live: {environments: [production]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Finding, Severity
from ..names import closest
from ..tree import KeyPath, Node
from . import Findings, Rule


def check(tree: Node) -> Findings:
    """All names of environments in `environments` of requests and defaults, and in `overrides`."""
    declared = tree.get("environments")
    known = declared.entries if declared else {}
    for path, name, on_key in _named(tree):
        if name not in known:
            help_ = closest(name, known) if known else "declare it under `environments`"
            yield Finding(path, f"the profile has no environment `{name}`", help_, "key" if on_key else "value")


def _named(tree: Node) -> Iterator[tuple[KeyPath, str, bool]]:
    requests = tree.get("requests")
    holders: list[tuple[KeyPath, Node | None]] = [(("defaults",), tree.get("defaults"))]
    holders += [(("requests", name), entry.node) for name, entry in (requests.entries if requests else {}).items()]
    for path, node in holders:
        listed = node.get("environments") if node else None
        for index, item in enumerate(listed.items if listed else ()):
            if isinstance(item.value, str):
                yield (*path, "environments", index), item.value, False
        overrides = node.get("overrides") if node else None
        for name in overrides.entries if overrides else ():
            yield (*path, "overrides", name), name, True


RULE = Rule(
    code="STT303",
    severity=Severity.ERROR,
    title="Unknown environment",
    effect="None; the request would silently not be made there.",
    sources=("the profile language",),
    profile=check,
)
