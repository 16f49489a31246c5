"""Findings for programs: JSON, version 1 (`schema/report.schema.json`).

Lines and columns count from 1, columns in code points; offsets count from 0.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .. import __version__
from ..catalog import AS_OF
from ..diagnostics import Diagnostic, Severity
from ..source import Span
from . import Report

VERSION = 1

_FIX = (
    "What would mend it, where that is certain. `check --fix` does it, unless the profile, or one that extends it, "
    "would then be worse off."
)


def render(report: Report, colour: bool) -> str:
    """The report as one JSON object."""
    return json.dumps(data(report), indent=2, ensure_ascii=False) + "\n"


def data(report: Report) -> dict[str, Any]:
    """The report as data."""
    return {
        "version": VERSION,
        "tool": {"name": "stt-compile", "version": __version__, "as_of": AS_OF},
        "profiles": list(report.profiles),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "findings": [_finding(found) for found in report.findings],
        "ignored": [_finding(found) for found in report.ignored],
    }


def _finding(found: Diagnostic) -> dict[str, Any]:
    finding = {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.help,
        "path": list(found.path),
        "place": _place(found.span),
        "scope": found.scope,
        "related": [{"message": note.message, "place": _place(note.span)} for note in found.related],
    }
    if found.fix:
        edits = [{"place": _place(edit.span), "text": edit.text} for edit in found.fix.edits]
        finding["fix"] = {"description": found.fix.description, "edits": edits}
    return finding


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    (line, column), (end_line, end_column) = span.position, span.end_position
    return {
        "file": span.source.name,
        "start": {"line": line, "column": column, "offset": span.start},
        "end": {"line": end_line, "column": end_column, "offset": span.end},
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of this format."""
    position = _closed({"line": _count(1), "column": _count(1), "offset": _count(0)})
    stretch = _closed({"file": {"type": "string"}, "start": position, "end": position})
    place = {"anyOf": [stretch, {"type": "null"}]}
    related = _closed({"message": {"type": "string"}, "place": place})
    edits = _closed({"place": stretch, "text": {"type": "string", "description": "What shall stand there instead."}})
    fix = _closed({"description": {"type": "string"}, "edits": {"type": "array", "minItems": 1, "items": edits}})
    finding = _closed(
        {
            "code": {"type": "string", "pattern": "^STT[0-9]{3}$"},
            "severity": {"enum": [severity.value for severity in Severity]},
            "message": {"type": "string"},
            "help": {"type": "string"},
            "path": {"type": "array", "items": {"type": ["string", "integer"]}},
            "place": place,
            "scope": {"type": "string", "description": "The requests it is about, where its place does not say so."},
            "related": {"type": "array", "items": related},
            "fix": {"description": _FIX, **fix},
        },
        optional=("fix",),
    )
    tool = _closed({"name": {"const": "stt-compile"}, "version": {"type": "string"}, "as_of": {"type": "string"}})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "stt_compile report",
        "description": "What `stt-compile check --format json` prints.",
        **_closed(
            {
                "version": {"const": VERSION},
                "tool": tool,
                "profiles": {"type": "array", "items": {"type": "string"}},
                "errors": _count(0),
                "warnings": _count(0),
                "findings": {"type": "array", "items": finding},
                "ignored": {
                    "description": "What comments silence; with --show-ignored.",
                    "type": "array",
                    "items": finding,
                },
            }
        ),
    }


def _count(least: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least}


def _closed(properties: dict[str, Any], optional: Sequence[str] = ()) -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
