"""A header that no client can send: with a line break in its value, blanks at an end, or a name that is none.

A line break ends a header, so what follows would be another header, or the body; other control characters are as
invalid, and blanks at an end are not part of the value. Texts in a query or a message are encoded, and may hold
anything.

Problem::

    requests:
      live: {interface: sync-http, customer_id: "acme\\n42"}

Instead::

    requests:
      live: {interface: sync-http, customer_id: acme-42}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..catalog.parameters import PARAMETERS
from ..diagnostics import Finding, Severity
from ..profile import Use
from ..text import Env, text
from ..tree import KeyPath
from . import Findings, Rule

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_INVALID = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BLANKS = " \t"


def check(use: Use) -> Findings:
    """The headers of a request that an author writes freely."""
    for path, value in values(use):
        if _INVALID.search(value):
            yield Finding(
                path, "a header cannot hold a line break or a control character", "write it on one line, without them"
            )
        elif value.strip(_BLANKS) != value:
            yield Finding(path, "a header cannot begin or end with a blank", "take the blank away")
    for name in use.extra.headers if use.extra and use.interface != "websocket" else ():
        if not _NAME.fullmatch(name):
            yield Finding(
                use.at("extra", "headers", name),
                "this cannot be the name of a header",
                "use letters, digits and `-`, without a colon at the end",
                on="key",
            )


def values(use: Use) -> Iterator[tuple[KeyPath, str]]:
    """The values of these headers, run-time values as a letter."""
    if use.customer_id and PARAMETERS["X-Watson-Metadata"].placement[use.carrier] == "header":
        path = use.at("customer_id") if use.has("customer_id") else use.in_environment("customer_id")
        yield path, "".join("x" if isinstance(piece, Env) else piece for piece in text("x", *use.customer_id))
    for name, value in use.extra.headers.items() if use.extra and use.interface != "websocket" else ():
        if isinstance(value, str):
            yield use.at("extra", "headers", name), value


RULE = Rule(
    code="STT525",
    severity=Severity.ERROR,
    title="Header that cannot be sent",
    effect="Clients refuse to send it, or it becomes two headers, or another value.",
    sources=("RFC 9110, 5.1 and 5.5",),
    use=check,
)
