"""What redaction switches off.

With `redaction: true` the service spots no keywords, offers one transcript, sends no interim results, and formats
smartly, whatever the request says of these.

Problem::

    requests:
      live: {parameters: {redaction: true, interim_results: true}}

Instead::

    requests:
      live: {parameters: {redaction: true}}
"""

from __future__ import annotations

from ..catalog.parameters import DISABLED_BY_REDACTION, FORCES
from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import refused, works

_NAME = "redaction"


def check(use: Use) -> Findings:
    """All that a request with redaction asks for in vain."""
    if not works(_NAME, use):
        return
    for name in DISABLED_BY_REDACTION:
        if _wanted(name, use) and refused(name, use) is None:
            yield _finding(name, f"`redaction: true` {_effect(name)}", use)
    forced = FORCES[_NAME]
    if use.parameters.get(forced) is False:
        yield _finding(forced, f"`redaction: true` turns `{forced}` on", use)


def _wanted(name: str, use: Use) -> bool:
    if name == "max_alternatives":
        return bool(use.parameters.get(name, 1) > 1)
    if name.startswith("keywords"):
        return bool(use.parameters.get("keywords")) and use.parameters.get("keywords_threshold") is not None
    return use.parameters.get(name) is True


def _effect(name: str) -> str:
    return "leaves one transcript" if name == "max_alternatives" else f"switches `{name}` off"


def _finding(name: str, message: str, use: Use) -> Finding:
    return Finding(
        use.at("parameters", name),
        message,
        f"take out either `{name}` or `{_NAME}`",
        on="key",
        related=(Related(use.at("parameters", _NAME), "redaction is asked for here"),),
    )


RULE = Rule(
    code="STT511",
    severity=Severity.WARNING,
    title="Switched off by redaction",
    effect="Silently overridden.",
    sources=("formatting.md@2026-06-30", "summary.md@2026-06-30", "output.md@2020-07-04"),
    use=check,
)
