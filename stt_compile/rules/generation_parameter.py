"""A parameter that the base model's generation does not take.

Problem::

    requests:
      live: {parameters: {low_latency: true}}
    environments:
      production: {service_date: 2022-06-01}

Instead::

    requests:
      live: {acoustic_model: null, model: en-US_Telephony, parameters: {low_latency: true}}
    environments:
      production: {service_date: 2022-06-01}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import Generation, Parameter
from ..diagnostics import Finding, Severity
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._dates import standing

_NAMES: dict[Generation, str] = {
    "previous": "previous-generation",
    "next": "next-generation",
    "large": "large",
}
_REFUSED = ("none", "ignored")


def check(use: Use) -> Findings:
    """The parameters of a request, against the generation of its base model."""
    base = base_of(use)
    if base.row is None:
        return
    generation = base.row.generation
    for name in use.parameters:
        row = PARAMETERS[name]
        if row.deprecated or not row.emit or standing(row, use) is not None:
            continue
        if row.support(generation).level in _REFUSED:
            yield Finding(
                use.at("parameters", name),
                f"{_NAMES[generation]} models like {base.name} do not take `{name}`",
                _help(row),
                on="key",
            )


def _help(row: Parameter) -> str:
    taking = [_NAMES[generation] for generation in _NAMES if row.support(generation).level not in _REFUSED]
    return f"taken by {' and '.join(taking)} models; take it out here" if taking else "take it out"


RULE = Rule(
    code="STT502",
    severity=Severity.ERROR,
    title="Parameter that the model's generation does not take",
    effect="Ignored with the warning `Unknown arguments`, or status 400: `... is not a supported feature for model`.",
    sources=("summary.md@2026-06-30", "interim.md@2026-06-30"),
    use=check,
)
