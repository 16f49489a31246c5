"""The JSON Schemas (draft-07) of profiles, plans, reports and differences, from the catalogue and the language.

`schema/` at the top of the repository holds the published copies; `python -m stt_compile.schema` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from .building import Schema
from .plan import plan_schema
from .profile import constraints, profile_schema
from .words import CARRIER_NAMES, PLACE_NAMES

__all__ = [
    "CARRIER_NAMES",
    "PLACE_NAMES",
    "PUBLISHED",
    "Schema",
    "constraints",
    "dumped",
    "profile_schema",
    "published",
    "write",
]

PUBLISHED = ("profile", "plan", "report", "diff")


def published(name: str) -> Schema:
    """One of the published schemas: `profile`, `plan`, `report` or `diff`."""
    if name == "report":
        from ..report.json import schema  # not above: reports come behind all that needs the profile's schema

        return schema()
    if name == "diff":
        from ..difference.json import schema as schema_of_differences

        return schema_of_differences()
    return {"profile": profile_schema, "plan": plan_schema}[name]()


def dumped(schema: Schema) -> str:
    """A schema as it is printed and committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write the published copies."""
    for name in PUBLISHED:
        (folder / f"{name}.schema.json").write_text(dumped(published(name)), encoding="utf-8")
