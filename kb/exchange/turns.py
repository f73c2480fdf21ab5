"""Who has the word, for how long, and in answer to whom."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from kb.exchange.known import Known
from kb.exchange.order import NOWHERE, Place
from kb.exchange.wording import MAKES
from queries.exchange import Argument, Item, Stance


class Event(NamedTuple):
    """What one voice says of an item or argument at one place; nobody, of an item of the mapper."""

    place: Place
    ordinal: int
    voice: str
    target: str
    stance: Stance | None = None

    @property
    def is_sure(self) -> bool:
        return self.stance is not None and not self.stance.inferred

    def telling_order(self, asks: bool) -> tuple[Place, bool]:
        """Of what somebody says at one place of one item: a question first, a report last."""
        kind = self.stance.kind if self.stance else ""
        return self.place, kind != "poses" if asks else kind == "reports"


def stances_of(events: Iterable[Event]) -> list[Stance]:
    return [event.stance for event in events if event.stance]


@dataclass
class Turn:
    """What one voice says without a break: in answer to whom, whether it opens a thread or stands
    below one, whether it starts another contribution, and how many had begun by then."""

    voice: str
    events: list[Event] = field(default_factory=list)
    section: str = ""
    begun: int = 0
    starts: bool = False
    to: str = ""
    opens: bool = False
    depth: int = 0


def turns_of(known: Known, left_out: Collection[str] = ()) -> list[Turn]:
    """All turns in order, without the items that are left out. What the mapper alone says stands
    in the turn it falls into."""
    turns: list[Turn] = []
    for begun, event in _in_order(known):
        if event.target in left_out:
            continue
        section = _section(known, event, turns[-1].section if turns else "")
        starts = bool(turns) and begun != turns[-1].begun
        if not turns or starts or _is_new(turns[-1], event, section):
            turns.append(Turn(event.voice, section=section, begun=begun, starts=starts))
        turns[-1].events.append(event)
        turns[-1].voice = turns[-1].voice or event.voice
    _thread(known, turns)
    return turns


def _is_new(turn: Turn, event: Event, section: str) -> bool:
    if section != turn.section:
        return True
    return bool(turn.voice and event.voice) and event.voice != turn.voice


def _section(known: Known, event: Event, before: str) -> str:
    """The section of what is said without a passage: there the order is that of the file."""
    if event.place != NOWHERE:
        return ""
    item = known.items.get(event.target)
    return item.section if item else before


def _in_order(known: Known) -> Iterator[tuple[int, Event]]:
    """What is said, with how many contributions begin up to there; what has no passage goes on with
    the last."""
    voice: str | None = ""
    begun = 0
    events = sorted(_events(known), key=lambda e: (e.place, e.ordinal))
    for place, found in groupby(events, key=attrgetter("place")):
        group = list(found)
        if place == NOWHERE:
            yield from ((begun, event) for event in group)
            continue
        if (now := known.order.begun(place)) != begun:
            voice, begun = None, now  # nobody goes on
        for event in _by_voice(group, voice):
            voice = event.voice or voice
            yield begun, event


def _by_voice(events: list[Event], voice: str | None) -> list[Event]:
    """What is said at one place, each voice by itself: whoever has the word first, then those who
    are known to have it."""
    rank: dict[str, tuple[bool, bool, int]] = {}
    for event in events:
        mine = (event.voice != voice, not event.is_sure, event.ordinal)
        rank[event.voice] = min(mine, rank.get(event.voice, mine))
    return sorted(events, key=lambda e: (rank[e.voice], e.ordinal))


def _events(known: Known) -> Iterator[Event]:
    for item in known.own:
        yield from _of_item(known, item)
    for argument in known.record.arguments:
        for stance in known.stances_on.get(argument.id, ()):
            if stance.kind in MAKES and _speaks_of(known, stance.person, argument):
                continue  # told with these items
            place = known.order.place(stance.passages)
            if place == NOWHERE:
                place = _end_of(known, known.ends(argument))
            yield Event(place, argument.ordinal, stance.person, argument.id, stance)


def _speaks_of(known: Known, voice: str, argument: Argument) -> bool:
    """Whether somebody takes a stand on what an argument connects."""
    return any((voice, end) in known.spoken_of for end in known.ends(argument))


def _end_of(known: Known, ends: Iterable[str]) -> Place:
    """Where an argument without a passage belongs: where its last item is said."""
    found = [known.items[i] for i in ends if i in known.items]
    places = [known.place(item) for item in found if item.debate == known.record.debate]
    return max(places, default=NOWHERE)


def _of_item(known: Known, item: Item) -> Iterator[Event]:
    stances = known.stances_on.get(item.id, ())
    for stance in stances:
        place = known.order.place(stance.passages)
        yield Event(place, item.ordinal, stance.person, item.id, stance)
    if not stances:
        yield Event(_unsaid(known, item), item.ordinal, "", item.id)


def _unsaid(known: Known, item: Item) -> Place:
    """Where an item belongs that nobody says: a definition before what uses it, a crux at what it
    asks."""
    own = known.order.place(item.cited)
    if own != NOWHERE:
        return own
    if item.kind == "definition":
        ties = [t.source for t in known.ties_to.get(item.id, ()) if t.kind == "uses"]
    else:
        ties = [known.asked(item.id)]
    users = [known.items[i] for i in ties if i in known.items and known.is_said(i)]
    return min((known.place(user) for user in users), default=NOWHERE)


def _thread(known: Known, turns: list[Turn]) -> None:
    """Say of each turn whom it answers, and whether it opens a thread or stands below one."""
    answers = [
        _latest(turns, number, found) for number, found in enumerate(_all_answered(known, turns))
    ]
    opener, is_post = 0, _is_post(turns, answers)
    inside: set[str] = set()  # who spoke in the thread
    before = None  # the last turn that is no aside
    for number, (turn, to) in enumerate(zip(turns, answers, strict=True)):
        turn.to = _person(known, turns, to, turn.voice) if to is not None else ""
        before = None if turn.starts else before
        below = number > 0 and not (opener == 0 and is_post)
        is_reply = (to is not None and to >= opener) or (turn.voice in inside and not turn.starts)
        turn.depth, turn.opens = int(below and is_reply), not (below and is_reply)
        if turn.events[0].place == NOWHERE:
            is_new = before is None or turn.section != before.section
            turn.depth, turn.opens, before = 0, is_new and bool(turn.section), turn
            continue
        if before is not None and _is_aside(turn):
            turn.depth, turn.opens, turn.to = 1, False, ""  # who spoke first is not known
            continue
        if before is not None and turn.voice == before.voice:
            turn.depth, turn.opens, turn.to = before.depth, False, ""
        before = turn
        if turn.opens:
            opener, inside = number, set()
        inside.add(turn.voice)


def _person(known: Known, turns: Sequence[Turn], to: int, voice: str) -> str:
    """Who is answered in a turn: of a work, whoever had the word when it was told."""
    told = turns[to].voice
    if known.speaks(told):
        return told
    before = (turn.voice for turn in reversed(turns[:to]) if turn.voice)
    people = (one for one in before if known.speaks(one))
    return next((one for one in people if one != voice), told)


def _is_aside(turn: Turn) -> bool:
    """Whether a turn is only known from what others say."""
    return not any(event.is_sure for event in turn.events)


def _is_post(turns: Sequence[Turn], answers: Sequence[int | None]) -> bool:
    """Whether a debate begins with what several answer, or with somebody who speaks again: then
    each answer opens a thread."""
    if not turns:
        return False
    repliers = {turns[n].voice for n, to in enumerate(answers) if to == 0}
    return len(repliers) > 1 or any(turn.voice == turns[0].voice for turn in turns[1:])


def _latest(turns: Sequence[Turn], number: int, answered: Iterable[int]) -> int | None:
    others = (t for t in answered if turns[t].voice != turns[number].voice)
    return max(others, default=None)


def _all_answered(known: Known, turns: Sequence[Turn]) -> Iterator[list[int]]:
    told: dict[str, int] = {}  # the turn in which each item is told first
    for number, turn in enumerate(turns):
        yield list(_answered(known, turn, told))
        for event in turn.events:
            told.setdefault(event.target, number)


def _answered(known: Known, turn: Turn, told: dict[str, int]) -> Iterator[int]:
    """The turns that said what this one takes a stand on, attacks, supports or answers."""
    for event in turn.events:
        if event.target in told and event.voice:
            yield told[event.target]
        argument = known.arguments.get(event.target)
        ends = known.ends(argument) if argument else _tied(known, event.target)
        yield from (told[end] for end in ends if end in told)


def _tied(known: Known, item: str) -> Iterator[str]:
    """What an item is about, or is argued for or against."""
    for tie in known.ties_from.get(item, ()):
        is_theirs = tie.kind not in ("uses", "rivals") and not tie.inferred
        if is_theirs and known.items[tie.target].kind != "definition":
            yield tie.target
    for argument in known.touching.get(item, ()):
        if not argument.inferred:
            yield from _other_end(known, argument, item)


def _other_end(known: Known, argument: Argument, item: str) -> Iterator[str]:
    if argument.target == item:
        yield from (claim for claim, _ in argument.premises)
        return
    attacked = known.arguments.get(argument.target)
    yield attacked.target if attacked else argument.target
    yield from (claim for claim, _ in attacked.premises) if attacked else ()
