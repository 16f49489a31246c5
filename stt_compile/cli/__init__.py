"""The command line: options, streams and exit codes, and nothing else. Only this package prints."""

from __future__ import annotations

import keyword
from importlib import import_module
from typing import cast

import click

from .. import __version__, registry
from ..catalog import AS_OF
from .boundary import Boundary


class Commands(Boundary):
    """The folder of commands; each is imported when it is called. A keyword of Python has a `_` behind it there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(name.rstrip("_") for name in registry.names("cli/commands"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = cast("click.Command", import_module(f".commands.{module}", __name__).command)
        if ctx.resilient_parsing:  # a shell asks what a line may become
            from .completion import completing

            return completing(command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    message=f"stt-compile %(version)s (the service as known on {AS_OF})",
)
def main() -> None:
    """Compile profiles into requests for IBM Watson Speech to Text."""
