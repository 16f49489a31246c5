"""The commands of the corpus with the notes above them, found by the layout of its files and not as `import` does it.

A note: `expect:` names the kinds of findings, lines with `-` and `+` are what differs,
`check:` is how the code of a mistake begins that `check` shows, `then:` is run after a command that only defines
something, `lines: joined` is for a page whose reader joins them (`typed`: types them anew), `becomes:` for what no
request of its own comes from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_PRETTY = str.maketrans("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{EN DASH}", '""-')
_CURL = re.compile(r"""(?m)^(?!\s*#).*?(?:^|[\s;|&(!"'/])curl(?:\.exe)?"?\s+(?:-|https?:|"|\\$|`$|\w+\.)""")
_NOTE = re.compile(r"^(?:rem |[\s#/.])*(?P<word>expect|check|then|lines|becomes): (?P<rest>.*)$")
_CHANGE = re.compile(
    r"^(?:rem |[\s#/.])*(?P<sign>[-+]) (?P<rest>(?:url|query|header|auth|body|part|start|method|framing) .*)$"
)


@dataclass(frozen=True)
class Command:
    """A command where it stands, and what is to become of it."""

    first: int
    last: int
    code: str
    kinds: frozenset[str] = frozenset()
    changes: tuple[str, ...] = ()
    check: str = ""
    then: str = ""
    becomes: str = ""


def commands(file: Path) -> list[Command]:
    """The commands of a file, in its order."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        command
        for command in _LAYOUTS.get(file.suffix, _of_groups)(list(enumerate(lines, 1)))
        if _is_command(command.code)
    ]


def _is_command(code: str) -> bool:
    return "wss://" in code or code.startswith("subprocess.") or _CURL.search(code) is not None


Lines = list[tuple[int, str]]


def _of_program(lines: Lines) -> Iterator[Command]:
    yield _command([line for _, line in lines if line.startswith("//")], lines)


def _of_groups(lines: Lines) -> Iterator[Command]:
    """Groups of lines with blank ones between them; what is no code stands above it."""
    for group in _groups(lines):
        cut = 0
        while cut < len(group) and _is_note(group[cut][1]):
            cut += 1
        if cut < len(group):
            yield _command([line for _, line in group[:cut]], group[cut:])


def _is_note(line: str) -> bool:
    return bool(line.startswith(("#", "rem ")) or _NOTE.match(line) or _CHANGE.match(line))


def _groups(lines: Lines) -> Iterator[Lines]:
    group: Lines = []
    for number, line in [*lines, (0, "")]:
        if line.strip():
            group.append((number, line))
        elif group:
            yield group
            group = []


def _of_markdown(lines: Lines) -> Iterator[Command]:
    notes: list[str] = []
    rest = iter(lines)
    for number, line in rest:
        bare = line.lstrip("> ")
        if bare.startswith("<!--"):
            notes = [bare.removeprefix("<!--").removesuffix("-->").strip()]
            while not line.endswith("-->"):
                _, line = next(rest)
                notes.append(line.removesuffix("-->"))
        elif bare.startswith(("```", "~~~")):
            block: Lines = []
            for within in rest:
                if within[1].lstrip("> ").startswith(bare[:3]):
                    break
                block.append((within[0], within[1].removeprefix("> ")))
            language = bare[3:].strip()
            for group in [block] if language.startswith("j") else _groups(block):
                yield _command(notes, list(_within(group)) if language in ("yaml", "dockerfile") else group)
            notes = []
        elif line.startswith("    ") and bare.startswith(("curl", "$ curl")):
            yield _command([], [(number, bare)])
        elif inline := re.search(r"`(curl [^`]*)`|<code>(curl .*)</code>", line):
            yield _command([], [(number, inline[1] or inline[2])])


def _within(lines: Lines) -> Iterator[tuple[int, str]]:
    """What a file for another program has as a command."""
    for number, line in lines:
        if found := re.search(r'(RUN|-|"cmd":|run:) (?P<text>"?curl .*?),?$', line):
            yield number, json.loads(found["text"]) if found["text"].startswith('"') else found["text"]


def _of_restructured(lines: Lines) -> Iterator[Command]:
    """What is indented, with its note in a comment above it."""
    notes: list[str] = []
    for group in _groups(lines):
        if _is_note(group[0][1]):
            notes = [line for _, line in group]
        elif group[0][1].startswith("    "):
            yield _command(notes, [(number, line[4:]) for number, line in group])
            notes = []


def _of_json(lines: Lines) -> Iterator[Command]:
    """A command is a string called `cmd`, with its note in a string above it."""
    notes: list[str] = []
    for number, line in lines:
        if found := re.search(r'"note": (".*")', line):
            notes = json.loads(found[1]).splitlines()
        for command in _within([(number, line)]):
            yield _command(notes, [command])
            notes = []


def _of_html(lines: Lines) -> Iterator[Command]:
    """Commands as a page shows them."""
    text = "\n".join(line for _, line in lines)
    notes: list[str] = []
    for found in re.finditer(r"<!--(.*?)-->|<(pre|code|td)\b[^>]*>(.*?)</\2>", text, re.DOTALL):
        if found[1]:
            notes = found[1].strip().splitlines()
        else:
            first = text.count("\n", 0, found.start(3)) + 1
            shown = unescape(re.sub(r"<[^>]*>", "", found[3])).splitlines()
            yield _command(notes, [(number, line) for number, line in enumerate(shown, first) if line])
            notes = []


_LAYOUTS = {
    ".md": _of_markdown,
    ".html": _of_html,
    ".json": _of_json,
    ".rst": _of_restructured,
    ".js": _of_program,
}


def _command(notes: list[str], lines: Lines) -> Command:
    told: dict[str, str] = {}
    changes = []
    for note in notes:
        if found := _NOTE.match(note):
            told[found["word"]] = found["rest"]
        elif found := _CHANGE.match(note):
            changes.append(f"{found['sign']} {found['rest']}")
    texts = [re.sub(r"^\s*[$>] ", "", line) for _, line in lines]
    kinds = frozenset(kind.strip() for kind in told.get("expect", "").split(",") if kind.strip())
    code = (" " if told.get("lines") == "joined" else "\n").join(texts)
    if told.get("lines") == "typed":
        code = code.translate(_PRETTY)
    rest = {word: told[word] for word in ("check", "then", "becomes") if word in told}
    return Command(lines[0][0], lines[-1][0], code, kinds, tuple(changes), **rest)
