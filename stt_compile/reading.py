"""Files become one tree: read, checked in shape, and laid upon what they extend."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import secrets, shape, syntax
from .diagnostics import Diagnostic, Finding, Fix, Note, Repair, Severity
from .merge import merge, without
from .names import one_line
from .secrets import masked
from .source import Source, Span
from .tree import Node, mapping

CODES: dict[str, tuple[str, str]] = {
    "STT107": ("A file that cannot be read", "What it holds is missing from the profile."),
    "STT108": ("Files that extend each other", "No order of merging is right."),
}


MAX_CHAIN = 32
"""How deep files may extend files."""


@dataclass(frozen=True)
class Loaded:
    """A profile with all that it extends."""

    name: str
    tree: Node
    """Empty where the file could not be read."""
    sources: tuple[Source, ...] = ()
    broken: frozenset[Node] = frozenset()
    """Values that cannot be used."""
    complete: bool = True
    """False where something is missing of which nothing is known: a file that could not be read."""
    diagnostics: tuple[tuple[Diagnostic, Node | None], ...] = ()
    """What is wrong so far, each with the value that cannot be used because of it, if there is one."""
    hidden: frozenset[Span] = frozenset()
    """What may be a secret."""
    trees: tuple[Node, ...] = ()
    """The files one by one, as they were written."""


def place(finding: Finding, code: str, severity: Severity, tree: Node, scope: str = "") -> Diagnostic:
    """The only bridge from key paths to places. Values that a rule quotes cannot break the line that quotes them."""
    related = [(tree.place(other.path, other.on), one_line(masked(other.message))) for other in finding.related]
    return Diagnostic(
        code,
        severity,
        one_line(masked(finding.message)),
        one_line(masked(finding.help)),
        tree.place(finding.path, finding.on),
        finding.path,
        tuple(Note(span, message) for span, message in related if span),
        one_line(scope),
        fix=_fix(finding.repair, tree) if finding.repair else None,
    )


def _fix(repair: Repair, tree: Node) -> Fix | None:
    from .edits import fix_of  # on use: most profiles have nothing to mend

    return fix_of(repair, tree)


@dataclass
class _Reader:
    """The state of one load: each file is read once, however often it is extended."""

    files: Files
    done: dict[Path, tuple[Node, bool]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    diagnostics: list[tuple[Diagnostic, Node | None]] = field(default_factory=list)
    broken: set[Node] = field(default_factory=set)
    hidden: set[Span] = field(default_factory=set)
    trees: list[Node] = field(default_factory=list)

    def file(self, name: str, path: Path, data: bytes, chain: tuple[Path, ...]) -> tuple[Node, bool]:
        """A file laid upon what it extends, and whether all of it could be read."""
        source, tree, diagnostics = syntax.read(name, data, path)
        self.sources.append(source)
        if tree is None:
            self.diagnostics.extend((diagnostic, None) for diagnostic in diagnostics)
            self.hidden.update(secrets.hidden_in_text(source))
            return mapping({}, Span(source, 0, 0)), False
        if diagnostics:
            self.hidden.update(secrets.hidden_in_text(source))  # of two equal keys the tree holds but one
        nodes = {node.span: node for _, node in tree.walk()} if diagnostics else {}
        for diagnostic in diagnostics:
            touched = [nodes[span] for span in diagnostic.touches if span in nodes]
            self.diagnostics.extend((diagnostic, node) for node in touched or (None,))
            self.broken.update(touched)
        return self.data(tree, path.parent, chain)

    def data(self, tree: Node, folder: Path, chain: tuple[Path, ...]) -> tuple[Node, bool]:
        """A tree checked in shape and laid upon what it extends."""
        self.trees.append(tree)
        self.hidden.update(secrets.hidden(tree))
        whole = self.shape(tree)
        base, complete = self.extended(tree, folder, chain)
        return merge(base, without(tree, {"extends"}), "profile", self.broken), whole and complete

    def shape(self, tree: Node) -> bool:
        """Reports what is wrong in shape; False where nothing of the file can be used."""
        usable, unread = True, frozenset(self.broken)
        for code, finding in shape.check(tree):
            touched = tree.get(*finding.path)
            if touched in unread:
                continue  # what YAML could not read has been reported
            self.diagnostics.append((place(finding, code, Severity.ERROR, tree), touched))
            if touched:
                self.broken.add(touched)
            if touched is tree or finding.path == ("version",) or not finding.path:
                usable = False
        return usable

    def extended(self, tree: Node, folder: Path, chain: tuple[Path, ...]) -> tuple[Node | None, bool]:
        """What a tree extends, first to last."""
        base: Node | None = None
        listed = tree.get("extends")
        complete = listed is None or listed not in self.broken
        for index, item in enumerate(listed.items if listed else ()):
            if not isinstance(item.value, str) or item in self.broken:
                complete = False
                continue
            node, whole = self.one(item.value, tree, index, folder, chain)
            complete = complete and whole
            base = merge(base, node, "profile", self.broken) if node else base
        return base, complete

    def one(self, name: str, tree: Node, index: int, folder: Path, chain: tuple[Path, ...]) -> tuple[Node | None, bool]:
        """One extended file."""
        try:
            path = self.files.find(folder / name)
            data = self.files.read(path) if path not in chain and path not in self.done else b""
        except (OSError, ValueError, RuntimeError) as error:  # not there; a null character; links in a circle
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "not the name of a file"
            help_ = "extended files are local, and their paths relative to the file that names them"
            self.complain(tree, index, "STT107", f"cannot read `{name}`: {reason.lower()}", help_)
            return None, False
        if path in chain:
            message = f"`{name}` extends this file"
            self.complain(tree, index, "STT108", message, "take one of the two `extends` out")
            return None, False
        if len(chain) >= MAX_CHAIN:
            message = f"files extend files more than {MAX_CHAIN} deep"
            self.complain(tree, index, "STT105", message, "let one file extend several instead")
            return None, False
        if path not in self.done:
            here = Path(os.path.normpath(folder / name))
            self.done[path] = self.file(self.files.call(here), here, data, (*chain, path))
        return self.done[path]

    def complain(self, tree: Node, index: int, code: str, message: str, help_: str) -> None:
        """Reports something about an item of `extends`."""
        finding = Finding(("extends", index), message, help_)
        self.diagnostics.append((place(finding, code, Severity.ERROR, tree), None))


def content(path: Path) -> bytes:
    """The content of a file, as much as may be read of one; a pipe or a device is none, and would not end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file")
    with path.open("rb") as file:
        return file.read(syntax.MAX_BYTES + 1)


