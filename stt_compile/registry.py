"""Folders that are registries: rules, targets, formats. A file in one is a plugin; listing them imports none."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def names(folder: str) -> list[str]:
    """The plugins of a folder of this package, sorted; files that begin with `_` are none."""
    return sorted(file.stem for file in (_HERE / folder).glob("[!_]*.py"))


def called(folder: str) -> list[str]:
    """What users call the plugins of a folder: with a dash where the file has an underscore."""
    return sorted(name.replace("_", "-") for name in names(folder))
