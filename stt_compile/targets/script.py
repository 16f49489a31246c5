"""A strict POSIX shell script for operations, from preflight to result.

curl gets all that it is told over a descriptor, so nothing of it is in the list of processes, and the script itself
encodes what stands in the query, so that curl 7.76 will do. JSON is read by awk, which every POSIX system has: the
script needs a few fields of each answer, and jq or Python are not on every machine that only has to send a recording.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..catalog import jobs
from ..catalog.audio import CONTENT_TYPES, LIMITS, PARAMETER_SEPARATOR, SECONDS_IN_100_MB
from ..catalog.rows import Carrier
from ..jsontext import compact
from ..quoting.sh import word
from ..text import Text, literal, text
from ..wire import FileBody, FormBody, Plan, StdinBody
from . import Target
from ._shell import own_variables, program

_UPLOAD_RATE = 128 * 1024
"""Bytes a second that an upload has at least, or it is given up."""
_LOOK_SECONDS = 300
"""How long a look at a job may take; its answer may be a long result."""
_LAST_SECONDS = 5
"""How long before the end of the time the last look begins."""


def render(plan: Plan) -> str:
    """The script."""
    plan = replace(plan, registration=None)  # that is a script of its own
    job = plan.interface == "async-http"
    form = plan.body if isinstance(plan.body, FormBody) else None
    carrier: Carrier = "sync-http-multipart" if form else plan.interface
    kind = "a job" if job else "synchronous HTTP"
    return program(
        "script.j2",
        plan,
        [f"Request {plan.request} in environment {plan.environment}, as {kind}."],
        job=job,
        look_seconds=_LOOK_SECONDS,
        last_seconds=_LAST_SECONDS,
        has_audio=True,
        stdin=isinstance(plan.body, StdinBody),
        files=[word(file) for file in _files(plan)],
        form=word(text("metadata=" + compact(form.metadata))) if form else None,
        headers=[f"option header {word(_header(name, value))}" for name, value in plan.headers],
        limit=LIMITS[carrier],
        upload_rate=_UPLOAD_RATE,
        audio_rate=_audio_rate(plan),
        **_told(job),
        completed=jobs.COMPLETED,
        failed=jobs.FAILED,
        running=jobs.RUNNING,
    )


def _header(name: str, value: Text) -> Text:
    return text(name + ": ", *value) if value else text(name + ";")  # `name:` would take a header away


def _told(job: bool) -> dict[str, Any]:
    upload = f"two minutes, and what the upload takes at {_UPLOAD_RATE // 1024} KB/s"
    if job:
        return {"total_told": upload, "total_why": f"{upload[0].upper()}{upload[1:]}."}
    return {
        "total_told": f"{upload}, and as long as the audio lasts",
        "total_why": (
            f"{upload[0].upper()}{upload[1:]}; then the service is given as long as the audio lasts, by the\n"
            "# documentation's estimate for its format."
        ),
    }


def _files(plan: Plan) -> tuple[Text, ...]:
    match plan.body:
        case FileBody(file):
            return (file,)
        case FormBody(files=files):
            return files
        case _:
            return ()


def _audio_rate(plan: Plan) -> int:
    """How many bytes of the audio are a second; of a format without an estimate, as few as of any that has one."""
    value = dict(plan.headers).get("Content-Type", ())
    if isinstance(plan.body, FormBody):
        value = text(str(plan.body.metadata.get("part_content_type", "")))
    name = (literal(value) or "").partition(PARAMETER_SEPARATOR)[0]
    same = CONTENT_TYPES[name].same_as if name in CONTENT_TYPES else None
    seconds = SECONDS_IN_100_MB.get(name) or SECONDS_IN_100_MB.get(same or "") or max(SECONDS_IN_100_MB.values())
    return 100 * 1024 * 1024 // seconds


TARGET = Target(
    name="script",
    summary="a POSIX shell script for operations, from preflight to result",
    interfaces=("sync-http", "async-http"),
    ending="script.sh",
    program=True,
    render=render,
    cannot=own_variables,
)
