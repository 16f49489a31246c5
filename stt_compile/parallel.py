"""Work on many things on all processors; what comes out is the same on any number of them, in the same order."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

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
    with _interrupted_once():
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        stop = multiprocessing.Event()
        pool = ProcessPoolExecutor(wanted, initializer=_started, initargs=(stop,))
        try:
            # Chunks that are small against the whole, so that no process has nothing to do while another has much.
            chunk = max(1, len(items) // (wanted * 8))
            with _uninterrupted():
                made = pool.map(partial(_unless_stopped, function), items, chunksize=chunk)
            yield from made
        except BaseException:
            # Not killed: one that dies in the middle of an answer leaves the pool waiting for the rest of it for ever.
            stop.set()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupted_once() -> Iterator[None]:
    """Hears one interrupt and no further one, which would break the wait for the other processes."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is _interrupt:  # else this process is about to end
            signal.signal(signal.SIGINT, before)


def _interrupt(number: int, frame: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Puts an interrupt off; processes that are started meanwhile never hear one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_stop: Event | None = None
"""Set where nobody wants any more what this process makes; None in the process that started it."""


def _started(stop: Event) -> None:
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _unless_stopped(function: Callable[[_Item], _Made], item: _Item) -> _Made:
    if _stop and _stop.is_set():
        raise InterruptedError
    return function(item)
