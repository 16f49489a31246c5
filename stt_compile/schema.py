"""The JSON Schemas (draft-07) of a profile and of the request plan, made from the catalogue and the language.

`schema/` at the top of the repository holds the published copies; `python -m stt_compile.schema` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from .catalog import AS_OF, INTERFACES
from .catalog.audio import CONTENT_TYPE_PARAMETERS, CONTENT_TYPES
from .catalog.models import MODELS
from .catalog.parameters import PARAMETERS
from .catalog.platforms import LOCATIONS, PLATFORMS
from .catalog.rows import Boolean, Carrier, Number, Other, Parameter, Place, String, Strings, Type, Whole
from .language import ALTERNATIVES, END, NAME_PATTERN, VARIABLE_PATTERN, VERSION

Schema: TypeAlias = dict[str, Any]

PUBLISHED = ("profile", "plan", "report")
CARRIER_NAMES: dict[Carrier, str] = {
    "websocket": "WebSocket",
    "sync-http": "synchronous HTTP",
    "sync-http-multipart": "synchronous HTTP (multipart)",
    "async-http": "asynchronous HTTP",
}
PLACE_NAMES: dict[Place, str] = {
    "query": "query",
    "header": "header",
    "start_message": "start message",
    "metadata": "metadata",
    "form_part": "form part",
    "body": "body",
    "binary_message": "binary message",
}


def published(name: str) -> Schema:
    """One of the published schemas: `profile`, `plan` or `report`."""
    if name == "report":
        from .report.json import schema  # not above: reports come behind all that needs the profile's schema

        return schema()
    return {"profile": profile_schema, "plan": plan_schema}[name]()


def dumped(schema: Schema) -> str:
    """A schema as it is printed and committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


# --- the profile -----------------------------------------------------------------------------------------------------


