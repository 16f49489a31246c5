"""The catalogue against a copy of the service contract of its own, fact by fact."""

from __future__ import annotations

import csv
import dataclasses
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from stt_compile.catalog import AS_OF, audio, models, parameters, platforms
from stt_compile.catalog.models import MODELS
from stt_compile.catalog.parameters import PARAMETERS
from stt_compile.catalog.rows import (
    PLATFORM_IDS,
    BaseModel,
    Boolean,
    Number,
    Other,
    Parameter,
    String,
    Strings,
    Support,
    Type,
    Whole,
)

CONTRACT = Path(__file__).parent / "contract"
CARRIERS = {
    "websocket": "websocket",
    "sync_http": "sync-http",
    "sync_http_multipart": "sync-http-multipart",
    "async_http": "async-http",
}
PLATFORMS = {"ibm_cloud": "ibm-cloud", "cp4d": "cloud-pak-for-data", "software_hub": "software-hub"}
DATES = {
    "from": "since",
    "to": "until",
    "ga": "ga",
    "deprecated": "deprecated",
    "next_from": "next_since",
    "next_ga": "next_ga",
    "large_from": "large_since",
    "cp4d_from": "installed_since",
    "cp4d_to": "installed_until",
}
SDK_METHODS = {
    "websocket": "recognize_using_websocket",
    "sync-http": "recognize",
    "async-http": "create_job",
}
NEWER_THAN_THE_CONTRACT = {"enrichments", "sad_module"}
"""Arguments that the SDK has got since the contract's sources."""


def _yaml(name: str) -> Any:
    return yaml.safe_load((CONTRACT / name).read_text(encoding="utf-8"))


PARAMETER_FACTS: list[dict[str, Any]] = _yaml("parameters.yaml")["parameters"]
METADATA_FIELDS: list[str] = _yaml("parameters.yaml")["metadata_fields"]
MODEL_FACTS: list[dict[str, str]] = list(
    csv.DictReader((CONTRACT / "models.csv").read_text(encoding="utf-8").splitlines())
)
PLATFORM_FACTS: dict[str, Any] = _yaml("platforms.yaml")
AUDIO_FACTS: dict[str, Any] = _yaml("audio.yaml")

each_parameter = pytest.mark.parametrize("facts", PARAMETER_FACTS, ids=lambda facts: facts["name"])
each_model = pytest.mark.parametrize("facts", MODEL_FACTS, ids=lambda facts: facts["name"])


# --- parameters ------------------------------------------------------------------------------------------------------


def test_every_parameter_is_there_in_order() -> None:
    assert len(PARAMETERS) == 66
    assert list(PARAMETERS) == [facts["name"] for facts in PARAMETER_FACTS]
    assert all(name == row.name for name, row in PARAMETERS.items())


@each_parameter
def test_placement(facts: dict[str, Any]) -> None:
    row = PARAMETERS[facts["name"]]
    assert row.placement == {CARRIERS[carrier]: place for carrier, place in facts["placement"].items()}


@each_parameter
def test_wire_names(facts: dict[str, Any]) -> None:
    row = PARAMETERS[facts["name"]]
    said = {CARRIERS[carrier]: name for carrier, name in facts.get("wire_names", {}).items()}
    for carrier in CARRIERS.values():
        assert row.wire_names.get(carrier, row.name) == said.get(carrier, row.name)  # type: ignore[call-overload]
    assert row.name not in row.wire_names.values(), "a wire name says only what differs"


@each_parameter
def test_dates(facts: dict[str, Any]) -> None:
    said = {DATES[key]: day for key, day in facts["dates"].items()}
    row = dataclasses.asdict(PARAMETERS[facts["name"]].dates)
    assert {key: day for key, day in row.items() if day} == said


