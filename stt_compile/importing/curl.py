"""A curl command as the calls that it makes: what each of its options says of the request."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote_plus, unquote

from ..catalog.audio import CURL_DEFAULT_CONTENT_TYPE
from . import shell
from .arguments import Option, Request, requests_of, shown_name
from .bodies import body_of
from .calls import Call, Credentials, Form, Pair, Remnant, Upload
from .endpoints import is_recognition, misspelt, no_recognition
from .findings import Finding, Kind, Place
from .pieces import MARK, is_plain, placeholder, shown, unread
from .shell import Command

_BODY = ("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json")
_NOTES: dict[str, tuple[Kind, str, str]] = {
    shell.PRETTY: ("corrected", shell.PRETTY, "they are read as plain ones"),
    shell.OPEN: ("corrected", shell.OPEN, "it is read to the end of its line"),
    shell.AMPERSAND: ("corrected", shell.AMPERSAND, "what follows is read as part of the address"),
    shell.BLANK: ("corrected", shell.BLANK, "the next line is read as part of the command"),
    shell.BARE: ("corrected", shell.BARE, "the next line is read as part of the command"),
    shell.DEFAULT: ("left out", shell.DEFAULT, "set the variable: a profile has no other value for it"),
    shell.BRACES: ("left out", shell.BRACES, "it is read as curl would read it: write one command for each"),
    shell.HERE: ("left out", shell.HERE, "give the audio as a file"),
}
_GLOB = re.compile(r"\{[^{},]*,[^{}]*\}|\[[0-9A-Za-z]+-[0-9A-Za-z]+(?::[0-9]+)?\]")
_MOST_ADDRESSES = 100
"""What has more is prose that seems to be a command."""
_PROSE = re.compile(r"[^\s/:=?&#\0]{1,60}")


def calls(
    command: Command,
    written: str,
    place: Callable[[int], Place],
    resolve: Callable[[str], str],
    reveal: Callable[[str], str],
) -> Iterator[Call | Remnant]:
    """What a command calls; its first word is curl's name.

    Args:
        written: the command as it stands in the source.
        place: the place of an offset.
        resolve: puts in the values of variables that the source itself sets, without secrets.
        reveal: puts in those of all, where a credential stands.
    """
    notes = [Finding(_NOTES[what][0], place(offset), *_NOTES[what][1:]) for offset, what in command.notes]
    requests = list(requests_of(command, place, resolve, reveal))
    for word in reversed(requests[-1].hidden):
        written = written[: word.start - command.start] + "***" + written[word.end - command.start :]
    reasons: set[str] = set()
    for request in requests:
        request.findings[:0] = notes
        notes = []
        for call in _calls(request, command, written):
            if isinstance(call, Call) or call.reason not in reasons:
                yield call
            if isinstance(call, Remnant):
                reasons.add(call.reason)


def _calls(request: Request, command: Command, written: str) -> Iterator[Call | Remnant]:
    """One call for each address of a request."""
    if not request.addresses:
        yield Remnant(request.place(command.start), written, "no address stands in this command")
    if len(request.addresses) > _MOST_ADDRESSES:
        yield Remnant(request.place(command.start), written, f"it has more than {_MOST_ADDRESSES} addresses")
        return
    for address in _addresses(request):
        yield from _call(request, address, command, written)
        request.findings.clear()


def _addresses(request: Request) -> list[Option]:
    """The addresses of a request, without words behind one that nobody takes for addresses: prose."""
    found = request.addresses
    if any(is_recognition(address.value) for address in found):
        found = [address for address in found if not _PROSE.fullmatch(address.value)]
    if len(found) < len(request.addresses):
        offset = next(address.offset for address in request.addresses if _PROSE.fullmatch(address.value))
        request.say("left out", offset, "words stand here that are no address", "they are taken for prose")
    return found


def _call(request: Request, address: Option, command: Command, written: str) -> Iterator[Call | Remnant]:
    start = request.place(command.start)
    config = request.last("config")
    if config:
        request.say(
            "left out",
            config.offset,
            "what `-K` names is not read: options may stand there",
            "write them out, and import again",
        )
    if not request.last("globoff") and _GLOB.search(address.value):
        message = "the address is a pattern, which curl makes several requests of"
        yield Remnant(start, written, message)
        return
    base, query = _address(address.value if request.last("globoff") else _unescaped(address.value))
    bodies = request.all(*_BODY)
    added = bodies if request.last("get") and bodies else request.all("url-query")  # curl takes one or the other
    if added:
        query = [
            *(query[:-1] if query and not query[-1].raw else query),
            *(pair for one in added for pair in _added(one)),
        ]
    if request.last("get"):
        bodies = []
    headers, credentials = _headers(request)
    base, userinfo = without_userinfo(base)
    credentials = [*userinfo, *credentials]  # of several, curl sends the last
    upload = request.last("upload-file")
    if upload and not request.last("globoff") and _GLOB.search(upload.value):
        yield Remnant(start, written, "the name of its file is a pattern, which curl sends several files of")
        return
    body = body_of(request, bodies, command)
    method = _method(request, None if isinstance(body, str) else body)
    right = None if isinstance(body, (str, type(None))) else misspelt(base)
    if right:
        message = "the service has no such method"
        request.say("corrected", address.offset, message, f"`{right}` is certainly meant", "address")
        base = f"{base.rstrip('/').rpartition('/')[0]}/{right}"
    reason = no_recognition(base, method if request.last("request") or not isinstance(body, str) else "POST")
    if reason or isinstance(body, str):
        yield Remnant(start, written, reason or str(body))
        return
    tls = request.last("cacert")
    yield Call(
        place=start,
        written=written,
        address=base,
        query=tuple(query),
        headers=tuple(_typed(request, headers, body)),
        method=method,
        sent_as=_sent_as(request, bodies),
        credentials=tuple(credentials),
        body=body,
        ca_file=tls.value if tls else None,
        insecure=request.last("insecure") is not None,
        findings=tuple(request.findings),
    )


def _address(value: str) -> tuple[str, list[Pair]]:
    value = value.partition("#")[0]
    base, sign, query = value.partition("?")
    return base, pairs(query) if sign else []


def _unescaped(address: str) -> str:
    """An address without the signs that only curl's patterns need."""
    bare = re.sub(r"\\([{}\[\]])", r"\1", address)
    if bare != address:
        return bare
    return re.sub(r"\{([^{}\0]*)\}", lambda found: found[0] if placeholder(found[0]) else found[1], address)


