"""`schema`: print a JSON Schema."""

from __future__ import annotations

import click

from ..boundary import DONE
from ..printing import show


@click.command()
@click.option("--plan", "which", flag_value="plan", help="The schema of the request plan instead.")
@click.option("--report", "which", flag_value="report", help="The schema of `check --format json` instead.")
@click.option("--diff", "which", flag_value="diff", help="The schema of `diff --format json` instead.")
def command(which: str | None) -> int:
    """Print the profile's JSON Schema (draft-07)."""
    from ...schema import dumped, published

    show(dumped(published(which or "profile")))
    return DONE