@each_parameter
def test_type(facts: dict[str, Any]) -> None:
    """The kind of value, its range and its values; a bound that the contract lacks is noted as inferred."""
    row = PARAMETERS[facts["name"]]
    said = facts.get("range", {})
    values = [*facts.get("enum", []), *(["strict"] if "modifier" in facts else [])]
    assert isinstance(row.type, _kind(facts["type"]))
    assert list(getattr(row.type, "values", ())) == values
    assert row.unit == facts.get("unit")
    lower, upper = said.get("min"), said.get("max")
    inferred = any("inferred" in note for note in row.notes)
    if not (inferred and lower is None):
        assert getattr(row.type, "minimum", None) == lower
    assert getattr(row.type, "maximum", None) == (None if upper == "none" else upper)
    assert list(getattr(row.type, "special", ())) == ([said["special"]] if "special" in said else [])
    for key in ("max_length", "max_items", "max_item_length"):
        assert getattr(row.type, key, None) == said.get(key)


def _kind(type_: str) -> type[Type] | tuple[type[Type], ...]:
    """The row type for the contract's word."""
    word = type_.split(" (")[0]
    return {
        "boolean": Boolean,
        "integer": Whole,
        "double": Number,
        "float": Number,
        "string": String,
        "array of string": Strings,
        "list of string": Strings,
        "comma separated list": Strings,
    }.get(word, Other)


@each_parameter
def test_default(facts: dict[str, Any]) -> None:
    said = facts.get("default")
    row = PARAMETERS[facts["name"]]
    if facts["name"] == "model":
        assert row.default is not None
        assert row.default.startswith(models.DEFAULT_MODEL)
    elif isinstance(said, bool):
        assert row.default == str(said).lower()
    else:
        assert row.default == (None if said is None else str(said))


@each_parameter
def test_support(facts: dict[str, Any]) -> None:
    row = PARAMETERS[facts["name"]]
    for generation, said in facts["docs_2026"].items():
        _same_support(row.support(generation), said)
    _same_support(row.previous_2020, facts["docs_2020"])


def _same_support(row: Support, said: str) -> None:
    plain = {"ga_or_beta_by_model": "by-model", "not_stated": "not-stated", "deprecated": "ga"}.get(said, said)
    if plain in ("ga", "beta", "none", "ignored", "by-model", "not-stated", "contradictory"):
        assert row.level == plain
        return
    level = re.match(r"(ga|beta)\b(?!_)", said)
    assert row.level == (level[1] if level else "by-model")
    assert row.note


@each_parameter
def test_relations(facts: dict[str, Any]) -> None:
    row = PARAMETERS[facts["name"]]
    assert row.replaced_by == facts.get("replaced_by")
    assert row.deprecated is facts.get("deprecated", False)
    assert list(row.rules) == facts.get("rules", [])
    if row.name not in NEWER_THAN_THE_CONTRACT:
        assert row.sdk == facts.get("sdk")
    if row.replaced_by:
        assert row.replaced_by in PARAMETERS


def test_metadata_holds_what_the_contract_lists() -> None:
    placed = {row.name for row in PARAMETERS.values() if row.placement["sync-http-multipart"] == "metadata"}
    assert placed - {"continuous"} == set(METADATA_FIELDS)


def test_a_websocket_fixes_exactly_its_query() -> None:
    placed = {
        row.name
        for row in PARAMETERS.values()
        if row.placement["websocket"] == "query" and row.dates.until is None and not row.deprecated
    }
    assert placed == set(parameters.FIXED_PER_CONNECTION)


def test_keys() -> None:
    """A profile can say a parameter, or the row says what it does instead."""
    for row in PARAMETERS.values():
        assert (row.key is None) == bool(row.instead), row.name
        assert row.key is None or not row.key.startswith("parameters.") or row.key == f"parameters.{row.name}"
    assert {row.name for row in PARAMETERS.values() if row.key is None} == {
        "access_token",
        "Authorization",
        "watson-token",
        "X-Watson-Authorization-Token",
        "X-Global-Transaction-Id",
        "Accept",
        "metadata",
        "action",
        "X-WDC-PL-OPT-OUT",
        "lid_confidence",
        "sequence_id",
        "recognize_callback",
        "http_proxy_host",
        "http_proxy_port",
    }
    assert {row.key for row in PARAMETERS.values() if row.key and not row.key.startswith("parameters.")} == {
        *("model", "acoustic_model", "language_model", "base_model_version"),
        *("audio.content_type", "audio.transfer_encoding", "audio.file", "audio.files"),
        *("job.callback_url", "job.events", "job.user_token", "job.results_ttl"),
        *("learning_opt_out", "customer_id"),
    }


