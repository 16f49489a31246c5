"""Names for people: the one that was meant, lists that fit a line, and none that can steer a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATORS = re.compile(r"[-_./\s]+")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 80
"""Longer names are not searched for slips."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one known name that a misspelt one most likely means."""
    import difflib  # on use: hardly any run needs it

    candidates = list(names)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    if name.casefold() in folded:
        return folded[name.casefold()]
    found = difflib.get_close_matches(name[:200], candidates, n=1, cutoff=0.7)
    return found[0] if found else None


def certain(name: str, names: Iterable[str]) -> str | None:
    """The one known name that a misspelt one can only mean; None where there is room for doubt.

    Other digits are no slip but another name, and so are short words: `calls-de` is not `calls-en`, nor `us-south-2`
    `us-south-1`. Within longer words one letter may be wrong, in long ones two; and no other name may be as near, or
    nearly so. Capitals and the characters between words do not count.
    """
    if len(name) > _LONGEST:
        return None
    digits, words = _DIGITS.findall(name), _words(name)
    alike = [known for known in names if _DIGITS.findall(known) == digits]
    for plainer in (str.casefold, _letters):
        same = [known for known in alike if plainer(known) == plainer(name)]
        if same:
            return same[0] if len(same) == 1 else None
    near = [(found, known) for known in alike if (found := _slips(words, _words(known), 3)) is not None]
    if not near:
        return None
    (slips, best), others = min(near), [found for found, _ in sorted(near)[1:]]
    if slips > 2 or (others and others[0] <= slips + 1):
        return None
    within = all(one == two or _slip(one, two, _most(one, two)) is not None for one, two in zip(words, _words(best)))
    return best if within else None


def says(name: str, key: str) -> bool:
    """Whether a name ends in another one, but for capitals and the characters between words."""
    return _letters(name).endswith(_letters(key))


def _letters(name: str) -> str:
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    return [word for word in _SEPARATORS.split(name.casefold()) if word]


def _slips(words: list[str], others: list[str], most: int) -> int | None:
    """How many slips lie between two names; None for more than `most`, or where a short word differs."""
    if len(words) != len(others):
        return None
    total = 0
    for one, two in zip(words, others):
        found = 0 if one == two else _slip(one, two, most - total if max(len(one), len(two)) > 3 else 0)
        if found is None:
            return None
        total += found
    return total


def _most(one: str, two: str) -> int:
    """How many slips a word may have; of four letters one may lack, or two be swapped, but `west` is not `test`."""
    length = max(len(one), len(two))
    if length < 5:
        return int(length == 4 and (len(one) != len(two) or sorted(one) == sorted(two)))
    return 1 if length < 9 else 2


def _slip(one: str, two: str, most: int) -> int | None:
    """The letters left out, put in, exchanged or swapped with their neighbour between two words; None for too many."""
    if abs(len(one) - len(two)) > most or len(set(one) ^ set(two)) > 2 * most:
        return None
    before: list[int] = []
    row = list(range(len(two) + 1))
    for index, char in enumerate(one, start=1):
        earlier, before, row = before, row, [index]
        for other, against in enumerate(two, start=1):
            cost = min(before[other] + 1, row[-1] + 1, before[other - 1] + (char != against))
            if index > 1 and other > 1 and char == two[other - 2] and one[index - 2] == against:
                cost = min(cost, earlier[other - 2] + 1)
            row.append(cost)
    return row[-1] if row[-1] <= most else None


def shortened(names: Iterable[str], most: int = 8) -> str:
    """A list of names for one line; a long one is cut."""
    listed = list(names)
    return ", ".join(listed[:most]) + (f", ... ({len(listed)} in all)" if len(listed) > most else "")


def closest(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """A line of help for a name that is not known: the one that was meant, or else what there is."""
    known = list(names)
    near = nearest(name, known)
    if near:
        return f"did you mean `{near}`?"
    return otherwise or (f"known: {shortened(known)}" if known else "there is none")


def printable(name: str) -> str:
    """A name as one line can show it: what is not printable is escaped, a byte that is not UTF-8 included."""
    return "".join(char if char.isprintable() else _escaped(char) for char in name)


def one_line(text: str, most: int = 300) -> str:
    """A text that quotes what somebody wrote: printable, and cut where it is absurdly long."""
    return printable(text if len(text) <= most else f"{text[: most - 1]}…")


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # how Python keeps such a byte of a file name
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
