"""From key paths to edits of a text: what a repair changes, so that all else stays as its author wrote it.

Comments, order, quotes and layout stay. Where that cannot be promised, or where a change would reach further than the
finding (a value that several paths reach by alias or merge), there is no fix.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType

from . import secrets, syntax
from .diagnostics import Add, Edit, Fix, Move, Rename, Repair, Replace, Step
from .names import one_line
from .quoting import yaml
from .secrets import masked
from .source import Source, Span
from .tree import Entry, KeyPath, Node, mapping

_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
"""What may stand behind a value on its line."""
_BREAK = re.compile(r"\r\n|\r|\n")
_SPACES = re.compile(r"[ \t]*")
_EMPTY_LINE = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
_COLON = re.compile(r"[ \t]*:[ \t]*")
_BLANK = re.compile(r"[ \t\r\n]*")
_KEEPING = re.compile(r"[|>][0-9]?\+")
"""The beginning of a text to which the blank lines behind it belong."""
_FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")
"""Ends of lines to YAML that editors do not know."""
_STEP = 2
"""Of the indentation, where the text shows none."""


class _Doubt(Exception):
    """The text is written in a way in which the edit is not certain to do what is meant."""


def fix_of(repair: Repair, tree: Node) -> Fix | None:
    """A repair as edits of one text; None where it cannot be made with certainty."""
    try:
        edits = [edit for step in repair.steps for edit in _of_step(step, tree)]
    except _Doubt:
        return None
    edits.sort(key=lambda edit: (edit.span.start, edit.span.end))
    for one, two in pairwise(edits):
        if one.span.source is not two.span.source or one.span.end > two.span.start:
            return None
    return Fix(one_line(masked(repair.description)), tuple(_joined(edits)))


def _joined(edits: Sequence[Edit]) -> list[Edit]:
    """The same with what is put in at one place as one edit."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and joined[-1].span == edit.span:
            edit = Edit(edit.span, joined.pop().text + edit.text)
        joined.append(edit)
    return joined


def _of_step(step: Step, tree: Node) -> list[Edit]:
    match step:
        case Rename():
            return _rename(step, tree)
        case Replace():
            return _replace(step, tree)
        case Move():
            return _move(step, tree)
        case Add():
            return _add(step, tree)


def _rename(step: Rename, tree: Node) -> list[Edit]:
    holder = tree.get(*step.path[:-1])
    entry = holder.entries.get(str(step.path[-1])) if holder else None
    if not holder or not entry or not entry.key or step.to in holder.entries:
        raise _Doubt
    _alone(entry.key)
    return [Edit(entry.key, yaml.text(step.to, entry.key.text))]


def _replace(step: Replace, tree: Node) -> list[Edit]:
    node = tree.get(*step.path)
    if not node or not node.span or node.value is None or node.entries:
        raise _Doubt
    written = node.span.text
    if node.items and (not written.startswith("[") or re.search(r"[\r\n#]", written)):
        raise _Doubt
    _alone(node.span)
    return [Edit(node.span, yaml.value(step.value, written))]


def _add(step: Add, tree: Node) -> list[Edit]:
    file, path = _found(tree, step.behind)
    holder, entry = file.at(path[:-1]), file.entry(path)
    if step.key in holder.entries:
        raise _Doubt
    pair = f"{step.key}: {yaml.value(step.value)}"
    if file.is_flow(holder):
        return [file.insert(file.end(entry), f", {pair}")]
    lines = file.lines(entry)
    return [file.insert(lines.end, f"{file.newline}{lines.indent}{pair}")]


def _move(step: Move, tree: Node) -> list[Edit]:
    root = next((depth for depth, (one, two) in enumerate(zip(step.path, step.to)) if one != two), 0)
    file, path = _found(tree, step.path)
    return _Move(file, path, path[: len(path) - len(step.path) + root], step.to[root:]).edits()


def _found(tree: Node, path: KeyPath) -> tuple[_File, KeyPath]:
    """The file in which an entry stands, and its path there."""
    key = tree.place(path, "key") if tree.get(*path) else None
    if key is None:
        raise _Doubt
    _alone(key)
    file = _File.of(key.source)
    found = file.paths.get(key)
    if found is None:
        raise _Doubt
    return file, found


def _alone(span: Span) -> None:
    """Makes sure that only one path of its file reaches what stands here."""
    if "*" in span.source.text and _File.of(span.source).reached[span] != 1:
        raise _Doubt


