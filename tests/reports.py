"""What `check` prints of some compilations."""

from __future__ import annotations

from collections.abc import Sequence

from stt_compile.compile import Compilation
from stt_compile.report import gather, load


def report(compilations: Sequence[Compilation], colour: bool) -> str:
    return load("text")(gather(compilations), colour)
