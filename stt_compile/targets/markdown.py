"""A section of a runbook that an operator can follow: from what it takes to what must be cleaned up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..catalog.audio import LIMITS
from ..catalog.failures import FAILURES
from ..catalog.jobs import COMPLETED, FAILED, RUNNING
from ..catalog.platforms import PATHS, PLATFORMS, UNREGISTRATION_PATH
from ..catalog.rows import Carrier, InterfaceId
from ..quoting.markdown import cell, code, fenced, paragraphs, table
from ..quoting.markdown import text as words
from ..text import Env, Text, literal, text, variables
from ..wire import FileBody, FormBody, Plan, StdinBody
from . import Target, curl, fill, load, reasons_against
from . import render as rendered
from ._shell import purposes, secrets
from .uri import ACCESS_TOKEN, how_to_get, shown

_INTERFACES: dict[InterfaceId, str] = {
    "websocket": "the WebSocket interface",
    "sync-http": "the synchronous HTTP interface",
    "async-http": "the asynchronous HTTP interface",
}
_CUSTOM_MODELS = {"acoustic_customization_id": "acoustic model", "language_customization_id": "language model"}
_JOB = Env("STT_JOB_ID")
"""Where the commands behind the first one find the id of the job."""


def render(plan: Plan) -> str:
    """The section."""
    target = _command(plan)
    command = rendered(plan, target)
    result, cleaning = list(_result(plan)), list(_cleaning(plan))
    return fill(
        "markdown.j2",
        title=words(f"{plan.request} in {plan.environment}"),
        purpose=_purpose(plan),
        needs=list(_needs(plan, target)),
        variables=_variables(plan, "".join([command, *result, *cleaning])),
        command=fenced(command, "sh" if target.ending.endswith("sh") else "text"),
        result=result,
        failures=_failures(plan),
        cleaning=cleaning,
    )


def _command(plan: Plan) -> Target:
    """The target that makes the command of the section."""
    if plan.interface != "websocket":
        return load("curl")
    websocat = load("websocat")
    return load("uri") if reasons_against(plan, websocat) else websocat


def _purpose(plan: Plan) -> str:
    about = f"Sends {_audio(plan)} to {_INTERFACES[plan.interface]} of Watson Speech to Text"
    platform = PLATFORMS[plan.platform].name
    place = f"{about} ({words(platform)}, environment {code(plan.environment)})."
    return f"{paragraphs(plan.description)}\n\n{place}" if plan.description else place


def _audio(plan: Plan) -> str:
    match plan.body or plan.audio:
        case FileBody(file):
            return code(shown(file))
        case FormBody(files=files):
            return ", ".join(code(shown(file)) for file in files)
        case StdinBody():
            return "what comes on standard input"
        case None:
            return "audio as it comes"


def _needs(plan: Plan, target: Target) -> Iterator[str]:
    if target.name == "curl":
        yield f"curl {curl.oldest(plan)} or later."
    limit = LIMITS[_carrier(plan)]
    audio = "The audio" if isinstance(plan.body or plan.audio, (StdinBody, type(None))) else f"The audio {_audio(plan)}"
    yield f"{audio}: at least {limit.min_bytes} bytes and at most {limit.stated} in one request."
    yield "The credentials of the service instance at that address; another instance does not know its custom models."
    for name, kind in _CUSTOM_MODELS.items():
        value = dict(plan.query).get(name)
        if value:
            yield f"The custom {kind} {code(shown(value))} of that instance, trained and available."
    if plan.tls and plan.tls.ca_file:
        yield f"The certificate of the authority that signed the service's: {code(shown(plan.tls.ca_file))}."
    if plan.registration:
        secret = plan.registration.user_secret
        signed = f", with the secret that is in {code(secret.name)}" if secret else ""
        yield f"The callback URL {code(shown(plan.registration.callback_url))}, registered once{signed}."
    yield from (f"Note: {words(note)}." for note in target.notes(plan))


def _carrier(plan: Plan) -> Carrier:
    return "sync-http-multipart" if isinstance(plan.body, FormBody) else plan.interface


def _variables(plan: Plan, commands: str) -> str:
    """The variables that the commands of the section name, each with what it is for."""
    hidden = {ACCESS_TOKEN.name, *variables(secrets(plan))}
    known = {**dict(purposes(plan)), ACCESS_TOKEN.name: f"an access token: {how_to_get(plan)}"}
    known[_JOB.name] = "the id of the job, once it is created"
    rows = [
        (cell(name), words(purpose), "yes" if name in hidden else "no")
        for name, purpose in known.items()
        if re.search(rf"\$\{{{name}\b", commands)
    ]
    return table(("Variable", "What it is", "Secret"), rows)


def _result(plan: Plan) -> Iterator[str]:
    if plan.interface == "websocket":
        yield "JSON messages with the `results`; the transcripts are in their `alternatives`."
    elif plan.interface == "sync-http":
        yield "A JSON object with the `results`; the transcripts are in their `alternatives`."
    else:
        yield from _job(plan)
    yield "Where there are `warnings`, the service has ignored part of the request: know why before you use the result."


def _job(plan: Plan) -> Iterator[str]:
    yield "A JSON object: the job, with its `id` and its `status`."
    if plan.registration:
        yield "The service tells the callback URL what becomes of the job. It can be asked as well:"
    else:
        running = " or ".join(code(status) for status in RUNNING)
        yield f"Ask for the job as long as its `status` is {running}:"
    yield _of_job(plan, "GET")
    yield f"With the status {code(COMPLETED)} it has the `results`; with {code(FAILED)} it will never have any."


def _of_job(plan: Plan, method: str) -> str:
    return _code(curl.call(_other(plan, text(*plan.url, "/", _JOB)), method))


def _other(plan: Plan, address: Text, *query: tuple[str, Text]) -> Plan:
    """Another call with the same credentials."""
    return replace(plan, url=address, query=query, headers=(), body=None)


def _failures(plan: Plan) -> str:
    rows = [
        (cell(row.status) + " of the registration" * row.of_registration, row.meaning, row.remedy)
        for row in FAILURES
        if plan.interface in row.interfaces and (plan.registration or not row.of_registration)
    ]
    return table(("Status", "Meaning", "What to do"), rows)


def _cleaning(plan: Plan) -> Iterator[str]:
    if plan.interface == "async-http":
        kept = literal(dict(plan.query).get("results_ttl", ()))
        yield "Once its result is safe, delete the job" + (
            f", or leave it: it is kept for {words(kept)} minutes:" if kept else ":"
        )
        yield _of_job(plan, "DELETE")
    if plan.registration:
        *before, last = plan.url
        path = last.removesuffix(PATHS[plan.interface]) + UNREGISTRATION_PATH if isinstance(last, str) else last
        call = _other(plan, text(*before, path), ("callback_url", plan.registration.callback_url))
        yield "Unregister the callback URL when no other job uses it any more:"
        yield _code(curl.call(call, "POST"))
    yield "Take the secrets out of the environment again; remove audio and results that may not stay where they are."


def _code(command: str) -> str:
    return fenced(command, "sh").rstrip("\n")


def cannot(plan: Plan) -> Sequence[str]:
    """What the command cannot express."""
    return reasons_against(plan, _command(plan))


TARGET = Target(
    name="markdown",
    summary="a section of a runbook",
    interfaces=("websocket", "sync-http", "async-http"),
    ending="md",
    render=render,
    cannot=cannot,
)
