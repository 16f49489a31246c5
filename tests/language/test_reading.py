"""Files that extend files: how deep they may, and that only files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from stt_compile import load
from stt_compile.reading import MAX_CHAIN

FRAGMENT = "version: 1\n"


def chain(folder: Path, length: int) -> Path:
    """Files of which each extends the next; the first of them."""
    for index in range(length):
        extends = f"extends: [f{index + 1}.stt.yaml]\n" if index + 1 < length else ""
        (folder / f"f{index}.stt.yaml").write_text(FRAGMENT + extends, encoding="utf-8")
    return folder / "f0.stt.yaml"


def test_a_chain_of_files_may_be_long(tmp_path: Path) -> None:
    assert not load(chain(tmp_path, MAX_CHAIN)).diagnostics


@pytest.mark.parametrize("length", [MAX_CHAIN + 1, 2000])
def test_a_chain_of_files_ends(tmp_path: Path, length: int) -> None:
    (found,) = load(chain(tmp_path, length)).diagnostics
    assert found.code == "STT105"
    assert found.span
    assert found.span.source.name.endswith(f"f{MAX_CHAIN - 1}.stt.yaml")
    assert found.span.position == (2, 11)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A folder here; a pipe or a device is told apart by the same question."""
    (tmp_path / "folder").mkdir()
    file = tmp_path / "stt.yaml"
    file.write_text(FRAGMENT + "extends: [folder]\n", encoding="utf-8")
    (found,) = load(file).diagnostics
    assert (found.code, found.message) == ("STT107", "cannot read `folder`: not a regular file")
