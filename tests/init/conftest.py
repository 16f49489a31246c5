"""The command, as all tests of the command line run it."""

from tests.cli.conftest import stt

__all__ = ["stt"]
