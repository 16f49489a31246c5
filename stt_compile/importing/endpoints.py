"""Which addresses ask for recognition, and what others are."""

from __future__ import annotations

import re

from ..catalog.platforms import PATHS
from .values import meant

_RECOGNITION = re.compile(
    rf"(?:{'|'.join(map(re.escape, dict.fromkeys((PATHS['websocket'], PATHS['async-http']))))})/?\Z"
)


def is_recognition(address: str) -> bool:
    """Whether an address, with its query or without, is one where speech is recognised."""
    return bool(_RECOGNITION.search(re.split(r"[?#]", address)[0])) and "/sessions" not in address


def misspelt(address: str) -> str | None:
    """The method of recognition that the end of an address certainly means; None where it is none, or written so."""
    base, _, written = address.rstrip("/").rpartition("/")
    for path in (PATHS["websocket"], PATHS["async-http"]):
        before, _, name = path.rpartition("/")
        if base.endswith(before) and meant(written, (name,)):
            return name if name != written else None
    return None


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def is_registration(address: str, method: str | None) -> bool:
    """Whether a call registers a callback URL."""
    return address.rstrip("/").endswith(PATHS["registration"]) and method in ("POST", "GET", None)


def no_recognition(address: str, method: str | None) -> str | None:
    """Why a call is nothing that a profile says; None where it is."""
    if is_registration(address, method):
        return None
    if "/sessions/" in address and _last(address) == _last(PATHS["websocket"]):
        return "the sessions interface is gone; no profile asks for it"
    listing = method == "GET" and address.rstrip("/").endswith(PATHS["async-http"])
    if not is_recognition(address) or method in ("DELETE", "HEAD", "PATCH", "OPTIONS") or listing:
        return "it is not a recognition request"
    return None
