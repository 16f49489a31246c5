"""A curl command as the calls that it makes: what each of its options says of the request."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from urllib.parse import quote_plus, unquote

from ..catalog.audio import (
    CURL_DEFAULT_CONTENT_TYPE,
    RAW_TYPES_BY_EXTENSION,
    TYPES_BY_EXTENSION,
    UNLISTED_EXTENSIONS,
    VIDEO_EXTENSIONS,
)
from . import shell
from .calls import Call, Credentials, Form, Pair, Part, Remnant, Upload
from .endpoints import is_recognition, misspelt, no_recognition
from .findings import Finding, Kind, Place
from .options import OPTIONS, SHORT, long_name
from .pieces import MARK, is_plain, placeholder, shown, unread
from .secret_names import is_secret
from .shell import Command, Word
from .words import is_innocent

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
_BELONGING = re.compile(r"(?!-)[^/.:{}<>\[\]\s]+")
_AUDIO = (*TYPES_BY_EXTENSION, *RAW_TYPES_BY_EXTENSION, *UNLISTED_EXTENSIONS, *VIDEO_EXTENSIONS)


@dataclass(frozen=True)
class _Option:
    name: str
    value: str
    offset: int


@dataclass
class _Request:
    """One of the requests of a command, while it is read."""

    place: Callable[[int], Place]
    resolve: Callable[[str], str]
    reveal: Callable[[str], str]
    options: list[_Option] = field(default_factory=list)
    named: dict[str, list[tuple[int, _Option]]] = field(default_factory=dict)
    """They again, by their names."""
    addresses: list[_Option] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    hidden: list[Word] = field(default_factory=list)
    """What may be a secret for all that is known of it."""

    def say(self, kind: Kind, offset: int, message: str, help_: str, *about: str) -> None:
        """Adds a finding; `about` is what it explains."""
        self.findings.append(Finding(kind, self.place(offset), message, help_, frozenset(about)))

    def take(self, option: _Option) -> None:
        """Adds an option."""
        self.named.setdefault(option.name, []).append((len(self.options), option))
        self.options.append(option)

    def all(self, *names: str) -> list[_Option]:
        found = [found for name in names for found in self.named.get(name, ())]
        return [option for _, option in sorted(found, key=lambda found: found[0])]

    def last(self, name: str) -> _Option | None:
        found = self.named.get(name)
        return found[-1][1] if found else None


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
    requests = list(_requests(command, place, resolve, reveal))
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


def _calls(request: _Request, command: Command, written: str) -> Iterator[Call | Remnant]:
    """One call for each address of a request."""
    if not request.addresses:
        yield Remnant(request.place(command.start), written, "no address stands in this command")
    if len(request.addresses) > _MOST_ADDRESSES:
        yield Remnant(request.place(command.start), written, f"it has more than {_MOST_ADDRESSES} addresses")
        return
    for address in _addresses(request):
        yield from _call(request, address, command, written)
        request.findings.clear()


def _addresses(request: _Request) -> list[_Option]:
    """The addresses of a request, without words behind one that nobody takes for addresses: prose."""
    found = request.addresses
    if any(is_recognition(address.value) for address in found):
        found = [address for address in found if not _PROSE.fullmatch(address.value)]
    if len(found) < len(request.addresses):
        offset = next(address.offset for address in request.addresses if _PROSE.fullmatch(address.value))
        request.say("left out", offset, "words stand here that are no address", "they are taken for prose")
    return found


# --- options ---------------------------------------------------------------------------------------------------------


def _requests(
    command: Command, place: Callable[[int], Place], resolve: Callable[[str], str], reveal: Callable[[str], str]
) -> Iterator[_Request]:
    current = _Request(place, resolve, reveal)
    words = _Words(command.words[1:])
    plain = False
    for word in words:
        if word.value == "--" and not plain:
            plain = True
        elif plain or not word.value.startswith("-") or word.value == "-":
            if word.value == "|":  # of a table, where it is escaped: what follows is another command
                break
            if re.fullmatch(r"@[A-Za-z_]\w*", word.value):
                message = f"`{_shown(word.value[1:])}` holds arguments, which are not read"
                current.say("left out", word.start, message, "write them out", "credentials")
            elif word.value:
                current.addresses.append(_Option("url", resolve(word.value), word.start))
        else:
            for option in _parsed(word, words, current):
                if option.name == "next":
                    yield current
                    current = _Request(place, resolve, reveal, hidden=current.hidden)
                elif option.name == "url":
                    current.addresses.append(option)
                else:
                    current.take(option)
    yield current


class _Words(Iterator[Word]):
    """Words in their order, of which the next one can be looked at."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words, self.at = words, 0

    def __next__(self) -> Word:
        if self.at >= len(self.words):
            raise StopIteration
        self.at += 1
        return self.words[self.at - 1]

    def belonging(self, secret: bool = False) -> Word | None:
        """The next word, if it can be no address and no option: it belongs to the one before.

        Args:
            secret: whether a secret belongs there, which may look like anything but the address of the request.
        """
        if self.at >= len(self.words):
            return None
        value = self.words[self.at].value
        other = value.startswith("-") or "://" in value or is_recognition(value)
        return next(self) if _BELONGING.fullmatch(value) or (secret and value and not other) else None