@dataclass(frozen=True)
class _Lines:
    """An entry of a block mapping, with the comments that stand right above it."""

    start: int
    """Where its first line starts."""
    end: int
    """Where its last line ends, before the line end."""
    indent: str


@dataclass(frozen=True, eq=False)
class _File:
    """One text with its own tree, before any merging."""

    source: Source
    tree: Node

    @staticmethod
    @lru_cache(maxsize=4)
    def of(source: Source) -> _File:
        """The file of a text; without an entry where there is no telling its lines."""
        tree = None if _FOREIGN_BREAK.search(source.text) else syntax.parse(source)[0]
        return _File(source, tree or mapping({}, None))

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def newline(self) -> str:
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def reached(self) -> Counter[Span]:
        """By how many paths each key and each value is reached."""
        found: Counter[Span] = Counter()
        for _, node in self.tree.walk():
            if node.span and node.value is not None:  # what is not written stands where its key does
                found[node.span] += 1
            found.update(entry.key for entry in node.entries.values() if entry.key)
        return found

    @cached_property
    def paths(self) -> dict[Span, KeyPath]:
        """The path of each key."""
        return {
            entry.key: (*path, key)
            for path, node in self.tree.walk()
            for key, entry in node.entries.items()
            if entry.key
        }

    def at(self, path: KeyPath) -> Node:
        """The mapping at a path, which no other path reaches."""
        node = self.tree.get(*path)
        if node is None or node.span is None or not self.is_mapping(node) or self.reached[node.span] != 1:
            raise _Doubt
        return node

    def entry(self, path: KeyPath) -> Entry:
        """The entry at a path."""
        return self.at(path[:-1]).entries[str(path[-1])]

    def is_mapping(self, node: Node) -> bool:
        """Whether a value is a mapping, an empty one included."""
        return isinstance(node.value, MappingProxyType)

    def is_flow(self, node: Node) -> bool:
        """Whether a mapping stands in brackets."""
        return node.span is not None and self.text.startswith("{", node.span.start)

    def own(self, node: Node) -> list[Entry]:
        """The entries that are written in a mapping itself, in the order of the text."""
        span = node.span
        inside = [e for e in node.entries.values() if span and e.key and span.start <= e.key.start < span.end]
        return sorted(inside, key=lambda entry: entry.key.start if entry.key else 0)

    def end(self, entry: Entry) -> int:
        """Where an entry's value ends."""
        if entry.node.value is None or not entry.key or not entry.node.span or entry.node.span.start < entry.key.end:
            raise _Doubt
        return entry.node.span.end

    def start(self, entry: Entry) -> int:
        """Where an entry's key starts, the `?` of an explicit one not expected."""
        start = entry.key.start if entry.key else 0
        if self.text[:start].rstrip(" \t\r\n").endswith("?"):
            raise _Doubt
        return start

    def in_line(self, entry: Entry) -> bool:
        """Whether key and value stand on one line, with nothing but a colon between them."""
        start, end = self.start(entry), self.end(entry)
        key, node = entry.key, entry.node.span
        between = self.text[key.end : node.start] if key and node else ""
        return bool(_COLON.fullmatch(between)) and not re.search(r"[\r\n]", self.text[start:end])

    def lines(self, entry: Entry) -> _Lines:
        """The lines of an entry of a block mapping."""
        start, end = self.start(entry), self.end(entry)
        first = self.line_start(start)
        indent, rest = self.text[first:start], _REST.match(self.text, end)
        if indent.strip(" ") or rest is None or _KEEPING.search(self.text):
            raise _Doubt
        while first > 0:
            above = self.line_start(self.before_break(first))
            if not re.match(rf"{indent}#", self.text[above:first]):
                break
            first = above
        return _Lines(first, rest.end(), indent)

    def line_start(self, offset: int) -> int:
        """Where the line of an offset starts."""
        line, _ = self.source.position(offset)
        return self.source.line_bounds(line)[0]

    def before_break(self, offset: int) -> int:
        """Where the line end starts that stands right before an offset."""
        return offset - (2 if self.text.startswith("\r\n", offset - 2) else 1)

    def behind_break(self, offset: int) -> int:
        """Where the line end ends that stands right behind an offset."""
        found = _BREAK.match(self.text, offset)
        return found.end() if found else offset

    def insert(self, offset: int, text: str) -> Edit:
        """Something new at a place."""
        return Edit(Span(self.source, offset, offset), text)

    def remove(self, start: int, end: int) -> Edit:
        """Nothing where something was."""
        return Edit(Span(self.source, start, end), "")


