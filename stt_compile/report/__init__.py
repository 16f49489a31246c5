"""Formats of a report: one file each, and the folder is the registry."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

from ..compile import Compilation

Reporter: TypeAlias = Callable[[Sequence[Compilation], bool], str]
"""Makes a report of compilations; the flag asks for colour."""


def names() -> list[str]:
    """The formats, sorted; listing them imports none."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def load(name: str) -> Reporter:
    """The reporter of a format."""
    return cast(Reporter, importlib.import_module(f"{__name__}.{name}").report)