def profile_schema() -> Schema:
    """The schema of one file of the profile language, a fragment or a whole profile."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "stt_compile profile",
        "description": f"A profile of stt_compile, version {VERSION}; the service as known on {AS_OF}.",
        "type": "object",
        "required": ["version"],
        "properties": {
            "version": {"description": "Version of the profile language.", "const": VERSION},
            "extends": {
                "description": "Local files, relative to this one, that this profile builds on, first to last.",
                "type": ["array", "null"],
                "items": {"type": "string", "minLength": 1},
            },
            "environments": _named(
                "Where requests go, and who owns the custom models.", {"$ref": "#/definitions/environment"}
            ),
            "defaults": {
                "description": "Put under every request, where its interface can carry it.",
                **_nullable({"$ref": "#/definitions/defaults"}),
            },
            "requests": _named("The requests, by name.", {"$ref": "#/definitions/request"}),
        },
        "patternProperties": {"^x-": {"description": "Free, for anchors."}},
        "additionalProperties": False,
        "definitions": _definitions(),
    }


def _definitions() -> Schema:
    return {
        "reference": {
            "title": "reference",
            "description": "A value known only where the artefact runs: the name of an environment variable.",
            "type": "object",
            "required": ["env"],
            "properties": {"env": {"type": ["string"], "pattern": VARIABLE_PATTERN}},
            "additionalProperties": False,
        },
        "secret": {
            "title": "secret",
            "description": "A secret is only ever named, as `{env: NAME}`, never written.",
            "allOf": [{"$ref": "#/definitions/reference"}],
        },
        "plain": {"title": "text", "type": ["string", "number"]},
        "text": {
            "title": "text",
            "description": "A text, `{env: NAME}`, or a list of such pieces.",
            "anyOf": [
                {"type": ["string", "number"], "minLength": 1},
                {"$ref": "#/definitions/reference"},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "anyOf": [{"type": ["string", "number"], "minLength": 1}, {"$ref": "#/definitions/reference"}]
                    },
                },
            ],
        },
        "baseModel": _suggested("The name of a base model.", MODELS),
        "day": {
            "title": "day",
            "type": ["string", "null"],
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}" + END,
            "format": "date",
        },
        "environment": _environment(),
        "auth": _auth(),
        "tls": _object(
            "tls",
            "How the server's certificate is judged; holds for the token call, HTTP and WebSocket.",
            {
                "ca_file": _text("A file with the authority's certificate (PEM)."),
                "verify": _flag("`false` accepts any certificate."),
            },
        ),
        "acousticModel": _custom_model("acoustic"),
        "languageModel": _custom_model("language"),
        "defaults": _request("defaults"),
        "request": _request("request"),
        "override": _request("override"),
        "audio": _audio(),
        "parameters": _parameters(),
        "job": _job(),
        "extra": _extra(),
    }


def _environment() -> Schema:
    return _object(
        "environment",
        "An instance of the service.",
        {
            "platform": {"description": "Where the service runs.", **_nullable({"enum": list(PLATFORMS)})},
            "location": {
                "description": "IBM Cloud: the location of the instance; with `instance_id`.",
                **_nullable(_suggested("", LOCATIONS)),
            },
            "instance_id": _text("IBM Cloud: the id of the service instance, from its credentials URL."),
            "url": _text("The instance's URL, instead of `location` and `instance_id`; begins with `https://`."),
            "auth": _nullable({"$ref": "#/definitions/auth"}),
            "tls": _nullable({"$ref": "#/definitions/tls"}),
            "default_model": {
                "description": "Installations: the base model that `defaultSTTModel` names, where it is set.",
                **_nullable({"$ref": "#/definitions/baseModel"}),
            },
            "learning_opt_out": _flag(PARAMETERS["X-Watson-Learning-Opt-Out"].summary),
            "customer_id": _text(PARAMETERS["X-Watson-Metadata"].summary),
            "service_date": {
                "description": "Judge models and parameters as of that day.",
                "$ref": "#/definitions/day",
            },
            "acoustic_models": _named(
                "The custom acoustic models that this instance owns, by local names.",
                {"$ref": "#/definitions/acousticModel"},
            ),
            "language_models": _named(
                "The custom language models that this instance owns, by local names.",
                {"$ref": "#/definitions/languageModel"},
            ),
        },
    )


def _auth() -> Schema:
    secret = _nullable({"$ref": "#/definitions/secret"})
    return _object(
        "auth",
        "How a request proves who sends it.",
        {
            "apikey": {"description": "IBM Cloud: the API key of the instance.", **secret},
            "token": {"description": "An access token: IAM on IBM Cloud, the cluster's on installations.", **secret},
            "authorize_url": _text("Installations: where a token is had for a user name with password or API key."),
            "username": _text("The user of the installation."),
            "password": {"description": "The user's password.", **secret},
            "api_key": {"description": "The user's API key on the installation.", **secret},
        },
    )


def _custom_model(kind: str) -> Schema:
    properties: Schema = {
        "customization_id": _text(f"The customization id (GUID) of the custom {kind} model."),
        "base_model": {
            "description": "The base model that it was made from.",
            **_nullable({"$ref": "#/definitions/baseModel"}),
        },
        "versions": {
            "description": "The base model versions that it can be used with, as the service lists them.",
            **_nullable(_list({"type": "string"})),
        },
    }
    if kind == "language":
        properties["grammars"] = {
            "description": "The grammars that it holds.",
            **_nullable(_list({"$ref": "#/definitions/plain"})),
        }
    return _object(f"custom {kind} model", f"A custom {kind} model of this instance.", properties)


def _request(role: str) -> Schema:
    model_name = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]}
    properties: Schema = {
        "description": {"description": "What it is for.", **_nullable({"$ref": "#/definitions/plain"})},
        "environments": {
            "description": "Where it holds; every environment of the profile where left out.",
            **_nullable(_list({"type": "string"}, minItems=1)),
        },
        "interface": {
            "description": "The interface, or a list of them: the same request on each.",
            "anyOf": [
                {"enum": list(INTERFACES)},
                {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": list(INTERFACES)}},
                {"type": "null"},
            ],
        },
        "model": {**_described("model"), **_nullable({"$ref": "#/definitions/baseModel"})},
        "acoustic_model": {**_described("acoustic_customization_id"), **model_name},
        "language_model": {**_described("language_customization_id"), **model_name},
        "base_model_version": {**_described("base_model_version"), "type": ["string", "null"]},
        "audio": _nullable({"$ref": "#/definitions/audio"}),
        "parameters": _nullable({"$ref": "#/definitions/parameters"}),
        "job": _nullable({"$ref": "#/definitions/job"}),
        "learning_opt_out": {**_described("X-Watson-Learning-Opt-Out"), "type": ["boolean", "null"]},
        "customer_id": _text(_description(PARAMETERS["X-Watson-Metadata"])),
        "extra": _nullable({"$ref": "#/definitions/extra"}),
    }
    if role == "override":
        del properties["environments"]
    elif role == "request":
        properties["overrides"] = _named(
            "What differs in one environment, merged last.", {"$ref": "#/definitions/override"}
        )
    return _object(role, "", properties)


def _audio() -> Schema:
    content_type_parameters = {
        name: {"description": f"`{name}` of the content type.", **_nullable(_typed(row.type))}
        for name, row in CONTENT_TYPE_PARAMETERS.items()
    }
    return _object(
        "audio",
        "What is transcribed.",
        {
            "file": _text("The audio file, relative to where the artefact runs; `-` is standard input."),
            "files": {
                "description": "The audio files of a multipart request.",
                "anyOf": [
                    {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/text"}},
                    {"type": "null"},
                ],
            },
            "content_type": {**_described("Content-Type"), **_nullable(_suggested("", CONTENT_TYPES))},
            **content_type_parameters,
            "transfer_encoding": {
                **_described("Transfer-Encoding"),
                **_nullable(_typed(PARAMETERS["Transfer-Encoding"].type)),
            },
            "multipart": _flag("Synchronous HTTP: send the audio as parts of a form, with a JSON part of metadata."),
        },
    )


def _parameters() -> Schema:
    rows = [row for row in PARAMETERS.values() if row.key == f"parameters.{row.name}"]
    properties = {row.name: {**_described(row.name), **_nullable(_typed(row.type))} for row in rows}
    return _object("parameters", "Parameters of the request, by the service's own names.", properties)


def _job() -> Schema:
    rows = {
        "callback_url": _text(_description(PARAMETERS["callback_url"])),
        "user_secret": {
            "description": "The secret that the service signs its notifications with; sent at the registration.",
            **_nullable({"$ref": "#/definitions/secret"}),
        },
        "events": {**_described("events"), **_nullable(_typed(PARAMETERS["events"].type))},
        "user_token": _text(_description(PARAMETERS["user_token"])),
        "results_ttl": {**_described("results_ttl"), **_nullable(_typed(PARAMETERS["results_ttl"].type))},
    }
    return _object("job", "Asynchronous HTTP: the job and its notifications.", rows)


def _extra() -> Schema:
    anything = {"type": ["object", "null"], "additionalProperties": {"type": ["string", "number", "boolean", "null"]}}
    return _object(
        "extra",
        "Sent verbatim, always with a warning; for what is newer than the catalogue. Not for authentication.",
        {
            "reason": {"description": "Why.", "type": ["string", "null"], "minLength": 1},
            "query": {"description": "Query parameters.", **anything},
            "headers": {"description": "Headers.", **anything},
            "start": {"description": "Fields of the WebSocket start message.", "type": ["object", "null"]},
        },
    )


def _described(name: str) -> Schema:
    return {"description": _description(PARAMETERS[name])}


def _description(row: Parameter) -> str:
    """A parameter for people: meaning, place, since when, source."""
    sentences = [row.summary]
    if row.unit:
        sentences.append(f"In {row.unit}.")
    if row.default:
        sentences.append(f"Default: {row.default}.")
    carried = [
        f"{CARRIER_NAMES[carrier]}: {PLACE_NAMES[place]}"
        for carrier, place in row.placement.items()
        if place in PLACE_NAMES
    ]
    sentences.append("; ".join(carried) + "." if carried else "No interface carries it.")
    if row.dates.since:
        sentences.append(f"Since {row.dates.since}.")
    if row.dates.until:
        sentences.append(f"Withdrawn {row.dates.until}.")
    if row.replaced_by:
        sentences.append(f"Replaced by `{row.replaced_by}`.")
    sentences.append(f"Source: {row.sources[0]}.")
    return " ".join(sentences)


def _typed(kind: Type) -> Schema:
    match kind:
        case Boolean():
            return {"type": "boolean"}
        case Whole(values=values) if values:
            return {"enum": list(values)}
        case Whole(minimum=minimum, maximum=maximum, special=special):
            ranged = _ranged("integer", minimum, maximum)
            return {"anyOf": [ranged, {"enum": list(special)}]} if special else ranged
        case Number(minimum=minimum, maximum=maximum):
            return _ranged("number", minimum, maximum)
        case String(values=values) if values:
            return {"enum": list(values)}
        case String(max_length=length):
            return {"type": ["string", "number"], "minLength": 1, **({"maxLength": length} if length else {})}
        case Strings(max_items=items, max_item_length=length, values=values):
            item: Schema = {"enum": list(values)} if values else {"type": ["string", "number"]}
            if length:
                item["maxLength"] = length
            return _list(item, **({"maxItems": items} if items else {}))
        case Other():
            return {}


def _ranged(kind: str, minimum: float | None, maximum: float | None) -> Schema:
    schema: Schema = {"type": kind}
    if minimum is not None:
        schema["minimum"] = minimum
    if maximum is not None:
        schema["maximum"] = maximum
    return schema


def _object(title: str, description: str, properties: Schema) -> Schema:
    schema: Schema = {"title": title}
    if description:
        schema["description"] = description
    schema |= {"type": "object", "properties": properties, "additionalProperties": False}
    exclusions = [_exclude(a, b) for groups in ALTERNATIVES.get(title, ()) for a, b in _pairs(groups)]
    return schema | ({"allOf": exclusions} if exclusions else {})


def _pairs(groups: tuple[tuple[str, ...], ...]) -> Iterable[tuple[str, str]]:
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            yield from ((a, b) for a in group for b in other)


def _exclude(first: str, second: str) -> Schema:
    given = {"not": {"type": "null"}}
    return {"not": {"required": [first, second], "properties": {first: given, second: given}}}


def _named(description: str, item: Schema) -> Schema:
    return {
        "description": description,
        "type": ["object", "null"],
        "propertyNames": {"pattern": NAME_PATTERN},
        "additionalProperties": _nullable(item),
    }


def _list(item: Schema, **limits: int) -> Schema:
    return {"type": "array", **limits, "items": item}


def _suggested(description: str, names: Iterable[str]) -> Schema:
    """Names that an editor completes; a name that is not among them is a matter of rules, not of shape."""
    schema: Schema = {"anyOf": [{"enum": list(names)}, {"type": "string"}]}
    return {"description": description, **schema} if description else schema


def _text(description: str) -> Schema:
    return {"description": description, **_nullable({"$ref": "#/definitions/text"})}


def _flag(description: str) -> Schema:
    return {"description": description, "type": ["boolean", "null"]}


def _nullable(schema: Schema) -> Schema:
    """The same, or null, which removes what is inherited."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


