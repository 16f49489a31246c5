"""The one curl command, safe to paste into a POSIX shell; for curl 7.76, or 7.87 with run-time values in the query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..jsontext import compact
from ..profile import ApiKey, Authorize, Token
from ..quoting import url
from ..quoting.sh import word
from ..text import Env, Text, literal, text
from ..wire import FileBody, FormBody, Plan, StdinBody
from . import Target, fill
from .uri import ACCESS_TOKEN

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_./][A-Za-z0-9_./-]*\Z")
_GLOB = frozenset("[]{}")
"""What curl takes as a pattern in names of files to upload."""


def render(plan: Plan) -> str:
    """The command, an option a line behind the first."""
    lines = [f"--header {word(text(name + ': ', *value))}" for name, value in plan.headers]
    lines += _tls(plan)
    lines += _body(plan)
    fixed, late = _split(plan.query)
    pairs = url.pairs(fixed)
    address = text(*url.address(plan.url), *(("?", *pairs) if pairs else ()))
    lines += [f"--url-query {word(text(url.component(name) + '=', *value))}" for name, value in late]
    first = [f"curl -X {plan.method}", _credentials(plan), "--fail-with-body"]
    if any("[" in piece for piece in address if isinstance(piece, str)) or any(map(_may_be_pattern, _uploaded(plan))):
        first.append("--globoff")  # an address holds no other sign of a pattern: all else is encoded
    return fill("curl.j2", first=" ".join(first), lines=lines, address=word(address))


def _credentials(plan: Plan) -> str:
    match plan.auth:
        case ApiKey(apikey):
            return f"-u {word(text('apikey:', apikey))}"
        case Token(token):
            return f"--oauth2-bearer {word((token,))}"
        case Authorize():
            return f"--oauth2-bearer {word((ACCESS_TOKEN,))}"


def _tls(plan: Plan) -> Iterator[str]:
    if plan.tls:
        yield f"--cacert {word(plan.tls.ca_file)}" if plan.tls.ca_file else "--insecure"


def _body(plan: Plan) -> Iterator[str]:
    match plan.body:
        case FormBody(metadata, files):
            # --form-string takes the text as it is; --form would look for `@`, `<` and `;type=` in it
            yield f"--form-string {word(text('metadata=' + compact(metadata)))}"
            yield from (f"--form {word(_part(file))}" for file in files)
        case StdinBody():
            yield "--upload-file -"
        case FileBody(file):
            if any(name == "Transfer-Encoding" for name, _ in plan.headers):
                yield f"--upload-file {word(_named(file))}"  # --data-binary reads everything before it sends
            else:
                yield f"--data-binary {word(text('@', *file))}"


def _part(file: Text) -> Text:
    """A file of a form: curl's own quotes keep `;` and `,` in its name."""
    if _PLAIN_NAME.match(literal(file) or ""):
        return text("upload=@", *file)
    pieces = (piece if isinstance(piece, Env) else piece.replace("\\", "\\\\").replace('"', '\\"') for piece in file)
    return text('upload=@"', *pieces, '"')


def _named(file: Text) -> Text:
    """A file's name that is not taken for an option."""
    return text("./", *file) if isinstance(file[0], str) and file[0].startswith("-") else file


def _split(query: tuple[tuple[str, Text], ...]) -> tuple[tuple[tuple[str, Text], ...], tuple[tuple[str, Text], ...]]:
    """The pairs that can stand in the address, and, from the first run-time value on, those that curl must encode."""
    for index, (_, value) in enumerate(query):
        if literal(value) is None:
            return query[:index], query[index:]
    return query, ()


def _uploaded(plan: Plan) -> Iterator[Text]:
    if isinstance(plan.body, FileBody) and any(name == "Transfer-Encoding" for name, _ in plan.headers):
        yield plan.body.file


def _may_be_pattern(value: Text) -> bool:
    return any(isinstance(piece, Env) or not _GLOB.isdisjoint(piece) for piece in value)


def notes(plan: Plan) -> tuple[str, ...]:
    """Which curl it takes, and where the token comes from that no profile names."""
    found = []
    if _split(plan.query)[1]:
        found.append("a run-time value stands in the query: this takes curl 7.87 or later")
    if isinstance(plan.auth, Authorize):
        found.append(f"{ACCESS_TOKEN.name} is an access token: get one from the environment's `authorize_url`")
    if isinstance(plan.body, FormBody) and any(literal(file) is None for file in plan.body.files):
        found.append("a run-time value stands in the name of a file of a form: it must hold no quotes and no backslash")
    return tuple(found)


TARGET = Target(
    name="curl",
    summary="one curl command",
    interfaces=("sync-http", "async-http"),
    ending="sh",
    render=render,
    notes=notes,
)
