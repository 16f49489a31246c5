"""The address that a job reports to: shared by the rules of jobs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..profile import Use
from ..text import Env

_URL = re.compile(r"(https?)://([^/?#\\]*)", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")
_LOOPBACK = re.compile(r"(?:.+\.)?localhost\.?|127(?:\.\d+){1,3}|0\.0\.0\.0|\[::1?\]", re.IGNORECASE)
_REFERENCE = "\ufffc"
"""Stands for a run-time value, of which nothing is known."""


@dataclass(frozen=True)
class Callback:
    """What is known of a callback URL before the call."""

    wrong: str = ""
    """Why it is none; empty where it may be one."""
    scheme: str = ""
    """Empty where only the call will tell."""
    userinfo: str = ""
    host: str = ""

    @property
    def credentials(self) -> bool:
        """Whether a user or a password is written in it."""
        user, _, password = self.userinfo.partition(":")
        return bool((password or user).replace(_REFERENCE, ""))

    @property
    def loopback(self) -> bool:
        """Whether it names the machine on which it is looked up."""
        return bool(_LOOPBACK.fullmatch(self.host))


def callback(use: Use) -> Callback | None:
    """The callback URL of a job; None where there is none, or where the interface has no jobs."""
    value = use.job.callback_url
    if use.interface != "async-http" or value is None or use.has_lost("job", "callback_url"):
        return None
    url = "".join(_REFERENCE if isinstance(piece, Env) else piece for piece in value)
    if _SPACE.search(url):
        return Callback(wrong="has a blank or another character in it that no address has")
    found = _URL.match(url)
    if found is None:
        begin = url.partition(_REFERENCE)[0].lower()
        open_ = _REFERENCE in url and any(scheme.startswith(begin) for scheme in ("http://", "https://"))
        return Callback() if open_ else Callback(wrong="is no http or https address")
    userinfo, _, authority = found[2].rpartition("@")
    host = authority if authority.endswith("]") else re.sub(r":\d*\Z", "", authority)
    if not host:
        return Callback(wrong="has no host")
    return Callback("", found[1].lower(), userinfo, host)
