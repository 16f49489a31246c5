"""What the audio files themselves say against a request: each file is made here, and looked at through a profile."""

from __future__ import annotations

import json
import os
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stt_compile import reading, rules, shape, syntax
from stt_compile.audio import CODES, SUPERSEDED, NotReadableError, look_at
from stt_compile.compile import Compilation, compile_bytes
from stt_compile.diagnostics import Severity
from tests.reports import report

from .files import flac, mp3, opus, page, vorbis, wav, wav_of, webm

MB = 1024 * 1024
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345678\n"

Check = Callable[..., Compilation]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Compiles a profile with one request, and looks at its files."""

    def run(audio: dict[str, Any], audio_too: bool = True, **request: Any) -> Compilation:
        profile = {
            "version": 1,
            "environments": {
                "production": {
                    "platform": "ibm-cloud",
                    "location": "eu-de",
                    "instance_id": {"env": "I"},
                    "auth": {"apikey": {"env": "K"}},
                    "service_date": "2020-06-23",
                }
            },
            "requests": {
                "live": {"interface": "websocket", "model": "en-US_BroadbandModel", "audio": audio, **request}
            },
        }
        data = json.dumps(profile, indent=1).encode()
        return compile_bytes("stt.yaml", data, tmp_path / "stt.yaml", audio=audio_too)

    return run


def codes(compilation: Compilation) -> list[str]:
    return [diagnostic.code for diagnostic in compilation.diagnostics]


def text(compilation: Compilation) -> str:
    return report([compilation], colour=False)


# --- the codes -------------------------------------------------------------------------------------------------------


def test_codes_are_their_own() -> None:
    others = [*syntax.CODES, *reading.CODES, *shape.CODES, *(rule.code for rule in rules.load())]
    assert not set(CODES) & set(others)
    assert all(re.fullmatch(r"STT65\d", code) for code in CODES)
    titles = [title for _, title, _ in CODES.values()] + [rule.title for rule in rules.load()]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert set(SUPERSEDED) <= set(CODES)
    assert set(SUPERSEDED.values()) <= set(others)


# --- whether it is there ---------------------------------------------------------------------------------------------


def test_only_when_asked(check: Check) -> None:
    assert codes(check({"file": "call.flac"}, audio_too=False)) == []


def test_missing(check: Check) -> None:
    found = check({"file": "call.flac"})
    assert [(d.code, d.severity) for d in found.diagnostics] == [("STT651", Severity.WARNING)]
    assert "`call.flac` is not there" in text(found)
    assert not found.blocked


def test_folder(check: Check, tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    found = check({"file": "calls"})
    assert codes(found) == ["STT651"]
    assert "`calls` is a folder" in text(found)


def test_closed(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "call.flac").write_bytes(flac())

    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    found = check({"file": "call.flac"})
    assert codes(found) == ["STT651"]
    assert "cannot be read: permission denied" in text(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipe_is_left_alone(check: Check, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "call.flac")
    assert codes(check({"file": "call.flac"})) == []


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_device_is_left_alone(check: Check) -> None:
    assert codes(check({"file": "/dev/zero"})) == []


def test_link_to_nothing_and_links_in_a_circle(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.flac").symlink_to("nothing")
    (tmp_path / "b.flac").symlink_to("b.flac")
    assert codes(check({"file": "a.flac"})) == ["STT651"]
    assert codes(check({"file": "b.flac"})) == ["STT651"]


@pytest.mark.parametrize("name", ["x" * 5000, "a\ud800.flac"])
def test_names_that_no_file_can_have(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadableError):
        look_at(tmp_path / name)


def test_name_with_a_null_character(tmp_path: Path) -> None:
    with pytest.raises(NotReadableError):
        look_at(tmp_path / "a\0.flac")


def test_run_time_names_and_standard_input_are_not_looked_for(check: Check) -> None:
    assert codes(check({"file": ["calls/", {"env": "DAY"}, ".flac"]})) == []
    assert codes(check({"file": "-"})) == []


def test_name_that_is_a_mistake_is_that_mistake(check: Check) -> None:
    assert codes(check({"file": "@call.flac"})) == ["STT612"]


def test_beside_the_profile(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "one.flac").write_bytes(flac())
    monkeypatch.chdir("/")
    assert codes(check({"file": "calls/one.flac"})) == []


# --- its size --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "words"), [(0, "the file is empty"), (99, "has only 99 bytes")])
def test_too_small(check: Check, tmp_path: Path, size: int, words: str) -> None:
    (tmp_path / "call.flac").write_bytes(flac()[:size])
    found = check({"file": "call.flac", "content_type": "audio/flac"})
    assert codes(found) == ["STT652"]
    assert words in text(found)
    assert found.blocked


def test_smallest(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.flac").write_bytes(flac()[:100])
    assert codes(check({"file": "call.flac"})) == []


def sized(path: Path, head: bytes, size: int) -> None:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)


@pytest.mark.parametrize(
    ("interface", "size", "expected"),
    [
        ("websocket", 100 * MB, []),
        ("websocket", 100 * MB + 1, ["STT653"]),
        ("sync-http", 100 * MB + 1, ["STT653"]),
        ("async-http", 100 * MB + 1, []),
        ("async-http", 1024 * MB + 1, ["STT653"]),
    ],
)
def test_too_big(check: Check, tmp_path: Path, interface: str, size: int, expected: list[str]) -> None:
    sized(tmp_path / "call.wav", wav(), size)
    found = check({"file": "call.wav"}, interface=interface)
    assert codes(found) == expected
    if expected:
        assert f"the file has {size} bytes; {interface} takes" in text(found)
        assert ("use async-http" in text(found)) is (interface != "async-http")


def test_too_big_together(check: Check, tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        sized(tmp_path / name, wav(), 60 * MB)
    found = check({"files": ["a.wav", "b.wav"], "multipart": True}, interface="sync-http")
    assert codes(found) == ["STT653"]
    assert f"the files have {120 * MB} bytes together" in text(found)


def test_only_the_beginning_is_read(tmp_path: Path) -> None:
    sized(tmp_path / "call.mp3", mp3(tag=200_000), 1024 * MB)
    look_at(tmp_path / "call.mp3")
    tracemalloc.start()
    look = look_at(tmp_path / "call.mp3")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert look
    assert (look.kind, look.rate, look.channels) == ("audio/mp3", 44100, 1)
    assert peak < MB


# --- its format ------------------------------------------------------------------------------------------------------

FILES = {
    "audio/wav": wav(),
    "audio/flac": flac(),
    "audio/ogg": opus(),
    "audio/webm": webm(),
    "audio/mp3": mp3(tag=10),
}


@pytest.mark.parametrize("real", FILES)
@pytest.mark.parametrize("declared", [*FILES, "audio/mpeg", "application/octet-stream", None])
def test_declared_and_real_format(check: Check, tmp_path: Path, declared: str | None, real: str) -> None:
    (tmp_path / "call").write_bytes(FILES[real])
    found = check({"file": "call", **({"content_type": declared} if declared else {})})
    fits = declared in (None, "application/octet-stream", real) or {declared, real} == {"audio/mpeg", "audio/mp3"}
    assert codes(found) == ([] if fits else ["STT654"])
    if not fits:
        assert f"the file is {real}, not {declared}" in text(found)
        assert "the format is declared here" in text(found)


def test_what_the_file_says_takes_the_place_of_what_its_name_says(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(wav())
    audio = {"file": "call.wav", "content_type": "audio/flac"}
    assert codes(check(audio, audio_too=False)) == ["STT610"]
    assert codes(check(audio)) == ["STT654"]
    (tmp_path / "call.wav").write_bytes(flac())
    assert codes(check(audio)) == ["STT610"]


def test_something_else_entirely(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.flac").write_bytes(b"<html>" * 100)
    found = check({"file": "call.flac", "content_type": "audio/flac"})
    assert codes(found) == ["STT654"]
    assert "does not begin as audio/flac does" in text(found)
    assert codes(check({"file": "call.flac"})) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [(LFS, "a Git LFS pointer"), (b"PK\x03\x04" + b"\0" * 200, "a ZIP archive"), (b"\x1f\x8b" * 60, "a gzip archive")],
)
@pytest.mark.parametrize("declared", ["audio/wav", "application/octet-stream", None])
def test_no_audio(check: Check, tmp_path: Path, data: bytes, words: str, declared: str | None) -> None:
    (tmp_path / "call.wav").write_bytes(data)
    found = check({"file": "call.wav", **({"content_type": declared} if declared else {})})
    assert codes(found) == ["STT654"]
    assert f"the file is {words}, no audio" in text(found)


def test_riff_that_is_no_wav(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(b"RIFF\0\0\0\0AVI " + b"\0" * 200)
    assert codes(check({"file": "call.wav", "content_type": "audio/wav"})) == ["STT654"]


def test_flac_behind_a_tag(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.flac").write_bytes(mp3(tag=100_000, frames=0) + flac())
    assert codes(check({"file": "call.flac", "content_type": "audio/flac"})) == []


def test_mp3_begins_in_many_ways(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.mp3").write_bytes(mp3())
    assert codes(check({"file": "call.mp3", "content_type": "audio/mpeg"})) == []
    (tmp_path / "call.mp3").write_bytes(b"\0" * 300 + mp3())
    assert codes(check({"file": "call.mp3", "content_type": "audio/mpeg"})) == []


@pytest.mark.parametrize(("data", "declared", "expected"), [(opus(), "opus", []), (opus(), "vorbis", ["STT654"])])
def test_codec(check: Check, tmp_path: Path, data: bytes, declared: str, expected: list[str]) -> None:
    (tmp_path / "call.ogg").write_bytes(data)
    assert codes(check({"file": "call.ogg", "content_type": "audio/ogg", "codecs": declared})) == expected


def test_each_file_of_a_form(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.flac").write_bytes(wav())
    (tmp_path / "b.flac").write_bytes(flac())
    (tmp_path / "c.flac").write_bytes(b"")
    audio = {"files": ["a.flac", "b.flac", "c.flac"], "multipart": True, "content_type": "audio/flac"}
    found = check(audio, interface="sync-http")
    assert [(d.code, d.path[-1]) for d in found.diagnostics] == [("STT654", 0), ("STT652", 2)]


# --- rate and channels -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (wav(8000), ["STT655"]),
        (wav_of(7, 8000), ["STT655"]),
        (flac(11025), ["STT655"]),
        (vorbis(8000), ["STT655"]),
        (wav(16000), []),
        (flac(44100), []),
        (vorbis(16000), []),
        (opus(rate=8000), []),  # Opus has one rate
        (mp3(), []),
    ],
)
def test_rate(check: Check, tmp_path: Path, data: bytes, expected: list[str]) -> None:
    (tmp_path / "call").write_bytes(data)
    assert codes(check({"file": "call"})) == expected
    assert codes(check({"file": "call"}, model="en-US_NarrowbandModel")) == []


def test_rate_says_whose(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(wav(8000))
    said = text(check({"file": "call.wav"}))
    assert "the file has 8000 Hz, too little: en-US_BroadbandModel needs at least 16000 Hz" in said
    assert "the base model is named here" in said


def test_samples_without_a_header_look_like_anything(check: Check, tmp_path: Path) -> None:
    (tmp_path / "call.pcm").write_bytes(b"\xff\xe3\x18\xc4" + b"\0" * 400)
    assert codes(check({"file": "call.pcm", "content_type": "audio/l16", "rate": 16000})) == []
    assert codes(check({"file": "call.pcm", "content_type": "application/octet-stream"})) == []
    (tmp_path / "call.pcm").rename(tmp_path / "call.mp3")
    assert codes(check({"file": "call.mp3"})) == ["STT655"]  # as MP3 it has 8000 Hz


@pytest.mark.parametrize(
    ("data", "expected"),
    [(wav(channels=9), []), (wav(channels=10), ["STT657"]), (opus(16), []), (opus(17), ["STT657"])],
)
def test_channels(check: Check, tmp_path: Path, data: bytes, expected: list[str]) -> None:
    (tmp_path / "call").write_bytes(data)
    assert codes(check({"file": "call"})) == expected


# --- any bytes -------------------------------------------------------------------------------------------------------

HEADS = [wav(), wav_of(7, 8000), flac(), opus(), vorbis(), webm(), mp3(), mp3(tag=10), page(b""), LFS]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(HEADS)))
    for _ in range(draw(st.integers(0, 8))):
        data[draw(st.integers(0, min(len(data), 120) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))])


@given(st.one_of(st.binary(max_size=400), damaged()))
@example(b"ID3\x04\0\0\x7f\x7f\x7f\x7f")
@example(b"ID3\x04\0\0\xff\xff\xff\xff")
@example(b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff")
@example(b"fLaC\x00\xff\xff\xff")
def test_survives_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    look = look_at(path)
    assert look
    assert look.size == len(data)
    assert look.rate is None or look.rate > 0
    assert look.channels is None or look.channels > 0
