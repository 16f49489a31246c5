"""What a command sends, beside what its plan sends: all that differs, unless a finding has said so.

What a finding explains it names: `address`, `method`, `credentials`, `body`, the text of the `metadata`; a piece of
the command by its place and number (`query 2`); a piece of the plan by its place and name (`query=model`). So nothing
differs silently: what nobody explains is told here, in general words. Nobody's are the blanks around the value of a
header, the order of the keys of a `start` message, and where among the headers those of curl itself stand.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from ..catalog.platforms import AUTH_KINDS
from ..jsontext import compact
from ..profile import ApiKey, Token
from ..quoting import url
from ..text import Env, Piece, Text, literal, text
from ..wire import FileBody, FormBody, Plan, StdinBody
from .calls import Call, Credentials, Form, Upload
from .curl import ENCODED, encoded
from .findings import Kind
from .objects import Unknown
from .pieces import MARK, is_plain, outside, parts, placeholder, reference
from .requests import read_metadata, safe
from .scrubbing import HIDDEN

_WHERE = {"query": "in the query", "header": "among the headers", "metadata": "in the metadata"}
_WHERE |= {"start_message": "in the start message", "part": "among the parts of the form"}


class Difference(NamedTuple):
    """Something that differs, as a finding says it."""

    kind: Kind
    message: str
    help: str


@dataclass(frozen=True)
class _Item:
    """One piece of many: a pair of a query, a header, a key of a message, a part of a form."""

    name: str
    value: object
    """What a reader of it takes it for."""
    raw: str = field(default="", repr=False)
    """Its characters."""
    folded: bool = False
    """Whether capitals and small letters are the same in its name."""

    @property
    def key(self) -> str:
        """The name as a reader compares it."""
        return self.name.lower() if self.folded else self.name


class _Left:
    """Pieces of a plan of which each is taken once."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self.items = list(items)
        self._by_key: dict[object, list[int]] = {}
        self._taken: set[int] = set()
        for index in reversed(range(len(self.items))):
            item = self.items[index]
            self._by_key.setdefault((item.key, item.value), []).append(index)
            self._by_key.setdefault(item.key, []).append(index)

    def take(self, key: str, *value: object) -> _Item | None:
        """The first piece that is left of a name, and of a value if one is given."""
        found = self._by_key.get((key, *value) if value else key, [])
        while found:
            index = found.pop()
            if index not in self._taken:
                self._taken.add(index)
                return self.items[index]
        return None

    def rest(self) -> Iterator[_Item]:
        """What nobody took."""
        return (item for index, item in enumerate(self.items) if index not in self._taken)


def differences(call: Call, plan: Plan, explained: Iterable[frozenset[str]]) -> Iterator[Difference]:
    """All that a plan sends otherwise than a call.

    Args:
        explained: what each of the findings of the call explains.
    """
    said = tuple(explained)
    yield from _Comparison(call, plan, said, frozenset().union(*said)).all()


