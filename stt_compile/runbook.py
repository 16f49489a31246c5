"""Blocks of Markdown that are made from profiles, each between two comments:

    <!-- stt-compile: PROFILE#REQUEST environment=... interface=... target=... -->
    <!-- stt-compile: end -->

The comments stand at the beginning of a line. In code they are none, and outside of them nothing changes.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from . import targets
from .catalog import INTERFACES
from .catalog.rows import InterfaceId
from .compile import Compilation
from .names import closest, one_line
from .quoting import markdown

ATTRIBUTES = ("environment", "interface", "target")
_END = "<!-- stt-compile: end -->"
COMMENTS = ("<!-- stt-compile: PROFILE#REQUEST -->", _END)
"""What a block stands between, at its simplest."""
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_COMMENT = re.compile("\ufeff?<!--[ \t]*stt-compile\\b(.*)")
_WRITTEN = re.compile(r"[ \t]*:(.*)-->[ \t]*\Z")
_FENCE = re.compile(
    r"(?P<inside>(?: {0,3}(?:[-*+]|\d{1,9}[.)]) {1,4}| {0,3}>[ \t]?)*) {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
_LANGUAGES = {"py": "python", "mjs": "javascript", "txt": "text"}
"""What code is called by the ending of its files, where that is not the ending."""


@dataclass(frozen=True)
class Problem:
    """A comment that cannot be followed, and why."""

    line: int
    message: str


@dataclass(frozen=True)
class Wanted:
    """What a comment asks for."""

    profile: str
    """The path of a file, relative to the text."""
    request: str
    environment: str | None = None
    interface: InterfaceId | None = None
    target: str | None = None


@dataclass(frozen=True)
class Block:
    """A block, and where what stands in it begins and ends."""

    line: int
    wanted: Wanted
    start: int
    end: int
    line_end: str


class Unclear(ValueError):
    """A comment asks for what there is not, or for what may be several things; the text says which."""


@dataclass(frozen=True)
class _Line:
    number: int
    start: int
    text: str
    end: str


@dataclass
class _Code:
    """Follows the fences of code, line by line."""

    fence: str = ""
    """What the code that we are in began with; empty outside."""
    inside: bool = False
    """Whether that is within a list or a quotation, which a line at the margin ends."""
    since: int = 0

    def holds(self, line: _Line) -> bool:
        """Whether a line belongs to code, fences included."""
        text = line.text
        if self.fence and self.inside and text and text[0] not in " \t>":
            self.fence = ""
        if self.fence:
            closing = re.match(rf"[ \t>]*({self.fence[0]}+)[ \t]*\Z" if self.inside else r" {0,3}(`+|~+)[ \t]*\Z", text)
            if closing and closing[1].startswith(self.fence):
                self.fence = ""
            return True
        opening = _FENCE.match(text)
        if opening and not (opening["fence"][0] == "`" and "`" in opening["info"]):
            self.fence, self.inside, self.since = opening["fence"], bool(opening["inside"]), line.number
        return bool(self.fence)


@dataclass
class _Reader:
    """Gathers blocks and problems."""

    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    opened: tuple[_Line, str] | None = None

    def comment(self, line: _Line, rest: str) -> None:
        """Reads a comment that is ours."""
        written = _WRITTEN.match(rest)
        asked = written[1].strip() if written else ""
        if not asked:
            self.complain(line, f"write `{COMMENTS[0]}` or `{COMMENTS[1]}`")
        elif asked == "end":
            self.end(line)
        else:
            self.unended()
            self.opened = (line, asked)

    def end(self, line: _Line) -> None:
        """Ends a block."""
        if self.opened is None:
            self.complain(line, "no block begins before this end")
            return
        (first, asked), self.opened = self.opened, None
        try:
            wanted = _wanted(asked)
        except Unclear as error:
            self.complain(first, str(error))
            return
        start = first.start + len(first.text) + len(first.end)
        self.blocks.append(Block(first.number, wanted, start, line.start, first.end))

    def unended(self, code: int = 0) -> None:
        """Complains where a block has no end; `code` is the line where code begins that has none either."""
        if self.opened:
            also = f"; the code that begins on line {code} has no end either" if code else ""
            self.complain(self.opened[0], f"this block has no end: write `{_END}` behind it{also}")

    def complain(self, line: _Line, message: str) -> None:
        """Notes a problem."""
        self.problems.append(Problem(line.number, message))


def blocks(text: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a text, and what is wrong with its comments."""
    reader, code = _Reader(), _Code()
    hidden: _Line | None = None
    for line in _lines(text):
        comment = _COMMENT.match(line.text)
        if code.holds(line):
            hidden = hidden or (line if comment else None)
            continue
        hidden = None  # the code that it stood in has ended
        if comment:
            reader.comment(line, comment[1])
    since = code.since if code.fence else 0
    reader.unended(since)
    if since and hidden and not reader.opened:
        reader.complain(hidden, f"this stands in code that begins on line {since} and has no end")
    return tuple(reader.blocks), tuple(reader.problems)


