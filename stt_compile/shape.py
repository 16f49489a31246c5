"""Shape: one file's data against the JSON Schema, each complaint in words and at its place.

The schema is the published one, so editors and this step agree. The validator's own messages are never shown: one
small translator for each keyword says what is wrong, what was expected, and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from .catalog.parameters import PARAMETERS
from .diagnostics import Finding, Move, Rename, Repair, Replace
from .language import DAY_PATTERN, SECRETS, child_kind
from .names import certain, nearest, one_line, says, shortened
from .schema import Schema, constraints, profile_schema
from .tree import Integer, KeyPath, Node, Real, Scalar, spelling

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
    of_name: bool
    """Whether it is about a name that stands as a key of the mapping at the path."""
    causes: tuple[_Error, ...]


CODES: dict[str, tuple[str, str]] = {
    "STT201": ("Unknown key", "A key that the profile language does not have would be lost."),
    "STT202": ("Missing key", "The request cannot be made without it."),
    "STT203": ("Wrong kind of value", "The key takes another kind of value."),
    "STT204": ("Value not allowed", "The value is outside what the key takes."),
    "STT205": ("Two alternatives at once", "Only one of them can hold."),
    "STT206": ("Run-time value where none can stand", "What is checked before the call must be known before the call."),
    "STT207": ("Bad name", "Names appear in commands, in file names and in programs."),
}

_PLACES_OF_REFERENCES = (
    "write the value itself; `{env: ...}` may stand in url, instance_id, auth, tls.ca_file, customization_id, "
    "customer_id, audio.file, audio.files, and in callback_url, user_token and user_secret of a job"
)
_KINDS: dict[str, str] = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "null": "null",
    "reference": "`{env: NAME}`",
}
_BOOLEANS: dict[str, str] = {
    **dict.fromkeys(("true", "yes", "on", "y"), "write true, without quotes"),
    **dict.fromkeys(("false", "no", "off", "n"), "write false, without quotes"),
}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
"""What may be either a thousand or a fraction."""
_LONGEST = 10**15
"""Longer numbers are not spelt out."""
_DAY = "write it as YYYY-MM-DD, a day of the calendar"


def check(tree: Node) -> Iterator[tuple[str, Finding]]:
    """Code and finding for everything in a file that the profile language does not have."""
    exclusive: set[KeyPath] = set()
    for error in map(_read, _validator().iter_errors(tree.plain())):
        for code, finding in _translate(error, error.path):
            holder = finding.path[:-1]
            if code == "STT205" and holder in exclusive:
                continue  # three keys that exclude each other are one mistake
            if code == "STT205":
                exclusive.add(holder)
            yield code, finding


def _read(error: ValidationError) -> _Error:
    where: list[Any] = list(error.schema_path)
    return _Error(
        str(error.validator),
        cast(Any, error.validator_value),
        error.instance,
        cast(Schema, error.schema),
        tuple(error.relative_path),
        where[0] if where and isinstance(where[0], int) else 0,
        "propertyNames" in where[-2:],
        tuple(map(_read, error.context or ())),
    )


@lru_cache(maxsize=1)
def _validator() -> Validator:
    from jsonschema import Draft7Validator
    from jsonschema.validators import extend

    # To JSON Schema 2.0 is an integer; here it is none, because it would travel as it is spelt.
    types = Draft7Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) in (int, Integer))
    strict: Any = cast(Any, extend)(Draft7Validator, {"enum": _one_of, "if": _both}, type_checker=types)
    return cast("Validator", strict(constraints()))


def _one_of(validator: Any, values: list[Any], instance: Any, schema: Schema) -> Iterator[ValidationError]:
    """The keyword `enum`, with numbers told apart by their kind too."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, (dict, list)) or not any(_same(instance, value) for value in values):
        yield ValidationError("not one of them")


def _same(instance: Any, value: Any) -> bool:
    """Whether a scalar is this value of an enumeration, which has texts, integers and null."""
    if isinstance(instance, (bool, float)) or isinstance(value, (bool, float)):
        return instance is value
    return bool(instance == value)