def test_what_is_not_to_be_emitted() -> None:
    assert {row.name for row in PARAMETERS.values() if not row.emit} == {
        "language_identification",
        "max_active",
        "include_transparent_words",
        "lid_confidence",
    }


def test_summaries() -> None:
    summaries = [row.summary for row in PARAMETERS.values()]
    assert len(set(summaries)) == len(summaries)
    for summary in summaries:
        assert re.fullmatch(r"[A-Z].*[^.]\.", summary), summary
        assert ". " not in summary, f"one sentence: {summary}"


def test_models_named_by_parameters_exist() -> None:
    for row in PARAMETERS.values():
        for support in (row.previous, row.next, row.large, row.previous_2020):
            assert set(support.models) | set(support.without) <= set(MODELS), row.name


def test_low_latency_agrees_with_the_models() -> None:
    large = {row.name for row in MODELS.values() if row.generation == "large" and row.low_latency}
    assert large == set(PARAMETERS["low_latency"].large.models)


@pytest.mark.parametrize("name", ["speech_detector_sensitivity", "background_audio_suppression"])
def test_speech_activity_detection_agrees_with_the_models(name: str) -> None:
    without = {row.name for row in MODELS.values() if row.speech_activity_detection is False}
    assert set(PARAMETERS[name].previous.without) == without


def test_events() -> None:
    events = PARAMETERS["events"].type
    assert isinstance(events, Strings)
    assert set(parameters.DEFAULT_EVENTS) < set(events.values)
    assert {name for pair in parameters.EXCLUSIVE_EVENTS for name in pair} < set(events.values)
    assert PARAMETERS["events"].default == f"{','.join(parameters.DEFAULT_EVENTS)} (only with callback_url)"
    assert set(parameters.OVERRIDDEN_BY_ENHANCED) < set(PARAMETERS)


# --- the Python SDK --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sdk() -> dict[str, set[str]]:
    """The arguments of the SDK's methods, by interface, in the SDK as it is installed."""
    import ibm_watson

    return {
        interface: set(inspect.signature(getattr(ibm_watson.SpeechToTextV1, method)).parameters)
        for interface, method in SDK_METHODS.items()
    }


def test_sdk_arguments_exist(sdk: dict[str, set[str]]) -> None:
    for row in PARAMETERS.values():
        assert (row.sdk is None) == (not row.sdk_interfaces), row.name
        assert {interface for interface in SDK_METHODS if row.sdk in sdk[interface]} == set(row.sdk_interfaces)
        assert set(row.sdk_since) <= set(row.sdk_interfaces)


def test_no_sdk_argument_is_forgotten(sdk: dict[str, set[str]]) -> None:
    known = {row.sdk for row in PARAMETERS.values()}
    for arguments in sdk.values():
        assert arguments - {"self", "kwargs"} <= known


# --- models ----------------------------------------------------------------------------------------------------------


def test_every_model_is_there_in_order() -> None:
    assert len(MODELS) == 94
    assert list(MODELS) == [facts["name"] for facts in MODEL_FACTS]
    assert all(name == row.name for name, row in MODELS.items())


@each_model
def test_model(facts: dict[str, str]) -> None:
    row = MODELS[facts["name"]]
    assert (row.language, row.generation, row.type) == (facts["language"], facts["generation"], facts["type"])
    assert str(row.rate or "") == facts["rate"]
    assert bool(row.rates_accepted) == (row.generation == "large")
    assert (row.status.docs_2020, row.status.docs_2026, row.tier) == (
        facts["docs_2020"],
        facts["docs_2026"],
        facts["tier"],
    )
    assert (row.deprecated or "", row.replaced_by or "") == (facts["deprecated"], facts["replaced_by"])
    assert row.default_weight == (float(facts["weight"]) if facts["weight"] else None)
    assert row.speech_activity_detection == {"true": True, "false": False, "": None}[facts["activity_detection"]]


