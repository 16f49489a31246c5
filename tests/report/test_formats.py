"""The formats of `check`, each as the tool that reads it would: by its schema, its grammar, its escapes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from stt_compile import load, loads, registry
from stt_compile.codes import table
from stt_compile.fixes import mend
from stt_compile.report import Report, gather
from stt_compile.report import load as reporter
from stt_compile.schema import published
from tests.conftest import Golden
from tests.npm import installed

HERE = Path(__file__).parent
PROFILE = HERE / "profile.stt.yaml"


def gathered(show_ignored: bool = True) -> Report:
    from stt_compile.compile import compile_bytes

    return gather([compile_bytes("profile.stt.yaml", PROFILE.read_bytes(), PROFILE)], show_ignored)


def made(name: str) -> str:
    return reporter(name)(gathered(), False)


@pytest.mark.parametrize("name", registry.names("report"))
def test_each_format_is_as_it_was(name: str, golden: Golden) -> None:
    text = made(name)
    if name == "sarif":  # the rules have tests of their own; here they would change with each of them
        log = json.loads(text)
        log["runs"][0]["tool"]["driver"]["rules"] = "rules"
        for result in log["runs"][0]["results"]:
            result["ruleIndex"] = "index"
        text = json.dumps(log, indent=2, ensure_ascii=False) + "\n"
    golden(HERE / f"profile.{name}.out", text)


@pytest.mark.parametrize("name", registry.names("report"))
def test_each_format_takes_an_empty_report(name: str) -> None:
    clean = "version: 1\n"
    assert reporter(name)(gather([loads(clean)]), False).count("STT") == (0 if name != "sarif" else len(sarif_ids()))


def sarif_ids() -> list[str]:
    text = reporter("sarif")(gather([loads("version: 1\n")]), False)
    return re.findall(r"STT", text)


@pytest.mark.parametrize("name", registry.names("report"))
def test_a_profile_without_text_has_paths(name: str) -> None:
    compilation = load({"version": 1, "environments": {"a": {"platform": "ibm-cloud"}}})
    assert "auth" in reporter(name)(gather([compilation]), False)


def test_json_follows_its_schema() -> None:
    validator = Draft7Validator(published("report"))
    for report in (gathered(), gathered(show_ignored=False), gather([loads("version: 2")]), gather([load({})])):
        data = json.loads(reporter("json")(report, False))
        assert not list(validator.iter_errors(data))
    assert json.loads(made("json"))["ignored"]


def test_json_counts_from_one_in_code_points() -> None:
    (found,) = [found for found in json.loads(made("json"))["findings"] if found["code"] == "STT601"]
    line = PROFILE.read_text(encoding="utf-8").splitlines()[found["place"]["start"]["line"] - 1]
    assert line[found["place"]["start"]["column"] - 1 : found["place"]["end"]["column"] - 1] == "audio/flak"


def test_json_and_sarif_say_how_to_mend() -> None:
    """Whoever applies the edits by their places, offsets or columns, has the text that `--fix` writes."""
    text = PROFILE.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:index])) for index in range(len(lines))]

    def offset(region: dict[str, int], end: str) -> int:
        line, column = ("endLine", "endColumn") if end else ("startLine", "startColumn")
        return starts[region[line] - 1] + region[column] - 1

    edits = [
        (edit["place"]["start"]["offset"], edit["place"]["end"]["offset"], edit["text"])
        for found in json.loads(made("json"))["findings"]
        for edit in found.get("fix", {"edits": []})["edits"]
    ]
    replacements = [
        (offset(edit["deletedRegion"], ""), offset(edit["deletedRegion"], "end"), edit["insertedContent"]["text"])
        for result in json.loads(made("sarif"))["runs"][0]["results"]
        for fix in result.get("fixes", [])
        for change in fix["artifactChanges"]
        for edit in change["replacements"]
    ]
    assert edits
    assert edits == replacements
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    assert text.encode() == mend("profile.stt.yaml", PROFILE.read_bytes(), PROFILE).data


@pytest.fixture(scope="module")
def official_schema() -> dict[str, Any]:
    """The schema of OASIS, as a package of the format's authors carries it."""
    folder = installed("@microsoft/jest-sarif", "1.0.0-beta.0")
    return dict(json.loads((folder / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")))


def test_sarif_follows_the_official_schema(official_schema: dict[str, Any]) -> None:
    log = json.loads(made("sarif"))
    assert not [error.message for error in Draft7Validator(official_schema).iter_errors(log)]


def test_sarif_knows_every_code() -> None:
    (run,) = json.loads(made("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(table())
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert [bool(result.get("suppressions")) for result in run["results"]].count(True) == 1


def unescaped(text: str) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def test_github_commands_are_one_line_each() -> None:
    profile = loads('version: 1\nrequests: {a: {interface: "100%,::x"}}\n', name="a,b:c%.yaml")
    text = reporter("github")(gather([profile]), False)
    command = re.compile(r"::(error|warning) ([^:]*)::(.*)")
    for line in text.splitlines():
        found = command.fullmatch(line)
        assert found
        properties = dict(pair.split("=", 1) for pair in found[2].split(","))
        assert unescaped(properties["file"]) == "a,b:c%.yaml"
    assert '"100%,::x"' in unescaped(text)


def test_gitlab_fingerprints_are_stable_and_distinct() -> None:
    issues: list[dict[str, Any]] = json.loads(made("gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    moved = PROFILE.read_text(encoding="utf-8").replace("version: 1\n", "\n\nversion: 1\n")
    again = json.loads(reporter("gitlab")(gather([loads(moved, name="profile.stt.yaml", folder=HERE)]), False))
    assert [issue["fingerprint"] for issue in again] == [issue["fingerprint"] for issue in issues]
    assert [issue["location"]["lines"]["begin"] for issue in again] == [
        issue["location"]["lines"]["begin"] + 2 for issue in issues
    ]


def test_junit_is_xml_with_a_failed_case_an_error() -> None:
    root = ElementTree.fromstring(made("junit"))  # noqa: S314  our own
    report = gathered()
    assert len(root.findall(".//failure")) == sum(found.severity.value == "error" for found in report.findings)
    assert len(root.findall(".//testcase")) == len(report.findings)
