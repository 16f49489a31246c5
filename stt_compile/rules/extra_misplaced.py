"""What `extra` sends to a place where the service takes it for something unknown.

The catalogue knows where the parameter goes, or the interface does not have the place at all. A connection's parameters
in a start message, the oldest of all mistakes, are ignored with a mere warning.

Problem::

    requests:
      live:
        extra: {reason: copied from an old script, start: {model: ja-JP_BroadbandModel}}

Instead::

    requests:
      live: {acoustic_model: null, model: ja-JP_BroadbandModel}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Use
from ..schema import CARRIER_NAMES, PLACE_NAMES
from . import Findings, Rule
from ._extra import homeless, misplaced


def check(use: Use) -> Findings:
    """The places and names of all that `extra` sends."""
    carrier = CARRIER_NAMES[use.carrier]
    for kind in homeless(use):
        message = f"{carrier} sends no `{kind}` of a request's own"
        yield Finding(use.at("extra", kind), message, "take it out, or choose another interface", on="key")
    for kind, name, row in misplaced(use):
        wire, where = row.wire_names.get(use.carrier, row.name), PLACE_NAMES[row.placement[use.carrier]]
        yield Finding(
            use.at("extra", kind, name),
            f"`{name}` is nothing here: {carrier} takes `{wire}` ({where})",
            f"a profile says it as `{row.key}`, which puts it there" if row.key else f"a profile has {row.instead}",
            on="key",
        )


RULE = Rule(
    code="STT905",
    severity=Severity.ERROR,
    title="Extra where nothing takes it",
    effect="Ignored; the result has `warnings`: Unknown arguments, or Unknown url query arguments.",
    sources=("websockets.md@2026-06-30", "speech-to-text-websockets-ruby#8", "java-sdk#540", "node-sdk#1065"),
    use=check,
)
