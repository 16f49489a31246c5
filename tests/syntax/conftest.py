"""Every test that asks for `read_text` runs with both of PyYAML's parsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stt_compile import syntax
from stt_compile.diagnostics import Diagnostic
from stt_compile.source import Source
from stt_compile.tree import Node

ReadText = Callable[[str], tuple["Node | None", tuple[Diagnostic, ...]]]


@pytest.fixture(params=[False, True], ids=["c", "pure"])
def read_text(request: pytest.FixtureRequest) -> ReadText:
    """Parses a text with one of the parsers."""
    pure: bool = request.param
    return lambda text: syntax.parse(Source("profile.yaml", text), pure=pure)
