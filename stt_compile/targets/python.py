"""A program for the ibm-watson SDK."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..catalog.audio import DETECTED
from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Boolean, InterfaceId, Number, Parameter, Whole
from ..profile import ApiKey, Authorize, Token
from ..quoting import python, url
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
_AUTHORIZE_PATH = "/v1/authorize"
"""What the SDK appends to an address that does not hold it (cp4d_token_manager.py)."""
_INDENT = 12
"""Of the arguments of the call."""
_BY_THE_SDK = ("Content-Type", "Transfer-Encoding")
"""Headers that have an argument of their own, or follow from how the audio is given."""


def render(plan: Plan) -> str:
    """The program: variables, authentication, audio, call, result."""
    websocket = plan.interface == "websocket"
    authenticator, credentials = _authenticator(plan)
    verified = plan.tls is None or plan.tls.ca_file is not None
    if not verified and not isinstance(plan.auth, Token):
        credentials.append("disable_ssl_verification=True")
    ca_file = python.expression(plan.tls.ca_file) if plan.tls and plan.tls.ca_file else None
    variables = [python.string(name) for name in replace(plan, registration=None).variables]
    headed = [python.expression(value) for value in _headed(plan)]
    target = "" if websocket else "response = "
    return fill(
        "python_websocket.py.j2" if websocket else "python_http.py.j2",
        comments=[python.comment(line) for line in _about(plan)],
        variables=python.enclosed("VARIABLES = [", variables, "]", 0),
        authenticator=authenticator,
        authenticates=python.call(f"authenticator = {authenticator}", credentials, indent=4),
        addresses=python.call("service.set_service_url", [python.expression(_service_url(plan))], indent=4),
        trusts=_trusts(ca_file) if ca_file and not (websocket and isinstance(plan.auth, Token)) else None,
        trusts_websocket=python.call("os.environ.update", [f"WEBSOCKET_CLIENT_CA_BUNDLE={ca_file}"], indent=4)
        if ca_file
        else None,
        sendable=python.call("sendable", headed, indent=4) if headed else None,
        verified=verified,
        opens=_opens(plan.body or plan.audio),
        calls=python.call(f"{target}service.{_METHODS[plan.interface]}", _arguments(plan), indent=8),
    )


def _about(plan: Plan) -> Iterator[str]:
    yield f"Request {plan.request}, environment {plan.environment}, interface {plan.interface}."
    yield "Needs: pip install ibm-watson"  # in the first two lines a description might be taken for an encoding
    if plan.description:
        yield ""
        yield from plan.description.splitlines()


def _service_url(plan: Plan) -> Text:
    """The address that the SDK appends its paths to; its WebSocket address it makes by itself."""
    first, last = plan.url[0], plan.url[-1]
    pieces = list(plan.url)
    if isinstance(last, str):
        pieces[-1] = last[: last.rindex("/v1/")]
    if isinstance(first, str) and isinstance(pieces[0], str):
        pieces[0] = pieces[0].replace("wss:", "https:", 1)
    return url.address(text(*pieces))


def _authenticator(plan: Plan) -> tuple[str, list[str]]:
    match plan.auth:
        case ApiKey(apikey):
            return "IAMAuthenticator", [f"apikey={_value(apikey)}"]
        case Token(token):
            return "BearerTokenAuthenticator", [f"bearer_token={_value(token)}"]
        case Authorize(authorize_url, username, kind, secret):
            named = "password" if kind == "password" else "apikey"
            pairs = (("username", username), (named, (secret,)), ("url", authorize_url))
            return "CloudPakForDataAuthenticator", [f"{name}={python.expression(value)}" for name, value in pairs]


def _value(env: Env) -> str:
    return python.expression((env,))


def _trusts(ca_file: str) -> str:
    config = python.enclosed("{", [f'"verify": {ca_file}'], "}", 8)
    return python.call("service.set_http_config", [config], indent=4)


def _opens(body: Audio | FormBody | None) -> str:
    """The audio; standard input where the plan names no file, which nothing holds back."""
    if isinstance(body, FileBody):
        return python.call("with open", [python.expression(body.file), '"rb"'], " as audio:", indent=4)
    return 'with open(sys.stdin.fileno(), "rb", buffering=0) as audio:'


def _arguments(plan: Plan) -> Iterator[str]:
    headers = dict(plan.headers)
    if plan.start is not None:
        yield "audio=AudioSource(audio)"
        yield "recognize_callback=session"
    elif "Transfer-Encoding" in headers or not isinstance(plan.body, FileBody):
        yield 'audio=iter(lambda: audio.read(65536), b"")'
    else:
        yield "audio=audio"
    if "Content-Type" in headers:
        yield f"content_type={python.expression(headers['Content-Type'])}"
    if plan.start is not None:
        yield f"content_type={python.scalar(plan.start.get('content-type', DETECTED))}"
    for name, value in plan.query:
        yield _of_query(PARAMETERS[name], value)
    for name, member in (plan.start or {}).items():
        if name not in ("action", "content-type"):
            yield python.argument(str(PARAMETERS[name].sdk), member, _INDENT)
    own = [f"{python.string(name)}: {python.expression(value)}" for name, value in _headers(plan)]
    if own:
        yield python.enclosed("headers={", own, "}", _INDENT)


def _of_query(row: Parameter, value: Text) -> str:
    """A pair of the query as an argument of the SDK, such that it sends the same characters."""
    written = literal(value)
    if written is None:
        return f"{row.sdk}={python.expression(value)}"
    return python.argument(str(row.sdk), _typed(row, written), _INDENT)


def _typed(row: Parameter, written: str) -> object:
    if isinstance(row.type, Boolean) and written in ("true", "false"):
        return written == "true"
    if row.name in _LISTS:
        return written.split(",")
    number = _number(written) if isinstance(row.type, (Whole, Number)) else None
    return number if repr(number) == written else written  # another spelling as a string, which is sent as it is


def _number(written: str) -> int | float | None:
    try:
        return int(written)
    except ValueError:
        try:
            return float(written)
        except ValueError:
            return None


def _headed(plan: Plan) -> Iterator[Text]:
    """What goes into headers and is known only when it runs."""
    if isinstance(plan.auth, Token):
        yield (plan.auth.token,)
    yield from (value for _, value in _headers(plan) if literal(value) is None)


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
    if isinstance(plan.auth, Authorize) and not any(
        _AUTHORIZE_PATH in piece for piece in plan.auth.authorize_url if isinstance(piece, str)
    ):
        found.append(f"it gets tokens only at addresses that end with {_AUTHORIZE_PATH}")
    return tuple(found)


def notes(plan: Plan) -> tuple[str, ...]:
    """Where the SDK says the same in other words, and where the audio comes from that no plan names."""
    found = []
    if plan.start is not None and "content-type" not in plan.start:
        found.append(
            f"the SDK wants a content type on WebSocket: the program says {DETECTED}, which asks for detection"
        )
    if plan.start is not None and plan.audio is None:
        found.append("the program reads the audio from standard input")
    return tuple(found)


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
