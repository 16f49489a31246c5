"""yaml-language-server, which is behind the YAML of most editors, spoken to as an editor does: LSP over stdio."""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any

from ..conftest import missing
from ..npm import installed

VERSION = "2.0.0"
_PATIENCE = 60.0
"""Seconds until an answer is taken as none."""
_WARNING = 2
"""What is less grave, like an anchor that nobody uses, is a remark."""
_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
}


@dataclass(frozen=True)
class Complaint:
    """A diagnostic of the server; lines and columns begin with 1, as in our own reports."""

    line: int
    column: int
    last_line: int
    last_column: int
    message: str


@dataclass(frozen=True)
class Server:
    """A running server, with the settings of one editor."""

    process: subprocess.Popen[bytes]
    settings: Mapping[str, Any]
    answers: dict[int, queue.Queue[dict[str, Any]]] = field(default_factory=dict)
    published: dict[str, queue.Queue[list[dict[str, Any]]]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    configured: threading.Event = field(default_factory=threading.Event)
    sending: threading.Lock = field(default_factory=threading.Lock)

    def judged(self, texts: Mapping[str, str]) -> dict[str, list[Complaint]]:
        """What the server says of each text, as a profile of its own; by the same names."""
        uris = {self.uri(): name for name in texts}
        return {uris[uri]: said for uri, said in self.complaints({uri: texts[uris[uri]] for uri in uris}).items()}

    def uri(self) -> str:
        """The name of a profile that there was not before; the server remembers those that it has seen."""
        return f"file:///profiles/{next(self.numbers)}.stt.yaml"

    def complaints(self, texts: Mapping[str, str]) -> dict[str, list[Complaint]]:
        """What the server says of each text, by the URI under which it is opened."""
        for uri in texts:
            self.published[uri] = queue.Queue()
        for uri, text in texts.items():
            self._open(uri, text)
        published = {uri: self.published[uri].get(timeout=_PATIENCE) for uri in texts}
        return {
            uri: [_complaint(one) for one in said if one["severity"] <= _WARNING] for uri, said in published.items()
        }

    def complete(self, text: str) -> dict[str, dict[str, Any]]:
        """The completions at the mark `|` of a text, by label."""
        found = self._at("textDocument/completion", text)
        return {item["label"]: item for item in found["items"]}

    def hover(self, text: str) -> str:
        """What the server shows for the place that the mark `|` of a text stands in front of."""
        found = self._at("textDocument/hover", text)
        return found["contents"]["value"] if found else ""

    def _at(self, method: str, text: str) -> Any:
        before, mark, behind = text.partition("|")
        assert mark
        uri = self.uri()
        self._open(uri, before + behind)
        lines = before.split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self.request(method, {"textDocument": {"uri": uri}, "position": place})

    def _open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def request(self, method: str, parameters: Any) -> Any:
        """The result of a request."""
        number = len(self.answers) + 1
        answer = self.answers[number] = queue.Queue()
        self._send({"id": number, "method": method, "params": parameters})
        answered = answer.get(timeout=_PATIENCE)
        assert "error" not in answered, answered
        return answered.get("result")

    def notify(self, method: str, parameters: Any) -> None:
        """Says something that wants no answer."""
        self._send({"method": method, "params": parameters})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        with self.sending:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            self.process.stdin.flush()

    def listen(self) -> None:
        """Takes all that the server says, until it ends."""
        assert self.process.stdout
        for message in _messages(self.process.stdout):
            if "method" not in message:
                self.answers[message["id"]].put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                said = message["params"]
                if said["uri"] in self.published:
                    self.published[said["uri"]].put(said["diagnostics"])
            elif "id" in message:
                asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
                self._send({"id": message["id"], "result": [self.settings.get(item.get("section")) for item in asked]})
                self.configured.set()


def _messages(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    while header := stream.readline():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            header = stream.readline()
        yield json.loads(stream.read(length))


def _complaint(said: Mapping[str, Any]) -> Complaint:
    start, end = said["range"]["start"], said["range"]["end"]
    return Complaint(start["line"] + 1, start["character"] + 1, end["line"] + 1, end["character"] + 1, said["message"])


def node() -> str:
    """The program that runs JavaScript."""
    return shutil.which("node") or missing("node is missing: install it; yaml-language-server runs on it")


@contextlib.contextmanager
def running(folder: Path, **settings: Any) -> Iterator[Server]:
    """A server for a folder, with these settings of `yaml`; it asks nothing of the network."""
    program = installed("yaml-language-server", VERSION) / "bin" / "yaml-language-server"
    closed = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}, **settings}
    command = [node(), str(program), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        server = Server(process, {"yaml": closed})
        listener = threading.Thread(target=server.listen, daemon=True)
        listener.start()
        root = folder.as_uri()
        opening = {"processId": None, "rootUri": root, "capabilities": _CAPABILITIES}
        server.request("initialize", {**opening, "workspaceFolders": [{"uri": root, "name": folder.name}]})
        server.notify("initialized", {})
        assert server.configured.wait(_PATIENCE)
        try:
            yield server
        finally:
            server.request("shutdown", None)
            server.notify("exit", None)
            process.wait(_PATIENCE)
            listener.join(_PATIENCE)
