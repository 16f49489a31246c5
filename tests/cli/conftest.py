"""The installed command, run as people run it: as a process, in a folder of its own, without this shell's habits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

UNWANTED = ("CI", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS", "LINES")
PREFIXES = ("LC_", "LANG", "PYTHON", "STT_")

ENVIRONMENT = """\
environments:
  production:
    platform: ibm-cloud
    location: eu-de
    instance_id: {env: STT_INSTANCE_ID}
    auth: {apikey: {env: STT_APIKEY}}
    acoustic_models:
      call-center:
        customization_id: 74f4807e-b5ff-4866-824e-6bba1a84fe96
        base_model: en-US_NarrowbandModel
    service_date: 2020-06-23
"""
REQUESTS = """\
requests:
  live:
    interface: websocket
    acoustic_model: call-center
    audio: {file: live.flac, content_type: audio/flac}
  nightly:
    interface: async-http
    acoustic_model: call-center
    audio: {file: nightly.flac, content_type: audio/flac}
"""
GOOD = f"version: 1\n{ENVIRONMENT}{REQUESTS}"
BAD = GOOD.replace("audio: {file: live.flac", "audoi: {file: live.flac")
"""`live` is broken, `nightly` is not."""
DOUBTFUL = f"""{GOOD}\
  newer:
    interface: sync-http
    acoustic_model: call-center
    audio: {{file: newer.flac, content_type: audio/flac}}
    extra: {{reason: newer than the catalogue, query: {{brand_new: 1}}}}
"""
"""`newer` has a warning."""


@dataclass(frozen=True)
class Run:
    """What a run of the command did."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """The command in a folder."""

    folder: Path
    argv: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)

    def __call__(
        self, *arguments: str | bytes, stdin: str | bytes | None = None, env: dict[str, str] | None = None
    ) -> Run:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*self.argv, *arguments],
            cwd=self.folder,
            env={**self.env, **(env or {})},
            input=data if data is not None else b"",
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def write(self, **files: str) -> None:
        """Writes profiles: `a="..."` is `a.stt.yaml`."""
        for name, text in files.items():
            (self.folder / f"{name}.stt.yaml").write_text(text, encoding="utf-8")


def clean_environment() -> dict[str, str]:
    """This environment without what changes output."""
    return {name: value for name, value in os.environ.items() if name not in UNWANTED and not name.startswith(PREFIXES)}


def installed() -> str:
    """The command as it is installed beside this interpreter."""
    found = shutil.which("stt-compile", path=str(Path(sys.executable).parent))
    assert found, "stt-compile is not installed beside this Python: pip install -e '.[test]'"
    return found


@pytest.fixture
def stt(tmp_path: Path) -> Command:
    """The installed command in an empty folder."""
    return Command(tmp_path, (installed(),), clean_environment())


@pytest.fixture(params=["stt-compile", "python -m stt_compile"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Command:
    """The command in both of its spellings."""
    argv = (installed(),) if request.param == "stt-compile" else (sys.executable, "-m", "stt_compile")
    return Command(tmp_path, argv, clean_environment())
