"""Findings as JUnit XML: a test suite a file, a failed case a finding, a passed case for a file without any."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from ..diagnostics import Diagnostic, Severity
from ..names import printable
from . import Report


def render(report: Report, colour: bool) -> str:
    """The report as an XML document. Warnings are cases that passed, with what there is to say in their output."""
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in report.profiles}
    for found in report.findings:
        by_file.setdefault(found.span.source.name if found.span else report.profiles[0], []).append(found)
    root = ElementTree.Element(
        "testsuites", name="stt-compile", tests=str(sum(max(1, len(found)) for found in by_file.values()))
    )
    root.set("failures", str(report.count(Severity.ERROR)))
    for name, findings in by_file.items():
        suite = ElementTree.SubElement(root, "testsuite", name=_clean(name))
        failures = sum(found.severity is Severity.ERROR for found in findings)
        suite.set("tests", str(max(1, len(findings))))
        suite.set("failures", str(failures))
        suite.extend(_cases(name, findings))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _cases(file: str, findings: list[Diagnostic]) -> Iterator[ElementTree.Element]:
    if not findings:
        yield ElementTree.Element("testcase", classname=_clean(file), name="check")
    for found in findings:
        line, column = found.span.position if found.span else (0, 0)
        name = f"{found.code} at {line}:{column}"
        case = ElementTree.Element("testcase", classname=_clean(file), name=name, file=_clean(file), line=str(line))
        text = _clean(f"{file}:{line}:{column}: {found.message}\nhelp: {found.help}")
        if found.severity is Severity.ERROR:
            failure = ElementTree.SubElement(case, "failure", type=found.code, message=_clean(found.message))
            failure.text = text
        else:
            ElementTree.SubElement(case, "system-out").text = text
        yield case


def _clean(text: str) -> str:
    """A text that XML can hold."""
    return "\n".join(printable(line) for line in text.split("\n"))
