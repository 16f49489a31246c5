"""An opt-out from request logging where nothing is logged.

Problem::

    environments:
      production:
        platform: cloud-pak-for-data
        url: https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api
        auth: {token: {env: STT_TOKEN}}
        learning_opt_out: true

Instead::

    environments:
      production:
        platform: cloud-pak-for-data
        url: https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api
        auth: {token: {env: STT_TOKEN}}
"""

from __future__ import annotations

from ..catalog.platforms import PLATFORMS
from ..diagnostics import Finding, Severity
from ..profile import Environment, Use
from ..tree import KeyPath
from . import Findings, Rule


def check_environment(environment: Environment) -> Findings:
    """The opt-out of an environment."""
    if environment.learning_opt_out:
        yield from _without_effect(environment, ("environments", environment.name, "learning_opt_out"))


def check_request(use: Use) -> Findings:
    """The opt-out of a request."""
    node = use.tree.get(*use.at("learning_opt_out"))
    if node is not None and node.value is True:
        yield from _without_effect(use.environment, use.at("learning_opt_out"))


def _without_effect(environment: Environment, path: KeyPath) -> Findings:
    if environment.platform is None or PLATFORMS[environment.platform].learning_opt_out:
        return
    yield Finding(
        path,
        f"{PLATFORMS[environment.platform].name} logs no requests: there is nothing to opt out of",
        "take it out, or say it where the platform is ibm-cloud",
        on="key",
    )


RULE = Rule(
    code="STT314",
    severity=Severity.ERROR,
    title="Opt-out where nothing is logged",
    effect="Ignored.",
    sources=("summary.md@2026-06-30", "release-notes-data.md@2026-06-30 (28 June 2019)"),
    environment=check_environment,
    use=check_request,
)
