"""A program for httpx or, on WebSocket, websockets: it sends what the plan says, to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..catalog.audio import DETECTED
from ..catalog.jobs import COMPLETED, RUNNING
from ..catalog.platforms import AUTHORIZE_CALL, IAM_TOKEN_CALL
from ..jsontext import compact
from ..profile import ApiKey, Authorize, Token
from ..quoting import python, url
from ..text import Text, text
from ..wire import FileBody, FormBody, Plan
from . import Target, fill

_INDENT = 4
_WIDTH = 88
_QUERY = "urlencode(query, quote_via=quote)"
_STREAM = 'iter(lambda: audio.read(65536), b"")'
_STOP = compact({"action": "stop"})


def render(plan: Plan) -> str:
    """The program: variables, credentials, request, answer."""
    session = plan.start is not None
    fetches = isinstance(plan.auth, Authorize) or plan.token_url is not None
    names = [python.string(name) for name in replace(plan, registration=None).variables]
    packages = ["httpx"] * (fetches or not session) + ["websockets"] * session
    return fill(
        "python_http_session.py.j2" if session else "python_http_call.py.j2",
        comments=[python.comment(line) for line in _about(plan, packages)],
        variables=python.enclosed("VARIABLES = [", names, "]", 0),
        ca_file=plan.tls and plan.tls.ca_file,
        query=_pairs("query = [", plan.query, "]", _INDENT) if plan.query else None,
        token_call=_token_call(plan) if fetches else None,
        token_member=python.string(IAM_TOKEN_CALL.answer if plan.token_url else AUTHORIZE_CALL.answer),
        **(_session(plan) if session else _call(plan)),
    )


def _about(plan: Plan, packages: Iterable[str]) -> Iterator[str]:
    yield f"Request {plan.request}, environment {plan.environment}, interface {plan.interface}."
    yield f"Needs: pip install {' '.join(packages)}"  # in the first two lines a description might pass for an encoding
    if plan.description:
        yield ""
        yield from plan.description.splitlines()


def _call(plan: Plan) -> dict[str, object]:
    """What only a program of one HTTP call holds."""
    form = plan.body if isinstance(plan.body, FormBody) else None
    headers = [(name, value) for name, value in plan.headers if name != "Transfer-Encoding"]  # follows from the audio
    listed = _pairs("[", headers, "]", 2 * _INDENT)
    return {
        "client": python.call("with httpx.Client", _client(plan), " as client:", _INDENT),
        "authorizes": _authorizes(plan),
        "headers": python.call("headers = httpx.Headers", [listed, 'encoding="utf-8"'], indent=_INDENT)
        if headers
        else None,
        "names": python.enclosed("names = [", [python.expression(file) for file in form.files], "]", _INDENT)
        if form
        else None,
        "opens": _opens(plan, "with open", " as audio:"),
        "posts": _posts(plan, bool(headers), _INDENT if form else 2 * _INDENT),
        "part_type": python.string(DETECTED),
        "poll": plan.poll,
        "running": f"({', '.join(map(python.string, RUNNING))})",
        "completed": python.string(COMPLETED),
        "asks": _job_call("get", plan, "timeout=timeout", 3 * _INDENT),
        "deletes": _job_call("delete", plan, "timeout=60", 2 * _INDENT),
    }


def _session(plan: Plan) -> dict[str, object]:
    """What only a program of a WebSocket session holds."""
    context = (_trusting(plan, 2 * _INDENT) or "untrusting()") if plan.tls else None
    connection = [_address(plan, 2 * _INDENT), "additional_headers=headers", "compression=None", "max_size=None"]
    connection += [f"ssl={context}"] if context else []
    return {
        "context": context,
        "opens": _opens(plan, "return open"),
        "client": python.call("with httpx.Client", _client(plan), " as client:", _INDENT),
        "token": f"token = {python.expression((plan.auth.token,))}" if isinstance(plan.auth, Token) else None,
        "connects": python.call("async with connect", connection, " as connection:", _INDENT),
        "starts": python.call("await connection.send", [python.string(compact(plan.start))], indent=2 * _INDENT),
        "stop": python.string(_STOP),
    }


def _client(plan: Plan) -> Iterator[str]:
    yield "timeout=TIMEOUT" if plan.start is None else "timeout=60"
    if isinstance(plan.auth, ApiKey) and plan.start is None:
        yield python.enclosed("auth=(", ['"apikey"', python.expression((plan.auth.apikey,))], ")", 2 * _INDENT)
    if plan.tls:
        yield f"verify={_trusting(plan, 2 * _INDENT) or False}"


def _trusting(plan: Plan, indent: int) -> str | None:
    ca_file = plan.tls.ca_file if plan.tls else None
    return python.call("trusting", [python.expression(ca_file)], indent=indent) if ca_file else None


def _authorizes(plan: Plan) -> str | None:
    if isinstance(plan.auth, ApiKey):
        return None
    token = plan.auth.token if isinstance(plan.auth, Token) else None
    value = python.expression(text("Bearer ", token)) if token else 'f"Bearer {access_token(client)}"'
    header = python.enclosed("{", [f'"Authorization": {value}'], "}", 3 * _INDENT)
    return python.call("client.headers.update", [header], indent=2 * _INDENT)


def _token_call(plan: Plan) -> str:
    """The exchange of the credentials, by the catalogue's table of token calls."""
    address: Text
    known: dict[str, Text]
    match plan.auth:
        case ApiKey(apikey):
            row, address, known = IAM_TOKEN_CALL, (plan.token_url or "",), {"apikey": (apikey,)}
        case Authorize(authorize_url, username, kind, secret):
            row, address, known = AUTHORIZE_CALL, authorize_url, {"username": username, kind: (secret,)}
        case Token():
            raise ValueError("a token is no credential")
    fields = [
        f"{python.string(name)}: {python.expression(known.get(name, (value,)))}"
        for name, value in row.fields.items()
        if name in known or not value.startswith("{")
    ]
    body = "json" if row.content_type == "application/json" else "data"
    arguments = [python.expression(url.address(address)), python.enclosed(f"{body}={{", fields, "}", 2 * _INDENT)]
    return python.call("response = client.post", arguments, indent=_INDENT)