class _Move:
    """An entry on its way to another mapping of the same environment or request."""

    def __init__(self, file: _File, path: KeyPath, root: KeyPath, to: KeyPath) -> None:
        self.file, self.text, self.to = file, file.text, to
        self.nested = len(path) > len(root) + 1
        """Whether it stands in a mapping below the root, and not in the root."""
        self.root = file.at(root)
        self.holder_path, self.holder, self.entry = path[:-1], file.at(path[:-1]), file.entry(path)
        if any(self._shared(node) for _, node in self.entry.node.walk()):
            raise _Doubt
        if list(secrets.hidden(mapping({str(path[-1]): self.entry}, None))):
            raise _Doubt  # what may be a secret is not repeated in an edit
        outer = file.tree.get(*root[:-1])
        above = outer.entries[str(root[-1])] if outer and root else None
        self.step = max(self._column(self.root) - self._column_of(above), 1) if above else _STEP
        self.key = yaml.text(str(to[-1]), self.entry.key.text if self.entry.key else "")

    def _shared(self, node: Node) -> bool:
        return node.value is not None and (node.span is None or self.file.reached[node.span] != 1)

    def _column(self, node: Node) -> int:
        own = self.file.own(node)
        return self._column_of(own[0]) if own else 0

    def _column_of(self, entry: Entry) -> int:
        return entry.key.position[1] - 1 if entry.key else 0

    def edits(self) -> list[Edit]:
        """What the text becomes."""
        if len(self.to) == 1:
            if not self.nested or str(self.to[0]) in self.root.entries:
                raise _Doubt
            return [*self._into_root(None), *self._taken_out()]
        target = self.root.entries.get(str(self.to[0]))
        if target is None:
            return [*self._into_root(str(self.to[0])), *self._taken_out()] if self.nested else self._wrapped()
        holder = self.file.at(self._path_of(target))
        if str(self.to[-1]) in holder.entries:
            raise _Doubt
        return [*self._into(holder), *self._taken_out()]

    def _path_of(self, entry: Entry) -> KeyPath:
        if entry.key is None or self.file.reached[entry.key] != 1:
            raise _Doubt
        return self.file.paths[entry.key]

    # What it becomes.

    def _in_flow(self) -> str:
        """Key and value for a place between brackets."""
        if not self.file.in_line(self.entry):
            raise _Doubt
        node = self.entry.node
        if not self.file.is_flow(self.holder):
            lines = self.file.lines(self.entry)
            if self.text[lines.start : lines.end].strip() != self.text[self._start : self.file.end(self.entry)]:
                raise _Doubt  # a comment would be lost
        written = node.span.text if node.span else ""
        value = node.value
        return f"{self.key}: {yaml.in_flow(value, written) if isinstance(value, str) else written}"

    def _in_block(self, indent: str) -> list[str]:
        """The lines of the entry at an indentation, its comments included."""
        if self.file.is_flow(self.holder):
            return [indent + self._in_flow()]
        lines, key = self.file.lines(self.entry), self.entry.key
        if key is None:
            raise _Doubt
        whole = self.text[lines.start : key.start] + self.key + self.text[key.end : lines.end]
        return [self._indented(line, lines.indent, indent) for line in _BREAK.split(whole)]

    def _indented(self, line: str, before: str, after: str) -> str:
        if not line.strip():
            return line
        if not line.startswith(before):
            raise _Doubt
        return after + line[len(before) :]

    @property
    def _start(self) -> int:
        return self.file.start(self.entry)

    # Where it goes.

    def _into(self, holder: Node) -> list[Edit]:
        """Behind the last entry of a mapping that is there."""
        own = self.file.own(holder)
        if self.file.is_flow(holder):
            if own:
                return [self.file.insert(self.file.end(own[-1]), f", {self._in_flow()}")]
            return [self.file.insert(holder.span.start + 1 if holder.span else 0, self._in_flow())]
        if not own:
            raise _Doubt
        lines = self.file.lines(own[-1])
        new = "".join(self.file.newline + line for line in self._in_block(lines.indent))
        return [self.file.insert(lines.end, new)]

    def _into_root(self, name: str | None) -> list[Edit]:
        """Before the mapping in which it stands; under a name of its own, where there is one."""
        below = self.file.entry(self.holder_path)
        if self.file.is_flow(self.root):
            pair, start = self._in_flow(), self.file.start(below)
            indent = self.text[self.file.line_start(start) : start]
            between = " " if indent.strip() else self.file.newline + indent
            return [self.file.insert(start, (f"{name}: {{{pair}}}," if name else f"{pair},") + between)]
        lines = self.file.lines(below)
        if name is None:
            new = self._in_block(lines.indent)
        elif self.file.is_flow(self.holder):
            new = [f"{lines.indent}{name}: {{{self._in_flow()}}}"]
        else:
            deeper = " " * self._column(self.holder)
            new = [f"{lines.indent}{name}:", *self._in_block(deeper)]
        return [self.file.insert(lines.start, "".join(line + self.file.newline for line in new))]

    def _wrapped(self) -> list[Edit]:
        """Where it stands, in a mapping of its own."""
        name, key, node = str(self.to[0]), self.entry.key, self.entry.node
        if key is None or node.span is None:
            raise _Doubt
        start = self._start
        if self.file.in_line(self.entry):
            written = yaml.in_flow(node.value, node.span.text) if isinstance(node.value, str) else node.span.text
            between = self.text[key.end : node.span.start]
            span = Span(self.file.source, start, node.span.end)
            return [Edit(span, f"{name}: {{{self.key}{between}{written}}}")]
        if self.file.is_flow(self.root):
            raise _Doubt
        lines = self.file.lines(self.entry)
        first = self.file.line_start(start)
        whole = self.text[first:start] + self.key + self.text[key.end : lines.end]
        deeper = [line and " " * self.step + line for line in _BREAK.split(whole)]
        new = self.file.newline.join([f"{lines.indent}{name}:", *deeper])
        return [Edit(Span(self.file.source, first, lines.end), new)]

    # What it leaves behind.

    def _taken_out(self) -> list[Edit]:
        if self.file.is_flow(self.holder):
            return [self._out_of_brackets()]
        lines = self.file.lines(self.entry)
        span = self.holder.span
        left = self.text[span.start : lines.start] + self.text[lines.end : span.end] if span else ""
        if len(self.file.own(self.holder)) > 1 or left.strip():
            return [self._without_lines(lines.start, lines.end)]
        return self._out_of_block(lines)

    def _out_of_brackets(self) -> Edit:
        """Between brackets: with the comma behind it, or the one before it."""
        start, end = self._start, self.file.end(self.entry)
        behind = _skipped(self.text, end)
        if self.text.startswith(",", behind):
            return self._with_comma(start, behind + 1)
        before = len(self.text[:start].rstrip(" \t\r\n"))
        if not self.text.startswith("}", behind) or self.text[before - 1] not in "{,":
            raise _Doubt  # a comment stands there
        return self.file.remove(before - 1 if self.text[before - 1] == "," else start, end)

    def _with_comma(self, start: int, comma: int) -> Edit:
        first, rest = self.file.line_start(start), _SPACES.match(self.text, comma)
        end = rest.end() if rest else comma
        behind = self.file.behind_break(end)
        if behind == end and not self.text.startswith("#", end):
            return self.file.remove(start, end)
        if behind > end and not self.text[first:start].strip():
            return self.file.remove(first, behind)
        return self.file.remove(start, comma)

    def _without_lines(self, start: int, end: int) -> Edit:
        """Whole lines; of the blank lines before and behind them, one."""
        behind, above = self.file.behind_break(end), start and self.file.line_start(self.file.before_break(start))
        if behind == end and start > 0:  # the last line, which does not end
            return self.file.remove(self.file.before_break(start), end)
        if not self.text[above:start].strip() and _EMPTY_LINE.match(self.text, behind):
            return self.file.remove(above, behind)
        return self.file.remove(start, behind)

    def _out_of_block(self, lines: _Lines) -> list[Edit]:
        """The only entry of a block mapping, with the key above, which alone would remove what is inherited."""
        below = self.file.entry(self.holder_path)
        first, key = self.file.line_start(self.file.start(below)), below.key
        if key is None:
            raise _Doubt
        between = self.text[key.end : lines.start]
        if re.fullmatch(r"[ \t]*:[ \t]*(?:\r\n|\r|\n)", between):
            return [self._without_lines(first, lines.end)]
        if not re.fullmatch(r"[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:[\r\n][ \t]*(?:#[^\r\n]*)?)*", between):
            raise _Doubt
        return [self.file.insert(key.end + between.index(":") + 1, " {}"), self._without_lines(lines.start, lines.end)]


def _skipped(text: str, offset: int) -> int:
    """Where the next character stands that is not blank."""
    found = _BLANK.match(text, offset)
    return found.end() if found else offset
