"""The registration of the callback URL of a job, with its secret: a POSIX shell script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..catalog.platforms import PATHS
from ..text import Text, text
from ..wire import Plan
from . import Target
from ._shell import own_variables, program, query_word


def render(plan: Plan) -> str:
    """The script."""
    registration = plan.registration
    if registration is None:
        raise ValueError("a job without a callback has nothing to register")
    query: list[tuple[str, Text]] = [("callback_url", registration.callback_url)]
    if registration.user_secret:
        query.append(("user_secret", (registration.user_secret,)))
    call = replace(plan, description=None, url=_address(plan.url), query=(), headers=(), body=None, poll=None)
    about = [f"Registration of the callback URL of request {plan.request} in environment {plan.environment}."]
    return program("register.j2", call, about, query=query_word(query), has_audio=False, stdin=False)


def _address(url: Text) -> Text:
    *before, last = url
    if not isinstance(last, str):
        raise TypeError("an address ends with its path")
    return text(*before, last.removesuffix(PATHS["async-http"]) + PATHS["registration"])


def cannot(plan: Plan) -> Sequence[str]:
    """A job without a callback has nothing to register."""
    return own_variables(plan) if plan.registration else ("the request has no callback",)


def notes(plan: Plan) -> Sequence[str]:
    """Where the secret goes."""
    if plan.registration and plan.registration.user_secret:
        return ("the service takes `user_secret` in the query only, which proxies on the way may log",)
    return ()


TARGET = Target(
    name="register",
    summary="the registration of the callback URL, with its secret",
    interfaces=("async-http",),
    ending="register.sh",
    program=True,
    render=render,
    cannot=cannot,
    notes=notes,
)
