"""A parameter that the content type does not take.

`rate`, `channels`, `endianness` and `codecs` are written behind the content type, and each belongs to a few of them;
other formats say in the file's own header what it is.

Problem::

    requests:
      live: {audio: {content_type: audio/flac, rate: 16000}}

Instead::

    requests:
      live: {audio: {content_type: audio/flac}}
"""

from __future__ import annotations

from ..catalog.audio import CONTENT_TYPE_PARAMETERS
from ..diagnostics import Finding, Severity
from ..names import shortened
from ..profile import Use
from . import Findings, Rule
from ._audio import declared, undeclared


def check(use: Use) -> Findings:
    """The parameters of a request's content type."""
    given = [name for name in use.audio.type_parameters if use.has("audio", name)]
    if given and undeclared(use):
        names = " and ".join(f"`{name}`" for name in given)
        yield Finding(
            use.at("audio", given[0]),
            f"{names} {'needs' if len(given) == 1 else 'need'} a `content_type`",
            f"add `content_type`: `{given[0]}` belongs to {_takers(given[0])}; or take it out",
            on="key",
        )
    row = declared(use)
    for name in given if row else ():
        if row and name not in (*row.required_params, *row.optional_params):
            yield Finding(
                use.at("audio", name),
                f"{row.name} does not take `{name}`",
                f"take it out: `{name}` belongs to {_takers(name)}",
                on="key",
            )


def _takers(name: str) -> str:
    return shortened(CONTENT_TYPE_PARAMETERS[name].applies_to)


RULE = Rule(
    code="STT604",
    severity=Severity.ERROR,
    title="Parameter that the content type does not take",
    effect="Not documented; without a content type it is not sent at all.",
    sources=("audio-formats.md@2026-06-30", "audio-formats.md@2020-07-04"),
    use=check,
)
