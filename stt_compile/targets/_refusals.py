"""What a client cannot carry, in one closed table: a target refuses a character here, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..profile import Authorize
from ..quoting import powershell, url
from ..text import Env, Text, literal, text
from ..wire import FileBody, FormBody, Plan

Place = Literal["address", "query", "header", "file", "part", "user"]


@dataclass(frozen=True)
class Refusal:
    """Characters that one target cannot carry in some places."""

    target: str
    places: tuple[Place, ...]
    kind: str
    """What is refused, in words."""
    refuses: Callable[[Text], bool]
    source: str


@dataclass(frozen=True)
class Spot:
    """A text of a plan where it is carried otherwise than in an encoding of its own."""

    place: Place
    name: str
    value: Text


def spots(plan: Plan) -> Iterator[Spot]:
    """The texts that clients carry as they are.

    Missing are those that can hold anything: what is percent-encoded, and JSON where a client sends it as such.
    """
    yield Spot("address", "the address", url.address(plan.url))
    late = False
    for name, value in plan.query:
        late = late or literal(value) is None  # from there on a client encodes
        if late:
            yield Spot("query", f"{name} beside run-time values", value)
    for name, value in plan.headers:
        yield Spot("header", f"the header {name}", text(f"{name}: ", *value))
    if isinstance(plan.auth, Authorize):
        yield Spot("user", "the user name", plan.auth.username)
    if plan.tls and plan.tls.ca_file:
        yield Spot("file", "the name of a file", plan.tls.ca_file)
    match plan.body or plan.audio:
        case FileBody(file):
            yield Spot("file", "the name of a file", file)
        case FormBody(files=files):
            yield from (Spot("part", "the name of a file of a form", file) for file in files)


def _holding(pattern: str) -> Callable[[Text], bool]:
    found = re.compile(pattern)
    return lambda value: any(not isinstance(piece, Env) and found.search(piece) is not None for piece in value)


def _enclosed(value: Text) -> bool:
    first, last = ("" if isinstance(piece, Env) else piece for piece in (value[0], value[-1]))
    return first.startswith(("{", '"')) or last.endswith(("}", '"'))


def _ends_with_a_backslash(value: Text) -> bool:
    return bool(value) and isinstance(value[-1], str) and value[-1].endswith("\\")


TABLE: tuple[Refusal, ...] = (
    Refusal(
        "curl",
        ("query",),
        "null characters",
        _holding("\0"),
        "POSIX.1-2017, exec: an argument ends at its first null character",
    ),
    Refusal(
        "curl",
        ("part",),
        "line breaks",
        _holding("[\r\n]"),
        "curl 7.76 to 7.80 end the header of the part there; 7.81 encodes them (lib/mime.c, escape_string)",
    ),
    Refusal(
        "script",
        ("part",),
        "line breaks",
        _holding("[\r\n]"),
        "curl 7.76 to 7.80 end the header of the part there; 7.81 encodes them (lib/mime.c, escape_string)",
    ),
    Refusal(
        "websocat",
        ("user",),
        "null characters",
        _holding("\0"),
        "POSIX.1-2017, Shell Command Language: the words of a shell are C strings",
    ),
    Refusal(
        "python",
        ("header",),
        "letters beyond ASCII",
        _holding(r"[^\x00-\x7f]"),
        "Python, http.client.HTTPConnection.putheader: Latin-1 where possible, else UnicodeEncodeError",
    ),
    Refusal(
        "python",
        ("user",),
        "quotes and curly brackets at an end",
        _enclosed,
        "ibm-cloud-sdk-core, token_managers/cp4d_token_manager.py and utils.py, has_bad_first_or_last_char",
    ),
    Refusal(
        "javascript",
        ("header",),
        "control characters but tabs",
        _holding(r"[\x00-\x08\x0a-\x1f\x7f]"),
        "undici, lib/core/util.js, isValidHeaderValue; RFC 9110, 5.5",
    ),
    Refusal(
        "curl --shell powershell",
        ("address", "query", "header", "file"),
        f"characters but letters, digits, blanks and {powershell.SIGNS}",
        _holding(f"[^A-Za-z0-9 {re.escape(powershell.SIGNS)}]"),
        "PowerShell, about_Parsing, Passing arguments to native commands, and about_Character_Encoding",
    ),
    Refusal(
        "curl --shell powershell",
        ("query", "header", "file"),
        "backslash at the end",
        _ends_with_a_backslash,
        "Microsoft C, Parsing C command-line arguments",
    ),
    Refusal(
        "curl --shell powershell",
        ("part",),
        "characters but printable ASCII",
        _holding(r"[^ -~]"),
        "PowerShell, about_Character_Encoding; curl manual, --config",
    ),
)


def reasons(target: str, plan: Plan) -> tuple[str, ...]:
    """What of a plan a target cannot carry, in words."""
    rows = [row for row in TABLE if row.target == target]
    found = [
        words(row, spot) for spot in spots(plan) for row in rows if spot.place in row.places and row.refuses(spot.value)
    ]
    return tuple(dict.fromkeys(found))


def words(row: Refusal, spot: Spot) -> str:
    """A refusal of the table, for a line of text."""
    return f"it carries no {row.kind} in {spot.name}"
