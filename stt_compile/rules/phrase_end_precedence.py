"""Two ways to say where a result ends, of which one wins.

Problem::

    requests:
      live: {parameters: {end_of_phrase_silence_time: 1.5, split_transcript_at_phrase_end: true}}

Instead::

    requests:
      live: {parameters: {end_of_phrase_silence_time: 1.5}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import works

_WINS, _LOSES = "end_of_phrase_silence_time", "split_transcript_at_phrase_end"


def check(use: Use) -> Findings:
    """Whether a request says both; a silence of 0 is the default and says nothing."""
    if works(_LOSES, use) and works(_WINS, use) and use.parameters[_WINS] != 0:
        yield Finding(
            use.at("parameters", _LOSES),
            f"`{_WINS}` takes precedence over `{_LOSES}`",
            "take out one of the two",
            on="key",
            related=(Related(use.at("parameters", _WINS), "this one wins", on="key"),),
        )


RULE = Rule(
    code="STT517",
    severity=Severity.WARNING,
    title="End of phrase said twice",
    effect="`end_of_phrase_silence_time` has precedence.",
    sources=("parsing.md@2026-06-30",),
    use=check,
)
