"""Artefacts as files: what a folder should hold, what of that has changed, and how it gets there.

The folder's manifest says which of its files are ours. No other file is written or removed. Whenever a build dies, each
file is the old or the new one, and the next build finishes the work: what is to be written is in the manifest before.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from . import targets, writing
from .compile import Compilation
from .names import printable
from .targets import Target
from .wire import Plan

MANIFEST = "stt-compile.json"
DEFAULTS = ("curl", "script")
"""The targets where none are asked for; a request that neither serves gets the default of its interface."""
_VERSION = 1
_ENDING = re.compile(r"(?:\.stt)?\.ya?ml\Z")


@dataclass(frozen=True)
class Artefact:
    """A file that a profile makes."""

    file: str
    """PROFILE/ENVIRONMENT/REQUEST.INTERFACE.ENDING, below the folder."""
    data: bytes


@dataclass(frozen=True)
class Made:
    """What a profile makes."""

    profile: str
    """Its name, the folders included that it was found in."""
    whole: bool
    """False where some of its requests have errors, so that what is missing may have been made before."""
    artefacts: tuple[Artefact, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """What the user should know of an artefact: its file, and a line."""
    left_out: tuple[str, ...] = ()
    """What a target cannot make and another one does, a line each."""
    refused: tuple[str, ...] = ()
    """Requests that no target that was asked for can make, a line each."""


@dataclass(frozen=True)
class Change:
    """A file that is not as it should be."""

    file: str
    old: bytes | None
    """None where it is missing."""
    new: bytes | None
    """None where it should be gone."""


@dataclass(frozen=True)
class Changes:
    """What it takes to bring a folder up to date."""

    files: tuple[Change, ...]
    manifest: Change | None
    """None where the manifest is as it should be."""
    announced: bytes
    """The manifest while files are written: it has the new ones already, and still has those that go."""
    unchanged: int
    kept: tuple[str, ...]
    """Files that nothing makes any more, and that somebody edited: they are no longer ours."""

    def __bool__(self) -> bool:
        return bool(self.files or self.manifest)


class InTheWay(Exception):
    """Something that is not ours keeps the folder from being brought up to date; the text says what."""


def name_of(profile: str, folder: str | None = None) -> str:
    """What a profile is called in the folder of artefacts: its path below the folder that was named, or its own name.

    Raises:
        InTheWay: no folder can be called that.
    """
    path = os.path.relpath(profile, folder) if folder else os.path.basename(profile)
    name = _ENDING.sub("", Path(path).as_posix())
    if PurePosixPath(name).name in ("", "..") or name.endswith("/."):
        raise InTheWay(f"no folder can be named after {printable(profile)}")
    return name


def clash(profiles: Mapping[str, str]) -> None:
    """Sees to it that no two profiles want the same folder, by their files and names.

    Raises:
        InTheWay: two do, if only on systems that take capital letters for small ones.
    """
    first: dict[str, str] = {}
    for file, name in profiles.items():
        other = first.setdefault(_folded(name), file)
        if other != file:
            both = f"{printable(other)} and {printable(file)}"
            raise InTheWay(f"{both} both want the folder {printable(name)}: build them into folders of their own")


def make(compilation: Compilation, name: str, wanted: Sequence[str] = ()) -> Made:
    """All artefacts of a profile, in its order; those of requests with errors are left out.

    Args:
        wanted: names of targets; the default ones where there are none.
    """
    maker = _Maker(name, [targets.load(target) for target in wanted or DEFAULTS], bool(wanted))
    for index in range(len(compilation.uses)):
        if index not in compilation.blocked:
            maker.request(compilation.plan(index))
    return maker.made(whole=not compilation.errors)


class _Maker:
    """Gathers what one profile makes."""

    def __init__(self, name: str, wanted: Sequence[Target], by_name: bool) -> None:
        self.name, self.wanted, self.by_name = name, wanted, by_name
        self.artefacts: list[Artefact] = []
        self.notes: list[tuple[str, str]] = []
        self.left_out: list[str] = []
        self.refused: list[str] = []

    def request(self, plan: Plan) -> None:
        """Adds a request in all targets that are made for its interface."""
        fitting = [target for target in self.wanted if plan.interface in target.interfaces]
        if not fitting and not self.by_name:
            fitting = [targets.load(targets.default(plan.interface))]
        where = f"{self.name}/{plan.environment}/{plan.request}.{plan.interface}"
        if not fitting:
            self.left_out.append(f"{where}: none of the targets is made for {plan.interface}")
        refusals = []
        for target in fitting:
            try:
                data = targets.render(plan, target).encode("utf-8")
            except targets.CannotExpress as error:
                refusals.append(f"{where}: {error}")
            else:
                file = f"{where}.{target.ending}"
                self.artefacts.append(Artefact(file, data))
                self.notes += [(file, note) for note in target.notes(plan)]
        (self.refused if len(refusals) == len(fitting) else self.left_out).extend(refusals)

    def made(self, whole: bool) -> Made:
        """All of it."""
        return Made(
            self.name, whole, tuple(self.artefacts), tuple(self.notes), tuple(self.left_out), tuple(self.refused)
        )


def compare(folder: Path, made: Iterable[Made], everything: bool) -> Changes:
    """What has to change in a folder.

    Args:
        everything: whether these are all profiles of the folder, so that nothing else of ours should be there.

    Raises:
        InTheWay: a file that is not ours stands where one is to be written, or two artefacts want one file.
        OSError: a file cannot be read.
    """
    made = tuple(made)
    manifest = _read(folder / MANIFEST)
    ours = _files(manifest, folder / MANIFEST)
    wanted = _wanted(made)
    written = _written(folder, wanted, ours)
    removed, kept, left = _stale(folder, made, {file: ours[file] for file in ours if file not in wanted}, everything)
    new = {**left, **{file: _digest(data) for file, data in wanted.items()}}
    return Changes(
        tuple(sorted([*written, *removed], key=lambda change: change.file)),
        None if manifest == _manifest(new) else Change(MANIFEST, manifest, _manifest(new)),
        _manifest({**ours, **{change.file: new[change.file] for change in written}}),
        len(wanted) - len(written),
        kept,
    )


def _written(folder: Path, wanted: Mapping[str, bytes], ours: Mapping[str, str]) -> list[Change]:
    """The files that are not there, or other than they should be."""
    changes, foreign = [], []
    for file, data in wanted.items():
        there = _read(folder / file) if _is_plain(folder, file) else None
        if there == data:  # whoever wrote it: it is what we would write
            continue
        taken = os.path.lexists(folder / file) and (there is None or file not in ours)
        if taken or not _may_hold(folder, file):
            foreign.append(printable(str(folder / file)))
        changes.append(Change(file, there, data))
    if foreign:
        raise InTheWay("not written by stt-compile, and in the way:\n" + "\n".join(f"  {file}" for file in foreign))
    return changes


def _stale(
    folder: Path, made: Sequence[Made], unmade: Mapping[str, str], everything: bool
) -> tuple[list[Change], tuple[str, ...], dict[str, str]]:
    """Of files that nothing makes now: those that go, those that somebody edited, those that are another build's."""
    whole = {one.profile: one.whole for one in made}
    removed, kept, left = [], [], {}
    for file, digest in unmade.items():
        if not whole.get(file.rsplit("/", 2)[0], everything):
            left[file] = digest
            continue
        data = _read(folder / file) if _is_plain(folder, file) else None
        if data is not None and _digest(data) == digest:
            removed.append(Change(file, data, None))
        elif os.path.lexists(folder / file):
            kept.append(file)
    return removed, tuple(kept), left


