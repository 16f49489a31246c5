"""Whole pages: where in Markdown, scripts and plain text requests stand, whatever is around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from ..source import Source
from ..text import Env
from . import curl, javascript, masking, piped, shell
from .calls import Call, Credentials, Form, Remnant, Upload
from .endpoints import is_recognition
from .findings import Finding, Place
from .pieces import MARK, Unread, is_plain, parts, reference, unread
from .requests import safe
from .secret_names import is_secret_variable
from .shell import LONGEST, Dialect, Stretch

_QUOTED_LINE = re.compile(r"(?m)^[ \t]{0,8}(?:>{1,3}[ \t])+(?=[ \t]*\S)")
_ATTRIBUTES = re.compile(r"\{: ?[^{}\n]{0,200}\}")
_CURL = re.compile(
    r"(?<![\w./\\$@-])[\"']?(?:[\w./-]*/)?curl(?:\.exe)?[\"']?(?=[ \t]|[\\`^][ \t]*\r?\n)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"""(?:^|[|;&(!{=]|\$\(|`|\b(?:do|then|else|if|elif|while|until|time|sudo|exec|xargs|nohup)|[$%#>]|[-*+]|[0-9]+[.)]
    |<code>|<pre>)[ \t]*
    (?:(?:[A-Za-z_]\w*=\S*[ \t]+)*|&[ \t]*)\Z""",
    re.VERBOSE,
)
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
_BLOCK = re.compile(
    r"(?m)(?:^[ \t]*|[;&|][ \t]*|\b(?:do|then|else)[ \t]+)(for|while|until|if|case|select|done|fi|esac)\b"
)
_TURNS = re.compile(
    r"""(?ix)(?<![\w.-])for[ \t]+(?:/[a-z][ \t]+(?:"[^"\n]{0,200}"[ \t]+|[^\s%"]{1,200}[ \t]+)?)?%%?[a-z][ \t]+in[ \t]*
        \([^()\n]{0,500}\)[ \t]*do\b[ \t]*(?P<cmd>\(?)
    | (?:(?<![\w.-])(?:(?:foreach|while|for)[ \t]*\([^\n]{0,500}?\)[ \t\r\n]*|foreach-object[ \t]*)|\|[ \t]*%[ \t]*)
        (?P<power>\{)"""
)
"""What cmd.exe and PowerShell run many times."""
_END_OF_TURNS = re.compile(r"(?m)^[ \t]*[)}]")
_SET = re.compile(
    r"""(?imx)^[ \t]*@?set[ \t]+
    (?:"(?P<quoted>[a-z_]\w*)=(?P<value>[^"\n]*)"[ \t]*|(?P<name>[a-z_]\w*)=(?P<rest>[^"&|<>^()\n]*))\r?$"""
)
_ANY_SET = re.compile(r"(?i)\bset[ \t]+(?:/[ap][ \t]+)?\"?([a-z_]\w*)[ \t]*[-+*/]?=")
_JUMP = re.compile(r"(?im)^[^\n]*\bgoto[ \t]+:?(?!eof\b)\w")
_WHOLE = re.compile(r"(?:[\w.-]{1,60}:)?\0(\w+)\0")
"""What a variable holds that is another one, perhaps with the name of a user."""
_ONE_TURN = re.compile(r"for[ \t]+\w+[ \t]+in[ \t]+[\w./:@-]+[ \t]*[;\n]")
_DIRECTORY = re.compile(
    r"(?m)(?:^[ \t]*(?:\$[ \t]+)?|[;&|(][ \t]*)(?:cd|pushd)[ \t]+(?!\.[\s;&|])[^\s;&|]+[ \t]*(?:$|[;&|])"
)
_COMMENT = re.compile(r"(?:[^\"'`\n]*[ \t])?#(?!!)")
_COMMENTED_ON = re.compile(r"(?:[^\n]*[\\`][ \t]*\r?\n[ \t]*#)*[^\n]*")
_CAT = re.compile(
    r"""(?:^|[\n;&|({`>$])[ \t]*cat[ \t]+(?:--[ \t]+)?
    (?:"(?P<double>[^"$`\\\n]+)"|'(?P<single>[^'\n]+)'|(?P<bare>[\w./:@+][\w./:@+-]*))[ \t]*\|[ \t]*\Z""",
    re.VERBOSE,
)
_IN_LIST = re.compile(r"""["']--?[A-Za-z][\w-]{0,30}["']\s*,[^\n;]{0,300},\s*["']?\Z""")
_EACH = re.compile(
    r"""(?:\bxargs(?:[ \t]+-I[ \t]*(?P<sign>[^\s"'\\-]+)|[ \t]+-\S+){0,9}|(?P<find>-exec(?:dir)?))[ \t]+\Z"""
)
_LONGEST_VALUE = 2000
_MOST_PUT_IN = 20
_HUNK = re.compile(r"(?m)^@@ -[0-9,]+ \+[0-9,]+ @@.*\n")
_DIFF = re.compile(r"(?m)^[ \t]*(?:```|~~~)[ \t]*diff\b[^\n]*\n")
_FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)")
_NEXT = re.compile(r"\n[ \t]*(?:```|~~~|(?:\$[ \t]+)?curl(?:\.exe)?[ \t])|</(?:code|pre)>", re.IGNORECASE)
_URI = re.compile(
    r"""(?:(?:wss?|https?)://|\{(?=\w*url)\w+\}|\$\{?\w*URL\w*\}?)
    (?:\$\{[^{}\n]{0,100}\}|[^\s"'`<>|\\^(),]|<[A-Za-z][\w .-]{0,60}>|\([\w ]*\))*""",
    re.IGNORECASE | re.VERBOSE,
)
_POWERSHELL = re.compile(r"\$env:", re.IGNORECASE)
_REFERENCE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?\?[^{}\n]{0,100})?\}|\$([A-Za-z_]\w*)", re.ASCII)
_CREDENTIALS = frozenset(("credentials",))
"""What a finding explains that says that something is not read."""
_NOTES = {
    javascript.MISSING_COMMA: "it is read as if it were there",
    javascript.REPEATED: "the last one is taken over, as most readers of JSON take it",
    javascript.UNQUOTED: "it is read as if it were quoted",
}
_DIALECTS: Mapping[str, Dialect] = {".ps1": "powershell", ".psm1": "powershell", ".bat": "cmd", ".cmd": "cmd"}


