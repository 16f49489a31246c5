"""Comments that silence findings: `# stt: ignore[STT501] reason` at the end of a line, for what starts on that line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .diagnostics import Diagnostic, Severity
from .source import Source, Span
from .tree import Node

CODES: dict[str, tuple[Severity, str, str]] = {
    "STT902": (Severity.WARNING, "Ignore without a reason", "Whoever reads it cannot know whether it still holds."),
    "STT903": (Severity.WARNING, "Ignore without effect", "It silences nothing now, and may hide something later."),
    "STT904": (Severity.WARNING, "Ignore that names no code", "It silences nothing."),
}

_COMMENT = re.compile(
    r"(?:^|(?<=\s))#[ \t]*stt[ \t]*:[ \t]*ignore\b[ \t]*(?:\[(?P<codes>[^\]\r\n]*)\])?[ \t]*(?P<reason>[^\r\n]*)",
    re.MULTILINE,
)
_CODE = re.compile(r"STT[0-9]{3}")
_NEVER = ("STT1", "STT2", "STT301", "STT304", "STT401", "STT404", *CODES)
"""What nothing silences: without text, shape, address or the custom model's id, or with a secret in it, a request that
says what its author means cannot be made."""

_CAN_BE_IGNORED = f"codes are STT3.. to STT9.., without {', '.join(code for code in _NEVER if _CODE.fullmatch(code))}"


@dataclass(frozen=True)
class Ignore:
    """One such comment."""

    span: Span
    line: int
    codes: tuple[str, ...]
    reason: str

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Whether it is about a finding."""
        span = diagnostic.span
        return (
            span is not None
            and diagnostic.code in self.codes
            and span.source is self.span.source
            and span.position[0] == self.line
        )


def find(source: Source, tree: Node) -> Iterator[Ignore]:
    """The comments of a text; what looks like one inside a value is none."""
    comments = list(_COMMENT.finditer(source.text))
    if not comments:
        return
    values = [node.span for _, node in tree.walk() if node.span and not node.entries and not node.items]
    for found in comments:
        if not any(span.start < found.start() < span.end for span in values):
            codes = tuple(code.strip() for code in (found["codes"] or "").split(",") if code.strip())
            span = Span(source, found.start(), found.end())
            yield Ignore(span, source.position(found.start())[0], codes, found["reason"].strip())


def complaints(ignore: Ignore, used: Collection[str], judged: bool) -> Iterator[Diagnostic]:
    """What is wrong with a comment.

    Args:
        used: those of its codes that silenced something.
        judged: whether the file has requests, so that what silences nothing has no effect.
    """
    known = [code for code in ignore.codes if _CODE.fullmatch(code) and not code.startswith(_NEVER)]
    for code in ignore.codes:
        if code not in known:
            yield _complaint("STT904", ignore, f"`{code[:20]}` is no code that can be ignored", _CAN_BE_IGNORED)
    if not ignore.codes:
        yield _complaint("STT904", ignore, "this names no code", "write `# stt: ignore[STT501] reason`")
    idle = [code for code in known if code not in used]
    if idle and judged:
        message = f"there is no {' and no '.join(idle)} on this line"
        yield _complaint("STT903", ignore, message, "take the comment out, or put it where the finding starts")
    if known and not ignore.reason:
        yield _complaint("STT902", ignore, "this gives no reason", "say behind the bracket why it may be ignored")


def may_silence(code: str) -> bool:
    """Whether comments and settings can silence a code."""
    return not code.startswith(_NEVER)


def _complaint(code: str, ignore: Ignore, message: str, help_: str) -> Diagnostic:
    return Diagnostic(code, CODES[code][0], message, help_, ignore.span, ())
