"""Names of files in the headers of a patch, as `git apply` and `patch` read them."""

from __future__ import annotations

import os

_ESCAPES = {0x07: "a", 0x08: "b", 0x09: "t", 0x0A: "n", 0x0B: "v", 0x0C: "f", 0x0D: "r", 0x22: '"', 0x5C: "\\"}


def header(side: str, name: str) -> str:
    """What stands behind `---` or `+++`: the name below `a` or `b`, in quotes where it would be misread."""
    path = f"{side}/{name.lstrip('/')}"
    if all(char.isprintable() and char not in '"\\' for char in path):
        return f"{path}\t" if " " in path else path  # a date may stand behind a name, and a blank would begin one
    return '"' + "".join(map(_escaped, os.fsencode(path))) + '"'


def _escaped(byte: int) -> str:
    if byte in _ESCAPES:
        return f"\\{_ESCAPES[byte]}"
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
