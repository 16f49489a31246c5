"""The schema of one file of the profile language, a fragment or a whole profile."""

from __future__ import annotations

from typing import Any

from ..catalog import AS_OF, INTERFACES
from ..catalog.audio import CONTENT_TYPE_PARAMETERS, CONTENT_TYPES
from ..catalog.models import MODELS
from ..catalog.parameters import PARAMETERS
from ..catalog.platforms import INSTANCE_ID_EXAMPLE, LOCATIONS, PLATFORMS
from ..catalog.rows import Parameter, Whole
from ..language import MOST_WAIT_MINUTES, VERSION, WAIT_MINUTES
from . import words
from .building import (
    DAY,
    NULL,
    PLAIN,
    REFERENCE,
    SECRET,
    TEXT,
    Schema,
    bare,
    default_of,
    flag,
    key,
    mapping,
    named,
    one_of,
    refer,
    several,
    suggested,
    typed,
)


def profile_schema() -> Schema:
    """The published schema: what constrains, and all that editors show."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "stt_compile profile",
        "description": f"A profile of stt_compile, version {VERSION}; the service as known on {AS_OF}.",
        "type": "object",
        "required": ["version"],
        "properties": {
            "version": key("version", "Version of the profile language.", {"const": VERSION}, VERSION),
            "extends": key(
                "extends",
                "Local files, relative to this one, that this profile builds on, first to last.",
                several({"type": "string", "minLength": 1}),
                ["shared/environments.stt.yaml"],
            ),
            "environments": key(
                "environments",
                "Where requests go, and who owns the custom models; each under a name of your own.",
                named(refer("environment")),
            ),
            "defaults": key(
                "defaults", "Put under every request, where its interface can carry it.", refer("defaults")
            ),
            "requests": key("requests", "The requests, each under a name of your own.", named(refer("request"))),
        },
        "patternProperties": {"^x-": {"title": "x-", "description": "Free, for anchors."}},
        "additionalProperties": False,
        "definitions": _definitions(),
    }


def constraints() -> Schema:
    """The same as the validator wants it: only what constrains, in one piece."""
    schema = profile_schema()
    inlined: Schema = bare(schema, schema.pop("definitions"))
    return inlined


def _definitions() -> Schema:
    return {
        "reference": REFERENCE,
        "secret": SECRET,
        "text": {"anyOf": [*TEXT["anyOf"], NULL]},
        "baseModel": suggested("the name of a base model", MODELS, lambda name: words.of_base_model(MODELS[name])),
        "environment": _environment(),
        "auth": _auth(),
        "tls": mapping(
            "tls",
            "How the server's certificate is judged; holds for the token call, HTTP and WebSocket.",
            {
                "ca_file": key(
                    "ca_file", "A file with the authority's certificate (PEM).", refer("text"), "certs/cluster.pem"
                ),
                "verify": key("verify", "`false` accepts any certificate.", flag(), default=True),
            },
        ),
        "acousticModel": _custom_model("acoustic"),
        "languageModel": _custom_model("language"),
        "defaults": _request("defaults", "Put under every request, where its interface can carry it."),
        "request": _request("request", "A request, on one or more interfaces and in one or more environments."),
        "override": _request("override", "What differs in one environment."),
        "audio": _audio(),
        "parameters": _parameters(),
        "job": _job(),
        "extra": _extra(),
    }


def _environment() -> Schema:
    return mapping(
        "environment",
        "An instance of the service.",
        {
            "platform": key("platform", "Where the service runs.", one_of(PLATFORMS, words.of_platform)),
            "location": key(
                "location",
                "IBM Cloud: the location of the instance; with `instance_id`.",
                suggested("the name of a location", LOCATIONS, words.of_location),
            ),
            "instance_id": key(
                "instance_id",
                "IBM Cloud: the id of the service instance, from its credentials URL; with `location`.",
                refer("text"),
                {"env": "STT_INSTANCE_ID"},
                INSTANCE_ID_EXAMPLE,
            ),
            "url": key(
                "url",
                "The instance's URL, instead of `location` and `instance_id`; begins with `https://`.",
                refer("text"),
                "https://cpd.example.com/speech-to-text/cpd/instances/1600000000000001/api",
            ),
            "auth": key("auth", "How a request proves who sends it: secrets are named, never written.", refer("auth")),
            "tls": key(
                "tls",
                "How the server's certificate is judged, where it is not signed by a public authority.",
                refer("tls"),
            ),
            "default_model": key(
                "default_model",
                "Installations: the base model that `defaultSTTModel` names, where it is set.",
                refer("baseModel"),
            ),
            "learning_opt_out": _parameter("X-Watson-Learning-Opt-Out"),
            "customer_id": _text_parameter("X-Watson-Metadata"),
            "service_date": key("service_date", "Judge models and parameters as of that day.", DAY, AS_OF),
            "acoustic_models": key(
                "acoustic_models",
                "The custom acoustic models that this instance owns, by local names.",
                named(refer("acousticModel")),
            ),
            "language_models": key(
                "language_models",
                "The custom language models that this instance owns, by local names.",
                named(refer("languageModel")),
            ),
        },
    )


def _auth() -> Schema:
    return mapping(
        "auth",
        "How a request proves who sends it.",
        {
            "apikey": key("apikey", "IBM Cloud: the API key of the instance.", refer("secret"), {"env": "STT_APIKEY"}),
            "token": key(
                "token",
                "An access token: IAM on IBM Cloud, the cluster's on installations.",
                refer("secret"),
                {"env": "STT_TOKEN"},
            ),
            "authorize_url": key(
                "authorize_url",
                "Installations: where a token is had for a user name with password or API key.",
                refer("text"),
                "https://cpd.example.com/icp4d-api/v1/authorize",
            ),
            "username": key("username", "The user of the installation.", refer("text"), "stt"),
            "password": key("password", "The user's password.", refer("secret"), {"env": "CPD_PASSWORD"}),
            "api_key": key(
                "api_key", "The user's API key on the installation.", refer("secret"), {"env": "CPD_API_KEY"}
            ),
        },
    )


def _custom_model(kind: str) -> Schema:
    properties: Schema = {
        "customization_id": key(
            "customization_id",
            f"The customization id (GUID) of the custom {kind} model.",
            refer("text"),
            "74f4807e-b5ff-4866-824e-6bba1a84fe96",
        ),
        "base_model": key("base_model", "The base model that it was made from.", refer("baseModel")),
        "versions": key(
            "versions",
            "The base model versions that it can be used with, as the service lists them.",
            several({"type": "string"}),
            ["en-US_NarrowbandModel.v2018-07-31"],
        ),
    }
    if kind == "language":
        properties["grammars"] = key("grammars", "The grammars that it holds.", several(PLAIN), ["order-numbers"])
    return mapping(f"custom {kind} model", f"A custom {kind} model of this instance.", properties)


def _request(role: str, description: str) -> Schema:
    interfaces = {"enum": list(INTERFACES), "enumDescriptions": [words.of_interface(name) for name in INTERFACES]}
    own_name = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, NULL]}
    properties: Schema = {
        "description": key(
            "description",
            "What it is for.",
            {"type": [*PLAIN["type"], "null"]},
            "Nightly batch of call recordings.",
        ),
        "environments": key(
            "environments",
            "Where it holds; every environment of the profile where left out.",
            several({"type": "string"}, minItems=1),
            ["production"],
        ),
        "interface": key(
            "interface",
            "The interface, or a list of them: the same request on each.",
            {"anyOf": [interfaces, {"type": "array", "minItems": 1, "uniqueItems": True, "items": interfaces}, NULL]},
        ),
        "model": _parameter("model", refer("baseModel")),
        "acoustic_model": _parameter("acoustic_customization_id", own_name, "By its name under `acoustic_models`."),
        "language_model": _parameter("language_customization_id", own_name, "By its name under `language_models`."),
        "base_model_version": _parameter("base_model_version", {"type": ["string", "null"]}),
        "audio": key("audio", "What is transcribed, and its format.", refer("audio")),
        "parameters": key("parameters", "Parameters of the request, by the service's own names.", refer("parameters")),
        "job": key("job", "Asynchronous HTTP: the job and its notifications.", refer("job")),
        "learning_opt_out": _parameter("X-Watson-Learning-Opt-Out"),
        "customer_id": _text_parameter("X-Watson-Metadata"),
        "extra": key(
            "extra",
            "Sent verbatim, always with a warning; for what is newer than the catalogue. Not for authentication.",
            refer("extra"),
        ),
    }
    if role == "override":
        del properties["environments"]
    elif role == "request":
        properties["overrides"] = key(
            "overrides", "What differs in one environment, merged last.", named(refer("override"))
        )
    return mapping(role, description, properties)


def _audio() -> Schema:
    content_type_parameters = {
        name: key(
            name,
            words.of_content_type_parameter(row),
            typed(row.type),
            *_examples(row.example),
            default=default_of(row.type, row.default),
        )
        for name, row in CONTENT_TYPE_PARAMETERS.items()
    }
    return mapping(
        "audio",
        "What is transcribed, and its format.",
        {
            "file": key(
                "file",
                "The audio file, relative to where the artefact runs; `-` is standard input.",
                refer("text"),
                "call.flac",
                ["calls/", {"env": "BATCH_DATE"}, ".flac"],
            ),
            "files": key(
                "files",
                "The audio files of a multipart request.",
                several(TEXT, minItems=1),
                ["part-1.flac", "part-2.flac"],
            ),
            "content_type": _parameter(
                "Content-Type", suggested("a content type", CONTENT_TYPES, words.of_content_type)
            ),
            **content_type_parameters,
            "transfer_encoding": _parameter("Transfer-Encoding"),
            "multipart": key(
                "multipart",
                "Synchronous HTTP: send the audio as parts of a form, with a JSON part of metadata.",
                flag(),
                True,
                default=False,
            ),
        },
    )


def _parameters() -> Schema:
    rows = [row for row in PARAMETERS.values() if row.key == f"parameters.{row.name}"]
    return mapping(
        "parameters",
        "Parameters of the request, by the service's own names.",
        {row.name: _parameter(row.name) for row in rows},
    )


def _job() -> Schema:
    return mapping(
        "job",
        "Asynchronous HTTP: the job and its notifications.",
        {
            "callback_url": _text_parameter("callback_url"),
            "user_secret": key(
                "user_secret",
                "The secret that the service signs its notifications with; sent at the registration.",
                refer("secret"),
                {"env": "STT_CALLBACK_SECRET"},
            ),
            "events": _parameter("events"),
            "user_token": _text_parameter("user_token"),
            "results_ttl": _parameter("results_ttl"),
            "wait_minutes": key(
                "wait_minutes",
                f"Without a callback: for how many minutes the job is polled. Default: {WAIT_MINUTES}.",
                typed(Whole(minimum=1, maximum=MOST_WAIT_MINUTES)),
                2 * WAIT_MINUTES,
                default=WAIT_MINUTES,
            ),
            "delete": key(
                "delete",
                "Without a callback: delete the job, once its result has been fetched. Default: false.",
                flag(),
                True,
                default=False,
            ),
        },
    )


def _extra() -> Schema:
    values = {"type": ["object", "null"], "additionalProperties": {"type": ["string", "number", "boolean", "null"]}}
    return mapping(
        "extra",
        "Sent verbatim, always with a warning; for what is newer than the catalogue. Not for authentication.",
        {
            "reason": key(
                "reason", "Why it is needed.", {"type": ["string", "null"], "minLength": 1}, "announced for next month"
            ),
            "query": key("query", "Query parameters.", values, {"new_parameter": True}),
            "headers": key("headers", "Headers.", values, {"X-New-Header": "yes"}),
            "start": key(
                "start", "Fields of the WebSocket start message.", {"type": ["object", "null"]}, {"new_field": True}
            ),
        },
    )


def _parameter(name: str, schema: Schema | None = None, how: str = "") -> Schema:
    """The key of a profile that says a parameter, as its row has it; `how` it is said there."""
    row = PARAMETERS[name]
    said = words.of_parameter(row)
    default = default_of(row.type, row.default)
    # Alone, a default is written where the key is completed; a switch is there to be set to the other side.
    examples = (not default,) if isinstance(default, bool) else _examples(row.example)
    shown = key(
        (row.key or name).rpartition(".")[2],
        words.Words(f"{said.summary} {how}".strip(), said.facts),
        typed(row.type) if schema is None else schema,
        *examples,
        default=default,
    )
    return shown | ({"doNotSuggest": True} if _is_gone(row) else {})


def _text_parameter(name: str) -> Schema:
    return _parameter(name, refer("text"))


def _examples(example: Any) -> tuple[Any, ...]:
    if example is None:
        return ()
    return (list(example),) if isinstance(example, tuple) else (example,)


def _is_gone(row: Parameter) -> bool:
    """Whether nobody should begin to write it."""
    return not row.emit or row.deprecated or row.dates.until is not None
