"""Names for what is not written: each secret gets a variable, and the same secret the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..secrets import is_credential
from ..targets.uri import ACCESS_TOKEN
from ..text import Env

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SECRETS = frozenset(
    ("auth", "bearer", "jwt", "key", "pass", "passphrase", "pwd", "secret", "sig", "signature", "token", "tokens")
)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def is_secret(name: str) -> bool:
    """Whether a name that nobody knows may be a secret's; the catalogue's own names are asked before."""
    return is_credential(name) or (name != "user_token" and bool(_SECRETS & set(map(str.lower, _WORDS.findall(name)))))


def is_secret_variable(name: str) -> bool:
    """Whether a variable of this name may hold a secret: what is called `TOKEN_URL` holds none."""
    return is_credential(name) or bool(_SECRETS & {word.lower() for word in _WORDS.findall(name)[-1:]})


class Names:
    """The variables of one import: none of them stands for two things."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._taken = {ACCESS_TOKEN.name} | {name for source in sources for name in _NAME.findall(source)}
        self._given: dict[tuple[object, ...], str] = {}
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
            number = 1
            name = base
            used = set(self._given.values())
            while name in used or (not free and name in self._taken):
                number += 1
                name = f"{base}_{number}"
            self._given[key] = name
        return Env(self._given[key])

    def hide(self, *literals: str) -> None:
        """Remembers secrets; a text of a few characters, which may be any word, is none that could be found again."""
        self.secrets.update(literal for literal in literals if len(literal) > 3)
