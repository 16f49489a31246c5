"""Rules across the keys of a profile: one file a rule, and the folder is the registry.

A rule names key paths and never a line. Its file begins with what is wrong and why, then a `Problem::` and an
`Instead::`, both laid over a small valid profile by the tests: the first must yield exactly this code, the second
nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import TypeAlias

from .. import registry
from ..diagnostics import Finding, Severity
from ..profile import Environment, Use
from ..tree import Node

Findings: TypeAlias = Iterable[Finding]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule and what is known of it.

    It looks at one or more of: files as they were written, the merged profile, environments, uses.
    """

    code: str
    severity: Severity
    title: str
    effect: str
    """What the service does when it is broken, in its own words where they are known."""
    sources: tuple[str, ...]
    file: Callable[[Node], Findings] | None = None
    profile: Callable[[Node], Findings] | None = None
    environment: Callable[[Environment], Findings] | None = None
    use: Callable[[Use], Findings] | None = None


def names() -> list[str]:
    """The rules' file names, sorted; listing them imports none."""
    return registry.names("rules")


def module_of(rule: Rule) -> ModuleType:
    """The file of a rule, whose docstring is its documentation."""
    return next(module for module in _modules() if module.RULE is rule)


def _modules() -> tuple[ModuleType, ...]:
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names())


@lru_cache(maxsize=1)
def load() -> tuple[Rule, ...]:
    """All rules, by code."""
    found: list[Rule] = [module.RULE for module in _modules()]
    return tuple(sorted(found, key=lambda rule: rule.code))