@each_model
def test_customization(facts: dict[str, str]) -> None:
    row = MODELS[facts["name"]]
    for era, name in ((row.acoustic_customization, "acoustic"), (row.grammars, "grammars")):
        assert (era.docs_2020, era.docs_2026) == (facts[f"{name}_2020"], facts[f"{name}_2026"])
    assert (row.speaker_labels.docs_2020, row.speaker_labels.docs_2026) == (
        facts["speakers_2020"],
        facts["speakers_2026"],
    )
    assert row.language_customization.docs_2020 == facts["language_2020"]
    said = facts["language_2026"]
    if days := re.findall(r"=(\d{4}-\d\d-\d\d)", said):
        assert row.language_customization.docs_2026 == "ga"
        assert re.findall(r"\d{4}-\d\d-\d\d", row.language_customization_note) == days
    elif said in ("ga", "beta", "none"):
        assert row.language_customization.docs_2026 == said
    else:
        assert row.language_customization.docs_2026 in ("contradictory", "not_stated")
        assert row.language_customization_note


@each_model
def test_low_latency(facts: dict[str, str]) -> None:
    row = MODELS[facts["name"]]
    assert row.low_latency == {"true": True, "false": False, "not_stated": None}[facts["low_latency"]]
    assert (row.low_latency_since or "") == facts["low_latency_since"]


@each_model
def test_periods(facts: dict[str, str]) -> None:
    row = MODELS[facts["name"]]
    assert tuple(row.periods) == PLATFORM_IDS
    for key, platform in PLATFORMS.items():
        period = row.periods[platform]  # type: ignore[index]
        assert (period.since or "", period.until or "") == (facts[f"{key}_from"], facts[f"{key}_to"])
        assert period.availability == "yes" or not (period.since or period.until)


def test_only_previous_models_take_acoustic_models() -> None:
    for row in MODELS.values():
        taken = row.acoustic_customization.docs_2026 in ("ga", "beta")
        assert taken == (row.generation == "previous" and not row.refused), row.name


def test_refused_names() -> None:
    assert {row.name for row in MODELS.values() if row.refused} == {
        "ar-AR_BroadbandModel",
        "en-UK_BroadbandModel",
        "en-UK_NarrowbandModel",
        "WatsonModel",
    }


def test_names_of_models_lead_to_models() -> None:
    for row in MODELS.values():
        for name in (row.replaced_by, row.renamed_from, row.renamed_to):
            assert name is None or name in MODELS
        if row.renamed_to:
            assert MODELS[row.renamed_to].renamed_from == row.name


def test_rates_follow_from_types() -> None:
    for row in MODELS.values():
        rates = audio.MINIMUM_RATES.get(row.type, ())
        assert row.rate is None or row.rate in rates, row.name


def test_default_model() -> None:
    row = MODELS[models.DEFAULT_MODEL]
    until = row.periods["ibm-cloud"].until
    assert until == models.PREVIOUS_GENERATION_END
    assert until > models.DEFAULT_MODEL_CERTAIN_UNTIL
    assert row.replaced_by == models.DEFAULT_MODEL_ANNOUNCED
    assert models.ACOUSTIC_CUSTOMIZATION_SUCCESSOR is None


# --- platforms -------------------------------------------------------------------------------------------------------


def test_locations() -> None:
    said = {facts["id"]: facts for facts in PLATFORM_FACTS["locations"]}
    assert list(platforms.LOCATIONS) == list(said)
    for name, row in platforms.LOCATIONS.items():
        facts = dataclasses.asdict(row)
        del facts["sources"]
        assert {key: value for key, value in facts.items() if value is not None} == said[name]
    assert set(platforms.HISTORIC_HOSTS) == {facts["historic_host"] for facts in said.values()}


