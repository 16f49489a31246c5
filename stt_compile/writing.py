"""Files are replaced as a whole: whoever looks, whenever the run dies, finds the old content or the new."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Gives a file a content; of a link, to what it leads to. Mode and, where it is allowed, owner stay.

    Args:
        lasting: whether it must outlast a failure of power, which takes time; what can be made again need not.

    Raises:
        OSError: the file, or its folder, cannot be written; then it is as it was.
    """
    target = os.path.realpath(path)
    old = _status(target)
    temporary = os.path.join(os.path.dirname(target), f".stt-compile-{os.urandom(8).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, old.st_mode & 0o777 if old else 0o666)
    try:
        with open(descriptor, "wb") as file:
            if old:
                _dress(temporary, old)
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(descriptor)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    if lasting:
        _settle(os.path.dirname(target))


def _status(target: str) -> os.stat_result | None:
    """What the system knows of a file that may be written, which replacing it would not ask; None of a new one."""
    try:
        with open(target, "r+b") as file:
            return os.fstat(file.fileno())
    except FileNotFoundError:
        return None


def _dress(temporary: str, old: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root gives files away
            os.chown(temporary, old.st_uid, old.st_gid)
    os.chmod(temporary, old.st_mode & 0o7777)


def _settle(folder: str) -> None:
    """Makes the new name last through a failure of power, on systems where a folder can be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
