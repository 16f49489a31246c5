"""The one curl command, safe to paste into a shell; for curl 7.76, or 7.87 with run-time values in the query."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from ..jsontext import compact
from ..profile import ApiKey, Authorize, Token
from ..quoting import powershell, url
from ..quoting.sh import word
from ..text import Env, Piece, Text, literal, text, variables
from ..wire import FileBody, FormBody, Plan, StdinBody
from . import Target, fill
from .uri import ACCESS_TOKEN

Option: TypeAlias = tuple[str, Text | None]
"""An option of curl and its value, where it takes one."""
_NOT_ASCII = re.compile(r"[^ -~]")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_./][A-Za-z0-9_./-]*\Z")
_GLOB = frozenset("[]{}")
"""What curl takes as a pattern in names of files to upload."""


def render(plan: Plan) -> str:
    """The command, an option a line behind the first."""
    return call(plan, str(plan.method))


def call(plan: Plan, method: str) -> str:
    """The command that sends a plan with some method."""
    name, value = _credentials(plan)
    first = [f"curl -X {method}", f"{name} {word(value)}", "--fail-with-body", *_globoff(plan)]
    lines = [_spelt(option) for option in _options(plan)]
    return fill("curl.j2", first=" ".join(first), lines=lines, address=word(_address(plan)))


def _spelt(option: Option) -> str:
    name, value = option
    return name if value is None else f"{name} {word(value)}"


def render_powershell(plan: Plan) -> str:
    """The command for Windows, where others could read credentials among its arguments: they come by a pipe.

    So do the options of a form, which need quotes.
    """
    option, credentials = _credentials(plan)
    piped: list[tuple[str, Text]] = [("user" if option == "-u" else option.removeprefix("--"), credentials)]
    told: list[Option] = []
    for name, value in _options(plan):
        if value is not None and name.startswith("--form"):
            piped.append((name.removeprefix("--"), text(*(_ascii(piece) for piece in value))))
        else:
            told.append((name, value))
    address = _address(plan)
    options, arguments = [value for _, value in piped], [*(value for _, value in told if value), address]
    return fill(
        "curl_powershell.j2",
        guards=[
            *powershell.guard(dict.fromkeys(variables(options)), "option"),
            *powershell.guard(dict.fromkeys(variables(arguments)), "argument"),
        ],
        piped=[powershell.option(name, value) for name, value in piped],
        first=" ".join([f"-X {plan.method}", "--fail-with-body", *_globoff(plan)]),
        lines=[name if value is None else f"{name} {powershell.word(value)}" for name, value in told],
        address=powershell.word(address),
    )


def _ascii(piece: Piece) -> Piece:
    """JSON in ASCII; the names of files are that already."""
    return piece if isinstance(piece, Env) else _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], piece)


def _globoff(plan: Plan) -> list[str]:
    """An address holds no other sign of a pattern than a bracket: all else is encoded."""
    bracket = any(not _GLOB.isdisjoint(piece) for piece in _address(plan) if isinstance(piece, str))
    return ["--globoff"] if bracket or any(map(_may_be_pattern, _uploaded(plan))) else []


def _address(plan: Plan) -> Text:
    pairs = url.pairs(_split(plan.query)[0])
    return text(*url.address(plan.url), *(("?", *pairs) if pairs else ()))


def _credentials(plan: Plan) -> tuple[str, Text]:
    match plan.auth:
        case ApiKey(apikey):
            return "-u", text("apikey:", apikey)
        case Token(token):
            return "--oauth2-bearer", (token,)
        case Authorize():
            return "--oauth2-bearer", (ACCESS_TOKEN,)


def _options(plan: Plan) -> Iterator[Option]:
    """All but credentials and address, in the order of the command."""
    for name, value in plan.headers:  # without a value, `name:` would take a header away
        yield "--header", text(name + ": ", *value) if value else text(name + ";")
    if plan.tls:
        yield ("--cacert", plan.tls.ca_file) if plan.tls.ca_file else ("--insecure", None)
    yield from _body(plan)
    for name, value in _split(plan.query)[1]:
        yield "--url-query", text(url.component(name) + "=", *value)


def _body(plan: Plan) -> Iterator[Option]:
    match plan.body:
        case FormBody(metadata, files):
            # --form-string takes the text as it is; --form would look for `@`, `<` and `;type=` in it
            yield "--form-string", text("metadata=" + compact(metadata))
            yield from (("--form", _part(file)) for file in files)
        case StdinBody():
            yield "--upload-file", text("-")
        case FileBody(file):
            if any(name == "Transfer-Encoding" for name, _ in plan.headers):
                yield "--upload-file", _named(file)  # --data-binary reads everything before it sends
            else:
                yield "--data-binary", text("@", *file)


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


def oldest(plan: Plan) -> str:
    """The first curl that can run the command: with `--fail-with-body`, or with `--url-query` as well."""
    return "7.87" if _split(plan.query)[1] else "7.76"


def notes(plan: Plan) -> tuple[str, ...]:
    """Which curl it takes, what its run-time values may hold, and where the token comes from that no profile names."""
    found = []
    if _split(plan.query)[1]:
        found.append(f"a run-time value stands in the query: this takes curl {oldest(plan)} or later")
    if any(literal(value) is None for _, value in plan.headers):
        found.append("a run-time value stands in a header: it must hold no line break, and no blank at its end")
    if isinstance(plan.auth, Authorize):
        found.append(f"{ACCESS_TOKEN.name} is an access token: get one from the environment's `authorize_url`")
    if isinstance(plan.body, FormBody) and any(literal(file) is None for file in plan.body.files):
        found.append("a run-time value stands in the name of a file of a form: it must hold no quotes and no backslash")
    return tuple(found)


def _cannot_powershell(plan: Plan) -> tuple[str, ...]:
    """PowerShell pipes bytes from 7.4 on (about_Pipelines), and curl reads its credentials from the pipe."""
    return ("PowerShell hands it no audio by standard input",) if isinstance(plan.body, StdinBody) else ()


_POWERSHELL = Target(
    name="curl --shell powershell",
    summary="one curl command for PowerShell on Windows",
    interfaces=("sync-http", "async-http"),
    ending="ps1",
    render=render_powershell,
    cannot=_cannot_powershell,
    notes=notes,
)
TARGET = Target(
    name="curl",
    summary="one curl command",
    interfaces=("sync-http", "async-http"),
    ending="sh",
    render=render,
    notes=notes,
    shells={"powershell": _POWERSHELL},
)
