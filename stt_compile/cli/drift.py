"""What `--check` says of files that are not what they should be."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from .. import patch
from .boundary import DONE, WRONG_INPUT
from .printing import say, show


def drifted(files: Iterable[tuple[str, bytes | None, bytes | None]], mend: Sequence[str]) -> int:
    """Prints the difference of files (name, content, what it should be), and the command that mends it."""
    patches = "".join(patch.unified(name, old or b"", new or b"") for name, old, new in files)
    if not patches:
        return DONE
    show(patches)
    say(f"not up to date; mend it with: {shlex.join(mend)}")
    return WRONG_INPUT
