"""Findings as SARIF 2.1.0, with what is known of each code."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..codes import Code, table
from ..diagnostics import Diagnostic, Fix
from ..source import Span
from . import Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report, colour: bool) -> str:
    """The report as one log of one run."""
    codes = list(table().values())
    indices = {code.code: index for index, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {"name": "stt-compile", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(name)}} for name in report.profiles],
        "results": [
            *(_result(found, indices) for found in report.findings),
            *({**_result(found, indices), "suppressions": [{"kind": "inSource"}]} for found in report.ignored),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    parts = [code.reason, *([f"What the service does: {code.effect}"] if code.effect else [])]
    if code.wrong:
        parts += [f"Wrong:\n\n{code.wrong}", f"Right:\n\n{code.right}"]
    if code.sources:
        parts.append(f"Sources: {', '.join(code.sources)}")
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.reason},
        "help": {"text": "\n\n".join(parts)},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(found: Diagnostic, indices: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": indices[found.code],
        "level": found.severity.value,
        "message": {"text": f"{found.message}\n{found.help}"},
    }
    if found.span:
        result["locations"] = [_location(found.span)]
    else:
        result["locations"] = [{"logicalLocations": [{"fullyQualifiedName": ".".join(map(str, found.path))}]}]
    if found.related:
        result["relatedLocations"] = [
            {"id": index, **_location(note.span), "message": {"text": note.message}}
            for index, note in enumerate(found.related)
        ]
    if found.fix:
        result["fixes"] = [_fix(found.fix)]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    artifact = {"uri": _uri(fix.edits[0].span.source.name)}
    return {
        "description": {"text": fix.description},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.source.name)}, "region": _region(span)}}


def _region(span: Span) -> dict[str, int]:
    (line, column), (end_line, end_column) = span.position, span.end_position
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(name: str) -> str:
    return quote(name.replace("\\", "/"), safe="/:~", errors="surrogateescape")
