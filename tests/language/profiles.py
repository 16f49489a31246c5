"""Profiles for tests: written into a folder, compiled, and looked at from outside."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from stt_compile import load, plan, render
from stt_compile.compile import Compilation
from stt_compile.wire import Plan

ENVIRONMENTS = """
version: 1
environments:
  production:
    platform: ibm-cloud
    url: https://stt.example.com
    auth: {apikey: {env: STT_APIKEY}}
    service_date: 2020-06-23
    acoustic_models:
      call-center: {customization_id: 74f4807e-b5ff-4866-824e-6bba1a84fe96, base_model: en-US_NarrowbandModel}
"""
"""A fragment that most profiles of these tests extend."""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Writes files into a folder; gives the first of them."""
    for name, text in {**files, "environments.stt.yaml": ENVIRONMENTS}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
    return folder / next(iter(files))


def compiled(folder: Path, text: str, **others: str) -> Compilation:
    """A profile compiled; further files by their names without `.stt.yaml`, `__` for a slash."""
    files = {"main.stt.yaml": text}
    files |= {f"{name.replace('__', '/')}.stt.yaml": other for name, other in others.items()}
    return load(write(folder, files))


def found(compilation: Compilation) -> list[str]:
    """Code and place of all that is reported, with the file where that is not the profile itself."""
    return [_place(diagnostic.code, diagnostic.span, compilation.name) for diagnostic in compilation.diagnostics]


def _place(code: str, span: Any, name: str) -> str:
    line, column = span.position
    file = Path(span.source.name)
    shown = "" if span.source.name == name else f"{file.relative_to(Path(name).parent).as_posix()}:"
    return f"{code} {shown}{line}:{column}"


def json_plans(compilation: Compilation, **chosen: Any) -> list[Any]:
    """The plans of the requests that are chosen, as JSON data."""
    return [json_plan(made) for made in plan(compilation, **chosen)]


def json_plan(made: Plan) -> Any:
    """A plan as JSON data, numbers as they are spelt."""
    return json.loads(render(made, "json"), parse_float=Number, parse_int=Number)[0]


class Number(str):
    """The spelling of a number."""


def only(compilation: Compilation, **chosen: Any) -> Any:
    """The one plan of a profile without complaints."""
    assert found(compilation) == []
    (made,) = json_plans(compilation, **chosen)
    return made


def query(made: Any) -> dict[str, Any]:
    return dict(made["query"])


def headers(made: Any) -> dict[str, Any]:
    return dict(made["headers"])
