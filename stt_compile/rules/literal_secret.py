"""A secret that is written where only its name belongs.

A profile is reviewed, committed and copied into runbooks; a key in it is leaked the moment it is saved.

Problem::

    environments:
      production:
        auth: {apikey: 0123456789abcdefABCDEF-not-a-real-key}

Instead::

    environments:
      production:
        auth: {apikey: {env: STT_APIKEY}}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..secrets import literals
from ..tree import Node
from . import Findings, Rule


def check(tree: Node) -> Findings:
    """Every literal where a secret belongs, in one file."""
    for path, _ in literals(tree):
        name = f"STT_{str(path[-1]).upper()}"
        yield Finding(
            path,
            f"`{path[-1]}` holds a literal where only a reference may stand",
            f"write `{{env: {name}}}`, set {name} where the request runs, and replace what has been written down",
        )


RULE = Rule(
    code="STT301",
    severity=Severity.ERROR,
    title="Literal secret",
    effect="None; but whoever reads the profile can use the instance.",
    sources=("mistakes seen in the field: node-sdk#189, python-sdk#343, speech-to-text-websockets-python#26",),
    file=check,
)
