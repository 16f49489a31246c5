"""Differences for programs: JSON, version 1 (`schema/diff.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, get_args

from ..catalog import INTERFACES
from . import MODELS, Change, Difference, Kind, Profiles

VERSION = 1


def data(profiles: Sequence[Profiles]) -> dict[str, Any]:
    """All differences as data; profiles without any are left out."""
    return {
        "kind": "diff",
        "version": VERSION,
        "compared": len(profiles),
        "profiles": [
            {"old": pair.old, "new": pair.new, "requests": [_difference(found) for found in pair.differences]}
            for pair in profiles
            if pair.differences
        ],
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "change": found.kind,
        "old": asdict(found.old) if found.old else None,
        "new": asdict(found.new) if found.new else None,
        "models": [{"name": change.name, "old": change.old, "new": change.new} for change in found.models],
        "sent": [_change(change) for change in found.changes],
        "errors": list(found.errors),
    }


def _change(change: Change) -> dict[str, Any]:
    return {"place": change.place, "name": change.name, "old": change.old, "new": change.new}


def schema() -> dict[str, Any]:
    """The JSON Schema of this format."""
    name = {"type": "string"}
    named = _closed({"request": name, "environment": name, "interface": {"enum": list(INTERFACES)}})
    profile = {"description": "As Git or the command line names it; null: there is none.", "type": ["string", "null"]}
    values = {"old": {"description": "null: no value."}, "new": {"description": "null: no value."}}
    request = _closed(
        {
            "change": {
                "description": "`unknown`: errors make a comparison impossible.",
                "enum": list(get_args(Kind)),
            },
            "old": {"description": "null: there was none.", "anyOf": [named, {"type": "null"}]},
            "new": {"description": "null: there is none any more.", "anyOf": [named, {"type": "null"}]},
            "models": {
                "description": "What transcribes, whether the request says it or the service takes it untold.",
                "type": "array",
                "items": _closed({"name": {"enum": list(MODELS)}, **values}),
            },
            "sent": {
                "description": "What is sent, by its place and the service's name; of a changed request only.",
                "type": "array",
                "items": _closed({"place": name, "name": name, **values}),
            },
            "errors": {"description": "The sides that have them.", "type": "array", "items": {"enum": ["old", "new"]}},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "stt_compile differences",
        "description": "What `stt-compile diff --format json` prints.",
        **_closed(
            {
                "kind": {"const": "diff"},
                "version": {"const": VERSION},
                "compared": {"description": "How many profiles were compared.", "type": "integer", "minimum": 1},
                "profiles": {
                    "description": "Those with differences.",
                    "type": "array",
                    "items": _closed({"old": profile, "new": profile, "requests": {"type": "array", "items": request}}),
                },
            }
        ),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
