"""What the names of audio files and the base model say: shared by the rules of audio."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from ..catalog.audio import CONTENT_TYPES, DETECTED, RAW_TYPES_BY_EXTENSION, TYPES_BY_EXTENSION
from ..catalog.rows import BaseModel, ContentType
from ..diagnostics import Related
from ..profile import Use
from ..request import Base, base_of
from ..text import Env, Text
from ..tree import KeyPath

T = TypeVar("T")

_CONTENT_TYPE = re.compile(r"(?:part_)?content[-_]type", re.IGNORECASE)
_MEANT_OTHERWISE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"@"), "take the `@` out: it is curl's, and the artefacts that need it have it"),
    (re.compile(r"~[\w.-]*/"), "write the path out: nothing expands `~`"),
    (re.compile(r"(?:.*/)?\$\w|.*\$\{"), "write `{env: NAME}` as a piece: `file: [calls/, {env: NAME}, .flac]`"),
    (re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://"), "give a local file: nothing is downloaded"),
    (re.compile(r".*\*"), "name one file: nothing expands `*`"),
    (re.compile(r".*\{[\w.-]+\}"), "take the braces of the documentation's example out"),
)


def files(use: Use) -> Iterator[tuple[KeyPath, Text]]:
    """The files of a use, each with the key that names it; standard input is none."""
    if use.audio.file and use.audio.file != ("-",) and not use.has_lost("audio", "file"):
        yield use.at("audio", "file"), use.audio.file
    if not use.has_lost("audio", "files"):
        yield from ((use.at("audio", "files", index), file) for index, file in enumerate(use.audio.files) if file)


def telling(use: Use) -> Iterator[tuple[KeyPath, Text]]:
    """The files whose names tell something: not where the author asks for detection, whatever the name."""
    if use.audio.content_type != DETECTED:
        yield from files(use)


def by_ending(file: Text, table: Mapping[str, T]) -> tuple[str, T] | None:
    """The ending of a file's name, and what a table has for it."""
    last = file[-1] if file else ""
    if isinstance(last, Env):
        return None
    name = last.rpartition("/")[2].casefold()
    return next(((ending, value) for ending, value in table.items() if name.endswith(ending)), None)


def types_named(file: Text) -> tuple[str, tuple[str, ...]] | None:
    """The ending of a file's name, and the formats that it can be of."""
    found = by_ending(file, TYPES_BY_EXTENSION)
    if found:
        return found[0], (found[1].partition(";")[0],)
    return by_ending(file, RAW_TYPES_BY_EXTENSION)


def codec_named(file: Text) -> str | None:
    """The codec that the ending of a file's name says."""
    found = by_ending(file, TYPES_BY_EXTENSION)
    return found[1].partition("codecs=")[2] or None if found else None


def meant_otherwise(file: Text) -> str | None:
    """What to do about a name that only a shell, curl or a reader would understand; None where it is one."""
    named = "".join(piece if isinstance(piece, str) else "\0" for piece in file)
    return next((help_ for pattern, help_ in _MEANT_OTHERWISE if pattern.match(named)), None)


def declared(use: Use) -> ContentType | None:
    """The format that a use declares, where it is one that the service knows."""
    return CONTENT_TYPES.get(use.audio.content_type or "")


def undeclared(use: Use) -> bool:
    """Whether nothing says the format, be it well or badly."""
    extra = use.extra
    said = (*extra.headers, *extra.start, *extra.query) if extra else ()
    return (
        use.audio.content_type is None
        and not use.has_lost("audio", "content_type")
        and not any(_CONTENT_TYPE.fullmatch(name) for name in said)
    )


def same(one: ContentType, name: str) -> bool:
    """Whether a format has this name, or another for the same."""
    return name in (one.name, one.same_as)


def number(written: str | None) -> float | None:
    """A number from the spelling of its author; None where it is none, which is reported elsewhere."""
    try:
        return float(written) if written is not None else None
    except ValueError:
        return None


def certain_base(use: Use) -> tuple[Base, BaseModel] | None:
    """The base model of a use, where nothing that might name another has been lost."""
    base = base_of(use)
    if base.row is None or any(use.has_lost(key) for key in ("model", "acoustic_model", "language_model")):
        return None
    return base, base.row


def lowest_rate(model: BaseModel) -> int | None:
    """The lowest sampling rate in Hz that a base model takes; None where no source says it."""
    return min(model.rates_accepted, default=model.rate)


def named_here(base: Base, use: Use) -> tuple[Related, ...]:
    """The place that names the base model, where one does."""
    return (Related(base.path, "the base model is named here"),) if base.path != use.at() else ()
