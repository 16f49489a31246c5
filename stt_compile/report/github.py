"""Findings as workflow commands of GitHub Actions, which annotate the lines of a change."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from . import Report


def render(report: Report, colour: bool) -> str:
    """A command a finding."""
    return "".join(_command(found) + "\n" for found in report.findings)


def _command(found: Diagnostic) -> str:
    properties: dict[str, object] = {}
    if found.span:
        (line, column), (end_line, end_column) = found.span.position, found.span.end_position
        properties = {"file": found.span.source.name, "line": line, "endLine": end_line}
        if line == end_line:  # columns of several lines are refused
            properties |= {"col": column, "endColumn": end_column}
    properties["title"] = found.code
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{found.severity.value} {listed}::{_message(f'{found.message}: {found.help}')}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
