"""The accounts that a reader and a writer keep: nothing may stay without an answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from pydantic import BaseModel

from kb.errors import KbError
from kb.interchange.report import Entry, Fate, Report
from kb.interchange.source import Source
from kb.model import Argument, Base, Claim, Debate, Person, Relation, Stance
from kb.model import Source as CitedSource


class Piece(NamedTuple):
    """The smallest thing in an input that says something, and what it is."""

    start: int
    end: int
    what: str


class Account:
    """What becomes of each piece of an input."""

    def __init__(self, source: Source, pieces: Iterable[Piece], report: Report) -> None:
        self._source, self._report = source, report
        self._pieces = sorted(pieces)
        self._starts = [piece.start for piece in self._pieces]
        self._open = set(range(len(self._pieces)))

    def carried(self, start: int, end: int, *what: str) -> None:
        """All pieces between two places that are of these kinds are in the draft."""
        self._settle("carried", start, end, what, "")

    def changed(self, start: int, end: int, how: str, *what: str) -> None:
        self._settle("changed", start, end, what, how)

    def left_out(self, start: int, end: int, why: str, *what: str) -> None:
        self._settle("left_out", start, end, what, why)

    def _settle(self, fate: Fate, start: int, end: int, what: tuple[str, ...], why: str) -> None:
        assert what, "say what it is"
        found = range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        settled = [index for index in found if self._pieces[index].what in what]
        self._open.difference_update(settled)
        kinds = dict.fromkeys(self._pieces[index].what for index in settled) or what
        place = str(self._source.place(start))
        self._report.entries.append(Entry(fate, ", ".join(kinds), place, why))

    def close(self) -> None:
        """Refuse to go on where a piece was forgotten."""
        if self._open:
            first = self._pieces[min(self._open)]
            more = f", and {len(self._open) - 1} more" * (len(self._open) > 1)
            place = self._source.place(first.start)
            raise KbError(
                f"{place}: nothing was written, since this program did not account for a "
                f"{first.what} here{more}; that is a mistake of it, not yours"
            )


Fact = Debate | Claim | Argument | Relation | Stance | Person | CitedSource
KEPT_BY_PLACE = ("id", "debate", "place", "slug")  # of which no format loses anything


class FactAccount:
    """What becomes of each field of each fact that is written."""

    def __init__(self, facts: Iterable[Fact], report: Report) -> None:
        self._report = report
        self._facts = {id(fact): fact for fact in facts}
        self._open = {(key, name) for key, fact in self._facts.items() for name in saying(fact)}

    def carried(self, fact: Fact, *fields: str) -> None:
        """These fields of a fact, where they say something, are in what is written."""
        self._settle("carried", fact, fields, "")

    def changed(self, fact: Fact, how: str, *fields: str) -> None:
        self._settle("changed", fact, fields, how)

    def left_out(self, fact: Fact, why: str, *fields: str) -> None:
        self._settle("left_out", fact, fields, why)

    def _settle(self, fate: Fate, fact: Fact, fields: tuple[str, ...], why: str) -> None:
        assert fields, "say which"
        said = [name for name in fields if (id(fact), name) in self._open]
        self._open -= {(id(fact), name) for name in said}
        if said:
            what = f"{type(fact).__name__.lower()} ({', '.join(said)})"
            self._report.entries.append(Entry(fate, what, place_of(fact), why))

    def close(self) -> None:
        """Refuse to go on where something was forgotten."""
        for key, name in sorted(self._open, key=lambda each: each[1]):
            fact = self._facts[key]
            raise KbError(
                f"{place_of(fact)}: nothing was written, since this program did not account for "
                f"the {name} of a {type(fact).__name__.lower()}; that is a mistake of it, not yours"
            )


def saying(fact: BaseModel) -> list[str]:
    """The fields of a fact that say something."""
    fields = type(fact).model_fields
    return [
        name
        for name, about in fields.items()
        if name not in KEPT_BY_PLACE and getattr(fact, name) not in (about.default, "", (), None)
    ]


def place_of(fact: Fact) -> str:
    """Where a fact is written; of one that has no place of its own, what it is about."""
    if isinstance(fact, Debate | Claim | Argument):
        return f"{fact.place.path}:{fact.place.line}:1"
    if isinstance(fact, Relation):
        return f"{fact.source} {fact.kind} {fact.target}"
    return f"{fact.person} {fact.kind} {fact.target}" if isinstance(fact, Stance) else fact.id


def facts_of(base: Base) -> list[Fact]:
    """All facts of a base that a format has to account for."""
    groups = (base.debates, base.claims, base.arguments, base.relations, base.stances)
    return [*(fact for group in groups for fact in group), *base.people, *base.sources]
