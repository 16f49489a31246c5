"""Work on many things on all processors; what comes out is the same on any number of them, in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_WORTH_IT = 24
"""How many things a process must have to do to be worth its start, in profiles of some sixty lines."""
_MOST = 61
"""How many processes Windows can wait for."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mapped(function: Callable[[_Item], _Made], items: Sequence[_Item], processes: int | None = None) -> Iterator[_Made]:
    """What a function makes of each item, in order.

    Args:
        function: can be pickled, as can what it takes and makes.
        processes: how many at most; as many as there are processors where left out.
    """
    wanted = min(processes or processors(), len(items) // _WORTH_IT, _MOST)
    if wanted < 2:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(wanted)
    try:
        # Chunks that are small against the whole, so that no process has nothing to do while another has much.
        yield from pool.map(function, items, chunksize=max(1, len(items) // (wanted * 8)))
    finally:
        pool.shutdown(cancel_futures=True)
