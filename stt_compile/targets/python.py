"""A program for the ibm-watson SDK."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.audio import DETECTED
from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Boolean, InterfaceId, Number, Parameter, Whole
from ..profile import ApiKey, Authorize, Token
from ..quoting import python
from ..text import Env, Text, literal, text
from ..wire import Audio, FileBody, FormBody, Plan
from . import Target, fill

_METHODS: dict[InterfaceId, str] = {
    "sync-http": "recognize",
    "async-http": "create_job",
    "websocket": "recognize_using_websocket",
}
_LISTS = ("keywords",)
"""What the SDK takes as a list and joins by itself (speech_to_text_v1.py, `convert_list`)."""
_BY_THE_SDK = ("Content-Type", "Transfer-Encoding")
"""Headers that have an argument of their own, or follow from how the audio is given."""


def render(plan: Plan) -> str:
    """The program: variables, authentication, audio, call, result."""
    authenticator, credentials = _authenticator(plan)
    template = "python_websocket.py.j2" if plan.interface == "websocket" else "python_http.py.j2"
    verified = plan.tls is None or plan.tls.ca_file is not None
    return fill(
        template,
        comments=[python.comment(line) for line in _about(plan)],
        variables=[python.string(name) for name in plan.variables],
        authenticator=authenticator,
        credentials=credentials
        + ([] if verified or isinstance(plan.auth, Token) else ["disable_ssl_verification=True"]),
        service_url=python.expression(_service_url(plan)),
        ca_file=python.expression(plan.tls.ca_file) if plan.tls and plan.tls.ca_file else None,
        verified=verified,
        opened=_opened(plan.body or plan.audio),
        chunked=any(name == "Transfer-Encoding" for name, _ in plan.headers),
        method=_METHODS[plan.interface],
        arguments=[f"{name}={value}" for name, value in _arguments(plan)],
        headers=[(python.string(name), python.expression(value)) for name, value in _headers(plan)],
    )


def _about(plan: Plan) -> Iterator[str]:
    yield f"Request {plan.request}, environment {plan.environment}, interface {plan.interface}."
    yield from (plan.description or "").splitlines()


def _service_url(plan: Plan) -> Text:
    """The address that the SDK appends its paths to; its WebSocket address it makes by itself."""
    first, last = plan.url[0], plan.url[-1]
    pieces = list(plan.url)
    if isinstance(last, str):
        pieces[-1] = last[: last.rindex("/v1/")]
    if isinstance(first, str) and isinstance(pieces[0], str):
        pieces[0] = pieces[0].replace("wss:", "https:", 1)
    return text(*pieces)


def _authenticator(plan: Plan) -> tuple[str, list[str]]:
    match plan.auth:
        case ApiKey(apikey):
            return "IAMAuthenticator", [f"apikey={_value(apikey)}"]
        case Token(token):
            return "BearerTokenAuthenticator", [f"bearer_token={_value(token)}"]
        case Authorize(url, username, kind, secret):
            named = "password" if kind == "password" else "apikey"
            pairs = (("username", username), (named, (secret,)), ("url", url))
            return "CloudPakForDataAuthenticator", [f"{name}={python.expression(value)}" for name, value in pairs]


def _value(env: Env) -> str:
    return python.expression((env,))


def _opened(body: Audio | FormBody | None) -> str | None:
    """The expression for the file's name; None where the audio comes from standard input."""
    return python.expression(body.file) if isinstance(body, FileBody) else None


def _arguments(plan: Plan) -> Iterator[tuple[str, str]]:
    headers = dict(plan.headers)
    if "Content-Type" in headers:
        yield "content_type", python.expression(headers["Content-Type"])
    if plan.start is not None:
        yield "content_type", python.scalar(plan.start.get("content-type", DETECTED))
    for name, value in plan.query:
        yield str(PARAMETERS[name].sdk), _of_query(PARAMETERS[name], value)
    for name, member in (plan.start or {}).items():
        if name not in ("action", "content-type"):
            yield str(PARAMETERS[name].sdk), python.scalar(member)


def _of_query(row: Parameter, value: Text) -> str:
    """A value of the query as the SDK takes it, such that it sends the same characters."""
    written = literal(value)
    if written is None:
        return python.expression(value)
    if isinstance(row.type, Boolean) and written in ("true", "false"):
        return python.scalar(written == "true")
    if row.name in _LISTS:
        return _list(written.split(","))
    if isinstance(row.type, (Whole, Number)) and repr(_number(written)) == written:
        return written  # another spelling goes as a string, which the SDK sends as it is
    return python.string(written)


def _number(written: str) -> int | float | None:
    try:
        return int(written)
    except ValueError:
        try:
            return float(written)
        except ValueError:
            return None


def _list(items: list[str]) -> str:
    """A list over as many lines as it has items, so that no formatter would lay it out otherwise."""
    inner = "".join(f"\n                    {python.string(item)}," for item in items)
    return f"[{inner}\n                ]"


def _headers(plan: Plan) -> Iterator[tuple[str, Text]]:
    return ((name, value) for name, value in plan.headers if name not in _BY_THE_SDK)


def cannot(plan: Plan) -> tuple[str, ...]:
    """What the SDK has no argument for."""
    found = []
    if isinstance(plan.body, FormBody):
        found.append("the SDK sends no multipart requests")
    names = [name for name, _ in plan.query] + [
        name for name in plan.start or {} if name not in ("action", "content-type")
    ]
    for name in names:
        row = PARAMETERS.get(name)
        if row is None or row.sdk is None or plan.interface not in row.sdk_interfaces:
            found.append(f"its {_METHODS[plan.interface]}() has no argument for {name}")
    return tuple(found)


def notes(plan: Plan) -> tuple[str, ...]:
    """Where the SDK says the same in other words."""
    if plan.start is not None and "content-type" not in plan.start:
        return (f"the SDK wants a content type on WebSocket: the program says {DETECTED}, which asks for detection",)
    return ()


TARGET = Target(
    name="python",
    summary="a program for the ibm-watson SDK",
    interfaces=("websocket", "sync-http", "async-http"),
    ending="py",
    program=True,
    render=render,
    cannot=cannot,
    notes=notes,
)
