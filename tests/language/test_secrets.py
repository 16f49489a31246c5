"""A literal secret is an error where it stands, and nothing ever shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stt_compile import ProfileError, load, plan, targets
from stt_compile.compile import Compilation
from tests.language.profiles import found, write
from tests.reports import report

SECRET = "Zq7Xw9Kv2Rt4Yp6Mn8Bd"
"""A value that nothing else in these tests has any six characters of."""
NUMBER = "83914705261739"
PIECE = 6

HEAD = "version: 1\nextends: [environments.stt.yaml]\n"
CLOUD = HEAD + "environments:\n  production:\n    auth: "
REQUEST = "requests:\n  live: {interface: websocket, acoustic_model: call-center}\n"
JOB = HEAD + (
    "requests:\n  live:\n    interface: async-http\n    acoustic_model: call-center\n"
    "    audio: {file: a.flac}\n    job: "
)
CLUSTER = (
    "version: 1\nenvironments:\n  production:\n    platform: cloud-pak-for-data\n    url: https://cpd.example.com/stt\n"
    "    service_date: 2022-06-30\n    auth: "
)

LITERALS = {
    "plain": (f"{CLOUD}{{apikey: {SECRET}}}\n{REQUEST}", "5:20"),
    "quoted": (f"{CLOUD}{{apikey: '{SECRET}'}}\n{REQUEST}", "5:20"),
    "escaped": (f'{CLOUD}{{apikey: "{SECRET[:6]}\\x{ord(SECRET[6]):02x}{SECRET[7:]}"}}\n{REQUEST}', "5:20"),
    "number": (f"{CLOUD}{{apikey: {NUMBER}}}\n{REQUEST}", "5:20"),
    "token": (f"{CLOUD}{{token: {SECRET}}}\n{REQUEST}", "5:19"),
    "block": (f"{CLOUD}\n      apikey: {SECRET}\n{REQUEST}", "6:15"),
    "list": (f"{CLOUD}{{apikey: [{SECRET}]}}\n{REQUEST}", "5:20"),
    "list with a reference": (f"{CLOUD}{{apikey: [{SECRET}, {{env: A}}]}}\n{REQUEST}", "5:20"),
    "mapping": (f"{CLOUD}{{apikey: {{value: {SECRET}}}}}\n{REQUEST}", "5:20"),
    "secret as a key": (f"{CLOUD}{{apikey: {{{SECRET}: 1}}}}\n{REQUEST}", "5:20"),
    "reference with a default": (f"{CLOUD}{{apikey: {{env: A, default: {SECRET}}}}}\n{REQUEST}", "5:20"),
    "folded": (f"{CLOUD}\n      apikey: >-\n        {SECRET[:10]}\n        {SECRET[10:]}\n{REQUEST}", "6:15"),
    "literal block": (f"{CLOUD}\n      apikey: |\n        {SECRET}\n        {SECRET}\n{REQUEST}", "6:15"),
    "plain over two lines": (f"{CLOUD}\n      apikey: {SECRET[:10]}\n        {SECRET[10:]}\n{REQUEST}", "6:15"),
    "list over lines": (f"{CLOUD}\n      apikey:\n        - {SECRET}\n        - {{env: A}}\n{REQUEST}", "7:9"),
    "behind an alias": (f"x-key: &key {SECRET}\n{CLOUD}{{apikey: *key}}\n{REQUEST}", "1:13"),
    "behind an alias of a mapping": (f"x-auth: &a {{apikey: {SECRET}}}\n{CLOUD}*a\n{REQUEST}", "1:21"),
    "merged": (f"x-auth: &a {{apikey: {SECRET}}}\n{CLOUD}{{<<: *a}}\n{REQUEST}", "1:21"),
    "password": (f"{CLUSTER}{{authorize_url: https://a, username: u, password: {SECRET}}}\n", "7:61"),
    "api_key": (f"{CLUSTER}{{authorize_url: https://a, username: u, api_key: {SECRET}}}\n", "7:60"),
    "user_secret": (f"{JOB}{{callback_url: https://a, user_secret: {SECRET}}}\n", "8:49"),
    "in the defaults": (f"{HEAD}defaults: {{job: {{user_secret: {SECRET}}}}}\n{REQUEST}", "3:31"),
    "in an override": (
        f"{HEAD}{REQUEST.rstrip()[:-1]}, overrides: {{production: {{job: {{user_secret: {SECRET}}}}}}}}}\n",
        "4:105",
    ),
}


@pytest.mark.parametrize(("text", "place"), LITERALS.values(), ids=LITERALS)
def test_a_literal_is_found_at_its_place_and_never_shown(tmp_path: Path, text: str, place: str) -> None:
    profile = write(tmp_path, {"main.stt.yaml": text})
    compilation = load(profile)
    assert found(compilation) == [f"STT301 {place}"]
    shows_nothing(profile, compilation)


MISPLACED = {
    "under the environment": f"{HEAD}environments: {{production: {{apikey: {SECRET}}}}}\n{REQUEST}",
    "under the request": f"{HEAD}{REQUEST.rstrip()[:-1]}, token: {SECRET}}}\n",
    "at the top": f"{HEAD}apikey: {SECRET}\n{REQUEST}",
    "under another name": f"{CLOUD}{{api-key: {SECRET}}}\n{REQUEST}",
    "with a prefix": f"{CLOUD}{{iam_apikey: {SECRET}}}\n{REQUEST}",
    "in a header": (
        f"{HEAD}requests:\n  live:\n    interface: sync-http\n    acoustic_model: call-center\n    audio: {{file: a}}\n"
        f"    extra: {{reason: r, headers: {{Authorization: Bearer {SECRET}}}}}\n"
    ),
    "in the start message": (
        f"{HEAD}requests:\n  live: {{interface: websocket, acoustic_model: call-center,"
        f" extra: {{reason: r, start: {{watson-token: {{value: [{SECRET}]}}}}}}}}\n"
    ),
    "among the parameters": (
        f"{HEAD}requests:\n  live: {{interface: websocket, acoustic_model: call-center,"
        f" parameters: {{access_token: {SECRET}}}}}\n"
    ),
    "as the name of a variable": f"{CLOUD}{{apikey: {{env: {SECRET[:8]}-{SECRET[8:]}}}}}\n{REQUEST}",
    "auth that is a text": f"{CLOUD}{SECRET}\n{REQUEST}",
    "auth that is a list": f"{CLOUD}[{SECRET}]\n{REQUEST}",
    "twice": f"{CLOUD}{{apikey: {SECRET}, apikey: {{env: A}}}}\n{REQUEST}",
    "twice, the other way round": f"{CLOUD}{{apikey: {{env: A}}, apikey: {SECRET}}}\n{REQUEST}",
    "with a tag": f"{CLOUD}{{apikey: !secret {SECRET}}}\n{REQUEST}",
}


@pytest.mark.parametrize("text", MISPLACED.values(), ids=MISPLACED)
def test_a_misplaced_secret_is_an_error_and_never_shown(tmp_path: Path, text: str) -> None:
    profile = write(tmp_path, {"main.stt.yaml": text})
    compilation = load(profile)
    assert compilation.errors
    shows_nothing(profile, compilation)


BROKEN = {
    "open bracket": f"{CLOUD}{{apikey: {SECRET}\nrequests: [\n",
    "open quote": f'{CLOUD}{{apikey: "{SECRET}\n{REQUEST}',
    "no colon": f"{CLOUD}\n      apikey {SECRET}\n      token: x\n",
    "no blank": f"{CLOUD}\n      apikey:{SECRET}\n      token: x\n",
    "a tab": f"{CLOUD}\n\tapikey: {SECRET}\n",
    "a colon behind it": f"{CLOUD}\n      apikey: {SECRET}: x\n",
    "a bracket behind it": f"{CLOUD}\n      apikey: {SECRET}]\n      token: [\n",
    "on the next line": f"{CLOUD}\n      apikey:\n        {SECRET}: [\n",
    "in a block": f"{CLOUD}\n      apikey: |\n        {SECRET}\n       {SECRET}\n     x\n",
    "at an anchor": f"{CLOUD}\n      apikey: &{SECRET}\n",
    "at a bad character": f"{CLOUD}\n      apikey: {SECRET}\x07{SECRET}\n",
    "as a percentage": f"{CLOUD}\n      password: %{SECRET}\n",
    "at an at sign": f"{CLOUD}\n      password: @{SECRET}\n",
    "in a bad escape": f'{CLOUD}\n      password: "\\{SECRET}"\n',
    "in a header": f"{HEAD}requests:\n  live: {{extra: {{headers: {{Authorization: Bearer {SECRET}\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_text_that_is_not_yaml_shows_nothing_either(tmp_path: Path, text: str) -> None:
    profile = write(tmp_path, {"main.stt.yaml": text})
    compilation = load(profile)
    assert compilation.errors
    shows_nothing(profile, compilation)


def test_a_literal_that_is_overridden_is_still_reported(tmp_path: Path) -> None:
    text = f"{CLOUD}{{apikey: {{env: A}}}}\n{REQUEST}".replace("]", ", shared/auth.stt.yaml]")
    shared = f"version: 1\nenvironments:\n  production: {{auth: {{apikey: {SECRET}}}}}"
    profile = write(tmp_path, {"main.stt.yaml": text, "shared/auth.stt.yaml": shared})
    compilation = load(profile)
    assert found(compilation) == ["STT301 shared/auth.stt.yaml:3:31"]
    shows_nothing(profile, compilation)


def test_a_literal_that_is_removed_is_still_reported(tmp_path: Path) -> None:
    text = f"{CLOUD}{{token: null, apikey: {{env: A}}}}\n{REQUEST}".replace("]", ", auth.stt.yaml]")
    shared = f"version: 1\nenvironments:\n  production: {{auth: {{token: {SECRET}}}}}"
    profile = write(tmp_path, {"main.stt.yaml": text, "auth.stt.yaml": shared})
    compilation = load(profile)
    assert found(compilation) == ["STT301 auth.stt.yaml:3:30"]
    shows_nothing(profile, compilation)


def test_references_are_shown(tmp_path: Path) -> None:
    profile = write(tmp_path, {"main.stt.yaml": f"{CLOUD}{{apikey: {{env: STT_APIKEY}}, location: x}}\n{REQUEST}"})
    assert "{apikey: {env: STT_APIKEY}, location: x}" in report([load(profile)], colour=False)


# --- looking everywhere ----------------------------------------------------------------------------------------------


def shows_nothing(profile: Path, compilation: Compilation) -> None:
    """No output of any kind has a piece of the secret."""
    for text in (*_from_python(compilation), *_from_the_command_line(profile)):
        for secret in (SECRET, NUMBER):
            for start in range(len(secret) - PIECE + 1):
                assert secret[start : start + PIECE] not in text, text


def _from_python(compilation: Compilation) -> Iterator[str]:
    yield report([compilation], colour=False)
    yield report([compilation], colour=True)
    for diagnostic in compilation.diagnostics:
        yield f"{diagnostic.message} {diagnostic.help} {diagnostic.path} {diagnostic.scope} {diagnostic.related}"
    yield repr(compilation)
    try:
        yield from map(repr, plan(compilation))
    except ProfileError as error:
        yield f"{error} {error!r} {error.diagnostics!r}"


def _from_the_command_line(profile: Path) -> Iterator[str]:
    """One process for all commands: starting Python is what takes the time."""
    commands = [["check", str(profile)], *(["render", str(profile), "--target", name] for name in targets.names())]
    program = (
        "import sys\nfrom stt_compile.cli import main\n"
        f"for arguments in {commands!r}:\n"
        "    try:\n        main(arguments)\n"
        "    except SystemExit:\n        pass\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=dict(os.environ), timeout=120, check=False
    )
    yield ran.stdout.decode("utf-8", "surrogateescape")
    yield ran.stderr.decode("utf-8", "surrogateescape")