@dataclass(frozen=True)
class Found:
    """All that a source holds, in its order."""

    calls: tuple[Call, ...]
    remnants: tuple[Remnant, ...]
    findings: tuple[Finding, ...] = ()
    """What is to say of the source itself."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """What it gives variables that stand where secrets stand."""


@dataclass
class _Page:
    source: Source
    text: str = ""
    taken: list[tuple[int, int]] = field(default_factory=list)
    settings: list[tuple[int, str, str]] = field(default_factory=list)
    credentials: frozenset[str] = frozenset()
    """The variables that stand where secrets stand."""
    given: frozenset[str] = frozenset()
    """The variables that the script itself sets, now or later."""
    script: bool = False
    loops: tuple[tuple[int, int], ...] = ()
    """What is run many times: only the outermost of what stands in one another."""

    def place(self, offset: int) -> Place:
        return Place(self.source, offset)

    def rest(self) -> str:
        """The text without what has been read already; offsets stay."""
        found, end = [], 0
        for start, stop in sorted(self.taken):
            if start >= end:
                lines = self.text[start:stop].split("\n")
                found += [self.text[end:start], "\n".join(" " * len(line) for line in lines)]
                end = stop
        return "".join([*found, self.text[end:]])


def read(source: Source) -> Found:
    """The calls of a source, and what was found and is none."""
    script = PurePath(source.name).suffix.lower() in (".sh", ".bash", *_DIALECTS)
    text = source.text if script else _ATTRIBUTES.sub(_blank, _QUOTED_LINE.sub(_blank, source.text))
    removed, text = _patched(source, text)
    page = _Page(source, text, script=script or text.startswith("#!"))
    blocks = _blocks(text)
    turns = [
        (start, end)
        for kind, start, end in blocks
        if kind in ("for", "while", "until", "select") and not _ONE_TURN.match(text, start)
    ]
    page.loops = _outermost([*turns, *_turns(text)])
    page.settings = list(_settings(page))
    page.credentials = _of_credentials(page.settings, masking.used(text))
    findings, secrets = _given(page)
    _forget_unsure(page, blocks)
    found: list[Call | Remnant] = list(_commands(page))
    openings = list(_with_protocols(page, list(_uris(page))))
    rest = page.rest()
    messages = list(javascript.starts(rest))
    found += _with_messages(page, openings, messages)
    found.sort(key=lambda item: item.place.offset)
    return Found(
        tuple(item for item in found if isinstance(item, Call)),
        tuple(item for item in found if isinstance(item, Remnant)),
        (
            *findings,
            *removed,
            *_directories(page, found),
            *_unread(page, rest, messages),
        ),
        secrets,
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _patched(source: Source, text: str) -> tuple[list[Finding], str]:
    """A text as the diffs in it leave it, with a word on each call that they take away; offsets stay."""
    whole = PurePath(source.name).suffix.lower() in (".diff", ".patch")
    hunk = _HUNK.search(text)
    fences = [found.end() for found in _DIFF.finditer(text)]
    regions = [(0, len(text))] if whole else [(hunk.end(), len(text))] if hunk and not fences else []
    closing = [found.start() for found in _FENCE.finditer(text)] if fences else []
    for begin in fences:
        index = bisect_left(closing, begin)
        regions.append((begin, closing[index] if index < len(closing) else len(text)))
    found: list[Finding] = []
    pieces, end = [], 0
    for begin, stop in regions:
        pieces.append(text[end:begin])
        end = max(begin, stop)
        before = False
        for offset, line in shell.lines(text[begin:end]):
            gone = line.startswith("-")
            if gone and not before and not line.startswith("---") and re.search(r"\bcurl\b|/v1/recogni", line):
                message = "a diff takes this away"
                found.append(Finding("left out", Place(source, begin + offset), message, "what it leaves is read"))
            before = gone
            pieces.append(" " * len(line) if gone else " " + line[1:] if line.startswith("+") else line)
    return found, "".join([*pieces, text[end:]])


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """The loops of cmd.exe and of PowerShell: to a bracket that begins a line, or to the end of the line."""
    closing = [found.start() for found in _END_OF_TURNS.finditer(text)]
    for found in _TURNS.finditer(text):
        line = text.find("\n", found.end(), found.end() + LONGEST)
        line = line if line >= 0 else len(text)
        index = bisect_left(closing, found.end())
        opens = (found["cmd"] or found["power"]) and not text[found.end() : line].strip()
        yield found.start(), closing[index] if opens and index < len(closing) else line


# --- commands --------------------------------------------------------------------------------------------------------


def _settings(page: _Page) -> Iterator[tuple[int, str, str]]:
    """The variables that a script sets itself: offset, name and value."""
    if _DIALECTS.get(PurePath(page.source.name).suffix.lower()) == "cmd":
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
        depth += len(re.findall(r"\([ \t]*\r?$", between, re.MULTILINE)) - len(_END_OF_TURNS.findall(between))
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


def _of_credentials(settings: Sequence[tuple[int, str, str]], used: set[str]) -> frozenset[str]:
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


def _given(page: _Page) -> tuple[list[Finding], frozenset[str]]:
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


def _blocks(text: str) -> list[tuple[str, int, int]]:
    """What a script runs many times, or not always: the word that begins it, and its place."""
    closed = {"done": ("for", "while", "until", "select"), "fi": ("if",), "esac": ("case",)}
    opened: list[tuple[str, int]] = []
    found = []
    for word in _BLOCK.finditer(text):
        if word[1] not in closed:
            opened.append((word[1], word.start(1)))
        elif opened and opened[-1][0] in closed[word[1]]:
            kind, start = opened.pop()
            found.append((kind, start, word.end()))
    return found


def _outermost(blocks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Blocks without those that stand in another one, in their order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(blocks):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def _within(blocks: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset stands in one of some blocks, none of which stands in another one."""
    index = bisect_right(blocks, offset, key=lambda block: block[0]) - 1
    return index >= 0 and offset < blocks[index][1]


