"""What shell programs have in common: their variables, whom they trust, how they say who asks, what they quote late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..catalog.platforms import AUTHORIZE_CALL
from ..jsontext import compact
from ..profile import ApiKey, Authorize, Token
from ..quoting import late, url
from ..quoting.sh import comment, reference, word
from ..text import Env, Piece, Text, literal, text, variables
from ..wire import FileBody, FormBody, Plan
from . import fill

CURL = (7, 76)
"""The first curl that knows `fail-with-body` (curl.1)."""
OWN = frozenset(
    (
        *("address", "answer", "attempts", "before", "bytes", "ca_file", "child", "code", "config", "connect_seconds"),
        *("deadline", "failed", "file", "http", "job", "kept", "left", "line_end", "minor", "missing", "next", "pause"),
        *("poll_seconds", "problem", "query", "reason", "retry_seconds", "sent", "size", "state", "token", "told"),
        *("tool", "total_seconds", "tried", "version", "wait_minutes", "work"),
        *("STT_ATTEMPTS", "STT_CONNECT_SECONDS", "STT_POLL_SECONDS", "STT_RETRY_SECONDS", "STT_TOTAL_SECONDS"),
        "STT_WAIT_MINUTES",
    )
)
"""The variables that programs set or heed by themselves, which no request can use."""
_FUNCTIONS = {"option": late.OPTION, "part": late.PART, "encoded": late.ENCODED, "json": late.JSON}


def own_variables(plan: Plan) -> tuple[str, ...]:
    """Why a program cannot express a plan whose variables it needs for itself."""
    return tuple(f"it uses a variable {name} of its own" for name in plan.variables if name in OWN)


def program(template: str, plan: Plan, about: Sequence[str], **values: Any) -> str:
    """A program: `about` says what it is for, `plan` has all that it needs and nothing else."""
    description = plan.description.splitlines() if plan.description else []
    values = {
        "comments": [comment(line) for line in (*about, *description)],
        "curl": ".".join(map(str, CURL)),
        "curl_major": CURL[0],
        "curl_minor": CURL[1],
        "needs": list(purposes(plan)),
        "poll": plan.poll,
        "secrets": list(dict.fromkeys(variables(secrets(plan)))),
        "headed": [(word(text(name)), word(value)) for name, value in _headed(plan)],
        "ca_file": word(plan.tls.ca_file) if plan.tls and plan.tls.ca_file else None,
        "trust": list(_trust(plan)),
        "token": list(_token_call(plan)),
        "token_field": AUTHORIZE_CALL.answer,
        "credentials": list(_credentials(plan)),
        "address": word(url.address(plan.url)),
        "query": query_word(plan.query),
        "method": plan.method,
        "word": lambda value: word(text(value)),
        "reference": lambda name: reference(Env(name)),
        **values,
    }
    return _used(template, values)


def _used(template: str, values: dict[str, Any]) -> str:
    """The program with those of the quoting functions that it calls."""
    calls = fill(template, functions="", **values)
    used = [body for name, body in _FUNCTIONS.items() if _calls(calls, name)]
    return fill(template, functions="\n\n".join(used), **values)


def _calls(program: str, name: str) -> bool:
    return any(line.startswith(f"{name} ") or f"$({name} " in line for line in map(str.strip, program.splitlines()))


def purposes(plan: Plan) -> Iterator[tuple[str, str]]:
    """The variables in order of first use, each with what it is for."""
    found: dict[str, list[str]] = {name: [] for name in plan.variables}
    for value, purpose in _uses(plan):
        for name in dict.fromkeys(variables([value])):
            if purpose not in found[name]:
                found[name].append(purpose)
    yield from ((name, ", ".join(said)) for name, said in found.items())


def _uses(plan: Plan) -> Iterator[tuple[Text, str]]:
    yield plan.url, "the address of the service"
    yield from ((value, f"the parameter {name}") for name, value in plan.query)
    yield from ((value, f"the header {name}") for name, value in plan.headers)
    match plan.auth:
        case ApiKey(secret):
            yield (secret,), "the API key"
        case Token(secret):
            yield (secret,), "the access token"
        case Authorize(authorize_url, username, kind, secret):
            yield authorize_url, "the address that gives a token"
            yield username, "the name of the user"
            yield (secret,), f"the {'password' if kind == 'password' else 'API key'} of the user"
    if plan.tls and plan.tls.ca_file:
        yield plan.tls.ca_file, "the file with the authority's certificate"
    match plan.body or plan.audio:
        case FileBody(file):
            yield file, "the file with the audio"
        case FormBody(files=files):
            yield from ((file, "a file with audio") for file in files)
    if plan.registration:
        yield plan.registration.callback_url, "the callback URL"
        if plan.registration.user_secret:
            yield (plan.registration.user_secret,), "the secret that notifications are signed with"


def secrets(plan: Plan) -> Iterator[Text]:
    """The secrets of a plan, each a reference."""
    match plan.auth:
        case ApiKey(secret) | Token(secret) | Authorize(secret=secret):
            yield (secret,)
    if plan.registration and plan.registration.user_secret:
        yield (plan.registration.user_secret,)


def _headed(plan: Plan) -> Iterator[tuple[str, Text]]:
    """Headers with something of which only the run knows whether a header can carry it; Basic carries anything."""
    if isinstance(plan.auth, Token):
        yield "Authorization", (plan.auth.token,)
    yield from ((name, value) for name, value in plan.headers if literal(value) is None)


def _trust(plan: Plan) -> Iterator[str]:
    if plan.tls:
        yield 'option cacert "$ca_file"' if plan.tls.ca_file else "echo insecure"


def _credentials(plan: Plan) -> Iterator[str]:
    match plan.auth:
        case ApiKey(apikey):
            yield f"option user {word(text('apikey:', apikey))}"
        case Token(token):
            yield f"option oauth2-bearer {word((token,))}"
        case Authorize():
            yield 'option oauth2-bearer "$token"'


def _token_call(plan: Plan) -> Iterator[str]:
    match plan.auth:
        case Authorize(address, username, kind, secret):
            yield f"option request {AUTHORIZE_CALL.method}"
            yield f"option url {word(url.address(address))}"
            yield f"option header {word(text(f'Content-Type: {AUTHORIZE_CALL.content_type}'))}"
            yield f"option data-binary {_json({'username': username, kind: (secret,)})}"


def _json(fields: Mapping[str, Text]) -> str:
    """An object of JSON as a word; what is known already is spelt here, and only the rest when it runs."""
    words: list[str] = []
    known = "{"
    for number, (name, value) in enumerate(fields.items()):
        known += f"{', ' if number else ''}{compact(name)}: "
        whole = literal(value)
        if whole is None:
            words += [word(text(known)), f'"$(json {word(value)})"']
            known = ""
        else:
            known += compact(whole)
    return "".join([*words, word(text(known + "}"))])


def query_word(query: Iterable[tuple[str, Text]]) -> str:
    """A query in double quotes, between which nothing that is encoded means anything to a shell."""
    return '"' + "".join(map(_encoded, url.pairs(query))) + '"'


def _encoded(piece: Piece) -> str:
    return f'$(encoded "{reference(piece)}")' if isinstance(piece, Env) else piece
