"""Editors and `check` agree on the shape of profiles: on all that the other tests have, right and wrong, line by line.

What the server says of a text is compared with what we say of the same text: its YAML, its shape, and literals where
secrets belong, which the server sees as a wrong shape. Where the two differ is listed, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from stt_compile import shape, syntax
from stt_compile.rules import literal_secret

from .conftest import ROOT
from .server import Server

TESTS = ROOT / "tests"
FOLDERS = ("examples", "tests/valid", "tests/ok", "tests/documented", "tests/err")
EXCLUSIVE = re.compile("`[a-z_]+` and `[a-z_]+` exclude each other: ")


@dataclass(frozen=True)
class Verdict:
    """The lines on which a text is wrong."""

    yaml: frozenset[int]
    """As YAML; readers do not agree on the line."""
    shape: frozenset[int]
    exclusive: frozenset[int]
    """Those of a second alternative. The server marks the first one too."""


@cache
def ours(text: str) -> Verdict:
    _, tree, diagnostics = syntax.read("stt.yaml", text.encode(), None)
    broken = frozenset(found.span.position[0] for found in diagnostics if found.span)
    assert len(broken) == len({found.span and found.span.position[0] for found in diagnostics})
    lines: dict[str, set[int]] = {}
    if tree is not None:
        secrets = (("STT301", found) for found in literal_secret.check(tree))
        for code, finding in (*shape.check(tree), *secrets):
            span = tree.place(finding.path, finding.on)
            assert span
            lines.setdefault(code, set()).add(span.position[0])
    return Verdict(broken, frozenset().union(*lines.values()), frozenset(lines.get("STT205", ())))


# --- all that the other tests have -----------------------------------------------------------------------------------


def loaded(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    return read


@cache
def files() -> dict[str, str]:
    """The profiles of all folders, by their URIs: those of the examples name the schema by its place."""
    found = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.stt.yaml"))]
    return {file.as_uri(): file.read_text(encoding="utf-8") for file in found}


@cache
def cases() -> dict[str, str]:
    """The profiles within the tables of rules and of mistakes."""
    found = {}
    for file in sorted((TESTS / "rules").glob("*.yaml")):
        for name, case in loaded(file).items() if not file.name.endswith(".stt.yaml") else ():
            found[f"{file.stem}: {name}"] = f"{case['profile']}version: 1\n"
    for file in sorted((TESTS / "mistakes").glob("m*.yaml")):
        for number, mistake in loaded(file).items():
            for name, case in mistake["cases"].items():
                for kind in {"planted", "rendered"} & set(case):
                    found[f"{file.stem} {number}: {name}"] = case[kind]
    return found


def test_there_is_enough_to_compare() -> None:
    verdicts = [ours(text) for text in (*files().values(), *cases().values())]
    assert len(verdicts) > 700
    assert sum(1 for verdict in verdicts if verdict.shape) > 15
    assert any(verdict.yaml for verdict in verdicts)


def test_the_server_complains_where_we_do_and_nowhere_else(server: Server) -> None:
    wrong = {}
    for name, complaints in (*server.complaints(files()).items(), *server.judged(cases()).items()):
        verdict = ours((files() | cases())[name])
        marked = {found.line for found in complaints if not EXCLUSIVE.match(found.message)}
        alternatives = {found.line for found in complaints if EXCLUSIVE.match(found.message)}
        agreed = (
            verdict.shape - verdict.exclusive <= marked <= verdict.shape | verdict.yaml
            and verdict.exclusive <= alternatives
            and bool(verdict.exclusive) == bool(alternatives)
            and bool(verdict.shape or verdict.yaml) == bool(complaints)
        )
        if not agreed:
            wrong[name] = (verdict, complaints)
    assert not wrong


# --- what must not be marked -----------------------------------------------------------------------------------------

VALID = {
    "an anchor": """
        x-flac: &flac {content_type: audio/flac}
        requests: {r: {audio: *flac}}
    """,
    "a merge": """
        x-flac: &flac {content_type: audio/flac}
        requests: {r: {audio: {<<: *flac, file: a.flac}}}
    """,
    "a merge of several": """
        x-a: &a {timestamps: true}
        x-b: &b {word_confidence: true}
        defaults: {parameters: {<<: [*a, *b]}}
    """,
    "a merge among names": """
        x-all: &all {cloud: {platform: ibm-cloud}}
        environments: {<<: *all, hub: {platform: software-hub}}
    """,
    "a merge of requests": """
        x-all: &all {requests: {r: {interface: websocket}}}
        <<: *all
    """,
    "anything under x-": """
        x-a: [1, {b: null, "any key": true}]
        x-: text
    """,
    "a text of pieces": "requests: {r: {audio: {files: [[a-, {env: A}, 1.5], {env: B}, c.flac]}}}",
    "null, which removes": """
        defaults:
        environments: {e: null, f: {auth: null, tls: ~, url: null, location: eu-de}}
        requests: {r: {audio: {file: null, files: [a.flac]}, parameters: {keywords: null, hints: null}}}
    """,
    "names that the catalogue does not know": """
        environments: {e: {location: mars, default_model: en-US_Future}}
        requests: {r: {model: xx-XX, audio: {content_type: audio/new}}}
    """,
    "numbers where a text is expected": "requests: {r: {description: 5, parameters: {keywords: [911, 3.10]}}}",
    "fields of one's own": """
        requests: {r: {extra: {reason: new, query: {a: 1}, headers: {b: "2"}, start: {c: [1, {d: null}]}}}}
    """,
    "a leap day": "environments: {e: {service_date: 2020-02-29}}",
}


def test_what_is_right_is_not_marked(server: Server) -> None:
    valid = {name: f"version: 1\n{yaml_text(text)}" for name, text in VALID.items()}
    assert {name: ours(text).shape | ours(text).yaml for name, text in valid.items()} == dict.fromkeys(valid, set())
    assert server.judged(valid) == dict.fromkeys(valid, [])


def yaml_text(text: str) -> str:
    lines = text.strip("\n").split("\n")
    return "\n".join(line.removeprefix("        ") for line in lines).rstrip() + "\n"


# --- messages --------------------------------------------------------------------------------------------------------

MESSAGES = {
    "environments: {e: {platform: aws}}": 'Value is not accepted. Valid values: "ibm-cloud", ',
    "environments: {e: {location: [eu-de]}}": "Expected the name of a location.",
    "environments: {e: {service_date: 30.06.2026}}": "Expected a day of the calendar, as YYYY-MM-DD.",
    "environments: {e: {auth: {apikey: abc}}}": "A secret is only ever named: write `{env: NAME}`.",
    "environments: {e: {auth: {apikey: {env: A-B}}}}": "Name a variable: letters, digits and `_`, and no digit first.",
    "environments: {e: {auth: {apikey: {env: A}, token: {env: B}}}}": "`apikey` and `token` exclude each other: keep ",
    "environments: [e]": "Give each a name: `NAME: {...}`.",
    "requests: {a b: {interface: websocket}}": "Names have letters, digits, `.`, `_` and `-`, and begin with ",
    "requests: {r: {model: {env: MODEL}}}": "Expected the name of a base model.",
    "requests: {r: {interface: http}}": 'Value is not accepted. Valid values: "websocket", "sync-http", "async-http".',
    "requests: {r: {audio: {file: true}}}": "Expected a text, `{env: NAME}`, or a list of such pieces; no empty ones.",
    "requests: {r: {parameters: {timestamp: true}}}": "Property timestamp is not allowed.",
    "requests: {r: {parameters: {timestamps: yes}}}": "Expected true or false, without quotes.",
    "requests: {r: {parameters: {keywords: a}}}": "Expected a list: `[...]`.",
    "requests: {r: {parameters: {keywords_threshold: '0.5'}}}": "Expected a number, without quotes.",
    "requests: {r: {parameters: {keywords_threshold: 2}}}": "Value is above the maximum of 1.",
    "requests: {r: {parameters: {inactivity_timeout: '30'}}}": "Expected an integer, without quotes.",
}


def test_messages_say_what_to_do(server: Server) -> None:
    found = server.judged({text: f"version: 1\n{text}\n" for text in MESSAGES})
    said = {text: [one.message for one in complaints] for text, complaints in found.items()}
    assert {text for text, start in MESSAGES.items() if not all(one.startswith(start) for one in said[text])} == set()
    assert all(said.values())


def test_a_value_is_marked_from_its_beginning_to_its_end(server: Server) -> None:
    text = "version: 1\nrequests:\n  live:\n    interface: websockets\n    keyword: a\n"
    found = server.judged({"": text})[""]
    assert {(one.line, one.column, one.last_line, one.last_column) for one in found} == {(4, 16, 4, 26), (5, 5, 5, 12)}


# --- where the two differ --------------------------------------------------------------------------------------------

CORE = "the server reads scalars by YAML's core schema; here they are what JSON has, and all else is text"
LIMITS = "no schema sees the text before it was read"
ORDER = "the server takes the merged value, though the mapping's own one holds"
UTF_16 = "to the server, the length of a text is that of its UTF-16"
REQUEST = "requests: {r: {parameters: {PARAMETERS}}}"
DIFFERENCES = {
    "a fraction of zero": ("max_alternatives: 3.0", "to JSON Schema 3.0 is an integer; here it would travel as 3.0"),
    "an exponent": ("max_alternatives: 3e0", "to JSON Schema 3e0 is an integer; here it would travel as 3e0"),
    "a fraction of zero, listed": ("smart_formatting_version: 2.0", "to JSON Schema 2.0 is 2"),
    "a fraction of zero, special": ("inactivity_timeout: -1.0", "to JSON Schema -1.0 is -1"),
    "hexadecimal": ("max_alternatives: 0x3", CORE),
    "octal": ("max_alternatives: 0o3", CORE),
    "a leading zero": ("max_alternatives: 012", CORE),
    "a leading sign": ("max_alternatives: +3", CORE),
    "no digit before the point": ("keywords_threshold: .5", CORE),
    "no digit behind the point": ("keywords_threshold: 1.", CORE),
    "True": ("timestamps: True", CORE),
    "NULL": ("timestamps: NULL", CORE),
    "infinite": ("processing_metrics_interval: .inf", CORE),
    "no number": ("processing_metrics_interval: .nan", CORE),
    "beyond numbers": ("processing_metrics_interval: 1e400", CORE),
    "a merged value, removed": (
        "x-a: &a {apikey: {env: A}}\nenvironments: {e: {auth: {<<: *a, apikey: null, token: {env: B}}}}",
        ORDER,
    ),
    "a merged value, written over": (
        "x-a: &a {timestamps: 1}\ndefaults: {parameters: {<<: *a, timestamps: true}}",
        ORDER,
    ),
    "a wrong value over a merged one": (
        "x-a: &a {timestamps: true}\ndefaults: {parameters: {<<: *a, timestamps: 1}}",
        ORDER,
    ),
    "the merge key in quotes": ('requests: {"<<": {r: {model: en-US}}}', "the server merges by quoted keys too"),
    "no name": (
        "requests: {~: {interface: websocket}}",
        "to the server, a key that is null has no characters to judge",
    ),
    "a long name of a grammar": (f"grammar_name: {'😀' * 65}", UTF_16),
    "a long keyword": (f"keywords: [{'😀' * 513}]", UTF_16),
    "two documents": ("requests: {}\n---\nversion: 1", "the server judges each document for itself"),
    "control characters": ('x-a: "\x01"', LIMITS),
    "depth": (f"x-a: {'[' * 70}{']' * 70}", LIMITS),
    "size": (f"x-a: {'a' * 140_000}", LIMITS),
}
"""A text on which the two differ, and why. What stands under `parameters` is given as it stands there."""


def test_the_differences_are_those_and_no_more(server: Server) -> None:
    """An entry on which the two agree fails: it is not needed."""
    wholes = {
        name: "version: 1\n" + (text if re.match(r"x-|[a-z]+: \{", text) else REQUEST.replace("PARAMETERS", text))
        for name, (text, _) in DIFFERENCES.items()
    }
    agreed = set()
    for name, complaints in server.judged(wholes).items():
        verdict = ours(wholes[name])
        if bool(verdict.shape or verdict.yaml) == bool(complaints):
            agreed.add(name)
    assert agreed == set()


# --- how a file is bound to the schema -------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["examples", "examples/shared"])
def test_the_first_line_of_an_example_binds_it(folder: str, server: Server) -> None:
    """Under a name that no setting binds."""
    example = next(iter(sorted((ROOT / folder).glob("*.stt.yaml"))))
    text = f"{example.read_text(encoding='utf-8')}\nno-such-key: 1\n"
    uri = f"{example.parent.as_uri()}/other.yaml"
    assert [one.message for one in server.complaints({uri: text})[uri]] == ["Property no-such-key is not allowed."]
    bare = f"{example.parent.as_uri()}/another.yaml"
    assert server.complaints({bare: "no-such-key: 1\n"})[bare] == []
