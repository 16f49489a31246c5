"""A request that names an environment which the profile does not have.

Problem::

    requests:
      live: {environments: [prodution]}

Instead::

    requests:
      live: {environments: [production]}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Finding, Rename, Repair, Severity, instead
from ..names import certain, closest
from ..tree import KeyPath, Node
from . import Findings, Rule


def check(tree: Node) -> Findings:
    """All names of environments in `environments` of requests and defaults, and in `overrides`."""
    declared = tree.get("environments")
    known = declared.entries if declared else {}
    for path, name, on_key in _named(tree):
        if name not in known:
            help_ = closest(name, known) if known else "declare it under `environments`"
            message, repair = f"the profile has no environment `{name}`", _repair(tree, path, name, known, on_key)
            yield Finding(path, message, help_, "key" if on_key else "value", repair=repair)


def _repair(tree: Node, path: KeyPath, name: str, known: Iterable[str], on_key: bool) -> Repair | None:
    """The name that was meant, unless it stands beside the wrong one as well."""
    better, beside = certain(name, known), tree.get(*path[:-1])
    if better is None or (beside and any(item.value == better for item in beside.items)):
        return None
    return Repair(f"rename `{name}` to `{better}`", (Rename(path, better),)) if on_key else instead(path, name, better)


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