# --- the request plan ------------------------------------------------------------------------------------------------


def plan_schema() -> Schema:
    """The schema of what `--target json` prints."""
    text = {"$ref": "#/definitions/text"}
    ref = {"$ref": "#/definitions/reference"}
    pair = {"type": "array", "minItems": 2, "maxItems": 2, "items": [{"type": "string"}, text]}
    body_part = {"file": text, "stdin": {"const": True}}
    plan: Schema = {
        "type": "object",
        "required": ["version", "request", "environment", "platform", "interface", "url", "query", "auth", "variables"],
        "properties": {
            "version": {"const": 1},
            "request": {"type": "string"},
            "description": {"type": "string"},
            "environment": {"type": "string"},
            "platform": {"enum": list(PLATFORMS)},
            "interface": {"enum": list(INTERFACES)},
            "method": {"const": "POST"},
            "url": {"description": "Scheme, host and path, without the query.", **text},
            "query": {"description": "In wire order; raw, the client encodes.", "type": "array", "items": pair},
            "headers": {"description": "HTTP only.", "type": "array", "items": pair},
            "auth": {
                "anyOf": [
                    _closed({"apikey": ref, "token_url": {"type": "string"}}, ["apikey"]),
                    _closed({"token": ref}, ["token"]),
                    _closed(
                        {"authorize_url": text, "username": text, "password": ref, "api_key": ref},
                        ["authorize_url", "username"],
                    ),
                ]
            },
            "tls": {
                "anyOf": [_closed({"ca_file": text}, ["ca_file"]), _closed({"verify": {"const": False}}, ["verify"])]
            },
            "body": {
                "anyOf": [
                    _closed({"file": text}, ["file"]),
                    _closed({"stdin": {"const": True}}, ["stdin"]),
                    _closed(
                        {"metadata": {"type": "object"}, "files": {"type": "array", "minItems": 1, "items": text}},
                        ["metadata", "files"],
                    ),
                ]
            },
            "messages": {
                "description": "WebSocket only: the messages in order; without audio, the caller streams it.",
                "type": "array",
                "items": {
                    "anyOf": [
                        {"type": "object", "required": ["action"]},
                        _closed({"audio": _closed(body_part, [])}, ["audio"]),
                    ]
                },
            },
            "registration": _closed({"callback_url": text, "user_secret": ref}, ["callback_url"]),
            "variables": {
                "description": "The environment variables that it needs, in order of first use.",
                "type": "array",
                "items": {"type": "string", "pattern": VARIABLE_PATTERN},
            },
        },
        "additionalProperties": False,
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "stt_compile request plans",
        "type": "array",
        "items": plan,
        "definitions": {
            "reference": _closed({"env": {"type": "string", "pattern": VARIABLE_PATTERN}}, ["env"]),
            "text": {
                "description": "A string, or an array of pieces.",
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "string"}, ref]}},
                ],
            },
        },
    }


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def write(folder: Path) -> None:
    """Write the published copies."""
    for name in PUBLISHED:
        (folder / f"{name}.schema.json").write_text(dumped(published(name)), encoding="utf-8")


if __name__ == "__main__":
    write(Path("schema"))
