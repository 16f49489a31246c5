"""Which words may be shown in a comment: those that are known, and those that look like words, names and numbers.

A secret may stand anywhere in what nobody understands. So nothing is shown because it was not found to be a secret,
but only what is found to be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..catalog.audio import (
    CONTENT_TYPES,
    RAW_TYPES_BY_EXTENSION,
    TYPES_BY_EXTENSION,
    UNLISTED_EXTENSIONS,
    VIDEO_EXTENSIONS,
)
from ..catalog.models import MODELS
from ..catalog.parameters import PARAMETERS
from ..catalog.platforms import GUID, HISTORIC_HOSTS, PATHS, SERVICE, SERVICES_DOMAIN
from .options import OPTIONS

STARS = "***"
_LETTERS = re.compile(
    r"[A-Z]?[a-z]{1,15}(?:[A-Z][a-z]{2,15}){0,4}(?:API|HTTP|ID|JSON|UR[IL]|XML)?|[A-Z]{1,15}s?|(?:API|HTTP|IBM|JSON|UR[IL])[A-Z][a-z]{2,15}"
)
_UNSPEAKABLE = re.compile(r"(.)\1\1|[b-df-hj-np-tv-xz]{5}|\A[b-df-hj-np-tv-xz]{4,}\Z", re.IGNORECASE)
"""No word has the same letter thrice, or five consonants in a row, or four and nothing else."""
_NUMBER = re.compile(r"[0-9]{1,5}|(?:[A-Za-z][a-z]{0,2}|[A-Z]{2,3})[0-9]{1,2}|[0-9]{1,3}[a-z]{1,2}")
_PIECES = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[\w~+/.-]+")
_STEP = re.compile(r"[\w~+-]+")
_STEM = re.compile(r"[A-Za-z]{1,16}[0-9]{0,6}|[0-9]{1,6}[A-Za-z]{0,2}")
"""A piece of the name of a file: more digits than elsewhere, for recordings are numbered."""
_EXTENSIONS = "|".join(
    sorted(
        {
            *(name.removeprefix(".") for table in (TYPES_BY_EXTENSION, RAW_TYPES_BY_EXTENSION) for name in table),
            *(name.removeprefix(".") for table in (UNLISTED_EXTENSIONS, VIDEO_EXTENSIONS) for name in table),
            *("json", "txt", "sh", "ps1", "md", "pem", "crt", "conf", "yaml", "yml"),
        }
    )
)
_KNOWN = re.compile(
    rf"""(?<![\w-])(?:
        {GUID}(?![\w-])
      | (?<=["'=@, \t/])(?P<stem>[\w.-]{{1,60}})\.(?:{_EXTENSIONS})(?![\w.-])
      | \$(?:env:)?[A-Za-z_]\w{{0,60}} | \$\{{(?:env:)?[A-Za-z_]\w{{0,60}}\}}
      | %[0-9A-Fa-f]{{2}}
      | (?<=\s)-[A-Za-z]{{2,4}}(?=\s)
    ) | (?<=://)[a-z0-9][a-z0-9.-]{{0,200}}(?::[0-9]{{1,5}})?(?=[/?#\s"'`]|\Z)(?![^\s"'`<>]{{0,2000}}@)""",
    re.VERBOSE,
)
"""What stays as it is: ids, names of files, variables, percent signs, options of one letter, and hosts of addresses
without credentials."""


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    names = [*PARAMETERS, *MODELS, *HISTORIC_HOSTS, *CONTENT_TYPES, *OPTIONS]
    names += [*PATHS.values(), SERVICES_DOMAIN, SERVICE]
    names += [name for row in PARAMETERS.values() for name in row.wire_names.values()]
    names += ["base64", "html", "https", "oauth2", "www"]
    return frozenset(piece.casefold() for name in names for piece in _PIECES.findall(name))


def is_known(text: str) -> bool:
    """Whether a text is made of nothing but words of the service and of curl."""
    return all(piece.casefold() in _vocabulary() for piece in _PIECES.findall(text))


@lru_cache(maxsize=4096)
def is_innocent(text: str) -> bool:
    """Whether a text is nothing but known words, ids, and what looks like a word or a short number."""
    return shown(text) == text


def shown(text: str) -> str:
    """A text with stars for whatever is no such word."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for known in _KNOWN.finditer(text):
        if known["stem"] and not all(map(_STEM.fullmatch, _PIECES.findall(known["stem"]))):
            continue
        yield _RUN.sub(_run, text[end : known.start()])
        yield known[0]
        end = known.end()
    yield _RUN.sub(_run, text[end:])


def _run(found: re.Match[str]) -> str:
    """A run of what secrets are made of: hidden as a whole, unless it is a path, which is hidden step by step."""
    if all(map(_is_word, _PIECES.findall(found[0]))):
        return found[0]
    return _STEP.sub(_step, found[0]) if found[0].startswith("/") else STARS


def _step(found: re.Match[str]) -> str:
    return found[0] if all(map(_is_word, _PIECES.findall(found[0]))) else STARS


@lru_cache(maxsize=4096)
def _is_word(piece: str) -> bool:
    if piece.casefold() in _vocabulary() or _NUMBER.fullmatch(piece):
        return True
    if not piece.isascii():
        return piece.isalpha() and len(piece) <= 30
    return bool(_LETTERS.fullmatch(piece)) and len(piece) <= 24 and not _UNSPEAKABLE.search(piece)
