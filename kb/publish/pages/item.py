"""The page of an item; that of a crux also says what either answer does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from kb.model import Claim, Debate
from kb.naming import short_name
from kb.publish.feeds.linked_data import item_ld
from kb.publish.index import Index
from kb.publish.map.fragments import NearbyMap
from kb.publish.map.nearby import nearby_map
from kb.publish.parts import words
from kb.publish.parts.arguments import arguments_on, bearings_of
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import (
    ArgumentView,
    Bearing,
    Cited,
    Effect,
    Item,
    Link,
    Quoted,
    StanceView,
    StrengthView,
    TieGroup,
    TurnView,
    Where,
)
from kb.publish.parts.number_views import effects, strength_view, turns
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.tallies import items_of
from kb.publish.text import names

POSES = words.STANCES["poses"].answer


@dataclass(frozen=True, slots=True)
class CruxSide:
    """What one answer to a crux does."""

    answer: str
    bearings: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim whose truth a crux asks, with what supports and rebuts it."""

    item: Item
    supports: tuple[ArgumentView, ...]
    rebuts: tuple[ArgumentView, ...]


@dataclass(frozen=True, slots=True)
class CruxView:
    """What the page of a crux has beyond that of any item."""

    yes: CruxSide
    no: CruxSide
    answers: tuple[StanceView, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The page of an item; `shown` are the passages whose text stands on it."""

    head: Head
    debate: Link
    section: Link | None
    item: Item
    statement: Markup
    body: Markup
    quotes: tuple[Quoted, ...]
    credence: str
    posed: str
    term: Link | None
    stances: tuple[StanceView, ...]
    cited: tuple[Cited, ...]
    shown: tuple[Cited, ...]
    supports: tuple[ArgumentView, ...]
    rebuts: tuple[ArgumentView, ...]
    bearings: tuple[Bearing, ...]
    ties: tuple[TieGroup, ...]
    where: Where
    map: NearbyMap | None = None
    strength: StrengthView | None = None
    turns: tuple[TurnView, ...] = ()
    effect: Effect | None = None
    assumed: str = ""
    crux: CruxView | None = None

    @property
    def tally(self) -> Iterator[tuple[str, str]]:
        """What the page of an item has, in numbers, each with where that stands."""
        if self.crux is not None:
            return
        for arguments, done, anchor in (
            (self.supports, "supported", "supports"),
            (self.rebuts, "rebutted", "rebuts"),
        ):
            if arguments:
                yield f"{done} by {words.count(len(arguments), 'argument')}", anchor
        if self.bearings:
            yield f"bears on {len(self.bearings)}", "bears-on"
        if self.shown:
            yield "in the source", "passages"
        if self.map:
            yield "on the map", "map"


def item_page(desk: Desk, claim: Claim) -> ItemPage:
    return ItemPage(
        head=_head(desk, claim),
        debate=desk.debate(claim.debate),
        section=_section(desk, claim),
        item=desk.item(claim.id, claim.debate),
        statement=desk.prose.label(claim.text),
        body=desk.block(claim.body, claim.place.path),
        quotes=desk.quotes(claim),
        credence=words.number(claim.credence),
        posed=claim.posed or "",
        term=_term(desk, claim),
        stances=_stances(desk, claim),
        cited=desk.cited(claim.passages, claim.debate),
        shown=_shown(desk, claim),
        supports=arguments_on(desk, claim.id, "supports", claim.debate),
        rebuts=arguments_on(desk, claim.id, "rebuts", claim.debate),
        bearings=bearings_of(desk, claim.id, claim.debate),
        ties=_ties(desk, claim),
        where=desk.where(claim.place),
        map=nearby_map(desk, claim, asked_by(desk, claim) if claim.kind == "crux" else ()),
        strength=strength_view(desk, claim.id, claim.debate),
        turns=turns(desk, claim.id, claim.debate),
        effect=effects(desk, claim.debate).get(claim.id),
        assumed=desk.numbers_of(claim.debate).assumed,
        crux=_crux(desk, claim) if claim.kind == "crux" else None,
    )


def _head(desk: Desk, claim: Claim) -> Head:
    return Head(
        title=short_name(claim.title, claim.slug),
        page=claim.kind,
        id=claim.id,
        description=desk.prose.plain(claim.text),
        data=names.data_file(names.debate_file(claim.debate)),
        ld=item_ld(desk, claim),
    )


def _shown(desk: Desk, claim: Claim) -> tuple[Cited, ...]:
    """The passages where an item or a stance on it stands, if their text is at hand.

    One that repeats another of them is left to its page.
    """
    stances = desk.index.stances_on.get(claim.id, ())
    cited = dict.fromkeys((*claim.passages, *(p for s in stances for p in s.passages)))
    shown = tuple(
        p
        for p in cited
        if desk.passage(p).text is not None and desk.index.first_of(p) not in cited.keys() - {p}
    )
    return desk.cited(shown, claim.debate)


def _section(desk: Desk, claim: Claim) -> Link | None:
    if not claim.section:
        return None
    page = names.outline_file(claim.debate)
    return Link(claim.section, f"{desk.root}{page}#{names.section_anchor(claim.section)}")


def _term(desk: Desk, claim: Claim) -> Link | None:
    term = desk.index.terms.get(claim.term or "")
    if term is None:
        return None
    return Link(desk.prose.label(term.heading), desk.root + names.term_file(term.id))


def _stances(desk: Desk, claim: Claim) -> tuple[StanceView, ...]:
    """The stances on an item; those on a crux that answer it stand among the answers."""
    views = desk.stances(claim.id)
    return tuple(v for v in views if v.answer == POSES) if claim.kind == "crux" else views


def _ties(desk: Desk, claim: Claim) -> tuple[TieGroup, ...]:
    """The relations of an item; what a crux asks has its own place on the page."""
    asks = words.TIES["asks"][0]
    return tuple(g for g in desk.ties(claim) if g.label != asks or claim.kind != "crux")


def _crux(desk: Desk, crux: Claim) -> CruxView:
    return CruxView(
        yes=crux_side(desk, crux, yes=True),
        no=crux_side(desk, crux, yes=False),
        answers=answers_to(desk, crux),
        asked=tuple(_asked(desk, claim, crux.debate) for claim in asked_by(desk, crux)),
    )


def asked_by(desk: Desk, crux: Claim) -> list[str]:
    """The claims whose truth a crux asks: its yes is theirs."""
    return [r.target for r in desk.index.relations_from.get(crux.id, ()) if r.kind == "asks"]


def crux_side(desk: Desk, crux: Claim, *, yes: bool) -> CruxSide:
    """What follows from one answer: the arguments from the crux and from the claims it asks."""
    bearings = [
        bearing
        for claim in (crux.id, *asked_by(desk, crux))
        for bearing in bearings_of(desk, claim, crux.debate, negated=not yes)
    ]
    return CruxSide("yes" if yes else "no", tuple(bearings))


def answers_to(desk: Desk, crux: Claim) -> tuple[StanceView, ...]:
    """Who answers how, with the stances on the claims it asks: the same answer, said there."""
    own = [view for view in desk.stances(crux.id) if view.answer != POSES]
    lent = [
        view._replace(via=claim, item=desk.item(claim, crux.debate))
        for claim in asked_by(desk, crux)
        for view in desk.stances(claim)
    ]
    return (*own, *lent)


def _asked(desk: Desk, claim: str, here: str) -> Asked:
    return Asked(
        item=desk.item(claim, here),
        supports=arguments_on(desk, claim, "supports", here),
        rebuts=arguments_on(desk, claim, "rebuts", here),
    )


def debate_pages(index: Index, debate: Debate) -> Iterator[PlannedPage]:
    """The page of each item of a debate."""
    for claim in items_of(index, debate):
        template = "crux.html" if claim.kind == "crux" else "item.html"
        yield PlannedPage(names.claim_file(claim.id), template, partial(item_page, claim=claim))


def debate_paths(debate: str, items: Sequence[str]) -> Iterator[str]:
    yield from map(names.claim_file, items)
