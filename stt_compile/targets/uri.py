"""The address with its query; for WebSocket with the access token, and the start message on the line below."""

from __future__ import annotations

from ..jsontext import compact
from ..profile import Token
from ..quoting import url
from ..text import Env, Text, text, variables
from ..wire import Plan
from . import Target

ACCESS_TOKEN = Env("STT_ACCESS_TOKEN")
"""Where an access token is looked for that is not the profile's own: it has been got for an API key or a password."""


def render(plan: Plan) -> str:
    """The address; `${NAME}` stands for a value of the environment."""
    query = plan.query
    if plan.interface == "websocket":
        query = (("access_token", (access_token(plan),)), *query)
    pairs = url.pairs(query)
    lines = [shown(text(*url.address(plan.url), *(("?", *pairs) if pairs else ())))]
    if plan.start is not None:
        lines.append(compact(plan.start))
    return "\n".join(lines) + "\n"


def access_token(plan: Plan) -> Env:
    """The variable that holds the access token of a WebSocket."""
    return plan.auth.token if isinstance(plan.auth, Token) else ACCESS_TOKEN


def notes(plan: Plan) -> tuple[str, ...]:
    """Where the token comes from that no profile names, and what must be encoded."""
    found = []
    if plan.interface == "websocket" and not isinstance(plan.auth, Token):
        found.append(f"{ACCESS_TOKEN.name} is an access token: {how_to_get(plan)}")
    late = dict.fromkeys(variables(value for _, value in plan.query))
    if late:
        found.append(f"percent-encode what takes the place of {', '.join(late)}")
    return tuple(found)


def how_to_get(plan: Plan) -> str:
    """Where an access token is had for the credentials of a plan."""
    if plan.token_url:
        return f"exchange the API key for one at {plan.token_url}"
    return "get one from the environment's `authorize_url`"


def shown(value: Text) -> str:
    """A text as people read it."""
    return "".join(f"${{{piece.name}}}" if isinstance(piece, Env) else piece for piece in value)


TARGET = Target(
    name="uri",
    summary="the address with its query, and the start message of a WebSocket",
    interfaces=("websocket", "sync-http", "async-http"),
    ending="txt",
    render=render,
    notes=notes,
)
