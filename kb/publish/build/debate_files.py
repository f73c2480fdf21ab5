"""All that a debate makes: its pages, the same as data, its cards, and its contribution."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from types import ModuleType
from typing import cast

from kb.dates import is_date
from kb.forking import meanwhile
from kb.kinds import Kind
from kb.model import Claim, Debate, Stance
from kb.naming import short_name
from kb.publish import pages
from kb.publish.feeds.cards import cards
from kb.publish.feeds.data import debate_data
from kb.publish.feeds.feed import latest
from kb.publish.map.focus import focus_script
from kb.publish.map.opening import forget_trees
from kb.publish.numbers.numbers import Numbers
from kb.publish.pages.home import brief
from kb.publish.pages.open_ends import open_ends
from kb.publish.pages.pair import pair_shares
from kb.publish.pages.person import about, main_stances, person_debate
from kb.publish.pages.source import cited_by
from kb.publish.pages.term import sense
from kb.publish.parts import words
from kb.publish.parts.contribution import (
    Cited,
    Contribution,
    Dated,
    Doc,
    Listed,
    Moved,
    SenseShare,
    Share,
    Told,
    Turning,
)
from kb.publish.parts.desk import Desk
from kb.publish.parts.meeting import SIDE_BY_SIDE, pairs_of
from kb.publish.parts.number_views import graph_script
from kb.publish.parts.pieces import Pieces
from kb.publish.parts.printer import PlannedPage, Printer
from kb.publish.parts.tallies import arguments_of, items_of, latest_date
from kb.publish.text import names
from kb.publish.text.scripts import as_json
from kb.publish.text.signs import printable
from queries.saying import counted, side

OF_A_DEBATE = (names.debate_file, names.stances_file, names.map_file, names.outline_file)


@dataclass(frozen=True)
class DebateFiles:
    """The files of a debate by their path, and what other pages need to know of it, with the text
    of its pieces."""

    files: dict[str, bytes]
    contribution: Contribution
    pieces: str


def debate_files(
    printer: Printer, debate: Debate, numbers: Numbers, in_two: bool = False
) -> DebateFiles:
    """Everything that is written for one debate; `in_two` has a copy of this process make the pages
    of its items, which take about as long as all the rest."""
    printer.numbers[debate.id] = numbers
    planned = list(_plan(printer, debate))
    others = [page for page in planned if not _is_of_item(page)]
    print_items = partial(_printed, printer, list(filter(_is_of_item, planned)))
    with meanwhile(print_items) if in_two else nullcontext(print_items) as items:
        files = _printed(printer, others) | _beside(printer, debate, numbers)
        if names.map_file(debate.id) in files:
            files[names.focus_file(debate.id)] = focus_script(printer.desk(""), debate.id)
        pieces = Pieces()
        contribution = _contribution(printer, debate, pieces)
        files |= items()
    forget_trees(printer.index, debate.id)
    return DebateFiles(files, contribution, pieces.text())


def _is_of_item(page: PlannedPage) -> bool:
    return page.path.startswith(names.CLAIMS)


def _printed(printer: Printer, planned: Iterable[PlannedPage]) -> dict[str, bytes]:
    return {page.path: printer.print(page) for page in planned}


def _beside(printer: Printer, debate: Debate, numbers: Numbers) -> dict[str, bytes]:
    """What stands beside the pages of a debate: the same as data, its cards, what scripts need."""
    desk, data = printer.desk(""), names.data_file(names.debate_file(debate.id))
    return {
        data: debate_data(printer.index, debate, numbers),
        names.cards_file(debate.id): cards(desk, debate),
        names.graph_file(debate.id): graph_script(desk, debate),
    }


def _plan(printer: Printer, debate: Debate) -> Iterator[PlannedPage]:
    for module in _modules():
        yield from module.debate_pages(printer.index, debate)


def paths_of_debate(debate: str, items: list[str]) -> Iterator[str]:
    """Every path that a debate may write to, known before it is made."""
    for module in _modules():
        yield from module.debate_paths(debate, items)
    yield names.data_file(names.debate_file(debate))
    yield from (names.cards_file(debate), names.graph_file(debate))


@cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"{pages.__name__}.{name}") for name in pages.OF_DEBATES)


def _contribution(printer: Printer, debate: Debate, pieces: Pieces) -> Contribution:
    desk, share = printer.desk(""), printer.templates.share
    pairs, are_all = pairs_of(printer.index, debate.id)
    docs = list(_docs(printer, debate))
    return Contribution(
        debate=debate.id,
        heading=printable(debate.heading),
        question=printable(desk.prose.plain(debate.question)),
        path=names.debate_file(debate.id),
        source=debate.source,
        brief=share("brief", brief(desk, debate)),
        items=len(items_of(printer.index, debate)),
        arguments=arguments_of(printer.index, debate),
        latest=latest_date(printer.index, debate),
        cruxes=tuple(_cruxes(printer, debate)),
        people=_people(printer, debate, pieces),
        citations=_citations(printer, debate, pieces),
        senses=_senses(printer, debate),
        open_ends=open_ends(printer, debate, pieces.add),
        pairs=tuple(pair_shares(printer, debate, pairs[:SIDE_BY_SIDE], pieces.add)),
        pairs_left_out=len(pairs[SIDE_BY_SIDE:]),
        pairs_are_all=are_all,
        kinds=_kinds(docs, pieces),
        docs=pieces.add(as_json([doc._asdict() for doc in docs])),
        dated=tuple(latest(_dated(printer, debate))),
        moved=tuple(_moved(printer, debate)),
    )


def _cruxes(printer: Printer, debate: Debate) -> Iterator[Turning]:
    """The cruxes of a debate, those that reach furthest first; those that ask a claim count its
    stances too."""
    plain, index = printer.desk("").prose.plain, printer.index
    order = {claim.id: (claim.debate, number) for number, claim in enumerate(index.claims.values())}
    ranked = [crux.item for crux in printer.numbers[debate.id].cruxes]
    place = {item: number for number, item in enumerate(ranked)}
    cruxes = [claim for claim in items_of(index, debate) if claim.kind == "crux"]
    for claim in sorted(cruxes, key=lambda crux: place.get(crux.id, len(place))):
        asked = sorted({claim.id, index.asked(claim.id)} & order.keys(), key=order.__getitem__)
        stances = (stance for one in asked for stance in index.stances_on.get(one, ()))
        answers = counted(stances, attrgetter("person"), {}).values()
        sides = [side(answer.kind) for answer in answers]
        yield Turning(printable(plain(claim.text)), sides.count(1), sides.count(-1))


def _people(printer: Printer, debate: Debate, pieces: Pieces) -> dict[str, Told]:
    """Each person's part in the debate, as it stands on the person's page."""
    own: dict[str, list[Stance]] = {}
    reported: dict[str, list[Stance]] = {}
    for stance in _stances(printer, debate):
        own.setdefault(stance.person, []).append(stance)
        if stance.of is not None:
            reported.setdefault(stance.of, []).append(stance)
    desk, parts = printer.desk("../"), dict[str, Told]()
    for person in own | reported:
        mine = own.get(person, [])
        view = person_debate(desk, debate, mine, reported.get(person, []))
        html = printer.templates.share("person_debate", view)
        lines = partial(_said_line, printer, desk, debate)
        main, dated = map(lines, main_stances(desk, mine)), sorted(mine, key=lambda s: s.date or "")
        when = ((s.date or "", lines(s)) for s in dated if is_date(s.date or ""))
        share = Share(html, len(mine), tuple(main), tuple(when))
        parts[person] = Told(len(mine), pieces.add(json.dumps(share)))
    return parts


def _said_line(printer: Printer, desk: Desk, debate: Debate, stance: Stance) -> str:
    """What somebody says, in a line of their page."""
    return printer.templates.share("said_line", about(desk, stance), desk.debate(debate.id))


def _stances(printer: Printer, debate: Debate) -> Iterator[Stance]:
    for target in printer.index.targets_of.get(debate.id, ()):
        yield from printer.index.stances_on.get(target, ())


def _citations(printer: Printer, debate: Debate, pieces: Pieces) -> dict[str, Cited]:
    """What cites each passage of a source, as lines of the source's page."""
    desk, found = printer.desk("../"), defaultdict[str, dict[str, list[str]]](dict)
    for passage, citations in printer.index.citations_of.get(debate.id, {}).items():
        lines = (printer.templates.share("citation", cited_by(desk, c)) for c in citations)
        found[passage.rpartition("#")[0]][passage] = list(dict.fromkeys(lines))
    return {s: Cited(tuple(lines), pieces.add(json.dumps(lines))) for s, lines in found.items()}


