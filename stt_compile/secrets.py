"""Where a literal secret may stand, so that nothing ever shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .language import SECRETS
from .source import Source, Span
from .tree import KeyPath, Node

_CREDENTIAL = r"api[-_]?key|.*token|.*password|passwd|.*secret|(?:proxy-)?authorization|credentials?|cookie"
CREDENTIAL = re.compile(rf"(?:{_CREDENTIAL})(?!\n)$", re.IGNORECASE)
"""Names, of keys, query parameters and headers, whose value is likely to be a secret."""

_NOT_SECRET = ("user_token",)
_IN_LINE = re.compile(rf"(?:^|[\s{{,?\"'-])(?:[\w-]*?(?:{_CREDENTIAL}))[\"']?\s*[:=]\s*(?P<value>\S.*)", re.IGNORECASE)
_REFERENCE = re.compile(r"\{\s*env\s*:\s*\w*\s*\}")


def is_credential(name: str) -> bool:
    """Whether a value of this name is likely to be a secret."""
    return name not in _NOT_SECRET and bool(CREDENTIAL.match(name))


def is_reference(node: Node) -> bool:
    """Whether a value is `{env: NAME}`, well formed or not: nothing in it is a secret."""
    return set(node.entries) == {"env"}


def literals(tree: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
    """Values where a secret belongs that are not a reference."""
    for key, entry in tree.entries.items():
        here = (*path, key)
        if key in SECRETS and path and path[-1] in ("auth", "job"):
            if entry.node.value is not None and not is_reference(entry.node):
                yield here, entry.node
        else:
            yield from literals(entry.node, here)
    for index, item in enumerate(tree.items):
        yield from literals(item, (*path, index))


def hidden(tree: Node) -> Iterator[Span]:
    """The places of all that may be a secret: what stands under a credential's name and is not a reference."""
    for key, entry in tree.entries.items():
        if is_credential(key):
            yield from _scalars(entry.node)
        else:
            yield from hidden(entry.node)
    for item in tree.items:
        yield from hidden(item)


def _scalars(node: Node) -> Iterator[Span]:
    if is_reference(node):
        return
    if not node.entries and not node.items and node.span and node.value is not None:
        yield node.span
    for entry in node.entries.values():
        if entry.key:
            yield entry.key
        yield from _scalars(entry.node)
    for item in node.items:
        yield from _scalars(item)


def hidden_in_text(source: Source) -> Iterator[Span]:
    """The same for a text that could not be read as YAML: by lines, rather too much than too little."""
    offset = 0
    for line in source.text.splitlines(keepends=True):
        found = _IN_LINE.search(line)
        if found and not _REFERENCE.fullmatch(found["value"].strip().rstrip(",}]").rstrip() + "}"):
            yield Span(source, offset + found.start("value"), offset + len(line.rstrip("\r\n")))
        offset += len(line)
