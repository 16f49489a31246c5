"""JSON with numbers as their author spelt them, laid out for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .tree import spelling

_WIDTH = 110


def compact(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_string(key)}: {compact(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(compact(item) for item in value) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return spelling(value)
    return json.dumps(value) if not isinstance(value, str) else _string(value)


def pretty(value: Any, indent: str = "") -> str:
    """A value over as many lines as it needs: what fits on one line stays there."""
    line = compact(value)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, (Mapping, list, tuple)):
        return line
    inner = indent + "  "
    if isinstance(value, Mapping):
        items = [f"{inner}{_string(key)}: {pretty(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + pretty(item, inner) for item in value) + f"\n{indent}]"


def _string(value: str) -> str:
    """A string; characters that no line of text should hold are escaped, all others stay readable."""
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in quoted)
