"""The wheel and the sdist, tried outside of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import stt_compile
from stt_compile.schema import PUBLISHED

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "stt_compile"
VERSION = stt_compile.__version__


def run(*command: str | Path, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STT_"))}
    done = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
    return done.stdout.decode("utf-8")


@pytest.mark.slow
def test_what_is_built_works_outside_of_the_checkout(tmp_path: Path) -> None:
    """One test, since building and installing take their time."""
    dist, venv, elsewhere = (tmp_path / name for name in ("dist", "venv", "elsewhere"))
    run(sys.executable, "-m", "build", "--outdir", dist, ROOT, cwd=tmp_path)  # the wheel is built from the sdist
    wheel = dist / f"stt_compile-{VERSION}-py3-none-any.whl"
    the_wheel_holds_the_package_and_its_licence(wheel)
    the_sdist_holds_what_it_takes_to_test_it(dist / f"stt_compile-{VERSION}.tar.gz")
    run(sys.executable, "-m", "venv", venv, cwd=tmp_path)
    run(venv / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    shutil.copytree(ROOT / "examples", elsewhere)
    the_installed_command_works(venv / "bin", elsewhere)


def the_wheel_holds_the_package_and_its_licence(file: Path) -> None:
    with zipfile.ZipFile(file) as wheel:
        names = set(wheel.namelist())
        metadata = f"stt_compile-{VERSION}.dist-info"
        assert wheel.read(f"{metadata}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert b"\nstt-compile = stt_compile.cli:main\n" in wheel.read(f"{metadata}/entry_points.txt")
        header = wheel.read(f"{metadata}/METADATA").decode("utf-8")
    assert "\nLicense-Expression: Apache-2.0\n" in header
    assert "\nRequires-Python: >=3.10\n" in header
    shown, _, description = header.partition("\n\n")
    assert "\nSummary: Compile reviewed YAML profiles " in shown
    assert "\nDescription-Content-Type: text/markdown" in shown
    assert description == (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\nClassifier: Typing :: Typed\n" in shown
    ours = {
        file.relative_to(ROOT).as_posix()
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    beside = f"stt_compile-{VERSION}.data/data/share/stt-compile/schema"
    assert {name for name in names if not name.startswith((metadata, beside))} == ours
    assert {name for name in names if name.startswith(beside)} == {f"{beside}/{name}.schema.json" for name in PUBLISHED}
    assert "stt_compile/py.typed" in ours
    assert any(name.startswith("stt_compile/targets/templates/") for name in ours)


def the_sdist_holds_what_it_takes_to_test_it(file: Path) -> None:
    with tarfile.open(file) as sdist:
        names = {member.name.partition("/")[2] for member in sdist.getmembers() if member.isfile()}
    beside = {"pyproject.toml", "LICENSE", ".gitignore", ".pre-commit-hooks.yaml"}
    pages = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md"}
    assert {*beside, *pages, ".ci/run", ".ci/readme-command"} <= names
    for folder in ("stt_compile", "schema", "examples", "tests"):
        kept = {
            file.relative_to(ROOT).as_posix()
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in file.parts)
        }
        assert {name for name in names if name.startswith(f"{folder}/")} == kept


def the_installed_command_works(bin_: Path, elsewhere: Path) -> None:
    where = run(bin_ / "python", "-c", "import stt_compile; print(stt_compile.__file__)", cwd=elsewhere)
    assert Path(where.strip()).is_relative_to(bin_.parent)
    command = bin_ / "stt-compile"
    assert "nothing to report" in run(command, "check", "acoustic.stt.yaml", cwd=elsewhere)
    for options in (["--all"], ["--all", "--target", "json"], ["--request", "one-file", "--target", "python"]):
        ours = run(sys.executable, "-m", "stt_compile", "render", "examples/acoustic.stt.yaml", *options, cwd=ROOT)
        assert run(command, "render", "acoustic.stt.yaml", *options, cwd=elsewhere) == ours
        assert ours
    for name in PUBLISHED:
        options = [] if name == "profile" else [f"--{name}"]
        published = (ROOT / "schema" / f"{name}.schema.json").read_bytes().decode("utf-8")
        assert run(command, "schema", *options, cwd=elsewhere) == published
        shipped = bin_.parent / "share" / "stt-compile" / "schema" / f"{name}.schema.json"
        assert shipped.read_bytes().decode("utf-8") == published
