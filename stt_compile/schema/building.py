"""The pieces that the profile's schema is made of.

Two readers want different things. To a validator only constraints count. An editor also shows `title`, `description`
and `examples`, writes `default` for its user, completes `enum` and says `errorMessage`. What is here is formed so that
yaml-language-server, the one behind most editors, does all of that; the tests in `tests/editors` ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from ..catalog.rows import Boolean, Number, Other, String, Strings, Type, Whole
from ..language import ALTERNATIVES, DAY_PATTERN, NAME_PATTERN, VARIABLE_PATTERN
from .words import Words

Schema: TypeAlias = dict[str, Any]

ANNOTATIONS = frozenset(
    {
        "title",
        "description",
        "markdownDescription",
        "default",
        "examples",
        "enumDescriptions",
        "errorMessage",
        "patternErrorMessage",
        "doNotSuggest",
    }
)
"""Keywords that constrain nothing."""
# An editor sees the merge key among the names; to us it is none of them, so that "<<" in quotes is a bad name.
_NAME_OR_MERGE = NAME_PATTERN.replace("^", "^<<$|^", 1)
_HOLDERS = ("properties", "patternProperties", "definitions")
"""Keywords whose value is a mapping from names to schemas."""

# An editor joins the titles of alternatives that look the same. This one looks like no other.
NULL: Schema = {"title": "null", "description": "Removes what is inherited.", "type": "null"}
_REFERENCE: Schema = {
    "required": ["env"],
    "properties": {
        "env": {
            "title": "env",
            "description": "The name of an environment variable of the machine where the artefact runs.",
            "examples": ["STT_INSTANCE_ID"],
            "type": ["string"],
            "pattern": VARIABLE_PATTERN,
            "patternErrorMessage": "Name a variable: letters, digits and `_`, and no digit first.",
        }
    },
    "additionalProperties": False,
}
_PIECES: list[Schema] = [
    {
        "type": ["string", "number"],
        "minLength": 1,
        "errorMessage": "Expected a text, `{env: NAME}`, or a list of such pieces; no empty ones.",
    },
    {"$ref": "#/definitions/reference"},
]
PLAIN: Schema = {"type": ["string", "number"]}
REFERENCE: Schema = {"type": "object", **_REFERENCE}
SECRET: Schema = {
    "type": ["object", "null"],
    "errorMessage": "A secret is only ever named: write `{env: NAME}`.",
    **_REFERENCE,
}
TEXT: Schema = {"anyOf": [*_PIECES, {"type": "array", "minItems": 1, "items": {"anyOf": _PIECES}}]}
"""A text, `{env: NAME}`, or a list of such pieces."""
DAY: Schema = {
    "type": ["string", "null"],
    "pattern": DAY_PATTERN,
    "errorMessage": "Expected a day of the calendar, as YYYY-MM-DD.",
}


def key(name: str, said: str | Words, schema: Schema, *examples: Any, default: Any = None) -> Schema:
    """A key's schema with all that an editor shows of it."""
    words = Words(said) if isinstance(said, str) else said
    shown: Schema = {"title": name, "description": words.plain}
    if words.markdown != words.plain or "`" in words.plain:
        shown["markdownDescription"] = words.markdown
    if default is not None:
        shown["default"] = default
        # The server writes defaults of its own accord where a key is completed whose mapping has them, unless it
        # cannot tell their type by the first that is listed.
        schema = {**schema, "type": ["null", schema["type"][0]]} if "type" in schema else schema
    return shown | ({"examples": list(examples)} if examples else {}) | schema


def refer(definition: str) -> Schema:
    """What stands among the definitions under this name."""
    return {"$ref": f"#/definitions/{definition}"}


def mapping(kind: str, description: str, properties: Schema) -> Schema:
    """A mapping of a kind of the language, with these keys and no others, or null."""
    schema = {
        "title": kind,
        "description": description,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }
    exclusions = [_exclude(a, b) for groups in ALTERNATIVES.get(kind, ()) for a, b in _pairs(groups)]
    return schema | ({"allOf": exclusions} if exclusions else {})


def _pairs(groups: tuple[tuple[str, ...], ...]) -> Iterable[tuple[str, str]]:
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            yield from ((a, b) for a in group for b in other)


