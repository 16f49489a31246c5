"""Names that were meant: the nearest known one, and lists that fit a line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one known name that a misspelt one most likely means."""
    candidates = list(names)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    if name.casefold() in folded:
        return folded[name.casefold()]
    found = difflib.get_close_matches(name[:200], candidates, n=1, cutoff=0.7)
    return found[0] if found else None


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
