"""What the pages are made of that all debates share: the contributions of all, put together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Base
from kb.publish.parts.contribution import (
    Cited,
    Contribution,
    Doc,
    PairShare,
    SenseShare,
    Share,
    Told,
    safe,
)
from kb.publish.parts.pieces import Piece
from kb.publish.parts.printer import PlannedPage


class SharedPage(NamedTuple):
    """A page that all debates share, and what it says as data for programs, if anything.

    Either is made again only where the texts that it is `made_of` are others; the lists of people,
    sources and terms need not be among them. `items` are those of the data as lists in JSON,
    where they are many.
    """

    page: PlannedPage
    made_of: Iterable[str]
    data: Callable[[], Mapping[str, object]] | None = None
    data_made_of: Iterable[str] = ()
    items: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True, slots=True)
class Voice:
    """How much a person says in a debate, as lists count it."""

    heading: str
    count: int


class PersonShare(NamedTuple):
    """What a person says in a debate, as their page has it."""

    debate: str
    heading: str
    share: Share


class PersonTold(NamedTuple):
    """The same before it is read."""

    debate: str
    heading: str
    told: Told

    @property
    def stamp(self) -> str:
        return f"{self.debate}\0{self.heading}\0{self.told.share.mark}"


class Shared:
    """Everything about all debates that shared pages need, by what it is about."""

    def __init__(
        self,
        base: Base,
        contributions: Sequence[Contribution],
        method: str,
        read: Callable[[str, Piece], str],
    ) -> None:
        """`base` has the people, sources and terms; `method` is the prose of the page that
        explains the others; `read` gives a piece of a debate."""
        self.base = base
        self.contributions = contributions
        self.method = method
        self.read = read

    def docs(self, contribution: Contribution) -> list[Doc]:
        """The pages of the items of a debate."""
        text = self.read(contribution.debate, contribution.docs)
        return [Doc(**said) for said in json.loads(text)]

    @cached_property
    def people(self) -> Mapping[str, list[PersonTold]]:
        """What each person says, debate by debate."""
        found: defaultdict[str, list[PersonTold]] = defaultdict(list)
        for one in self.contributions:
            for person, part in one.people.items():
                found[person].append(PersonTold(one.debate, one.heading, part))
        return found

    def shares(self, person: str) -> list[PersonShare]:
        """The same of one person, read."""
        return [
            PersonShare(debate, heading, Share(*json.loads(self.read(debate, part.share))))
            for debate, heading, part in self.people.get(person, ())
        ]

    @cached_property
    def voices(self) -> Mapping[str, Sequence[Voice]]:
        found: defaultdict[str, list[Voice]] = defaultdict(list)
        for contribution in self.contributions:
            for person, part in contribution.people.items():
                found[person].append(Voice(contribution.heading, part.stances))
        return found

    @cached_property
    def meetings(self) -> Mapping[tuple[str, str], list[PairShare]]:
        """How each two people meet, debate by debate."""
        found: defaultdict[tuple[str, str], list[PairShare]] = defaultdict(list)
        for contribution in self.contributions:
            for share in contribution.pairs:
                found[share.a, share.b].append(share)
        return found

    @cached_property
    def met_by(self) -> Mapping[str, list[list[PairShare]]]:
        """Of each person how they meet each other one."""
        found: defaultdict[str, list[list[PairShare]]] = defaultdict(list)
        for pair, shares in self.meetings.items():
            for person in pair:
                found[person].append(shares)
        return found

    @cached_property
    def senses(self) -> Mapping[str, list[SenseShare]]:
        found: defaultdict[str, list[SenseShare]] = defaultdict(list)
        for contribution in self.contributions:
            for term, senses in contribution.senses.items():
                found[term] += senses
        return found

    @cached_property
    def citing(self) -> Mapping[str, list[tuple[str, Cited]]]:
        """For each source the debates that cite it."""
        found: defaultdict[str, list[tuple[str, Cited]]] = defaultdict(list)
        for contribution in self.contributions:
            for source, cited in contribution.citations.items():
                found[source].append((contribution.debate, cited))
        return found

    def passages(self, source: str) -> Iterable[str]:
        """The passages of a source that anything cites."""
        found = (cited.passages for _, cited in self.citing.get(source, ()))
        return dict.fromkeys(chain.from_iterable(found))

    def cited(self, source: str) -> Mapping[str, Sequence[Markup]]:
        """What cites each of them, as lines."""
        found: defaultdict[str, list[Markup]] = defaultdict(list)
        for debate, cited in self.citing.get(source, ()):
            for passage, lines in json.loads(self.read(debate, cited.lines)).items():
                found[passage] += map(safe, lines)
        return dict(found)
