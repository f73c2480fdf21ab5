"""What the pages are made of that all debates share: the contributions of all, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Base
from kb.publish.parts.contribution import Contribution, Met, PairShare, SenseShare, Share, safe
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.stamps import stamp_of


@dataclass(frozen=True)
class SharedPage:
    """A page that all debates share, and what it says as data for programs, if anything.

    Either is made again only where the texts that it is `made_of` are others; the lists of people,
    sources and terms need not be among them.
    """

    page: PlannedPage
    made_of: Iterable[str]
    data: Callable[[], Mapping[str, object]] | None = None
    data_made_of: Iterable[str] = ()


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


class Shared:
    """Everything about all debates that shared pages need, by what it is about."""

    def __init__(
        self, base: Base, contributions: Sequence[Contribution], marks: Sequence[str], method: str
    ) -> None:
        """`base` has the people, sources and terms; `marks` are the hashes of the contributions,
        `method` is the prose of the page that explains the others."""
        self.base = base
        self.contributions = contributions
        self.method = method
        self.everything = stamp_of(marks)

    @cached_property
    def people(self) -> Mapping[str, list[PersonShare]]:
        """What each person says, debate by debate."""
        found: defaultdict[str, list[PersonShare]] = defaultdict(list)
        for one in self.contributions:
            for person, share in one.people.items():
                found[person].append(PersonShare(one.debate, one.heading, share))
        return found

    @cached_property
    def voices(self) -> Mapping[str, Sequence[Voice]]:
        found: defaultdict[str, list[Voice]] = defaultdict(list)
        for contribution in self.contributions:
            for person, share in contribution.people.items():
                found[person].append(Voice(contribution.heading, share.stances))
        return found

    @cached_property
    def meetings(self) -> Mapping[tuple[str, str], list[PairShare]]:
        """How each two people meet, debate by debate."""
        found: defaultdict[tuple[str, str], list[PairShare]] = defaultdict(list)
        for contribution in self.contributions:
            for share in contribution.pairs:
                found[share.met.a, share.met.b].append(share)
        return found

    @cached_property
    def met_by(self) -> Mapping[str, list[list[Met]]]:
        found: defaultdict[str, list[list[Met]]] = defaultdict(list)
        for pair, shares in self.meetings.items():
            for person in pair:
                found[person].append([share.met for share in shares])
        return found

    @cached_property
    def senses(self) -> Mapping[str, list[SenseShare]]:
        found: defaultdict[str, list[SenseShare]] = defaultdict(list)
        for contribution in self.contributions:
            for term, senses in contribution.senses.items():
                found[term] += senses
        return found

    @cached_property
    def cited(self) -> Mapping[str, dict[str, list[Markup]]]:
        """For each source what cites each passage."""
        found: defaultdict[str, dict[str, list[Markup]]] = defaultdict(dict)
        for contribution in self.contributions:
            for passage, lines in contribution.citations.items():
                source = passage.rpartition("#")[0]
                found[source].setdefault(passage, []).extend(map(safe, lines))
        return found
