"""Two people side by side, debate by debate: where they differ, and how they answer each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kb.analysis.scale import strength_word
from kb.model import Debate
from kb.naming import opening, times
from kb.publish.parts import words
from kb.publish.parts.arguments import argument_ref
from kb.publish.parts.contribution import MET, Met, PairShare, safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import ArgumentRef, Item, Link, MeetsView, Shared
from kb.publish.parts.number_views import shared_claims
from kb.publish.parts.page import Head
from kb.publish.parts.pieces import Piece
from kb.publish.parts.printer import PlannedPage, Printer
from kb.publish.parts.shared import Shared as SharedContributions
from kb.publish.parts.shared import SharedPage
from kb.publish.parts.sides import StanceRow, row_of, stances_href
from kb.publish.text import names

DOES = {"supports": "supports", "rebuts": "rebuts", "undercuts": "undercuts an argument of"}
LISTED = 500  # pairs that one page names

Pair = Sequence[Met]  # how two people meet, debate by debate


class PairRows(NamedTuple):
    """Items on which two people differ, or agree."""

    heading: str
    rows: tuple[StanceRow, ...]


class ReplyView(NamedTuple):
    """An argument by which one of two people answers the other, in words: who rebuts whom."""

    by: Link
    does: str
    to: Link
    argument: ArgumentRef
    reasons: tuple[Markup, ...]
    inferred: bool


class PartingView(NamedTuple):
    """A position that two people see otherwise, and what would bring them together."""

    conclusion: Item
    a: Link
    b: Link
    strength_a: str
    strength_b: str
    shared: tuple[Shared, ...]


class PairDebate(NamedTuple):
    """Two people in one debate; `alone` is of how many items only one of them speaks."""

    debate: Link
    anchor: str
    differ: PairRows
    replies: tuple[ReplyView, ...]
    partings: tuple[PartingView, ...]
    agree: PairRows
    alone: tuple[tuple[Link, str], ...]
    stances_page: str


class PairPage(NamedTuple):
    """Two people side by side; each debate as HTML that its own build made."""

    head: Head
    people: tuple[Link, Link]
    summary: str
    command: str
    debates: tuple[Markup, ...]


class PairsPage(NamedTuple):
    """Everybody who meets; `left_out` where a debate has more pairs than are set side by side."""

    head: Head
    pairs: tuple[MeetsView, ...]
    more: str
    left_out: str


def pair_shares(
    printer: Printer, debate: Debate, pairs: Iterable[Met], keep: Callable[[str], Piece]
) -> Iterator[PairShare]:
    """The part that a debate has of the page of each two people."""
    desk = printer.desk("../../")
    for met in pairs:
        view = pair_debate(desk, debate, met)
        html = keep(printer.templates.share("pair_debate", view))
        yield PairShare(met.a, met.b, html, MET.dump_json(met).decode())


def pair_debate(desk: Desk, debate: Debate, met: Met) -> PairDebate:
    """How two people meet in one debate."""
    pair = (met.a, met.b)
    alone = zip(pair, met.alone, strict=True)
    return PairDebate(
        debate=desk.debate(debate.id),
        anchor=names.debate_anchor(debate.id),
        differ=_rows(desk, "Where they differ", _apart(met), pair),
        replies=replies_of(desk, debate, met),
        partings=tuple(_partings(desk, debate, met)),
        agree=_rows(desk, "Where they agree", met.agree, pair),
        alone=tuple((desk.person(who), words.count(n, "item")) for who, n in alone if n),
        stances_page=_beside(desk, debate, pair),
    )


def _rows(desk: Desk, heading: str, items: Iterable[str], pair: tuple[str, str]) -> PairRows:
    asking = desk.index.asking
    rows = (row_of(desk, [item, *asking.get(item, ())], pair) for item in items)
    return PairRows(heading, tuple(rows))


def _apart(met: Met) -> Iterable[str]:
    """The items on which two people differ, be it that each holds one of two rivals."""
    return dict.fromkeys([*met.differ, *(item for pair in met.rivals for item in pair)])


def replies_of(
    desk: Desk, debate: Debate, met: Met, most: int | None = None
) -> tuple[ReplyView, ...]:
    """How two people answer each other in a debate, attacks first; all, or the first of them."""
    return tuple(_reply(desk, debate, met, *reply) for reply in met.replies[:most])


def _reply(desk: Desk, debate: Debate, met: Met, by: str, kind: str, move: str) -> ReplyView:
    argument = desk.index.arguments[move]
    return ReplyView(
        by=desk.person(by),
        does=DOES[kind],
        to=desk.person(met.b if by == met.a else met.a),
        argument=argument_ref(desk, move, debate.id),
        reasons=desk.reasons(argument),
        inferred=argument.inferred,
    )


def _partings(desk: Desk, debate: Debate, met: Met) -> Iterator[PartingView]:
    """The positions of which both speak and that they see otherwise, with what both'd move for."""
    for each in desk.numbers_of(debate.id).partings:
        if {each.a, each.b} == {met.a, met.b}:
            yield PartingView(
                conclusion=desk.item(each.conclusion, debate.id),
                a=desk.person(each.a),
                b=desk.person(each.b),
                strength_a=strength_word(each.strength_a),
                strength_b=strength_word(each.strength_b),
                shared=shared_claims(desk, debate.id, each),
            )


