"""The texts that a program in JavaScript puts together, as far as they can be read without running it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urljoin

from ..tree import Integer, Real, spelling
from .objects import Unknown, read_object
from .pieces import MARK, local, reference, unread
from .tokens import Token, brackets, conditions, tokenised, unescaped

_LONGEST_CALL = 100
_CALLS = ("encodeURIComponent", "encodeURI", "String")
_MADE = {"URL": "?", "URLSearchParams": ""}
"""What a program makes addresses and queries with, and what stands before the first pair that is added to it."""
_AS_TEXT = (".toString", ".href")
_MOST_ADDED = 50
_ADDING = re.compile(r"(?:\.searchParams)?\.(set|append)")
_CHANGING = re.compile(r"(?:\.searchParams)?\.(?:concat|delete|replace|replaceAll|search|searchParams|sort)")
_EXPRESSION = re.compile(r"\$\{([^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200}){0,5})\}")
_PATH = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_ENVIRONMENT = re.compile(r"process\.env\.([A-Za-z_]\w*)", re.ASCII)
_DEEPEST, _LONGEST, _MOST_PUT_IN = 20, 20_000, 20


@dataclass(frozen=True)
class Joined:
    """A text that the program puts together."""

    value: str
    start: int
    end: int
    lost: tuple[tuple[int, str], ...] = ()
    """What is done to it besides and cannot be read: offsets, and the name of a parameter where it is known."""


@dataclass
class _Known:
    """What a variable of the program holds."""

    text: str
    start: int
    end: int
    used: bool = False
    before: str = ""
    """What comes before the first pair that is added, where there is none yet."""
    added: dict[str, list[str]] = field(default_factory=dict)
    """Pairs that are added to it, by their names."""
    lost: list[tuple[int, str]] = field(default_factory=list)
    condition: int = 0
    """The condition that it stands under, by its number."""

    @property
    def value(self) -> str:
        if not self.added:
            return self.text
        sign = self.before if self.before not in self.text else "&"
        pairs = "&".join(pair for one in self.added.values() for pair in one)
        return _bounded(self.text, sign if self.text else "", pairs)

    def takes(self, name: str, how: str) -> bool:
        """Whether a pair can be added without a doubt: to what has none of its name, or again to all of that."""
        there = name not in self.added and re.search(rf"(?:^|[?&]){re.escape(name)}=", self.text)
        return len(self.added) < _MOST_ADDED and not (there and how.endswith("set"))

    def lose(self, offset: int, name: str = "") -> None:
        """Remembers that something is done to it that is not read."""
        if len(self.lost) < _MOST_ADDED:
            self.lost.append((offset, name))


def joined(source: str, wanted: Callable[[str], bool]) -> Iterator[Joined]:
    """The texts that a program puts together and that somebody wants, in their order.

    What is only a beginning of a longer one is left out.
    """
    reader = _Chains(source, list(tokenised(source)), left=_MOST_PUT_IN * (len(source) + _LONGEST))
    reader.read()
    for known in sorted(reader.found, key=lambda known: known.start):
        if not known.used and wanted(known.value):
            yield Joined(known.value, known.start, known.end, tuple(known.lost))


class _Chains:
    def __init__(self, source: str, tokens: Sequence[Token], left: int) -> None:
        self.source, self.tokens, self.left = source, tokens, left
        self.scope: dict[str, _Known] = {}
        self.found: list[_Known] = []
        self.brackets = brackets(tokens)
        self.conditions = conditions(source, tokens, self.brackets)
        self.depth = 0
        self.lost: list[tuple[int, str]] = []
        """What is not read of the variables that the text is made of that is read now."""

    def kind(self, index: int) -> str | None:
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else None

    def sign(self, index: int) -> str | None:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else None

    def read(self) -> None:
        index = 0
        while index < len(self.tokens):
            if not self.begins(index) or self.changed(index):
                index += 1
                continue
            self.lost = []
            value, terms, end = self.chain(index)
            if terms == 1 and self.kind(index) == "name" and self.sign(index) != "new":
                index += 1
                continue
            self.keep(index, value, end)
            index = end

    def begins(self, index: int) -> bool:
        """Whether a text may begin at a token."""
        if self.sign(index) == "new":
            return self.sign(index + 1) in _MADE and self.sign(index + 2) == "("
        return self.kind(index) in ("string", "name", "hole") or self.joined(index) is not None

    def keep(self, index: int, value: str, end: int) -> None:
        known = _Known(value, self.tokens[index].start, self.tokens[end - 1].end, condition=self.conditions[index])
        known.lost += self.lost[:_MOST_ADDED]
        if self.sign(index) == "new":
            known.before = _MADE[self.tokens[index + 1].text]
        if self.sign(end) == "." and _CHANGING.fullmatch(f".{self.sign(end + 1)}"):
            known.lose(self.tokens[end].start)
        name = self.tokens[index - 2].text if self.kind(index - 2) == "name" else None
        if name and self.kind(index - 1) == "append" and name in self.scope:
            before = self.scope[name]
            if not self.is_sure(index - 2, before):
                parameter = re.match(r"[?&]?([\w-]{1,60})=", value)
                before.lose(known.start, parameter[1] if parameter else "")
                return
            known = _Known(_bounded(before.value, value), before.start, known.end, condition=known.condition)
            known.lost += before.lost
            before.used, before.text, before.added = True, "", {}
        if name and self.kind(index - 1) in ("append", "assign"):
            self.scope[name] = known
        self.found.append(known)

    def changed(self, index: int) -> bool:
        """Whether a token is what a program does to an address or a query that it has made, which is remembered."""
        name, dot, rest = self.tokens[index].text.partition(".") if self.kind(index) == "name" else ("", "", "")
        known = self.scope.get(name) if dot else None
        if known is None:
            return False
        if _ADDING.fullmatch(f".{rest}") and self.sign(index + 1) == "(" and self.begins(index + 2):
            pair, _, end = self.chain(index + 2)
            value, _, end = self.chain(end + 1) if self.sign(end) == "," and self.begins(end + 1) else ("", 0, -1)
            whole = end >= 0 and self.brackets.get(index + 1) == end
            if whole and self.is_sure(index, known) and known.takes(pair, rest):
                pairs = known.added.setdefault(pair, [])
                if rest.endswith("set"):
                    pairs.clear()
                pairs.append(_pair(pair, value))
            else:
                known.lose(self.tokens[index].start, pair)
            return True
        if _CHANGING.fullmatch(f".{rest}") or _ADDING.fullmatch(f".{rest}"):
            known.lose(self.tokens[index].start)
            return self.sign(index + 1) == "("
        return False

    def is_sure(self, index: int, known: _Known) -> bool:
        """Whether what stands at a token is done whenever a variable has its value."""
        return self.conditions[index] == known.condition and self.sign(index - 1) not in ("&", "|", "?", ":", ">")

    def chain(self, index: int, within: bool = False) -> tuple[str, int, int]:
        """The text from here on, of how many terms it is made, and the token behind it.

        Args:
            within: whether more becomes of it than it is.
        """
        if self.depth > _DEEPEST:
            return unread("..."), 1, index + 1
        self.depth += 1
        terms: list[str] = []
        used: list[_Known] = []
        while True:
            term, index, known = self.term(index)
            terms.append(term)
            used += [known] if known else []
            while self.kind(index) == "plus" and not self.begins(index + 1) and self.end_of(index + 1) > index + 1:
                terms.append(unread("..."))
                index = self.end_of(index + 1)
            if self.kind(index) != "plus" or not self.begins(index + 1):
                break
            index += 1
        self.depth -= 1
        value = _bounded(*terms)
        if used and (within or len(terms) > 1):
            self.left -= len(value)
            for known in used:
                known.used = True
                self.lost += known.lost
        return value, len(terms), index

    def end_of(self, index: int) -> int:
        """Behind what is added to a text, and is none that is read: a bracket, an object that is made."""
        if self.sign(index) == "new":
            index += 2
        return self.brackets.get(index, index - 1) + 1

    def term(self, index: int) -> tuple[str, int, _Known | None]:
        token = self.tokens[index]
        items = self.joined(index)
        if items is not None:
            return self.put_together(*items)
        if token.text == "new" and token.kind == "name":
            return self.made(index)
        if token.kind == "string":
            if self.sign(index + 1) == "." and self.sign(index + 2) == "concat" and index + 3 in self.brackets:
                rest, end, _ = self.put_together(index + 3, self.brackets[index + 3], "")
                return _bounded(self.string(token.text), rest), end, None
            return self.string(token.text), index + 1, None
        if token.kind == "hole":
            return token.text, index + 1, None
        for suffix in _AS_TEXT:
            known = self.value(token.text.removesuffix(suffix)) if token.text.endswith(suffix) else None
            if known:
                called = self.sign(index + 1) == "(" and self.sign(index + 2) == ")"
                return known.value, index + (3 if called else 1), known
        if self.sign(index + 1) == "(":
            return self.called(index)
        known = self.value(token.text)
        return (known.value if known else _variable(token.text)), index + 1, known

    def value(self, name: str) -> _Known | None:
        """What a variable holds; None where nothing says it, or so much was put in already that it stays a name."""
        return self.scope.get(name) if self.left > 0 else None

    def called(self, index: int) -> tuple[str, int, _Known | None]:
        """A call: of its argument where it only spells it otherwise, else of nobody knows what."""
        inner = self.kind(index + 2) in ("string", "name", "hole") and self.kind(index + 3) == "other"
        if self.tokens[index].text in _CALLS and inner and self.tokens[index + 3].text == ")":
            value, _, known = self.term(index + 2)
            return value, index + 4, known
        end = self.brackets.get(index + 1)
        if end is not None and end - index < _LONGEST_CALL:
            return unread(f"{self.tokens[index].text}(...)"), end + 1, None
        return _variable(self.tokens[index].text), index + 1, None

    def joined(self, index: int) -> tuple[int, int, str] | None:
        """Where the items of a list begin and end that are joined to a text, and what stands between them then."""
        end = self.brackets.get(index) if self.sign(index) == "[" else None
        if end is None or [self.sign(end + 1), self.sign(end + 2), self.sign(end + 3)] != [".", "join", "("]:
            return None
        if self.kind(end + 4) != "string" or self.sign(end + 5) != ")":
            return None
        return index, end, self.string(self.tokens[end + 4].text)

    def put_together(self, begin: int, end: int, between: str) -> tuple[str, int, None]:
        """The text that the items of a list make: as many as can be read."""
        found: list[str] = []
        index, length = begin + 1, 0
        while index < end:
            value, _, index = self.chain(index, within=True) if self.begins(index) else ("", 0, begin)
            found.append(value)
            length += len(value)
            if length > _LONGEST or (index < end and self.sign(index) != ","):
                found.append(unread("..."))
                break
            index += 1
        return _bounded(between.join(found)), end + (6 if self.sign(begin) == "[" else 1), None

    def made(self, index: int) -> tuple[str, int, None]:
        """An address or a query as objects of their own."""
        begin, end = index + 2, self.brackets.get(index + 2)
        if end is None:
            return unread("new ..."), index + 2, None
        made = self.query(begin, end) if self.sign(index + 1) == "URLSearchParams" else self.address(begin, end)
        end += 1
        if [self.sign(at) for at in range(end, end + 4)] == [".", "toString", "(", ")"]:
            end += 4
        return unread(f"new {self.sign(index + 1)}(...)") if made is None else made, end, None

    def query(self, begin: int, end: int) -> str | None:
        """What `new URLSearchParams(...)` holds."""
        if end == begin + 1:
            return ""
        if self.sign(begin + 1) == "{" and self.brackets.get(begin + 1) == end - 1:
            data = read_object(self.source[self.tokens[begin + 1].start : self.tokens[end].start])
            return None if data is None else "&".join(_pair(name, self.spelt(value)) for name, value in data.items())
        if self.begins(begin + 1):
            value, _, after = self.chain(begin + 1)
            return value.removeprefix("?") if after == end else None
        return None

    def spelt(self, value: Any) -> str:
        """A value of an object, as JavaScript makes a text of it."""
        if isinstance(value, Unknown):
            return self.expression(value.written)
        if isinstance(value, (dict, list)):
            return unread("...")
        if isinstance(value, str):
            return self.string(f"`{value}`") if "${" in value else value
        return spelling(value) if isinstance(value, (Integer, Real)) else str(value).lower().replace("none", "null")

    def address(self, begin: int, end: int) -> str | None:
        """What `new URL(...)` is: with a base only where both are written out."""
        if not self.begins(begin + 1):
            return None
        value, _, after = self.chain(begin + 1, within=True)
        if after == end:
            return value
        if self.sign(after) == "," and self.begins(after + 1):
            base, _, after = self.chain(after + 1, within=True)
            if after == end:
                return f"{base.rstrip('/')}/{value.lstrip('/')}" if MARK in base else urljoin(base, value)
        return None

    def string(self, written: str) -> str:
        if not written.startswith("`"):
            return unescaped(written[1:-1])
        found: list[str] = []
        end = 1
        for expression in _EXPRESSION.finditer(written):
            found += [unescaped(written[end : expression.start()]), self.expression(expression[1].strip())]
            end = expression.end()
        return _bounded(*found, unescaped(written[end:-1]))

    def expression(self, written: str) -> str:
        for call in _CALLS:
            if written.startswith(f"{call}(") and written.endswith(")"):
                written = written[len(call) + 1 : -1].strip()
        known = self.value(re.sub(r"\.(?:toString\(\)|href)\Z", "", written))
        if known:
            known.used = True
            self.left -= len(known.value)
            self.lost += known.lost
            return known.value
        return _variable(written) if _PATH.fullmatch(written) else unread(f"${{{written}}}")


def _pair(name: str, value: str) -> str:
    """A pair of a query, as an address is given it."""
    pieces = value.split(MARK)
    written = MARK.join(
        piece if index % 2 else quote_plus(piece, safe="*").replace("~", "%7E") for index, piece in enumerate(pieces)
    )
    return f"{name if MARK in name else quote_plus(name)}={written}"


def _bounded(*texts: str) -> str:
    """The texts as one; what would make it endless is left out, for variables can be put into themselves."""
    found, left = [], _LONGEST
    for text in texts:
        if len(text) <= left:
            found.append(text)
            left -= len(text)
    return "".join(found)


def _variable(name: str) -> str:
    found = _ENVIRONMENT.fullmatch(name)
    return reference(found[1]) if found else local(name.rpartition(".")[2])
