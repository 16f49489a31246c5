"""What holds for any input: what `check` and `render` promise whoever writes a profile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from stt_compile import targets
from stt_compile.cli import main
from stt_compile.compile import Compilation, compile_bytes
from stt_compile.diagnostics import Diagnostic, order
from stt_compile.schema import published
from stt_compile.wire import Plan

ROOT = Path(__file__).parents[2]
PROFILES = sorted(
    path
    for path in (*(ROOT / "examples").rglob("*.stt.yaml"), *(ROOT / "tests" / "documented").glob("*.stt.yaml"))
    if "requests:" in path.read_text(encoding="utf-8")
)


@lru_cache(maxsize=1)
def plan_schema() -> Draft7Validator:
    return Draft7Validator(published("plan"))


def holds(data: bytes, folder: Path) -> Compilation:
    """Compiles a text and asserts all that holds for every one."""
    compilation = compile_bytes("any.stt.yaml", data, folder / "any.stt.yaml")
    well_formed(compilation)
    again = compile_bytes("any.stt.yaml", data, folder / "any.stt.yaml")
    assert list(map(described, again.diagnostics)) == list(map(described, compilation.diagnostics))
    assert (again.blocked, again.about) == (compilation.blocked, compilation.about)
    plans_hold(compilation)
    return compilation


def well_formed(compilation: Compilation) -> None:
    for diagnostic in compilation.diagnostics:
        for text in (
            diagnostic.message,
            diagnostic.help,
            diagnostic.scope,
            *(note.message for note in diagnostic.related),
        ):
            assert all(char.isprintable() for char in text), (diagnostic.code, text)
        assert diagnostic.message, diagnostic.code
        assert diagnostic.help, (diagnostic.code, diagnostic.message)
        assert len(diagnostic.message) <= 400, (diagnostic.code, diagnostic.message)
        assert diagnostic.span, (diagnostic.code, diagnostic.message)
        for span in (diagnostic.span, *(note.span for note in diagnostic.related)):
            assert 0 <= span.start <= span.end <= len(span.source.text), (diagnostic.code, span.start, span.end)
    assert list(compilation.diagnostics) == sorted(compilation.diagnostics, key=order)
    assert len(set(map(described, compilation.diagnostics))) == len(compilation.diagnostics)
    assert len(compilation.about) == len(compilation.diagnostics)
    for index in compilation.blocked:
        assert 0 <= index < len(compilation.uses)
    if compilation.blocked:
        assert compilation.errors


def described(diagnostic: Diagnostic) -> tuple[object, ...]:
    """All of a finding but which object its source is."""
    span = diagnostic.span
    related = tuple(
        (note.message, note.span.source.name, note.span.start, note.span.end) for note in diagnostic.related
    )
    place = (span.source.name, span.start, span.end) if span else None
    return (diagnostic.code, diagnostic.severity, diagnostic.message, diagnostic.help, place, related, diagnostic.scope)


def plans_hold(compilation: Compilation) -> None:
    """Everything that compiles has a plan that its schema knows, and every target renders it or says why not."""
    plans = [compilation.plan(index) for index in range(len(compilation.uses)) if index not in compilation.blocked]
    if not plans:
        return
    errors = [error.message for error in plan_schema().iter_errors(together(plans))]
    assert not errors, errors[:3]
    for plan in plans:
        for kind in map(targets.load, targets.names()):
            if targets.reasons_against(plan, kind):
                with pytest.raises(targets.CannotExpress) as refused:
                    targets.render(plan, kind)
                assert str(refused.value).isprintable()
            else:
                assert targets.render(plan, kind).endswith("\n")
                assert all(map(str.isprintable, kind.notes(plan)))


def together(plans: Sequence[Plan]) -> Any:
    """Plans as `--target json` prints them."""
    from stt_compile.targets.json import together

    return json.loads(together(plans))


def run(folder: Path, data: bytes, *arguments: str) -> tuple[int, str, str]:
    """The command line, in process, with a text as standard input."""
    name = str(folder / "any.stt.yaml")
    with no_masks():
        result = CliRunner().invoke(main, [arguments[0], "-", "--stdin-filename", name, *arguments[1:]], input=data)
    assert result.exit_code in (0, 1, 2), (result.exit_code, result.stderr)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@contextmanager
def no_masks() -> Iterator[None]:
    """Lets exceptions of ours through, so that a failure shows where they come from."""

    def through(error: Exception) -> str:
        raise error

    with mock.patch("stt_compile.cli.boundary._where", through):
        yield


def command_line_holds(data: bytes, folder: Path) -> None:
    """`check` and `render` agree with each other."""
    status, out, err = run(folder, data, "check")
    assert status in (0, 1), err
    assert not err
    assert out.endswith("\n")
    rendered, made, said = run(folder, data, "render", "--all", "--target", "json")
    plans: list[Any] = json.loads(made) if made else []
    if status == 0:
        assert rendered == 0 or (rendered == 2 and not made and "no requests" in said), said
    if rendered != 1:
        assert bool(plans) == (rendered == 0)
