"""Requests with a custom acoustic model in which all that may come together in pairs does.

A row says one value of each factor. The rows are few of all those that the rules let pass: so many that every pair of
values that occurs in any of them occurs, and every kind of trust with every kind of authentication on every interface.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

from stt_compile import load

from .cases import Case
from .nasty import guid

Row = Mapping[str, str]
Goal = tuple[tuple[str, str], ...]
"""Values that shall come together."""
FACTORS: Mapping[str, tuple[str, ...]] = {
    "interface": ("websocket", "sync-http", "async-http"),
    "platform": ("IBM Cloud by location", "IBM Cloud by url", "cloud-pak-for-data", "software-hub"),
    "auth": ("apikey", "token", "password", "api_key"),
    "tls": ("public", "ca_file", "unverified"),
    "custom": ("acoustic alone", "language", "grammar", "weight", "version", "all of them"),
    "audio": ("file", "chunked", "stdin", "form of one", "form of two"),
    "values": ("literal", "run-time"),
    "model": ("written", "left out"),
    "job": ("polled", "called back"),
}
OF_ENVIRONMENTS = ("platform", "auth", "tls", "values")
OF_REQUESTS = ("interface", "custom", "audio", "values", "model", "job")
TOGETHER = (*combinations(FACTORS, 2), ("interface", "auth", "tls"))
"""Factors of which all values that may come together do."""
REFUSED: Mapping[str, tuple[tuple[str, ...], Callable[[Row], bool]]] = {
    "STT306": (OF_ENVIRONMENTS, lambda row: row["auth"] in ("password", "api_key") if cloud(row) else by_key(row)),
    "STT501": (
        OF_REQUESTS,
        lambda row: (
            (row["audio"].startswith("form") and row["interface"] != "sync-http")
            or (row["audio"] == "chunked" and row["interface"] == "websocket")
            or (row["job"] == "called back" and row["interface"] != "async-http")
        ),
    ),
}
"""Which rows the rules refuse, by code, and which part of a profile it is that they find fault with."""
PRIVATE = "stt.internal.example.com"
MODEL = "en-US_BroadbandModel"
VERSION = f"{MODEL}.v2018-07-31"
AUTHORIZE = {"authorize_url": "https://cpd.example.com/icp4d-api/v1/authorize"}


def cloud(row: Row) -> bool:
    return row["platform"].startswith("IBM Cloud")


def by_key(row: Row) -> bool:
    return row["auth"] == "apikey"


def rows() -> Iterator[Row]:
    """All that can be written down."""
    return (dict(zip(FACTORS, values)) for values in product(*FACTORS.values()))


def passes(row: Row) -> bool:
    return not any(refuses(row) for _, refuses in REFUSED.values())


def goals(row: Row) -> Iterator[Goal]:
    return (tuple((name, row[name]) for name in names) for names in TOGETHER)


@lru_cache(maxsize=1)
def chosen() -> tuple[Row, ...]:
    """Rows in which every goal of any row that passes is met: always that next which meets the most of what is left."""
    able = [row for row in rows() if passes(row)]
    bits: dict[Goal, int] = {}
    met = [sum(1 << bits.setdefault(goal, len(bits)) for goal in goals(row)) for row in able]
    left, found = (1 << len(bits)) - 1, []
    while left:
        best = max(range(len(able)), key=lambda index: (met[index] & left).bit_count())
        left &= ~met[best]
        found.append(able[best])
    return tuple(found)


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """The chosen requests; the address of each ends with its number."""
    found = []
    for number, row in enumerate(chosen()):
        compilation = load(profile({"one": environment(row, number)}, {"one": request(row)}))
        assert not compilation.errors, (row, compilation.diagnostics)
        found.append(Case(Path("pairs.stt.yaml"), compilation.plan(0)))
    return tuple(found)


def profile(environments: Mapping[str, Any], requests: Mapping[str, Any]) -> dict[str, Any]:
    return {"version": 1, "environments": environments, "requests": requests}


def name(row: Row, factors: tuple[str, ...]) -> str:
    """What an environment or a request with these values is called."""
    return re.sub("[^A-Za-z0-9.]", "-", ".".join(row[factor] for factor in factors))


def environment(row: Row, number: int) -> dict[str, Any]:
    late = row["values"] == "run-time"
    instance = {"env": f"STT_INSTANCE_{number}"} if late else guid(number)
    user = {"env": "STT_USER"} if late else "me@example.com"
    installed = {
        "url": ["https://cpd.example.com/speech-to-text/cpd/instances/", instance, "/api"],
        "default_model": MODEL,
    }
    where: Mapping[str, dict[str, Any]] = {
        "IBM Cloud by location": {"platform": "ibm-cloud", "location": "eu-de", "instance_id": instance},
        "IBM Cloud by url": {"platform": "ibm-cloud", "url": [f"https://{PRIVATE}/instances/", instance]},
        "cloud-pak-for-data": {"platform": "cloud-pak-for-data", **installed},
        "software-hub": {"platform": "software-hub", **installed},
    }
    auth: Mapping[str, dict[str, Any]] = {
        "apikey": {"apikey": {"env": "STT_APIKEY"}},
        "token": {"token": {"env": "STT_TOKEN"}},
        "password": {**AUTHORIZE, "username": user, "password": {"env": "STT_PASSWORD"}},
        "api_key": {**AUTHORIZE, "username": user, "api_key": {"env": "STT_USER_KEY"}},
    }
    tls: Mapping[str, dict[str, Any]] = {
        "public": {},
        "ca_file": {"tls": {"ca_file": ["certs/", {"env": "STT_AUTHORITY"}, ".pem"] if late else "certs/stt.pem"}},
        "unverified": {"tls": {"verify": False}},
    }
    return {
        **where[row["platform"]],
        **tls[row["tls"]],
        "auth": auth[row["auth"]],
        "service_date": "2025-06-30" if row["platform"] == "software-hub" else "2023-06-30",
        "acoustic_models": {
            "own": {"customization_id": {"env": "STT_ACOUSTIC_ID"} if late else guid(1001), "base_model": MODEL}
        },
        "language_models": {
            "own": {"customization_id": {"env": "STT_LANGUAGE_ID"} if late else guid(1002), "base_model": MODEL}
        },
    }


def request(row: Row) -> dict[str, Any]:
    file = ["calls/", {"env": "STT_FILE"}, ".flac"] if row["values"] == "run-time" else "calls/one call.flac"
    audio: Mapping[str, dict[str, Any]] = {
        "file": {"file": file},
        "chunked": {"file": file, "transfer_encoding": "chunked"},
        "stdin": {"file": "-"},
        "form of one": {"multipart": True, "files": [file]},
        "form of two": {"multipart": True, "files": [file, "calls/another.flac"]},
    }
    custom, every = row["custom"], row["custom"] == "all of them"
    language = every or custom in ("language", "grammar", "weight")
    called = {"callback_url": "https://ops.example.com/results", "user_secret": {"env": "STT_CALLBACK_SECRET"}}
    return {
        "interface": row["interface"],
        "acoustic_model": "own",
        "audio": {**audio[row["audio"]], "content_type": "audio/flac"},
        **({"model": MODEL} if row["model"] == "written" else {}),
        **({"language_model": "own"} if language else {}),
        **({"base_model_version": VERSION} if every or custom == "version" else {}),
        **({"job": called} if row["job"] == "called back" else {}),
        "parameters": {
            **({"grammar_name": "order-numbers"} if every or custom == "grammar" else {}),
            **({"customization_weight": 0.4} if every or custom == "weight" else {}),
        },
    }
