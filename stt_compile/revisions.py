"""Files as a revision of a Git repository has them. Nothing is checked out, and links inside it are followed."""

from __future__ import annotations

import errno
import os
import posixpath
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .language import is_profile
from .reading import Files
from .settings import Settings, parsed
from .syntax import MAX_BYTES

_WHY = {
    "symlink": "a link that leads out of the repository",
    "dangling": "a link that leads nowhere",
    "loop": "links in a circle",
    "notdir": "not a directory",
}


@dataclass(frozen=True)
class Revision:
    """What `HEAD~1`, a branch or a tag has; the index where the name is empty.

    Inside, the path of a file is its path in the repository below the folder `NAME:`, so that paths relative to it
    stay in the revision.
    """

    name: str

    @property
    def top(self) -> Path:
        """The top folder of the repository."""
        return Path(f"{self.name}:")

    @property
    def files(self) -> Files:
        """Where the files of the revision come from."""
        return Files(self.find, self.read, self.call)

    def find(self, path: Path) -> Path:
        """The one path of a file.

        Raises:
            OSError: it leads out of the repository.
        """
        if not path.is_relative_to(self.top):
            raise OSError(errno.EINVAL, "outside of the repository")
        inside = posixpath.normpath(path.relative_to(self.top).as_posix())
        if inside.split("/")[0] == "..":
            raise OSError(errno.EINVAL, "outside of the repository")
        return self.top / inside

    def call(self, path: Path) -> str:
        """A path as Git writes it."""
        return f"{self.name}:{_inside(path.relative_to(self.top))}"

    def read(self, path: Path) -> bytes:
        """The content of a file, as much as may be read of one.

        Raises:
            OSError: it cannot be read, with the reason.
        """
        kind, _, data = self._object(path)
        if kind != "blob":
            raise OSError(errno.EISDIR, "is a directory")
        return data[: MAX_BYTES + 1]

    def profiles(self, folder: Path) -> list[str] | None:
        """The profiles in a folder and below, relative to it, hidden folders left out; None where it is no folder.

        Raises:
            OSError: it cannot be read, with the reason.
        """
        kind, id_, _ = self._object(folder)
        if kind != "tree":
            return None
        listed = _git("ls-tree", "-r", "-z", "--name-only", "--full-tree", id_).decode("utf-8", "surrogateescape")
        return sorted(filter(_is_profile, listed.split("\0")))

    def settings(self, folder: Path) -> Settings:
        """The settings that hold for the profiles of a folder.

        Raises:
            BadSettings: the nearest `pyproject.toml` holds what it should not.
        """
        for above in (folder, *folder.parents):
            file = above / "pyproject.toml"
            if above.is_relative_to(self.top):
                try:
                    data = self.read(file)
                except OSError:
                    continue
                return parsed(self.call(file), data)
        return Settings()

    def _object(self, path: Path) -> tuple[str, str, bytes]:
        """What Git has at a path: its kind, its id, its content."""
        name = f"{self.name}:{_inside(self.find(path).relative_to(self.top))}"
        if "\n" in name or "\0" in name:
            raise OSError(errno.EINVAL, "not the name of a file")
        head, _, data = _batch(name).partition(b"\n")
        *said, kind, size = head.decode("utf-8", "surrogateescape").split(" ")
        if size in ("missing", "ambiguous"):
            known = not self.name or not _batch(f"{self.name}^{{}}").rstrip().endswith(size.encode())
            raise OSError(errno.ENOENT, "no such file in that revision" if known else "no such revision")
        if kind in _WHY:
            raise OSError(errno.ELOOP, _WHY[kind])
        return kind, said[0], data[: int(size)]


def parted(name: str) -> tuple[Revision, Path] | None:
    """`REVISION:PATH` as a revision and a path in it; None where it is something else.

    Like for Git, the colon is the first outside of braces, and a path that begins with a dot is relative to the working
    directory.

    Raises:
        OSError: Git cannot say where the working directory is.
    """
    depth = 0
    for index, char in enumerate(name):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if char == ":" and not depth:
            revision, path = Revision(name[:index]), name[index + 1 :]
            if path.split("/")[0] in (".", ".."):
                path = posixpath.join(_git("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape")[:-1], path)
            return revision, revision.find(revision.top / path)
    return None


def _inside(path: Path) -> str:
    return "" if path == Path() else path.as_posix()


def _is_profile(path: str) -> bool:
    *folders, name = path.split("/")
    return is_profile(name) and not any(folder.startswith(".") for folder in folders)


def _batch(name: str) -> bytes:
    """What Git says of an object; its name is never an argument, which might look like an option."""
    return _git("cat-file", "--batch", "--follow-symlinks", data=f"{name}\n".encode("utf-8", "surrogateescape"))


def _git(*arguments: str, data: bytes = b"") -> bytes:
    try:
        ran = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            input=data,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise OSError(errno.ENOENT, "git is not installed") from None
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").splitlines() or [f"git ends with status {ran.returncode}"]
        raise OSError(errno.EIO, said[0].removeprefix("fatal: "))
    return ran.stdout
