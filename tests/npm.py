"""Tools from the npm registry, each in the version that is named here, installed once and shared by all workers."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .conftest import missing

_CACHE = Path(tempfile.gettempdir()) / f"stt-compile-npm-{os.getuid() if hasattr(os, 'getuid') else ''}"


def installed(package: str, version: str) -> Path:
    """The folder of a package below a `node_modules` that has all it needs."""
    npm = shutil.which("npm") or missing(f"npm is missing: install it; its registry has {package}")
    home = _CACHE / f"{package.replace('/', '+')}@{version}"
    with _locked(home):
        if not (home / "done").exists():
            shutil.rmtree(home / "node_modules", ignore_errors=True)
            command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home)]
            ran = subprocess.run([*command, f"{package}@{version}"], capture_output=True, check=False, text=True)
            if ran.returncode:
                missing(f"npm cannot install {package}@{version}: {(ran.stderr or ran.stdout).strip()[-400:]}")
            (home / "done").touch()
    return home / "node_modules" / package


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