def _parsed(word: Word, words: _Words, request: _Request) -> Iterator[_Option]:
    if word.value.startswith("--"):
        yield from _long(word, words, request)
        return
    long = word.value[1:].partition("=")[0]
    if re.fullmatch(r"[a-z][a-z0-9-]{3,30}", long) and (long in OPTIONS or _is_called_like_secret(long)):
        message = "a long option stands behind one dash, and curl reads its letters as options"
        request.say("corrected", word.start, message, "it is read as if two dashes stood there")
        yield from _long(replace(word, value=f"-{word.value}"), words, request)
        return
    letters = word.value[1:]
    for index, letter in enumerate(letters):
        name = SHORT.get(letter)
        if name is None:
            _unknown(f"-{letter}" if letter.isalnum() else "an option", word.start, words, request)
            return
        if OPTIONS[name][1]:
            value = letters[index + 1 :] or _value(words)
            if value is None:
                request.say("left out", word.start, f"`-{letter}` has no value", "curl refuses such a command")
                return
            yield from _kept(
                _Option(name, _with_password(name, value, word, words, request), word.start), f"-{letter}", request
            )
            return
        yield from _kept(_Option(name, "", word.start), f"-{letter}", request)


def _is_called_like_secret(name: str) -> bool:
    """Whether the name behind one dash is no option that has a value, and called like a credential."""
    return is_secret(name) and not OPTIONS.get(SHORT.get(name[0], ""), ("other", False))[1]


def _long(word: Word, words: _Words, request: _Request) -> Iterator[_Option]:
    written, equals, value = word.value[2:].partition("=")
    name = long_name(written)
    if name is None:
        _unknown(
            f"--{written}" if re.fullmatch(r"[a-z0-9.-]{1,30}", written) and is_innocent(written) else "an option",
            word.start,
            words,
            request,
        )
        return
    if equals and OPTIONS[name][1]:
        message = f"curl does not know `--{name}=...`"
        request.say("corrected", word.start, message, "it is read as the option with its value behind a blank")
        yield from _kept(_Option(name, value, word.start), f"--{name}", request)
        return
    if OPTIONS[name][1]:
        following = _value(words)
        if following is None:
            request.say("left out", word.start, f"`--{name}` has no value", "curl refuses such a command")
            return
        following = _with_password(name, following, word, words, request)
        yield from _kept(_Option(name, following, word.start), f"--{name}", request)
        return
    yield from _kept(_Option(name, "", word.start), f"--{name}", request)


def _value(words: Iterator[Word]) -> str | None:
    word = next(words, None)
    return word.value if word else None


def _unknown(shown: str, offset: int, words: _Words, request: _Request) -> None:
    value = words.belonging(is_secret(shown))
    if value:
        request.hidden.append(value)
    message = f"`{shown}` is no option of curl that is known here"
    request.say(
        "left out", offset, message + (", and what follows is taken for its value" if value else ""), "see to it"
    )


def _with_password(name: str, value: str, word: Word, words: _Words, request: _Request) -> str:
    """User and password, though a blank may stand where a colon belongs."""
    if name != "user" or ":" in value or MARK in value:
        return value
    password = words.belonging(secret=True)
    if not password:
        return value
    request.hidden.append(password)
    message = "a blank stands between user and password, and curl takes the password for an address"
    request.say("corrected", word.start, message, "they are read as if a colon stood there")
    return f"{value}:{password.value}"


