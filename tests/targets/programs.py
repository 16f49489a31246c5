"""What programs of one target did beside the stand-in of the service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..recorder.compare import compare
from ..recorder.differences import Client
from ..recorder.exchange import Exchange
from ..recorder.namespace import HOSTS, Recorder, Run, Unavailable, require
from ..recorder.server import JOB
from .cases import Case, filled
from .test_really import environment, files, hosts, ports, stdin


@dataclass
class Bench:
    """Runs the programs of a target."""

    recorder: Recorder
    folder: Path
    target: str
    client: Client
    command: Sequence[str]
    """What runs a program's file."""
    used: set[str] = field(default_factory=set)

    def prepare(self, case: Case, source: str | None = None) -> Path:
        """A folder with a program, `artefact`, and all files that it reads."""
        folder = self.folder / re.sub(r"\W", "-", case.name)
        folder.mkdir(exist_ok=True)
        for name, content in files(case).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        tls = case.data.get("tls", {})
        if "ca_file" in tls:
            authority = folder / filled(tls["ca_file"], environment(case))
            authority.parent.mkdir(parents=True, exist_ok=True)
            authority.write_bytes(self.recorder.ca_file.read_bytes())
        (folder / "artefact").write_text(source or case.artefact(self.target), encoding="utf-8")
        return folder

    def run(
        self,
        case: Case,
        *,
        trust: bool | None = None,
        source: str | None = None,
        env: dict[str, str] | None = None,
        timeout: float = 60,
    ) -> Run:
        """A program from its file. Without `trust` it knows the authority only if the plan names it."""
        return self.recorder.run(
            [*self.command, "artefact"],
            env=environment(case) if env is None else env,
            cwd=self.prepare(case, source),
            stdin=stdin(case),
            trust=not case.plan.tls if trust is None else trust,
            timeout=timeout,
        )

    def compared(self, case: Case, run: Run) -> list[str]:
        """What differs from the plan; that a job is asked for is not the plan's request."""
        return compare(
            case.data,
            [exchange for exchange in run.exchanges if exchange not in polls(run)],
            client=self.client,
            environment=environment(case),
            files=files(case),
            stdin=stdin(case),
            used=self.used,
        )


@contextmanager
def bench_of(folder: Path, target: str, client: Client, command: Sequence[str]) -> Iterator[Bench]:
    try:
        with Recorder([*HOSTS, *sorted(hosts())], sorted({443, *ports()})) as recorder:
            yield Bench(recorder, folder, target, client, command)
    except Unavailable as reason:
        require(str(reason))


def polls(run: Run) -> list[Exchange]:
    """The questions for a job."""
    return [exchange for exchange in run.exchanges if exchange.raw_path.endswith(f"/v1/recognitions/{JOB}")]


def failed(run: Run, *words: str) -> None:
    """Asserts a failure that is said in one line, without a traceback."""
    said = run.stderr.decode()
    assert (run.returncode, run.expired) == (1, False), said
    assert "Traceback" not in said, said
    (line,) = [line for line in said.splitlines() if line.startswith("failed: ")] or [said]
    assert all(word in line for word in words), said
