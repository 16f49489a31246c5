"""One server for all tests of a worker, bound to the published schema as an editor's settings would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stt_compile.language import PROFILE_ENDINGS, PROFILE_NAMES

from .server import Server, running

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "schema" / "profile.schema.json"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    globs = [*PROFILE_NAMES, *(f"*{ending}" for ending in PROFILE_ENDINGS)]
    with running(ROOT, schemas={SCHEMA.as_uri(): globs}) as started:
        yield started
