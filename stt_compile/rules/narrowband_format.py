"""A format of the telephone with a base model for more than that.

audio/basic and audio/g729 have 8000 samples a second, always; the documentation takes them with narrowband models only.
Of telephony models, which have the same rate, it says nothing, so neither does this rule.

Problem::

    requests:
      live: {acoustic_model: meeting-room, audio: {file: call.au, content_type: audio/basic}}

Instead::

    requests:
      live: {acoustic_model: call-center, audio: {file: call.au, content_type: audio/basic}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import certain_base, declared, lowest_rate, named_here


def check(use: Use) -> Findings:
    """The content type of a request, against its base model."""
    row, known = declared(use), certain_base(use)
    if row is None or known is None or not row.narrowband_only:
        return
    base, model = known
    lowest = lowest_rate(model)
    if lowest and row.fixed_rate and lowest > row.fixed_rate:
        yield Finding(
            use.at("audio", "content_type"),
            f"{row.name} works with narrowband models only; {base.name} is for {lowest} Hz and more",
            "use a narrowband base model, or audio of another format and rate",
            related=named_here(base, use),
        )


RULE = Rule(
    code="STT605",
    severity=Severity.ERROR,
    title="Narrowband format with another model",
    effect="Not documented; audio below the rate of the model fails.",
    sources=("audio-formats.md@2026-06-30",),
    use=check,
)
