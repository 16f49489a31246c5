"""`parameters`: the catalogue's parameters, filtered."""

from __future__ import annotations

import click

from ...catalog import INTERFACES
from ...names import printable
from .. import options
from ..explained import explained
from ..printing import WrongCall


@click.command()
@click.option("--interface", type=click.Choice(INTERFACES), help="Only those that it carries.")
@options.generation
@click.option("--group", metavar="NAME", help="Only those of this group.")
@options.text_or_json
@options.as_of
def command(interface: str | None, generation: str | None, group: str | None, format_: str, as_of: str | None) -> int:
    """List the parameters that the catalogue knows."""
    from ... import explain as explaining

    try:
        return explained(explaining.parameters(interface, generation, group, as_of), format_)
    except explaining.Unknown as error:
        raise WrongCall(printable(str(error))) from None
