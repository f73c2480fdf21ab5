"""Sentences on what changed, as pieces that each form shows in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from loaders.files.aligning import in_common

TOKEN = re.compile(r"\s+|\w+(?:[.,'’-]\w+)*|[^\w\s]")
AROUND = 12  # words and spaces shown on either side of a change in a long text
LONG = 60  # the same of a text above which not all of it is shown
SHARED = 3  # of two texts that share less than one part in so many, either is shown alone
FIRST = 40  # of a text that is named and not compared


class Role(Enum):
    """What a piece is: ours, or text of the base, which is hostile."""

    OURS = "ours"
    TEXT = "text"
    NAME = "name"  # of somebody
    ID = "id"  # of what was just named
    KEY = "key"  # an id that is itself what is told
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Some words, and what they are."""

    role: Role
    words: str


Sentence = tuple[Piece, ...]


def ours(words: str) -> Piece:
    return Piece(Role.OURS, words)


def text(words: str) -> Piece:
    return Piece(Role.TEXT, words)


def quoted(words: str, ident: str = "") -> Sentence:
    """A title or statement in quotes, with the id of what it names."""
    found = (ours("“"), text(short(words)), ours("”"))
    return (*found, Piece(Role.ID, ident)) if ident else found


def joined(parts: Iterable[Sentence], joint: str = " and ") -> Sentence:
    found: list[Piece] = []
    for part in parts:
        found += [ours(joint)] if found else []
        found += part
    return tuple(found)


def short(words: str) -> str:
    """A text that is named: of a long one its beginning."""
    tokens = TOKEN.findall(words)
    if len(tokens) <= LONG:
        return words
    return "".join(tokens[:FIRST]).rstrip() + " …"


def became(before: str, after: str) -> Sentence:
    """One value, and the other."""
    found = [Piece(Role.GONE, short(before))] if before else []
    return (*found, *((ours(" "),) if before and after else ()), *_new(short(after)))


def _new(words: str) -> Sentence:
    return (Piece(Role.NEW, words),) if words else ()


def reworded(before: str, after: str) -> Sentence:
    """A text with the words marked that went and came; of a long one only what is around these."""
    one, other = TOKEN.findall(before), TOKEN.findall(after)
    runs = _runs(one, other)
    if SHARED * sum(len(run.same) for run in runs) < min(len(before), len(after)):
        return became(before, after)
    pieces = [piece for run in runs for piece in _pieces(*run)]
    if len(one) + len(other) <= 2 * LONG:
        return tuple(pieces)
    last = len(pieces) - 1
    return tuple(_shortened(piece, at == 0, at == last) for at, piece in enumerate(pieces))


class _Run(NamedTuple):
    """Words that went, words that came in their place, and those behind them that both have."""

    gone: str
    new: str
    same: str


def _runs(one: list[str], other: list[str]) -> list[_Run]:
    """A text and another one; white space between two changes belongs to both."""
    runs = [_Run("", "", "")]
    here = there = 0
    for at, across in [*in_common(one, other), (len(one), len(other))]:
        gone, new, same = "".join(one[here:at]), "".join(other[there:across]), one[at : at + 1]
        last = runs[-1]
        if not (gone or new):
            runs[-1] = last._replace(same=last.same + "".join(same))
        elif last.same.strip() or not (last.gone or last.new):
            runs.append(_Run(gone, new, "".join(same)))
        else:
            between = last.same
            runs[-1] = _Run(last.gone + between + gone, last.new + between + new, "".join(same))
        here, there = at + 1, across + 1
    return runs


def _pieces(gone: str, new: str, same: str) -> Iterator[Piece]:
    found = Piece(Role.GONE, gone), Piece(Role.NEW, new), Piece(Role.TEXT, same)
    return (piece for piece in found if piece.words)


def _shortened(piece: Piece, first: bool, last: bool) -> Piece:
    """A piece of a long text: what did not change only near to what did."""
    tokens = TOKEN.findall(piece.words)
    room = AROUND * (1 if first or last else 2)
    if len(tokens) <= room + 2:
        return piece
    if piece.role is not Role.TEXT:
        return Piece(piece.role, short(piece.words))
    start = "" if first else "".join(tokens[:AROUND])
    end = "" if last else "".join(tokens[-AROUND:])
    shown = f"{start.rstrip()} … {end.lstrip()}"
    return Piece(Role.TEXT, shown.lstrip() if first else shown.rstrip() if last else shown)
