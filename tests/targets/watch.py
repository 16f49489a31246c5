"""Runs a command and writes down all that others on the machine could see of it, again and again until it ends.

`python watch.py COMMAND...` prints JSON: how the command ended, what it said, the command lines of its processes, the
environments of the programs that it started, and what stood in files below `TMPDIR`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


def main() -> None:
    command = sys.argv[1:]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    shell = Path("/proc", str(running.pid), "exe").resolve()
    lines: set[bytes] = set()
    environments: set[bytes] = set()
    files: set[bytes] = set()
    while running.poll() is None:
        for process in of_session(running.pid):
            try:
                lines.add((process / "cmdline").read_bytes())
                if (process / "exe").resolve() != shell:  # it shows for ever what it was started with
                    environments.add((process / "environ").read_bytes())
            except (OSError, ProcessLookupError):
                continue  # it has just ended
        for folder, _, names in os.walk(os.environ["TMPDIR"]):  # which bears that a folder goes meanwhile
            for file in (Path(folder, name) for name in names):
                try:
                    files.add(str(file).encode() + b"\n" + file.read_bytes())
                except OSError:
                    continue
    stdout, stderr = running.communicate()
    seen = {"lines": lines, "environments": environments, "files": files, "stdout": {stdout}, "stderr": {stderr}}
    shown = {kind: sorted(text.decode("utf-8", "replace") for text in texts) for kind, texts in seen.items()}
    json.dump({"status": running.returncode, **shown}, sys.stdout)


def of_session(leader: int) -> Iterator[Path]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            session = (process / "stat").read_text().rpartition(")")[2].split()[3]
        except (OSError, ProcessLookupError):
            continue
        if session == str(leader):
            yield process


if __name__ == "__main__":
    main()
