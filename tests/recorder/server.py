"""The stand-in service: HTTP/1.1 and WebSocket, which answers as the service does and writes down exactly what came.

h11 parses HTTP, the sans-IO half of websockets parses frames; neither is used by the clients under test.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import itertools
import json
import re
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

import h11
from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side, State

from .exchange import Exchange, Message

JOB = "4bd734c0-e575-21f3-de03-f932aa0468a0"
RESULTS = {
    "result_index": 0,
    "results": [{"final": True, "alternatives": [{"transcript": "hello ", "confidence": 0.9}]}],
}
CREATED = "2030-01-01T00:00:00.000Z"
_ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_PIECE = 65536


class Answer(TypedDict, total=False):
    """One scripted answer. Without `on` it is for the next request; with it, for the next whose path ends so.

    `status`, `body` (JSON) and `headers` replace the answer (for WebSocket: refuse the handshake), `drop` closes the
    connection unanswered, `delay` are seconds until an answer to HTTP, `warnings` adds that field to the usual answer
    (WebSocket: sends it as a message of its own), `error` (WebSocket) is sent after `start` or, with `after: stop`,
    after `stop`, and the session closed with `close`.
    """

    on: str
    status: int
    body: Any
    headers: dict[str, str]
    drop: bool
    delay: float
    warnings: Any
    error: str
    after: Literal["start", "stop"]
    close: int


@dataclass
class Draft:
    """An exchange while it arrives."""

    kind: Literal["http", "websocket"]
    scheme: Literal["http", "https", "ws", "wss"]
    sni: str | None
    request: h11.Request
    body: bytearray = field(default_factory=bytearray)
    trailers: tuple[tuple[str, str], ...] = ()
    continued: bool = False
    complete: bool = False
    messages: list[Message] = field(default_factory=list)
    close_code: int | None = None
    status: int | None = None
    answer: bytes = b""

    def header(self, name: bytes) -> bytes:
        """The values of a header as one, lower case."""
        return b",".join(value for key, value in self.request.headers if key == name).lower()

    @property
    def path(self) -> str:
        return self.request.target.decode("latin-1").partition("?")[0]

    def finished(self) -> Exchange:
        return Exchange(
            kind=self.kind,
            scheme=self.scheme,
            sni=self.sni,
            method=self.request.method.decode("ascii"),
            target=self.request.target.decode("latin-1"),
            http_version=self.request.http_version.decode("ascii"),
            headers=_spelt(self.request.headers),
            body=bytes(self.body),
            chunked=b"chunked" in self.header(b"transfer-encoding"),
            trailers=self.trailers,
            expected=b"100-continue" in self.header(b"expect"),
            continued=self.continued,
            complete=self.complete,
            messages=tuple(self.messages),
            close_code=self.close_code,
            status=self.status,
            answer=self.answer,
        )


def _spelt(headers: Any) -> tuple[tuple[str, str], ...]:
    """With the names as they were spelt, which h11 keeps beside the lower-case ones; bytes that are not UTF-8 show."""
    return tuple(
        (name.decode("latin-1"), value.decode("utf-8", "surrogateescape")) for name, value in headers.raw_items()
    )


class Service:
    """The stand-in: what it recorded since `take` was last called, and the answers that it was told to give."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self._drafts: list[Draft] = []
        self._sessions: set[asyncio.Task[None]] = set()
        self._serial = itertools.count(1)

    async def start(self, certificate: str, ports: Iterable[int] = (443,)) -> None:
        """Listens on 443 or others, and on 80 for what should not have come there."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.set_alpn_protocols(["http/1.1"])
        context.sni_callback = _remember_name
        for port in ports:
            await asyncio.start_server(self._serve, "127.0.0.1", port, ssl=context)
        await asyncio.start_server(self._serve, "127.0.0.1", 80)

    async def take(self, patience: float = 5.0) -> list[Exchange]:
        """What arrived, once every connection has ended; one that does not is cut off."""
        await asyncio.sleep(0.05)  # what a client left behind when it ended is still on its way through the loop
        if self._sessions:
            _, open_ones = await asyncio.wait(self._sessions, timeout=patience)
            for session in open_ones:
                session.cancel()
        drafts, self._drafts = self._drafts, []
        return [draft.finished() for draft in drafts]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = asyncio.current_task()
        assert session is not None
        self._sessions.add(session)
        try:
            await self._converse(reader, writer)
        except (OSError, h11.RemoteProtocolError):
            pass  # the client went away or spoke no HTTP: the draft stays incomplete, which compare reports
        finally:
            self._sessions.discard(session)
            writer.close()

    async def _converse(  # noqa: C901  # one loop over the events of a connection
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
        tls = writer.get_extra_info("ssl_object")
        while True:
            draft: Draft | None = None
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    if draft is not None and connection.they_are_waiting_for_100_continue:
                        writer.write(connection.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
                        draft.continued = True
                    connection.receive_data(await reader.read(_PIECE))
                elif isinstance(event, h11.Request):
                    draft = Draft("http", "https" if tls else "http", getattr(tls, "asked_for", None), event)
                    self._drafts.append(draft)
                elif isinstance(event, h11.Data):
                    assert draft is not None
                    draft.body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    assert draft is not None
                    draft.trailers = _spelt(event.headers)
                    draft.complete = True
                    break
                else:
                    return  # closed
            scripted = self._scripted(draft.path)
            if scripted.get("drop"):
                return
            if b"websocket" in draft.header(b"upgrade") and draft.path.endswith("/v1/recognize"):
                draft.kind, draft.scheme, draft.complete = "websocket", "wss" if tls else "ws", False
                if "status" not in scripted:
                    await _Session(draft, scripted, connection, reader, writer).run()
                    return
            status, headers, body = self._answer(draft, scripted)
            await asyncio.sleep(scripted.get("delay", 0))
            draft.status, draft.answer = status, b"" if status == 204 else json.dumps(body).encode()
            head = [*headers.items()]
            if status != 204:  # RFC 9110, 8.6: no length of what is not there
                head += [("Content-Type", "application/json"), ("Content-Length", str(len(draft.answer)))]
            writer.write(connection.send(h11.Response(status_code=status, headers=head)) or b"")
            writer.write(connection.send(h11.Data(data=draft.answer)) or b"")
            writer.write(connection.send(h11.EndOfMessage()) or b"")
            await writer.drain()
            if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                return
            connection.start_next_cycle()

    def _scripted(self, path: str) -> Answer:
        if self.script and path.endswith(self.script[0].get("on", "")):
            return self.script.pop(0)
        return {}

    def _answer(self, draft: Draft, scripted: Answer) -> tuple[int, dict[str, str], Any]:
        status, body = self._usual(draft)
        if "warnings" in scripted:
            body = {**body, "warnings": scripted["warnings"]}
        return scripted.get("status", status), scripted.get("headers", {}), scripted.get("body", body)

    def _usual(self, draft: Draft) -> tuple[int, Any]:
        """As service-contract has it: results of recognition, jobs, callbacks and tokens."""
        call = f"{draft.request.method.decode('ascii')} {draft.path}"
        root = f"https://{draft.header(b'host').decode('latin-1')}{draft.path}"
        if call == "POST /identity/token":
            now = int(time.time())
            lifetime = {"expires_in": 3600, "expiration": now + 3600}
            return 200, {"access_token": self._token(now), "refresh_token": "none", "token_type": "Bearer", **lifetime}
        if re.fullmatch(r"POST .*/(v1/authorize|tokens)", call):
            return 200, {"_messageCode_": "200", "message": "Success", "token": self._token(int(time.time()))}
        if re.fullmatch(r"POST .*/v1/recognize", call):
            return 200, RESULTS
        if re.fullmatch(r"POST .*/v1/recognitions", call):
            return 201, {"id": JOB, "created": CREATED, "url": f"{root}/{JOB}", "status": "waiting"}
        if re.fullmatch(r"GET .*/v1/recognitions/[^/]+", call):
            done = {"created": CREATED, "updated": CREATED, "status": "completed", "results": [RESULTS]}
            return 200, {"id": draft.path.rpartition("/")[2], **done}
        if re.fullmatch(r"DELETE .*/v1/recognitions/[^/]+", call):
            return 204, None
        if re.fullmatch(r"POST .*/v1/register_callback", call):
            return 201, {"status": "created", "url": dict(draft.finished().query).get("callback_url", "")}
        return 404, {"error": "Not Found", "code": 404, "code_description": "Not Found"}

    def _token(self, now: int) -> str:
        """Shaped as a token is; each is another, so that its way can be followed."""
        head = {"alg": "RS256", "typ": "JWT", "kid": "recorder"}
        claims = {"sub": "recorder", "iat": now, "exp": now + 3600, "jti": str(next(self._serial))}
        signature = b"not a signature"
        return ".".join(
            _base64url(part) for part in (json.dumps(head).encode(), json.dumps(claims).encode(), signature)
        )


class _Session:
    """One WebSocket session of recognition."""

    def __init__(
        self,
        draft: Draft,
        scripted: Answer,
        connection: h11.Connection,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._draft = draft
        self._scripted = scripted
        self._connection = connection
        self._reader = reader
        self._writer = writer
        self._frames = Protocol(Side.SERVER, state=State.OPEN, max_size=None)
        self._pieces: list[Frame] = []

    async def run(self) -> None:
        key = dict(self._draft.request.headers).get(b"sec-websocket-key", b"")
        digest = hashlib.sha1(key + _ACCEPT.encode()).digest()  # RFC 6455, 4.2.2
        accept = base64.b64encode(digest).decode("ascii")
        head = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)]
        self._draft.status = 101
        self._writer.write(
            self._connection.send(
                h11.InformationalResponse(status_code=101, headers=head, reason=b"Switching Protocols")
            )
            or b""
        )
        data = self._connection.trailing_data[0]
        while True:
            self._frames.receive_data(data) if data else None
            for event in self._frames.events_received():
                assert isinstance(event, Frame)
                self._arrived(event)
            for piece in self._frames.data_to_send():
                if piece:
                    self._writer.write(piece)
            await self._writer.drain()
            if self._frames.close_rcvd is not None:
                self._draft.complete = True
                self._draft.close_code = self._frames.close_rcvd.code
                return
            if self._frames.parser_exc is not None:
                return  # no frames but something else: incomplete
            data = await self._reader.read(_PIECE)
            if not data:
                return

    def _arrived(self, frame: Frame) -> None:
        if frame.opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            return
        self._pieces.append(frame)
        if not frame.fin:
            return
        kind: Literal["text", "binary"] = "text" if self._pieces[0].opcode is Opcode.TEXT else "binary"
        sizes = tuple(len(piece.data) for piece in self._pieces)
        message = Message(kind, b"".join(bytes(piece.data) for piece in self._pieces), sizes)
        self._pieces = []
        self._draft.messages.append(message)
        for reply in self._replies(message):
            self._frames.send_text(json.dumps(reply).encode())
            if "error" in reply:
                self._frames.send_close(self._scripted.get("close", 1011))
                return

    def _replies(self, message: Message) -> Iterator[dict[str, Any]]:
        if self._frames.state is not State.OPEN or (message.kind == "binary" and message.data):
            return
        action = _action(message) if message.kind == "text" else "stop"
        if action not in ("start", "stop"):
            yield {"error": f"unable to handle the message: {message.data!r}"}
            return
        if "error" in self._scripted and self._scripted.get("after", "start") == action:
            yield {"error": self._scripted["error"]}
        elif action == "stop":
            yield RESULTS
            yield {"state": "listening"}
        else:
            yield {"state": "listening"}
            if "warnings" in self._scripted:
                yield {"warnings": self._scripted["warnings"]}


def _action(message: Message) -> Any:
    try:
        data = json.loads(message.data)
    except ValueError:
        return None
    return data.get("action") if isinstance(data, dict) else None


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _remember_name(tls: Any, name: str | None, context: ssl.SSLContext) -> None:
    tls.asked_for = name
