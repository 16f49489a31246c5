"""What scripts quote while they run, by properties: any value of a variable reaches the other side as it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stt_compile.quoting import late

from ..recorder.namespace import Recorder, Unavailable, require
from .test_quoting import values

SHELLS = {
    "dash": ["dash", "-c"],
    "bash": ["bash", "-c"],
    "zsh": ["zsh", "--emulate", "sh", "-f", "-c"],
    "busybox": ["busybox", "ash", "-c"],
}
HERE = [name for name, command in SHELLS.items() if shutil.which(command[0])]
ENDS = values | values.map(lambda value: value + "\n") | values.map(lambda value: "\n" + value)
batches = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
URL = "https://api.us-south.speech-to-text.watson.cloud.ibm.com/v1/recognize"


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    try:
        with Recorder() as running:
            yield running
    except Unavailable as reason:
        require(str(reason))


def variables(many: Sequence[str]) -> dict[str, str]:
    return {f"V{index}": value for index, value in enumerate(many)}


@pytest.mark.parametrize("shell", HERE)
@given(many=st.lists(ENDS, min_size=1, max_size=20))
@batches
def test_values_of_a_query_and_of_json(shell: str, many: list[str]) -> None:
    calls = [f'encoded "$V{index}"; echo; json "$V{index}"' for index in range(len(many))]
    script = "\n".join([late.ENCODED, late.JSON, *calls])
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables(many)}
    ran = subprocess.run([*SHELLS[shell], script], env=env, capture_output=True, check=False, timeout=60)
    assert ran.stderr == b""
    lines = ran.stdout.decode("ascii" if all(value.isascii() for value in many) else "utf-8").split("\n")[:-1]
    assert [unquote(line) for line in lines[::2]] == many
    assert [json.loads(line) for line in lines[1::2]] == many


def test_options_and_parts_reach_curl_as_they_are(recorder: Recorder, tmp_path: Path) -> None:
    """Each value is a body of its own, and the name of a file of a form; one curl sends them all."""
    shells = HERE

    @given(many=st.lists(ENDS, min_size=1, max_size=12), shell=st.sampled_from(shells))
    @batches
    def proven(many: list[str], shell: str) -> None:
        for index, value in enumerate(many):
            name = file_name(value)
            (tmp_path / name).write_bytes(b"%d" % index)
        files = [file_name(value) for value in many]
        calls = []
        for index in range(len(many)):
            calls += [f'option url {URL}; option data-raw "$V{index}"; echo next']
            calls += [f'option url {URL}; option form "$(part "$F{index}")"; echo next']
        script = "\n".join(
            [
                late.OPTION,
                late.PART,
                "{",
                *calls,
                f"option url {URL}",
                "} | curl --disable --no-progress-meter --config -",
            ]
        )
        env = {**variables(many), **{f"F{index}": name for index, name in enumerate(files)}}
        done = recorder.run([*SHELLS[shell], script], env=env, cwd=tmp_path)
        assert (done.returncode, len(done.exchanges)) == (0, 2 * len(many) + 1), done.stderr.decode()
        bodies, forms = done.exchanges[:-1:2], done.exchanges[1:-1:2]
        assert [exchange.body.decode() for exchange in bodies] == many
        wanted = [(tmp_path / name).read_bytes() for name in files]
        assert [part.body for exchange in forms for part in exchange.parts or ()] == wanted

    proven()


def file_name(value: str) -> str:
    """What curl can open in the current folder; a line end at the very end is lost where a shell takes what is said."""
    return f"f{value.encode()[:60].decode(errors='ignore').replace('/', '_')}x"
