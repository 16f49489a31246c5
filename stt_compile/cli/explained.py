"""What the commands that explain have in common."""

from __future__ import annotations

from typing import Any

from .boundary import DONE
from .printing import show


def explained(found: Any, format_: str) -> int:
    """Prints what was found, as text or JSON."""
    from .. import explain
    from ..jsontext import pretty

    show(pretty(found) + "\n" if format_ == "json" else explain.text(found))
    return DONE