@dataclass
class _Comparison:
    call: Call
    plan: Plan
    said: tuple[frozenset[str], ...]
    explained: frozenset[str]
    reasons: dict[str, None] = field(default_factory=dict)
    """In what the characters differ, though a reader takes them for the same."""

    def all(self) -> Iterator[Difference]:
        yield from self.address()
        yield from self.items("query", self.old_query(), self.new_query())
        self.empty_pieces()
        if self.call.websocket:
            old, new = _json(self.call.start), _json(self.plan.start or {})
            yield from self.items("start_message", old, [item for _, item in new])
        elif self.call.sent_as:
            yield from self.method()
            yield from self.credentials()
            yield from self.tls()
            yield from self.items("header", self.old_headers(), self.new_headers())
            yield from self.body()
        if self.reasons:
            yield Difference(
                "respelt", f"other characters are sent: {'; '.join(self.reasons)}", "the service reads the same"
            )

    # --- pieces of many

    def items(self, place: str, old: Sequence[tuple[int, _Item]], new: Iterable[_Item]) -> Iterator[Difference]:
        """What differs in one place; pieces of the command come with their numbers."""
        where = _WHERE[place]
        left = _Left(new)
        before, after = [], [item.key for item in left.items]
        gone: list[_Item] = []
        for index, item in old:
            if f"{place} {index}" in self.explained:
                before.append(self.becomes.get(f"{place} {index}", item.key))
                continue
            before.append(item.key)
            same = left.take(item.key, item.value)
            if same:
                self.spelt(where, item, same)
            else:
                gone.append(item)
        for item in gone:
            other = left.take(item.key)
            if not other:
                message = f"`{safe(item.name)}` {where} is not sent as it stands"
                yield Difference("left out", message, "see whether it matters")
            elif not self.hidden(f"{other.raw}{other.value}"):
                message = f"`{safe(item.name)}` {where} is sent with another value"
                yield Difference("corrected", message, "see in the profile whether it is the one that was meant")
        for item in left.rest():
            if f"{place}={item.name.lower()}" not in self.explained and not self.hidden(item.name):
                message = f"`{safe(item.name)}` {where} is sent, and does not stand here"
                yield Difference("assumed", message, "see in the profile whether it was meant")
        if place != "start_message" and _in_order(before, after) != _in_order(after, before):
            self.reasons[f"another order {where}"] = None

    @cached_property
    def becomes(self) -> dict[str, str]:
        """The names that pieces are sent under, as findings have it."""
        found: dict[str, str] = {}
        for names in self.said:
            for piece in names:
                place, blank, _ = piece.partition(" ")
                new = sorted(name.partition("=")[2] for name in names if name.startswith(f"{place}=")) if blank else []
                found |= {piece: new[0]} if new else {}
        return found

    def spelt(self, where: str, old: _Item, new: _Item) -> None:
        """Remembers in what the characters of two pieces differ that are the same for a reader."""
        if old.raw == new.raw:
            return
        if old.raw.replace(MARK + ENCODED, MARK) == new.raw.replace(MARK + ENCODED, MARK):
            self.reasons["variables in the query have their values percent-encoded"] = None
        elif where == _WHERE["query"]:
            self.reasons["other percent signs or signs of equality in the query"] = None
        else:
            self.reasons["capitals and small letters in the name of a header"] = None

    def hidden(self, written: str) -> bool:
        """Whether something differs because a secret is not written."""
        return "hidden" in self.explained and HIDDEN in written

    # --- the query

    def old_query(self) -> list[tuple[int, _Item]]:
        return [
            (index, _pair(outside(pair.raw))) for index, pair in enumerate(self.call.query) if pair.name or pair.value
        ]

    def new_query(self) -> Iterator[_Item]:
        late = False
        for name, value in self.plan.query:
            late = late or (literal(value) is None and not self.call.websocket)  # from here on curl encodes
            written = encoded(_marked(value)) if late else "".join(map(_component, value))
            yield _pair(f"{url.component(name)}={written}")

    def empty_pieces(self) -> None:
        if not all(pair.name or pair.value for pair in self.call.query):
            self.reasons["an empty part of the query is left out"] = None

    # --- address, method, credentials

    def address(self) -> Iterator[Difference]:
        old, new = _written(self.call.address), url.address(self.plan.url)
        if not self.call.address or "address" in self.explained or self.hidden(_marked(new)):
            return
        scheme, colon, rest = str(old[0]).partition("://")
        old = text(f"{scheme.lower()}{colon}{rest}", *old[1:]) if isinstance(old[0], str) else old
        if url.address(old) == new != old:
            self.reasons["other percent signs in the address"] = None
        elif old != new:
            yield Difference(
                "corrected", "the address is written otherwise", "see in the profile whether it is the same"
            )

    def method(self) -> Iterator[Difference]:
        if self.call.sent_as != self.plan.method and "method" not in self.explained:
            message = "this is sent with another method than the service takes for it"
            yield Difference("corrected", message, f"it is sent as {self.plan.method}")

    def credentials(self) -> Iterator[Difference]:
        found = self.call.credentials[-1] if self.call.credentials else None
        if found and found.header and _line(found.header) != _by_curl(found):
            self.reasons["capitals and blanks in the header with the credentials"] = None
        auth = self.plan.auth
        secret = auth.apikey if isinstance(auth, ApiKey) else auth.token if isinstance(auth, Token) else None
        same = found and secret and _written(found.secret) == (secret,)
        kind = ("basic", AUTH_KINDS["apikey"].user) if isinstance(auth, ApiKey) else ("bearer", "")
        if "credentials" in self.explained or (found and same and (found.scheme, found.user) == kind):
            return
        name = secret.name if secret else "the variable of the environment's `auth`"
        written = _written(found.secret.strip()) if found else ()
        if found and not written:
            yield Difference("corrected", "the credentials that are sent are empty", f"set {name}")
        elif found and (found.scheme, found.user) == kind and written == (secret,):
            yield Difference("corrected", "blanks stand around a credential", "it is sent without them")
        elif found and (found.scheme, found.user) == kind:
            message = "one variable takes the place of the credential"
            if placeholder(found.secret):
                message = f"`{found.secret.strip()}` is a placeholder"
            yield Difference("placeholder", message, f"set {name}")
        else:
            yield Difference("corrected", "the credentials are sent in another form", f"set {name}")

    def tls(self) -> Iterator[Difference]:
        written = self.call.ca_file
        old = _written(written) if written else None
        new = self.plan.tls.ca_file if self.plan.tls else None
        if old != new and not self.hidden(_marked(new or ())):
            names = "a variable takes the place of what names the certificates"
            yield Difference("placeholder", names, "set it to the name of their file")
        if self.call.insecure and (new or not self.plan.tls):
            yield Difference(
                "left out", "`--insecure` stands beside `--cacert`", "the certificate of the server is judged"
            )

    # --- headers and body

    def old_headers(self) -> list[tuple[int, _Item]]:
        return [
            (index, _Item(pair.name, _written(pair.value), pair.name, folded=True))
            for index, pair in enumerate(self.call.headers)
        ]

    def new_headers(self) -> Iterator[_Item]:
        for name, value in self.plan.headers:
            yield _Item(name, value, name, folded=True)

    def body(self) -> Iterator[Difference]:
        made, written = self.plan.body, self.call.body
        if isinstance(made, FormBody) and isinstance(written, Form):
            yield from self.form(written, made)
            return
        new = _file(made.file) if isinstance(made, FileBody) else "-" if isinstance(made, StdinBody) else None
        old = _file(_written(written.file)) if isinstance(written, Upload) else None
        if old != new and "body" not in self.explained and not self.hidden(new or ""):
            yield Difference("corrected", "something else is sent as audio", "see `audio` in the profile")

    def form(self, written: Form, made: FormBody) -> Iterator[Difference]:
        old = [
            (index, _Item(part.name, (_file(_written(part.file)) if part.file is not None else None, part.says)))
            for index, part in enumerate(written.parts)
        ]
        new = [_Item("metadata", (None, "")), *(_Item("upload", (_file(file), "")) for file in made.files)]
        yield from self.items("part", old, new)
        told = read_metadata(written.metadata) if written.metadata is not None else None
        yield from self.items("metadata", _json(told or {}), [item for _, item in _json(made.metadata)])
        if told is not None and "metadata" not in self.explained and written.metadata != compact(_plain(told)):
            self.reasons["other blanks or escapes in the metadata"] = None