def test_addresses() -> None:
    assert PLATFORM_FACTS["url"] == platforms.URL_PATTERN
    assert PLATFORM_FACTS["url_since"] == platforms.URL_PATTERN_SINCE
    assert PLATFORM_FACTS["default_service_url"] == platforms.DEFAULT_URL
    for platform in platforms.PLATFORMS.values():
        for address in platform.addresses:
            assert address.wss == address.https.replace("https:", "wss:")


def test_platforms() -> None:
    assert tuple(platforms.PLATFORMS) == PLATFORM_IDS
    assert [row.id for row in platforms.PLATFORMS.values() if row.learning_opt_out] == ["ibm-cloud"]
    assert PARAMETERS["X-Watson-Learning-Opt-Out"].platforms == ("ibm-cloud",)
    assert platforms.PLATFORMS["software-hub"].releases == PLATFORM_FACTS["software_hub_releases"]
    assert platforms.PLATFORMS["cloud-pak-for-data"].out_of_service == {
        facts["version"]: facts["date"] for facts in PLATFORM_FACTS["cp4d_out_of_service"]
    }


def test_authentication() -> None:
    assert tuple(platforms.AUTH_KINDS) == ("apikey", "token", "authorize_url")
    for platform in platforms.PLATFORMS.values():
        kinds = tuple(kind.id for kind in platforms.AUTH_KINDS.values() if platform.id in kind.platforms)
        assert platform.auth == kinds
    for kind in platforms.AUTH_KINDS.values():
        assert kind.id in kind.keys
        assert set(kind.secrets) <= {*kind.keys, *kind.one_of}
    assert not {kind.id for kind in platforms.RETIRED_AUTH_KINDS.values()} & set(platforms.AUTH_KINDS)


def test_token_calls() -> None:
    call = platforms.IAM_TOKEN_CALL
    assert f"{call.method} {call.url}" == PLATFORM_FACTS["token_endpoint"]
    assert {"content_type": call.content_type, "fields": call.fields} == PLATFORM_FACTS["token_request"]
    assert call.expires_in == PLATFORM_FACTS["expires_in"]


def test_end_of_the_historic_hosts() -> None:
    days = [statement.day for statement in platforms.HISTORIC_RETIREMENT]
    assert all(day.startswith(said) for day, said in zip(days, PLATFORM_FACTS["historic_retirement"], strict=True))
    assert max(days) == platforms.HISTORIC_LAST_DAY


# --- audio -----------------------------------------------------------------------------------------------------------


def test_content_types() -> None:
    said = {facts["name"]: facts for facts in AUDIO_FACTS["content_types"]}
    assert list(audio.CONTENT_TYPES) == list(said)
    for name, row in audio.CONTENT_TYPES.items():
        facts = said[name]
        assert row.explicit_required is facts["explicit_required"]
        assert list(row.required_params) == facts["required_params"]
        assert list(row.optional_params) == facts["optional_params"]
        assert (row.channels, row.max_channels) == (facts.get("channels"), facts.get("max_channels"))
        assert (row.fixed_rate, row.narrowband_only) == (
            facts.get("fixed_rate_hz"),
            facts.get("narrowband_only", False),
        )
        assert row.since == (facts["since"][:10] if "since" in facts else None)
        assert row.same_as == facts.get("same_as")


def test_parameters_of_content_types() -> None:
    said = AUDIO_FACTS["content_type_params"]
    assert list(audio.CONTENT_TYPE_PARAMETERS) == list(said)
    for name, row in audio.CONTENT_TYPE_PARAMETERS.items():
        assert list(getattr(row.type, "values", ())) == said[name].get("enum", [])
        assert getattr(row.type, "maximum", None) == said[name].get("max")
        assert row.since == said[name].get("since")
        takers = [
            kind.name
            for kind in audio.CONTENT_TYPES.values()
            if name in kind.required_params or name in kind.optional_params
        ]
        assert list(row.applies_to) == takers


