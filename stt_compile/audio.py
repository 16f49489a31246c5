"""The audio files themselves, which `check --audio` looks at: whether they are there, and are what the request says.

Only the beginning of a file is read, never the whole of it, and only of regular files: nothing here can be made to
wait. What a name alone says is judged by rules, always; what is found here is worth more and takes its place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from .catalog.audio import (
    CONTENT_TYPES,
    DETECTED,
    LIMITS,
    MAX_CHANNELS,
    NOT_AUDIO_BY_FIRST_BYTES,
    TYPES_BY_FIRST_BYTES,
    WAV_FIRST_BYTES,
)
from .catalog.rows import ContentType, Limit
from .diagnostics import Finding, Related, Severity
from .profile import Use
from .rules._audio import certain_base, declared, files, lowest_rate, meant_otherwise, named_here, same, types_named
from .text import literal
from .tree import KeyPath

CODES: Mapping[str, tuple[Severity, str, str]] = {
    "STT651": (
        Severity.WARNING,
        "Audio file that is not there",
        "It is looked for beside the profile; the artefact looks for it where it runs, which may be elsewhere.",
    ),
    "STT652": (
        Severity.ERROR,
        "Audio file with too little in it",
        "The service wants at least 100 bytes; a shorter file is empty, or holds something else than audio.",
    ),
    "STT653": (
        Severity.ERROR,
        "Audio beyond the limit of the interface",
        "The service refuses it, seen as `Payload exceeds the 104857600 bytes limit`, after all of it was sent.",
    ),
    "STT654": (
        Severity.ERROR,
        "Audio file of another format",
        "The service takes the declared format at its word: `unable to transcode data stream ...`.",
    ),
    "STT655": (
        Severity.ERROR,
        "Audio file sampled below the model's rate",
        "What is sampled lower than the model cannot be brought up: the request fails.",
    ),
    "STT657": (
        Severity.ERROR,
        "Audio file with too many channels",
        "The service mixes channels down to one, and takes 16 of them, in WAV files 9.",
    ),
}
"""Severity, title and reason of what is found here. STT656 (another rate than declared) is not given: only formats
without a header have a declared rate."""
SUPERSEDED: Mapping[str, str] = {"STT654": "STT610"}
"""What a name alone had said, by the code of what the file says itself."""

Found: TypeAlias = tuple[str, Severity, Finding]

_HEAD = 64 * 1024
"""As many bytes of a file are read, once more behind an ID3 tag; headers end long before."""
_ID3_HEADER = 10
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_BEGUN_WITH = frozenset(kind for _, kind in TYPES_BY_FIRST_BYTES) - {"audio/mp3"}
"""The formats whose files always begin in the same way; MP3 may begin with any frame."""
_CODECS = ((b"OpusHead", "opus"), (b"\x01vorbis", "vorbis"))
_PAGE = 256


class NotReadableError(Exception):
    """Why a file cannot be judged."""


@dataclass(frozen=True)
class Look:
    """What the beginning of a file says."""

    size: int
    kind: str | None
    """Its format by its first bytes; None where they say nothing."""
    codec: str | None
    """What an Ogg file holds, if it is one of the codecs that the service knows."""
    not_audio: str | None
    """What it is instead of audio."""
    rate: int | None
    channels: int | None


def check_audio(use: Use, folder: Path) -> Iterator[Found]:
    """Code, severity and finding for everything that the files of a use say against it.

    Args:
        folder: what relative names are relative to: the folder of the profile.
    """
    total, limit = 0, LIMITS[use.carrier]
    several: list[Finding] = []
    for path, text in files(use):
        name = literal(text)
        if name is None or meant_otherwise(text):
            continue  # known only where the artefact runs; or a mistake that has been reported
        try:
            look = look_at(folder / name)
        except NotReadableError as error:
            message = f"`{name}` {error}"
            yield _found("STT651", Finding(path, message, "it is looked for beside the profile, and was not checked"))
            continue
        if look is None:
            continue
        total += look.size
        wrong = list(_size(path, look, limit, use))
        if not wrong:
            wrong = list(_format(path, look, use)) or list(_sound(path, look, use))
        several += [finding for _, finding in wrong]
        yield from (_found(code, finding) for code, finding in wrong)
    if total > limit.max_bytes and not several:
        message = f"the files have {total} bytes together; {_taken(use, limit)}"
        yield _found("STT653", Finding(use.at("audio", "files"), message, _smaller(use), "key"))


def _found(code: str, finding: Finding) -> Found:
    return code, CODES[code][0], finding


# --- the file --------------------------------------------------------------------------------------------------------


def look_at(path: Path) -> Look | None:
    """What the beginning of a file says; None for what is no regular file: a pipe, a device.

    Raises:
        NotReadableError: it is not there, a folder, or closed to us.
    """
    try:
        if not _regular(os.stat(path).st_mode):
            return None
        descriptor = os.open(path, _FLAGS)
        with open(descriptor, "rb", buffering=0) as file:
            status = os.fstat(descriptor)
            if not _regular(status.st_mode):  # it was exchanged in between
                return None
            head = file.read(_HEAD)
            behind = _behind_tag(head)
            if behind:
                file.seek(behind)
                head = file.read(_HEAD)
    except FileNotFoundError:
        raise NotReadableError("is not there") from None
    except (OSError, ValueError) as error:  # closed; a name too long; a character that no name can have
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no name of a file"
        raise NotReadableError(f"cannot be read: {reason.lower()}") from None
    return _look(head, status.st_size, tagged=behind > 0)


def _regular(mode: int) -> bool:
    if stat.S_ISDIR(mode):
        raise NotReadableError("is a folder")
    return stat.S_ISREG(mode)


def _behind_tag(data: bytes) -> int:
    """Where the audio begins in a file that begins with an ID3 tag; 0 where there is none."""
    size = data[6:_ID3_HEADER]
    if data[:3] != b"ID3" or len(data) < _ID3_HEADER or any(byte > 0x7F for byte in size):
        return 0
    return _ID3_HEADER + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])


def _look(head: bytes, size: int, tagged: bool) -> Look:
    kind = next((kind for start, kind in TYPES_BY_FIRST_BYTES if head.startswith(start)), None)
    if head.startswith(WAV_FIRST_BYTES):
        other = head.startswith((b"RIFF", b"RF64", b"RIFX")) and head[8:12] != b"WAVE"
        kind = None if other else "audio/wav"
    if kind is None and tagged:
        kind = "audio/mp3"
    codec = None
    if kind == "audio/ogg":
        codec = next((name for mark, name in _CODECS if mark in head[:_PAGE]), None)
    not_audio = next((what for start, what in NOT_AUDIO_BY_FIRST_BYTES if head.startswith(start)), None)
    return Look(size, kind, codec, not_audio, *_properties(head))


def _properties(head: bytes) -> tuple[int | None, int | None]:
    """Sampling rate and channels, as far as the beginning of a file says them."""
    from tinytag import TinyTag, TinyTagException  # on use: no other command needs it

    try:
        tag = TinyTag.get(file_obj=BytesIO(head), tags=False)
    except (TinyTagException, OSError, ValueError):  # whatever is wrong with the header, nothing is known
        return None, None
    return tag.samplerate, tag.channels


# --- what is wrong with it -------------------------------------------------------------------------------------------


def _size(path: KeyPath, look: Look, limit: Limit, use: Use) -> Iterator[tuple[str, Finding]]:
    if look.size < limit.min_bytes:
        message = "the file is empty" if not look.size else f"the file has only {look.size} bytes"
        help_ = f"the service wants at least {limit.min_bytes} bytes of audio: record or fetch the file again"
        yield "STT652", Finding(path, message, help_)
    elif look.size > limit.max_bytes:
        yield "STT653", Finding(path, f"the file has {look.size} bytes; {_taken(use, limit)}", _smaller(use))


def _taken(use: Use, limit: Limit) -> str:
    return f"{use.interface} takes {limit.stated} ({limit.max_bytes} bytes)"


def _smaller(use: Use) -> str:
    most = max(LIMITS.items(), key=lambda item: item[1].max_bytes)
    other = (
        f", or use {most[0]}, which takes {most[1].stated}" if LIMITS[use.carrier].max_bytes < most[1].max_bytes else ""
    )
    return f"compress it (Ogg with Opus is smallest) or split it{other}"


def _format(path: KeyPath, look: Look, use: Use) -> Iterator[tuple[str, Finding]]:
    row = declared(use)
    said = (Related(use.at("audio", "content_type"), "the format is declared here"),) if row else ()
    if look.not_audio:
        yield "STT654", Finding(path, f"the file is {look.not_audio}, no audio", "put the audio itself there")
    elif row is None or row.name == DETECTED:
        return
    elif look.kind and not same(row, look.kind):
        help_ = f"write `content_type: {look.kind}`, or give a file of {row.name}"
        yield "STT654", Finding(path, f"the file is {look.kind}, not {row.name}", help_, related=said)
    elif look.kind is None and row.name in _BEGUN_WITH:
        help_ = f"give a file of {row.name}, or the `content_type` that it has"
        yield "STT654", Finding(path, f"the file does not begin as {row.name} does", help_, related=said)
    else:
        codecs = use.audio.type_parameters.get("codecs")
        if look.codec and codecs and codecs != look.codec:
            said = (Related(use.at("audio", "codecs"), "the codec is declared here"),)
            help_ = f"write `codecs: {look.codec}`, or leave it out: it is detected"
            yield "STT654", Finding(path, f"the file holds {look.codec}, not {codecs}", help_, related=said)


def _sound(path: KeyPath, look: Look, use: Use) -> Iterator[tuple[str, Finding]]:
    row = declared(use)
    if look.kind is None and not _is_mp3(path, row, use):
        return  # samples without a header may look like the header of anything
    known = certain_base(use)
    lowest = lowest_rate(known[1]) if known else None
    if known and look.rate and lowest and look.rate < lowest:
        yield (
            "STT655",
            Finding(
                path,
                f"the file has {look.rate} Hz, too little: {known[0].name} needs at least {lowest} Hz",
                "use a narrowband or telephony base model, or audio that was recorded at a higher rate",
                related=named_here(known[0], use),
            ),
        )
    kind = CONTENT_TYPES.get(look.kind or "")
    most = (kind.max_channels if kind else None) or MAX_CHANNELS
    if look.channels and look.channels > most:
        message = f"the file has {look.channels} channels; the service takes {most} here"
        yield "STT657", Finding(path, message, "mix it down: the service would make one channel of them anyway")


def _is_mp3(path: KeyPath, row: ContentType | None, use: Use) -> bool:
    """Whether something says that the file is MP3, which need not begin in any one way."""
    if row is not None and row.name != DETECTED:
        return same(row, "audio/mp3")
    named = types_named(dict(files(use))[path])
    return named is not None and "audio/mp3" in named[1]
