"""`models`: the catalogue's base models, filtered."""

from __future__ import annotations

import click

from ...names import printable
from .. import options
from ..explained import explained
from ..printing import WrongCall


@click.command()
@click.option("--language", metavar="TAG", help="Only of this language, like es-ES, or es for all of them.")
@options.generation
@click.option("--platform", metavar="NAME", help="Only those of this platform.")
@click.option("--acoustic/--no-acoustic", default=None, help="Only with, or without, custom acoustic models.")
@options.text_or_json
@options.as_of
def command(
    language: str | None,
    generation: str | None,
    platform: str | None,
    acoustic: bool | None,
    format_: str,
    as_of: str | None,
) -> int:
    """List the base models that the catalogue knows."""
    from ... import explain as explaining

    try:
        return explained(explaining.models(language, generation, platform, acoustic, as_of), format_)
    except explaining.Unknown as error:
        raise WrongCall(printable(str(error))) from None
