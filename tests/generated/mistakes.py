"""Mistakes and good values, made from the types of the catalogue.

What is said of a mistake is put together here anew from the type's own limits, so that a help which names a wrong
bound, or which leads into the next mistake, is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stt_compile.catalog.rows import Boolean, Number, Other, String, Strings, Type, Whole

REFERENCE = {"env": "SOME_NAME"}
NONSENSE = "quux"
KINDS = {Boolean: "true or false", Whole: "an integer", Number: "a number", String: "a text", Strings: "a list"}


@dataclass(frozen=True)
class Mistake:
    """A value that a key does not take, and what must be said of it."""

    value: Any
    code: str
    message: str
    help: str
    item: int | None = None
    """The item that it is about, where it is not the whole value."""


def spelt(value: Any) -> str:
    """A value as messages show it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a mapping"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def kind(value: Any, wanted: str, help_: str = "", item: int | None = None) -> Mistake:
    """A value of the wrong kind; without a help of its own, the kind is all that can be said."""
    wrong = value if item is None else value[item]
    return Mistake(value, "STT203", f"expected {wanted}, found {spelt(wrong)}", help_ or f"give {wanted}", item)


def foreign(value: Any, help_: str, item: int | None = None) -> Mistake:
    """A value that is not in the enumeration."""
    wrong = value if item is None else value[item]
    return Mistake(value, "STT204", f"{spelt(wrong)} is not allowed here", help_, item)


def late(value: Any = REFERENCE, item: int | None = None) -> Mistake:
    """A run-time value where none can stand."""
    return Mistake(value, "STT206", "a run-time value cannot stand here", "write the value itself; ", item)


def mistakes(type_: Type) -> Iterator[Mistake]:
    """One or more mistakes for each limit of a type."""
    match type_:
        case Boolean():
            yield from _no_flag()
        case Whole(values=values) if values:
            yield from _not_among_numbers(values)
        case Whole():
            yield from _no_integer(type_)
        case Number():
            yield from _no_number(type_)
        case String(values=values) if values:
            yield from _not_among_texts(values)
        case String():
            yield from _no_text(type_)
        case Strings():
            yield from _no_list(type_)
        case Other():
            return
    if not isinstance(type_, Other):
        yield late()


def _no_flag() -> Iterator[Mistake]:
    wanted = KINDS[Boolean]
    for word in ("true", "True", "yes", "on"):
        yield kind(word, wanted, "write true, without quotes")
    for word in ("false", "no", "OFF"):
        yield kind(word, wanted, "write false, without quotes")
    wrong_kinds: list[Any] = [NONSENSE, "", 1, 0, 0.5, [], [True, False], {}]
    for value in wrong_kinds:
        yield kind(value, wanted)
    yield kind([True], wanted, "write it without brackets")


def _not_among_numbers(values: tuple[int, ...]) -> Iterator[Mistake]:
    allowed = f"allowed: {', '.join(map(str, values))}"
    for value in (min(values) - 1, max(values) + 1, float(values[0]), min(values) + 0.5, True, False, NONSENSE):
        yield foreign(value, allowed)
    yield foreign(str(values[0]), f"write {values[0]} without quotes")
    yield kind([values[0]], KINDS[Whole], "write it without brackets")
    yield kind({}, KINDS[Whole])


def bounds(type_: Whole | Number) -> str:
    """What a range is, in words."""
    if type_.minimum is not None and type_.maximum is not None:
        return f"from {type_.minimum:g} to {type_.maximum:g}"
    return f"of at least {type_.minimum:g}" if type_.minimum is not None else f"of at most {type_.maximum:g}"


def _no_integer(type_: Whole) -> Iterator[Mistake]:
    wanted, inside = KINDS[Whole], type_.minimum or 0
    besides = "".join(f", or {value}" for value in type_.special)
    outside = []
    if type_.minimum is not None:
        outside += [type_.minimum - 1, type_.minimum - 1000]
    if type_.maximum is not None:
        outside += [type_.maximum + 1, type_.maximum + 1000]
    for value in outside:
        while value in type_.special:
            value -= 1
        yield Mistake(value, "STT204", f"{value} is out of range", f"give a number {bounds(type_)}{besides}")
    wrong_kinds: list[Any] = [
        inside + 0.5,
        True,
        False,
        NONSENSE,
        "",
        f"{inside} units",
        "1.5",
        [],
        [inside, inside],
        {},
    ]
    for wrong in wrong_kinds:
        yield kind(wrong, wanted)
    yield kind(float(inside + 1), wanted, f"write {inside + 1}")
    yield kind(str(inside), wanted, "write the number without quotes")
    yield kind([inside], wanted, "write it without brackets")
    for special in type_.special:
        yield kind(float(special), wanted, f"write {special}")
        yield kind(str(special), wanted, "write the number without quotes")