def chosen(wanted: Wanted, compilation: Compilation) -> int:
    """The use that a comment asks for; it may have errors.

    Raises:
        Unclear: there is none, or there are several.
    """
    if not compilation.complete:
        raise Unclear(f"{one_line(wanted.profile)} cannot be read as a whole")
    if wanted.target and wanted.target not in targets.names():
        raise Unclear(f"there is no target `{one_line(wanted.target)}`: {closest(wanted.target, targets.names())}")
    for kind, name, known in (
        ("request", wanted.request, compilation.requests),
        ("environment", wanted.environment, compilation.environments),
    ):
        if name is not None and name not in known:
            raise Unclear(f"there is no {kind} `{one_line(name)}`: {closest(name, known)}")
    found = compilation.select(wanted.request, wanted.environment, wanted.interface)
    if wanted.target:
        able = targets.load(wanted.target).interfaces
        found = tuple(index for index in found if compilation.uses[index].interface in able) or found
    if len(found) == 1:
        return found[0]
    uses = [compilation.uses[index] for index in found or compilation.select(wanted.request)]
    choices = "; ".join(f"environment={use.environment.name} interface={use.interface}" for use in uses)
    what = (
        f"{one_line(wanted.request)} may be several requests" if found else f"{one_line(wanted.request)} is not there"
    )
    raise Unclear(f"{what}: {choices or 'it has errors'}")


def content(compilation: Compilation, index: int, target: str | None) -> tuple[str, tuple[str, ...]]:
    """What stands in a block, a section of Markdown as it is and all else as code; and what is to know about it.

    Raises:
        Unclear: the request has errors, or the target cannot make it.
    """
    if index in compilation.blocked:
        raise Unclear(f"{compilation.uses[index].request} has errors")
    plan = compilation.plan(index)
    kind = targets.load(target or targets.default(plan.interface))
    try:
        made = targets.render(plan, kind)
    except targets.CannotExpress as error:
        raise Unclear(str(error)) from None
    ending = kind.ending.rpartition(".")[2]
    block = f"\n{made}\n" if ending == "md" else markdown.fenced(made, _LANGUAGES.get(ending, ending))
    return block, tuple(kind.notes(plan))


def refreshed(text: str, found: Sequence[tuple[Block, str]]) -> str:
    """A text with new contents in its blocks, with the line ends that each block has."""
    for block, made in sorted(found, key=lambda pair: pair[0].start, reverse=True):
        text = text[: block.start] + made.replace("\n", block.line_end) + text[block.end :]
    return text


def _lines(text: str) -> Iterator[_Line]:
    for number, found in enumerate(_LINE.finditer(text), 1):
        yield _Line(number, found.start(), found[1], found[2])


def _wanted(asked: str) -> Wanted:
    """What stands in a comment.

    Raises:
        Unclear: it cannot be understood.
    """
    try:
        what, *rest = shlex.split(asked)
    except ValueError as error:
        raise Unclear(f"cannot be read: {str(error).lower()}") from None
    profile, _, request = what.rpartition("#")
    if not profile or not request:
        raise Unclear(f"`{one_line(what)}` is no request: write PROFILE#REQUEST")
    attributes: dict[str, str] = {}
    for word in rest:
        name, _, value = word.partition("=")
        if name not in ATTRIBUTES:
            raise Unclear(f"there is no `{one_line(name)}` here: {closest(name, ATTRIBUTES)}")
        if not value or name in attributes:
            raise Unclear(f"write `{name}=...` once")
        attributes[name] = value
    interface = attributes.get("interface")
    if interface is not None and interface not in INTERFACES:
        raise Unclear(f"there is no interface `{one_line(interface)}`: {closest(interface, INTERFACES)}")
    return Wanted(
        profile,
        request,
        attributes.get("environment"),
        cast("InterfaceId | None", interface),
        attributes.get("target"),
    )
