"""Requests made up with every nasty character in every place where an author may write one.

So are the values that are known only at run time, as far as what carries them can: API keys, passwords and secrets are
encoded wherever they go, and may hold anything but the null character, which no environment holds. A customer id is a
header's value in HTTP, so none is drawn with control characters but tabs, or with a blank at an end; the Python SDK
sends headers in ASCII. What is left out here artefacts refuse, in words, before they send anything, and `curl`, which
is one command, says in a note (`test_nasty`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from stt_compile import load
from stt_compile.compile import Compilation

NASTY = (
    "'\"$`!\\%^;&|<>(){}[]*?~#@=-+:,. \t\n\r\x1b\x7f\0\u00a0\u00df\u2028\u202e\u200f\N{SLIGHTLY SMILING FACE}"
    "\u2018\u201caZ0"
)
SNIPPETS = (
    "${TEXT}",
    "$(id)",
    "`id`",
    "!!",
    "\\n",
    "''",
    '"""',
    "{os}",
    "{{",
    "-n",
    "@x",
    "=ls",
    "~",
    "%41",
    "%s",
    "&a=b",
)
FIRST = ("-", "@", "=", "~", "<", "#", "--", "./", " ")

nasty = st.tuples(
    st.sampled_from(("", "", "a", *FIRST)), st.lists(st.sampled_from((*NASTY, *SNIPPETS, "a", "b")), max_size=5)
).map(lambda drawn: drawn[0] + "".join(drawn[1]))
texts = nasty.filter(bool)
file_names = texts.map(lambda name: name.replace("/", "").replace("\0", "")).filter(lambda name: name.strip(".-") != "")
"""Of a file in the current folder; `-` is standard input."""
anything = texts.map(lambda value: value.replace("\0", "")).filter(bool)

ENVIRONMENT: Mapping[str, st.SearchStrategy[str]] = {
    # what is known only at run time is judged by nobody: each is what its places can carry
    "TEXT": anything,
    "CUSTOMER": texts.map(lambda value: re.sub(r"[\0-\x08\n-\x1f\x7f]", "", value).strip(" \t") or "x"),
    "FILE": file_names,
    "FORM": file_names.map(lambda name: re.sub(r'["\\\r\n]', "_", name)),
    "KEY": anything.map(lambda value: f"k{value}k"),  # the SDK takes no brackets at an end
    "SECRET": anything,
    "TOKEN": st.from_regex(r"[A-Za-z0-9._~+/-]{1,9}=?", fullmatch=True),
}
environments = st.fixed_dictionaries(dict(ENVIRONMENT))


def guid(number: int) -> str:
    """Tells the requests of one process apart, in their addresses."""
    return f"00000000-0000-4000-8000-{number:012d}"


def text_of(variable: str, literals: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """A literal, or pieces with a run-time value."""
    env = {"env": variable}
    return st.one_of(literals, literals.map(lambda piece: [piece, env]), literals.map(lambda piece: [env, piece]))


@dataclass(frozen=True)
class Draft:
    """A profile of one request, without its number."""

    environment: Mapping[str, Any]
    request: Mapping[str, Any]

    def compiled(self, number: int) -> Compilation:
        return load(self.document(number))

    def document(self, number: int) -> dict[str, Any]:
        address = {"instance_id": guid(number)}
        if "url" in self.environment:
            address = {"url": f"{self.environment['url']}/instances/{guid(number)}"}
        return {
            "version": 1,
            "environments": {"one": {**self.environment, **address}},
            "requests": {"one": dict(self.request)},
        }


MODEL = "en-US_BroadbandModel"
INTERFACES = ("sync-http", "async-http", "sync-http", "websocket")


@st.composite
def drafts(draw: Callable[[st.SearchStrategy[Any]], Any], *, called_back: bool = False) -> Draft:
    """Requests of all kinds, or jobs with a callback."""
    interface = "async-http" if called_back else draw(st.sampled_from(INTERFACES))
    environment: dict[str, Any]
    if draw(st.booleans()):
        environment = {"platform": "ibm-cloud", "location": "eu-de", "auth": {"apikey": {"env": "KEY"}}}
    else:
        path = draw(nasty.map(lambda path: re.sub("[?#/{}]", "", path)))
        auth = draw(
            st.one_of(
                st.just({"token": {"env": "TOKEN"}}),
                texts.map(
                    lambda name: {
                        "authorize_url": "https://cpd.example.com/icp4d-api/v1/authorize",
                        "username": name,
                        "password": {"env": "KEY"},
                    }
                ),
            )
        )
        environment = {"platform": "cloud-pak-for-data", "url": f"https://cpd.example.com/s{path}s", "auth": auth}
    environment |= {"service_date": "2023-06-30"}
    parameters: dict[str, Any] = {}
    request: dict[str, Any] = {
        "interface": interface,
        "model": MODEL,
        "audio": {"file": "audio.flac", "content_type": "audio/flac"},
        "parameters": parameters,
    }
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))
    for place in dict.fromkeys([*places, *["job"] * called_back]):
        PUT[place](draw, environment, request)
    return Draft(environment, request)


Draw = Callable[[st.SearchStrategy[Any]], Any]


def _customer(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    where = environment if draw(st.booleans()) else request
    where["customer_id"] = draw(text_of("CUSTOMER", texts))


def _file(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    request["audio"] = {"file": draw(text_of("FILE", file_names)), "content_type": "audio/flac"}
    if request["interface"] != "websocket" and draw(st.booleans()):
        request["audio"]["transfer_encoding"] = "chunked"


def _form(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    if request["interface"] == "sync-http":
        files = draw(st.lists(text_of("FORM", file_names), min_size=1, max_size=2))
        request["audio"] = {"multipart": True, "files": files, "content_type": "audio/flac"}


def _keywords(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    keywords = draw(st.lists(texts, min_size=1, max_size=3))
    request["parameters"] |= {"keywords": keywords, "keywords_threshold": 0.5}


def _grammar(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    environment["language_models"] = {"own": {"customization_id": guid(0), "base_model": MODEL}}
    request |= {"language_model": "own"}
    request["parameters"] |= {"grammar_name": draw(texts)}


def _token(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    if request["interface"] == "async-http":
        callback = draw(text_of("TEXT", texts.map(lambda path: "https://ops.example.com/" + path)))
        if isinstance(callback, list) and callback[0] == {"env": "TEXT"}:
            callback = callback[::-1]
        request["job"] = {"callback_url": callback, "user_token": draw(text_of("TEXT", texts))}
        if draw(st.booleans()):
            request["job"]["user_secret"] = {"env": "SECRET"}


def _description(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    request["description"] = draw(texts)


def _extra(draw: Draw, environment: dict[str, Any], request: dict[str, Any]) -> None:
    value = draw(nasty)
    if request["interface"] == "websocket":
        request["extra"] = {"reason": "a test", "query": {draw(texts): value}, "start": {draw(texts): value}}
    else:
        request["extra"] = {"reason": "a test", "query": {draw(texts): value}, "headers": {"X-New": draw(nasty)}}


PUT: Mapping[str, Callable[[Draw, dict[str, Any], dict[str, Any]], None]] = {
    "customer id": _customer,
    "file": _file,
    "files of a form": _form,
    "keywords": _keywords,
    "grammar": _grammar,
    "job": _token,
    "description": _description,
    "extra": _extra,
}
PLACES = tuple(PUT)