def _no_number(type_: Number) -> Iterator[Mistake]:
    wanted = KINDS[Number]
    outside: list[float] = []
    if type_.minimum is not None:
        outside += [round(type_.minimum - 0.01, 6), int(type_.minimum) - 5]
    if type_.maximum is not None:
        outside += [round(type_.maximum + 0.01, 6), int(type_.maximum) + 1]
    for value in outside:
        yield Mistake(value, "STT204", f"{value} is out of range", f"give a number {bounds(type_)}")
    wrong_kinds: list[Any] = [True, False, NONSENSE, "", "50%", [], [0.5, 0.5], {}]
    for wrong in wrong_kinds:
        yield kind(wrong, wanted)
    yield kind("0.5", wanted, "write the number without quotes")
    yield kind("0,5", wanted, "write it with a point: 0.5")
    yield kind([0.5], wanted, "write it without brackets")


def _not_among_texts(values: tuple[str, ...]) -> Iterator[Mistake]:
    allowed = f"allowed: {', '.join(values)}"
    for wrong in (NONSENSE, "", 5, 0.5, True):
        yield foreign(wrong, allowed)
    for value in values:
        yield foreign(value.capitalize(), f"did you mean `{value}`?")
        yield foreign(value[:-1], f"did you mean `{value}`?")
    yield kind([values[0]], KINDS[String], allowed)
    yield kind({}, KINDS[String], allowed)


def _no_text(type_: String) -> Iterator[Mistake]:
    wanted = KINDS[String]
    for flag in (True, False):
        yield kind(flag, wanted, "put it in quotes if it is meant as text")
    wrong_kinds: list[Any] = [[], ["one", "two"], {}]
    for value in wrong_kinds:
        yield kind(value, wanted)
    yield kind(["one"], wanted, "write it without brackets")
    yield Mistake("", "STT204", "this is empty", "write something, or remove the key")
    if type_.max_length:
        long = "x" * (type_.max_length + 1)
        help_ = f"give at most {type_.max_length:,} characters"
        yield Mistake(long, "STT204", f"too long: {len(long):,} characters", help_)


def _no_list(type_: Strings) -> Iterator[Mistake]:
    wanted, good = KINDS[Strings], type_.values[0] if type_.values else "one"
    yield kind(good, wanted, f"put it in brackets: `[{good}]`")
    yield kind(True, wanted)
    yield kind({}, wanted)
    yield late([good, REFERENCE], 1)
    if type_.max_items:
        many = [f"word {number}" for number in range(type_.max_items + 1)]
        help_ = f"give at most {type_.max_items:,} items"
        yield Mistake(many, "STT204", f"too many: {len(many):,} items", help_)
    if type_.max_item_length:
        long = "x" * (type_.max_item_length + 1)
        help_ = f"give at most {type_.max_item_length:,} characters"
        yield Mistake([good, long], "STT204", f"too long: {len(long):,} characters", help_, 1)
    if type_.values:
        for wrong in (NONSENSE, "", 5, True):
            yield foreign([good, wrong], f"allowed: {', '.join(type_.values)}", 1)
        for value in type_.values:
            yield foreign([good, value.capitalize()], f"did you mean `{value}`?", 1)
    else:
        yield kind([good, True], KINDS[String], "put it in quotes if it is meant as text", 1)
        yield kind([good, ["two"]], KINDS[String], "write it without brackets", 1)
        yield kind([good, {}], KINDS[String], "", 1)


def good_values(type_: Type) -> Iterator[Any]:  # noqa: C901  a branch a type
    """The values at the very edge of each limit, and some within."""
    match type_:
        case Boolean():
            yield from (True, False)
        case Whole(values=values) if values:
            yield from values
        case Whole(minimum=minimum, maximum=maximum, special=special):
            yield from special
            yield from (edge for edge in (minimum, maximum) if edge is not None)
            yield (minimum or 0) + 1
        case Number(minimum=lowest, maximum=highest):
            yield from (edge for edge in (lowest, highest) if edge is not None)
            yield from (int(edge) for edge in (lowest, highest) if edge is not None and edge.is_integer())
            yield (lowest or 0) + 0.25
        case String(values=names) if names:
            yield from names
        case String(max_length=length):
            yield from ("x", "order-numbers", 42)
            yield from ("x" * length for length in (length,) if length)
        case Strings(max_items=items, max_item_length=length, values=names):
            yield from ([name] for name in names)
            if not names:
                yield from (["one"], ["one", "two words", 42])
            if items:
                yield [f"word {number}" for number in range(items)]
            if length:
                yield ["x" * length]
