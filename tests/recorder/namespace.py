"""Commands run for real, unmodified, in a network of their own where the service's host names lead to the stand-in."""

from __future__ import annotations

import base64
import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import trustme

from tests.conftest import missing

from .exchange import Exchange, encoded
from .server import Answer

LOCATIONS = ("us-south", "us-east", "eu-de", "au-syd", "jp-tok", "eu-gb", "kr-seo")
HOSTS = (
    *(f"api.{location}.speech-to-text.watson.cloud.ibm.com" for location in LOCATIONS),
    "iam.cloud.ibm.com",
    "cpd.example.com",
    "ops.example.com",
)
TRUST = (
    *("CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "WEBSOCKET_CLIENT_CA_BUNDLE"),
    "NODE_EXTRA_CA_CERTS",
)
"""What curl, Python's ssl, requests, websocket-client and Node read."""
_START = 30.0
_GRACE = 20.0


class Unavailable(Exception):
    """This machine does not let us have the namespaces; the text says why."""


class Broken(Exception):
    """The worker is gone or did not answer, or a command could not be started."""


@dataclass(frozen=True)
class Run:
    """What a command did."""

    returncode: int
    stdout: bytes
    stderr: bytes
    exchanges: tuple[Exchange, ...]
    expired: bool
    """It was killed because its time was over."""
    unused: tuple[Answer, ...]
    """Scripted answers that nothing asked for."""


def require(reason: str) -> NoReturn:
    """Where the proof cannot be had: a failure in CI, a skip with advice elsewhere."""
    advice = (
        "the recorder needs Linux with user, network and mount namespaces for this user; allow them "
        "(sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu; "
        "in a container: --privileged, or --cap-add SYS_ADMIN with --security-opt seccomp=unconfined), or run as root"
    )
    missing(f"{reason}; {advice}")


class Recorder:
    """A worker in namespaces of its own, for as long as the context lasts."""

    def __init__(self, hosts: Sequence[str] = HOSTS, ports: Sequence[int] = (443,)) -> None:
        self._hosts = tuple(hosts)
        self._ports = tuple(ports)
        self._script: tuple[Answer, ...] = ()
        self._buffer = b""

    def __enter__(self) -> Recorder:
        if sys.platform != "linux":
            raise Unavailable(f"no network namespaces on {sys.platform}")
        self._folder = tempfile.TemporaryDirectory(prefix="recorder-")
        folder = Path(self._folder.name)
        (folder / "home").mkdir()
        self.ca_file = folder / "authority.pem"
        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.ca_file)
        certificate = folder / "service.pem"
        authority.issue_cert(*self._hosts).private_key_and_cert_chain_pem.write_to_path(certificate)
        above = Path(__file__).resolve().parents[len(__name__.split(".")) - 1]
        self._log = (folder / "worker.log").open("w+b")
        self._worker = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.worker"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(above), os.environ.get("PYTHONPATH")]))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            bufsize=0,
        )
        try:
            self._send(
                {"hosts": self._hosts, "ports": self._ports, "certificate": str(certificate), "scratch": str(folder)}
            )
            ready = self._receive(_START)
        except BaseException:
            self._close()
            raise
        if "unavailable" in ready:
            self._close()
            raise Unavailable(ready["unavailable"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def script(self, answers: Sequence[Answer]) -> None:
        """What the stand-in answers during the next run, first to last; see `Answer`."""
        self._script = tuple(answers)

    def run(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        stdin: bytes = b"",
        timeout: float = 60,
        trust: bool = True,
    ) -> Run:
        """Runs a command to its end. Its environment is `env` and what a process cannot do without, nothing of ours.

        With `trust` the test authority is where clients look for one; without, they know the system's alone.
        """
        folder = Path(self._folder.name)
        base = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder / "home"), "LANG": "C.UTF-8"}
        trusted = dict.fromkeys(TRUST, str(self.ca_file)) if trust else {}
        script, self._script = self._script, ()
        self._send(
            {
                "argv": list(argv),
                "env": {**base, **trusted, **env},
                "cwd": str(cwd),
                "stdin": encoded(stdin),
                "timeout": timeout,
                "script": script,
            }
        )
        answer = self._receive(timeout + _GRACE)
        if "failed" in answer:
            raise Broken(answer["failed"])
        return Run(
            returncode=answer["returncode"],
            stdout=base64.b64decode(answer["stdout"]),
            stderr=base64.b64decode(answer["stderr"]),
            exchanges=tuple(Exchange.from_json(exchange) for exchange in answer["recorded"]),
            expired=answer["expired"],
            unused=tuple(answer["script"]),
        )

    def _send(self, message: dict[str, Any]) -> None:
        assert self._worker.stdin is not None
        line = memoryview(json.dumps(message).encode() + b"\n")
        try:
            while line:
                line = line[self._worker.stdin.write(line) :]
        except OSError:
            raise Broken(f"the worker has gone: {self._last_words()}") from None

    def _receive(self, patience: float) -> dict[str, Any]:
        assert self._worker.stdout is not None
        end = time.monotonic() + patience
        with selectors.DefaultSelector() as selector:
            selector.register(self._worker.stdout, selectors.EVENT_READ)
            pieces = [self._buffer]
            while b"\n" not in pieces[-1]:
                if not selector.select(max(0.0, end - time.monotonic())):
                    self._close()
                    raise Broken(f"the worker did not answer within {patience:g} seconds")
                piece = os.read(self._worker.stdout.fileno(), 1 << 20)
                if not piece:
                    raise Broken(f"the worker has gone: {self._last_words()}")
                pieces.append(piece)
        line, _, self._buffer = b"".join(pieces).partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def _last_words(self) -> str:
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace")[-2000:] or "without a word"

    def _close(self) -> None:
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        self._worker.stdin.close()
        try:
            self._worker.wait(5)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            self._worker.wait(5)
        self._worker.stdout.close()
        self._log.close()
        self._folder.cleanup()
