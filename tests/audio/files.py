"""Tiny audio files: real ones where the standard library writes them, headers by hand for the rest."""

from __future__ import annotations

import io
import struct
import wave


def wav(rate: int = 16000, channels: int = 1, frames: int = 200) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\0\0" * channels * frames)
    return buffer.getvalue()


def wav_of(encoding: int, rate: int) -> bytes:
    """A WAV file whose samples are encoded otherwise; 7 is u-law."""
    fmt = struct.pack("<HHIIHHH", encoding, 1, rate, rate, 1, 8, 0)
    chunks = b"fmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", 200) + b"\xff" * 200
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def flac(rate: int = 16000, channels: int = 1) -> bytes:
    packed = rate << 44 | (channels - 1) << 41 | 15 << 36 | rate
    info = struct.pack(">HH6s", 4096, 4096, b"\0" * 6) + packed.to_bytes(8, "big") + b"\0" * 16
    return b"fLaC" + b"\x80" + len(info).to_bytes(3, "big") + info + b"\xff\xf8" + b"\0" * 200


def page(packet: bytes, flags: int = 2) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, 1, 0, 0, 1) + bytes([len(packet)])
    return head + packet


def opus(channels: int = 1, rate: int = 8000) -> bytes:
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, 312, rate, 0, 0)
    return page(head) + page(b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0), 0) + page(b"\0" * 100)


def vorbis(rate: int = 16000, channels: int = 1) -> bytes:
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, channels, rate, 0, 64000, 0, 0xB8, 1)
    return page(head) + page(b"\0" * 100, 0)


def mp3(tag: int | None = None, frames: int = 10) -> bytes:
    """MPEG 1, layer III, 64 kbit/s, 44100 Hz, mono; behind an ID3 tag of so many bytes."""
    frame = b"\xff\xfb\x50\xc4" + b"\0" * 204
    head = b""
    if tag is not None:
        head = b"ID3\x04\0\0" + bytes((tag >> shift) & 0x7F for shift in (21, 14, 7, 0)) + b"\0" * tag
    return head + frame * frames


def webm() -> bytes:
    return b"\x1a\x45\xdf\xa3" + b"\0" * 200