def _kept(option: _Option, shown: str, request: _Request) -> Iterator[_Option]:
    """The option, if it says something of the request; a finding where something is lost without it."""
    role = OPTIONS[option.name][0]
    if role == "request":
        named = option.name == "header" and is_secret(option.value.partition(":")[0].strip())
        secret = option.name in ("user", "oauth2-bearer") or named
        yield option if secret else replace(option, value=request.resolve(option.value))
    elif role == "connection":
        message = f"`{shown}` is about how the service is reached, which a profile does not say"
        request.say("left out", option.offset, message, "give it to the artefact where it runs")
    elif role == "other":
        message = f"`{shown}` is not taken over"
        request.say("left out", option.offset, message, "the request goes without it")


# --- the request -----------------------------------------------------------------------------------------------------


def _call(request: _Request, address: _Option, command: Command, written: str) -> Iterator[Call | Remnant]:
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
    body = _body(request, bodies, command)
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


def _added(option: _Option) -> Iterator[Pair]:
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


def _headers(request: _Request) -> tuple[list[Pair], list[Credentials]]:
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
            message = f"`{_shown(name)}` has no value: curl takes the header out, or sends it empty"
            request.say("left out", option.offset, message, "the request goes as if it were not there")
        elif name.lower() in {pair.name.lower() for pair in headers}:
            message = f"`{_shown(name)}` is given twice, and curl sends both"
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


def _shown(name: str) -> str:
    return name.strip(";") if re.fullmatch(r"[\w-]{1,60};?", name) and is_innocent(name) else "..."


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


# --- the body --------------------------------------------------------------------------------------------------------


def _body(request: _Request, bodies: list[_Option], command: Command) -> Upload | Form | str | None:
    """What is sent; as a text, why it cannot be read."""
    upload = request.last("upload-file")
    forms = request.all("form", "form-string")
    if forms:
        return _form(request, forms)
    if upload:
        file = command.stdin if upload.value in ("-", ".") and command.stdin else upload.value
        if file != upload.value:
            _redirected(request, upload)
        return Upload("-" if file == "." else re.sub(r"\A\./(?=-.)", "", file))
    if len(bodies) > 1:
        return "its body is made of several `--data` options, which no audio is"
    for option in bodies:
        return _data(request, option, command)
    return None


def _redirected(request: _Request, option: _Option) -> None:
    message = "standard input comes from a file: that file is written, and curl reads it itself"
    request.say("respelt", option.offset, message, "the same bytes are sent, with their length")


def _data(request: _Request, option: _Option, command: Command) -> Upload | str:
    file = option.value[1:]
    if option.name in ("data-urlencode", "json") or not option.value.startswith("@") or option.name == "data-raw":
        file = option.value.lstrip("@")
        if option.name in ("data-urlencode", "json") or not _is_audio(file):
            return "its body is written out, which no audio is"
        message = f"`--{option.name}` without `@` sends the name of the file as audio"
        if option.name == "data-raw":
            message = "`--data-raw` sends the name of the file as audio"
        request.say("corrected", option.offset, message, "the file is sent")
    elif option.name != "data-binary":
        message = f"`--{option.name}` takes the line ends out of the audio"
        request.say("corrected", option.offset, message, "the file is sent as it is, as `--data-binary` does")
    if file == "-":
        if command.stdin:
            return Upload(command.stdin)
        message = "standard input is read to its end before anything is sent"
        request.say("respelt", option.offset, message, "what a profile makes of it streams: the same bytes, in chunks")
    return Upload(file) if file else "its body is a file without a name"


def _is_audio(name: str) -> bool:
    return PurePath(name.rpartition(MARK)[2] or "x").suffix.lower() in _AUDIO


