"""Audio formats, how much audio a request takes, and after what the service gives up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .rows import Carrier, ContentType, ContentTypeParameter, Limit, String, Timeout, Whole

CONTENT_TYPES_SOURCES = (
    "audio-formats.md@2026-06-30",
    "audio-formats.md@2020-07-04",
    "release-notes.md@2026-06-30",
    "python-sdk speech_to_text_v1.py@2024-12-04",
)
_SOURCES = CONTENT_TYPES_SOURCES

DETECTED = "application/octet-stream"
"""The type that asks the service to find out the format."""
CONTENT_TYPES: Mapping[str, ContentType] = MappingProxyType(
    {
        row.name: row
        for row in (
            ContentType(
                name="audio/alaw",
                explicit_required=True,
                required_params=("rate",),
                channels=1,
                compression="lossy",
                since="2019-03-15",
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/basic",
                explicit_required=True,
                channels=1,
                fixed_rate=8000,
                narrowband_only=True,
                compression="lossy",
                since="2016-06-23",
                notes=("8-bit u-law",),
                sources=_SOURCES,
            ),
            ContentType(name="audio/flac", explicit_required=False, compression="lossless", sources=_SOURCES),
            ContentType(
                name="audio/g729",
                explicit_required=False,
                fixed_rate=8000,
                narrowband_only=True,
                compression="lossy",
                since="2018-12-20",
                notes=("Annex D only, not Annex J",),
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/l16",
                explicit_required=True,
                required_params=("rate",),
                optional_params=("channels", "endianness"),
                max_channels=16,
                compression="none",
                notes=("raw linear 16-bit PCM", "detection of the endianness can fail on short audio"),
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/mp3",
                explicit_required=False,
                compression="lossy",
                same_as="audio/mpeg",
                since="2017-07-14",
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/mpeg",
                explicit_required=False,
                compression="lossy",
                same_as="audio/mp3",
                since="2017-07-14",
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/mulaw",
                explicit_required=True,
                required_params=("rate",),
                channels=1,
                compression="lossy",
                since="2016-09-22",
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/ogg",
                explicit_required=False,
                optional_params=("codecs",),
                compression="lossy",
                since="2015-09-21",
                notes=(
                    "opus since 2015-09-21, vorbis since 2017-04-10",
                    "the codec is detected when it is left out; opus preferred",
                ),
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/wav",
                explicit_required=False,
                max_channels=9,
                compression="none, lossless or lossy",
                since="2015-07-01",
                notes=("any encoding", "the limit on channels comes from FFmpeg"),
                sources=_SOURCES,
            ),
            ContentType(
                name="audio/webm",
                explicit_required=False,
                optional_params=("codecs",),
                compression="lossy",
                since="2017-04-10",
                notes=("the codec is detected when it is left out",),
                sources=_SOURCES,
            ),
            ContentType(
                name=DETECTED,
                explicit_required=False,
                notes=(
                    "asks for detection, as leaving the type out does",
                    "not accepted for audio resources of custom acoustic models",
                ),
                sources=_SOURCES,
            ),
        )
    }
)
"""The formats by their names, without parameters."""
EXPLICIT_SINCE = "2018-10-09"
"""First day on which the formats that the service detects could be left out."""

CONTENT_TYPE_PARAMETERS: Mapping[str, ContentTypeParameter] = MappingProxyType(
    {
        row.name: row
        for row in (
            ContentTypeParameter(
                name="rate",
                summary="The sampling rate.",
                type=Whole(minimum=1),
                applies_to=("audio/alaw", "audio/l16", "audio/mulaw"),
                unit="Hz",
                example=16000,
                notes=("the minimum is inferred; none is documented",),
                sources=_SOURCES,
            ),
            ContentTypeParameter(
                name="channels",
                summary="The number of channels, where there is more than one.",
                type=Whole(minimum=1, maximum=16),
                applies_to=("audio/l16",),
                default="1",
                notes=("the service mixes all of them down to one", "the minimum is inferred; none is documented"),
                sources=_SOURCES,
            ),
            ContentTypeParameter(
                name="endianness",
                summary="The order of the bytes of a sample.",
                type=String(values=("big-endian", "little-endian")),
                applies_to=("audio/l16",),
                default="detected",
                since="2017-10-02",
                sources=_SOURCES,
            ),
            ContentTypeParameter(
                name="codecs",
                summary="The codec inside the container.",
                type=String(values=("opus", "vorbis")),
                applies_to=("audio/ogg", "audio/webm"),
                default="detected",
                sources=_SOURCES,
            ),
        )
    }
)
"""The parameters of formats, in the order in which they are written behind the name."""
PARAMETER_SEPARATOR = ";"
"""What stands before each of them, without a blank, as in the documentation."""

_MB = 1024 * 1024
_LIMIT_NOTE = "read as 1024 * 1024 bytes, after an error text of the service: exceeds the 104857600 bytes limit"
LIMITS: Mapping[Carrier, Limit] = MappingProxyType(
    {
        "websocket": Limit(
            min_bytes=100,
            max_bytes=100 * _MB,
            stated="100 MB",
            max_frame_bytes=4 * _MB,
            notes=(_LIMIT_NOTE, "a frame above 4 MB closes the connection with code 1009"),
            sources=("websockets.md@2026-06-30", "node-sdk issue 775 (2018-09-03)"),
        ),
        "sync-http": Limit(
            min_bytes=100,
            max_bytes=100 * _MB,
            stated="100 MB",
            notes=(_LIMIT_NOTE,),
            sources=("http.md@2026-06-30", "basic-request.md@2026-06-30"),
        ),
        "sync-http-multipart": Limit(
            min_bytes=100,
            max_bytes=100 * _MB,
            stated="100 MB",
            notes=(_LIMIT_NOTE, "not stated separately"),
            sources=("http.md@2026-06-30",),
        ),
        "async-http": Limit(
            min_bytes=100,
            max_bytes=1024 * _MB,
            stated="1 GB",
            notes=("read as 1024 * 1024 * 1024 bytes",),
            sources=("async.md@2026-06-30", "async.md@2020-07-04"),
        ),
    }
)
"""How much audio a request takes."""
SECONDS_IN_100_MB: Mapping[str, int] = MappingProxyType(
    {"audio/wav": 55 * 60, "audio/flac": 100 * 60, "audio/mp3": 200 * 60, "audio/ogg": 520 * 60}
)
"""How long audio of that size lasts, by format, as the documentation estimates it."""
SECONDS_IN_100_MB_SOURCES = ("audio-formats.md@2026-06-30",)
QUERY_LIMIT_BYTES = 8 * 1024
"""Parameters of an HTTP request should stay under it: a limit of most servers and proxies, not of the service (R14)."""
QUERY_LIMIT_SOURCES = ("http.md@2026-06-30", "spotting.md@2026-06-30")

MAX_CHANNELS = 16
MAX_CHANNELS_SOURCES = ("audio-terminology.md@2026-06-30",)
MINIMUM_RATES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "broadband": (16000,),
        "multimedia": (16000,),
        "narrowband": (8000,),
        "telephony": (8000,),
        "short_form": (8000,),
        "medical": (8000,),
        "lsm": (8000, 16000),
    }
)
"""The lowest sampling rate in Hz that audio must have, by type of base model; large models (`lsm`) take both.

