"""The settings that the README gives for editors are settings, name the same files, and bind profiles in the server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from stt_compile.language import is_profile

from ..npm import installed
from .conftest import ROOT
from .server import node, running

SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## In your editor\n")[2].partition("\n## ")[0]
NAMES = {
    name: is_profile(name.rpartition("/")[2])
    for name in (
        *("stt.yaml", "stt.yml", "calls.stt.yaml", "calls.stt.yml", "a.b.stt.yaml"),
        *("deep/er/stt.yaml", "deep/er/calls.stt.yaml", "deep/er/stt.yml", "deep/er/calls.stt.yml"),
        *("calls.yaml", "sttyaml", "xstt.yaml", "stt.yaml.bak", "stt.json", "calls.stt.json", "deep/calls.yaml"),
    )
}


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```\n", SECTION, re.DOTALL)
    return str(found)


def schemas() -> dict[str, list[str]]:
    settings: dict[str, Any] = json.loads(block("json"))
    assert set(settings) == {"yaml.schemas"}
    bound: dict[str, list[str]] = settings["yaml.schemas"]
    return bound


def project(folder: Path) -> None:
    """Writes the schema by the command that the README gives."""
    command, _, file = block("sh").strip().partition(" > ")
    arguments = command.removeprefix("stt-compile ").split()
    done = subprocess.run([sys.executable, "-m", "stt_compile", *arguments], capture_output=True, cwd=ROOT, check=True)
    (folder / file).write_bytes(done.stdout)


def test_the_settings_bind_profiles_and_nothing_else(tmp_path: Path) -> None:
    project(tmp_path)
    with running(tmp_path, schemas=schemas()) as server:
        uris = {f"{tmp_path.as_uri()}/{name}": name for name in NAMES if name.endswith(("yaml", "yml"))}
        found = server.complaints(dict.fromkeys(uris, "no-such-key: 1\n"))
    assert {uris[uri]: bool(said) for uri, said in found.items()} == {name: NAMES[name] for name in uris.values()}


def test_the_first_line_binds_a_profile(tmp_path: Path) -> None:
    """In either form."""
    project(tmp_path)
    lines = [block("text").strip(), *re.findall(r"`(# \$schema: .*?)`", SECTION)]
    assert len(lines) == 2
    texts = {f"{tmp_path.as_uri()}/{number}.yaml": f"{line}\nno-such-key: 1\n" for number, line in enumerate(lines)}
    with running(tmp_path) as server:
        found = server.complaints(texts)
    assert [bool(said) for said in found.values()] == [True, True]


def test_the_lines_for_neovim_are_lua_and_say_the_same() -> None:
    lua = block("lua")
    library = installed("luaparse", "0.3.1")
    program = "require(process.argv[1]).parse(require('fs').readFileSync(0, 'utf8'))"
    subprocess.run([node(), "-e", program, str(library)], input=lua.encode(), check=True)
    ((schema, globs),) = re.findall(r"\['(.*?)'\] = \{ (.*?) \}", lua)
    assert {schema: re.findall(r"'(.*?)'", globs)} == schemas()
    assert re.findall(r"vim\.lsp\.\w+\('(\w+)'", lua) == ["yamlls", "yamlls"]


def test_the_words_on_jetbrains_name_the_same_files() -> None:
    (paragraph,) = [text for text in SECTION.split("\n\n") if text.startswith("JetBrains:")]
    ((schema, globs),) = schemas().items()
    assert re.findall(r"`(.*?)`", paragraph) == [schema.removeprefix("./"), *globs]
