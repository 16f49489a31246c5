"""`explain`: a code, a parameter, or a request with every value's origin and place on the wire."""

from __future__ import annotations

import click

from ...catalog import INTERFACES
from ...names import printable
from .. import options
from ..explained import explained
from ..printing import WrongCall
from ..reading import compiled


@click.command()
@click.argument("what")
@click.option("--environment", metavar="NAME", help="Of a request, only in this environment.")
@click.option("--interface", type=click.Choice(INTERFACES), help="Of a request, only on this interface.")
@options.text_or_json
@options.as_of
def command(what: str, environment: str | None, interface: str | None, format_: str, as_of: str | None) -> int:
    """Explain WHAT: a code, a parameter by the service's name, or PROFILE#REQUEST."""
    from ... import explain as explaining

    profile, hash_, request = what.rpartition("#")
    try:
        if hash_:
            found = explaining.request(compiled(profile, as_of, None), request, environment, interface)
        else:
            found = (explaining.code if what.upper().startswith("STT") else explaining.parameter)(what)
    except explaining.Unknown as error:
        raise WrongCall(printable(str(error))) from None
    return explained(found, format_)
