"""How far long work is, on stderr, for people at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

_Item = TypeVar("_Item")
_MANY = 50
"""More things than this take long enough to be watched."""


def watched(items: Iterable[_Item], length: int) -> Iterator[_Item]:
    """The same items, one by one."""
    if length > _MANY and sys.stderr and sys.stderr.isatty():
        with click.progressbar(items, length=length, file=sys.stderr) as shown:
            yield from shown
    else:
        yield from items
