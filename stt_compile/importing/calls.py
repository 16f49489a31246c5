"""What was read, before anything is made of it: calls with their values as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .findings import Finding, Place


@dataclass(frozen=True)
class Pair:
    """A name with its value; both may hold marks."""

    name: str
    value: str
    raw: str = field(default="", repr=False)
    """How it is sent: with its percent signs in a query, the whole line of a header."""


@dataclass(frozen=True)
class Upload:
    """A file that is sent; `-` is standard input."""

    file: str


@dataclass(frozen=True)
class Part:
    """A part of a form, as it is sent; a file's content is its name."""

    name: str
    file: str | None = None
    says: str = ""
    """What is said of it besides: a type, another name of its file."""


@dataclass(frozen=True)
class Form:
    """A form: its JSON part as text, its files, and all of its parts."""

    metadata: str | None
    files: tuple[str, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Credentials:
    """How a call proves whose it is: user and password, or a token. Its values are secrets."""

    scheme: str
    """`basic`, `bearer` or `watson-token`."""
    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    exchanged: bool = False
    """Whether the token is one that had to be got for other credentials first: a WebSocket takes nothing else."""
    header: str = field(default="", repr=False)
    """The line of the header that it was written as."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request, or the opening of a WebSocket with its start message."""

    place: Place
    written: str = field(repr=False)
    """The whole of it as it stands in the source; it may hold secrets."""
    address: str = field(repr=False)
    """Scheme, host and path, with marks; never a query. Empty for a message without an address."""
    query: tuple[Pair, ...] = ()
    """All that stands between `&` and `&`, be it empty."""
    headers: tuple[Pair, ...] = ()
    websocket: bool = False
    """Whether it opens a WebSocket."""
    method: str | None = None
    """None where nothing says it: an address alone."""
    sent_as: str | None = None
    """The method that the command really sends, where it is known."""
    credentials: tuple[Credentials, ...] = ()
    body: Upload | Form | None = None
    start: Mapping[str, Any] = field(default_factory=dict)
    ca_file: str | None = None
    insecure: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Remnant:
    """What was found and is no recognition request, or could not be read; it is kept as a comment."""

    place: Place
    written: str = field(repr=False)
    reason: str = ""
