"""The difference of two contents of a file, as a patch."""

from __future__ import annotations

import difflib
import os
import re

from .quoting import patch as quoting

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""Only this ends a line of a patch; a carriage return belongs to what it says of the line."""


def unified(name: str, old: bytes, new: bytes) -> str:
    """A patch that `git apply` and `patch -p1` take; empty where nothing differs."""
    path = os.path.normpath(name).replace(os.sep, "/")
    before, after = (_LINE.findall(data.decode("utf-8", "surrogateescape")) for data in (old, new))
    lines = list(difflib.unified_diff(before, after, "a", "b"))
    if lines:
        lines[:2] = [f"--- {quoting.header('a', path)}\n", f"+++ {quoting.header('b', path)}\n"]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
