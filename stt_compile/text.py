"""Texts made of pieces: literal characters, and references to what is known only where the artefact runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Env:
    """A value of the environment of the artefact. It is named here and read nowhere in this package."""

    name: str


Piece: TypeAlias = str | Env
Text: TypeAlias = tuple[Piece, ...]


def text(*pieces: Piece) -> Text:
    """A text in its only normal form: no empty pieces, no two literals side by side."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    return tuple(joined)


def literal(value: Text) -> str | None:
    """The characters of a text that has no references; None where it has."""
    if any(isinstance(piece, Env) for piece in value):
        return None
    return "".join(piece for piece in value if isinstance(piece, str))


def variables(texts: Iterable[Text]) -> Iterable[str]:
    """The names that texts refer to, in their order, repeated as they stand."""
    return (piece.name for value in texts for piece in value if isinstance(piece, Env))