def _forget_unsure(page: _Page, blocks: Sequence[tuple[str, int, int]]) -> None:
    """Takes out the variables that a script does not give one value for certain."""
    unsure = {found[found.lastgroup or 0] for found in _UNSURE.finditer(page.text)}
    outermost = _outermost((start, end) for _, start, end in blocks)
    unsure |= {name for begin, name, _ in page.settings if _within(outermost, begin)}
    page.given = frozenset((*unsure, *(name for _, name, _ in page.settings)))
    page.settings = [setting for setting in page.settings if setting[1] not in unsure]


def _directories(page: _Page, found: Sequence[Call | Remnant]) -> Iterator[Finding]:
    """A word on what changes the directory of the files that are sent."""
    sending = [
        call.place.offset
        for call in found
        if isinstance(call, Call) and isinstance(call.body, (Upload, Form)) and call.body != Upload("-")
    ]
    before = -1
    for change in _DIRECTORY.finditer(page.text):
        index = bisect_right(sending, change.start())
        if index < len(sending) and index != before:
            before = index
            message = "the directory is changed here, and the names of files are relative to it"
            yield Finding(
                "left out", page.place(change.start()), message, "run the artefact there, or correct the names"
            )


@dataclass
class _Values:
    """The values of variables, as far as a script has come."""

    page: _Page
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


