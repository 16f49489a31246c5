"""Where it goes: a request becomes a plan of what is sent, by the catalogue's table of places and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .catalog.audio import DETECTED
from .catalog.parameters import PARAMETERS
from .catalog.platforms import IAM_TOKEN_CALL, PATHS
from .catalog.rows import Carrier, InterfaceId, Place
from .profile import ApiKey, Auth, Authorize, Tls, Token
from .request import Listed, Request, Value
from .text import Env, Text, literal, text, variables
from .tree import spelling


@dataclass(frozen=True)
class FileBody:
    """The audio is a file."""

    file: Text


@dataclass(frozen=True)
class StdinBody:
    """The audio comes from standard input."""


@dataclass(frozen=True)
class FormBody:
    """A form: one JSON part of metadata, then the files."""

    metadata: Mapping[str, Any]
    files: tuple[Text, ...]


Audio = FileBody | StdinBody
Body = FileBody | StdinBody | FormBody


@dataclass(frozen=True)
class Registration:
    """What must be registered before a job may call back."""

    callback_url: Text
    user_secret: Env | None


@dataclass(frozen=True)
class Poll:
    """How the result of a job is had that has no callback."""

    wait_minutes: int
    delete: bool
    """Whether the job is deleted once its result is there."""


@dataclass(frozen=True)
class Plan:
    """A request, complete: every target is rendered from a plan and from nothing else.

    Texts are raw; the client encodes. `method`, `headers` and `body` are those of HTTP, `start` and `audio` those of
    a WebSocket session, whose messages are the start message, the audio and the stop message.
    """

    request: str
    description: str | None
    environment: str
    platform: str
    interface: InterfaceId
    url: Text
    query: tuple[tuple[str, Text], ...]
    auth: Auth
    tls: Tls | None
    headers: tuple[tuple[str, Text], ...] = ()
    body: Body | None = None
    start: Mapping[str, Any] | None = None
    audio: Audio | None = None
    """WebSocket only: None where the caller streams it."""
    registration: Registration | None = None
    poll: Poll | None = None

    @property
    def method(self) -> str | None:
        """The HTTP method; None for a WebSocket session."""
        return None if self.interface == "websocket" else "POST"

    @property
    def token_url(self) -> str | None:
        """Where the API key is exchanged for a token, which a WebSocket needs."""
        return IAM_TOKEN_CALL.url if self.interface == "websocket" and isinstance(self.auth, ApiKey) else None

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it needs, in order of first use."""
        return tuple(dict.fromkeys(variables(self._texts())))

    def _texts(self) -> Iterator[Text]:
        yield self.url
        yield from (value for _, value in (*self.query, *self.headers))
        match self.auth:
            case ApiKey(secret) | Token(secret):
                yield (secret,)
            case Authorize(url, username, _, secret):
                yield from (url, username, (secret,))
        if self.tls and self.tls.ca_file:
            yield self.tls.ca_file
        match self.body or self.audio:
            case FileBody(file):
                yield file
            case FormBody(files=files):
                yield from files
        if self.registration:
            yield self.registration.callback_url
            if self.registration.user_secret:
                yield (self.registration.user_secret,)


def place(request: Request) -> Plan:
    """The plan of a request."""
    use = request.use
    environment = use.environment
    if environment.url is None or environment.auth is None or environment.platform is None:
        raise ValueError("a use with errors has no plan")
    carried = {place: dict(_carried(request, place)) for place in ("query", "header", "start_message", "metadata")}
    query, headers, start = carried["query"], carried["header"], carried["start_message"]
    websocket = use.interface == "websocket"
    audio = _audio(use.audio.file)
    body: Body | None = audio
    if use.audio.multipart:
        files = use.audio.files or ((use.audio.file,) if use.audio.file else ())
        body = FormBody({name: as_json(value) for name, value in carried["metadata"].items()}, files)
    elif not websocket and "Content-Type" not in headers:
        # Without a type curl claims application/x-www-form-urlencoded (audio-formats.md@2026-06-30); this one asks for
        # detection, like no type at all.
        headers = {"Content-Type": text(DETECTED), **headers}
    extra = use.extra
    called_back = "callback_url" in query or bool(extra and "callback_url" in extra.query)
    return Plan(
        request=use.request,
        description=use.description,
        environment=environment.name,
        platform=environment.platform,
        interface=use.interface,
        url=_address(environment.url, use.interface),
        query=(*((name, as_text(value)) for name, value in query.items()), *_verbatim(extra.query if extra else {})),
        auth=environment.auth,
        tls=environment.tls,
        headers=()
        if websocket
        else (*((name, as_text(value)) for name, value in headers.items()), *_verbatim(extra.headers if extra else {})),
        body=None if websocket else body,
        start={
            "action": "start",
            **{name: as_json(value) for name, value in start.items()},
            **(extra.start if extra else {}),
        }
        if websocket
        else None,
        audio=audio if websocket else None,
        registration=Registration(use.job.callback_url, use.job.user_secret) if use.job.callback_url else None,
        poll=Poll(int(use.job.wait_minutes), use.job.delete)
        if use.interface == "async-http" and not called_back
        else None,
    )


def _carried(request: Request, place: Place) -> Iterator[tuple[str, Value]]:
    carrier: Carrier = request.use.carrier
    for name, value in request.parameters.items():
        row = PARAMETERS[name]
        if row.placement[carrier] == place:
            yield row.wire_names.get(carrier, name), value


def _address(base: Text, interface: InterfaceId) -> Text:
    if interface == "websocket" and isinstance(base[0], str):
        base = (base[0].replace("https:", "wss:", 1), *base[1:])
    return text(*base, PATHS[interface])


def _audio(file: Text | None) -> Audio | None:
    if file is None:
        return None
    return StdinBody() if file == ("-",) else FileBody(file)


def _verbatim(values: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    return ((name, as_text(text(value) if isinstance(value, str) else value)) for name, value in values.items())


def as_text(value: Value) -> Text:
    """A value in a query or a header: booleans as words, numbers as their author spelt them, lists with commas."""
    if isinstance(value, bool):
        return text("true" if value else "false")
    if isinstance(value, (int, float)):
        return text(spelling(value))
    return text(",".join(value.items)) if isinstance(value, Listed) else value


def as_json(value: Value) -> Any:
    """A value in a message or in metadata: its JSON type, and a list as a list."""
    if isinstance(value, Listed):
        return list(value.items)
    return literal(value) if isinstance(value, tuple) else value