def _both(validator: Any, condition: Schema, instance: Any, schema: Schema) -> Iterator[ValidationError]:
    """The keyword `if`, which is about two keys that exclude each other and nothing else."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, dict) and validator.evolve(schema=condition).is_valid(instance):
        yield ValidationError("both of them")


def _translate(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    if _is_literal_secret(error, path):
        return  # that is a rule's business, which can say more
    reference = _reference_in(error)
    if reference is not None:
        yield "STT206", Finding((*path, *reference), "a run-time value cannot stand here", _PLACES_OF_REFERENCES)
        return
    translator = _TRANSLATORS.get(error.keyword, _other)
    yield from translator(error, path)


def _is_literal_secret(error: _Error, path: KeyPath) -> bool:
    if len(path) < 2 or path[-1] not in SECRETS or path[-2] not in ("auth", "job"):
        return False
    return not _is_reference(error.instance)


def _reference_in(error: _Error) -> KeyPath | None:
    """Where in the value `{env: NAME}` stands, whole or as a piece, if the complaint is that none can stand there."""
    instance = error.instance
    if error.keyword not in ("type", "enum", "anyOf") or "env" in str(error.schema.get("properties", "")):
        return None
    if error.keyword == "anyOf" and _takes_reference(error):
        return None
    if _is_reference(instance):
        return ()
    pieces = instance if isinstance(instance, list) else []
    return next(((index,) for index, piece in enumerate(pieces) if _is_reference(piece)), None)


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"env"}


def _takes_reference(error: _Error) -> bool:
    return any(
        _is_of_reference(cause)
        or cause.path[-1:] == ("env",)
        or "definitions/text" in str(cause.schema.get("items"))
        or (cause.keyword == "anyOf" and _takes_reference(cause))
        for cause in error.causes
    )


def _is_of_reference(error: _Error) -> bool:
    return "env" in error.schema.get("properties", ())


def _unknown_keys(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    known: Schema = error.schema.get("properties", {})
    for key in error.instance:
        if key in known or (not path and key.startswith("x-")):
            continue
        here = (*path, key)
        help_, repair = _instead_of(here, known), _of_key(here, known, error.instance)
        yield "STT201", Finding(here, f"unknown key `{_brief(key)}`", help_, on="key", repair=repair)


def _instead_of(path: KeyPath, known: Iterable[str]) -> str:
    """What to do about an unknown key, by where it stands."""
    key, better = str(path[-1]), meant(path)
    if set(known) == {"env"}:
        return "a run-time value is `{env: NAME}` and nothing else"
    renamed = PARAMETERS.get(key) if _area(path)[1] == "request" else None
    successor = PARAMETERS.get(renamed.replaced_by or "") if renamed else None
    if successor and successor.key:
        return f"`{successor.name}` replaces it; write it as `{successor.key}`"
    if better and better[:-1] == path[:-1]:
        return f"did you mean `{better[-1]}`?"
    if better:
        return _elsewhere(key, better[len(_area(path)[0]) :], _area(path)[1])
    row = PARAMETERS.get(key)
    if row and _area(path)[1] == "request":
        return f"a profile says instead: {row.instead}"
    if path[-2:-1] == ("parameters",):
        return "if the service takes it and the catalogue does not know it yet, send it with `extra`"
    if set(known) == {"env"}:
        return "a run-time value is `{env: NAME}` and nothing else"
    if _area(path)[1] == "request" and (key,) in _homes("request"):
        return "it cannot stand here; write it directly under the request"
    near = nearest(key, known)
    return f"did you mean `{near}`?" if near else f"known here: {shortened(sorted(known), most=16)}"


def _elsewhere(key: str, better: KeyPath, kind: str) -> str:
    name, holder = better[-1], ".".join(map(str, better[:-1]))
    if not holder:
        return f"write {'it' if name == key else f'`{name}`'} directly under the {kind}"
    return f"write it under `{holder}`" if name == key else f"write it as `{holder}.{name}`"


@lru_cache(maxsize=16384)  # every request of a profile asks it anew of each key that was lost
def meant(path: KeyPath) -> KeyPath | None:
    """The path of the key that an unknown key was most likely meant to be; None where nothing is like it."""
    (root, kind), key = _area(path), str(path[-1])
    homes = {(*root, *home) for home in _homes(kind)}
    here = {str(home[-1]): home for home in homes if home[:-1] == path[:-1]}
    elsewhere = {str(home[-1]): home for home in sorted(homes, key=len, reverse=True)}
    wire = {row.name.casefold(): row.key.split(".") for row in PARAMETERS.values() if row.key}
    if key in elsewhere:
        return elsewhere[key] if elsewhere[key] != path else None
    if kind == "request" and key.casefold() in wire:
        return (*root, *wire[key.casefold()])
    for candidates in (here, elsewhere):
        near = nearest(key, sorted(candidates))
        if near:
            return candidates[near]
    return None


def _of_key(path: KeyPath, known: Iterable[str], besides: Iterable[str]) -> Repair | None:
    """What an unknown key was certainly meant to be: a key here or elsewhere in the same environment or request."""
    (root, kind), key = _area(path), str(path[-1])
    homes = _homes(kind) if set(known) != {"env"} else frozenset[tuple[str, ...]]()
    here = {name: (*path[:-1], name) for name in known}
    names: dict[str, list[KeyPath]] = {name: [home] for name, home in here.items()}
    for home in homes:
        if (where := (*root, *home)) not in here.values() and _takes(root, home):
            names.setdefault(home[-1], []).append(where)
    wire = _wire_names() if kind == "request" else {}
    if key.casefold() in wire:
        targets: list[KeyPath] = [(*root, *wire[key.casefold()])]
    elif key in names:
        targets = names[key] if not any(key in name.split("_") for name in here) else []
    else:
        targets = names.get(certain(key, names) or "", [])
    if len(targets) != 1:
        return None
    target, shown = targets[0], _brief(key)
    name = str(target[-1])
    if target[:-1] == path[:-1]:
        return None if name in besides else Repair(f"rename `{shown}` to `{name}`", (Rename(path, name),))
    to = ".".join(map(str, target[len(root) :]))
    place = f"to `{to}`" if len(target) > len(root) + 1 else f"out of `{path[-2]}`, to `{to}` of the {kind}"
    return Repair(f"move `{shown}` {place}", (Move(path, target),))


def _takes(root: KeyPath, home: tuple[str, ...]) -> bool:
    """Whether a request's key can stand at its home in the defaults, or in what differs in an environment, as well."""
    role = "defaults" if root[:1] == ("defaults",) else "override" if root[2:3] == ("overrides",) else ""
    return not role or home[0] in _keys_of(role)


