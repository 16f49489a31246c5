"""`import`: the way back, from commands and pages to a profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...names import printable
from .. import options
from ..boundary import DONE, WRONG_INPUT
from ..printing import WrongCall, say, show
from ..reading import STDIN, read, shown

if TYPE_CHECKING:
    from ...source import Source


@click.command(name="import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--as-of",
    metavar="DAY",
    callback=options.day,
    help="Take what the files hold as of DAY, and write that as service_date.",
)
@options.stdin_filename
def command(files: tuple[str, ...], as_of: str | None, stdin_filename: str | None) -> int:
    """Print one profile of all requests in FILE... (or `-`).

    Files are Markdown, scripts or plain text with curl commands, WebSocket URIs, JavaScript and start messages. What is
    not understood is reported with its place, and kept as a comment. Credentials become names of variables.
    """
    from ... import importing
    from ...compile import compile_bytes
    from ...importing.findings import told
    from ...syntax import MAX_BYTES as LONGEST_PROFILE

    sources = [_source(name, stdin_filename) for name in dict.fromkeys(files)]
    imported = importing.read(sources, as_of)
    for finding in told(imported.findings):
        say(finding)
    names = ", ".join(printable(source.name) for source in sources)
    if not imported.requests:
        say(f"{names}: no request was understood")
        return WRONG_INPUT
    if len(imported.text.encode()) > LONGEST_PROFILE:
        raise WrongCall(f"the profile would be longer than {LONGEST_PROFILE // 1024} KiB: import fewer files at once")
    show(imported.text)
    compilation = compile_bytes("imported", imported.text.encode(), Path("imported.stt.yaml"), as_of)
    say(
        f"{names}: {_count(imported.calls, 'call')}, {_count(imported.requests, 'request')} "
        f"in {_count(imported.environments, 'environment')}; `stt-compile check` of the profile finds "
        f"{_count(compilation.errors, 'error')} and {_count(compilation.warnings, 'warning')}"
    )
    return DONE


def _source(name: str, stdin_filename: str | None) -> Source:
    from ...importing import MAX_BYTES
    from ...source import Source

    data = read(name, MAX_BYTES)
    if len(data) > MAX_BYTES:
        called = "standard input" if name == STDIN else printable(name)
        raise WrongCall(f"cannot read {called}: it is longer than {MAX_BYTES // 1024} KiB; split it")
    return Source(shown(name, stdin_filename), data.decode("utf-8-sig", "replace"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