def _in_order(names: Sequence[str], others: Sequence[str]) -> list[str]:
    """The names, in their order, that others are as often."""
    here, there = Counter(names), Counter(others)
    return [name for name in names if here[name] == there[name]]


def _pair(raw: str) -> _Item:
    """A pair of a query; its name for people, its value as the bytes that a server reads."""
    name, _, value = raw.partition("=")
    return _Item(_bytes(name).decode("utf-8", "replace"), _bytes(value), raw)


def _bytes(raw: str) -> bytes:
    return b"\0".join(
        piece.removeprefix(ENCODED).encode() if index % 2 else unquote_to_bytes(piece.replace("+", " "))
        for index, piece in enumerate(raw.split(MARK))
    )


def _component(piece: Piece) -> str:
    return reference(piece.name) if isinstance(piece, Env) else url.component(piece)


def _marked(value: Text) -> str:
    return "".join(reference(piece.name) if isinstance(piece, Env) else piece for piece in value)


def _written(value: str) -> Text:
    """What was written as a text, with nothing put in for placeholders."""
    return text(*(piece if isinstance(piece, (str, Env)) else Env(f"?{piece.written}") for piece in parts(value)))


def _file(name: Text) -> str:
    return _marked(name)


def _json(data: Any) -> list[tuple[int, _Item]]:
    """The keys of a message; a value by what JSON says of it, numbers by their spelling."""
    return [
        (index, _Item(name, compact(_plain(value))))
        for index, (name, value) in enumerate(data.items())
        if name != "action"
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.written if isinstance(value, Unknown) else value


def _line(header: str) -> str:
    """A header without the blanks around its value."""
    name, _, value = header.partition(":")
    return f"{name}: {value.strip()}"


def _by_curl(found: Credentials) -> str:
    """The line that curl itself would write of credentials; that which stands there, where it is of another kind."""
    if found.scheme == "bearer":
        return f"Authorization: Bearer {found.secret}"
    if found.scheme == "basic" and is_plain(found.secret) and found.user:
        return f"Authorization: Basic {base64.b64encode(f'{found.user}:{found.secret}'.encode()).decode()}"
    return _line(found.header)
