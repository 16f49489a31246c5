"""The pictures show what the commands print now."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from tests.conftest import Golden

from .pictures import FOLDER, PICTURES, drawn, printed


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_fresh(name: str, golden: Golden) -> None:
    golden(FOLDER / f"{name}.svg", drawn(name))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_every_word(name: str) -> None:
    root = ElementTree.fromstring(drawn(name))
    shown = "".join(unescape(text) for text in root.itertext()).replace("\N{NO-BREAK SPACE}", " ")
    words = re.sub(r"\x1b\[[0-9;]*m", "", printed(PICTURES[name])).split()
    assert len(words) > 20
    assert set(words) <= set(shown.split())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_needs_nothing_from_elsewhere(name: str) -> None:
    assert re.findall(r"https?://[^\s\"']+", re.sub(r">[^<]*<", "><", drawn(name))) == ["http://www.w3.org/2000/svg"]
