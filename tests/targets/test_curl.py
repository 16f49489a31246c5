"""curl artefacts as an operator meets them: pasted into an interactive shell, for the curl that is installed there."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from stt_compile import targets
from stt_compile.text import Env, literal
from stt_compile.wire import FileBody, FormBody, StdinBody

from .cases import CASES, Case

CURL = targets.load("curl")
ABLE = [name for name, case in CASES.items() if not case.refuses("curl")]
SINCE = {
    **dict.fromkeys(["-X", "-u", "--header", "--cacert", "--insecure", "--globoff", "--upload-file"], (7, 0)),
    **dict.fromkeys(["--data-binary", "--form", "--form-string"], (7, 13)),
    "--oauth2-bearer": (7, 33),
    "--fail-with-body": (7, 76),
    "--url-query": (7, 87),
}
"""The options that artefacts use, and the version that had them first (curl manual, Added)."""
FLAGS = ("--fail-with-body", "--insecure", "--globoff")
SHOW = "curl() { printf '%s\\0' \"$@\"; }\n"
SHELLS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}


def environment(case: Case) -> dict[str, str]:
    return {name: f'-{name} it\'s "$HOME"; !x `id` *' for name in (*case.plan.variables, "STT_ACCESS_TOKEN")}


def arguments(case: Case, shell: list[str]) -> list[str]:
    """The arguments that curl gets where the artefact is typed into a shell."""
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HISTFILE": "/dev/null", "PS1": "", **environment(case)}
    script = SHOW + "true history\n" + case.artefact("curl")
    ran = subprocess.run(shell, input=script.encode(), env=env, capture_output=True, timeout=60, check=False)
    assert b"not found" not in ran.stderr, ran.stderr.decode()
    return ran.stdout.decode().split("\0")[:-1]


def options(case: Case) -> tuple[dict[str, list[str]], str]:
    """The options with their values, and the address."""
    words = arguments(case, ["dash"])
    found: dict[str, list[str]] = {}
    while words[0].startswith("-"):
        name = words.pop(0)
        found.setdefault(name, []).append("" if name in FLAGS else words.pop(0))
    (address,) = words
    return found, address


@pytest.mark.parametrize("shell", [shell for shell in SHELLS if shutil.which(shell)])
@pytest.mark.parametrize("name", ABLE)
def test_pasted_into_an_interactive_shell_it_is_the_same(shell: str, name: str) -> None:
    case = CASES[name]
    assert arguments(case, SHELLS[shell]) == arguments(case, ["dash"])


@pytest.mark.parametrize("name", ABLE)
def test_it_takes_the_curl_that_it_says(name: str) -> None:
    case = CASES[name]
    found, _ = options(case)
    needed = max(SINCE[option] for option in found)
    late = any(literal(value) is None for _, value in case.plan.query)
    assert needed == ((7, 87) if late else (7, 76))
    assert late == any("7.87" in note for note in CURL.notes(case.plan))


@pytest.mark.parametrize("name", ABLE)
def test_credentials_stand_only_where_curl_blanks_them(name: str) -> None:
    case = CASES[name]
    found, address = options(case)
    secret = environment(case)[
        (case.data["auth"].get("apikey") or case.data["auth"].get("token") or {}).get("env", "STT_ACCESS_TOKEN")
    ]
    credentials = [value for option in ("-u", "--oauth2-bearer") for value in found.get(option, [])]
    assert [value.removeprefix("apikey:") for value in credentials] == [secret]
    others = [value for option, values in found.items() if option not in ("-u", "--oauth2-bearer") for value in values]
    assert not any(secret in value for value in [*others, address])


@pytest.mark.parametrize("name", ABLE)
def test_patterns_are_switched_off_only_where_one_may_be(name: str) -> None:
    case = CASES[name]
    found, address = options(case)
    body = case.plan.body
    may_be = isinstance(body, FileBody) and any(
        isinstance(piece, Env) or set(piece) & set("[]{}") for piece in body.file
    )
    assert ("--globoff" in found) == ("--upload-file" in found and may_be)
    template = case.artefact("curl")
    assert not set(address) & set("[]{}") or "${" in template


@pytest.mark.parametrize("name", ABLE)
def test_audio_is_streamed_where_it_must_be(name: str) -> None:
    case = CASES[name]
    found, _ = options(case)
    chunked = "Transfer-Encoding: chunked" in found.get("--header", [])
    match case.plan.body:
        case StdinBody():
            assert found["--upload-file"] == ["-"]
        case FileBody():
            assert ("--upload-file" in found, "--data-binary" in found) == (chunked, not chunked)
            assert chunked or found["--data-binary"][0].startswith("@")
            assert not chunked or found["--upload-file"][0] not in ("-", ".")
        case FormBody(files=files):
            assert len(found["--form"]) == len(files)
            assert not {"--data-binary", "--upload-file"} & set(found)


def test_the_command_of_the_documentation_looks_as_there() -> None:
    """acoustic-use.md, the request over synchronous HTTP."""
    case = CASES["acoustic/production/one-file.sync-http"]
    assert case.artefact("curl") == (
        'curl -X POST -u "apikey:${STT_APIKEY:?set STT_APIKEY}" --fail-with-body \\\n'
        "  --header 'Content-Type: audio/flac' \\\n"
        "  --data-binary @audio-file1.flac \\\n"
        '  "https://api.us-south.speech-to-text.watson.cloud.ibm.com/instances/${STT_INSTANCE_ID:?set STT_INSTANCE_ID}'
        '/v1/recognize?acoustic_customization_id=5a2d4c7e-1b0f-4e89-9c3a-6d8e7f102938"\n'
    )
