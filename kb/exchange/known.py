"""What a debate says, looked up from every side; made in one pass over each list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from kb.exchange.order import Order, Place
from kb.exchange.wording import MAKES, Clauses
from queries.exchange import Argument, Item, Record, Tie
from queries.meeting import Move, Saying, counted_of, is_unsaid, made_by, sides_of
from queries.saying import by_item

T = TypeVar("T")


class Known:
    """A record with its reverse directions."""

    def __init__(self, record: Record) -> None:
        self.record = record = _sorted(record)
        self.order = Order(record)
        self.items = {item.id: item for item in record.items}
        self.own = [item for item in record.items if item.debate == record.debate]
        self.own_ids = {item.id for item in self.own}
        self.arguments = {argument.id: argument for argument in record.arguments}
        self.voices = {voice.id: voice for voice in record.voices}
        self.stances_on = grouped((s.target, s) for s in record.stances)
        self.arguments_on = grouped((a.target, a) for a in record.arguments)
        self._ends = {a.id: self._ends_of(a) for a in record.arguments}
        self.touching = grouped((i, a) for a in record.arguments for i in self.ends(a))
        self.arguments_from = grouped((i, a) for a in record.arguments for i in _claims_in(a))
        self.ties_from = grouped((t.source, t) for t in record.ties)
        self.ties_to = grouped((t.target, t) for t in record.ties)
        self.clauses = Clauses(item.text for item in record.items)
        made = self._made()
        self.makers = {a.id: self._makers(a, made) for a in record.arguments}
        self.spoken_of = {(stance.person, stance.target) for stance in record.stances}
        self.has_one_voice = len({stance.person for stance in record.stances}) == 1
        self._places: dict[str, Place] = {}

    def ends(self, argument: Argument) -> list[str]:
        """The items between which an argument stands; of an undercut, with those of what it
        attacks."""
        return self._ends[argument.id]

    def _ends_of(self, argument: Argument) -> list[str]:
        found = [claim for claim, _ in argument.premises]
        attacked = self.arguments.get(argument.target)
        if attacked is None:
            return list(dict.fromkeys([*found, argument.target]))
        found += [claim for claim, _ in attacked.premises]
        return list(dict.fromkeys(i for i in [*found, attacked.target] if i in self.items))

    def beside(self, target: str) -> set[str]:
        """The items that an item, or an argument, is joined with."""
        if target in self.arguments:
            return set(self.ends(self.arguments[target]))
        argued = (end for a in self.touching.get(target, ()) for end in self.ends(a))
        ties = (*self.ties_from.get(target, ()), *self.ties_to.get(target, ()))
        return {target, *argued, *(end for tie in ties for end in (tie.source, tie.target))}

    def place(self, item: Item) -> Place:
        """The first place at which an item is said."""
        if item.id not in self._places:
            places = [self.order.place(s.passages) for s in self.stances_on.get(item.id, ())]
            self._places[item.id] = min(places, default=self.order.place(item.cited))
        return self._places[item.id]

    def place_of(self, item: str, voice: str) -> Place:
        """The first place at which a voice says an item."""
        mine = [s for s in self.stances_on.get(item, ()) if s.person == voice]
        places = [self.order.place(s.passages) for s in mine]
        return min(places, default=self.place(self.items[item]))

    def is_said(self, item: str) -> bool:
        """Whether somebody takes a stand on an item."""
        return bool(self.stances_on.get(item))

    def speaks(self, voice: str) -> bool:
        """Whether a voice is a person, and no work or character."""
        return voice not in self.voices or self.voices[voice].kind == "person"

    def answered_by(self, question: str) -> list[Tie]:
        """What answers a question."""
        return [tie for tie in self.ties_to.get(question, ()) if tie.kind == "answers"]

    def asked(self, crux: str) -> str:
        """The claim that a crux asks; nothing where it asks none."""
        ties = self.ties_from.get(crux, ())
        return next((tie.target for tie in ties if tie.kind == "asks"), "")

    def asking(self, claim: str) -> list[str]:
        """The cruxes that ask a claim."""
        return [tie.source for tie in self.ties_to.get(claim, ()) if tie.kind == "asks"]

    def _makers(self, argument: Argument, made: Mapping[str, set[str]]) -> frozenset[str]:
        """Who makes an argument, also in an account or for the sake of argument; where nobody says
        so, whose it is by what they hold."""
        stances = self.stances_on.get(argument.id, ())
        if stances:
            return frozenset(s.person for s in stances if s.kind in MAKES)
        return frozenset(made[argument.id])

    def _made(self) -> dict[str, set[str]]:
        rivals = by_item((t.source, t.target) for t in self.record.ties if t.kind == "rivals")
        said = (
            Saying(s.person, s.target, s.kind, s.date, s.passages, s.id)
            for s in self.record.stances
        )
        sides = sides_of(counted_of(said, rivals))
        return made_by(self._moves(), sides, rivals)

    def _moves(self) -> Iterator[Move]:
        """The arguments, each before what undercuts it."""
        waiting = [a for a in self.record.arguments if a.target not in self.arguments]
        for a in waiting:  # which grows
            waiting += self.arguments_on.get(a.id, ())
            kinds = (self.items[claim].kind for claim, _ in a.premises)
            unsaid = is_unsaid(a.inferred, a.answer, kinds)
            yield Move(a.id, a.kind, a.target, tuple(a.premises), a.target, unsaid)


def _sorted(record: Record) -> Record:
    """The record in the order of its files, from wherever it comes."""
    ordinals = {
        item.id: (item.debate != record.debate, item.ordinal, item.id) for item in record.items
    }
    arguments = (
        a._replace(premises=tuple(sorted(a.premises, key=lambda p: ordinals[p[0]])))
        if len(a.premises) > 1
        else a
        for a in record.arguments
    )
    return record._replace(
        items=tuple(sorted(record.items, key=lambda i: ordinals[i.id])),
        arguments=tuple(sorted(arguments, key=lambda a: (a.ordinal, a.line, a.id))),
        stances=tuple(sorted(record.stances, key=lambda s: (s.target, s.person, s.kind, s.id))),
        ties=tuple(
            sorted(record.ties, key=lambda t: (ordinals[t.source], t.kind, ordinals[t.target]))
        ),
    )


def _claims_in(argument: Argument) -> Iterable[str]:
    """The claims that an argument starts from."""
    return dict.fromkeys(claim for claim, _ in argument.premises)


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What belongs to each key, in order."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
