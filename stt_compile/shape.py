"""Shape: one file's data against the JSON Schema, each complaint in words and at its place.

The schema is the published one, so editors and this step agree. The validator's own messages are never shown: one
small translator for each keyword says what is wrong, what was expected, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from .catalog.parameters import PARAMETERS
from .diagnostics import Finding
from .language import SECRETS
from .names import nearest, shortened
from .schema import Schema, profile_schema
from .tree import KeyPath, Node, spelling

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


@dataclass(frozen=True)
class _Error:
    """What the validator says, as far as it is of use here."""

    keyword: str
    limit: Any
    """The value of the keyword in the schema."""
    instance: Any
    schema: Schema
    path: KeyPath
    """From the root, or, for a cause, from the value of the error that it is a cause of."""
    branch: int
    """Of a cause: which of the alternatives it is about."""
    causes: tuple[_Error, ...]


CODES: dict[str, tuple[str, str]] = {
    "STT201": ("Unknown key", "A key that the profile language does not have would be lost."),
    "STT202": ("Missing key", "The request cannot be made without it."),
    "STT203": ("Wrong kind of value", "The key takes another kind of value."),
    "STT204": ("Value not allowed", "The value is outside what the key takes."),
    "STT205": ("Two alternatives at once", "Only one of them can hold."),
    "STT206": ("Run-time value where none can stand", "What is checked before the call must be known before the call."),
    "STT207": ("Bad name", "Names appear in commands and file names."),
}

_PLACES_OF_REFERENCES = (
    "`{env: ...}` may stand in url, instance_id, auth, tls.ca_file, customization_id, customer_id, audio.file, "
    "audio.files, and in callback_url, user_token and user_secret of a job"
)
_KINDS: dict[str, str] = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "null": "null",
}


def check(tree: Node) -> Iterator[tuple[str, Finding]]:
    """Code and finding for everything in a file that the profile language does not have."""
    for error in map(_read, _validator().iter_errors(tree.plain())):
        yield from _translate(error, error.path)


def _read(error: ValidationError) -> _Error:
    where: list[Any] = list(error.schema_path)
    return _Error(
        str(error.validator),
        cast(Any, error.validator_value),
        error.instance,
        cast(Schema, error.schema),
        tuple(error.relative_path),
        where[0] if where and isinstance(where[0], int) else 0,
        tuple(map(_read, error.context or ())),
    )


@lru_cache(maxsize=1)
def _validator() -> Validator:
    from jsonschema import Draft7Validator, FormatChecker

    return Draft7Validator(profile_schema(), format_checker=FormatChecker(formats=["date"]))


def _translate(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    if path and path[-1] in SECRETS and not isinstance(error.instance, dict):
        return  # a literal secret is a rule's business, which can say more
    if _holds_reference(error):
        yield "STT206", Finding(path, "a run-time value cannot stand here", _PLACES_OF_REFERENCES)
        return
    translator = _TRANSLATORS.get(error.keyword, _other)
    yield from translator(error, path)


def _holds_reference(error: _Error) -> bool:
    """Whether the complaint is about `{env: NAME}`, whole or as a piece, where the schema takes none."""
    instance = error.instance
    if error.keyword not in ("type", "enum", "anyOf") or "env" in str(error.schema.get("properties", "")):
        return False
    pieces = instance if isinstance(instance, list) else [instance]
    if not any(isinstance(piece, dict) and set(piece) == {"env"} for piece in pieces):
        return False
    return not (error.keyword == "anyOf" and _takes_reference(error))


def _takes_reference(error: _Error) -> bool:
    return any(
        cause.schema.get("title") == "reference" or (cause.keyword == "anyOf" and _takes_reference(cause))
        for cause in error.causes
    )


def _unknown_keys(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    known: Schema = error.schema.get("properties", {})
    for key in error.instance:
        if key in known or (not path and key.startswith("x-")):
            continue
        yield "STT201", Finding((*path, key), f"unknown key `{_brief(key)}`", _instead_of(key, path, known), on="key")


def _instead_of(key: str, path: KeyPath, known: Iterable[str]) -> str:
    names = sorted(known)
    near = nearest(key, names)
    row = PARAMETERS.get(key)
    in_request = len(path) >= 1 and path[0] in ("requests", "defaults")
    if in_request and row and row.key and row.key != f"parameters.{key}":
        return f"write it as `{row.key}`"
    if in_request and row and row.key:
        return "write it under `parameters`"
    if in_request and row:
        return f"{row.summary} A profile says instead: {row.instead}"
    if near:
        return f"did you mean `{near}`?"
    if path and path[-1] == "parameters":
        return "if the service takes it and the catalogue does not know it yet, send it with `extra`"
    return f"known here: {shortened(names)}" if names else "remove it"


def _missing_keys(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    for key in error.limit:
        if key not in error.instance:
            help_ = "begin the file with `version: 1`" if key == "version" else f"add `{key}`"
            yield "STT202", Finding(path, f"`{key}` is missing", help_, on="key")


def _wrong_kind(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    kinds = error.limit if isinstance(error.limit, list) else [error.limit]
    yield from _expected(error.instance, kinds, path)


def _expected(instance: Any, kinds: list[str], path: KeyPath) -> Iterator[tuple[str, Finding]]:
    wanted = [_KINDS[kind] for kind in kinds if kind != "null" and not (kind == "number" and "string" in kinds)]
    message = f"expected {' or '.join(wanted)}, found {_found(instance, path)}"
    yield "STT203", Finding(path, message, _how_to_write(instance, kinds, wanted))


def _how_to_write(instance: Any, kinds: list[str], wanted: list[str]) -> str:
    if isinstance(instance, str) and "boolean" in kinds:
        return {"true": "write true without quotes", "false": "write false without quotes"}.get(
            instance.lower() if instance.lower() == instance else "",
            "write true or false",
        )
    if isinstance(instance, str) and ("number" in kinds or "integer" in kinds) and _is_number(instance):
        return "write the number without quotes"
    if isinstance(instance, bool) and "string" in kinds:
        return "put it in quotes if it is meant as text"
    if "array" in kinds and not isinstance(instance, dict):
        return "put it in brackets: [...]"
    return f"give {' or '.join(wanted)}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _not_allowed(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    allowed = [value for value in (error.schema.get("enum") or [error.schema.get("const")]) if value is not None]
    names = [value if isinstance(value, str) else repr(value) for value in allowed]
    near = nearest(error.instance, names) if isinstance(error.instance, str) else None
    help_ = f"did you mean `{near}`?" if near else f"allowed: {shortened(names)}"
    yield "STT204", Finding(path, f"{_found(error.instance, path)} is not allowed here", help_)


def _bad_name(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    yield (
        "STT207",
        Finding(
            (*path, error.instance),
            f"`{_brief(error.instance)}` cannot be a name",
            "use letters, digits, `.`, `_` and `-`, and begin with a letter or digit",
            on="key",
        ),
    )


def _out_of_range(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    schema = error.schema
    bounds = [f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema]
    yield (
        "STT204",
        Finding(path, f"{_found(error.instance, path)} is out of range", f"give a number {' '.join(bounds)}"),
    )


def _length(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    what, limit = error.keyword, error.limit
    unit = "characters" if "Length" in what else "items"
    if what.startswith("max"):
        yield "STT204", Finding(path, f"too long: {len(error.instance)} {unit}", f"give at most {limit:,} {unit}")
    else:
        yield "STT204", Finding(path, "this is empty", "give at least one, or remove the key")


def _twice(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    yield "STT204", Finding(path, "the same value stands here twice", "write each value once")


def _pattern(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    if path and path[-1] == "env":
        yield (
            "STT204",
            Finding(
                path,
                f"{_found(error.instance, path)} cannot be the name of an environment variable",
                "use letters, digits and `_`, and do not begin with a digit",
            ),
        )
        return
    yield from _bad_day(error, path)


def _bad_day(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    yield "STT204", Finding(path, f"{_found(error.instance, path)} is not a day", "write it as YYYY-MM-DD")


def _exclusive(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    first, second = error.limit["required"]
    keys = list(error.instance)
    later, earlier = (first, second) if keys.index(first) > keys.index(second) else (second, first)
    yield (
        "STT205",
        Finding(
            (*path, later),
            f"`{later}` and `{earlier}` exclude each other",
            f"keep one of them; to replace an inherited `{earlier}`, just write `{later}`",
            on="key",
        ),
    )


def _best_branch(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    """The complaint of the one alternative that the author meant: the one of the value's own kind."""
    branches: dict[Any, list[_Error]] = {}
    for cause in error.causes:
        branches.setdefault(cause.branch, []).append(cause)
    meant = [causes for causes in branches.values() if not any(_is_other_kind(cause) for cause in causes)]
    if meant:
        for cause in min(meant, key=len):
            yield from _translate(cause, (*path, *cause.path))
        return
    kinds = list(dict.fromkeys(kind for causes in branches.values() for cause in causes for kind in _kinds_of(cause)))
    yield from _expected(error.instance, kinds, path)


