"""Settings of a project: `[tool.stt-compile]` of the nearest `pyproject.toml`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .names import nearest

TABLE = "stt-compile"


@dataclass(frozen=True)
class Settings:
    """What may be set; an option of the command line wins."""

    select: tuple[str, ...] = ()
    """Codes or their beginnings; where given, only these are reported."""
    ignore: tuple[str, ...] = ()
    """Codes or their beginnings that are not reported."""
    strict: bool = False
    as_of: str | None = None

    def reports(self, code: str) -> bool:
        """Whether findings of a code count."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore))


class BadSettings(ValueError):
    """Settings that cannot be understood; the text says where and why."""


def nearest_to(folder: Path) -> Settings:
    """The settings that hold for a folder: of the nearest `pyproject.toml` above it, if that has the table.

    Raises:
        BadSettings: the file cannot be read, or the table holds what it should not.
    """
    here = Path(os.path.abspath(folder))  # not `resolve`, which fails on links in a circle
    for above in (here, *here.parents):
        file = above / "pyproject.toml"
        if file.is_file():
            return _read(file)
    return Settings()


def _read(file: Path) -> Settings:
    try:
        return parsed(str(file), file.read_bytes())
    except OSError as error:
        raise BadSettings(f"{file}: {error}") from None


def parsed(file: str, data: bytes) -> Settings:
    """The settings that a `pyproject.toml` holds.

    Raises:
        BadSettings: the table holds what it should not.
    """
    try:
        text = data.decode("utf-8")
        table = _toml().loads(text).get("tool", {}).get(TABLE, {}) if TABLE in text else {}
    except ValueError as error:  # not UTF-8, or not TOML
        raise BadSettings(f"{file}: {error}") from None
    if not isinstance(table, dict):
        raise BadSettings(f"{file}: tool.{TABLE} is not a table")
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in _READERS:
            near = nearest(key, [known.replace("_", "-") for known in _READERS])
            raise BadSettings(f"{file}: [tool.{TABLE}] has no {key!r}" + (f"; did you mean {near!r}?" if near else ""))
        values[name] = _READERS[name](file, key, value)
    return Settings(**values)


def _toml() -> Any:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib


def _codes(file: str, key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(code, str) and code.startswith("STT") for code in value):
        return tuple(value)
    raise BadSettings(f"{file}: {key} takes a list of codes or their beginnings, like ['STT5', 'STT803']")


def _flag(file: str, key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise BadSettings(f"{file}: {key} takes true or false")


def _day(file: str, key: str, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise BadSettings(f"{file}: {key} takes a day, as 'YYYY-MM-DD'") from None


_READERS: Mapping[str, Callable[[str, str, Any], Any]] = {
    "select": _codes,
    "ignore": _codes,
    "strict": _flag,
    "as_of": _day,
}