def _exclude(first: str, second: str) -> Schema:
    """Never both; said with `if`, because an editor then marks the keys rather than the whole mapping."""
    given = {"not": {"type": "null"}}
    return {
        "if": {"required": [first, second], "properties": {first: given, second: given}},
        "then": {
            "properties": {first: False, second: False},
            "errorMessage": f"`{first}` and `{second}` exclude each other: keep one of them.",
        },
    }


def named(item: Schema) -> Schema:
    """A mapping from names to such items, or null."""
    return {
        "type": ["object", "null"],
        "errorMessage": "Give each a name: `NAME: {...}`.",
        "propertyNames": {
            "pattern": _NAME_OR_MERGE,
            "patternErrorMessage": "Names have letters, digits, `.`, `_` and `-`, and begin with a letter or digit.",
        },
        "additionalProperties": item,
    }


def flag() -> Schema:
    """True, false or null."""
    return {"type": ["boolean", "null"], "errorMessage": "Expected true or false, without quotes."}


def several(item: Schema, **limits: int) -> Schema:
    """A list of such items, or null."""
    return {"type": ["array", "null"], "errorMessage": "Expected a list: `[...]`.", **limits, "items": item}


def one_of(values: Iterable[Any], described: Callable[[str], str] | None = None) -> Schema:
    """One of these, or null."""
    listed = list(values)
    schema: Schema = {"enum": [*listed, None]}
    return {**schema, "enumDescriptions": [*map(described, listed), NULL["description"]]} if described else schema


def suggested(what: str, names: Mapping[str, Any], described: Callable[[str], str]) -> Schema:
    """Names that an editor completes; one that is not among them is a matter of rules, not of shape."""
    message = {"errorMessage": f"Expected {what}."}
    listed = {"enum": list(names), "enumDescriptions": [described(name) for name in names]}
    return {"anyOf": [listed | message, {"type": "string"} | message, NULL]}


def typed(kind: Type) -> Schema:
    """A value of a type of the catalogue, or null."""
    match kind:
        case Boolean():
            return flag()
        case Whole(values=values) | String(values=values) if values:
            return one_of(values)
        case Whole(minimum=minimum, maximum=maximum, special=special):
            if not special:
                return _ranged(["integer", "null"], minimum, maximum)
            return {"anyOf": [_ranged(["integer"], minimum, maximum), {"enum": list(special)}, NULL]}
        case Number(minimum=minimum, maximum=maximum):
            return _ranged(["number", "null"], minimum, maximum)
        case String(max_length=length):
            return {"type": ["string", "number", "null"], "minLength": 1, **({"maxLength": length} if length else {})}
        case Strings(max_items=items, max_item_length=length, values=values):
            item: Schema = {"enum": list(values)} if values else dict(PLAIN)
            if length:
                item["maxLength"] = length
            return several(item, **({"maxItems": items} if items else {}))
        case Other():
            return {}


def _ranged(kind: list[str], minimum: float | None, maximum: float | None) -> Schema:
    number = "an integer" if "integer" in kind else "a number"
    schema: Schema = {"type": kind, "errorMessage": f"Expected {number}, without quotes."}
    if minimum is not None:
        schema["minimum"] = minimum
    if maximum is not None:
        schema["maximum"] = maximum
    return schema


def default_of(kind: Type, stated: str | None) -> Any:
    """A default of the catalogue as a value; None where it is said in words."""
    match kind:
        case Boolean():
            return {"true": True, "false": False}.get(stated or "")
        case Whole():
            return int(stated) if stated and stated.isdecimal() else None
        case Number():
            return float(stated) if stated and stated.replace(".", "", 1).isdecimal() else None
    return None


def bare(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """What constrains, and no references, which a validator would follow anew for every value."""
    if isinstance(schema, list):
        return [bare(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return bare(definitions[schema["$ref"].removeprefix("#/definitions/")], definitions)
    if schema.get("pattern") == _NAME_OR_MERGE:
        return {"pattern": NAME_PATTERN}
    return {
        keyword: {name: bare(item, definitions) for name, item in value.items()}
        if keyword in _HOLDERS
        else bare(value, definitions)
        for keyword, value in schema.items()
        if keyword not in ANNOTATIONS
    }