@dataclass(frozen=True)
class Files:
    """Where files come from: the disk, unless somebody says otherwise."""

    find: Callable[[Path], Path] = Path.resolve
    """The one path of a file, whatever way leads to it."""
    read: Callable[[Path], bytes] = content
    call: Callable[[Path], str] = str
    """What messages call a file."""


DISK = Files()


def from_bytes(name: str, data: bytes, path: Path, files: Files = DISK) -> Loaded:
    """A profile from the bytes of a file.

    Args:
        name: what messages call it.
        path: where it is, or would be: what it extends is looked for beside it.
        files: where what it extends comes from.
    """
    reader = _Reader(files)
    tree, complete = reader.file(name, path, data, (files.find(path),))
    return _loaded(name, reader, tree, complete)


def from_data(name: str, data: Mapping[str, object], folder: Path) -> Loaded:
    """A profile from Python data; its findings have paths and no lines."""
    from .tree import from_data as tree_of

    reader = _Reader(DISK)
    tree, complete = reader.data(tree_of(data), folder, ())
    return _loaded(name, reader, tree, complete)


def _loaded(name: str, reader: _Reader, tree: Node, complete: bool) -> Loaded:
    return Loaded(
        name,
        tree,
        tuple(reader.sources),
        frozenset(reader.broken),
        complete,
        tuple(reader.diagnostics),
        frozenset(reader.hidden),
        tuple(reader.trees),
    )
