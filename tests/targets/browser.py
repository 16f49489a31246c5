"""Chromium without a window, out of the npm registry, and what runs a page in it.

`python browser.py CHROMIUM` serves the current folder at `ORIGIN`, opens its `page.html`, prints what the page posts to
`/done`, and ends the browser.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

VERSION = "153.0.0"
ORIGIN = "http://127.0.0.1:8000"
OPTIONS = (
    *("--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage"),
    "--ignore-certificate-errors",  # whom a page trusts is for the browser to say
    *("--disable-background-networking", "--no-first-run"),
)
_UNPACK = """
    const { brotliDecompressSync } = require("node:zlib");
    const { readFileSync, writeFileSync } = require("node:fs");
    writeFileSync(process.argv[2], brotliDecompressSync(readFileSync(process.argv[1])));
"""


def installed_chromium(node: str) -> Path:
    """The browser, unpacked once; what it needs of libraries lies beside it."""
    from ..conftest import missing
    from ..npm import installed

    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        missing(f"there is no package of Chromium for {platform.system()} on {platform.machine()}")
    folder = installed("@sparticuz/chromium", VERSION)
    if not (folder / "chromium").exists():
        with tempfile.TemporaryDirectory(dir=folder) as work:
            for name in ("chromium", "al2023.tar"):
                packed, plain = folder / "bin" / f"{name}.br", Path(work, name)
                subprocess.run([node, "-e", _UNPACK, str(packed), str(plain)], check=True)
            subprocess.run(["tar", "-xf", str(Path(work, "al2023.tar")), "-C", str(folder)], check=True)
            Path(work, "chromium").chmod(0o755)
            Path(work, "chromium").rename(folder / "chromium")
    return folder / "chromium"


class _Server(ThreadingHTTPServer):
    done = threading.Event()


class _Handler(SimpleHTTPRequestHandler):
    def do_POST(self) -> None:  # noqa: N802  (the name that is called)
        sys.stdout.buffer.write(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        _Server.done.set()

    def log_message(self, *_: object) -> None:
        """Nothing is said of what is served."""


def main() -> None:
    chromium = Path(sys.argv[1])
    server = _Server(("127.0.0.1", int(ORIGIN.rpartition(":")[2])), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [str(chromium), *OPTIONS, "--remote-debugging-port=0", f"--user-data-dir={profile}"]
        env = {**os.environ, "LD_LIBRARY_PATH": str(chromium.parent / "lib")}
        browser = subprocess.Popen([*command, f"{ORIGIN}/page.html"], env=env, stdout=subprocess.DEVNULL)
        try:
            in_time = _Server.done.wait(50)
        finally:
            browser.kill()
            browser.wait()
    sys.exit(0 if in_time else "the page posted nothing in time")


if __name__ == "__main__":
    main()
