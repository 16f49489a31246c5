"""A private network and private mounts for this process and what it starts, by Linux system calls alone."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

_NEW_MOUNTS, _NEW_USER, _NEW_NETWORK = 0x00020000, 0x10000000, 0x40000000
_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x40000
_DIE_WITH_PARENT = 1
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1

_libc = ctypes.CDLL(None, use_errno=True)


class Refused(Exception):
    """The system does not let us; the text says what it refused."""


def isolate(hosts: Iterable[str], scratch: Path) -> None:
    """From here on the host names lead to this process's own loopback, and nothing else can be reached."""
    _unshare()
    _mount("none", "/", _RECURSIVE | _PRIVATE)
    table = "".join(f"127.0.0.1 {name}\n" for name in ("localhost", *hosts))
    _replace(Path("/etc/hosts"), table, scratch)
    if Path("/etc/nsswitch.conf").exists():
        # Resolvers that answer over a Unix socket would be reached in spite of the private network.
        _replace(Path("/etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n", scratch)
    for cache in ("/run/nscd", "/var/run/nscd"):
        if Path(cache).is_dir() and not Path(cache).is_symlink():
            _mount("tmpfs", cache, 0, "tmpfs")
    _loopback_up()


def die_with_parent() -> None:
    """For a child, before it executes its program."""
    _libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _unshare() -> None:
    user, group = os.geteuid(), os.getegid()
    if user == 0 and _libc.unshare(_NEW_NETWORK | _NEW_MOUNTS) == 0:
        return
    if _libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_MOUNTS) != 0:
        raise Refused(f"unshare of user, network and mounts: {_error()}")
    # Users stay who they are: the programs under test get no privilege, and own their files.
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _replace(path: Path, text: str, scratch: Path) -> None:
    if not path.exists():
        raise Refused(f"{path} does not exist, so nothing can be mounted over it")
    copy = scratch / path.name
    copy.write_text(text, encoding="ascii")
    copy.chmod(0o644)
    _mount(str(copy), str(path), _BIND)


def _mount(source: str, target: str, flags: int, kind: str | None = None) -> None:
    fstype = kind.encode() if kind else None
    if _libc.mount(os.fsencode(source), os.fsencode(target), fstype, ctypes.c_ulong(flags), None) != 0:
        raise Refused(f"mount over {target}: {_error()}")


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        (flags,) = struct.unpack_from("16xH", fcntl.ioctl(control, _GET_FLAGS, struct.pack("16sH22x", b"lo", 0)))
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH22x", b"lo", flags | _UP))


def _error() -> str:
    number = ctypes.get_errno()
    return f"{errno.errorcode.get(number, number)} ({os.strerror(number)})"
