"""How the artefacts of each target are run, many at a time: a target joins the proof of quoting by one line here.

An artefact `N.ENDING` lies beside a folder `N`, in which it runs; `N.in`, where there is one, is its standard input;
`N.out`, `N.err` and `N.status` are what came of it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stt_compile import targets
from stt_compile.targets import Target

from ..recorder.differences import Client
from ..recorder.expectation import registration

_EACH = """
    ending=$1 count=$2 n=0
    shift 2
    while [ "$n" -lt "$count" ]; do
        in=/dev/null
        [ -f "$n.in" ] && in=../$n.in
        [ -f "$n.$ending" ] &&
            (cd "$n" && "$@" "../$n.$ending" > "../$n.out" 2> "../$n.err" < "$in"; echo $? > "../$n.status")
        n=$((n + 1))
    done
"""
_TOGETHER = """
import os, pathlib, runpy, sys
import httpx, ibm_watson, websockets.sync.client
base = pathlib.Path.cwd()
for n in range(int(sys.argv[2])):
    if not (base / f"{n}.{sys.argv[1]}").exists():
        continue
    child = os.fork()
    if child:
        (base / f"{n}.status").write_text(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
        continue
    os.chdir(base / str(n))
    given = base / f"{n}.in"
    os.dup2(os.open(given if given.exists() else os.devnull, os.O_RDONLY), 0)
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(base / f"{n}.{name}", os.O_WRONLY | os.O_CREAT), stream)
    status = 1
    try:
        runpy.run_path(f"../{n}.{sys.argv[1]}", run_name="__main__")
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        os._exit(status)
"""
"""A process an artefact, and the libraries read but once."""


@dataclass(frozen=True)
class Runner:
    """How the artefacts of one target are run."""

    target: str
    client: Client
    """As the table of differences calls it."""
    command: tuple[str, ...] = ()
    """What reads an artefact; empty for Python, of which one process makes another for each."""
    shell: str = "sh"
    plain: bool = False
    """Whether it takes no nasty values at run time, and says so."""
    ascii: bool = False
    """Whether it takes no others in a header, and says so."""

    def argv(self, count: int) -> list[str]:
        """Runs what lies in the current folder."""
        ending = self.kind.ending
        if not self.command:
            return [sys.executable, "-B", "-c", _TOGETHER, ending, str(count)]
        return ["sh", "-c", _EACH, "sh", ending, str(count), *self.command]

    def sends(self, plan: Mapping[str, Any]) -> Mapping[str, Any]:
        """The plan of what it sends of a request's."""
        return registration(plan) if self.target == "register" else plan

    @property
    def kind(self) -> Target:
        return targets.load(self.target, self.shell)


RUNNERS = {
    "curl in dash": Runner("curl", "curl", ("dash",)),
    "curl in bash": Runner("curl", "curl", ("bash",)),
    "curl in zsh": Runner("curl", "curl", ("zsh", "-f")),
    "curl as from PowerShell": Runner(
        "curl", "curl", (sys.executable, "-B", str(Path(__file__).with_name("windows.py"))), "powershell", plain=True
    ),
    "python": Runner("python", "python-sdk", ascii=True),
    "python-http": Runner("python-http", "python-http"),
    "script": Runner("script", "script", ("dash",)),
    "register": Runner("register", "script", ("dash",)),
    "websocat": Runner("websocat", "websocat", ("dash",)),
}