def _form(request: _Request, options: list[_Option]) -> Form | str:
    metadata: str | None = None
    parts: list[Part] = []
    for option in options:
        name, equals, value = option.value.partition("=")
        here = f"part {len(parts)}"
        if not equals:
            request.say("left out", option.offset, "a part of the form has no `=`", "curl refuses such a command")
        elif option.name == "form" and (value.startswith("<") or (name == "metadata" and value.startswith("@"))):
            return "a part of its form comes from a file, which is not read"
        elif option.name == "form" and value.startswith("@"):
            parts += _form_files(request, option, name, value[1:], len(parts))
        elif name == "metadata":
            metadata = value if option.name == "form-string" else _form_text(request, option, value, here)
            parts.append(Part(name))
        elif name == "upload" and _is_audio(value):
            message = "without `@` the name of the file is sent as audio"
            request.say("corrected", option.offset, message, "the file is sent", here, "part=upload")
            parts.append(Part(name, value))
        else:
            message = "a part of the form is neither `metadata` nor a file"
            request.say("left out", option.offset, message, "the service takes no other")
    files = tuple(part.file for part in parts if part.file is not None)
    return Form(metadata, files, tuple(parts)) if files else "its form sends no file"


def _form_files(request: _Request, option: _Option, name: str, value: str, index: int) -> Iterator[Part]:
    found = re.findall(r'"(?:\\.|[^"\\])*"[^,]*|[^,]+', value)
    about = [f"part {index + position}" for position in range(len(found))] + ["part=upload"]
    if name != "upload":
        request.say("respelt", option.offset, "the part of a file is not called `upload`", "it is now", *about)
    if len(found) > 1:
        message = "several files in one part of the form are sent as a form within it"
        request.say("corrected", option.offset, message, "each file is a part of its own", *about)
    for file in found:
        quoted = re.match(r'"((?:\\.|[^"\\])*)"', file)
        path, _, rest = (
            (re.sub(r"\\(.)", r"\1", quoted[1]), "", file[quoted.end() :]) if quoted else file.partition(";")
        )
        if rest.strip(" ;"):
            message = "a part of the form says more than its file: a type, or a name"
            help_ = "`part_content_type` of the metadata says the type of all"
            request.say("left out", option.offset, message, help_, *about)
        yield Part(name, path)


def _form_text(request: _Request, option: _Option, value: str, here: str) -> str:
    """A text as `-F` takes it: it ends at a semicolon, or is in quotes of its own."""
    quoted = re.match(r'"((?:\\["\\]|[^"\\])*)"(?=;|\Z)', value)
    text, semicolon, rest = value.partition(";")
    if quoted:
        text, rest = re.sub(r"\\([\"\\])", r"\1", quoted[1]), value[quoted.end() :].removeprefix(";")
    if quoted or not semicolon or _is_json(text):
        if rest.strip().lower() == "type=application/json":
            request.say(
                "respelt",
                option.offset,
                "the metadata have a type of their own",
                "they go without",
                here,
                "part=metadata",
            )
        elif rest:
            message = "a part of the form says more than its text"
            request.say("left out", option.offset, message, "see whether it matters", here, "part=metadata")
        return text
    whole = re.sub(r";\s*type=[\w/+.-]+\s*\Z", "", value)
    message = "`-F` ends the metadata at their first semicolon"
    request.say("corrected", option.offset, message, "they are read to their end, as `--form-string` sends them")
    return whole


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _sent_as(request: _Request, bodies: list[_Option]) -> str:
    """The method that curl really sends."""
    option = request.last("request")
    if option:
        return option.value
    if request.last("upload-file"):
        return "PUT"
    return "POST" if bodies or request.all("form", "form-string") else "GET"


def _method(request: _Request, body: Upload | Form | None) -> str:
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


def _typed(request: _Request, headers: list[Pair], body: Upload | Form | None) -> Iterator[Pair]:
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


def _typed_form(request: _Request, pair: Pair) -> None:
    """A word on the type of a form, where it is another than curl's own."""
    offset = next(option.offset for option in request.all("header") if option.value == pair.raw)
    if pair.value.lower() != "multipart/form-data":
        message = "the type of the form is another than curl gives it"
        request.say("corrected", offset, message, "curl gives it, with the boundary between the parts")
    elif pair.raw != "Content-Type: multipart/form-data":
        request.say("respelt", offset, "the type of the form is spelt otherwise than by curl", "curl gives it")


def _taken_out(request: _Request) -> bool:
    """Whether a header without a value takes curl's own type out."""
    return any(re.fullmatch(r"(?i)content-type\s*:\s*", option.value) for option in request.all("header"))