def pairs(query: str) -> list[Pair]:
    """The pairs of a query as it stands in an address, with empty ones; values keep their percent signs in `raw`."""
    found = []
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        found.append(Pair(decoded(name), decoded(value), piece))
    return found


def decoded(value: str) -> str:
    """What a server reads in a query: percent signs decoded, a plus sign as a blank."""
    return MARK.join(
        part if index % 2 else _without_percent(part.replace("+", " ")) for index, part in enumerate(value.split(MARK))
    )


def _without_percent(value: str) -> str:
    """What stands for itself, and behind percent signs, outside of a query."""
    return MARK.join(
        part if index % 2 else unquote(part).replace(MARK, "\N{REPLACEMENT CHARACTER}")
        for index, part in enumerate(value.split(MARK))
    )


def _added(option: Option) -> Iterator[Pair]:
    """What `--url-query` adds, or `--data` with `-G`: where curl encodes, it does so with the content, not the name."""
    if option.name not in ("url-query", "data-urlencode"):
        if option.value.startswith("@") and option.name != "data-raw":
            yield Pair("", unread(shown(option.value)), option.value)
        else:
            yield from pairs(option.value)
        return
    if option.name == "url-query" and option.value.startswith("+"):
        yield from pairs(option.value[1:])
        return
    name, equals, value = option.value.partition("=")
    if equals:
        yield Pair(decoded(name), value, f"{name}={encoded(value)}" if name else encoded(value))
    elif "@" in option.value:
        name, _, file = option.value.partition("@")
        yield Pair(decoded(name), unread(f"@{shown(file)}"), option.value)
    else:
        yield Pair(option.value, "", encoded(option.value))


ENCODED = "^"
"""What marks a variable whose value curl encodes."""


def encoded(value: str) -> str:
    """A value as curl itself encodes it: a blank as a plus sign."""
    return MARK.join(ENCODED + part if index % 2 else quote_plus(part) for index, part in enumerate(value.split(MARK)))


def _headers(request: Request) -> tuple[list[Pair], list[Credentials]]:
    headers: list[Pair] = []
    found: list[Credentials] = []
    for option in request.all("user"):
        value = option.value if ":" in option.value else request.reveal(option.value)
        user, _, secret = value.partition(":")
        found.append(Credentials("basic", user, secret))
    found += [Credentials("bearer", secret=option.value) for option in request.all("oauth2-bearer")]
    for option in request.all("header"):
        name, colon, value = option.value.partition(":")
        name, value = name.strip(), value.strip()
        if option.value.startswith("@"):
            request.say("left out", option.offset, "headers from a file are not read", "write them out")
        elif not colon or not value:
            message = f"`{shown_name(name)}` has no value: curl takes the header out, or sends it empty"
            request.say("left out", option.offset, message, "the request goes as if it were not there")
        elif name.lower() in {pair.name.lower() for pair in headers}:
            message = f"`{shown_name(name)}` is given twice, and curl sends both"
            request.say("left out", option.offset, message, "the first one is taken over")
        else:
            credentials = authorization(name, value)
            if credentials:
                found.append(replace(credentials, header=option.value))
            elif name.lower() == "authorization":
                message = "this kind of authorization is none of the service's"
                request.say("left out", option.offset, message, "the service takes `Basic` and `Bearer`")
            else:
                headers.append(Pair(name, value, option.value))
    return headers, found