Audio of a higher rate is brought down to it; with a lower rate the request fails.
"""
MINIMUM_RATES_SOURCES = (
    "audio-terminology.md@2026-06-30",
    "audio-formats.md@2020-07-04",
    "features.md@2026-06-30",
    "python-sdk speech_to_text_v1.py@2024-12-04",
)

_TIMEOUT_SOURCES = ("input.md@2026-06-30", "input.md@2020-07-04", "websockets.md@2026-06-30")
TIMEOUTS: Mapping[str, Timeout] = MappingProxyType(
    {
        row.id: row
        for row in (
            Timeout(
                id="inactivity",
                seconds=30,
                trigger="audio arrives, but no speech is found in it",
                parameter="inactivity_timeout",
                http_status=400,
                message="No speech detected for 30s",
                applies_to=("websocket", "HTTP streaming"),
                notes=("-1 switches it off",),
                sources=_TIMEOUT_SOURCES,
            ),
            Timeout(
                id="session",
                seconds=30,
                trigger=(
                    "less than 15 seconds of audio in any window of 30 seconds before the last chunk, or audio that "
                    "arrives much slower than real time"
                ),
                http_status=408,
                applies_to=("websocket", "HTTP streaming"),
                notes=(
                    "cannot be changed; the clock starts once all the audio received is processed",
                    "silence counts as audio: keep sending it, with inactivity_timeout -1",
                ),
                sources=_TIMEOUT_SOURCES,
            ),
            Timeout(
                id="http_rest",
                seconds=30,
                trigger="nothing moves on an HTTP connection",
                applies_to=("HTTP streaming",),
                notes=("the service prevents it: it sends a space every 20 seconds while it works",),
                sources=_TIMEOUT_SOURCES,
            ),
            Timeout(
                id="websocket_read",
                seconds=None,
                trigger="the client's library sends no ping and pong frames",
                applies_to=("websocket",),
                notes=("keep streaming, or ask for interim results",),
                sources=_TIMEOUT_SOURCES,
            ),
        )
    }
)
"""What ends a request before its time."""

TYPES_BY_EXTENSION: Mapping[str, str] = MappingProxyType(
    {
        ".mp3": "audio/mp3",
        ".wav": "audio/wav",
        ".flac": "audio/flac",
        ".ogg": "audio/ogg",
        ".oga": "audio/ogg",
        ".opus": "audio/ogg;codecs=opus",
        ".webm": "audio/webm",
    }
)
"""What the ending of a file's name hints at."""
TYPES_BY_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"fLaC", "audio/flac"),
    (b"RIFF", "audio/wav"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mp3"),
    (b"\x1a\x45\xdf\xa3", "audio/webm"),
)
"""What a file's first bytes hint at."""
ARCHIVE_EXTENSIONS: Mapping[str, str] = MappingProxyType({".zip": "application/zip", ".tar.gz": "application/gzip"})
"""Archives, which only the audio resources of custom acoustic models may be."""
FILE_HINTS_SOURCES = ("node-sdk content-type.ts", "acoustic-resource.md@2026-06-30")

