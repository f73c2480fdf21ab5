"""What is still open in a debate, as far as the files say: what nobody answered or supported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from markupsafe import Markup

from kb.analysis.stands import Objection, besides, put
from kb.model import Argument, Claim, Debate
from kb.publish.index import Index
from kb.publish.pages.item import asked_by
from kb.publish.parts import words
from kb.publish.parts.arguments import argument_ref
from kb.publish.parts.contribution import OpenEnds, safe
from kb.publish.parts.desk import Desk
from kb.publish.parts.fragments import ArgumentRef, Item, Link
from kb.publish.parts.page import Head
from kb.publish.parts.pieces import Piece
from kb.publish.parts.printer import PlannedPage, Printer
from kb.publish.parts.shared import Shared, SharedPage
from kb.publish.parts.tallies import is_answered, items_of
from kb.publish.text import names
from kb.publish.ties import is_ours

MOST = 40  # of each, that the page names of a debate
SAYS_NOTHING = frozenset({"poses", "reports", "supposes"})


class Objecting(NamedTuple):
    """An objection: the items that it says, and the arguments by which it says them."""

    says: tuple[Item, ...]
    arguments: tuple[ArgumentRef, ...]


class Waiting(NamedTuple):
    """Objections of the same people that wait for the answer of the same people."""

    by: tuple[Link, ...]
    to: tuple[Link, ...]
    objections: tuple[Objecting, ...]


class OpenDebate(NamedTuple):
    """What is open in a debate: questions nobody answers, objections that are put to somebody,
    other attacks that nobody meets (`others` says what they are), bare
    positions."""

    debate: Link
    anchor: str
    questions: tuple[Item, ...]
    waiting: tuple[Waiting, ...]
    attacks: tuple[ArgumentRef, ...]
    others: str
    bare: tuple[Item, ...]
    more: str


class OpenPage(NamedTuple):
    head: Head
    debates: tuple[Markup, ...]


class _Found(NamedTuple):
    """What is open in a debate."""

    questions: list[Claim]
    waiting: list[Objection]
    attacks: list[Argument]
    bare: list[Claim]


def open_ends(printer: Printer, debate: Debate, keep: Callable[[str], Piece]) -> OpenEnds:
    """The part of a debate on the page of what is open; empty where nothing is."""
    desk = printer.desk("")
    found = _find(desk, debate)
    if not any(found):
        return OpenEnds()
    return OpenEnds(
        html=keep(printer.templates.share("open_debate", _view(desk, debate, found, MOST))),
        questions=tuple(c.id for c in found.questions),
        attacks=tuple(a.id for a in _unmet(desk.index, debate.id)),
        bare=tuple(c.id for c in found.bare),
    )


def open_debate(desk: Desk, debate: Debate, most: int) -> OpenDebate | None:
    """What is open in a debate, up to so many of each; None where nothing is."""
    found = _find(desk, debate)
    return _view(desk, debate, found, most) if any(found) else None


def _find(desk: Desk, debate: Debate) -> _Found:
    items = items_of(desk.index, debate)
    stands = desk.numbers_of(debate.id).stands
    waiting = put(stands) if stands else []
    told = {argument for objection in waiting for argument in objection.arguments}
    told |= set(stands.taken_up) if stands else set()
    return _Found(
        [c for c in items if _is_unanswered(desk, c)],
        waiting,
        [a for a in _unmet(desk.index, debate.id) if a.id not in told],
        [c for c in items if c.kind == "position" and not _has_reason(desk, c)],
    )


def _view(desk: Desk, debate: Debate, found: _Found, most: int) -> OpenDebate:
    return OpenDebate(
        debate=desk.debate(debate.id),
        anchor=names.debate_anchor(debate.id),
        questions=tuple(desk.item(c.id, debate.id) for c in found.questions[:most]),
        waiting=tuple(_waiting(desk, debate, found.waiting[:most])),
        attacks=tuple(argument_ref(desk, a.id, debate.id) for a in found.attacks[:most]),
        others=_others(desk, debate, found.attacks),
        bare=tuple(desk.item(c.id, debate.id) for c in found.bare[:most]),
        more=_more(found, most),
    )


def _waiting(desk: Desk, debate: Debate, found: list[Objection]) -> Iterator[Waiting]:
    """Objections by who makes them and to whom they are put, the most first."""
    by_people: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Objecting]] = {}
    for one in found:
        says = tuple(desk.item(claim, debate.id) for claim in one.says)
        refs = tuple(argument_ref(desk, argument, debate.id) for argument in one.arguments)
        by_people.setdefault((one.by, one.to), []).append(Objecting(says, refs))
    for (by, to), objections in sorted(by_people.items(), key=lambda each: -len(each[1])):
        yield Waiting(tuple(map(desk.person, by)), tuple(map(desk.person, to)), tuple(objections))


def _others(desk: Desk, debate: Debate, attacks: list[Argument]) -> str:
    """What the other attacks are; without positions it is not known who is to answer them."""
    if desk.numbers_of(debate.id).stands is None:
        return "that nobody answered"
    ours = sum(map(is_ours, attacks))
    return besides(ours, len(attacks) - ours)


def _more(found: _Found, most: int) -> str:
    left = sum(max(len(things) - most, 0) for things in found)
    return words.count(left, "more", "more") if left else ""


@lru_cache(maxsize=1)  # the page of a debate and that of all that is open ask for it
def _unmet(index: Index, debate: str) -> list[Argument]:
    arguments, targets = index.arguments, index.targets_of.get(debate, ())
    every = (arguments[target] for target in targets if target in arguments)
    return [argument for argument in every if _is_unmet(index, argument)]


def _is_unanswered(desk: Desk, claim: Claim) -> bool:
    """A question or crux that no item answers and no person takes a stand on."""
    if claim.kind not in ("question", "crux"):
        return False
    if any(r.kind == "answers" for r in desk.index.relations_to.get(claim.id, ())):
        return False
    about = (claim.id, *asked_by(desk, claim))
    stances = (s for target in about for s in desk.index.stances_on.get(target, ()))
    return all(s.kind in SAYS_NOTHING for s in stances)


def _is_unmet(index: Index, argument: Argument) -> bool:
    """An attack that nothing answers; what the answer to a crux would do is none yet."""
    if argument.kind == "supports" or argument.answer:
        return False
    asks = any(index.claims[p.claim].kind == "crux" for p in argument.premises)
    return not asks and not is_answered(index, argument)


def _has_reason(desk: Desk, claim: Claim) -> bool:
    return any(a.kind == "supports" for a in desk.index.arguments_on.get(claim.id, ()))


def shared_pages(shared: Shared) -> Iterator[SharedPage]:
    """The page of what is unanswered in any debate."""
    page = PlannedPage(names.OPEN, "open.html", partial(_open_page, shared=shared))
    told = [f"{one.debate}\0{one.open_ends.stamp}" for one in shared.contributions]
    yield SharedPage(page, told, partial(_data, shared), told)


def _open_page(desk: Desk, shared: Shared) -> OpenPage:
    parts = ((one.debate, one.open_ends.html) for one in shared.contributions)
    found = tuple(safe(shared.read(debate, html)) for debate, html in parts if html)
    head = Head(title="What is unanswered", page="open", data=names.data_file(names.OPEN))
    return OpenPage(head, found)


def _data(shared: Shared) -> dict[str, object]:
    found = {e.debate: e.open_ends.model_dump(exclude={"html"}) for e in shared.contributions}
    return {"open": found}
