"""The arguments of a curl command as the requests that they speak of: options with their values, and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from .endpoints import is_recognition
from .findings import Finding, Kind, Place
from .options import OPTIONS, SHORT, long_name
from .pieces import MARK
from .secret_names import is_secret
from .shell import Command, Word
from .words import is_innocent

_BELONGING = re.compile(r"(?!-)[^/.:{}<>\[\]\s]+")


@dataclass(frozen=True)
class Option:
    """An option with its value, by its long name."""

    name: str
    value: str
    offset: int


@dataclass
class Request:
    """One of the requests of a command, while it is read."""

    place: Callable[[int], Place]
    resolve: Callable[[str], str]
    reveal: Callable[[str], str]
    options: list[Option] = field(default_factory=list)
    named: dict[str, list[tuple[int, Option]]] = field(default_factory=dict)
    """They again, by their names."""
    addresses: list[Option] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    hidden: list[Word] = field(default_factory=list)
    """What may be a secret for all that is known of it."""

    def say(self, kind: Kind, offset: int, message: str, help_: str, *about: str) -> None:
        """Adds a finding; `about` is what it explains."""
        self.findings.append(Finding(kind, self.place(offset), message, help_, frozenset(about)))

    def take(self, option: Option) -> None:
        """Adds an option."""
        self.named.setdefault(option.name, []).append((len(self.options), option))
        self.options.append(option)

    def all(self, *names: str) -> list[Option]:
        """The options of some names, in the order in which they stand."""
        found = [found for name in names for found in self.named.get(name, ())]
        return [option for _, option in sorted(found, key=lambda found: found[0])]

    def last(self, name: str) -> Option | None:
        """The last option of a name, which is the one that curl goes by."""
        found = self.named.get(name)
        return found[-1][1] if found else None


def requests_of(
    command: Command, place: Callable[[int], Place], resolve: Callable[[str], str], reveal: Callable[[str], str]
) -> Iterator[Request]:
    """The requests of a command, in their order: `--next` begins another one. The first word is curl's name.

    Args:
        place: the place of an offset.
        resolve: puts in the values of variables that the source itself sets, without secrets.
        reveal: puts in those of all, where a credential stands.
    """
    current = Request(place, resolve, reveal)
    words = _Words(command.words[1:])
    plain = False
    for word in words:
        if word.value == "--" and not plain:
            plain = True
        elif plain or not word.value.startswith("-") or word.value == "-":
            if word.value == "|":  # of a table, where it is escaped: what follows is another command
                break
            if re.fullmatch(r"@[A-Za-z_]\w*", word.value):
                message = f"`{shown_name(word.value[1:])}` holds arguments, which are not read"
                current.say("left out", word.start, message, "write them out", "credentials")
            elif word.value:
                current.addresses.append(Option("url", resolve(word.value), word.start))
        else:
            for option in _parsed(word, words, current):
                if option.name == "next":
                    yield current
                    current = Request(place, resolve, reveal, hidden=current.hidden)
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


def _parsed(word: Word, words: _Words, request: Request) -> Iterator[Option]:
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
                Option(name, _with_password(name, value, word, words, request), word.start), f"-{letter}", request
            )
            return
        yield from _kept(Option(name, "", word.start), f"-{letter}", request)


def _is_called_like_secret(name: str) -> bool:
    """Whether the name behind one dash is no option that has a value, and called like a credential."""
    return is_secret(name) and not OPTIONS.get(SHORT.get(name[0], ""), ("other", False))[1]


def _long(word: Word, words: _Words, request: Request) -> Iterator[Option]:
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
        yield from _kept(Option(name, value, word.start), f"--{name}", request)
        return
    if OPTIONS[name][1]:
        following = _value(words)
        if following is None:
            request.say("left out", word.start, f"`--{name}` has no value", "curl refuses such a command")
            return
        following = _with_password(name, following, word, words, request)
        yield from _kept(Option(name, following, word.start), f"--{name}", request)
        return
    yield from _kept(Option(name, "", word.start), f"--{name}", request)


def _value(words: Iterator[Word]) -> str | None:
    word = next(words, None)
    return word.value if word else None


def _unknown(shown: str, offset: int, words: _Words, request: Request) -> None:
    value = words.belonging(is_secret(shown))
    if value:
        request.hidden.append(value)
    message = f"`{shown}` is no option of curl that is known here"
    request.say(
        "left out", offset, message + (", and what follows is taken for its value" if value else ""), "see to it"
    )


def _with_password(name: str, value: str, word: Word, words: _Words, request: Request) -> str:
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


def _kept(option: Option, shown: str, request: Request) -> Iterator[Option]:
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


def shown_name(name: str) -> str:
    """The name of a header or a list for a message, if it is made of words."""
    return name.strip(";") if re.fullmatch(r"[\w-]{1,60};?", name) and is_innocent(name) else "..."
