"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime

import click

from ..catalog import AS_OF


def day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A day, as the catalogue writes it."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise click.BadParameter(f"{value} is not a day; write it as YYYY-MM-DD") from None


def codes(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Codes or beginnings of them, apart or with commas between."""
    found = tuple(code.strip() for value in values for code in value.split(",") if code.strip())
    for code in found:
        if not code.startswith("STT"):
            raise click.BadParameter(f"{code} is no code; codes are STT and three digits, or the beginning of that")
    return found


as_of = click.option(
    "--as-of",
    metavar="DAY",
    callback=day,
    help=f"Judge models and parameters as of DAY where no service_date is declared.  [default: {AS_OF}]",
)
stdin_filename = click.option("--stdin-filename", metavar="NAME", help="Name and folder of what `-` reads.")

text_or_json = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print it.  [default: text]"
)
generation = click.option("--generation", type=click.Choice(["previous", "next", "large"]), help="Of base models.")
