"""Credentials, a query or a fragment inside an address.

Paths and parameters are put behind the base address, so nothing may follow it; and what stands before an `@` is shown
wherever the address is.

Problem::

    environments:
      production: {url: 'https://me:not-a-real-password@stt.example.com'}

Instead::

    environments:
      production: {url: 'https://stt.example.com'}
"""

from __future__ import annotations

from ..diagnostics import Finding, Severity
from ..profile import Authorize, Environment
from ..text import Text
from ..tree import KeyPath
from . import Findings, Rule
from ._addresses import of_service, parsed


def check(environment: Environment) -> Findings:
    """The address of an environment, and that of its tokens."""
    path: KeyPath = ("environments", environment.name)
    auth = environment.auth
    yield from _credentials(environment.url, (*path, "url"), "they belong under `auth`, as references")
    if isinstance(auth, Authorize):
        where = (*path, "auth", "authorize_url")
        yield from _credentials(auth.authorize_url, where, "they belong beside it, as `username` and `password`")
    address = of_service(environment)
    if address is None or address.credentials:
        return
    if address.query:
        help_ = "take it out: parameters belong into requests, credentials under `auth`"
        yield Finding((*path, "url"), "`url` has a query, and paths are appended to it", help_)
    elif address.fragment:
        yield Finding((*path, "url"), "`url` has a fragment, which is never sent", "take out what begins with `#`")


def _credentials(text: Text | None, path: KeyPath, help_: str) -> Findings:
    address = parsed(text)
    if address and address.credentials:
        yield Finding(path, f"`{path[-1]}` holds credentials", f"take them out; {help_}")


RULE = Rule(
    code="STT311",
    severity=Severity.ERROR,
    title="Address with credentials, a query or a fragment",
    effect="None is documented; the secret is printed wherever the address is.",
    sources=("the profile language", "mistakes seen in the field: node-sdk#189, python-sdk#343"),
    environment=check,
)
