"""A method's path at the end of `url`.

What follows the base address depends on the interface and is appended; written out, it stands there twice.

Problem::

    environments:
      production:
        url: ['https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/', {env: STT_INSTANCE_ID}, /v1/recognize]

Instead::

    environments:
      production:
        url: ['https://api.eu-de.speech-to-text.watson.cloud.ibm.com/instances/', {env: STT_INSTANCE_ID}]
"""

from __future__ import annotations

import re

from ..catalog.platforms import OTHER_PATHS, PATHS
from ..diagnostics import Finding, Repair, Replace, Severity
from ..profile import Environment
from ..text import literal
from . import Findings, Rule
from ._addresses import ANY, of_service

_METHODS = dict.fromkeys((*PATHS.values(), *OTHER_PATHS))
_METHOD = re.compile(rf"(?:{'|'.join(map(re.escape, _METHODS))})(?:/.*)?$", re.DOTALL)
_VERSION = re.compile(rf"(?:^|/api|/instances/[^/]+)({re.escape(next(iter(_METHODS)).rpartition('/')[0])})$")


def check(environment: Environment) -> Findings:
    """The path of an environment's `url`."""
    address = of_service(environment)
    if address is None or address.gives_tokens or address.other_service is not None:
        return
    found = _METHOD.search(address.path)
    version = None if found else _VERSION.search(address.path)
    if version and (address.serves or address.historic):
        surplus = version[1]
    elif found:
        surplus = found[0]
    else:
        return
    shown = "/…" if ANY in surplus else surplus
    whole = literal(environment.url or ())
    clean = whole is not None and not (address.credentials or address.query or address.fragment)
    better = whole.removesuffix(surplus) if whole and clean else None
    path = ("environments", environment.name, "url")
    yield Finding(
        path,
        f"`url` ends in `{shown}`, which is appended to it",
        f"write {better}" if better else f"take `{shown}` off its end",
        repair=Repair(f"take `{shown}` off the end of `url`", (Replace(path, better),)) if better else None,
    )


RULE = Rule(
    code="STT310",
    severity=Severity.ERROR,
    title="Address with a method's path",
    effect="Status 404.",
    sources=("websockets.md@2026-06-30", "snhwang/Unity-Watson-STT-Assistant-TTS#1"),
    environment=check,
)
