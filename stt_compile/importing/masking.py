"""What may be a secret: by where it stands, and by what it looks like. Comments show nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..secrets import masked as without_addresses
from .options import long_name
from .secret_names import Literals, is_secret
from .words import STARS, is_innocent, is_known, shown

_LONG_ENOUGH = 10
"""How many characters a secret has that is looked for elsewhere too; a shorter one may be any word."""
_LEFT = r"""(?:\$\{[^{}\n]*\}|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|`[^`\n]*`?|(?:\\(?:\r?\n|.)|[^\s"'`,;&\\])+)+"""
_VALUE = (
    r"""(?:'(?=")|"(?='))?(?:\\"(?:\\[^"\n]|[^"\\\n])*(?:\\")?|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|`[^`\n]*`?"""
    r"""|(?:\\["'])?(?:\$\{[^{}\n]*\}|\\.|[^\s"'`,;&\\])+)"""
)
_BEHIND = r"(?:[ \t=]*(?:[\\`^][ \t]*\r?\n[ \t]*)?)"
_SHORT = re.compile(rf"(?P<keep>(?<![\w-])-[A-Za-z#0-9:]{{0,10}}[uUbE]{_BEHIND})(?P<hide>(?!\*\*\*){_LEFT})")
_OPTION = re.compile(
    rf"(?P<keep>(?<![\w-])--?(?P<name>[A-Za-z][\w.-]{{1,60}})(?=[\s=]){_BEHIND})(?P<hide>(?!\*\*\*|-){_LEFT})"
)
_SCHEME = re.compile(
    r"(?P<keep>\b(?:Bearer|Basic|Digest|Negotiate|Token)[ \t:]+)(?P<hide>(?!\*\*\*)[^\s\"'`]+)", re.IGNORECASE
)
_HEADER = re.compile(
    r"(?P<keep>\b(?:proxy-)?(?:authorization|cookie)[ \t]*:[ \t]*)(?P<hide>[^\s\"'`][^\"'`\n]*)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?P<keep>(?:%(?:3F|26|3B|2C))?(?P<name>[\w.-]{1,80})\\?[\"'`]?[ \t]*(?::=|=>|=|:|%3D|%3A)[ \t]*[+]?[ \t]*"
    r"(?:\r?\n[ \t]*(?=[\"']))?)"
    rf"(?P<hide>(?!\*\*\*){_VALUE})",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?P<keep>(?P<quote>\\?[\"'])(?P<name>[\w.-]{1,60})[ \t]*[:=][ \t]*)"
    r"(?P<hide>(?![ \t]*\*\*\*)(?:(?!(?P=quote))(?:\\.|[^&\n]))+)"
)
"""A name and a value in the same quotes, which may have blanks in it."""
_ELEMENT = re.compile(
    r"(?P<keep><(?!code\b)(?P<name>[\w.:-]{1,60})(?:\s[^<>\n]{0,200})?>)(?P<hide>(?!\*\*\*)[^<>]{1,500})(?=</)"
)
_USER = re.compile(
    r"(?P<keep>(?<![\w-])(?:-[A-Za-z#0-9:]{0,10}u|--?user)[ \t=]*"
    r"(?:\"[\w.@-]{1,60}\"|'[\w.@-]{1,60}'|[\w.@-]{1,60})[ \t]*[:=,]?[ \t]+)"
    r"(?P<hide>(?![\"'`]?(?:[a-z]+://|[-{<$\\^|&;)]))(?!\S*/v1/)(?:\"[^\"\n]*\"?|'[^'\n]*'?|[^\s\"'`]+))"
)
"""A password behind a blank, where a colon belongs."""
_ENCODED = re.compile(r"(?P<keep>%3A%2F%2F)(?P<hide>[^\s\"'`&<>]{1,500}?)(?=%40)", re.IGNORECASE)
_USERINFO = re.compile(r"(?<![\w/.%])(?P<keep>[\w.%-]{1,60}:)(?P<hide>(?![*/])[^\s\"'`<>@:{$]{1,200})(?=@[\w{$-])")
"""User and password of an address without a scheme."""
_NETRC = re.compile(
    r"(?P<keep>\b(?:password|passwd|api[-_]?key)[ \t]+)(?P<hide>(?!\*\*\*|-|pass(?:word|wd)\b)[^\s\"'`]+)"
)
_PATTERNS = (_USER, _SHORT, _OPTION, _HEADER, _QUOTED, _SCHEME, _NAMED, _ELEMENT, _ENCODED, _USERINFO, _NETRC)
_SECRET_OPTIONS = frozenset(
    (
        *("aws-sigv4", "cert", "cookie", "oauth2-bearer", "pass", "preproxy", "proxy", "proxy-cert", "proxy-pass"),
        *("proxy-tlspassword", "proxy-tlsuser", "proxy-user", "sasl-authzid", "tlspassword", "tlsuser", "user"),
        "variable",
    )
)
"""The options of curl whose values are secrets, or hold some."""
_USED = re.compile(r"\$(?:env:|\{(?:env:)?)?(?P<shell>[A-Za-z_]\w*)|%(?P<cmd>[A-Za-z_]\w*)%", re.ASCII | re.IGNORECASE)
_KEPT = re.compile(
    r"""["'`]{0,2}(?:Bearer|Basic|(?:apikey:|Bearer[ ]|Basic[ ])?
    (?:\$(?:env:)?\w+|\$\{[\w:]+(?:\?[\w ]*)?\}|\{[\w .-]+\}|<[\w .-]+>|\*+))["'`]?""",
    re.ASCII | re.VERBOSE,
)
"""What names a secret and is none: a variable, a placeholder; and the scheme before one."""


