"""Names for people: the one that was meant, lists that fit a line, and none that can steer a terminal."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one known name that a misspelt one most likely means."""
    import difflib  # on use: hardly any run needs it

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
