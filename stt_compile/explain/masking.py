"""Values as they may be shown: references by name, and never what may be a secret."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..language import VARIABLE_PATTERN
from ..secrets import is_credential, masked
from ..source import Span
from ..text import Env, Text
from ..tree import Node

HIDDEN = "***"


def shown(name: str, value: Any, nodes: Iterable[Node], hidden: Collection[Span]) -> Any:
    """A value as data, or `***`.

    Args:
        name: what it is sent as; under a credential's name only references are shown.
        nodes: where it was written.
        hidden: the places of all that may be a secret.
    """
    if any(touches(node, hidden) for node in nodes):
        return HIDDEN
    return plain(name, value)


def touches(node: Node, hidden: Collection[Span]) -> bool:
    """Whether a value holds something that must not be shown."""
    spans = [below.span for _, below in node.walk() if below.span and not below.entries and not below.items]
    return any(
        span.source is other.source and span.start < other.end and other.start < span.end
        for span in spans
        for other in hidden
    )


def plain(name: str, value: Any) -> Any:
    """A value as data, by its own looks alone: texts as strings, or as arrays of pieces where they have references."""
    if isinstance(value, Mapping):
        if is_credential(name) and not _names_variable(value):
            return HIDDEN
        return {str(key): plain(str(key), item) for key, item in value.items()}
    if isinstance(value, tuple) and any(isinstance(piece, Env) for piece in value):
        return _pieces(name, value)
    if isinstance(value, (list, tuple)):
        items = [plain(name, item) for item in value]
        return "".join(map(str, items)) if isinstance(value, tuple) else items
    if is_credential(name) and value is not None and not isinstance(value, bool):
        return HIDDEN
    return masked(value) if isinstance(value, str) else value


def _names_variable(value: Mapping[str, Any]) -> bool:
    return set(value) == {"env"} and bool(re.match(VARIABLE_PATTERN, str(value["env"])))


def _pieces(name: str, value: Text) -> list[Any]:
    """A text with references; its literal pieces go where together they look like an address with credentials."""
    joined = "".join(piece for piece in value if isinstance(piece, str))
    hide = masked(joined) != joined or is_credential(name)
    return [{"env": piece.name} if isinstance(piece, Env) else HIDDEN if hide else piece for piece in value]