def _commands(page: _Page) -> Iterator[Call | Remnant]:
    end = 0
    values = _Values(page, _MOST_PUT_IN * (len(page.text) + LONGEST))
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


def _end_of_comment(page: _Page, start: int) -> int:
    found = _COMMENTED_ON.match(page.text, start, start + LONGEST)
    return found.end() if found else start


def _commented(page: _Page, start: int, end: int, wanted: Callable[[str], bool]) -> Iterator[Remnant]:
    """A command that a script has as a comment, which nobody runs."""
    text = re.sub(r"\n[ \t]*#", "\n", page.text[start:end])
    if any(wanted(word.value) for word in shell.command(text, 0, "sh").words[1:]):
        page.taken.append((start, end))
        yield Remnant(page.place(start), page.source.text[start:end], "it is commented out")


class _Candidates:
    """What begins like commands: each of them is one, or is prose about curl."""

    def __init__(self, page: _Page) -> None:
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


def _repeated(page: _Page, call: Call) -> Iterator[Finding]:
    """A word on a loop around a call, if it has more than one turn."""
    if _within(page.loops, call.place.offset):
        message = "this stands in a loop, which a profile does not have"
        yield Finding("left out", call.place, message, "one request is written: run it for each turn")


def _of_curl(word: str) -> bool:
    """Whether a word makes a command of what might be prose."""
    return "://" in word or "/v1/" in word or bool(re.match(r"-[A-Za-z]|--[a-z]|[\u2013\u2014][a-zA-Z]", word))


