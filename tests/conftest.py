"""What all tests share: `--bless`, which writes expected files anew, and a fixture that compares with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

Golden = Callable[[Path, str], None]
# The tools of the test extra lie beside Python, whether its environment is activated or not.
os.environ["PATH"] = os.pathsep.join(filter(None, (str(Path(sys.executable).parent), os.environ.get("PATH"))))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write expected files anew; the difference is the review")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have measured: `record_property("proof", ...)`."""
    done = [report for report in terminalreporter.getreports("passed") if isinstance(report, pytest.TestReport)]
    proofs = sorted(str(value) for report in done for name, value in report.user_properties if name == "proof")
    if proofs:
        terminalreporter.section("measured")
        for proof in proofs:
            terminalreporter.line(proof)


def missing(reason: str) -> NoReturn:
    """A tool that a proof needs is not here: a failure in CI, a skip with advice elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written instead of compared."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture
def golden(bless: bool) -> Golden:
    """Compares a text with an expected file, or writes it with `--bless`."""

    def compare(file: Path, text: str) -> None:
        if bless:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8"))
        assert file.is_file(), f"{file.name} is missing; write it with: python -m pytest --bless"
        assert text == file.read_bytes().decode("utf-8"), f"{file.name}; if this is meant: python -m pytest --bless"

    return compare