_ANY_RAW = ("audio/l16", "audio/alaw", "audio/mulaw", "audio/basic", "audio/g729")
RAW_TYPES_BY_EXTENSION: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ".alaw": ("audio/alaw",),
        ".al": ("audio/alaw",),
        ".au": ("audio/basic", "audio/mulaw"),
        ".g729": ("audio/g729",),
        ".l16": ("audio/l16",),
        ".mulaw": ("audio/mulaw", "audio/basic"),
        ".ulaw": ("audio/mulaw", "audio/basic"),
        ".ul": ("audio/mulaw", "audio/basic"),
        ".pcm": _ANY_RAW,
        ".raw": _ANY_RAW,
    }
)
"""What the endings of files without a header leave open, the likeliest first."""
VIDEO_EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        ".avi": "AVI",
        ".flv": "Flash video",
        ".m4v": "MP4",
        ".mkv": "Matroska",
        ".mov": "QuickTime",
        ".mp4": "MP4",
        ".ogv": "Ogg video",
        ".wmv": "Windows Media",
    }
)
"""Containers with picture and sound, which the service does not take."""
UNLISTED_EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        ".3gp": "3GP",
        ".aac": "AAC",
        ".aif": "AIFF",
        ".aiff": "AIFF",
        ".amr": "AMR",
        ".caf": "Core Audio",
        ".m4a": "AAC in MP4",
        ".wma": "Windows Media audio",
    }
)
"""Audio that is none of the service's formats; no source says what becomes of it."""
NOT_AUDIO_BY_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"version https://git-lfs", "a Git LFS pointer"),
)
"""The beginnings of files that stand where audio should and are none."""
WAV_FIRST_BYTES = (b"RIFF", b"RF64", b"RIFX", b"riff")
"""The beginnings of WAV and its large variants, whichever the service's FFmpeg takes."""
FILE_NAMES_SOURCES = (
    "audio-formats.md@2026-06-30",
    "common names of files: soxformat(7), IANA media types, git-lfs spec.md, RFC 1952, PKWARE APPNOTE",
)

CURL_DEFAULT_CONTENT_TYPE = "application/x-www-form-urlencoded"
"""What curl sends with a body where no `Content-Type` is given (R50)."""
CURL_SOURCES = CONTENT_TYPES_SOURCES
