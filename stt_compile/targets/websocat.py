"""A shell program for a WebSocket session by websocat 1.

websocat takes a line of text for a message, and one behind a prefix for Base64 of a binary message, so a small shell
session that it starts can hold the whole conversation: it waits, sends and reads as the protocol has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..catalog.platforms import AUTHORIZE_CALL, IAM_TOKEN_CALL
from ..jsontext import compact
from ..profile import ApiKey, Authorize, Token
from ..quoting import late, url
from ..quoting.sh import comment, reference, word
from ..text import Env, text
from ..wire import FileBody, Plan
from . import Target, fill

_PIECE = 1_000_000
"""Bytes of audio in a frame, where they come so fast."""
_BUFFER = 1 << 24
"""Bytes of the longest message; of a longer one websocat makes several."""
SEEN = "websocat takes the access token in its arguments: while it runs, the list of processes shows it"


def render(plan: Plan) -> str:
    """The program: variables, audio, token, session."""
    pipes, options = _token_call(plan)
    address = _address(plan)
    functions = [late.JSON] * ("$(json " in pipes) + [late.ENCODED] * ("$(encoded " in address)
    names = replace(plan, registration=None).variables
    return fill(
        "websocat.j2",
        comments=[comment(line) for line in _about(plan)],
        checks=[word((Env(name),)) for name in names],
        tools=" ".join(["base64"] + ["curl"] * bool(pipes) + ["websocat"]),
        audio=word(plan.audio.file) if isinstance(plan.audio, FileBody) else "&0",
        functions=functions,
        pipes=pipes,
        options=[*options, *_trusted_by_curl(plan)],
        token_url=word(url.address(plan.auth.authorize_url))
        if isinstance(plan.auth, Authorize)
        else word(text(plan.token_url or "")),
        token_member=IAM_TOKEN_CALL.answer if plan.token_url else AUTHORIZE_CALL.answer,
        token=word((plan.auth.token,)) if isinstance(plan.auth, Token) else None,
        trust=f"SSL_CERT_FILE={word(plan.tls.ca_file)} " if plan.tls and plan.tls.ca_file else "",
        insecure="--insecure " if plan.tls and not plan.tls.ca_file else "",
        address=address,
        buffer=_BUFFER,
        piece=_PIECE,
        start=word(text(compact(plan.start))),
        stop=compact({"action": "stop"}),
    )


def _about(plan: Plan) -> Iterator[str]:
    yield f"Request {plan.request}, environment {plan.environment}, interface {plan.interface}."
    curl = "" if isinstance(plan.auth, Token) else " and curl 7.76 or later"
    yield f"Needs: websocat 1.11 or a later 1.x{curl}."
    yield f"{SEEN[0].upper()}{SEEN[1:]}."
    if plan.description:
        yield ""
        yield from plan.description.splitlines()


def _token_call(plan: Plan) -> tuple[str, list[str]]:
    """What prints the credentials, and the options of the curl that reads them: no other program is given a secret."""
    match plan.auth:
        case ApiKey(apikey):
            fields = IAM_TOKEN_CALL.fields.items()
            options = [
                f"--data-urlencode {word(text(f'{name}@-' if value.startswith('{') else f'{name}={value}'))}"
                for name, value in fields
            ]
            return f"printf '%s' {word((apikey,))}", options
        case Authorize(_, username, kind, secret):
            body = "{" + ", ".join(f'"{name}": %s' for name in ("username", kind)) + "}"
            values = " ".join(f'"$(json {word(value)})"' for value in (username, (secret,)))
            options = [f"--header {word(text(f'Content-Type: {AUTHORIZE_CALL.content_type}'))}", "--data-binary @-"]
            return f"printf '{body}' {values}", options
        case Token():
            return "", []


def _trusted_by_curl(plan: Plan) -> Iterator[str]:
    if plan.tls:
        yield f"--cacert {word(plan.tls.ca_file)}" if plan.tls.ca_file else "--insecure"


def _address(plan: Plan) -> str:
    """The address as a word; the program encodes what only it knows of the query."""
    address, query = url.address(plan.url), url.pairs(plan.query)
    if not any(isinstance(piece, Env) for piece in query):
        return word(text(*address, *(("?", *query) if query else ())))
    pieces = (f'$(encoded "{reference(piece)}")' if isinstance(piece, Env) else piece for piece in query)
    return word(text(*address, "?")) + f'"{"".join(pieces)}"'  # what is encoded means nothing to a shell


def notes(plan: Plan) -> tuple[str, ...]:
    """Who can see the token, and where audio and trust come from."""
    found = [SEEN]
    if plan.audio is None:
        found.append("the program reads the audio from standard input")
    if plan.tls and plan.tls.ca_file:
        found.append("websocat takes the authority's certificate from SSL_CERT_FILE, which it heeds on Linux")
    return tuple(found)


TARGET = Target(
    name="websocat",
    summary="a WebSocket session as a shell program for websocat",
    interfaces=("websocket",),
    ending="sh",
    program=True,
    render=render,
    notes=notes,
)
