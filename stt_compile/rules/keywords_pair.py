"""Keywords without their threshold, or a threshold without keywords.

The documentation says that both must be given (spotting.md); by the Python SDK nothing is spotted where one is missing.
An empty list of keywords is none.

Problem::

    requests:
      live: {parameters: {keywords: [refund]}}

Instead::

    requests:
      live: {parameters: {keywords: [refund], keywords_threshold: 0.5}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import refused

_LIST, _THRESHOLD = "keywords", "keywords_threshold"
_SAY = "spotting.md: both must be given; Python SDK: nothing is spotted without"


def check(use: Use) -> Findings:
    """Whether a request has both of the pair, or neither."""
    if any(use.has_lost("parameters", name) for name in (_LIST, _THRESHOLD)):
        return
    keywords, threshold = use.parameters.get(_LIST), use.parameters.get(_THRESHOLD)
    if keywords and threshold is None and refused(_LIST, use) is None:
        yield Finding(
            use.at("parameters", _LIST),
            f"`{_LIST}` without `{_THRESHOLD}`",
            f"add `{_THRESHOLD}`, for example 0.5 ({_SAY})",
            on="key",
        )
    if threshold is not None and not keywords and refused(_THRESHOLD, use) is None:
        empty = keywords is not None
        yield Finding(
            use.at("parameters", _THRESHOLD),
            f"`{_THRESHOLD}` without {'a keyword' if empty else f'`{_LIST}`'}",
            f"list `{_LIST}`, or take it out ({_SAY})",
            on="key",
            related=(Related(use.at("parameters", _LIST), "the list is empty"),) if empty else (),
        )


RULE = Rule(
    code="STT505",
    severity=Severity.ERROR,
    title="Keywords and their threshold belong together",
    effect="Seen: `keywords_threshold must be set if keywords list is not empty.`; otherwise nothing is spotted.",
    sources=(
        "spotting.md@2026-06-30",
        "output.md@2020-07-04",
        "python-sdk speech_to_text_v1.py@2024-12-04",
        "node-sdk issue 189",
    ),
    use=check,
)
