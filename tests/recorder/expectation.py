"""What a request plan makes a client send, before any client's own ways, which `differences` adds."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

from .exchange import Exchange

Plan = Mapping[str, Any]
_OF_URLS = "".join(chr(code) for code in range(0x21, 0x7F))
"""What stays as it is: `urlsplit` would drop line breaks and tabs."""


@dataclass(frozen=True)
class Place:
    """Where an arrived header or part is looked at: its exchange, and all of the run."""

    exchange: Exchange
    run: tuple[Exchange, ...]


@dataclass(frozen=True)
class Rule:
    """A value that cannot be known before: what it must be, in words and as a test."""

    says: str
    holds: Callable[[str, Place], bool]


Value = str | Rule
"""`str`: exactly this."""


@dataclass(frozen=True)
class Header:
    """A header that must come, or may where `optional`."""

    name: str
    value: Value
    optional: str | None = None
    """The name of the difference that allows it without demanding it."""


@dataclass(frozen=True)
class PartExpected:
    """A part of a multipart body; `json` for the metadata, `body` for a file."""

    name: str
    filename: str | None
    content_type: str | None = None
    """None is a part without the line."""
    json: Any = None
    body: bytes | None = None


@dataclass
class Expected:
    """One exchange, as it must arrive. Differences change it in place."""

    role: str
    """`token` or `request`: for the reader, and for the differences to find it by."""
    kind: str
    method: str
    url: SplitResult
    query: list[tuple[str, Value]] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    body: bytes = b""
    json: Any = None
    """The body is this, as JSON."""
    form: list[tuple[str, str]] | None = None
    """The body is this form."""
    parts: list[PartExpected] | None = None
    """The body is multipart."""
    messages: list[dict[str, Any] | bytes] = field(default_factory=list)

    def header(self, name: str, value: Value, *, optional: str | None = None) -> None:
        self.headers.append(Header(name, value, optional))

    def without(self, name: str) -> None:
        self.headers = [header for header in self.headers if header.name != name]

    @property
    def known_length(self) -> bool:
        return not any(header.name == "Transfer-Encoding" for header in self.headers)

    @property
    def has_body(self) -> bool:
        return bool(self.body or self.json is not None or self.form is not None or self.parts is not None)


@dataclass(frozen=True)
class Material:
    """What a plan leaves open, as the run had it."""

    environment: Mapping[str, str]
    files: Mapping[str, bytes]
    """By the path as the plan says it, references filled in."""
    stdin: bytes

    def text(self, value: Any) -> str:
        """A text of the plan: a string, one reference, or pieces."""
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping):
            return self.environment[value["env"]]
        return "".join(self.text(piece) for piece in value)


def expectation(plan: Plan, material: Material) -> list[Expected]:
    """The exchanges of a plan: a token where it must be fetched, then the request."""
    text = material.text
    websocket = plan["interface"] == "websocket"
    url = urlsplit(quote(text(plan["url"]), safe=_OF_URLS))
    request = Expected("request", "websocket" if websocket else "http", plan.get("method", "GET"), url)
    request.query = [(text(name), text(value)) for name, value in plan.get("query", [])]
    request.header("Host", url.netloc)
    for name, value in plan.get("headers", []):
        request.header(name, text(value))
    if websocket:
        _upgrade(request)
        request.messages = [_message(message, material) for message in plan["messages"]]
    else:
        _body(request, plan.get("body"), material)
    return [*_authenticate(request, plan["auth"], material), request]


def registration(plan: Plan) -> dict[str, Any]:
    """The plan of the registration of a job's callback URL, out of the job's own."""
    url = plan["url"] if isinstance(plan["url"], list) else [plan["url"]]
    if not (isinstance(url[-1], str) and url[-1].endswith("/recognitions")):
        raise ValueError("the plan is not that of a job")
    told = plan["registration"]
    return {
        **{key: plan[key] for key in ("request", "environment", "platform", "interface", "auth", "tls") if key in plan},
        "method": "POST",
        "url": [*url[:-1], url[-1].removesuffix("/recognitions") + "/register_callback"],
        "query": [[name, told[name]] for name in ("callback_url", "user_secret") if name in told],
    }


def iam_exchange(url: str, key: str) -> Expected:
    """service-contract/platforms.yaml, iam_bearer: the exchange of an API key for a token."""
    split = urlsplit(url)
    token = Expected("token", "http", "POST", split)
    token.header("Host", split.netloc)
    token.header("Content-Type", "application/x-www-form-urlencoded")
    token.form = [("grant_type", "urn:ibm:params:oauth:grant-type:apikey"), ("apikey", key)]
    return token


def fetched_token(prefix: str = "") -> Rule:
    """The token that the run's own token call was answered with."""

    def holds(value: str, place: Place) -> bool:
        tokens = [_token(exchange.answer) for exchange in place.run[: place.run.index(place.exchange)]]
        return any(token is not None and value == prefix + token for token in tokens)

    return Rule(f"{prefix}<the token that was fetched>", holds)


