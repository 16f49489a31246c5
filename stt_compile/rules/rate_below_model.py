"""Audio of a lower sampling rate than the base model needs.

What is sampled higher is brought down; what is sampled lower cannot be brought up.

Problem::

    requests:
      live: {acoustic_model: meeting-room, audio: {file: call.pcm, content_type: audio/l16, rate: 8000}}

Instead::

    requests:
      live: {acoustic_model: meeting-room, audio: {file: call.pcm, content_type: audio/l16, rate: 16000}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._audio import certain_base, declared, lowest_rate, named_here, number


def check(use: Use) -> Findings:
    """The declared rate of a request's audio, against its base model."""
    row, known = declared(use), certain_base(use)
    written = use.audio.type_parameters.get("rate")
    rate = number(written)
    if rate is None or row is None or known is None or "rate" not in (*row.required_params, *row.optional_params):
        return
    base, model = known
    lowest = lowest_rate(model)
    if lowest and rate < lowest:
        yield Finding(
            use.at("audio", "rate"),
            f"{written} Hz is too little: {base.name} needs at least {lowest} Hz",
            "use a narrowband or telephony base model, or audio that was recorded at a higher rate",
            related=named_here(base, use),
        )


RULE = Rule(
    code="STT606",
    severity=Severity.ERROR,
    title="Sampling rate below the model's",
    effect="Fails; seen in the field: `This 8000hz audio input requires a narrow band model`.",
    sources=("audio-terminology.md@2026-06-30", "python-sdk speech_to_text_v1.py@2024-12-04", "python-sdk#105"),
    use=check,
)
