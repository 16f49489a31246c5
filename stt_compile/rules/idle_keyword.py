"""A keyword that spots nothing more: one that is blank, or that another one says already.

Keywords are compared without regard to capital letters.

Problem::

    requests:
      live: {parameters: {keywords: [refund, Refund], keywords_threshold: 0.5}}

Instead::

    requests:
      live: {parameters: {keywords: [refund, return], keywords_threshold: 0.5}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from ..tree import spelling
from . import Findings, Rule
from ._support import refused

_NAME = "keywords"


def check(use: Use) -> Findings:
    """The keywords of a request, against those before them."""
    if refused(_NAME, use):
        return
    seen: dict[str, int] = {}
    for index, value in enumerate(use.parameters.get(_NAME, ())):
        keyword = (value if isinstance(value, str) else spelling(value)).strip().lower()
        path = use.at("parameters", _NAME, index)
        if not keyword:
            yield Finding(path, "a blank keyword spots nothing", "write a word, or take it out")
        elif keyword in seen:
            first = Related(use.at("parameters", _NAME, seen[keyword]), "the first stands here")
            help_ = "take it out; capital letters make no difference"
            yield Finding(path, "the same keyword stands here twice", help_, related=(first,))
        else:
            seen[keyword] = index


RULE = Rule(
    code="STT527",
    severity=Severity.WARNING,
    title="Keyword that spots nothing more",
    effect="Not documented.",
    sources=("spotting.md@2026-06-30",),
    use=check,
)
