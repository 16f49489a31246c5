"""The request plan itself, as JSON (`schema/plan.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..jsontext import pretty
from ..profile import ApiKey, Auth, Authorize, Token
from ..text import Env, Text
from ..wire import Audio, FileBody, FormBody, Plan, StdinBody
from . import Target

VERSION = 1


def data(plan: Plan) -> dict[str, Any]:
    """A plan as JSON has it: its keys in their fixed order, texts as strings or arrays of pieces."""
    return dict(_members(plan))


def _members(plan: Plan) -> Iterator[tuple[str, Any]]:
    yield "version", VERSION
    yield "request", plan.request
    if plan.description is not None:
        yield "description", plan.description
    yield "environment", plan.environment
    yield "platform", plan.platform
    yield "interface", plan.interface
    if plan.method:
        yield "method", plan.method
    yield "url", _text(plan.url)
    yield "query", [[name, _text(value)] for name, value in plan.query]
    if plan.method:
        yield "headers", [[name, _text(value)] for name, value in plan.headers]
    yield "auth", {**_auth(plan.auth), **({"token_url": plan.token_url} if plan.token_url else {})}
    if plan.tls:
        yield "tls", {"ca_file": _text(plan.tls.ca_file)} if plan.tls.ca_file else {"verify": False}
    if isinstance(plan.body, FormBody):
        yield "body", {"metadata": plan.body.metadata, "files": [_text(file) for file in plan.body.files]}
    elif plan.body:
        yield "body", _audio(plan.body)
    if plan.start is not None:
        yield "messages", list(_messages(plan.start, plan.audio))
    if plan.registration:
        secret = plan.registration.user_secret
        yield (
            "registration",
            {
                "callback_url": _text(plan.registration.callback_url),
                **({"user_secret": _reference(secret)} if secret else {}),
            },
        )
    if plan.poll:
        yield "poll", {"wait_minutes": plan.poll.wait_minutes, "delete": plan.poll.delete}
    yield "variables", list(plan.variables)


def _messages(start: Mapping[str, Any], audio: Audio | None) -> Iterator[Mapping[str, Any]]:
    yield start
    if audio:
        yield {"audio": _audio(audio)}
    yield {"action": "stop"}


def _audio(audio: Audio) -> dict[str, Any]:
    match audio:
        case FileBody(file):
            return {"file": _text(file)}
        case StdinBody():
            return {"stdin": True}


def _auth(auth: Auth) -> dict[str, Any]:
    match auth:
        case ApiKey(secret):
            return {"apikey": _reference(secret)}
        case Token(secret):
            return {"token": _reference(secret)}
        case Authorize(url, username, kind, secret):
            return {"authorize_url": _text(url), "username": _text(username), kind: _reference(secret)}


def _reference(env: Env) -> dict[str, str]:
    return {"env": env.name}


def _text(value: Text) -> str | list[Any]:
    if len(value) == 1 and isinstance(value[0], str):
        return value[0]
    return [_reference(piece) if isinstance(piece, Env) else piece for piece in value] if value else ""


def together(plans: Sequence[Plan]) -> str:
    """Several plans as one array: a plan a block, a member a line."""
    blocks = [
        "{\n" + ",\n".join(f'    "{key}": {pretty(value, "    ")}' for key, value in data(plan).items()) + "\n  }"
        for plan in plans
    ]
    return "[\n" + ",\n".join("  " + block for block in blocks) + "\n]\n"


def render(plan: Plan) -> str:
    """One plan, in an array of one."""
    return together([plan])


TARGET = Target(
    name="json",
    summary="the request plan",
    interfaces=("websocket", "sync-http", "async-http"),
    ending="json",
    render=render,
    together=together,
)
