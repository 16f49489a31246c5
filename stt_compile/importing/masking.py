"""What may be a secret in text that is kept as a comment: nothing of it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..secrets import masked as without_addresses

_STARS = "***"
_LONG_ENOUGH = 10
"""How many characters a secret has that is looked for elsewhere too; a shorter one may be any word."""
_LEFT = r"""(?:\$\{[^{}\n]*\}|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|`[^`\n]*`?|(?:\\.|[^\s"'`,;&\\])+)+"""
_OPTION = re.compile(
    r"(?P<keep>(?<![\w-])(?:-[A-Za-z#0-9:]{0,10}[uUbE]|--?(?:user|proxy-user|oauth2-bearer|cookie|cert|pass|proxy-pass|tlspassword"
    rf"|proxy|preproxy|proxy-tlspassword|tlsuser|aws-sigv4))(?:[ \t=]*(?:[\\`^][ \t]*\r?\n[ \t]*)?))(?P<hide>{_LEFT})"
)
_SCHEME = re.compile(
    r"(?P<keep>\b(?:Bearer|Basic|Digest|Negotiate|Token)[ \t:]+)(?P<hide>(?!\*\*\*)[^\s\"'`]+)", re.IGNORECASE
)
_HEADER = re.compile(
    r"(?P<keep>\b(?:proxy-)?(?:authorization|cookie)[ \t]*:[ \t]*)(?P<hide>[^\s\"'`][^\"'`\n]*)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?P<keep>(?<![\w.-])[\w.-]*(?:api[-_ ]?key|token|passw(?:or)?d|passwd|secret|authorization"
    r"|credentials?|cookie|user_?name)"
    rf"[\w.-]*[\"'`]?[ \t]*(?::=|=>|=|:|%3D)[ \t]*[+]?[ \t]*)(?P<hide>(?!\*\*\*){_LEFT})",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?P<keep>(?<![\w.-])(?:[\w.-]*[._-]|3F|26)?(?:auth|bearer|jwt|key|pass|pwd|sig|signature)"
    rf"[\"'`]?[ \t]*(?::=|=>|=|:|%3D)[ \t]*)(?P<hide>(?!\*\*\*){_LEFT})",
    re.IGNORECASE,
)
"""Names that need not be a secret's: what they name is hidden here, and not looked for elsewhere."""
_USER = re.compile(
    r"(?P<keep>(?<![\w-])(?:-[A-Za-z#0-9:]{0,10}u|--user)[ \t]*[\"']?[\w.@-]{1,60}[\"']?[ \t]+)"
    r"(?P<hide>[^\s\"'`/.:\\{<$-][^\s\"'`/.:\\]*(?=\s|\Z))"
)
"""A password behind a blank, where a colon belongs."""
_ENCODED = re.compile(r"(?P<keep>%3A%2F%2F)(?P<hide>[^\s\"'`&<>]{1,500}?)(?=%40)", re.IGNORECASE)
_PATTERNS = (_USER, _OPTION, _HEADER, _SCHEME, _NAMED, _ENCODED)
_USED = re.compile(r"\$(?:env:|\{(?:env:)?)?([A-Za-z_]\w*)", re.ASCII | re.IGNORECASE)
_KEPT = re.compile(
    r"""["'`]?(?:apikey:)?(?:\$(?:env:)?\w+|\$\{[\w:]+(?:\?[\w ]*)?\}|\{[\w .-]+\}|<[\w .-]+>|\*+)["'`]?""", re.ASCII
)
"""What names a secret and is none: a variable, a placeholder."""


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """A text for a comment, without what is known as a secret and without what stands where secrets stand.

    Args:
        secrets: literals that were found to be secrets.
    """
    for secret in sorted({secret for secret in secrets if secret.strip()}, key=len, reverse=True):
        text = text.replace(secret, _STARS)
    for pattern in (*_PATTERNS, _WORD):
        text = pattern.sub(_hidden, text)
    return without_addresses(text)


def candidates(text: str) -> Iterator[str]:
    """What stands where secrets stand, in the whole of a source: nothing that it is part of may show it."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            pieces = re.split(r"[:\s\"'`]", found["hide"])
            yield from (piece for piece in pieces if len(piece) >= _LONG_ENOUGH and not _KEPT.fullmatch(piece))


def used(text: str) -> set[str]:
    """The variables that stand where secrets stand."""
    hidden = (re.split(r"\s", found["hide"])[0] for pattern in _PATTERNS for found in pattern.finditer(text))
    return {name for one in hidden for name in _USED.findall(one)}


def _hidden(found: re.Match[str]) -> str:
    hide = found["hide"]
    return found["keep"] + (hide if _KEPT.fullmatch(hide) else _STARS)
