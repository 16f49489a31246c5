"""A hint that the documentation lists, and then does not count among the supported ones.

Problem::

    environments:
      production: {service_date: null}
    requests:
      live:
        interface: sync-http
        acoustic_model: null
        model: en-US
        parameters: {hints: [email], smart_formatting: true, smart_formatting_version: 2}

Instead::

    environments:
      production: {service_date: null}
    requests:
      live:
        interface: sync-http
        acoustic_model: null
        model: en-US
        parameters: {hints: [alphanum], smart_formatting: true, smart_formatting_version: 2}
"""

from __future__ import annotations

from ..catalog.parameters import HINT_MODIFIERS, HINTS_SUPPORTED
from ..diagnostics import Finding, Severity
from ..profile import Use
from . import Findings, Rule
from ._support import works

_NAME = "hints"


def check(use: Use) -> Findings:
    """The hints of a request."""
    for index, hint in enumerate(use.parameters[_NAME] if works(_NAME, use) else ()):
        if hint not in (*HINTS_SUPPORTED, *HINT_MODIFIERS):
            yield Finding(
                use.at("parameters", _NAME, index),
                f"the documentation lists the hint `{hint}`, and says that it is not supported yet",
                f"hints-parameter.md lists it, and then: at present only {' and '.join(HINTS_SUPPORTED)}; use those",
            )


RULE = Rule(
    code="STT509",
    severity=Severity.WARNING,
    title="Hint that may not be supported",
    effect="Not documented.",
    sources=("hints-parameter.md@2026-06-30",),
    use=check,
)