def matching(pattern: str) -> Rule:
    return Rule(f"text like {pattern}", lambda value, _place: re.fullmatch(pattern, value) is not None)


LENGTH = Rule("the length of the body", lambda value, place: value == str(len(place.exchange.body)))


def segments(path: bytes) -> list[bytes]:
    """A path by its segments, decoded: an encoded slash stays apart from a real one."""
    return [unquote_to_bytes(segment) for segment in path.split(b"/")]


def _authenticate(request: Expected, auth: Plan, material: Material) -> list[Expected]:
    """Puts the credentials into the request; the token calls that must come before it."""
    text, websocket = material.text, request.kind == "websocket"
    bearer: Value
    before: list[Expected] = []
    if "apikey" in auth and not websocket:
        pair = f"apikey:{text(auth['apikey'])}".encode()
        request.header("Authorization", f"Basic {base64.b64encode(pair).decode('ascii')}")
        return before
    if "token" in auth:
        bearer = text(auth["token"])
    elif "apikey" in auth:
        before = [iam_exchange(text(auth["token_url"]), text(auth["apikey"]))]
        bearer = fetched_token()
    else:
        before = [_authorize(auth, material)]
        bearer = fetched_token()
    if websocket:
        request.query.append(("access_token", bearer))
    else:
        request.header("Authorization", f"Bearer {bearer}" if isinstance(bearer, str) else fetched_token("Bearer "))
    return before


def _authorize(auth: Plan, material: Material) -> Expected:
    """service-contract/platforms.yaml, cp4d_bearer: JSON with username and password or api_key."""
    url = urlsplit(material.text(auth["authorize_url"]))
    token = Expected("token", "http", "POST", url)
    token.header("Host", url.netloc)
    token.header("Content-Type", "application/json")
    token.json = {key: material.text(auth[key]) for key in ("username", "password", "api_key") if key in auth}
    return token


def _body(request: Expected, body: Plan | None, material: Material) -> None:
    if body is None:
        return
    if "metadata" in body:
        metadata = body["metadata"]
        request.header("Content-Type", matching(r"multipart/form-data; boundary=\S+"))
        request.parts = [PartExpected("metadata", None, json=metadata)]
        for file in body["files"]:
            path = material.text(file)
            name = path.rpartition("/")[2]
            request.parts.append(PartExpected("upload", name, body=material.files[path]))
    elif body.get("stdin"):
        request.body = material.stdin
    else:
        request.body = material.files[material.text(body["file"])]


def _upgrade(request: Expected) -> None:
    """RFC 6455, 4.1: what makes a request the opening of a WebSocket."""
    request.header("Upgrade", "websocket")
    request.header("Connection", "Upgrade")
    request.header("Sec-WebSocket-Version", "13")
    request.header("Sec-WebSocket-Key", Rule("16 bytes in base64", lambda value, _place: _is_key(value)))


def _is_key(value: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9+/]{22}==", value) is not None


def _message(message: Plan, material: Material) -> dict[str, Any] | bytes:
    audio = message.get("audio")
    if audio is None:
        return dict(message)
    return material.stdin if audio.get("stdin") else material.files[material.text(audio["file"])]


def _token(answer: bytes) -> str | None:
    try:
        data = json.loads(answer)
    except ValueError:
        return None
    token = data.get("access_token", data.get("token")) if isinstance(data, dict) else None
    return token if isinstance(token, str) else None
