"""A parameter that does not exist for the language of the base model.

Only what every source says is an error: a language is missing in the documentation of the day, or, between the two
that are known, in both.

Problem::

    requests:
      live: {acoustic_model: null, model: fr-FR_NarrowbandModel, parameters: {speaker_labels: true}}

Instead::

    requests:
      live: {acoustic_model: null, model: de-DE_NarrowbandModel, parameters: {speaker_labels: true}}
"""

from __future__ import annotations

from ..catalog.parameters import PARAMETERS
from ..catalog.rows import BaseModel, Parameter
from ..diagnostics import Finding, Related, Severity
from ..names import shortened
from ..profile import Use
from ..request import base_of
from . import Findings, Rule
from ._dates import judged
from ._support import asks, forced_by, language_since, languages, refused


def check(use: Use) -> Findings:
    """The parameters of a request, against the languages that have them."""
    base = base_of(use)
    for name in use.parameters:
        if base.row and asks(name, use) and refused(name, use) == "language" and not _said(name, use):
            row = PARAMETERS[name]
            yield Finding(
                use.at("parameters", name),
                f"`{name}` does not exist for {base.row.language_name}",
                _help(row, base.row, use),
                on="key",
                related=(Related(base.path, "the base model is named here"),),
            )


def _said(name: str, use: Use) -> bool:
    """Whether another finding says it already, or another parameter brings it."""
    older = "smart_formatting"
    if name == f"{older}_version" and asks(older, use) and refused(older, use) == "language":
        return True
    return forced_by(name, use) is not None


def _help(row: Parameter, base: BaseModel, use: Use) -> str:
    since = language_since(row, base, use)
    if since:
        return f"it exists since {since}; judged as of {judged(use)}"
    return f"take it out; it exists for {shortened(languages(row, base, use), most=24)}; judged as of {judged(use)}"


RULE = Rule(
    code="STT522",
    severity=Severity.ERROR,
    title="Parameter that the language does not have",
    effect="Ignored.",
    sources=(
        "summary.md@2020-07-04",
        "summary.md@2026-06-30",
        "formatting.md@2026-06-30",
        "known-limitations.md@2026-06-30",
        "speech-transcript-enrichment.md@2026-06-30",
        "release-notes.md@2026-06-30",
    ),
    use=check,
)
