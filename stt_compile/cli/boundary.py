"""Where a run ends: exit codes, and the one place where exceptions stop."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from .printing import WRONG_CALL, NoReader, say

DONE, WRONG_INPUT, DEFECT, INTERRUPTED = 0, 1, 3, 130
_PACKAGE = Path(__file__).parents[1]


class Boundary(click.Group):
    """The one place where exceptions end: a wrong call is said in a line, and so is a defect of ours."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command and exits with its code."""
        kwargs["standalone_mode"] = False
        try:
            sys.exit(self._status(*args, **kwargs))
        except NoReader:
            for stream in filter(None, (sys.stdout, sys.stderr)):  # or the interpreter complains at its end
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            sys.exit(WRONG_CALL)

    def _status(self, *args: Any, **kwargs: Any) -> int:
        try:
            return super().main(*args, **kwargs) or DONE
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except NoReader:
            raise
        except Exception as error:  # whatever it is, it is ours
            say(f"stt-compile: a defect of stt-compile: {type(error).__name__}{_where(error)}; please report it")
            return DEFECT


def _where(error: Exception) -> str:
    """Where in this package an exception was raised; never its text, which may hold a value."""
    place, frame = "", error.__traceback__
    while frame:
        file = Path(frame.tb_frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            place = f" in {file.relative_to(_PACKAGE.parent).as_posix()}, line {frame.tb_lineno}"
        frame = frame.tb_next
    return place
