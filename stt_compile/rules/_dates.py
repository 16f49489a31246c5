"""Whether something existed on a day: shared by the rules of dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Day, Parameter
from ..profile import Use
from ..request import base_of
from ..tree import KeyPath

_SAYABLE = tuple((row, tuple(row.key.split("."))) for row in PARAMETERS.values() if row.key)


def said(use: Use) -> Iterator[tuple[Parameter, KeyPath]]:
    """The service's parameters that a use says, each with the key that says it."""
    request, environment = use.tree.get(*use.at()), use.tree.get(*use.in_environment())
    for row, steps in _SAYABLE:
        if request and request.get(*steps):
            yield row, use.at(*steps)
        elif environment and environment.get(*steps):
            yield row, use.in_environment(*steps)


def begins(row: Parameter, use: Use) -> Day | None:
    """The first day of a parameter for the platform and the base model of a use."""
    base = base_of(use).row
    days = [row.dates.since]
    if base and base.generation == "next":
        days.append(row.dates.next_since)
    if base and base.generation == "large":
        days.append(row.dates.large_since)
    if use.environment.platform not in (None, "ibm-cloud"):
        days.append(row.dates.installed_since)
    return max((day for day in days if day), default=None)


def ends(row: Parameter, use: Use) -> Day | None:
    """The first day without a parameter."""
    installed = use.environment.platform not in (None, "ibm-cloud")
    return (row.dates.installed_until if installed else None) or row.dates.until


def dated(use: Use) -> bool:
    """Whether the day of a use is known: not where its `service_date` could not be read."""
    return not use.environment.has_lost("service_date")


def standing(row: Parameter, use: Use) -> Literal["not yet", "withdrawn"] | None:
    """What is wrong with a parameter on the day of a use; None where nothing is."""
    if not dated(use):
        return None
    first, last = begins(row, use), ends(row, use)
    if first and use.environment.day < first:
        return "not yet"
    return "withdrawn" if last and use.environment.day >= last else None


def judged(use: Use) -> str:
    """The day of a use, for messages, and how it came about."""
    if use.environment.service_date:
        return f"{use.environment.day} (service_date of `{use.environment.name}`)"
    return f"{use.environment.day} (no `service_date` is declared)"