@lru_cache
def _keys_of(role: str) -> frozenset[str]:
    """The keys of the defaults, or of an override."""
    return frozenset(profile_schema()["definitions"][role]["properties"])


@lru_cache(maxsize=1)
def _wire_names() -> dict[str, list[str]]:
    """The keys of a request that take the value which a name of the service's, today's or an earlier one, took."""
    rows = [(row.name, PARAMETERS.get(row.replaced_by or "", row)) for row in PARAMETERS.values()]
    return {
        name.casefold(): row.key.split(".")
        for name, row in rows
        if row.key and row.key.rpartition(".")[2] != name and says(row.name, row.key.rpartition(".")[2])
    }


def _area(path: KeyPath) -> tuple[KeyPath, str]:
    """The environment, request or custom model that a path lies in, and its kind; else the profile."""
    kind = "profile"
    found: tuple[KeyPath, str] = ((), kind)
    for index, step in enumerate(path[:-1], start=1):
        kind = child_kind(kind, str(step))
        if kind in ("environment", "request", "model"):
            found = (path[:index], kind)
    return found


@lru_cache
def _homes(kind: str) -> frozenset[tuple[str, ...]]:
    """The paths of all keys of an environment, a request, a custom model or a profile, from its own root."""
    schema = profile_schema()
    defined = schema["definitions"]
    holder = {"profile": schema, "model": defined["languageModel"]}.get(kind) or defined[kind]
    paths = {(name,) for name in holder["properties"]}
    below = {"environment": ("auth", "tls"), "request": ("audio", "parameters", "job")}.get(kind, ())
    return frozenset({*paths, *((name, key) for name in below for key in defined[name]["properties"])})