def authorization(name: str, value: str) -> Credentials | None:
    """The credentials that a header carries; None where it is another header, or none that is understood."""
    if name.lower() == "x-watson-authorization-token":
        return Credentials("watson-token", secret=value)
    scheme, _, rest = value.partition(" ")
    if name.lower() != "authorization":
        return None
    if scheme.lower() == "bearer":
        return Credentials("bearer", secret=rest.strip())
    if scheme.lower() != "basic":
        return None
    user, secret = _from_base64(rest.strip())
    return Credentials("basic", user, secret)


def _from_base64(value: str) -> tuple[str, str]:
    if is_plain(value):
        try:
            user, _, secret = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return "", value
        return user.replace(MARK, ""), secret.replace(MARK, "")
    return "", value


def without_userinfo(base: str) -> tuple[str, list[Credentials]]:
    """An address without user and password, and these."""
    found = re.match(r"([A-Za-z]+://|)(.*)@", base, re.DOTALL)
    if not found:
        return base, []
    user, _, secret = found[2].partition(":")
    return found[1] + base[found.end() :], [Credentials("basic", _without_percent(user), _without_percent(secret))]


def _sent_as(request: Request, bodies: list[Option]) -> str:
    """The method that curl really sends."""
    option = request.last("request")
    if option:
        return option.value
    if request.last("upload-file"):
        return "PUT"
    return "POST" if bodies or request.all("form", "form-string") else "GET"


def _method(request: Request, body: Upload | Form | None) -> str:
    option = request.last("request")
    if request.last("head"):
        return "HEAD"
    said = option.value.upper() if option else None
    if option and said != option.value and said in ("POST", "PUT"):
        message = "curl sends the name of a method as it is written, and the service knows none in small letters"
        request.say("corrected", option.offset, message, "it is read in capitals", "method")
    upload = request.last("upload-file")
    if upload and body:
        if said in (None, "PUT"):
            message = "this is sent as PUT, which the service does not take"
            request.say("corrected", (option or upload).offset, message, "it is sent as POST", "method")
        return "POST" if said in (None, "PUT", "GET") else said
    if body is None:
        return said or "GET"
    if said not in (None, "POST") and option:
        message = "audio is sent with another method than POST"
        request.say("corrected", option.offset, message, "it is sent as POST", "method")
    return "POST"


def _typed(request: Request, headers: list[Pair], body: Upload | Form | None) -> Iterator[Pair]:
    """The headers, without the type of a form, which curl makes itself, and with a word on a type that nobody wrote."""
    typed = False
    for pair in headers:
        if pair.name.lower() == "content-type":
            typed = True
            if isinstance(body, Form):
                _typed_form(request, pair)
                continue
        yield pair
    if isinstance(body, Upload) and not typed:
        offset = request.options[0].offset if request.options else 0
        if request.last("upload-file") or _taken_out(request):
            message, help_ = "no type is sent", "the profile asks for detection in words, which is the same"
            request.say("respelt", offset, message, help_, "header=content-type")
        else:
            message = f"without a content type curl claims `{CURL_DEFAULT_CONTENT_TYPE}`"
            request.say("corrected", offset, message, "the profile leaves the type to detection", "header=content-type")


def _typed_form(request: Request, pair: Pair) -> None:
    """A word on the type of a form, where it is another than curl's own."""
    offset = next(option.offset for option in request.all("header") if option.value == pair.raw)
    if pair.value.lower() != "multipart/form-data":
        message = "the type of the form is another than curl gives it"
        request.say("corrected", offset, message, "curl gives it, with the boundary between the parts")
    elif pair.raw != "Content-Type: multipart/form-data":
        request.say("respelt", offset, "the type of the form is spelt otherwise than by curl", "curl gives it")


def _taken_out(request: Request) -> bool:
    """Whether a header without a value takes curl's own type out."""
    return any(re.fullmatch(r"(?i)content-type\s*:\s*", option.value) for option in request.all("header"))