def apply(folder: Path, changes: Changes) -> None:
    """Brings a folder up to date.

    Raises:
        OSError: a file or a folder cannot be written.
    """
    if not changes:
        return
    folder.mkdir(parents=True, exist_ok=True)
    if _read(folder / MANIFEST) != changes.announced:
        writing.write(folder / MANIFEST, changes.announced)
    for change in changes.files:
        if change.new is None:  # before files are written: a new one may be the same but for capital letters
            (folder / change.file).unlink(missing_ok=True)
            _prune(folder, change.file)
    for change in changes.files:
        if change.new is not None:
            (folder / change.file).parent.mkdir(parents=True, exist_ok=True)
            writing.write(folder / change.file, change.new, lasting=False)
    if changes.manifest and changes.manifest.new and changes.manifest.new != changes.announced:
        writing.write(folder / MANIFEST, changes.manifest.new)


def _wanted(made: Iterable[Made]) -> dict[str, bytes]:
    first: dict[str, str] = {}
    wanted: dict[str, bytes] = {}
    for one in made:
        for artefact in one.artefacts:
            other = first.setdefault(_folded(artefact.file), artefact.file)
            if artefact.file in wanted or other != artefact.file:
                both = f"{printable(other)} and {printable(artefact.file)}"
                raise InTheWay(f"{both} are one file on some systems: rename one of the requests")
            wanted[artefact.file] = artefact.data
    return wanted


def _folded(name: str) -> str:
    """A name as a system may have it that takes capital letters for small ones."""
    return unicodedata.normalize("NFC", name).casefold()


def _manifest(files: Mapping[str, str]) -> bytes:
    """The manifest of files with their digests: a file a line, so that changes of several people merge."""
    data = {"version": _VERSION, "files": dict(sorted(files.items()))}
    return (json.dumps(data, indent=2) + "\n").encode("ascii")


def _files(manifest: bytes | None, path: Path) -> dict[str, str]:
    """The files of a manifest, with the digests of what was written."""
    if manifest is None:
        return {}
    try:
        data = json.loads(manifest)
    except ValueError:
        data = None
    files = data.get("files") if isinstance(data, dict) and data.get("version") == _VERSION else None
    if not isinstance(files, dict) or not all(map(_is_ours, files)):
        raise InTheWay(
            f"{printable(str(path))} is no manifest of this version of stt-compile; remove it to have a new one made: "
            "files that are as they should be are taken over"
        )
    return files


def _is_ours(file: str) -> bool:
    """Whether a path can be that of an artefact: below the folder, and not the folder's own."""
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and len(path.parts) > 2 and path.as_posix() == file


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_plain(folder: Path, file: str) -> bool:
    """Whether a file is one of the folder's own, and no link leads to it."""
    return (folder / file).is_file() and not any(path.is_symlink() for path in _down(folder, file))


def _may_hold(folder: Path, file: str) -> bool:
    """Whether the folders of a file are folders of ours, or can be made."""
    *above, _ = _down(folder, file)
    return all(not path.is_symlink() and (path.is_dir() or not os.path.lexists(path)) for path in above)


def _down(folder: Path, file: str) -> Iterator[Path]:
    """The way to a file, from below the folder."""
    for part in PurePosixPath(file).parts:
        folder = folder / part
        yield folder


def _prune(folder: Path, file: str) -> None:
    """Takes away the folders that a removed file leaves empty."""
    *above, _ = _down(folder, file)
    with contextlib.suppress(OSError):
        for path in reversed(above):
            path.rmdir()
