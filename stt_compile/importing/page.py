"""Whole pages: where in Markdown, scripts and plain text requests stand, whatever is around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ..source import Source
from . import masking
from .addresses import addresses, with_protocols
from .calls import Call, Form, Remnant, Upload
from .commands import commands
from .findings import Finding
from .loops import blocks_of, loops
from .markup import patched, unquoted
from .messages import starts
from .open_page import DIALECTS, Page
from .sessions import left_out, with_messages
from .settings import forget_unsure, given, of_credentials, settings

_DIRECTORY = re.compile(
    r"(?m)(?:^[ \t]*(?:\$[ \t]+)?|[;&|(][ \t]*)(?:cd|pushd)[ \t]+(?!\.[\s;&|])[^\s;&|]+[ \t]*(?:$|[;&|])"
)


@dataclass(frozen=True)
class Found:
    """All that a source holds, in its order."""

    calls: tuple[Call, ...]
    remnants: tuple[Remnant, ...]
    findings: tuple[Finding, ...] = ()
    """What is to say of the source itself."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """What it gives variables that stand where secrets stand."""


def read(source: Source) -> Found:
    """The calls of a source, and what was found and is none."""
    script = PurePath(source.name).suffix.lower() in (".sh", ".bash", *DIALECTS)
    text = source.text if script else unquoted(source.text)
    removed, text = patched(source, text)
    page = Page(source, text, script=script or text.startswith("#!"))
    blocks = blocks_of(text)
    page.loops = loops(text, blocks)
    page.settings = list(settings(page))
    page.credentials = of_credentials(page.settings, masking.used(text))
    findings, secrets = given(page)
    forget_unsure(page, blocks)
    found: list[Call | Remnant] = list(commands(page))
    openings = list(with_protocols(page, list(addresses(page))))
    rest = page.rest()
    messages = list(starts(rest))
    found += with_messages(page, openings, messages)
    found.sort(key=lambda item: item.place.offset)
    return Found(
        tuple(item for item in found if isinstance(item, Call)),
        tuple(item for item in found if isinstance(item, Remnant)),
        (
            *findings,
            *removed,
            *_directories(page, found),
            *left_out(page, rest, messages),
        ),
        secrets,
    )


def _directories(page: Page, found: Sequence[Call | Remnant]) -> Iterator[Finding]:
    """A word on what changes the directory of the files that are sent."""
    sending = [
        call.place.offset
        for call in found
        if isinstance(call, Call) and isinstance(call.body, (Upload, Form)) and call.body != Upload("-")
    ]
    before = -1
    for change in _DIRECTORY.finditer(page.text):
        index = bisect_right(sending, change.start())
        if index < len(sending) and index != before:
            before = index
            message = "the directory is changed here, and the names of files are relative to it"
            yield Finding(
                "left out", page.place(change.start()), message, "run the artefact there, or correct the names"
            )
