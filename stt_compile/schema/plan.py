"""The schema of the request plan, which `--target json` prints."""

from __future__ import annotations

from ..catalog import INTERFACES
from ..catalog.platforms import PLATFORMS
from ..language import MOST_WAIT_MINUTES, VARIABLE_PATTERN
from .building import Schema


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
            "poll": {
                "description": "A job without a callback: for how long it is polled, and whether it is deleted then.",
                **_closed(
                    {
                        "wait_minutes": {"type": "integer", "minimum": 1, "maximum": MOST_WAIT_MINUTES},
                        "delete": {"type": "boolean"},
                    },
                    ["wait_minutes", "delete"],
                ),
            },
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