def masked(text: str, secrets: Literals | None = None) -> str:
    """A text for a comment: without what is known as a secret, what stands where secrets stand, and what is no word.

    Args:
        secrets: literals that were found to be secrets.
    """
    return shown(_without_named(secrets.hidden(text, STARS) if secrets else text))


def names_secret(text: str) -> bool:
    """Whether something stands in a text as secrets do: behind a name for them, before an `@`."""
    return _without_named(text) != text


def candidates(text: str) -> Iterator[str]:
    """What stands where secrets stand, in the whole of a source: nothing that it is part of may show it."""
    for found in _standing(text):
        pieces = (piece.strip("${}()\u201c\u201d") for piece in re.split(r"[:\s\"'`]", found["hide"]))
        yield from (piece for piece in pieces if len(piece) >= _LONG_ENOUGH and not _is_name(piece))


def _is_name(piece: str) -> bool:
    """Whether what stands where secrets stand is a name for one, or no more than a word of the service."""
    return is_known(piece) or (is_innocent(piece) and is_secret(piece))


def used(text: str) -> set[str]:
    """The variables that stand where secrets stand."""
    hidden = (re.split(r"\s", found["hide"])[0] for found in _standing(text))
    return {found["shell"] or found["cmd"] for one in hidden for found in _USED.finditer(one)}


def _standing(text: str) -> Iterator[re.Match[str]]:
    for pattern in _PATTERNS:
        yield from filter(_holds[pattern], pattern.finditer(text))


def _without_named(text: str) -> str:
    for pattern in _PATTERNS:
        text = pattern.sub(_hidden, text)
    return without_addresses(text)


def _hidden(found: re.Match[str]) -> str:
    if not _holds[found.re](found) or _is_kept(found["hide"]):
        return found[0]
    return found["keep"] + STARS


def _is_kept(hide: str) -> bool:
    return bool(_KEPT.fullmatch(hide)) and is_innocent(hide)


def _always(found: re.Match[str]) -> bool:
    return True


def _of_option(found: re.Match[str]) -> bool:
    known = long_name(found["name"])
    return known in _SECRET_OPTIONS or (is_secret(found["name"]) and known != "cookie-jar")


def _of_name(found: re.Match[str]) -> bool:
    return is_secret(found["name"])


_holds: dict[re.Pattern[str], Callable[[re.Match[str]], bool]] = {
    **dict.fromkeys(_PATTERNS, _always),
    _OPTION: _of_option,
    _QUOTED: _of_name,
    _NAMED: _of_name,
    _ELEMENT: _of_name,
}
