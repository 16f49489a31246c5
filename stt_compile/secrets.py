"""Where a literal secret may stand, so that nothing ever shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .language import SECRETS, VARIABLE_PATTERN
from .source import Source, Span
from .tree import KeyPath, Node

_CREDENTIAL = r".*api[-_]?key|.*token|.*password|passwd|.*secret|(?:proxy-)?authorization|credentials?|cookie"
CREDENTIAL = re.compile(rf"(?:{_CREDENTIAL})(?!\n)$", re.IGNORECASE)
"""Names, of keys, query parameters and headers, whose value is likely to be a secret."""

_NOT_SECRET = ("user_token",)
_IN_LINE = re.compile(rf"(?:{_CREDENTIAL.replace('.*', '')})[\"']?(?:\s*[:=]|\s)", re.IGNORECASE)
"""The end of a credential's name, and the sign behind it."""
_REFERENCE = re.compile(
    r"\s*\{\s*env\s*:\s*[A-Za-z_]\w*\s*\}[\s},]*(?:(?:#.*)?\Z|(?=[\"']?[A-Za-z_][\w-]{0,60}[\"']?\s*:))", re.ASCII
)
"""A reference, with nothing behind it but brackets, a comment, or another key."""
_VARIABLE = re.compile(VARIABLE_PATTERN)
_ADDRESS = re.compile(r"""://[^\s"'<>]*""")
_PARAMETER = re.compile(rf"""([?&;](?:{_CREDENTIAL.replace(".*", "[^=&;#?]*")})=)[^&;#\s"'<>]+""", re.IGNORECASE)
"""A parameter of an address with a credential's name, and its value."""


@lru_cache(maxsize=1024)
def is_credential(name: str) -> bool:
    """Whether a value of this name is likely to be a secret."""
    return name not in _NOT_SECRET and bool(CREDENTIAL.match(name))


def is_reference(node: Node) -> bool:
    """Whether a value is `{env: NAME}`, well formed or not: nothing in it is a secret."""
    return set(node.entries) == {"env"}


def _names_variable(node: Node) -> bool:
    """Whether a reference has a name that a variable can have; what has not may be the secret itself."""
    name = node.entries["env"].node.value
    return isinstance(name, str) and bool(_VARIABLE.match(name))


def masked(text: str) -> str:
    """A text for people, without what may be a secret in the addresses that it quotes."""
    return _PARAMETER.sub(r"\1***", _ADDRESS.sub(_without_user, text))


def _without_user(found: re.Match[str]) -> str:
    """An address without what stands before an `@`."""
    _, sign, rest = found[0].rpartition("@")
    return f"://***@{rest}" if sign else found[0]


def _in_address(text: str) -> int | None:
    """Where the first address of a text begins to show what may be a secret; None where none does."""
    user = next((found.start() for found in _ADDRESS.finditer(text) if "@" in found[0]), len(text))
    parameter = _PARAMETER.search(text)
    first = min(user, parameter.start() if parameter else len(text))
    return first if first < len(text) else None


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
    """The places of all that may be a secret.

    That is what stands under a credential's name and is not a reference, and addresses with credentials in them.
    """
    joined = "".join(item.value for item in (tree.items or (tree,)) if isinstance(item.value, str))
    if _in_address(joined) is not None:
        yield from _scalars(tree)
    for key, entry in tree.entries.items():
        if is_credential(key) or (key == "auth" and not entry.node.entries):
            yield from _scalars(entry.node)
        else:
            yield from hidden(entry.node)
    for item in tree.items:
        yield from hidden(item)


def _scalars(node: Node) -> Iterator[Span]:
    if is_reference(node) and _names_variable(node):
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
    """The same for a text that could not be read as YAML: by lines, rather too much than too little.

    What follows a credential's name is hidden to the end of its line, and all lines below that are indented deeper.
    """
    offset, below = 0, None
    for line in source.text.splitlines(keepends=True):
        written, indent = line.rstrip("\r\n"), len(line) - len(line.lstrip(" "))
        if below is not None and written.strip() and indent <= below:
            below = None
        names = _IN_LINE.finditer(written)
        found = next((name for name in names if not _REFERENCE.match(written, name.end())), None)
        address = _in_address(written)
        if below is not None:
            yield Span(source, offset, offset + len(written))
        elif found:
            start = len(written) - len(written[found.end() :].lstrip())
            yield Span(source, offset + start, offset + len(written))
            below = indent
        elif address is not None:
            yield Span(source, offset + address, offset + len(written))
        offset += len(line)
