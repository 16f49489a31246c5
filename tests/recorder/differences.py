"""The one table of what a client sends otherwise than the plan says: what, why, and by which source.

A row changes the expectation exactly. Nothing outside this table is forgiven, and a row that never occurs is a failure
of the tests that use the table (`compare.unused`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from .expectation import LENGTH, Expected, Material, Plan, Rule, fetched_token, iam_exchange, matching

Client = Literal["curl", "python-sdk", "node", "websocat", "python-http", "script"]


@dataclass
class Context:
    """What a row may look at and change."""

    plan: Plan
    material: Material
    expected: list[Expected]

    @property
    def request(self) -> Expected:
        return next(expected for expected in self.expected if expected.role == "request")

    @property
    def websocket(self) -> bool:
        return bool(self.plan["interface"] == "websocket")

    @property
    def http_calls(self) -> list[Expected]:
        return [expected for expected in self.expected if expected.kind == "http"]

    @property
    def tokens(self) -> list[Expected]:
        return [expected for expected in self.expected if expected.role == "token"]


@dataclass(frozen=True)
class Difference:
    """One way of one client. Rows apply in the table's order; each sees what those before it changed."""

    client: Client
    name: str
    applies: Callable[[Context], bool]
    apply: Callable[[Context], None]
    what: str
    why: str
    source: str
    optional: bool = False
    """It may occur, and counts as used only where it was seen; other rows must occur wherever they apply."""


CORE = "ibm-cloud-sdk-core 3.28.0"
ADAPTER = "ibm-watson 11.2.0, ibm_watson/speech_to_text_v1_adapter.py"
ACCESS_TOKEN = "STT_ACCESS_TOKEN"
IAM_URL = "https://iam.cloud.ibm.com/identity/token"

SDK_QUERY = (
    # As the dictionaries `params` of recognize and create_job have them; both orders are one.
    *("model", "callback_url", "events", "user_token", "results_ttl", "speech_begin_event", "enrichments"),
    *("language_customization_id", "acoustic_customization_id", "base_model_version", "customization_weight"),
    *("inactivity_timeout", "keywords", "keywords_threshold", "max_alternatives", "word_alternatives_threshold"),
    *("word_confidence", "timestamps", "profanity_filter", "smart_formatting", "smart_formatting_version"),
    *("speaker_labels", "grammar_name", "redaction", "processing_metrics", "processing_metrics_interval"),
    *("audio_metrics", "end_of_phrase_silence_time", "split_transcript_at_phrase_end", "speech_detector_sensitivity"),
    *("sad_module", "background_audio_suppression", "low_latency", "character_insertion_bias"),
)
SDK_HANDSHAKE = ("model", "acoustic_customization_id", "base_model_version", "language_customization_id")


def _every(change: Callable[[Expected], None], roles: Callable[[Context], list[Expected]]) -> Callable[[Context], None]:
    def apply(context: Context) -> None:
        for expected in roles(context):
            change(expected)

    return apply


def _all(context: Context) -> list[Expected]:
    return context.expected


def _always(context: Context) -> bool:
    return True


def _calls(context: Context) -> list[Expected]:
    return context.http_calls


def _sized(context: Context) -> list[Expected]:
    return [expected for expected in context.http_calls if expected.has_body and expected.known_length]


def _has_calls(context: Context) -> bool:
    return bool(context.http_calls)


def _fetches(context: Context) -> bool:
    return bool(context.tokens)


def _streams(context: Context) -> bool:
    """Standard input, of which nobody knows the length."""
    return bool((context.plan.get("body") or {}).get("stdin")) and context.request.known_length


def _is_multipart(context: Context) -> bool:
    return context.request.parts is not None


def _name_parts(context: Context) -> None:
    request = context.request
    assert request.parts is not None
    request.parts = [
        replace(part, content_type="application/octet-stream") if part.body is not None else part
        for part in request.parts
    ]


def _encode_quotes(context: Context) -> None:
    request = context.request
    assert request.parts is not None
    request.parts = [
        replace(part, filename=part.filename.replace('"', "%22") if part.filename else None) for part in request.parts
    ]


