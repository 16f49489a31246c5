"""What `--check` says of files that are not what they should be."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from .. import patch
from .boundary import DONE, WRONG_INPUT
from .printing import say, show


def drifted(files: Iterable[tuple[str, bytes | None, bytes | None]], mend: Sequence[str], paths: Sequence[str]) -> int:
    """Prints the difference of files (name, content, what it should be), and the command that mends it.

    Args:
        mend: the command with its options.
        paths: what it is to be called with.
    """
    patches = "".join(patch.unified(name, old or b"", new or b"") for name, old, new in files)
    if not patches:
        return DONE
    show(patches)
    dashes = ["--"] if any(path.startswith("-") for path in paths) else []
    say(f"not up to date; mend it with: {shlex.join([*mend, *dashes, *paths])}")
    return WRONG_INPUT
