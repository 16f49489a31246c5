"""Streams: the product on stdout, everything else on stderr, both in UTF-8. Nothing else in this package prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from ..names import printable

WRONG_CALL = 2


class NoReader(Exception):
    """Nobody reads on: the pipe is closed. Not an `OSError`, which click would take for its own."""


class WrongCall(click.ClickException):
    """What was asked for cannot be done, and the profile is not the reason."""

    exit_code = WRONG_CALL

    def show(self, file: Any = None) -> None:
        """Says it in a line, without the usage: the options were right."""
        say(f"stt-compile: {self.message}")


def coloured(stream: Any) -> bool:
    """Whether a stream is a terminal that shows colours to somebody who wants them."""
    return bool(stream and stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(text: str) -> None:
    """The product, in UTF-8 whatever the locale."""
    try:
        _write(sys.stdout, text)
    except NoReader:
        raise
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WrongCall(f"cannot write to standard output: {reason}") from None


def deliver(text: str, file: str | None) -> None:
    """The product, where it is wanted."""
    if file is None:
        show(text)
        return
    try:
        Path(file).write_bytes(text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise cannot("write", file, error) from None


def cannot(do: str, file: str, error: OSError) -> WrongCall:
    """What to say of a file with which the system does not let us do something."""
    return WrongCall(f"cannot {do} {printable(file)}: {(error.strerror or type(error).__name__).lower()}")


def say(text: str) -> None:
    """Anything else."""
    _write(sys.stderr, f"{text}\n")


def _write(stream: Any, text: str) -> None:
    if not stream:  # closed by whoever called
        raise NoReader
    try:
        stream.flush()
        stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError:
        raise NoReader from None
