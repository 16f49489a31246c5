"""The command line: options, streams and exit codes, and nothing else. Only this package prints."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from .. import __version__, registry
from ..catalog import AS_OF
from .boundary import Boundary


class Commands(Boundary):
    """The folder of commands; each is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return registry.names("cli/commands")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return cast("click.Command", import_module(f".commands.{cmd_name}", __name__).command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    message=f"stt-compile %(version)s (the service as known on {AS_OF})",
)
def main() -> None:
    """Compile profiles into requests for IBM Watson Speech to Text."""