def _posts(plan: Plan, headers: bool, indent: int) -> str:
    inner = indent + _INDENT
    arguments = [_address(plan, inner)] + ["headers=headers"] * headers
    if isinstance(plan.body, FormBody):
        metadata = f'"metadata": {python.string(compact(plan.body.metadata))}'
        arguments += [python.enclosed("data={", [metadata], "}", inner), "files=files"]
    else:
        streams = not isinstance(plan.body, FileBody) or any(name == "Transfer-Encoding" for name, _ in plan.headers)
        arguments.append(f"content={_STREAM if streams else 'audio.read()'}")
    return python.call("return client.post", arguments, indent=indent)


def _opens(plan: Plan, head: str, tail: str = "") -> str:
    """The audio; standard input where the plan names no file, which nothing holds back."""
    body = plan.body or plan.audio
    if isinstance(body, FileBody):
        return python.call(head, [python.expression(body.file), '"rb"'], tail, _INDENT)
    return f'{head}(sys.stdin.fileno(), "rb", buffering=0){tail}'


def _address(plan: Plan, indent: int) -> str:
    if not plan.query:
        return python.expression(url.address(plan.url))
    return _after(python.expression(text(*url.address(plan.url), "?")), _QUERY, indent)


def _job_call(method: str, plan: Plan, timeout: str, indent: int) -> str:
    address = _after(python.expression(text(*url.address(plan.url), "/")), "job_id", indent + _INDENT)
    return python.call(f"response = client.{method}", [address, timeout], indent=indent)


def _after(first: str, second: str, indent: int) -> str:
    """One expression after another in one text, as an argument of its own line; a comma follows."""
    line = f"{first} + {second}"
    return line if indent + len(line) < _WIDTH else f"{first}\n{' ' * indent}+ {second}"


def _pairs(opening: str, pairs: Iterable[tuple[str, Text]], closing: str, indent: int) -> str:
    """Names and texts in a list, whose pairs may have to be broken too."""
    items = [
        python.enclosed("(", [python.string(name), python.expression(value)], ")", indent + _INDENT)
        for name, value in pairs
    ]
    return python.enclosed(opening, items, closing, indent)


def notes(plan: Plan) -> tuple[str, ...]:
    """Where the audio comes from that no plan names."""
    if plan.start is not None and plan.audio is None:
        return ("the program reads the audio from standard input",)
    return ()


TARGET = Target(
    name="python-http",
    summary="a program for httpx or websockets",
    interfaces=("websocket", "sync-http", "async-http"),
    ending="http.py",
    program=True,
    render=render,
    notes=notes,
)
