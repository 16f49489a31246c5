"""What can be read of an address before the call: shared by the rules of addresses.

Run-time values may stand in it, so each part says how much of it is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..catalog.platforms import (
    AUTHORIZE_CALL,
    HISTORIC_DOMAIN,
    HISTORIC_HOSTS,
    IAM_TOKEN_CALL,
    PATHS,
    SERVICE,
    SERVICES_DOMAIN,
    URL_PATTERN,
)
from ..profile import Environment
from ..text import Env, Text
from ..tree import KeyPath, Node

ANY = "\0"
"""Stands for a run-time value, which may be anything; YAML has no such character."""
_ADDRESS = re.compile(r"https://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>|\bYOUR[_-]|\$[A-Za-z_]")
_LOCATED = re.compile(re.escape(URL_PATTERN.partition("/instances/")[0]).replace(r"\{location\}", rf"([^./{ANY}]+)"))
_INSTANCE = re.compile(r"/instances/([^/]+)")


@dataclass(frozen=True)
class Address:
    """The parts of an address; `ANY` stands in them for run-time values."""

    credentials: bool
    """Whether something stands before an `@`."""
    host: str
    path: str
    query: bool
    fragment: bool
    whole: bool
    """Whether the host ends where it seems to: no run-time value at its end, which may go on with a path."""

    @property
    def location(self) -> str | None:
        """The location that the host names, where it has today's form."""
        found = _LOCATED.fullmatch(f"https://{self.host}")
        return found[1] if found else None

    @property
    def instance(self) -> str | None:
        """What the path names as the instance."""
        found = _INSTANCE.search(self.path)
        return found[1] if found else None

    @property
    def at_service(self) -> bool:
        """Whether the host is one of this service on IBM Cloud, today's form."""
        return _within(self.host, f"{SERVICE}.{SERVICES_DOMAIN}")

    @property
    def historic(self) -> bool:
        """Whether the host is one of the past."""
        return _within(self.host, HISTORIC_DOMAIN)

    @property
    def gives_tokens(self) -> bool:
        """Whether it is where tokens are had."""
        iam = urlsplit(IAM_TOKEN_CALL.url)
        return _within(self.host, iam.netloc) or self.path.endswith((iam.path, AUTHORIZE_CALL.url))

    @property
    def other_service(self) -> str | None:
        """The Watson service that it names, where that is another one."""
        label = self.host.removesuffix(f".{SERVICES_DOMAIN}").rpartition(".")[2]
        if _within(self.host, SERVICES_DOMAIN) and label != SERVICE and ANY not in label:
            return label if self.host != SERVICES_DOMAIN else ""
        family, other = ("gateway", "stream") if self.host.startswith("gateway") else ("stream", "gateway")
        exchanged = self.host.replace(family, other, 1) in HISTORIC_HOSTS  # each location has one of the two
        if self.host not in HISTORIC_HOSTS and not (self.historic and (family == "gateway" or exchanged)):
            return None
        first = self.path.removeprefix("/").partition("/")[0]
        if first and first != SERVICE and ANY not in first:
            return first
        return None if self.host in HISTORIC_HOSTS else ""

    @property
    def serves(self) -> bool:
        """Whether it is certainly an address of this service, and not one where tokens are had."""
        return (
            self.at_service
            or self.host in HISTORIC_HOSTS
            or f"/{SERVICE}/" in f"{self.path}/"
            or self.instance is not None
            or self.path.endswith(tuple(PATHS.values()))
        )


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def parsed(text: Text | None) -> Address | None:
    """The parts of an address; None where another rule has more to say: it has no scheme, or placeholders are left."""
    if text is None or any(placeholder(piece) for piece in text if isinstance(piece, str)):
        return None
    found = _ADDRESS.fullmatch("".join(ANY if isinstance(piece, Env) else piece for piece in text))
    if found is None or not found["authority"]:
        return None
    before, at, host = found["authority"].rpartition("@")
    name = host.partition(":")[0].rstrip(".").lower()
    path = found["path"].rstrip("/")
    return Address(
        credentials=bool(at) and bool(before),
        host=name,
        path=path,
        query=found["query"] is not None,
        fragment=found["fragment"] is not None,
        whole=not host.endswith(ANY),
    )


def of_service(environment: Environment) -> Address | None:
    """The address that an environment gives as `url`; None where it has none, or one that another rule reports."""
    return parsed(environment.url) if environment.tree.get("url") else None


def placeholder(literal: str) -> bool:
    """Whether a placeholder of the documentation is left in a text."""
    return bool(_PLACEHOLDER.search(literal))


def has_placeholder(text: Text | None) -> bool:
    """The same for a text of pieces."""
    return any(placeholder(piece) for piece in text or () if isinstance(piece, str))


def pieces(node: Node | None, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """The literal pieces of a text, each with its path."""
    if node is None:
        return
    if isinstance(node.value, str):
        yield path, node.value
    for index, item in enumerate(node.items):
        yield from pieces(item, (*path, index))
