"""The way back: what people have written down becomes a profile.

    text -> calls (words, options, addresses, messages) -> requests by the catalogue -> one profile -> its text

| module | does |
| --- | --- |
| `pieces` | values as they were written: characters, and marks for what is known only at run time |
| `shell` | the words of one command, as sh, PowerShell and cmd.exe read them |
| `options`, `arguments` | curl's options, and the requests that a command's arguments speak of |
| `curl`, `bodies` | the calls that a command makes, and what they send |
| `piped` | options that PowerShell pipes into curl |
| `tokens`, `javascript` | what a program is written with, and the texts that it puts together |
| `objects`, `messages` | objects of JavaScript and JSON; `start` messages among them |
| `wrapped` | takes commands out of HTML and strings |
| `markup` | takes away what Markdown and diffs write around lines |
| `loops`, `settings` | what a script runs many times, and the variables that it sets |
| `commands`, `addresses`, `sessions` | find commands, addresses alone, and messages with their addresses |
| `page` | finds all of these in Markdown, scripts and plain text; `open_page` holds how far it has come |
| `instances` | address and credentials: environments; `secret_names` names what is not written |
| `requests`, `values` | what a call asks for, by the catalogue's parameters |
| `profile`, `writing` | folds, names, factors out; lays out |
| `spelling`, `comparison` | reads the profile again: what is sent otherwise than by a call, and what is refused |
| `masking`, `words` | hide what may be a secret in comments: by its place, and all that is no known word |
| `scrubbing` | takes secrets out from where none belong |

Nothing here knows a fact of the service: those are the catalogue's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog.rows import Day
from ..source import Source
from ..syntax import MAX_BYTES as LONGEST_PROFILE
from ..text import Env
from . import page, writing
from .calls import Call, Remnant
from .endpoints import is_registration
from .findings import Finding, Place
from .instances import Reading, instance_of, without_secrets
from .masking import candidates
from .pieces import plain, sanitised, valued
from .profile import Drawn, draw
from .requests import Wanted, wanted
from .scrubbing import clean_finding, scrubbed, sought
from .secret_names import Names
from .spelling import respelt
from .wrapped import unwrapped

MAX_BYTES = 1024 * 1024
"""Longest source."""


@dataclass(frozen=True)
class Imported:
    """A profile, and what is to say about it."""

    text: str
    """The profile; empty where no request was understood."""
    findings: tuple[Finding, ...]
    requests: int
    environments: int
    calls: int
    """How many calls the requests came from."""


def read(sources: Sequence[Source], day: Day | None = None) -> Imported:
    """The profile of all requests in some texts.

    Args:
        day: the day that they are of, which becomes the environments' `service_date`.
    """
    texts = [unwrapped(Source(source.name, sanitised(source.text), source.path)) for source in sources]
    names = Names(source.text for source in texts)
    found = [page.read(source) for source in texts]
    for one in found:
        names.hide(*one.secrets)
    calls = [call for one in found for call in one.calls]
    remnants = [remnant for one in found for remnant in one.remnants]
    requests = [wanted(call, names) for call in calls if not is_registration(call.address, call.method)]
    findings: list[Finding] = [finding for one in found for finding in one.findings]
    secrets = _secrets(
        [call for call in calls if is_registration(call.address, call.method)], requests, names, remnants, findings
    )
    known = sought(names.secrets)
    requests = [scrubbed(request, known) for request in requests]
    findings += [finding for request in requests for finding in request.findings]
    remnants.sort(key=lambda remnant: (texts.index(remnant.place.source), remnant.place.offset))
    findings += [Finding("left out", remnant.place, remnant.reason, "it is kept as a comment") for remnant in remnants]
    drawn = draw(requests, day, secrets)
    hidden = {*names.secrets, *(secret for source in texts for secret in candidates(source.text))}
    text = writing.written(drawn, remnants, day, hidden) if requests else ""
    if len(text.encode()) > LONGEST_PROFILE:  # then the findings alone say what else there was
        text = writing.written(drawn, [], day, hidden)
    findings += [*drawn.findings, *(respelt(text, drawn) if requests else ())]
    findings = [clean_finding(finding, known) for finding in findings]
    return Imported(text, _ordered(findings, texts), len(drawn.requests), len(drawn.environments), len(requests))


def _ordered(findings: list[Finding], texts: Sequence[Source]) -> tuple[Finding, ...]:
    once = dict.fromkeys(findings)
    return tuple(sorted(once, key=lambda found: (texts.index(found.place.source), found.place.offset)))


def _secrets(
    registrations: Sequence[Call],
    requests: Sequence[Wanted],
    names: Names,
    remnants: list[Remnant],
    findings: list[Finding],
) -> dict[tuple[str | int, ...], Env]:
    """The secrets of registrations by address and callback URL; what registers for no request is kept as a comment."""
    found: dict[tuple[str | int, ...], Env] = {}
    named = {(one.instance.address, _callback(one)) for one in requests if one.instance}
    for call in registrations:
        reading = Reading(call, [], [])
        instance = instance_of(reading, names)
        query = {pair.name: pair.value for pair in call.query}
        callback = plain(valued(without_secrets(reading, query.get("callback_url", ""), names)).text)
        if (instance.address, callback) not in named:
            reason = "it registers a callback URL that no request here names"
            remnants.append(Remnant(call.place, call.written, reason))
            continue
        findings += reading.findings
        if query.get("user_secret"):
            env = _user_secret(query["user_secret"], call.place, names, findings)
            found[(str(instance.address), str(callback))] = env
    return found


def _callback(request: Wanted) -> object:
    return request.data.get("job", {}).get("callback_url")


def _user_secret(value: str, place: Place, names: Names, findings: list[Finding]) -> Env:
    text = valued(value, "STT_CALLBACK_SECRET").text
    if len(text) == 1 and isinstance(text[0], Env):
        return text[0]
    names.hide(value)
    env = names.variable("STT_CALLBACK_SECRET", "callback", value)
    findings.append(
        Finding("credential", place, "a secret stands here; only a name for it is written", f"set {env.name}")
    )
    return env


__all__ = ["Drawn", "Imported", "read"]
