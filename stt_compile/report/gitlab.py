"""Findings as a Code Quality report of GitLab, which annotates the lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from ..diagnostics import Diagnostic, Severity
from . import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(report: Report, colour: bool) -> str:
    """The report as a JSON array."""
    seen: Counter[str] = Counter()
    return json.dumps([_issue(found, seen) for found in report.findings], indent=2, ensure_ascii=False) + "\n"


def _issue(found: Diagnostic, seen: Counter[str]) -> dict[str, Any]:
    file = found.span.source.name if found.span else "<data>"
    same = "\0".join((found.code, file, ".".join(map(str, found.path)), found.message))
    seen[same] += 1
    fingerprint = hashlib.sha256(f"{same}\0{seen[same]}".encode("utf-8", "surrogateescape")).hexdigest()
    line = found.span.position[0] if found.span else 1
    return {
        "description": f"{found.message}: {found.help}",
        "check_name": found.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {"path": file, "lines": {"begin": line}},
    }
