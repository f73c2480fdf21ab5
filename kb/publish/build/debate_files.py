"""All that a debate makes: its pages, the same as data, its cards, and its extract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from kb.model import Claim, Debate, Stance
from kb.publish.feeds.cards import cards
from kb.publish.feeds.data import debate_data
from kb.publish.feeds.feed import latest
from kb.publish.numbers.numbers import Numbers
from kb.publish.pages.debate import debate_page
from kb.publish.pages.home import brief
from kb.publish.pages.item import item_page
from kb.publish.pages.open_ends import open_ends
from kb.publish.pages.pair import pair_shares
from kb.publish.pages.person import person_debate
from kb.publish.pages.source import cited_by
from kb.publish.pages.stances import standing_page
from kb.publish.pages.term import sense
from kb.publish.parts import words
from kb.publish.parts.contribution import Dated, Doc, Extract, SenseShare, Share
from kb.publish.parts.desk import Desk
from kb.publish.parts.meeting import SIDE_BY_SIDE, pairs_of
from kb.publish.parts.number_views import graph_script
from kb.publish.parts.printer import Planned, Press
from kb.publish.parts.sides import has_standing
from kb.publish.parts.tallies import arguments_of, items_of, latest_date
from kb.publish.text import names
from kb.publish.text.prose import printable


@dataclass(frozen=True)
class Unit:
    """The files of a debate by their path, and what other pages need to know of it."""

    files: dict[str, bytes]
    extract: Extract


def make_unit(press: Press, debate: Debate, numbers: Numbers) -> Unit:
    """Everything that is written for one debate."""
    press.numbers[debate.id] = numbers
    desk = press.desk("")
    files = {planned.path: press.print(planned) for planned in _plan(press, debate)}
    files[names.data_file(names.debate_file(debate.id))] = debate_data(press.index, debate, numbers)
    files[names.cards_file(debate.id)] = cards(desk, debate)
    files[names.graph_file(debate.id)] = graph_script(desk, debate)
    return Unit(files, _extract(press, debate))


def _plan(press: Press, debate: Debate) -> Iterator[Planned]:
    path = names.debate_file(debate.id)
    yield Planned(path, "debate.html", partial(debate_page, debate=debate))
    if has_standing(press.index, debate):
        path = names.stances_file(debate.id)
        yield Planned(path, "standing.html", partial(standing_page, debate=debate))
    for claim in items_of(press.index, debate):
        template = "crux.html" if claim.kind == "crux" else "item.html"
        path = names.claim_file(claim.id)
        yield Planned(path, template, partial(item_page, claim=claim))


def unit_paths(debate: str, items: list[str]) -> Iterator[str]:
    """Every path that a debate may write to, known before it is made."""
    page = names.debate_file(debate)
    yield from (page, names.stances_file(debate), names.data_file(page))
    yield from (names.cards_file(debate), names.graph_file(debate))
    yield from map(names.claim_file, items)


def _extract(press: Press, debate: Debate) -> Extract:
    desk, share = press.desk(""), press.templates.share
    pairs = pairs_of(press.index, debate.id)
    return Extract(
        debate=debate.id,
        heading=printable(debate.heading),
        question=printable(desk.prose.plain(debate.question)),
        path=names.debate_file(debate.id),
        source=debate.source,
        brief=share("brief", brief(desk, debate)),
        items=len(items_of(press.index, debate)),
        arguments=arguments_of(press.index, debate),
        latest=latest_date(press.index, debate),
        people=_people(press, debate),
        citations=_citations(press, debate),
        senses=_senses(press, debate),
        open_ends=open_ends(press, debate),
        pairs=tuple(pair_shares(press, debate, pairs[:SIDE_BY_SIDE])),
        pairs_left_out=len(pairs[SIDE_BY_SIDE:]),
        docs=tuple(_docs(press, debate)),
        dated=tuple(latest(_dated(press, debate))),
    )


def _people(press: Press, debate: Debate) -> dict[str, Share]:
    """Each person's part in the debate, as it stands on the person's page."""
    own: dict[str, list[Stance]] = {}
    reported: dict[str, list[Stance]] = {}
    for stance in _stances(press, debate):
        own.setdefault(stance.person, []).append(stance)
        if stance.of is not None:
            reported.setdefault(stance.of, []).append(stance)
    desk, shares = press.desk("../"), {}
    for person in own | reported:
        mine = own.get(person, [])
        view = person_debate(desk, debate, mine, reported.get(person, []))
        html = press.templates.share("person_debate", view)
        shares[person] = Share(html=html, stances=len(mine))
    return shares


def _stances(press: Press, debate: Debate) -> Iterator[Stance]:
    for target in press.index.targets_of.get(debate.id, ()):
        yield from press.index.stances_on.get(target, ())


def _citations(press: Press, debate: Debate) -> dict[str, tuple[str, ...]]:
    """What cites each passage, as lines of the source's page."""
    desk, found = press.desk("../"), {}
    for passage, citations in press.index.citations_of.get(debate.id, {}).items():
        lines = (press.templates.share("citation", cited_by(desk, c)) for c in citations)
        found[passage] = tuple(dict.fromkeys(lines))
    return found


def _senses(press: Press, debate: Debate) -> dict[str, tuple[SenseShare, ...]]:
    desk = press.desk("../")
    senses: dict[str, list[SenseShare]] = {}
    for claim in items_of(press.index, debate):
        if claim.term is not None:
            html = press.templates.share("sense", sense(desk, claim))
            text = printable(desk.prose.plain(claim.text))
            senses.setdefault(claim.term, []).append(SenseShare(html, text))
    return {term: tuple(found) for term, found in senses.items()}


def _docs(press: Press, debate: Debate) -> Iterator[Doc]:
    plain = press.desk("").prose.plain
    for claim in items_of(press.index, debate):
        path = names.claim_file(claim.id)
        text, note = printable(plain(claim.text)), printable(debate.heading)
        yield Doc(kind=claim.kind, path=path, text=text, note=note)


def _dated(press: Press, debate: Debate) -> Iterator[Dated]:
    """The stances that a whole date is written of; words for the feed."""
    desk, index = press.desk(""), press.index
    for stance in _stances(press, debate):
        claim = index.claims.get(stance.target)
        if claim is None or not words.is_day(stance.date):
            continue
        yield Dated(
            date=stance.date or "",
            path=names.claim_file(claim.id),
            title=printable(_said(desk, stance, claim)),
            ident=stance.id,
        )


def _said(desk: Desk, stance: Stance, claim: Claim) -> str:
    person = desk.prose.plain(desk.index.people[stance.person].heading)
    said = words.STANCES[stance.kind].on_item.replace(" this", "", 1)
    return f"{person} {said}: {desk.prose.plain(claim.text)}"
