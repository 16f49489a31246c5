"""Every rule: its documentation holds, and so do its cases.

`NAME.yaml` belongs to the rule of that name. A case is the text of a profile that extends `base.stt.yaml`; the lines
which say so are put behind it, so that places are those of the text as it stands. `finds` lists code and
`line:column` of everything that is reported, with the file where that is `base.stt.yaml`; a case without it must be
silent. `says` are pieces of the report, `as_of` is the day to judge by.
"""

from __future__ import annotations

import importlib
import re
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from stt_compile import loads, reading, rules, shape, syntax
from stt_compile.compile import Compilation
from stt_compile.diagnostics import Severity
from tests.reports import report

HERE = Path(__file__).parent
BASE = "base.stt.yaml"
NAMES = rules.names()
CODE = re.compile(r"STT\d{3}")

each_rule = pytest.mark.parametrize("name", NAMES)


def module(name: str) -> ModuleType:
    return importlib.import_module(f"stt_compile.rules.{name}")


# --- the registry ----------------------------------------------------------------------------------------------------


def test_every_code_means_one_thing() -> None:
    codes = [*syntax.CODES, *shape.CODES, *reading.CODES, *(rule.code for rule in rules.load())]
    assert len(codes) == len(set(codes))
    assert all(CODE.fullmatch(code) for code in codes)


def test_every_title_is_its_own() -> None:
    titles = [title for table in (syntax.CODES, shape.CODES, reading.CODES) for title, _ in table.values()]
    titles += [rule.title for rule in rules.load()]
    assert len({title.casefold() for title in titles}) == len(titles)


@each_rule
def test_says_what_happens_and_who_says_so(name: str) -> None:
    rule = module(name).RULE
    assert rule.effect.endswith(".")
    assert rule.sources
    assert all(rule.sources)
    assert not rule.title.endswith(".")
    assert rule.file or rule.profile or rule.environment or rule.use


# --- the documentation -----------------------------------------------------------------------------------------------


def block(name: str, heading: str) -> str:
    """The profile under a heading of a rule's docstring."""
    doc = module(name).__doc__ or ""
    found = re.search(rf"^{heading}::\n\n((?:    .*\n|\n)+)", doc + "\n", re.MULTILINE)
    assert found, f"{name} has no block `{heading}::`"
    return textwrap.dedent(found[1])


def laid_over_base(text: str, as_of: str | None = None) -> Compilation:
    return loads(f"{text}\nversion: 1\nextends: [{BASE}]\n", name="case", folder=HERE, as_of=as_of)


@each_rule
def test_problem_comes_before_instead(name: str) -> None:
    doc = module(name).__doc__ or ""
    assert 0 < doc.index("Problem::") < doc.index("Instead::")


@each_rule
def test_problem_is_found_and_nothing_else(name: str) -> None:
    assert codes(laid_over_base(block(name, "Problem"))) == [module(name).RULE.code]


@each_rule
def test_instead_is_silent(name: str) -> None:
    assert codes(laid_over_base(block(name, "Instead"))) == []


def codes(compilation: Compilation) -> list[str]:
    return [diagnostic.code for diagnostic in compilation.diagnostics]


# --- the cases -------------------------------------------------------------------------------------------------------


def cases() -> list[Any]:
    found = []
    for file in sorted(HERE.glob("*.yaml")):
        if file.name != BASE:
            table = yaml.safe_load(file.read_text(encoding="utf-8"))
            found += [pytest.param(file.stem, case, id=f"{file.stem}-{name}") for name, case in table.items()]
    return found


def found(compilation: Compilation) -> list[str]:
    """Code and place of everything that is reported."""
    lines = []
    for diagnostic in compilation.diagnostics:
        assert diagnostic.span is not None
        line, column = diagnostic.span.position
        file = f"{BASE}:" if diagnostic.span.source.name.endswith(BASE) else ""
        lines.append(f"{diagnostic.code} {file}{line}:{column}")
    return lines


@pytest.mark.parametrize(("rule", "case"), cases())
def test_case(rule: str, case: dict[str, Any]) -> None:
    assert set(case) <= {"profile", "finds", "says", "as_of"}
    compilation = laid_over_base(case["profile"], case.get("as_of"))
    text = report([compilation], colour=False)
    assert found(compilation) == case.get("finds", []), text
    for piece in case.get("says", []):
        assert piece in text, text


@each_rule
def test_has_cases_that_fail_and_cases_that_pass(name: str) -> None:
    table = [param.values[1] for param in cases() if param.values[0] == name]
    code = module(name).RULE.code
    failing = [case for case in table if any(line.startswith(code) for line in case.get("finds", []))]
    assert len(table) >= 3
    assert failing
    assert len(failing) < len(table)


@pytest.mark.parametrize(("rule", "case"), cases())
def test_errors_stop_what_they_touch(rule: str, case: dict[str, Any]) -> None:
    """Each use that an error touches is blocked, and only warnings leave a use alone."""
    compilation = laid_over_base(case["profile"], case.get("as_of"))
    for diagnostic, about in zip(compilation.diagnostics, compilation.about):
        if diagnostic.severity is Severity.ERROR:
            assert about <= compilation.blocked
    for index in set(range(len(compilation.uses))) - compilation.blocked:
        assert compilation.plan(index)