def _must_authorize(context: Context) -> bool:
    return "authorize_url" in context.plan["auth"]


def _bring_token(context: Context) -> None:
    context.expected = [expected for expected in context.expected if expected.role != "token"]
    context.request.without("Authorization")
    context.request.header("Authorization", f"Bearer {context.material.environment[ACCESS_TOKEN]}")


_ESCAPED_BY_HTTPX = re.compile(r'["\\\x00-\x1a\x1c-\x1f]')


def _escape_as_httpx(name: str) -> str:
    return _ESCAPED_BY_HTTPX.sub(lambda sign: r"\\" if sign[0] == "\\" else f"%{ord(sign[0]):02X}", name)


def _percent_names(context: Context) -> None:
    request = context.request
    assert request.parts is not None
    request.parts = [
        replace(part, filename=part.filename and _escape_as_httpx(part.filename)) for part in request.parts
    ]


def _leaves_audio(context: Context) -> bool:
    return context.websocket and not any(isinstance(message, bytes) for message in context.request.messages)


def _takes_stdin(context: Context) -> None:
    context.request.messages.insert(1, context.material.stdin)


def _order(order: tuple[str, ...]) -> Callable[[tuple[str, Any]], int]:
    return lambda pair: order.index(pair[0]) if pair[0] in order else len(order)


def _sdk_order(context: Context) -> list[tuple[str, Any]]:
    return sorted(context.request.query, key=_order(SDK_HANDSHAKE if context.websocket else SDK_QUERY))


def _reorder(context: Context) -> None:
    context.request.query = _sdk_order(context)


def _has_key_over_http(context: Context) -> bool:
    return "apikey" in context.plan["auth"] and not context.websocket


def _fetch_first(context: Context) -> None:
    request = context.request
    request.without("Authorization")
    request.header("Authorization", fetched_token("Bearer "))
    context.expected.insert(0, iam_exchange(IAM_URL, context.material.text(context.plan["auth"]["apikey"])))


def _to_header(context: Context) -> None:
    request = context.request
    ((_, token),) = [pair for pair in request.query if pair[0] == "access_token"]
    request.query = [pair for pair in request.query if pair[0] != "access_token"]
    request.header("Authorization", f"Bearer {token}" if isinstance(token, str) else fetched_token("Bearer "))


def _start(context: Context) -> dict[str, Any]:
    message = context.request.messages[0]
    assert isinstance(message, dict)
    return message


def _underscore(context: Context) -> None:
    start = _start(context)
    start["content_type"] = start.pop("content-type")


def _iam_form(context: Context) -> None:
    for token in context.tokens:
        if token.form is not None:
            token.form.append(("response_type", "cloud_iam"))


def _iam_accept(context: Context) -> None:
    for token in context.tokens:
        token.header("Accept", "application/json" if token.form is not None else "*/*")


def _cp4d_nulls(context: Context) -> None:
    for token in context.tokens:
        if token.json is not None:
            token.json = {"username": None, "password": None, "api_key": None, "account_id": None, **token.json}


def _fetches_by_form(context: Context) -> bool:
    return any(token.form is not None for token in context.tokens)


def _fetches_by_json(context: Context) -> bool:
    return any(token.json is not None for token in context.tokens)


def _operation(expected: Expected) -> str:
    last = expected.url.path.rpartition("/")[2]
    return {"recognitions": "create_job"}.get(last, last)


def _analytics(context: Context) -> None:
    for expected in context.http_calls:
        if expected.role != "token":
            about = f"service_name=speech_to_text;service_version=V1;operation_id={_operation(expected)}"
            expected.header("X-IBMCloud-SDK-Analytics", about)


def _sdk_agent(context: Context) -> None:
    for expected in context.http_calls:
        name = r"ibm-python-sdk-core/\S+" if expected.role == "token" else "watson-apis-python-sdk-[0-9.]+"
        expected.header("User-Agent", matching(name + r" .+"))


