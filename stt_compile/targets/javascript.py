"""An ES module that a web page imports, and that Node runs as a program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..catalog.audio import LIMITS
from ..catalog.jobs import COMPLETED, FAILED
from ..catalog.platforms import AUTHORIZE_CALL, IAM_TOKEN_CALL
from ..jsontext import compact, pretty
from ..profile import ApiKey, Authorize, Token
from ..quoting import javascript, url
from ..text import Text, variables
from ..wire import FileBody, FormBody, Plan, StdinBody
from . import Target, fill

_BY_FETCH = ("transfer-encoding",)
"""Headers that follow from how the audio is given."""
_FORBIDDEN = re.compile(
    r"accept-(charset|encoding)|access-control-request-(headers|method)|connection|content-length|cookie2?|date|dnt"
    r"|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|upgrade|via|(proxy|sec)-.*",
    re.IGNORECASE,
)
"""Headers that fetch keeps for itself (Fetch standard, forbidden request-header)."""
_FRAME = 64 * 1024
"""Bytes that are sent at once, which is far below what a frame may hold."""


def render(plan: Plan) -> str:
    """The module: the request for a page, and below it the program."""
    form = isinstance(plan.body, FormBody)
    own = list(dict.fromkeys(variables([plan.url, *(value for _, value in (*plan.query, *plan.headers))])))
    needed = replace(plan, registration=None).variables
    headers = [(name, value) for name, value in plan.headers if name.lower() not in _BY_FETCH]
    files = [javascript.expression(file) for file in _files(plan)]
    websocket = plan.interface == "websocket"
    return fill(
        "javascript_websocket.mjs.j2" if websocket else "javascript_http.mjs.j2",
        comments=[javascript.comment(line) for line in _about(plan)],
        variables=javascript.array([javascript.string(name) for name in own]) if own else None,
        needed=javascript.array([javascript.string(name) for name in needed], 2),
        url=javascript.expression(url.address(plan.url)),
        query=javascript.rows([_pair(*pair) for pair in plan.query], 2) if plan.query else None,
        headers=[_pair(name, value, header=True) for name, value in headers],
        utf8=any(not _is_ascii(value) for _, value in headers),
        form=form,
        metadata=javascript.lines(compact(plan.body.metadata)) if isinstance(plan.body, FormBody) else None,
        method=javascript.string(plan.method or ""),
        streams=any(name.lower() in _BY_FETCH for name, _ in plan.headers),
        poll=plan.poll,
        completed=javascript.string(COMPLETED),
        failed=javascript.string(FAILED),
        start=javascript.lines(pretty(plan.start)) if plan.start is not None else None,
        stop=javascript.string(compact({"action": "stop"})),
        frame=_FRAME,
        most=_most(),
        files=javascript.array(files, 4) if form else "".join(files),
        stdin=(websocket and plan.audio is None) or isinstance(plan.body or plan.audio, StdinBody),
        ca_file=javascript.expression(plan.tls.ca_file) if plan.tls and plan.tls.ca_file else None,
        unverified=plan.tls is not None and plan.tls.ca_file is None,
        token=javascript.expression((plan.auth.token,)) if isinstance(plan.auth, Token) else None,
        **_token_call(plan),
    )


def _about(plan: Plan) -> Iterator[str]:
    yield f"Request {plan.request}, environment {plan.environment}, interface {plan.interface}."
    yield "For a web page, which imports `recognize`; as a program it runs under Node 22 or later."
    if plan.description:
        yield ""
        yield from plan.description.splitlines()


def _most() -> str:
    """How large a frame may be, as the catalogue has it."""
    size = LIMITS["websocket"].max_frame_bytes
    return f"{size // 2**20} MB" if size else "any size"


def _pair(name: str, value: Text, *, header: bool = False) -> str:
    spelt = javascript.expression(value)
    if header and not _is_ascii(value):
        spelt = f"utf8({spelt})"
    return f"[{javascript.string(name)}, {spelt}]"


def _is_ascii(value: Text) -> bool:
    return all(isinstance(piece, str) and piece.isascii() for piece in value)


def _files(plan: Plan) -> tuple[Text, ...]:
    match plan.body or plan.audio:
        case FormBody(files=files):
            return files
        case FileBody(file):
            return (file,)
        case _:
            return ()


def _token_call(plan: Plan) -> dict[str, str | None]:
    """The call that gives an access token: its address, its type, its body, and the field of its answer."""
    match plan.auth:
        case ApiKey(apikey):
            call, address = IAM_TOKEN_CALL, javascript.string(IAM_TOKEN_CALL.url)
            known: dict[str, Text] = {"{apikey}": (apikey,)}
        case Authorize(authorize_url, username, kind, secret):
            call, address = AUTHORIZE_CALL, javascript.expression(url.address(authorize_url))
            known = {"{username}": username, f"{{{kind}}}": (secret,)}
        case Token():
            return {"token_url": None, "token_type": None, "token_body": None, "token_field": None}
    fields = [
        f"{javascript.string(name)}: {javascript.expression(known.get(value, (value,)))}"
        for name, value in call.fields.items()
        if value in known or not value.startswith("{")
    ]
    encoder = "new URLSearchParams" if "form" in call.content_type else "JSON.stringify"
    return {
        "token_url": address,
        "token_type": javascript.string(call.content_type),
        "token_body": f"{encoder}({{ {', '.join(fields)} }})",
        "token_field": call.answer,
    }


def cannot(plan: Plan) -> tuple[str, ...]:
    """What fetch does not send."""
    return tuple(f"fetch lets nobody set the header {name}" for name, _ in plan.headers if _FORBIDDEN.fullmatch(name))


def notes(plan: Plan) -> tuple[str, ...]:
    """What a page does otherwise than a program, and where the audio comes from that no plan names."""
    found = []
    if plan.start is not None:
        found.append("in a page the token travels as `access_token`: a browser's WebSocket sends no headers")
        if plan.audio is None:
            found.append("as a program it reads the audio from standard input")
    elif any(name.lower() in _BY_FETCH for name, _ in plan.headers):
        found.append("a page gathers the audio before it sends it: few browsers can stream a request")
    if plan.tls:
        found.append("in a page the browser decides which certificates it trusts, whatever `tls` says")
        if plan.tls.ca_file:
            found.append("`ca_file` takes Node 22.19 or later")
    return tuple(found)


TARGET = Target(
    name="javascript",
    summary="an ES module for web pages and for Node",
    interfaces=("websocket", "sync-http", "async-http"),
    ending="mjs",
    program=True,
    render=render,
    cannot=cannot,
    notes=notes,
)
