"""More than one custom model of a kind in one request.

The service takes at most one custom acoustic model and at most one custom language model.

Problem::

    requests:
      live: {acoustic_model: [call-center, meeting-room]}

Instead::

    requests:
      live: {acoustic_model: call-center}
"""

from __future__ import annotations

from ..diagnostics import Finding, Related, Severity
from ..profile import Use
from . import Findings, Rule


def check(use: Use) -> Findings:
    """The custom models that a request names, in its own keys and in `extra`."""
    for key, kind in (("acoustic_model", "acoustic"), ("language_model", "language")):
        node = use.tree.get(*use.at(key))
        if node and isinstance(node.value, tuple):
            yield Finding(
                use.at(key),
                f"a request takes one custom {kind} model, not a list",
                "name one; for each further model make a request of its own",
            )
        parameter = f"{kind}_customization_id"
        if node and use.extra and parameter in use.extra.query:
            yield Finding(
                use.at("extra", "query", parameter),
                f"a second custom {kind} model beside `{key}`",
                "a request takes one; keep one of the two",
                on="key",
                related=(Related(use.at(key), "the first is named here"),),
            )


RULE = Rule(
    code="STT401",
    severity=Severity.ERROR,
    title="More than one custom model of a kind",
    effect="Not documented; the documentation allows one of each kind at a time.",
    sources=("acoustic-use.md@2026-06-30", "language-use.md@2026-06-30"),
    use=check,
)
