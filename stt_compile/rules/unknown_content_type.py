"""A content type that the service does not know.

Problem::

    requests:
      live: {audio: {file: live.opus, content_type: audio/opus}}

Instead::

    requests:
      live: {audio: {file: live.opus, content_type: audio/ogg, codecs: opus}}
"""

from __future__ import annotations

from ..catalog.audio import CONTENT_TYPE_PARAMETERS, CONTENT_TYPES
from ..catalog.rows import String, Whole
from ..diagnostics import Add, Finding, Repair, Replace, Severity
from ..names import certain, closest, nearest
from ..profile import Use
from ..tree import Integer, Scalar
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The content type of a request's audio."""
    written = use.audio.content_type
    if written is None or written in CONTENT_TYPES:
        return
    name, semicolon, parameters = written.partition(";")
    name = name.strip()
    if semicolon and name in CONTENT_TYPES:
        message, help_ = "parameters of a content type are keys of their own", _help(use, name, parameters)
    else:
        message = f"the service takes no content type `{written}`"
        help_ = (
            "write `content_type: audio/ogg, codecs: opus`" if "opus" in written else closest(written, CONTENT_TYPES)
        )
    yield Finding(use.at("audio", "content_type"), message, help_, repair=_repair(use, written, name, parameters))


def _help(use: Use, name: str, parameters: str) -> str:
    pairs = [_as_key(part.strip()) for part in parameters.split(";") if part.strip()]
    keys = [pair.partition(":")[0] for pair in pairs]
    twice = dict.fromkeys(key for key in keys if keys.count(key) > 1 or use.has("audio", key))
    if twice:
        return f"write `content_type: {name}`, and beside it {' and '.join(f'`{key}`' for key in twice)} only once"
    if pairs:
        return f"write `content_type: {', '.join([name, *pairs])}`"
    return f"its parameters are {', '.join(CONTENT_TYPE_PARAMETERS)}"


def _repair(use: Use, written: str, name: str, parameters: str) -> Repair | None:
    """The content type that was certainly meant, with a key for each parameter that is written with it."""
    path = use.at("audio", "content_type")
    better = name if name in CONTENT_TYPES else certain(name, CONTENT_TYPES)
    pairs = [part.partition("=") for part in parameters.split(";") if part.strip()]
    keys = [key.strip() for key, _, _ in pairs]
    known = all(key in CONTENT_TYPE_PARAMETERS and not use.has("audio", key) for key in keys)
    values = [_value(key, value.strip()) for key, (_, _, value) in zip(keys, pairs)] if known else [None]
    if better is None or None in values or len(set(keys)) < len(keys):
        return None
    added = [Add(path, key, value) for key, value in zip(keys, values)]
    shown = ", ".join([better, *map(_as_key, (f"{step.key}={step.value}" for step in added))])
    return Repair(f"write `content_type: {shown}`", (Replace(path, better), *added))


def _value(key: str, value: str) -> Scalar:
    """What a parameter of a content type says, as a profile says it; None where that is not certain."""
    kind = CONTENT_TYPE_PARAMETERS[key].type
    if isinstance(kind, Whole):
        return Integer(value) if value.isascii() and value.isdecimal() and not value.startswith("0") else None
    return value if isinstance(kind, String) and value in kind.values else None


def _as_key(parameter: str) -> str:
    """`rate=8000` as a profile says it; a slip in the name is not handed on."""
    name, sign, value = parameter.partition("=")
    return f"{nearest(name.strip(), CONTENT_TYPE_PARAMETERS) or name}: {value}" if sign else parameter


RULE = Rule(
    code="STT601",
    severity=Severity.ERROR,
    title="Unknown content type",
    effect="Status 415, or `unable to transcode data stream ...`.",
    sources=("audio-formats.md@2026-06-30", "release-notes.md@2026-06-30 (1 July 2015)"),
    use=check,
)
