"""For each type, range, enumeration and length of the catalogue: a mistake is one finding, at its place, in words that
help; and what stands just inside a limit is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from stt_compile.catalog import INTERFACES
from stt_compile.catalog.audio import CONTENT_TYPE_PARAMETERS
from stt_compile.catalog.parameters import HINTS_SUPPORTED, PARAMETERS
from stt_compile.catalog.platforms import LOCATIONS, PLATFORMS
from stt_compile.catalog.rows import Boolean, Other, Parameter, String, Strings, Type
from tests.contract.test_placement import PARAMETERS as PLACED

from .mistakes import KINDS, NONSENSE, Mistake, foreign, good_values, kind, late, mistakes
from .profiles import Profile, of_content_type, of_environment, of_parameter, of_request

TEXTS = ("model", "acoustic_customization_id", "language_customization_id", "base_model_version", "Content-Type")
"""What a profile says by names that rules look up: see `NAMES`."""
PIECES = ("callback_url", "user_token", "X-Watson-Metadata")
"""Texts in which run-time values may stand: see `LATE`."""


@dataclass(frozen=True)
class Case:
    """A type of the catalogue and how a profile says a value of it."""

    name: str
    type: Type
    say: Callable[[Any], Profile]


def said(row: Parameter) -> bool:
    return row.key is not None and not isinstance(row.type, Other) and row.name not in (*TEXTS, *PIECES)


def parameter(row: Parameter) -> Case:
    return Case(row.name, row.type, lambda value: of_parameter(row.name, row.key or "", value))


def content_type_parameter(name: str) -> Case:
    row = CONTENT_TYPE_PARAMETERS[name]
    content_type = "audio/l16" if "audio/l16" in row.applies_to else row.applies_to[0]
    needs = {"rate": 16000} if content_type == "audio/l16" and name != "rate" else {}
    file = "speech.raw" if needs or name == "rate" else f"speech.{content_type.removeprefix('audio/')}"
    return Case(name, row.type, lambda value: of_content_type(content_type, file, needs, name, value))


CASES: tuple[Case, ...] = (
    *(parameter(row) for row in PARAMETERS.values() if said(row) and row.name != "part_content_type"),
    *(content_type_parameter(name) for name in CONTENT_TYPE_PARAMETERS),
    Case("environment.learning_opt_out", Boolean(), lambda value: of_environment("learning_opt_out", value)),
    Case("audio.multipart", Boolean(), lambda value: of_request("audio.multipart", value)),
)


def each(values: Callable[[Type], Iterator[Any]]) -> list[Any]:
    return [
        pytest.param(case, value, id=f"{case.name}-{number}")
        for case in CASES
        for number, value in enumerate(values(case.type))
    ]


def is_the_only_finding(profile: Profile, mistake: Mistake) -> None:
    findings = profile.findings()
    assert [found.code for found in findings] == [mistake.code], (profile.text, findings)
    (found,) = findings
    wanted = profile.position if mistake.item is None else profile.items[mistake.item]
    steps = () if mistake.item is None else (mistake.item,)
    assert found.path == (*profile.path, *steps)
    assert found.span is not None
    assert found.span.position == wanted, profile.text
    assert (found.message, found.help[: len(mistake.help)]) == (mistake.message, mistake.help)
    compilation = profile.compiled()
    assert len(compilation.blocked) == len(compilation.uses)


def test_every_value_that_a_profile_can_say_is_here() -> None:
    """A new row of the catalogue is covered by itself, or it fails here until somebody says how."""
    sayable = {row.name for row in PARAMETERS.values() if row.key}
    unjudged = {row.name for row in PARAMETERS.values() if isinstance(row.type, Other)}
    covered = {case.name for case in CASES} | unjudged | {*TEXTS, *PIECES, "part_content_type"}
    assert sayable <= covered
    assert sayable <= {*PLACED}


@pytest.mark.parametrize(("case", "mistake"), each(mistakes))
def test_a_mistake_is_one_finding_at_its_place(case: Case, mistake: Mistake) -> None:
    is_the_only_finding(case.say(mistake.value), mistake)


def test_mistakes_are_of_every_kind() -> None:
    """No limit of the catalogue is without a mistake against it."""
    for case in CASES:
        codes = {mistake.code for mistake in mistakes(case.type)}
        assert {"STT203", "STT206"} <= codes, case.name
        assert "STT204" in codes or case.type == Boolean(), case.name


# --- what is good ----------------------------------------------------------------------------------------------------


def carried_nowhere(name: str) -> bool:
    row = PLACED.get(name, {})
    return "refused" in row or ("placement" in row and set(row["placement"].values()) <= {"none", "undocumented"})


@pytest.mark.parametrize(("case", "value"), each(good_values))
def test_what_is_just_inside_is_no_finding(case: Case, value: Any) -> None:
    profile = case.say(value)
    findings = [found for found in profile.findings() if found.path[: len(profile.path)] == profile.path]
    if carried_nowhere(case.name):  # whatever its value: it cannot be sent
        assert [found.code for found in findings] in (["STT501"], ["STT805"], ["STT502"])
    elif case.name == "rate" and value < 8000:
        assert [found.code for found in findings] == ["STT606"]  # a rate, and too low for the model
    elif case.name == "hints" and value[0] not in HINTS_SUPPORTED:
        assert {found.code for found in findings} <= {"STT508", "STT509"}  # known, and of doubtful use
    else:
        assert findings == []


# --- patterns --------------------------------------------------------------------------------------------------------


def id_of(table: str, name: str) -> Callable[[Any], Profile]:
    return lambda value: of_environment(f"{table}.{name}.customization_id", value)


def customer(value: Any) -> Profile:
    return of_request("customer_id", value)


def callback(value: Any) -> Profile:
    return of_parameter("callback_url", "job.callback_url", value)


GUID = "74f4807e-b5ff-4866-824e-6bba1a84fe96"
SLASHES = GUID.replace("-", "/")
PATTERNS: Mapping[str, tuple[Callable[[Any], Profile], str, tuple[str, ...], tuple[str, ...]]] = {
    "acoustic_customization_id": (
        id_of("acoustic_models", "call-center"),
        "STT411",
        (SLASHES, f"{GUID} ", f"{GUID}\n", f"{GUID};", "é"),
        (GUID, GUID.upper()),
    ),
    "language_customization_id": (
        id_of("language_models", "products"),
        "STT411",
        (SLASHES, f"{GUID}?", f" {GUID}", f"'{GUID}'"),
        (GUID, GUID.upper()),
    ),
    "customization_id": (
        lambda value: of_parameter("customization_id", "parameters.customization_id", value),
        "STT805",
        (SLASHES, GUID),  # withdrawn, whatever it says
        (),
    ),
    "callback_url": (
        callback,
        "STT701",
        ("ops.example.com/results", "ftp://ops.example.com/results", "https://", "https:/ops.example.com", "//x/y"),
        ("https://ops.example.com", "https://ops.example.com:8443/stt?a=b"),
    ),
    "X-Watson-Metadata": (
        customer,
        "STT317",
        ("acme;42", "acme=42", "customer_id=acme-42", "acme-42;"),
        ("acme-42", "acme 42", "42"),
    ),
}
"""The catalogue's patterns, which the schema leaves to rules, since pieces of a text may be known only at run time:
how a value is said, the code, values that break the pattern, values that keep it."""


def test_every_pattern_has_its_rule() -> None:
    assert {
        row.name for row in PARAMETERS.values() if isinstance(row.type, String) and row.type.pattern and row.key
    } == {*PATTERNS}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, row in PATTERNS.items() for value in row[2]])
def test_a_broken_pattern_is_one_finding_at_its_place(name: str, value: str) -> None:
    say, code, _, good = PATTERNS[name]
    profile = say(value)
    (found,) = profile.findings()
    assert found.code == code
    assert found.path == profile.path
    assert found.span is not None
    line, column = profile.position
    on_key = column - len(profile.path[-1]) - 2
    assert found.span.position == (line, on_key if code == "STT805" else column)
    type_ = PARAMETERS[name].type
    assert isinstance(type_, String)
    if good:
        assert not re.fullmatch(type_.pattern, f"customer_id={value}" if name == "X-Watson-Metadata" else value)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, row in PATTERNS.items() for value in row[3]])
def test_a_kept_pattern_is_no_finding(name: str, value: str) -> None:
    assert PATTERNS[name][0](value).findings() == []


@pytest.mark.parametrize("name", [name for name, row in PATTERNS.items() if row[3]])
def test_the_piece_that_breaks_a_pattern_is_marked(name: str) -> None:
    """Run-time values stand beside it: the rest is still judged where it stands."""
    say, code, (wrong, *_), _ = PATTERNS[name]
    if code == "STT701":
        wrong = "ops.example.com/"
    profile = say([wrong, {"env": "REST"}])
    (found,) = profile.findings()
    assert found.code == code
    assert found.span is not None
    assert found.span.position in (profile.position, profile.items[0])


# --- texts with pieces -----------------------------------------------------------------------------------------------

TEXT = "a text or `{env: NAME}`"
LATE: Mapping[str, Callable[[Any], Profile]] = {
    "job.callback_url": callback,
    "job.user_token": lambda value: of_parameter("user_token", "job.user_token", value),
    "customer_id": customer,
    "environment.customer_id": lambda value: of_environment("customer_id", value),
    "audio.file": lambda value: of_request("audio.file", value),
    "environment.instance_id": lambda value: of_environment("instance_id", value),
    "customization_id": id_of("acoustic_models", "call-center"),
}
NO_TEXTS: tuple[Mistake, ...] = (
    kind(True, TEXT, "put it in quotes if it is meant as text"),
    Mistake("", "STT204", "this is empty", "write something, or remove the key"),
    Mistake([], "STT204", "this is empty", "give at least one, or remove the key"),
    kind([{"env": "NAME"}, True], TEXT, "put it in quotes if it is meant as text", 1),
    Mistake([{"env": "NAME"}, ""], "STT204", "this is empty", "write something, or remove the key", 1),
)


@pytest.mark.parametrize("name", LATE)
@pytest.mark.parametrize("mistake", NO_TEXTS, ids=lambda mistake: repr(mistake.value))
def test_what_is_no_text_is_one_finding(name: str, mistake: Mistake) -> None:
    is_the_only_finding(LATE[name](mistake.value), mistake)


# --- names and enumerations of the language --------------------------------------------------------------------------


def allowed(names: Mapping[str, Any] | tuple[str, ...]) -> str:
    return f"allowed: {', '.join(names)}"


CHOICES: tuple[tuple[str, Callable[[Any], Profile], tuple[Mistake, ...]], ...] = (
    (
        "platform",
        lambda value: of_environment("platform", value),
        (
            foreign(NONSENSE, allowed(PLATFORMS)),
            foreign("", allowed(PLATFORMS)),
            foreign("IBM-Cloud", "did you mean `ibm-cloud`?"),
            foreign("ibm_cloud", "did you mean `ibm-cloud`?"),
            foreign("cloud-pack-for-data", "did you mean `cloud-pak-for-data`?"),
            foreign("softwarehub", "did you mean `software-hub`?"),
            foreign(5, allowed(PLATFORMS)),
            foreign(True, allowed(PLATFORMS)),
            kind(["ibm-cloud"], KINDS[String], allowed(PLATFORMS)),
            kind({}, KINDS[String], allowed(PLATFORMS)),
            late(),
        ),
    ),
    (
        "interface",
        lambda value: of_request("interface", value),
        (
            foreign(NONSENSE, allowed(INTERFACES)),
            foreign("", allowed(INTERFACES)),
            foreign("WebSocket", "did you mean `websocket`?"),
            foreign("sync_http", "did you mean `sync-http`?"),
            foreign(["sync-http", "async"], allowed(INTERFACES), 1),
            foreign(["sync-http", "asynchttp"], "did you mean `async-http`?", 1),
            foreign(["sync-http", 5], allowed(INTERFACES), 1),
            kind(5, KINDS[String], allowed(INTERFACES)),
            kind(True, KINDS[String], allowed(INTERFACES)),
            kind({}, KINDS[String], allowed(INTERFACES)),
            Mistake([], "STT204", "this is empty", "give at least one, or remove the key"),
            Mistake(
                ["sync-http", "async-http", "sync-http"],
                "STT204",
                "the same value stands here twice",
                "write each value once",
                2,
            ),
            late(),
            late(["sync-http", {"env": "INTERFACE"}], 1),
        ),
    ),
    (
        "location",
        lambda value: of_environment("location", value),
        (
            Mistake("eu-ed", "STT302", "`eu-ed` is no location of the service", "did you mean `eu-de`?"),
            kind(True, KINDS[String], "put it in quotes if it is meant as text"),
            kind(["eu-de"], KINDS[String], "write it without brackets"),
            late(),
        ),
    ),
    (
        "service_date",
        lambda value: of_environment("service_date", value),
        (
            Mistake("2022-02-30", "STT204", '"2022-02-30" is not a day', "write it as YYYY-MM-DD"),
            Mistake("2022-1-1", "STT204", '"2022-1-1" is not a day', "write it as YYYY-MM-DD"),
            Mistake("01.01.2022", "STT204", '"01.01.2022" is not a day', "write it as YYYY-MM-DD"),
            kind(20220101, "a day", "write it as YYYY-MM-DD"),
            kind(True, "a day", "write it as YYYY-MM-DD"),
            late(),
        ),
    ),
)


@pytest.mark.parametrize(
    ("say", "mistake"),
    [
        pytest.param(say, mistake, id=f"{name}-{number}")
        for name, say, wrong in CHOICES
        for number, mistake in enumerate(wrong)
    ],
)
def test_a_name_that_does_not_exist_is_one_finding(say: Callable[[Any], Profile], mistake: Mistake) -> None:
    is_the_only_finding(say(mistake.value), mistake)


@pytest.mark.parametrize("location", LOCATIONS)
def test_every_location_is_taken(location: str) -> None:
    assert of_environment("location", location).findings() == []


@pytest.mark.parametrize("interface", [*INTERFACES, [*INTERFACES]])
def test_every_interface_is_taken(interface: Any) -> None:
    assert of_request("interface", interface).findings() == []


@pytest.mark.parametrize("key", ["base_model", "versions", "grammars"])
def test_lists_and_names_of_custom_models(key: str) -> None:
    at = f"language_models.products.{key}"
    wanted = KINDS[String] if key == "base_model" else KINDS[Strings]
    (found,) = of_environment(at, [] if key == "base_model" else True).findings()
    assert (found.code, found.path[-1]) == ("STT203", key)
    assert found.message.startswith(f"expected {wanted}, found ")