def _is_other_kind(error: _Error) -> bool:
    """Whether an alternative fails already because the value is of another kind."""
    if error.path:
        return False
    if error.keyword == "enum":
        values = [value for value in error.limit if value is not None]
        return not any(isinstance(error.instance, type(value)) for value in values)
    if error.keyword == "anyOf":
        branches: dict[Any, list[_Error]] = {}
        for cause in error.causes:
            branches.setdefault(cause.branch, []).append(cause)
        return all(any(_is_other_kind(cause) for cause in causes) for causes in branches.values())
    return error.keyword == "type"


def _kinds_of(error: _Error) -> Iterator[str]:
    if error.keyword == "type":
        yield from error.limit if isinstance(error.limit, list) else [error.limit]
    elif error.keyword == "enum":
        yield from ("string" if isinstance(value, str) else "integer" for value in error.limit[:1])
    for cause in error.causes:
        if not cause.path:
            yield from _kinds_of(cause)


def _other(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    yield "STT204", Finding(path, f"{_found(error.instance, path)} is not allowed here", "see the profile's schema")


_TRANSLATORS: dict[str, Callable[[_Error, KeyPath], Iterator[tuple[str, Finding]]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_kind,
    "enum": _not_allowed,
    "const": _not_allowed,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "uniqueItems": _twice,
    "pattern": _pattern,
    "format": _bad_day,
    "not": _exclusive,
    "anyOf": _best_branch,
}


def _found(value: Any, path: KeyPath) -> str:
    """A value for a message; never one that may be a secret."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if any(key in SECRETS for key in path):
        return "a literal"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return _brief(spelling(value))
    return f'"{_brief(value)}"'


def _brief(text: str) -> str:
    """A text for one line of a message: printable, and not long."""
    shown = text if len(text) <= 60 else text[:57] + "..."
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in shown)
