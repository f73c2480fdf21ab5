"""The page of an item; that of a crux also says what either answer does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from kb.model import Claim, Debate
from kb.naming import short_name
from kb.publish.exchange.neighbours import beside
from kb.publish.feeds.linked_data import item_ld
from kb.publish.index import Index
from kb.publish.map.views import map_link
from kb.publish.parts import words
from kb.publish.parts.arguments import answers_on, arguments_on, bearings_of
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import (
    ArgumentView,
    Bearing,
    Cited,
    Effect,
    Item,
    Link,
    PassageRef,
    Quoted,
    StanceView,
    StrengthView,
    TieGroup,
    TurnView,
    Where,
)
from kb.publish.parts.introduced import Introduced
from kb.publish.parts.number_views import effects, letters, strength_view, turns
from kb.publish.parts.page import Head
from kb.publish.parts.printer import PlannedPage
from kb.publish.parts.tallies import items_of, position_tally
from kb.publish.parts.terms import glossary
from kb.publish.parts.ways import Way, ways
from kb.publish.text import names
from kb.publish.text.typography import curled

TURNS = 1  # claims on which an item turns that its page names
POSES = words.STANCES["poses"].answer


class CruxSide(NamedTuple):
    """What one answer to a crux does."""

    answer: str
    bearings: tuple[Bearing, ...]


class Asked(NamedTuple):
    """A claim whose truth a crux asks, with what supports and rebuts it."""

    item: Item
    supports: tuple[ArgumentView, ...]
    rebuts: tuple[ArgumentView, ...]


class CruxView(NamedTuple):
    """What the page of a crux has beyond that of any item."""

    yes: CruxSide
    no: CruxSide
    answers: tuple[StanceView, ...]
    asked: tuple[Asked, ...]


class ItemPage(NamedTuple):
    """The page of an item; `shown` are the passages whose text stands on it, and at no stance.

    `name` is its title, a letter or a term that it is known by; `asked` are the cruxes that ask it,
    `ends` the ways to the positions it bears on, `whole` its place on the map of the debate.
    """

    head: Head
    debate: Link
    section: Link | None
    item: Item
    name: str
    letter: str
    statement: Markup
    body: Markup
    quotes: tuple[Quoted, ...]
    credence: str
    posed: str
    term: Link | None
    tally: str
    asked: tuple[Item, ...]
    stances: tuple[StanceView, ...]
    cited: tuple[Cited, ...]
    shown: tuple[PassageRef, ...]
    supports: tuple[ArgumentView, ...]
    rebuts: tuple[ArgumentView, ...]
    answers: tuple[ArgumentView, ...]
    bearings: tuple[Bearing, ...]
    ends: tuple[Way, ...]
    ties: tuple[TieGroup, ...]
    before: Item | None
    after: Item | None
    where: Where
    whole: str = ""
    tags: tuple[str, ...] = ()
    strength: StrengthView | None = None
    turns: tuple[TurnView, ...] = ()
    effect: Effect | None = None
    crux: CruxView | None = None


def item_page(desk: Desk, claim: Claim) -> ItemPage:
    before, after = (desk.item(i, claim.debate) if i else None for i in beside(desk.index, claim))
    texts, known = _texts(desk, claim), Introduced()
    terms, linked = glossary(desk, claim), set[str]()
    crux = _crux(desk, claim, texts, known) if claim.kind == "crux" else None
    return ItemPage(
        head=_head(desk, claim),
        debate=desk.debate(claim.debate),
        section=_section(desk, claim),
        item=desk.item(claim.id, claim.debate),
        name=curled(claim.title or ""),
        letter=letters(desk, claim.debate).get(claim.id, ""),
        statement=terms.linked(desk.prose.label(claim.text), linked),
        body=terms.linked(desk.block(claim.body, claim.place.path), linked),
        quotes=desk.quotes(claim),
        credence=words.number(claim.credence),
        posed=claim.posed or "",
        term=_term(desk, claim),
        tally=position_tally(desk, claim),
        asked=_asking(desk, claim),
        stances=known.stances(_with_texts(_said_of(desk, claim), texts)),
        cited=desk.cited(claim.passages, claim.debate),
        shown=texts[""],
        supports=known.arguments(arguments_on(desk, claim.id, "supports", claim.debate)),
        rebuts=known.arguments(arguments_on(desk, claim.id, "rebuts", claim.debate)),
        answers=known.arguments(answers_on(desk, claim.id, claim.debate)),
        bearings=bearings_of(desk, claim.id, claim.debate),
        ends=ways(desk, claim.id, claim.debate),
        ties=_ties(desk, claim),
        before=before,
        after=after,
        where=desk.where(claim.place),
        whole=map_link(desk, claim.id, claim.debate),
        tags=tuple(map(curled, claim.tags)),
        strength=strength_view(desk, claim.id, claim.debate),
        turns=tuple(islice(turns(desk, claim.id, claim.debate), TURNS)),
        effect=effects(desk, claim.debate).get(claim.id),
        crux=crux,
    )


def _head(desk: Desk, claim: Claim) -> Head:
    return Head(
        title=curled(short_name(claim.title, claim.slug)),
        page=claim.kind,
        id=claim.id,
        description=desk.prose.plain(claim.text),
        data=names.data_file(names.debate_file(claim.debate)),
        ld=item_ld(desk, claim),
    )


Texts = Mapping[str, tuple[PassageRef, ...]]  # the passages that are shown, by stance; "": the rest
NO_TEXTS: Texts = {"": ()}


def _texts(desk: Desk, claim: Claim) -> Texts:
    """The passages where an item and each stance on it stand, if their text is at hand; each once,
    and of two that are equal one."""
    if not desk.texts:
        return NO_TEXTS
    done: set[str] = set()

    def new(passages: Sequence[str]) -> tuple[PassageRef, ...]:
        firsts = [p for p in dict.fromkeys(map(desk.index.first_of, passages)) if p not in done]
        done.update(firsts)
        return tuple(p for p in map(desk.passage, firsts) if p.text is not None)

    same = (claim.id, *asked_by(desk, claim), *desk.index.asking.get(claim.id, ()))
    stances = [s for each in same for s in desk.index.stances_on.get(each, ())]
    found = {names.anchor(s.id): new(s.passages) for s in stances}
    return found | {"": new(claim.passages)}


def _with_texts(views: Iterable[StanceView], texts: Texts) -> tuple[StanceView, ...]:
    return tuple(
        view._replace(shown=texts[view.id]) if texts.get(view.id) else view for view in views
    )


def _said_of(desk: Desk, claim: Claim) -> tuple[StanceView, ...]:
    """The stances on an item, and on the cruxes that ask it; those on a crux that answer it stand
    among the answers."""
    own = desk.stances(claim.id)
    if claim.kind == "crux":
        return tuple(view for view in own if view.answer == POSES)
    asking = desk.index.asking.get(claim.id, ())
    return (*own, *(_lent(view) for crux in asking for view in _answering(desk, crux)))


def _lent(view: StanceView) -> StanceView:
    """A stance on a crux, on the page of the claim that it asks."""
    is_answer = view.words.startswith("answers ")
    return view._replace(words=f"{view.words} to the crux") if is_answer else view


def _answering(desk: Desk, crux: str) -> list[StanceView]:
    """What people say of a crux but that they pose it."""
    return [view for view in desk.stances(crux) if view.answer != POSES]


def _asking(desk: Desk, claim: Claim) -> tuple[Item, ...]:
    """The cruxes that ask whether an item is true."""
    return tuple(desk.item(crux, claim.debate) for crux in desk.index.asking.get(claim.id, ()))


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


def _ties(desk: Desk, claim: Claim) -> tuple[TieGroup, ...]:
    """The relations of an item; what a crux asks has its own place on the page of either."""
    return tuple(group for group in desk.ties(claim) if group.kind != "asks")


def _crux(desk: Desk, crux: Claim, texts: Texts, known: Introduced) -> CruxView:
    return CruxView(
        yes=crux_side(desk, crux, yes=True),
        no=crux_side(desk, crux, yes=False),
        answers=known.stances(_with_texts(answers_to(desk, crux), texts)),
        asked=tuple(_asked(desk, claim, crux.debate, known) for claim in asked_by(desk, crux)),
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
    own = _answering(desk, crux.id)
    lent = [
        view._replace(via=claim, item=desk.item(claim, crux.debate))
        for claim in asked_by(desk, crux)
        for view in desk.stances(claim)
    ]
    return (*own, *lent)


def _asked(desk: Desk, claim: str, here: str, known: Introduced) -> Asked:
    return Asked(
        item=desk.item(claim, here),
        supports=known.arguments(arguments_on(desk, claim, "supports", here)),
        rebuts=known.arguments(arguments_on(desk, claim, "rebuts", here)),
    )


def debate_pages(index: Index, debate: Debate) -> Iterator[PlannedPage]:
    """The page of each item of a debate."""
    for claim in items_of(index, debate):
        template = "crux.html" if claim.kind == "crux" else "item.html"
        yield PlannedPage(names.claim_file(claim.id), template, partial(item_page, claim=claim))


def debate_paths(debate: str, items: Sequence[str]) -> Iterator[str]:
    yield from map(names.claim_file, items)
