"""Names for what is not written: each secret gets a variable, and the same secret the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from ..secrets import is_credential
from ..targets.uri import ACCESS_TOKEN
from ..text import Env

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WITHIN = re.compile(
    r"auth|a[tu]{1,2}h?ori[sz]|bearer|cookie|cred|csrf|hmac|jwt|key(?!word|phrase|board|frame|note)|nonce|passw|private"
    r"|pwd|secret|session|signature|token|user_?name|xsrf|(?:pass|pw)[0-9]*\Z",
    re.IGNORECASE,
)
"""What makes a name a secret's wherever it stands in it: names are glued together (`authkey`, `mytoken2`)."""
_SECRETS = frozenset(
    ("cert", "code", "login", "otp", "pass", "passphrase", "pin", "psk", "pw", "sas", "sid", "sig", "user")
)
"""What makes a name a secret's only where it is a word of its own."""
_PLACES = frozenset(
    ("dir", "endpoint", "file", "folder", "host", "id", "location", "name", "path", "server", "type", "uri", "url")
)
"""What a name ends in that does not name the secret itself."""
_NOT_SECRET = ("user_token", "user-agent")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Whether a name that nobody knows may be a secret's; the catalogue's own names are asked before."""
    if name.lower() in _NOT_SECRET:
        return False
    return is_credential(name) or bool(_WITHIN.search(name)) or bool(_SECRETS & _words(name))


def is_secret_variable(name: str) -> bool:
    """Whether a variable of this name may hold a secret: what is called `TOKEN_URL` holds none."""
    last = [word.lower() for word in _WORDS.findall(name)[-1:]]
    return is_secret(name) and not _PLACES & set(last)


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(name)}


class Literals:
    """Texts that nothing may show; many are found as fast as one."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        known = sorted({text for text in texts if text.strip()}, key=len, reverse=True)
        self._shortest = len(known[-1]) if known else 0
        self._known: dict[str, list[str]] = {}
        """By how they begin, the longest ones first."""
        for text in known:
            self._known.setdefault(text[: self._shortest], []).append(text)

    def hidden(self, text: str, sign: str) -> str:
        """A text with a sign where some of them stand."""
        if not self._known:
            return text
        found, end, covered = [], 0, 0
        for index in range(len(text) - self._shortest + 1):
            for literal in self._known.get(text[index : index + self._shortest], ()):
                if text.startswith(literal, index):
                    if index >= covered:
                        found += [text[end:index], sign]
                    end = covered = max(covered, index + len(literal))
                    break
        return "".join([*found, text[end:]])


class Names:
    """The variables of one import: none of them stands for two things."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._taken = {ACCESS_TOKEN.name} | {name for source in sources for name in _NAME.findall(source)}
        self._given: dict[tuple[object, ...], str] = {}
        self._used: set[str] = set()
        self._last: dict[tuple[str, bool], int] = {}
        """The number that was put behind a name last: those before it are used or taken."""
        self.secrets: set[str] = set()
        """Literals that nothing may show."""

    def variable(self, base: str, *key: object, free: bool = False) -> Env:
        """The variable of something; a new one is not called like anything in the sources.

        Args:
            base: its name, a number is put behind it where that is taken.
            key: what it stands for.
            free: whether it may be called like something in the sources: it stands for just that.
        """
        if key not in self._given:
            number = self._last.get((base, free), 1)
            name = base if number == 1 else f"{base}_{number}"
            while name in self._used or (not free and name in self._taken):
                number += 1
                name = f"{base}_{number}"
            self._last[base, free] = number
            self._used.add(name)
            self._given[key] = name
        return Env(self._given[key])

    def hide(self, *literals: str) -> None:
        """Remembers secrets, as they are and as addresses spell them.

        A text of a few characters, which may be any word, is none that could be found again.
        """
        for literal in literals:
            if len(literal) > 3:
                self.secrets |= {literal, quote(literal, "")}
