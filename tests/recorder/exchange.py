"""What arrived: one request with its answer, or one WebSocket session; raw, and what is derived from it."""

from __future__ import annotations

import base64
import re
from dataclasses import asdict, dataclass, fields
from email.message import Message as HeaderLine
from itertools import groupby
from typing import Any, Literal
from urllib.parse import unquote_to_bytes

Pairs = tuple[tuple[str, str], ...]
_FIELD = {key: re.compile(rf';[ \t]*{key}="([^"]*)"') for key in ("name", "filename")}
"""As browsers write them and servers read them: a backslash is no escape (HTML, multipart form data)."""


@dataclass(frozen=True)
class Message:
    """One WebSocket message from the client."""

    kind: Literal["text", "binary"]
    data: bytes
    frames: tuple[int, ...]
    """The sizes of the frames that it came in."""


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    name: str | None
    filename: str | None
    content_type: str | None
    """The whole `Content-Type` line of the part; None where it has none."""
    headers: Pairs
    body: bytes


@dataclass(frozen=True)
class Exchange:
    """One request and what was answered, in the order of arrival."""

    kind: Literal["http", "websocket"]
    scheme: Literal["http", "https", "ws", "wss"]
    sni: str | None
    """The host name that the TLS handshake asked for."""
    method: str
    target: str
    """The request line's target, as it came."""
    http_version: str
    headers: Pairs
    """As they came: order, spelling and repetitions."""
    body: bytes
    """Without the framing of chunks."""
    chunked: bool
    trailers: Pairs
    expected: bool
    """The client asked to be told to go on (`Expect: 100-continue`)."""
    continued: bool
    """It waited for the answer 100 and was given it."""
    complete: bool
    """The request arrived to its end; for WebSocket: and the session was closed by a close frame."""
    messages: tuple[Message, ...]
    close_code: int | None
    status: int | None
    """What was answered; None where the connection was dropped."""
    answer: bytes

    @property
    def host(self) -> str | None:
        """The Host header, where there is exactly one."""
        values = self.header("host")
        return values[0] if len(values) == 1 else None

    @property
    def raw_path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def path(self) -> str:
        return percent_decoded(self.raw_path)

    @property
    def raw_query(self) -> str | None:
        """None where the target has no question mark."""
        _, mark, query = self.target.partition("?")
        return query if mark else None

    @property
    def query(self) -> Pairs:
        return decoded_query(self.raw_query)

    @property
    def parts(self) -> tuple[Part, ...] | None:
        """None where the body is not multipart."""
        kinds = self.header("content-type")
        if len(kinds) != 1 or not kinds[0].lower().startswith("multipart/"):
            return None
        return multipart(self.body, kinds[0])

    @property
    def joined(self) -> tuple[Message, ...]:
        """The messages, consecutive binary ones as one: audio is a stream, its cuts mean nothing."""
        out: list[Message] = []
        for kind, group in groupby(self.messages, key=lambda message: message.kind):
            run = list(group)
            if kind == "text":
                out += run
            else:
                sizes = tuple(size for message in run for size in message.frames)
                out.append(Message("binary", b"".join(message.data for message in run), sizes))
        return tuple(out)

    def header(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "body": encoded(self.body), "answer": encoded(self.answer)} | {
            "messages": [{**asdict(message), "data": encoded(message.data)} for message in self.messages]
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Exchange:
        values = {field.name: data[field.name] for field in fields(cls)}
        for name in ("headers", "trailers"):
            values[name] = tuple((key, value) for key, value in values[name])
        for name in ("body", "answer"):
            values[name] = base64.b64decode(values[name])
        values["messages"] = tuple(
            Message(message["kind"], base64.b64decode(message["data"]), tuple(message["frames"]))
            for message in values["messages"]
        )
        return cls(**values)


class Malformed(ValueError):
    """A multipart body that is none."""


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def percent_decoded(text: str) -> str:
    """Bytes that are not UTF-8 stay visible as surrogates."""
    return unquote_to_bytes(text.encode("latin-1")).decode("utf-8", "surrogateescape")


def decoded_query(raw: str | None) -> Pairs:
    """Every piece between ampersands, empty ones too; `+` is a space, as servers read it."""
    if not raw:
        return ()
    pairs = (piece.replace("+", " ").partition("=") for piece in raw.split("&"))
    return tuple((percent_decoded(name), percent_decoded(value)) for name, _, value in pairs)


def multipart(body: bytes, content_type: str) -> tuple[Part, ...]:
    """RFC 2046, strictly: no preamble, no epilogue, bytes as they came."""
    line = HeaderLine()
    line["Content-Type"] = content_type
    boundary = line.get_boundary()
    if not boundary:
        raise Malformed(f"no boundary in {content_type!r}")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1"))
    if len(pieces) < 2 or pieces[0] or pieces[-1] not in (b"--", b"--\r\n"):
        raise Malformed("the body does not begin and end with its boundary")
    return tuple(_part(piece) for piece in pieces[1:-1])


def _part(piece: bytes) -> Part:
    head, gap, body = piece.partition(b"\r\n\r\n")
    if not head.startswith(b"\r\n") or not gap:
        raise Malformed("a part without headers")
    line = HeaderLine()
    headers: list[tuple[str, str]] = []
    for raw in head[2:].split(b"\r\n"):
        key, _, value = raw.decode("utf-8", "surrogateescape").partition(":")
        headers.append((key, value.strip()))
        line[key] = value.strip()
    name, filename = (_FIELD[key].search(line["content-disposition"] or "") for key in ("name", "filename"))
    return Part(
        name=name[1] if name else None,
        filename=filename[1] if filename else None,
        content_type=line["content-type"],
        headers=tuple(headers),
        body=body,
    )
