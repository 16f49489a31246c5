"""Values of parameters: from what was sent to what a profile says, by the catalogue's types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..catalog.rows import Boolean, Number, Parameter, String, Strings, Whole
from ..tree import Integer, Real, spelling
from .javascript import as_number

_ITEM = re.compile(r'\s*"([^"]*)"\s*|\s*\'([^\']*)\'\s*')


@dataclass(frozen=True)
class Taken:
    """A value as a profile says it."""

    value: Any
    modernised: str = ""
    """What was written in a form of the past."""
    corrected: str = ""
    """What was certainly meant otherwise than it was written."""


def taken(row: Parameter, value: Any) -> Taken | None:
    """The value of a parameter; None where it is none that the service takes."""
    kind = row.type
    if isinstance(kind, Boolean):
        return _boolean(value)
    if isinstance(kind, (Whole, Number)):
        return _number(kind, value)
    if isinstance(kind, Strings):
        return _strings(kind, value)
    if isinstance(kind, String):
        return _string(kind, value)
    return None


def _boolean(value: Any) -> Taken | None:
    if isinstance(value, bool):
        return Taken(value)
    if not isinstance(value, str) or value.strip().lower() not in ("true", "false"):
        return None
    plain = value.strip().lower()
    return Taken(plain == "true", corrected="" if plain == value else "`true` and `false` are written in small letters")


def _number(kind: Whole | Number, value: Any) -> Taken | None:
    corrected = ""
    if isinstance(value, str):
        number = as_number(value)
        if isinstance(number, str):
            number = as_number(re.sub(r"\A(-?)\.", r"\g<1>0.", value.strip()))
            corrected = "a number is written with a digit before its point, and without blanks"
    else:
        number = value
    if isinstance(number, (bool, str)) or not isinstance(number, (int, float)):
        return None
    if not _within(kind, number):
        return None
    return Taken(number, corrected=corrected)


def _within(kind: Whole | Number, number: int | float) -> bool:
    if isinstance(kind, Whole):
        if not isinstance(number, int):
            return False
        if kind.values or number in kind.special:
            return number in kind.values or number in kind.special
    return (kind.minimum is None or number >= kind.minimum) and (kind.maximum is None or number <= kind.maximum)


def _string(kind: String, value: Any) -> Taken | None:
    if isinstance(value, (Integer, Real)) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        value = spelling(value)
    if not isinstance(value, str) or not value or (kind.max_length and len(value) > kind.max_length):
        return None
    if not kind.values or value in kind.values:
        return Taken(value)
    same = [known for known in kind.values if known.casefold() == value.strip().casefold()]
    return Taken(same[0], corrected=f"the value is spelt `{same[0]}`") if same else None


def _strings(kind: Strings, value: Any) -> Taken | None:
    modernised = corrected = ""
    if isinstance(value, str):
        items: Sequence[Any] = value.split(",")
        bare = value.strip()
        if bare.startswith("[") and bare.endswith("]"):
            items, corrected = bare[1:-1].split(","), "a list in a query has no brackets"
        if any(_ITEM.fullmatch(item) for item in items):
            items = [_unquoted(item) for item in items]
            modernised = "the items of a list stand without quotes today"
    elif isinstance(value, (list, tuple)):
        items = value
    else:
        return None
    texts = [
        spelling(item) if isinstance(item, (int, float)) and not isinstance(item, bool) else item for item in items
    ]
    if not all(isinstance(item, str) for item in texts):
        return None
    if kind.max_items is not None and len(texts) > kind.max_items:
        return None
    if kind.max_item_length and any(len(item) > kind.max_item_length for item in texts):
        return None
    if kind.values and any(item not in kind.values for item in texts):
        return None
    return Taken(tuple(texts), modernised, corrected)


def _unquoted(item: str) -> str:
    found = _ITEM.fullmatch(item)
    return (found[1] if found[1] is not None else found[2]) if found else item


def distance(first: str, second: str, most: int) -> int:
    """How many letters make one word of another, swapped neighbours counted once; no exact number above `most`."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for index, char in enumerate(first, 1):
        current = [index]
        for position, other in enumerate(second, 1):
            cost = min(row[position] + 1, current[-1] + 1, row[position - 1] + (char != other))
            swapped = index > 1 and position > 1 and char == second[position - 2] and first[index - 2] == other
            if swapped:
                cost = min(cost, before[position - 2] + 1)
            current.append(cost)
        before, row = row, current
    return row[-1]


def meant(written: str, names: Sequence[str]) -> str | None:
    """The one name that a misspelt one certainly means: the same letters, or one apart (two in a long word)."""
    bare = _bare(written)
    same = {name for name in names if _bare(name) == bare}
    if len(same) == 1:
        return same.pop()
    if len(written) > 60 or len(written) < 5:
        return None
    most = 2 if len(written) > 8 else 1
    apart = {name: distance(written, name, most) for name in names}
    near = [name for name, letters in apart.items() if letters == min(apart.values())]
    return near[0] if len(near) == 1 and apart[near[0]] <= most else None


def _bare(name: str) -> str:
    return re.sub(r"[-_ .]", "", name).casefold()