def _missing_keys(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    unknown = [key for key in error.instance if key not in error.schema["properties"]]
    for key in error.limit:
        if key in error.instance or nearest(key, unknown) or (unknown and key == "env"):
            continue  # a misspelt key is reported as such
        help_ = "begin the file with `version: 1`" if key == "version" else f"add `{key}`"
        yield "STT202", Finding(path, f"`{key}` is missing", help_, on="key")


def _wrong_kind(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    kinds = error.limit if isinstance(error.limit, list) else [error.limit]
    yield from _expected(error, kinds, path)


def _expected(error: _Error, kinds: list[str], path: KeyPath) -> Iterator[tuple[str, Finding]]:
    """One finding on a value of the wrong kind; a list of pieces or of models is not offered."""
    special = {"null", *(("number", "array") if "string" in kinds else ())}
    day = error.schema.get("pattern") == DAY_PATTERN
    wanted = "a day" if day else " or ".join(_KINDS[kind] for kind in kinds if kind not in special)
    message = f"expected {wanted}, found {_found(error.instance, path)}"
    help_ = _how_to_write(error, kinds, path) or f"give {wanted}"
    better = None if day or _may_be_secret(path) else _meant_value(error.instance, kinds)
    yield "STT203", Finding(path, message, help_, repair=_to_value(path, error.instance, better))


def _to_value(path: KeyPath, value: Any, better: Scalar | tuple[Scalar, ...]) -> Repair | None:
    """The repair that writes what was meant, if that is known."""
    if better is None:
        return None
    shown = f"[{_found(better[0], path)}]" if isinstance(better, tuple) else _found(better, path)
    how = "without brackets" if isinstance(value, list) else f"instead of {_found(value, path)}"
    return Repair(f"write {shown} {how}", (Replace(path, better),))


def _meant_value(value: Any, kinds: list[str]) -> Scalar | tuple[Scalar, ...]:
    """The value that the author certainly meant, in a kind that is wanted; None where there is none."""
    numeric = bool({"number", "integer"} & set(kinds)) and "string" not in kinds
    if isinstance(value, list):
        item = value[0] if len(value) == 1 else None
        if isinstance(item, str) and "string" not in kinds:
            return _meant_value(item, [kind for kind in kinds if kind != "array"])
        if isinstance(item, (bool, str)):
            return item if "boolean" in kinds or isinstance(item, str) else None
        return item if numeric and isinstance(item, (int, float)) else None
    if isinstance(value, str) and "boolean" in kinds:
        help_ = _BOOLEANS.get(value.lower())
        return help_ == _BOOLEANS["true"] if help_ else None
    if numeric:
        return _meant_number(value, kinds)
    if "array" in kinds and "string" not in kinds and isinstance(value, (str, int, float)):
        return (value,) if not isinstance(value, bool) and value != "" and "," not in str(value) else None
    return None


def _meant_number(value: Any, kinds: list[str]) -> Scalar:
    """The same for a number."""
    if isinstance(value, float):
        return Integer(f"{value:.0f}") if value.is_integer() and abs(value) < _LONGEST else None
    if not isinstance(value, str) or len(value) >= len(str(_LONGEST)):
        return None
    if _is_number(value) and value.lstrip("-").isdecimal():
        return Integer(value)
    written = value if _THOUSANDS.fullmatch(value) else value.replace(",", ".")
    return Real(written) if "number" in kinds and _is_number(written) else None


def _how_to_write(error: _Error, kinds: list[str], path: KeyPath) -> str | None:
    """How the value is written in the kind that is wanted; None where nothing better can be said than the kind."""
    value, allowed = error.instance, list(_allowed(error))
    if error.schema.get("pattern") == DAY_PATTERN:
        return _DAY
    if isinstance(value, str) and "boolean" in kinds:
        return _BOOLEANS.get(value.lower())
    if {"number", "integer"} & set(kinds) and "string" not in kinds:
        return _as_number(value, kinds)
    if allowed:
        return f"allowed: {shortened(allowed)}"
    if isinstance(value, bool) and "string" in kinds:
        return "put it in quotes if it is meant as text"
    if "object" in kinds and "string" not in kinds:
        keys = list(_keys(error))
        return f"its keys are {shortened(keys)}" if keys else "give each a name: `NAME: {...}`"
    if isinstance(value, list) and {"string", "boolean"} & set(kinds):
        return "write it without brackets" if [type(item) for item in value] in ([str], [bool]) else None
    if "array" in kinds and "string" not in kinds and not isinstance(value, (dict, bool)):
        shown = _found(value, path).strip('"')
        return f"put it in brackets: `[{shown}]`" if value is not None else None
    return None


def _allowed(error: _Error) -> Iterator[str]:
    """The texts that a schema lists, where it takes no other text."""
    if not any("string" in _kinds_of(cause) for cause in error.causes if cause.keyword != "enum"):
        for schema in (error.schema, *(cause.schema for cause in error.causes)):
            yield from (value for value in schema.get("enum", ()) if isinstance(value, str))


def _keys(error: _Error) -> Iterator[str]:
    """The keys that a mapping takes."""
    yield from error.schema.get("properties", ())
    for cause in error.causes:
        yield from _keys(cause)


def _as_number(value: Any, kinds: list[str]) -> str | None:
    """How a value is written as a number, where it can be one."""
    if isinstance(value, list) and len(value) == 1 and _is_number(str(value[0])):
        return "write it without brackets"
    if isinstance(value, str) and _is_number(value) and ("number" in kinds or value.lstrip("-").isdecimal()):
        return "write the number without quotes"
    if isinstance(value, str) and "number" in kinds and _is_number(value.replace(",", ".")):
        return f"write it with a point: {_brief(value.replace(',', '.'))}"
    if isinstance(value, float) and "integer" in kinds and value.is_integer() and abs(value) < _LONGEST:
        return f"write {value:.0f}"
    return None


def _is_number(text: str) -> bool:
    """Whether a text would be a number without its quotes, or its brackets."""
    return bool(_NUMBER.fullmatch(text))


def _not_allowed(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    if isinstance(error.instance, (dict, list)):
        yield from _expected(error, list(_kinds_of(error)), path)
        return
    allowed = [value for value in (error.schema.get("enum") or [error.schema.get("const")]) if value is not None]
    names = [value if isinstance(value, str) else repr(value) for value in allowed]
    near = nearest(error.instance, names) if isinstance(error.instance, str) else None
    if near and near not in allowed:
        help_ = f"write {near} without quotes"
    else:
        help_ = f"did you mean `{near}`?" if near else f"allowed: {shortened(names)}"
    better = None if _may_be_secret(path) else _meant_name(error.instance, allowed)
    repair = _to_value(path, error.instance, better)
    yield "STT204", Finding(path, f"{_found(error.instance, path)} is not allowed here", help_, repair=repair)


def _meant_name(value: Any, allowed: list[Any]) -> Scalar:
    """The one of an enumeration's values that was certainly meant; None where there is none."""
    if not isinstance(value, str):
        return None
    numbers = {str(number): number for number in allowed if isinstance(number, int)}
    return numbers[value] if value in numbers else certain(value, [name for name in allowed if isinstance(name, str)])


def _bad_name(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    name = f"`{_brief(error.instance)}`" if error.instance else "an empty text"
    help_ = "use letters, digits, `.`, `_` and `-`, and begin with a letter or digit"
    yield "STT207", Finding((*path, error.instance), f"{name} cannot be a name", help_, on="key")


def _out_of_range(error: _Error, path: KeyPath, besides: Iterable[int] = ()) -> Iterator[tuple[str, Finding]]:
    least, most = error.schema.get("minimum"), error.schema.get("maximum")
    if least is not None and most is not None:
        bounds = f"from {least:g} to {most:g}"
    else:
        bounds = f"of at least {least:g}" if most is None else f"of at most {most:g}"
    bounds = ", or ".join([bounds, *map(str, besides)])
    yield "STT204", Finding(path, f"{_found(error.instance, path)} is out of range", f"give a number {bounds}")


def _length(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    what, limit = error.keyword, error.limit
    unit = "characters" if "Length" in what else "items"
    if what.startswith("max"):
        much = "long" if "Length" in what else "many"
        yield "STT204", Finding(path, f"too {much}: {len(error.instance):,} {unit}", f"give at most {limit:,} {unit}")
    else:
        least = "write something" if "Length" in what else "give at least one"
        yield "STT204", Finding(path, "this is empty", f"{least}, or remove the key")


def _twice(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    values = list(error.instance)
    again = next(index for index, value in enumerate(values) if value in values[:index])
    yield "STT204", Finding((*path, again), "the same value stands here twice", "write each value once")


def _pattern(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    if error.of_name:
        yield from _bad_name(error, path)
    elif path[-1:] == ("env",):
        name = "this" if _may_be_secret(path) else _found(error.instance, path)
        help_ = "name the variable that holds the value: letters, digits and `_`, and no digit first"
        yield "STT207", Finding(path, f"{name} cannot name an environment variable", help_)
    else:
        yield from _bad_day(error, path)


def _bad_day(error: _Error, path: KeyPath) -> Iterator[tuple[str, Finding]]:
    yield "STT204", Finding(path, f"{_found(error.instance, path)} is not a day", _DAY)


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
            if cause.keyword in ("minimum", "maximum"):
                enums = [other for other in error.causes if other.keyword == "enum" and other.path == cause.path]
                single = [value for other in enums for value in other.limit if value is not None]
                yield from _out_of_range(cause, (*path, *cause.path), single)
            else:
                yield from _translate(cause, (*path, *cause.path))
        return
    kinds = list(dict.fromkeys(kind for causes in branches.values() for cause in causes for kind in _kinds_of(cause)))
    yield from _expected(error, kinds, path)


def _is_other_kind(error: _Error) -> bool:
    """Whether an alternative fails already because the value is of another kind."""
    if error.path:
        return False
    if error.keyword == "enum":
        values = [value for value in error.limit if value is not None]
        uncounted = isinstance(error.instance, (bool, float))  # `true` is an int to Python, and 2.0 equals 2
        return uncounted or not any(isinstance(error.instance, type(value)) for value in values)
    if error.keyword == "anyOf":
        branches: dict[Any, list[_Error]] = {}
        for cause in error.causes:
            branches.setdefault(cause.branch, []).append(cause)
        return all(any(_is_other_kind(cause) for cause in causes) for causes in branches.values())
    return error.keyword == "type"


def _kinds_of(error: _Error) -> Iterator[str]:
    if _is_of_reference(error):
        yield "reference"
    elif error.keyword == "type":
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
    "if": _exclusive,
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
    if _may_be_secret(path):
        return "a literal"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return _brief(spelling(value))
    return f'"{_brief(value)}"'


def _may_be_secret(path: KeyPath) -> bool:
    """Whether a literal here may be a secret: all of `auth` that is no mapping, and what is named like one."""
    if path[:1] == ("environments",) and path[2:3] == ("auth",):
        below = path[3:4]
        return not below or below[0] in SECRETS or isinstance(below[0], int)
    return ("job", "user_secret") in pairwise(path)


def _brief(text: str) -> str:
    """A text for a part of one line."""
    return one_line(text, most=60)
