"""The profile language: the kinds of mapping it has, and which of their keys exclude each other.

The schema says what may be written, merging says what wins; both follow these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

VERSION = 1

# `$` alone would let a final line break through in Python; JavaScript has no `\Z`. Both understand this.
END = r"(?!\n)$"
NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*" + END
VARIABLE_PATTERN = r"^[A-Za-z_][A-Za-z0-9_]*" + END

# Days of the calendar: editors look no further than the pattern.
_DAY_OF_MONTH = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_LEAP_YEAR = "[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00"
DAY_PATTERN = f"^(?!0000)(?:[0-9]{{4}}-(?:{_DAY_OF_MONTH})|(?:{_LEAP_YEAR})-02-29)" + END

PROFILE_NAMES = ("stt.yaml", "stt.yml")
PROFILE_ENDINGS = (".stt.yaml", ".stt.yml")

SECRETS = ("apikey", "token", "password", "api_key", "user_secret")
"""Keys whose value is a secret: one reference, never a literal."""

WAIT_MINUTES = 60
"""How long an artefact polls a job that says nothing of it."""
MOST_WAIT_MINUTES = 7 * 24 * 60
"""How long it may: as long as the service keeps results that nobody fetches, unless it is told otherwise."""

CHILDREN: Mapping[str, Mapping[str, str]] = {
    "profile": {"environments": "environments", "defaults": "request", "requests": "requests"},
    "environments": {"*": "environment"},
    "environment": {"auth": "auth", "tls": "tls", "acoustic_models": "models", "language_models": "models"},
    "models": {"*": "model"},
    "requests": {"*": "request"},
    "request": {"audio": "audio", "parameters": "parameters", "job": "job", "extra": "extra", "overrides": "overrides"},
    "overrides": {"*": "request"},
}
"""The kind of a mapping by the kind that holds it and its key."""

ALTERNATIVES: Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "environment": ((("url",), ("location", "instance_id")),),
    "auth": (
        (("apikey",), ("token",), ("authorize_url", "username", "password", "api_key")),
        (("password",), ("api_key",)),
    ),
    "tls": ((("ca_file",), ("verify",)),),
    "audio": ((("file",), ("files",)),),
}
"""Groups of keys of one mapping that exclude each other; setting one drops the inherited others."""

DEPENDENTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "audio": {"content_type": ("rate", "channels", "endianness", "codecs")},
}
"""Keys that mean nothing without the key that they belong to: setting it drops what is inherited of them."""


def child_kind(kind: str, key: str) -> str:
    """The kind of the mapping under a key; empty where the language has no more to say."""
    children = CHILDREN.get(kind, {})
    return children.get(key) or children.get("*", "")


@lru_cache(maxsize=1024)
def dropped_by(kind: str, key: str) -> frozenset[str]:
    """The inherited keys that go when this key is set."""
    gone: set[str] = set(DEPENDENTS.get(kind, {}).get(key, ()))
    for groups in ALTERNATIVES.get(kind, ()):
        if any(key in group for group in groups):
            gone.update(other for group in groups if key not in group for other in group)
    return frozenset(gone)


def is_profile(name: str) -> bool:
    """Whether a file of this name is a profile by its name alone."""
    return name in PROFILE_NAMES or (name.endswith(PROFILE_ENDINGS) and not name.startswith("."))