def _calls_service(context: Context) -> bool:
    return not context.websocket


def _sdk_accept(context: Context) -> None:
    for expected in context.http_calls:
        if expected.role != "token":
            expected.header("Accept", "application/json")


def _rename(expected: Expected, *names: str) -> None:
    expected.headers = [
        replace(header, name=header.name.lower()) if header.name in names else header for header in expected.headers
    ]


def _lower(expected: Expected) -> None:
    _rename(expected, "Host", "Transfer-Encoding", "Upgrade", "Connection", "Sec-WebSocket-Version", SOCKET_KEY)
    if expected.parts is not None:
        _rename(expected, "Content-Type")
    if expected.kind == "websocket":
        expected.without("connection")
        expected.header("connection", "upgrade")


def _escape_name(name: str) -> str:
    return name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def _escape_names(context: Context) -> None:
    request = context.request
    assert request.parts is not None
    request.parts = [replace(part, filename=part.filename and _escape_name(part.filename)) for part in request.parts]


def _fetch_mode(expected: Expected) -> None:
    expected.header("sec-fetch-mode", "websocket" if expected.kind == "websocket" else "cors")


def _accept_all(expected: Expected) -> None:
    expected.header("accept", "*/*")
    expected.header("accept-language", "*")


def _no_cache(context: Context) -> None:
    context.request.header("pragma", "no-cache")
    context.request.header("cache-control", "no-cache")


SOCKET_KEY = "Sec-WebSocket-Key"
UNDICI = "undici 6.28 (Node 22.23)"
CONTINUE = Rule("100-continue, answered", lambda value, place: value == "100-continue" and place.exchange.expected)

DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        "curl",
        "curl-access-token",
        _must_authorize,
        _bring_token,
        what="the token comes from a variable, and no call of authorize is made",
        why="one command makes one call",
        source="the note of the target curl",
    ),
    Difference(
        "curl",
        "curl-agent",
        _has_calls,
        _every(lambda expected: expected.header("User-Agent", matching(r"curl/[0-9.]+\S*")), _calls),
        what="a header User-Agent",
        why="curl names itself unless told otherwise; the service does not read it",
        source="curl manual, --user-agent",
    ),
    Difference(
        "curl",
        "curl-accept",
        _has_calls,
        _every(lambda expected: expected.header("Accept", "*/*"), _calls),
        what="a header Accept: */*",
        why="curl takes whatever comes; the service answers in JSON",
        source="curl manual, --header, on internal headers; lib/http.c",
    ),
    Difference(
        "curl",
        "curl-stream",
        _streams,
        lambda context: context.request.header("Transfer-Encoding", "chunked"),
        what="a body from standard input comes in chunks",
        why="its length is not known when the headers are sent",
        source="curl manual, --upload-file; RFC 9112, 6.1",
    ),
    Difference(
        "curl",
        "curl-length",
        lambda context: bool(_sized(context)),
        _every(lambda expected: expected.header("Content-Length", LENGTH), _sized),
        what="a header Content-Length",
        why="HTTP/1.1 frames a body of known length by it",
        source="RFC 9112, 6.2",
    ),
    Difference(
        "curl",
        "curl-expect",
        lambda context: context.request.has_body,
        lambda context: context.request.header("Expect", CONTINUE, optional="curl-expect"),
        what="a header Expect: 100-continue",
        why="for uploads and for bodies above 1 MB, as its version likes, curl asks before it sends",
        source="everything.curl.dev, Expect: 100-continue; seen with curl 7.88.1: --upload-file, and forms of 2.4 MB",
        optional=True,
    ),
    Difference(
        "curl",
        "curl-parts",
        _is_multipart,
        _name_parts,
        what="a Content-Type: application/octet-stream in each part that is a file",
        why="curl always names a type, and knows none for audio; the service goes by part_content_type",
        source="curl manual, --form; service-contract/audio.yaml",
    ),
    Difference(
        "curl",
        "curl-part-names",
        lambda context: any('"' in str(part.filename) for part in context.request.parts or ()),
        _encode_quotes,
        what="a double quote in the name of a file of a form comes as %22",
        why="curl does as browsers do; the service does not read the name",
        source="curl manual, --form-escape; lib/mime.c",
    ),
    Difference(
        "python-sdk",
        "sdk-token-first",
        _has_key_over_http,
        _fetch_first,
        what="the API key is exchanged at IAM first, and the token travels as Bearer instead of the key as Basic",
        why="IAMAuthenticator knows no other way",
        source=f"{CORE}, token_managers/iam_request_based_token_manager.py",
    ),
    Difference(
        "python-sdk",
        "sdk-websocket-token",
        lambda context: context.websocket,
        _to_header,
        what="the token travels in a header Authorization, not as access_token",
        why="recognize_using_websocket passes on the headers of its authenticator",
        source=f"{ADAPTER}; service-contract/websocket.yaml, handshake_header_alternative",
    ),
    Difference(
        "python-sdk",
        "sdk-content-type",
        lambda context: context.websocket and "content-type" in _start(context),
        _underscore,
        what="the start message says content_type instead of content-type",
        why="the options are sent under the names of the arguments",
        source=f"{ADAPTER}; service-contract/websocket.yaml, python_sdk_differences",
    ),
    Difference(
        "python-sdk",
        "sdk-unnamed-type",
        lambda context: context.websocket and "content_type" not in _start(context),
        lambda context: _start(context).update(content_type="application/octet-stream"),
        what="a start message without a type says content_type: application/octet-stream",
        why="recognize_using_websocket demands the argument; this value asks for detection as none does",
        source=f"{ADAPTER}; service-contract/audio.yaml",
    ),
    Difference(
        "python-sdk",
        "sdk-caller-audio",
        lambda context: (
            context.websocket and not any(isinstance(message, bytes) for message in context.request.messages)
        ),
        lambda context: context.request.messages.insert(1, context.material.stdin),
        what="where the plan leaves the audio to the caller, it comes from standard input",
        why="recognize_using_websocket demands an AudioSource",
        source=ADAPTER,
    ),
    Difference(
        "python-sdk",
        "sdk-origin",
        lambda context: context.websocket,
        lambda context: context.request.header("Origin", f"https://{context.request.url.netloc}"),
        what="a header Origin",
        why="websocket-client sends one unless told not to, and the SDK does not tell it",
        source="websocket-client 1.9.2, websocket/_handshake.py",
    ),
    Difference(
        "python-sdk",
        "sdk-order",
        lambda context: _sdk_order(context) != context.request.query,
        _reorder,
        what="the query comes in the order of the SDK's own list",
        why="its methods take named arguments",
        source="ibm-watson 11.2.0, ibm_watson/speech_to_text_v1.py, params of recognize and create_job; " + ADAPTER,
    ),
    Difference(
        "python-sdk",
        "sdk-iam-form",
        _fetches_by_form,
        _iam_form,
        what="the form sent to IAM also has response_type=cloud_iam",
        why="the SDK names the kind of token that is IAM's default",
        source=f"{CORE}, token_managers/iam_token_manager.py",
    ),
    Difference(
        "python-sdk",
        "sdk-cp4d-nulls",
        _fetches_by_json,
        _cp4d_nulls,
        what="the JSON sent to authorize also has the unused one of password and api_key, and account_id, as null",
        why="the SDK writes all four fields",
        source=f"{CORE}, token_managers/cp4d_token_manager.py",
    ),
    Difference(
        "python-sdk",
        "sdk-token-accept",
        _fetches,
        _iam_accept,
        what="a header Accept on the token call: application/json at IAM, */* at authorize",
        why="set by the token manager, or by requests where it is not",
        source=f"{CORE}, token_managers; requests, default_headers",
    ),
    Difference(
        "python-sdk",
        "sdk-accept",
        _calls_service,
        _sdk_accept,
        what="a header Accept: application/json",
        why="every method that answers JSON sets it",
        source="ibm-watson 11.2.0, ibm_watson/speech_to_text_v1.py",
    ),
    Difference(
        "python-sdk",
        "sdk-stream",
        _streams,
        lambda context: context.request.header("Transfer-Encoding", "chunked"),
        what="a body from standard input comes in chunks",
        why="its length is not known when the headers are sent",
        source="requests, Streaming Uploads and Chunk-Encoded Requests",
    ),
    Difference(
        "python-sdk",
        "sdk-analytics",
        _calls_service,
        _analytics,
        what="a header X-IBMCloud-SDK-Analytics",
        why="the SDK tells which of its operations calls",
        source="ibm-watson 11.2.0, ibm_watson/common.py",
    ),
    Difference(
        "python-sdk",
        "sdk-agent",
        _has_calls,
        _sdk_agent,
        what="a header User-Agent, on token calls that of the core",
        why="the SDK names itself; the service does not read it",
        source=f"ibm-watson 11.2.0, ibm_watson/common.py; {CORE}, private_helpers.py",
    ),
    Difference(
        "python-sdk",
        "sdk-connection",
        _has_calls,
        _every(lambda expected: expected.header("Connection", "keep-alive"), _calls),
        what="a header Connection: keep-alive",
        why="requests says aloud what HTTP/1.1 does anyway",
        source="requests, default_headers",
    ),
    Difference(
        "python-sdk",
        "sdk-encodings",
        _has_calls,
        _every(lambda expected: expected.header("Accept-Encoding", matching("gzip, deflate(, br)?(, zstd)?")), _calls),
        what="a header Accept-Encoding with what is installed",
        why="requests and urllib3 unpack compressed answers",
        source="urllib3.util.request, ACCEPT_ENCODING",
    ),
    Difference(
        "python-sdk",
        "sdk-length",
        lambda context: bool(_sized(context)),
        _every(lambda expected: expected.header("Content-Length", LENGTH), _sized),
        what="a header Content-Length",
        why="HTTP/1.1 frames a body of known length by it",
        source="RFC 9112, 6.2",
    ),
    Difference(
        "node",
        "node-token-first",
        _has_key_over_http,
        _fetch_first,
        what="the API key is exchanged at IAM first, and the token travels as Bearer instead of the key as Basic",
        why="a page has a token, never a key, and the program runs the same function",
        source="design of the target javascript: accessToken",
    ),
    Difference(
        "node",
        "node-websocket-token",
        lambda context: context.websocket,
        _to_header,
        what="the token travels in a header Authorization, not as access_token",
        why="an address is written down in more places than a header; in browsers it is access_token",
        source="service-contract/websocket.yaml, handshake_header_alternative",
    ),
    Difference(
        "node",
        "node-caller-audio",
        lambda context: (
            context.websocket and not any(isinstance(message, bytes) for message in context.request.messages)
        ),
        lambda context: context.request.messages.insert(1, context.material.stdin),
        what="where the plan leaves the audio to the caller, it comes from standard input",
        why="the program is a caller itself",
        source="the note of the target javascript",
    ),
    Difference(
        "node",
        "node-stream",
        _streams,
        lambda context: context.request.header("Transfer-Encoding", "chunked"),
        what="a body from standard input comes in chunks",
        why="its length is not known when the headers are sent",
        source="Fetch standard, request body; RFC 9112, 6.1",
    ),
    Difference(
        "node",
        "node-length",
        lambda context: bool(_sized(context)),
        _every(lambda expected: expected.header("content-length", LENGTH), _sized),
        what="a header content-length",
        why="HTTP/1.1 frames a body of known length by it",
        source="RFC 9112, 6.2",
    ),
    Difference(
        "node",
        "node-spelling",
        _always,
        _every(_lower, _all),
        what="the names of headers that fetch sets by itself come in small letters, and so does Connection: upgrade",
        why="they mean the same in any letters",
        source="RFC 9110, 5.1 and 7.8",
    ),
    Difference(
        "node",
        "node-agent",
        _always,
        _every(lambda expected: expected.header("user-agent", "node"), _all),
        what="a header user-agent",
        why="Node names itself; the service does not read it",
        source=f"{UNDICI}, lib/web/fetch/index.js",
    ),
    Difference(
        "node",
        "node-accept",
        _always,
        _every(_accept_all, _all),
        what="the headers accept: */* and accept-language: *",
        why="fetch takes whatever comes; the service answers in JSON",
        source="Fetch standard, fetch()",
    ),
    Difference(
        "node",
        "node-encodings",
        _always,
        _every(lambda expected: expected.header("accept-encoding", "br, gzip, deflate"), _all),
        what="a header accept-encoding",
        why="fetch unpacks compressed answers",
        source="Fetch standard, HTTP-network-or-cache fetch",
    ),
    Difference(
        "node",
        "node-mode",
        _always,
        _every(_fetch_mode, _all),
        what="a header sec-fetch-mode",
        why="fetch says what kind of request it makes; the service does not read it",
        source="Fetch Metadata Request Headers, 2.2",
    ),
    Difference(
        "node",
        "node-connection",
        _has_calls,
        _every(lambda expected: expected.header("connection", "keep-alive"), _calls),
        what="a header connection: keep-alive",
        why="it says aloud what HTTP/1.1 does anyway",
        source=f"{UNDICI}, lib/dispatcher/client-h1.js",
    ),
    Difference(
        "node",
        "node-no-cache",
        lambda context: context.websocket,
        _no_cache,
        what="the headers pragma and cache-control: no-cache on the opening of a WebSocket",
        why="a WebSocket is opened with the cache mode no-store",
        source="WebSockets standard, establish a WebSocket connection; Fetch standard, HTTP-network-or-cache fetch",
    ),
    Difference(
        "node",
        "node-compression",
        lambda context: context.websocket,
        lambda context: context.request.header(
            "sec-websocket-extensions", "permessage-deflate; client_max_window_bits"
        ),
        what="an offer to compress messages",
        why="browsers and Node make it always; a service that does not answer it gets plain messages",
        source="RFC 7692, 5; WebSockets standard, establish a WebSocket connection",
    ),
    Difference(
        "node",
        "node-parts",
        _is_multipart,
        _name_parts,
        what="a Content-Type: application/octet-stream in each part that is a file",
        why="a form always names a type, and knows none for audio; the service goes by part_content_type",
        source="Fetch standard, multipart/form-data encoding; service-contract/audio.yaml",
    ),
    Difference(
        "node",
        "node-part-names",
        lambda context: any(
            _escape_name(part.filename or "") != (part.filename or "") for part in context.request.parts or ()
        ),
        _escape_names,
        what="double quotes and line ends in the name of a file of a form come as %22, %0A and %0D",
        why="forms do so; the service does not read the name",
        source="HTML standard, multipart/form-data encoding algorithm",
    ),
    Difference(
        "websocat",
        "websocat-token",
        _always,
        _to_header,
        what="the token travels in a header Authorization, not as access_token",
        why="an address is written down in more places than a header",
        source="service-contract/websocket.yaml, handshake_header_alternative",
    ),
    Difference(
        "websocat",
        "websocat-caller-audio",
        _leaves_audio,
        _takes_stdin,
        what="where the plan leaves the audio to the caller, it comes from standard input",
        why="the program is a caller itself",
        source="the note of the target websocat",
    ),
    Difference(
        "websocat",
        "websocat-agent",
        _fetches,
        _every(lambda expected: expected.header("User-Agent", matching(r"curl/[0-9.]+\S*")), _calls),
        what="a header User-Agent on the token call",
        why="curl names itself unless told otherwise",
        source="curl manual, --user-agent",
    ),
    Difference(
        "websocat",
        "websocat-accept",
        _fetches,
        _every(lambda expected: expected.header("Accept", "*/*"), _calls),
        what="a header Accept: */* on the token call",
        why="curl takes whatever comes",
        source="curl manual, --header, on internal headers; lib/http.c",
    ),
    Difference(
        "websocat",
        "websocat-length",
        _fetches,
        _every(lambda expected: expected.header("Content-Length", LENGTH), _calls),
        what="a header Content-Length on the token call",
        why="HTTP/1.1 frames a body of known length by it",
        source="RFC 9112, 6.2",
    ),
    Difference(
        "python-http",
        "http-websocket-token",
        lambda context: context.websocket,
        _to_header,
        what="the token travels in a header Authorization, not as access_token",
        why="an address is written down in more places than a header",
        source="service-contract/websocket.yaml, handshake_header_alternative",
    ),
    Difference(
        "python-http",
        "http-caller-audio",
        _leaves_audio,
        _takes_stdin,
        what="where the plan leaves the audio to the caller, it comes from standard input",
        why="the program is a caller itself",
        source="the note of the target python-http",
    ),
    Difference(
        "python-http",
        "http-websocket-agent",
        lambda context: context.websocket,
        lambda context: context.request.header("User-Agent", matching(r"Python/\S+ websockets/\S+")),
        what="a header User-Agent",
        why="websockets names itself; the service does not read it",
        source="websockets, sync client, user_agent_header",
    ),
    Difference(
        "python-http",
        "http-stream",
        _streams,
        lambda context: context.request.header("Transfer-Encoding", "chunked"),
        what="a body from standard input comes in chunks",
        why="its length is not known when the headers are sent",
        source="httpx, Clients, Streaming uploads; RFC 9112, 6.1",
    ),
    Difference(
        "python-http",
        "http-parts",
        _is_multipart,
        _name_parts,
        what="a Content-Type: application/octet-stream in each part that is a file",
        why="httpx always names a type, guessed unless told; the service goes by part_content_type",
        source="httpx, _multipart.py, FileField; service-contract/audio.yaml",
    ),
    Difference(
        "python-http",
        "http-part-names",
        lambda context: any(_ESCAPED_BY_HTTPX.search(str(part.filename)) for part in context.request.parts or ()),
        _percent_names,
        what="in the name of a file of a form quotes and control characters come as %22, %0D and the like, \\ twice",
        why="httpx does as browsers do, and more; the service does not read the name",
        source="httpx, _multipart.py, _format_form_param",
    ),
    Difference(
        "python-http",
        "http-agent",
        _has_calls,
        _every(lambda expected: expected.header("User-Agent", matching(r"python-httpx/[0-9.]+")), _calls),
        what="a header User-Agent",
        why="httpx names itself; the service does not read it",
        source="httpx, _client.py, default headers",
    ),
    Difference(
        "python-http",
        "http-accept",
        _has_calls,
        _every(lambda expected: expected.header("Accept", "*/*"), _calls),
        what="a header Accept: */*",
        why="httpx takes whatever comes; the service answers in JSON",
        source="httpx, _client.py, default headers",
    ),
    Difference(
        "python-http",
        "http-encodings",
        _has_calls,
        _every(lambda expected: expected.header("Accept-Encoding", matching("gzip, deflate(, br)?(, zstd)?")), _calls),
        what="a header Accept-Encoding with what is installed",
        why="httpx unpacks compressed answers",
        source="httpx, _client.py, default headers",
    ),
    Difference(
        "python-http",
        "http-connection",
        _has_calls,
        _every(lambda expected: expected.header("Connection", "keep-alive"), _calls),
        what="a header Connection: keep-alive",
        why="httpx says aloud what HTTP/1.1 does anyway",
        source="httpx, _client.py, default headers",
    ),
    Difference(
        "python-http",
        "http-length",
        lambda context: bool(_sized(context)),
        _every(lambda expected: expected.header("Content-Length", LENGTH), _sized),
        what="a header Content-Length",
        why="HTTP/1.1 frames a body of known length by it",
        source="RFC 9112, 6.2",
    ),
)


def belongs(row: Difference, client: Client) -> bool:
    """Whether a row is one of a client's. A script runs curl, whose ways it has; but it fetches its token by itself."""
    if client == "script":
        return row.client == "curl" and row.name != "curl-access-token"
    return row.client == client
