"""The variables that a script sets itself, and their values where it uses them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ..text import Env
from . import shell
from .findings import Finding
from .loops import END_OF_TURNS, outermost, within
from .open_page import DIALECTS, Page
from .pieces import MARK, is_plain, parts
from .secret_names import is_secret_variable
from .shell import Dialect

_SETTING = re.compile(
    r"""(?mx)^[ \t]*(?:[$>][ \t]+)?(?:
        (?:export[ \t]+|readonly[ \t]+|local[ \t]+|set[ \t]+"?)?(?P<name>[A-Za-z_]\w*)=(?=\S)
      | \$(?:env:)?(?P<power>[A-Za-z_]\w*)[ \t]*=[ \t]*(?=["'])
    )"""
)
_UNSURE = re.compile(
    r"""(?mx)(?:&&|\|\||\b(?:then|do|else)\b|[{)])[ \t]*(?:(?:export|readonly|local)[ \t]+)?(?P<set>[A-Za-z_]\w*)=
    | \b(?:for|select)[ \t]+(?P<turn>[A-Za-z_]\w*)[ \t]+in\b
    | (?:^|[;|&]|\bwhile|\bdo)[ \t]*(?:IFS=\S{0,40}[ \t]+)?read[ \t]+(?:-[a-z]+[ \t]+)*(?P<given>[A-Za-z_]\w*)""",
    re.ASCII,
)
_SET = re.compile(
    r"""(?imx)^[ \t]*@?set[ \t]+
    (?:"(?P<quoted>[a-z_]\w*)=(?P<value>[^"\n]*)"[ \t]*|(?P<name>[a-z_]\w*)=(?P<rest>[^"&|<>^()\n]*))\r?$"""
)
_ANY_SET = re.compile(r"(?i)\bset[ \t]+(?:/[ap][ \t]+)?\"?([a-z_]\w*)[ \t]*[-+*/]?=")
_JUMP = re.compile(r"(?im)^[^\n]*\bgoto[ \t]+:?(?!eof\b)\w")
_WHOLE = re.compile(r"(?:[\w.-]{1,60}:)?\0(\w+)\0")
"""What a variable holds that is another one, perhaps with the name of a user."""
_LONGEST_VALUE = 2000


def settings(page: Page) -> Iterator[tuple[int, str, str]]:
    """The variables that a script sets itself: offset, name and value."""
    if DIALECTS.get(PurePath(page.source.name).suffix.lower()) == "cmd":
        yield from _batch_settings(page.text)
        return
    for found in _SETTING.finditer(page.text):
        dialect: Dialect = "powershell" if found["power"] else "sh"
        begin = found.end()
        line = page.text.find("\n", begin)
        words = shell.command(page.text, begin, dialect, end=line if line >= 0 else None).words
        if len(words) == 1 and words[0].value and words[0].start == begin:
            yield begin, found["name"] or found["power"], words[0].value


def _batch_settings(text: str) -> Iterator[tuple[int, str, str]]:
    """Those of a batch file: blanks belong to a value, and only one that is never set otherwise is sure."""
    if _JUMP.search(text):
        return
    depth, end, sure = 0, 0, []
    for found in _SET.finditer(text):
        between = text[end : found.start()]
        end = found.end()
        depth += len(re.findall(r"\([ \t]*\r?$", between, re.MULTILINE)) - len(END_OF_TURNS.findall(between))
        if depth <= 0:
            sure.append(found)
    names = Counter(found[1].lower() for found in _ANY_SET.finditer(text))
    names.subtract((found["quoted"] or found["name"]).lower() for found in sure)
    for found in sure:
        if not names[(found["quoted"] or found["name"]).lower()]:
            begin = found.start("value") if found["quoted"] else found.start("rest")
            value = shell.in_batch((found["value"] if found["quoted"] else found["rest"]).rstrip("\r"))
            if value:
                yield begin, found["quoted"] or found["name"], value


def of_credentials(settings: Sequence[tuple[int, str, str]], used: set[str]) -> frozenset[str]:
    """The variables that stand where secrets stand, and those that are all that they are made of."""
    made: dict[str, list[str]] = {}
    for _, name, value in settings:
        whole = _WHOLE.fullmatch(value)
        if whole:
            made.setdefault(name, []).append(whole[1])
    found, waiting = set(used), list(used)
    while waiting:
        new = [name for name in made.get(waiting.pop(), ()) if name not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def given(page: Page) -> tuple[list[Finding], frozenset[str]]:
    """The secrets that a script gives its variables, which are then no variables whose values are put in."""
    secrets = {
        (begin, value)
        for begin, name, value in page.settings
        if (is_secret_variable(name) or name in page.credentials) and value.strip() and is_plain(value)
    }
    what, help_ = (
        "a credential is written into the source",
        "set the variable where it runs, and replace the credential",
    )
    findings = [
        Finding("credential", page.place(begin), what, help_)
        for begin, name, value in page.settings
        if (begin, value) in secrets and name in page.credentials
    ]
    return findings, frozenset(piece for _, value in secrets for piece in (value, re.split(r"[:\s]", value)[-1]))


def forget_unsure(page: Page, blocks: Sequence[tuple[str, int, int]]) -> None:
    """Takes out the variables that a script does not give one value for certain."""
    unsure = {found[found.lastgroup or 0] for found in _UNSURE.finditer(page.text)}
    sometimes = outermost((start, end) for _, start, end in blocks)
    unsure |= {name for begin, name, _ in page.settings if within(sometimes, begin)}
    page.given = frozenset((*unsure, *(name for _, name, _ in page.settings)))
    page.settings = [setting for setting in page.settings if setting[1] not in unsure]


@dataclass
class Values:
    """The values of variables, as far as a script has come."""

    page: Page
    left: int
    """How many characters may be put in yet: a variable that is used often and is long stays what it is."""
    known: dict[str, str] = field(default_factory=dict)
    read: int = 0

    def until(self, offset: int) -> None:
        """Reads on."""
        settings = self.page.settings
        while self.read < len(settings) and settings[self.read][0] <= offset:
            _, name, value = settings[self.read]
            self.known[name] = self.put_in(value)
            self.read += 1

    def put_in(self, value: str, revealed: bool = True) -> str:
        """A text with the values of its variables.

        Args:
            revealed: whether it stands where secrets belong, and may hold some.
        """
        if MARK not in value:
            return value
        made = re.sub(r"\0(\w+)\0", lambda found: self._value(found[1], revealed) or found[0], value)
        more = len(made) - len(value)
        if len(made) > _LONGEST_VALUE or more > self.left:
            return value
        self.left -= max(more, 0)
        return made

    def shown(self, value: str) -> str:
        """A text with the values of its variables, without secrets."""
        return self.put_in(value, revealed=False)

    def _value(self, name: str, revealed: bool) -> str | None:
        value = self.known.get(name)
        if value is None or not (is_plain(value) or self._stays(value)):
            return None
        return value if revealed or not (is_secret_variable(name) or name in self.page.credentials) else None

    def _stays(self, value: str) -> bool:
        """Whether all the variables in a value come from outside of the script, which never changes them."""
        held = [part for part in parts(value) if not isinstance(part, str)]
        named = all(isinstance(part, Env) and part.name not in self.page.given for part in held)
        return named and "\0!" not in value and all(is_plain(part) for part in parts(value) if isinstance(part, str))