def test_limits() -> None:
    assert list(audio.LIMITS) == list(CARRIERS.values())
    for key, facts in AUDIO_FACTS["limits"].items():
        row = audio.LIMITS[CARRIERS[key]]  # type: ignore[index]
        assert row.min_bytes == facts["min_bytes"]
        assert facts["max"].startswith(row.stated)
    observed = AUDIO_FACTS["limits"]["websocket"]["max_bytes_observed"]
    assert audio.LIMITS["websocket"].max_bytes == observed
    minutes = AUDIO_FACTS["minutes_in_100_mb"]
    assert {name: 60 * value for name, value in minutes.items()} == audio.SECONDS_IN_100_MB


def test_rates_and_timeouts() -> None:
    for kind, rate in AUDIO_FACTS["rates"].items():
        if kind != "large":
            assert audio.MINIMUM_RATES[kind] == (rate,)
    assert {name: row.seconds for name, row in audio.TIMEOUTS.items()} == AUDIO_FACTS["timeouts"]
    for row in audio.TIMEOUTS.values():
        assert row.parameter is None or row.parameter in PARAMETERS


def test_file_hints() -> None:
    said = AUDIO_FACTS["file_hints"]
    assert {
        ending: kind.replace(";codecs=opus", " with opus codec") for ending, kind in audio.TYPES_BY_EXTENSION.items()
    } == said["by_extension"]
    assert {
        start.hex().upper() if start[0] == 0x1A else start.decode(): kind for start, kind in audio.TYPES_BY_FIRST_BYTES
    } == said["by_first_bytes"]


# --- all rows --------------------------------------------------------------------------------------------------------


def _rows() -> Iterator[Any]:
    """Every row, with those inside of it."""
    for module in (audio, models, parameters, platforms):
        for value in vars(module).values():
            values = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
            for row in values:
                if dataclasses.is_dataclass(row) and not isinstance(row, type):
                    yield row
                    yield from getattr(row, "addresses", ())


def test_every_row_has_a_source() -> None:
    rows = [row for row in _rows() if hasattr(row, "sources")]
    assert sum(isinstance(row, Parameter) for row in rows) >= 66
    assert sum(isinstance(row, BaseModel) for row in rows) >= 94
    for row in rows:
        assert row.sources, row
        assert all(source.strip() for source in row.sources)


def _days(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _days(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _days(item)


def test_no_day_is_later_than_the_catalogue() -> None:
    days = {day for row in _rows() for day in _days(dataclasses.asdict(row))}
    assert len(days) > 50
    assert max(days) <= AS_OF


def test_rows_are_frozen_and_mappings_closed() -> None:
    row = PARAMETERS["model"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.name = "other"  # type: ignore[misc]
    for mapping in (PARAMETERS, MODELS, platforms.PLATFORMS, platforms.LOCATIONS, audio.CONTENT_TYPES, audio.LIMITS):
        with pytest.raises(TypeError):
            mapping["other"] = row  # type: ignore[index]


def test_rows_become_json() -> None:
    rows: list[Any] = [*PARAMETERS.values(), *MODELS.values(), *platforms.PLATFORMS.values()]
    for row in rows:
        json.dumps(dataclasses.asdict(row))


IMPORTING = """
import json, sys, time
before, start = set(sys.modules), time.perf_counter()
import stt_compile.catalog.models, stt_compile.catalog.parameters
import stt_compile.catalog.platforms, stt_compile.catalog.audio
print(json.dumps([time.perf_counter() - start, sorted({name.partition(".")[0] for name in set(sys.modules) - before})]))
"""


def test_importing_is_cheap() -> None:
    """Neither yaml nor jsonschema nor jinja2, nor anything else outside the standard library."""
    ran = subprocess.run([sys.executable, "-c", IMPORTING], capture_output=True, text=True, check=True)
    seconds, loaded = json.loads(ran.stdout)
    assert {name for name in loaded if name not in sys.stdlib_module_names} == {"stt_compile"}
    assert seconds < 5, "compiling the modules included"


def test_the_catalogue_itself_imports_no_rows() -> None:
    code = (
        "import sys, stt_compile.catalog; print([name for name in sys.modules if name.startswith('stt_compile.cat')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['stt_compile.catalog']"