def _senses(printer: Printer, debate: Debate) -> dict[str, tuple[SenseShare, ...]]:
    desk = printer.desk("../")
    senses: dict[str, list[SenseShare]] = {}
    for claim in items_of(printer.index, debate):
        if claim.term is not None:
            html = printer.templates.share("sense", sense(desk, claim))
            text = printable(desk.prose.plain(claim.text))
            senses.setdefault(claim.term, []).append(SenseShare(html, text))
    return {term: tuple(found) for term, found in senses.items()}


def _docs(printer: Printer, debate: Debate) -> Iterator[Doc]:
    plain = printer.desk("").prose.plain
    for claim in items_of(printer.index, debate):
        path = names.claim_file(claim.id)
        text, note = printable(plain(claim.text)), printable(debate.heading)
        also = printable(claim.title or "")
        yield Doc(kind=claim.kind, path=path, text=text, note=note, also=also)


def _kinds(docs: list[Doc], pieces: Pieces) -> dict[Kind, Listed]:
    """The items by their kind, as lists of a kind have them."""
    found = defaultdict[Kind, list[dict[str, str]]](list)
    for doc in docs:
        found[cast("Kind", doc.kind)].append(
            {"page": doc.path, "text": doc.text, "debate": doc.note}
        )
    return {kind: Listed(len(items), pieces.add(as_json(items))) for kind, items in found.items()}


def _moved(printer: Printer, debate: Debate) -> Iterator[Moved]:
    """What stands at addresses that the debate and its items had before."""
    for was in debate.formerly:
        for file in OF_A_DEBATE:
            yield Moved(file(was), file(debate.id), printable(debate.heading))
    for claim in items_of(printer.index, debate):
        name = printable(short_name(claim.title, claim.slug))
        for old in claim.formerly:
            yield Moved(names.claim_file(old), names.claim_file(claim.id), name)


def _dated(printer: Printer, debate: Debate) -> Iterator[Dated]:
    """The stances that a whole date is written of; words for the feed."""
    desk, index = printer.desk(""), printer.index
    for stance in _stances(printer, debate):
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
