"""The commands of curl in a page: where they begin and end, which shell reads them, and what is around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from . import curl, piped, shell
from .calls import Call, Remnant
from .endpoints import is_recognition
from .findings import Finding
from .loops import within
from .open_page import DIALECTS, Page
from .pieces import unread
from .settings import Values
from .shell import LONGEST, Dialect, Stretch

_CURL = re.compile(
    r"(?<![\w./\\$@-])[\"']?(?:[\w./-]*/)?curl(?:\.exe)?[\"']?(?=[ \t]|[\\`^][ \t]*\r?\n)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"""(?:^|[|;&(!{=]|\$\(|`|\b(?:do|then|else|if|elif|while|until|time|sudo|exec|xargs|nohup)|[$%#>]|[-*+]|[0-9]+[.)]
    |<code>|<pre>)[ \t]*
    (?:(?:[A-Za-z_]\w*=\S*[ \t]+)*|&[ \t]*)\Z""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"(?:[^\"'`\n]*[ \t])?#(?!!)")
_COMMENTED_ON = re.compile(r"(?:[^\n]*[\\`][ \t]*\r?\n[ \t]*#)*[^\n]*")
_CAT = re.compile(
    r"""(?:^|[\n;&|({`>$])[ \t]*cat[ \t]+(?:--[ \t]+)?
    (?:"(?P<double>[^"$`\\\n]+)"|'(?P<single>[^'\n]+)'|(?P<bare>[\w./:@+][\w./:@+-]*))[ \t]*\|[ \t]*\Z""",
    re.VERBOSE,
)
_EACH = re.compile(
    r"""(?:\bxargs(?:[ \t]+-I[ \t]*(?P<sign>[^\s"'\\-]+)|[ \t]+-\S+){0,9}|(?P<find>-exec(?:dir)?))[ \t]+\Z"""
)
_MOST_PUT_IN = 20
_LONGEST_LINE = 2000
_NEXT = re.compile(r"\n[ \t]*(?:```|~~~|(?:\$[ \t]+)?curl(?:\.exe)?[ \t])|</(?:code|pre)>", re.IGNORECASE)
_POWERSHELL = re.compile(r"\$env:", re.IGNORECASE)


def commands(page: Page) -> Iterator[Call | Remnant]:
    """The calls of all commands, and those that nobody runs."""
    end = 0
    values = Values(page, _MOST_PUT_IN * (len(page.text) + LONGEST))
    candidates = _Candidates(page)
    for found in _CURL.finditer(page.text):
        if found.start() < end:
            continue
        line = page.text.rfind("\n", max(0, found.start() - 300), found.start()) + 1
        before = page.text[max(line, found.start() - 300) : found.start()]
        if page.script and _COMMENT.match(before):
            end = _end_of_comment(page, found.start())
            yield from _commented(page, found.start(), end, _of_curl if _BEFORE.search(before) else is_recognition)
            continue
        command = candidates.command(found, before)
        if not command:
            continue
        after, end = end, command.end
        page.taken.append((command.start, command.end))
        written = page.source.text[command.start : command.end]
        command = _of_each(_with_file(piped.with_options(command, page.text, after), before), before)
        values.until(command.start)
        for call in curl.calls(command, written, page.place, values.shown, values.put_in):
            yield replace(call, findings=(*call.findings, *_repeated(page, call))) if isinstance(call, Call) else call


def _end_of_comment(page: Page, start: int) -> int:
    found = _COMMENTED_ON.match(page.text, start, start + LONGEST)
    return found.end() if found else start


def _commented(page: Page, start: int, end: int, wanted: Callable[[str], bool]) -> Iterator[Remnant]:
    """A command that a script has as a comment, which nobody runs."""
    text = re.sub(r"\n[ \t]*#", "\n", page.text[start:end])
    if any(wanted(word.value) for word in shell.command(text, 0, "sh").words[1:]):
        page.taken.append((start, end))
        yield Remnant(page.place(start), page.source.text[start:end], "it is commented out")


class _Candidates:
    """What begins like commands: each of them is one, or is prose about curl."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ends = [found.start() for found in _NEXT.finditer(page.text)]
        self.powershell = [found.start() for found in _POWERSHELL.finditer(page.text)]
        self.stretches: dict[tuple[Dialect, str, int], Stretch] = {}

    def command(self, found: re.Match[str], before: str) -> shell.Command | None:
        """The command that begins with curl's name; None if it is none.

        Args:
            before: the line before it.
        """
        stretch = self.stretch(found, "`" if before.rstrip().endswith("`") else "")
        wanted = _of_curl if _BEFORE.search(before) else is_recognition  # amid prose only what is none for certain
        return stretch.command(found.start()) if stretch.holds(found.start(), wanted) else None

    def stretch(self, found: re.Match[str], closing: str) -> Stretch:
        """The part of the text that a command may take: its end is the same for all that begin near."""
        text, start = self.page.text, found.start()
        index = bisect_left(self.ends, found.end())
        end = min(len(text), (start // LONGEST + 2) * LONGEST, *self.ends[index : index + 1])
        key = _dialect(self.page, found, closing, self.powershell), closing, end
        if key not in self.stretches:
            self.stretches[key] = Stretch(text, start, end, key[0], closing)
        return self.stretches[key]


def _with_file(command: shell.Command, before: str) -> shell.Command:
    """A command with the file that is piped into it."""
    found = None if command.stdin else _CAT.search(before)
    return replace(command, stdin=found["double"] or found["single"] or found["bare"]) if found else command


def _of_each(command: shell.Command, before: str) -> shell.Command:
    """A command that another one runs for each of many files, with their names where a sign stands."""
    found = _EACH.search(before)
    if not found:
        return command
    sign = found["sign"] or "{}"
    words = [replace(word, value=word.value.replace(sign, unread(sign))) for word in command.words]
    end = next((index for index, word in enumerate(words) if word.value in (";", "+")), len(words))
    return replace(command, words=tuple(words[: end if found["find"] else None]))


def _repeated(page: Page, call: Call) -> Iterator[Finding]:
    """A word on a loop around a call, if it has more than one turn."""
    if within(page.loops, call.place.offset):
        message = "this stands in a loop, which a profile does not have"
        yield Finding("left out", call.place, message, "one request is written: run it for each turn")


def _of_curl(word: str) -> bool:
    """Whether a word makes a command of what might be prose."""
    return "://" in word or "/v1/" in word or bool(re.match(r"-[A-Za-z]|--[a-z]|[\u2013\u2014][a-zA-Z]", word))


def _dialect(page: Page, found: re.Match[str], closing: str, powershell: Sequence[int]) -> Dialect:
    """The shell that a command is written for.

    Args:
        powershell: where something stands that only PowerShell understands.
    """
    known = DIALECTS.get(PurePath(page.source.name).suffix.lower())
    if known:
        return known
    start = found.start()
    end = page.text.find("\n", start, start + LONGEST)
    line = page.text[start : end if end >= 0 else start + _LONGEST_LINE].rstrip()
    index = bisect_left(powershell, start)
    if (line.endswith("`") and not closing) or (index < len(powershell) and powershell[index] < start + len(line)):
        return "powershell"
    if line.endswith("^"):
        return "cmd"
    if not found[0].lower().endswith(".exe") or line.endswith("\\"):
        return "sh"
    return "powershell"
