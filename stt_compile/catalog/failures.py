"""How the service says that a request failed, as far as the sources say; others are unknown, not impossible."""

from __future__ import annotations

from .rows import Failure, InterfaceId

_HTTP: tuple[InterfaceId, ...] = ("sync-http", "async-http")
_ALL: tuple[InterfaceId, ...] = ("websocket", *_HTTP)

FAILURES: tuple[Failure, ...] = (
    Failure(
        status="400",
        interfaces=_HTTP,
        meaning=(
            "The service refuses the request: a parameter that the base model does not have, a custom model that is "
            "not trained or has to be made anew, or audio that is not of its content type."
        ),
        remedy="Read `error` in the answer; check the profile; see that the custom models are available.",
        sources=(
            "interim.md@2026-06-30",
            "release-notes.md@2026-06-30 (27 April 2021)",
            "release-notes.md@2026-06-30 (10 September 2018)",
            "release-notes.md@2026-06-30 (3 December 2021)",
            "python-sdk issue 169 (2017-03-02)",
        ),
    ),
    Failure(
        status="400",
        interfaces=_HTTP,
        meaning="There was no speech in the audio for as long as `inactivity_timeout` allows.",
        remedy="Listen to the audio; where silence is expected, set `inactivity_timeout`.",
        sources=("input.md@2026-06-30",),
    ),
    Failure(
        status="401",
        interfaces=_ALL,
        meaning="The credentials are refused: they belong to another instance, are misspelt, or the token has expired.",
        remedy="Take key and address from the same instance; get a new token where one is used.",
        sources=("watson 401-authorization.md@2021-07-15", "watson getting-started-tokens.md@2018-05-07"),
    ),
    Failure(
        status="403",
        interfaces=_ALL,
        meaning="The credentials are known, but their role may not do this.",
        remedy="Ask who owns the instance for a higher role than Reader.",
        sources=("watson 403-forbidden.md@2020-12-09",),
    ),
    Failure(
        status="408",
        interfaces=_HTTP,
        meaning="Too little audio arrived in time, and the service gave the request up.",
        remedy="Send the audio faster, or shorter pieces of it; the same again will end the same way.",
        sources=("input.md@2026-06-30", "python-sdk@2024-12-04"),
    ),
    Failure(
        status="415",
        interfaces=_HTTP,
        meaning="The service does not take audio of this type.",
        remedy="Compare the content type with the audio.",
        sources=("release-notes.md@2026-06-30 (1 July 2015)",),
    ),
    Failure(
        status="503",
        interfaces=_ALL,
        meaning="The service is not available.",
        remedy="Wait, and send the request again.",
        sources=("release-notes.md@2026-06-30 (1 July 2015)",),
    ),
    Failure(
        status="400",
        interfaces=("async-http",),
        of_registration=True,
        meaning="The callback URL did not send the challenge back, with status 200 and within five seconds.",
        remedy="See that the service can reach it, and what it answers to a GET.",
        sources=("async.md@2026-06-30",),
    ),
    Failure(
        status="failed",
        interfaces=("async-http",),
        meaning="The status of a job that will have no result.",
        remedy="Listen to the audio, then create the job again.",
        sources=("async.md@2026-06-30",),
    ),
    Failure(
        status="error message",
        interfaces=("websocket",),
        meaning="What is wrong with the session, the parameters or the audio; the connection closes behind it.",
        remedy="Do what it says; check the profile.",
        sources=("websockets.md@2026-06-30",),
    ),
    Failure(
        status="close 1002",
        interfaces=("websocket",),
        meaning="The service understood a frame otherwise than it was meant.",
        remedy="Look at what stands between: proxies, the client's library.",
        sources=("websockets.md@2026-06-30",),
    ),
    Failure(
        status="close 1006",
        interfaces=("websocket",),
        meaning="The connection broke without a word.",
        remedy="Look at the network, and send the audio again.",
        sources=("websockets.md@2026-06-30",),
    ),
    Failure(
        status="close 1009",
        interfaces=("websocket",),
        meaning="A frame was larger than 4 MB.",
        remedy="Send the audio in smaller frames.",
        sources=("websockets.md@2026-06-30",),
    ),
    Failure(
        status="close 1011",
        interfaces=("websocket",),
        meaning="The service ended the session: for what an error message before says, or an unexpected condition.",
        remedy="Read that message; without one, send the audio again.",
        sources=("websockets.md@2026-06-30",),
    ),
)
"""In the order of a page for people. Names are marked as Markdown has it: `error`."""