def _dialect(page: _Page, found: re.Match[str], closing: str, powershell: Sequence[int]) -> Dialect:
    """The shell that a command is written for.

    Args:
        powershell: where something stands that only PowerShell understands.
    """
    known = _DIALECTS.get(PurePath(page.source.name).suffix.lower())
    if known:
        return known
    start = found.start()
    end = page.text.find("\n", start, start + LONGEST)
    line = page.text[start : end if end >= 0 else start + _LONGEST_VALUE].rstrip()
    index = bisect_left(powershell, start)
    if (line.endswith("`") and not closing) or (index < len(powershell) and powershell[index] < start + len(line)):
        return "powershell"
    if line.endswith("^"):
        return "cmd"
    if not found[0].lower().endswith(".exe") or line.endswith("\\"):
        return "sh"
    return "powershell"


# --- addresses and messages ------------------------------------------------------------------------------------------


def _uris(page: _Page) -> Iterator[Call]:
    found: list[tuple[int, int, str]] = []
    lost: dict[int, tuple[Finding, ...]] = {}
    for text in javascript.joined(page.rest(), lambda value: is_recognition(_parted(_expanded(value)))):
        value = _parted(_expanded(text.value.strip()))
        if _begins(value):
            found.append((text.start, text.end, value))
            lost[text.start] = tuple(_lost(page, *one) for one in text.lost)
            page.taken.append((text.start, text.end))
    for uri in _URI.finditer(page.rest()):
        written = _trimmed(uri[0])
        if is_recognition(_parted(_expanded(written))):
            found.append((uri.start(), uri.start() + len(written), _parted(_expanded(written))))
            page.taken.append((uri.start(), uri.start() + len(written)))
    for start, end, value in sorted(found):
        call = _opening(page, start, end, value)
        alone = () if call.websocket else (_alone(call),)
        yield replace(call, findings=(*call.findings, *alone, *lost.get(start, ())))


def _alone(call: Call) -> Finding:
    message = "only this address is read, and not what is sent to it"
    return Finding("left out", call.place, message, "add to the profile what is sent", _CREDENTIALS)


def _parted(value: str) -> str:
    """An address with its query behind a question mark: what is unknown and stands behind the path is that, too."""
    pieces = value.split(MARK)
    for index in range(0, len(pieces) - 1, 2):
        if "?" in pieces[index]:
            break
        if is_recognition(pieces[index]):
            return f"{MARK.join(pieces[: index + 1])}?{MARK}{MARK.join(pieces[index + 1 :])}"
    return value


def _lost(page: _Page, offset: int, name: str) -> Finding:
    message = "what a program does to this address is not read"
    if name:
        message = f"`{safe(name)}` is added to an address in a way that is not certain"
    return Finding("left out", page.place(offset), message, "add to the profile what is sent", _CREDENTIALS)


def _with_protocols(page: _Page, openings: list[Call]) -> Iterator[Call]:
    """The addresses, with a word where a WebSocket is given more than one."""
    more: dict[int, list[Finding]] = {}
    places = [call.place.offset for call in openings]
    for offset in javascript.protocols(page.text) if openings else ():
        message, help_ = (
            "a WebSocket is given more than its address: a subprotocol, or options",
            "see whether it matters",
        )
        finding = Finding("left out", page.place(offset), message, help_, _CREDENTIALS)
        more.setdefault(max(bisect_right(places, offset) - 1, 0), []).append(finding)
    for index, call in enumerate(openings):
        yield replace(call, findings=(*call.findings, *more.get(index, ())))


def _begins(value: str) -> bool:
    """Whether an address begins as one: with a scheme, or with what may stand for it."""
    first = next(iter(parts(value)), "")
    return not isinstance(first, str) or bool(re.match(r"(?:wss?|https?)://|[{<\[$]", first))


def _trimmed(written: str) -> str:
    """An address without what ends the sentence or the brackets that it stands in."""
    more = {closing: written.count(closing) - written.count(opening) for opening, closing in ("{}", "[]")}
    end = len(written)
    while end and (written[end - 1] in ".,;:!?*_" or more.get(written[end - 1], 0) > 0):
        end -= 1
        if written[end] in more:
            more[written[end]] -= 1
    return written[:end]