def _beside(desk: Desk, debate: Debate, pair: tuple[str, str]) -> str:
    """All of both in a debate: its page of who stands where, with the two chosen."""
    href = stances_href(desk, debate)
    return f"{href}?{'+'.join(map(names.segment, pair))}" if href else ""


# -- in all debates --------------------------------------------------------------------------------


def pair_page(desk: Desk, pair: Pair, debates: Sequence[Markup]) -> PairPage:
    """Two people, with the part that each debate has of them."""
    a, b = pair[0].a, pair[0].b
    one, other = (desk.prose.plain(desk.index.people[person].heading) for person in (a, b))
    return PairPage(
        head=Head(
            title=f"{one} and {other}",
            page="pair",
            data=names.data_file(names.pair_file(a, b)),
        ),
        people=(desk.person(a), desk.person(b)),
        summary=_summary(desk, pair),
        command=f"kb compare {a} {b}",
        debates=tuple(debates),
    )


def pairs_page(desk: Desk, pairs: Iterable[Pair], left_out: str) -> PairsPage:
    """Everybody who meets, the most heated first."""
    found = sorted(pairs, key=_heat)
    return PairsPage(
        head=Head(title="Who meets whom", page="pairs", data=names.data_file(names.PAIRS)),
        pairs=tuple(_meets(desk, pair, pair[0].a, pair[0].b) for pair in found[:LISTED]),
        more=words.count(len(found) - LISTED, "more pair") if len(found) > LISTED else "",
        left_out=left_out,
    )


def met_by(desk: Desk, person: str, pairs: Iterable[Pair]) -> tuple[MeetsView, ...]:
    """Whom a person meets, first those with whom there is most to talk about."""
    return tuple(
        _meets(desk, pair, pair[0].b if pair[0].a == person else pair[0].a)
        for pair in sorted(pairs, key=_heat)
    )


def meets_in(desk: Desk, met: Iterable[Met]) -> tuple[MeetsView, ...]:
    """Who meets whom in one debate."""
    return tuple(_meets(desk, [each], each.a, each.b) for each in met)


def _meets(desk: Desk, pair: Pair, *people: str) -> MeetsView:
    shown = tuple(desk.person(person).text for person in people)
    href = desk.root + names.pair_file(pair[0].a, pair[0].b)
    return MeetsView(shown, href, _counts(pair), _heat(pair)[0] < 0)


