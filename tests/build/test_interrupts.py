"""A build in several processes that is interrupted twice: it ends, and so do all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from .conftest import Project

TOLD = """\
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
from stt_compile import parallel
def processors():
    os.write(1, b".")
    return 3
parallel.processors = processors
from stt_compile.cli import main
main(sys.argv[1:])
"""
COMMAND = [sys.executable, "-c", TOLD, "build", "in", "--out", "out"]


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
def test_two_interrupts_end_all_processes(project: Project) -> None:
    requests = dict.fromkeys(("live", "one", "night"), "x")
    project.write(**{f"p{number}": requests for number in range(120)})
    for delay in (0.05, 0.1, 0.15, 0.2, 0.3):
        for between in (0, 0.01):
            pipe = subprocess.PIPE
            process = subprocess.Popen(COMMAND, cwd=project.folder, stdout=pipe, stderr=pipe, start_new_session=True)
            assert process.stdout
            try:
                assert process.stdout.read(1) == b"."
                time.sleep(delay)
                os.kill(process.pid, signal.SIGINT)
                time.sleep(between)
                os.killpg(process.pid, signal.SIGINT)
                _, err = process.communicate(timeout=30)  # which also waits for whoever else holds the pipes
                assert (process.returncode, err) == (130, b"\n"), delay
                with pytest.raises(ProcessLookupError):
                    os.killpg(process.pid, 0)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.communicate()
            assert not project.out.exists()