def _expanded(value: str) -> str:
    """A value with marks for what a shell would put in."""
    return _REFERENCE.sub(lambda found: reference(found[1] or found[2]), value)


def _opening(page: _Page, start: int, end: int, value: str) -> Call:
    """An address alone: of a WebSocket, unless it says that it is none."""
    base, sign, query = value.partition("#")[0].partition("?")
    websocket = base.startswith("ws") or (not base.startswith("http") and _opens(page, base, end))
    base, credentials = curl.without_userinfo(base)
    pairs, findings = [], []
    if not websocket and _IN_LIST.search(page.text, max(0, start - 400), start):
        message = "the arguments that stand beside this address in a list are not read"
        findings.append(Finding("left out", page.place(start), message, "write the command out", _CREDENTIALS))
    for pair in curl.pairs(query) if sign else ():
        scheme = {"access_token": "bearer", "watson-token": "watson-token"}.get(pair.name) if websocket else None
        if scheme:
            credentials.append(Credentials(scheme, secret=pair.value, exchanged=True))
            if any(isinstance(part, Unread) for part in parts(pair.value)[1:]):
                findings.append(_lost(page, start, ""))
        else:
            pairs.append(pair)
    return Call(
        place=page.place(start),
        written=page.source.text[start:end],
        address=base,
        query=tuple(pairs),
        websocket=websocket,
        credentials=tuple(credentials),
        findings=tuple(findings),
    )


def _opens(page: _Page, base: str, end: int) -> bool:
    """Whether an address whose scheme is not written opens a WebSocket: by the name of what stands for it, or of what
    is done with it."""
    first = next(iter(parts(base)), "")
    name = first.name if isinstance(first, Env) else first.written if isinstance(first, Unread) else first[:40]
    return bool(re.search(r"ws|socket", name, re.IGNORECASE)) or "WebSocket(" in page.text[end : end + 400]


def _nearest(offset: int, addresses: Sequence[int], fences: Sequence[int]) -> int:
    """The index of the address that a message belongs to: in its own block of code, if one is there; the last before
    it, or else the first behind it."""
    block = bisect_right(fences, offset)
    first = bisect_left(addresses, fences[block - 1]) if block else 0
    end = bisect_left(addresses, fences[block]) if block < len(fences) else len(addresses)
    if first == end:
        first, end = 0, len(addresses)
    return max(first, min(end, bisect_right(addresses, offset)) - 1)


def _unread(page: _Page, rest: str, messages: Sequence[javascript.Message]) -> Iterator[Finding]:
    """A word on what sessions say, and a program puts together."""
    for offset in javascript.unfinished(rest, messages):
        message = "a program makes more of a start message than what is written out here"
        yield Finding("left out", page.place(offset), message, "add to the profile what it says")


def _with_messages(page: _Page, openings: list[Call], messages: Sequence[javascript.Message]) -> Iterator[Call]:
    """The sessions: each message with the address before it, or else the first behind it; addresses without a message
    alone."""
    sockets = [call for call in openings if call.websocket]
    addresses = [call.place.offset for call in sockets]
    fences = [found.start() for found in _FENCE.finditer(page.text)]
    spoken: set[int] = set()
    for message in messages:
        notes = tuple(
            Finding("corrected", page.place(offset), what, _NOTES[what])
            for offset, what in {what: (offset, what) for offset, what in message.notes}.values()
        )
        written = page.source.text[message.start : message.end]
        place = page.place(message.start)
        if not sockets:
            yield Call(place=place, written=written, address="", websocket=True, start=message.data, findings=notes)
            continue
        index = _nearest(message.start, addresses, fences)
        first = index not in spoken
        spoken.add(index)
        call = sockets[index]
        findings = (*call.findings, *notes)
        yield replace(call, place=call.place if first else place, start=message.data, findings=findings)
    yield from (call for index, call in enumerate(sockets) if index not in spoken)
    yield from (call for call in openings if not call.websocket)
