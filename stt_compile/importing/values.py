"""Values of parameters: from what was sent to what a profile says, by the catalogue's types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..catalog.rows import Boolean, Number, Parameter, String, Strings, Whole
from ..tree import Integer, Real, spelling
from .objects import as_number

_LOOSE = re.compile(r"(?P<sign>[+-]?)0*(?P<whole>[0-9]*)(?P<part>\.[0-9]*)?(?P<power>[eE][+-]?[0-9]+)?", re.ASCII)
_LARGEST = 10**15
_ITEM = re.compile(r'\s*"([^"]*)"\s*|\s*\'([^\']*)\'\s*')


@dataclass(frozen=True)
class Taken:
    """A value as a profile says it."""

    value: Any
    modernised: str = ""
    """What was written in a form of the past."""
    corrected: str = ""
    """What was certainly meant otherwise than it was written."""


def kind_of(value: Any) -> str:
    """What JSON calls a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "list" if isinstance(value, (list, tuple)) else "text"


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
    written = spelling(value) if isinstance(value, (int, float)) else value
    if written in ("1", "0"):
        return Taken(written == "1", corrected="`true` and `false` are written in words")
    if not isinstance(written, str) or written.strip().lower() not in ("true", "false"):
        return None
    plain = written.strip().lower()
    return Taken(plain == "true", corrected="" if plain == value else "`true` and `false` are written in small letters")


def _number(kind: Whole | Number, value: Any) -> Taken | None:
    corrected = ""
    if isinstance(value, str):
        number = as_number(value)
        if isinstance(number, str):
            number = as_number(_plainly(value))
            corrected = "a number has a digit on each side of its point, and no blanks, plus sign or zeros before it"
    else:
        number = value
    if isinstance(number, (bool, str)) or not isinstance(number, (int, float)):
        return None
    if isinstance(kind, Whole) and isinstance(number, float) and number.is_integer() and abs(number) < _LARGEST:
        number = Integer(str(int(number)))
        corrected = "a whole number is written without a point and without an exponent"
    if not _within(kind, number):
        return None
    return Taken(number, corrected=corrected)


def _plainly(written: str) -> str:
    """A number as JSON spells it, where it is one for people."""
    found = _LOOSE.fullmatch(written.strip())
    if not found or not (found["whole"] or (found["part"] or ".") != "."):
        return written
    part = found["part"] or ""
    return f"{found['sign'].strip('+')}{found['whole'] or '0'}{part if part != '.' else ''}{found['power'] or ''}"


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
        if min(*row, *current) > most:
            return most + 1
        before, row = row, current
    return row[-1]


@lru_cache(maxsize=4096)
def meant(written: str, names: tuple[str, ...]) -> str | None:
    """The one name that a misspelt one certainly means: the same letters, or one apart (two in a long word)."""
    bare = _bare(written)
    same = {name for name in names if _bare(name) == bare}
    if len(same) == 1:
        return same.pop()
    if len(written) > 60 or len(written) < 5:
        return None
    most = 2 if len(written) > 8 else 1
    apart = {name: distance(written, name, most) for name in names}
    least = min(apart.values(), default=most + 1)
    near = [name for name, letters in apart.items() if letters == least]
    return near[0] if len(near) == 1 and least <= most else None


def _bare(name: str) -> str:
    return re.sub(r"[-_ .]", "", name).casefold()