def _heat(pair: Pair) -> tuple[int, int]:
    """First by how often they differ or attack each other, then by how often they meet at all."""
    attacks = sum(kind != "supports" for met in pair for _, kind, _ in met.replies)
    return -attacks - sum(met.apart for met in pair), -sum(met.size for met in pair)


def _counts(pair: Pair) -> tuple[str, ...]:
    """`differ on 2`, `3 attacks`, `1 reason`, `agree on 1`: what there is of each."""
    kinds = [kind for met in pair for _, kind, _ in met.replies]
    reasons = kinds.count("supports")
    attacks, (differ, agree) = len(kinds) - reasons, _sides(pair)
    said = (
        (differ, f"differ on {differ}"),
        (attacks, words.count(attacks, "attack")),
        (reasons, words.count(reasons, "reason")),
        (agree, f"agree on {agree}"),
    )
    return tuple(text for size, text in said if size)


def _sides(pair: Pair) -> tuple[int, int]:
    """On how many items two people differ, and on how many they agree."""
    return sum(met.apart for met in pair), sum(len(met.agree) for met in pair)


def _summary(desk: Desk, pair: Pair) -> str:
    """`They differ on 2 items. Mara answers Ines once.`"""
    differ, agree = _sides(pair)
    parts = [
        f"differ on {words.count(differ, 'item')}" if differ else "",
        f"agree on {words.count(agree, 'item')}" if agree else "",
    ]
    sides = [part for part in parts if part]
    sentences = [f"They {words.series(sides)}."] if sides else []
    a, b = (desk.prose.plain(desk.index.people[p].heading) for p in (pair[0].a, pair[0].b))
    by = [by for met in pair for by, _, _ in met.replies]
    for one, other, person in ((a, b, pair[0].a), (b, a, pair[0].b)):
        if count := by.count(person):
            sentences.append(f"{opening(one)} answers {other} {times(count)}.")
    return " ".join(sentences)


def shared_pages(shared: SharedContributions) -> Iterator[SharedPage]:
    """Who meets whom, and the page of each two who do."""
    page = PlannedPage(names.PAIRS, "pairs.html", partial(_pairs_page, shared=shared))
    met = [share.said for shares in shared.meetings.values() for share in shares]
    yield SharedPage(page, [_left_out(shared), *met], partial(_pairs_data, shared), met)
    for pair, shares in shared.meetings.items():
        view = partial(_pair_page, shares=shares, read=shared.read)
        page = PlannedPage(names.pair_file(*pair), "pair.html", view)
        made_of = [*(share.html.mark for share in shares), *(share.said for share in shares)]
        yield SharedPage(page, made_of, partial(_pair_data, pair, shares), made_of)


def _pairs_page(desk: Desk, shared: SharedContributions) -> PairsPage:
    pairs = [[share.met for share in shares] for shares in shared.meetings.values()]
    return pairs_page(desk, pairs, _left_out(shared))


def _left_out(shared: SharedContributions) -> str:
    """How many pairs are not set side by side."""
    number = sum(one.pairs_left_out for one in shared.contributions)
    more = "" if all(one.pairs_are_all for one in shared.contributions) else "more than "
    return more + words.count(number, "pair") if number else ""


def _pair_page(
    desk: Desk, shares: Sequence[PairShare], read: Callable[[str, Piece], str]
) -> PairPage:
    mets = [share.met for share in shares]
    pieces = zip(mets, shares, strict=True)
    return pair_page(desk, mets, [safe(read(met.debate, share.html)) for met, share in pieces])


def _pairs_data(shared: SharedContributions) -> dict[str, object]:
    pairs = [
        {
            "page": names.pair_file(*pair),
            "people": pair,
            "debates": [share.met.debate for share in shares],
        }
        for pair, shares in shared.meetings.items()
    ]
    return {"pairs": pairs}


def _pair_data(people: tuple[str, str], shares: Sequence[PairShare]) -> dict[str, object]:
    return {"pair": {"people": people, "debates": [share.met._asdict() for share in shares]}}
