"""Whether something existed on a day: shared by the rules of dates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from ..catalog.rows import Day, Parameter
from ..profile import Environment, Use, parameters_of
from ..request import base_of
from ..tree import KeyPath, Node


@lru_cache(maxsize=1024)
def said(use: Use) -> tuple[tuple[Parameter, KeyPath], ...]:
    """The service's parameters that a use says, each with the key that says it, of the request first."""
    found: dict[str, tuple[Parameter, KeyPath]] = {}
    for path in (use.at(), use.in_environment()):
        for keys in _keys(use.tree.get(*path)):
            for row in parameters_of(keys):
                found.setdefault(row.name, (row, (*path, *keys)))
    return tuple(found.values())


def _keys(node: Node | None) -> Iterator[KeyPath]:
    """The keys of a request or an environment, as far down as they can say a parameter."""
    for key, entry in node.entries.items() if node else ():
        yield (key,)
        for below in entry.node.entries:
            yield (key, below)


def begins(row: Parameter, use: Use) -> Day | None:
    """The first day of a parameter for the platform and the base model of a use."""
    base, dates = base_of(use).row, row.dates
    first = dates.since
    for counts, day in (
        (base is not None and base.generation == "next", dates.next_since),
        (base is not None and base.generation == "large", dates.large_since),
        (use.environment.platform not in (None, "ibm-cloud"), dates.installed_since),
    ):
        if counts and day:
            first = max(first or day, day)
    return first


def ends(row: Parameter, use: Use) -> Day | None:
    """The first day without a parameter."""
    installed = use.environment.platform not in (None, "ibm-cloud")
    return (row.dates.installed_until if installed else None) or row.dates.until


def dated(use: Use) -> bool:
    """Whether the day of a use is known: not where its `service_date` could not be read."""
    return not use.environment.has_lost("service_date")


def standing(row: Parameter, use: Use) -> Literal["not yet", "withdrawn"] | None:
    """What is wrong with a parameter on the day of a use; None where nothing is."""
    day, first, last = use.environment.day, begins(row, use), ends(row, use)
    if first and day < first:
        return "not yet" if dated(use) else None
    return "withdrawn" if last and day >= last and dated(use) else None


def judged(use: Use) -> str:
    """The day of a use, for messages, and how it came about."""
    return of_environment(use.environment)


def of_environment(environment: Environment) -> str:
    """The day of an environment, for messages, and how it came about."""
    if environment.service_date:
        return f"{environment.day} (service_date of `{environment.name}`)"
    return f"{environment.day} (no `service_date` is declared)"
