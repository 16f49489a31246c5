"""Profiles with nothing wrong: no rule may raise a false alarm on any, and their plans are what the schema says.

Each file of this folder begins with one line on what it is. Together they are of every interface, platform and
generation of base models, of every kind of authentication, and of the years in which the service changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from stt_compile import load, render
from stt_compile.catalog import INTERFACES
from stt_compile.catalog.platforms import PLATFORMS
from stt_compile.cli import main
from stt_compile.compile import Compilation
from stt_compile.profile import ApiKey, Authorize, Token, Use
from stt_compile.request import base_of
from stt_compile.wire import FileBody, FormBody, Plan, StdinBody

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OWN = sorted(HERE.glob("*.stt.yaml"))
PROFILES = [
    *sorted(HERE.rglob("*.stt.yaml")),
    *sorted((ROOT / "examples").rglob("*.stt.yaml")),
    *sorted((ROOT / "tests" / "documented").glob("*.stt.yaml")),
]
GENERATIONS = ("previous", "next", "large")
YEARS = {"2018", "2020", "2021", "2022", "2023", "2024", "2026"}
PLANS = jsonschema.Draft7Validator(json.loads((ROOT / "schema" / "plan.schema.json").read_text(encoding="utf-8")))
EDITORS = jsonschema.Draft7Validator(json.loads((ROOT / "schema" / "profile.schema.json").read_text(encoding="utf-8")))

each_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda path: str(path.relative_to(ROOT)))


@lru_cache
def compiled(profile: Path) -> Compilation:
    return load(profile)


@lru_cache
def plans() -> tuple[tuple[Use, Plan], ...]:
    """All uses of the profiles of this folder, each with its plan."""
    return tuple(
        (use, compilation.plan(index))
        for compilation in map(compiled, OWN)
        for index, use in enumerate(compilation.uses)
    )


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


# --- each profile ----------------------------------------------------------------------------------------------------


@each_profile
def test_has_nothing_to_complain_about(profile: Path) -> None:
    result = call("check", "--strict", profile)
    assert (result.stdout, result.stderr, result.exit_code) == ("1 profile, nothing to report\n", "", 0)


@each_profile
def test_all_that_it_asks_for_becomes_a_plan(profile: Path) -> None:
    """What the command line prints is what the published schema says, and nothing is blocked."""
    compilation = compiled(profile)
    assert compilation.complete
    assert not compilation.blocked
    if not compilation.requests:  # a fragment
        return
    result = call("render", profile, "--target", "json", "--all")
    assert result.exit_code == 0, result.output
    made: list[dict[str, Any]] = json.loads(result.stdout)
    PLANS.validate(made)
    names = [(plan["request"], plan["environment"], plan["interface"]) for plan in made]
    assert names == [(use.request, use.environment.name, use.interface) for use in compilation.uses]
    assert {name for name, _, _ in names} == {*compilation.requests}


@each_profile
def test_each_request_has_an_artefact_by_default(profile: Path) -> None:
    compilation = compiled(profile)
    for plan in map(compilation.plan, range(len(compilation.uses))):
        assert render(plan).endswith("\n")


@each_profile
def test_editors_have_nothing_to_complain_about(profile: Path) -> None:
    """The published schema, by a reader and a validator that know nothing of us; editors read dates as texts."""
    EDITORS.validate(yaml.load(profile.read_text(encoding="utf-8"), AsEditors))  # noqa: S506  it is a safe one


class AsEditors(yaml.SafeLoader):
    """Reads as YAML 1.2 does by its JSON schema."""


AsEditors.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(?:0|[1-9][0-9]*)", [*"-0123456789"]),
    ("float", r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", [*"-0123456789"]),
):
    AsEditors.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)


def test_all_at_once_in_one_report() -> None:
    """What several profiles extend does not make them disagree."""
    result = call("check", "--strict", *PROFILES)
    assert result.stdout == f"{len(PROFILES)} profiles, nothing to report\n"


# --- all of them -----------------------------------------------------------------------------------------------------


def comments() -> Iterator[tuple[Path, str]]:
    for profile in sorted(HERE.rglob("*.stt.yaml")):
        yield profile, profile.read_text(encoding="utf-8").splitlines()[0]


def test_each_says_what_it_is() -> None:
    said = dict(comments())
    assert len(OWN) >= 35
    assert len(set(said.values())) == len(said)
    for profile, comment in said.items():
        assert comment.startswith("# "), profile.name
        assert comment.endswith("."), profile.name


def test_they_are_of_every_interface_platform_and_generation() -> None:
    uses = [use for use, _ in plans()]
    bases = [(use.interface, base.generation) for use in uses if (base := base_of(use).row)]
    assert {*bases} == {(interface, generation) for interface in INTERFACES for generation in GENERATIONS}
    assert {(use.interface, use.environment.platform) for use in uses} == {
        (interface, platform) for interface in INTERFACES for platform in PLATFORMS
    }


def test_they_are_of_every_era() -> None:
    assert {use.environment.day[:4] for use, _ in plans()} >= YEARS
    assert any(use.environment.service_date is None for use, _ in plans())


def test_they_are_of_every_kind_of_auth() -> None:
    kinds = {(use.environment.platform, type(use.environment.auth), use.interface) for use, _ in plans()}
    for interface in INTERFACES:
        for platform in PLATFORMS:
            assert (platform, Token, interface) in kinds or platform == "software-hub"
            assert (platform, ApiKey if platform == "ibm-cloud" else Authorize, interface) in kinds
    secrets = {use.environment.auth.secret_kind for use, _ in plans() if isinstance(use.environment.auth, Authorize)}
    assert secrets == {"password", "api_key"}
    assert any(use.environment.tls for use, _ in plans())


def test_they_send_audio_in_every_way() -> None:
    bodies = {type(plan.body) for _, plan in plans() if plan.interface != "websocket"}
    assert bodies == {FileBody, StdinBody, FormBody}
    streamed = [plan for _, plan in plans() if plan.interface == "websocket" and plan.audio is None]
    assert streamed
    forms = [plan.body for _, plan in plans() if isinstance(plan.body, FormBody)]
    assert {len(form.files) for form in forms} >= {1, 2}
    assert any("Transfer-Encoding" in dict(plan.headers) for _, plan in plans())
    assert any(use.audio.content_type is None for use, _ in plans())
    assert {name for use, _ in plans() for name in use.audio.type_parameters} == {
        "rate",
        "channels",
        "endianness",
        "codecs",
    }


def test_they_have_jobs_with_and_without_callback() -> None:
    jobs = [plan.registration for _, plan in plans() if plan.interface == "async-http"]
    assert None in jobs
    assert {registration.user_secret is None for registration in jobs if registration} == {True, False}


def test_they_use_what_the_language_has() -> None:
    """Merging, run-time values, custom models, and what belongs to privacy."""
    texts = {profile.name: profile.read_text(encoding="utf-8") for profile in OWN}
    for word in ("extends:", "defaults:", "overrides:", "x-shared:", "&", "null", "base_model_version:", "grammars:"):
        assert any(word in text for text in texts.values()), word
    uses = [use for use, _ in plans()]
    assert any(use.left_out for use in uses)
    assert any(use.learning_opt_out for use in uses)
    assert any(not use.learning_opt_out and use.environment.learning_opt_out for use in uses)
    assert any(use.customer_id for use in uses)
    assert any(use.acoustic_models and use.language_models for use in uses)
    assert any(use.parameters.get("grammar_name") for use in uses)
    assert any(use.base_model_version for use in uses)
    assert any(use.environment.default_model and not use.model for use in uses)
    assert any(len(plan.variables) > 6 for _, plan in plans())
