"""Turns in sentences: statements one after the other, their reasons behind them, what they answer in
front."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.exchange import mentions, wording
from kb.exchange.answers import Answers
from kb.exchange.known import Known
from kb.exchange.order import Order, Place
from kb.exchange.pieces import ANOTHER, Piece, Sentence, Tone, joined, sentence
from kb.exchange.speaker import Speaker, bracketed
from kb.exchange.turns import Event, Turn
from kb.exchange.wording import AGAINST, MAKES, SAYS
from queries.exchange import Argument, Item, Stance

DEPTH = 5  # reasons of reasons that are told in one go
LONG = 45  # words of a sentence that no reason is added to
ORDINALS = ("first", "second", "third", "fourth")


class Teller:
    """Tells a debate turn by turn, and knows what was told."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.speaker = Speaker(known)
        others = (item.id for item in known.record.items if item.id not in known.own_ids)
        self.told = dict.fromkeys(others, "")  # items, with whose they are
        self.linked: set[str] = set()  # arguments
        self.answers = Answers(known, self.told, self.linked)
        self._pending: dict[str, list[Event]] = {}
        self._last: set[str] = set()  # items of the group before
        self._group: set[str] = set()
        self._place: Place | None = None

    def targets(self, turn: Turn) -> Iterator[str]:
        """What is reached in a turn, one after the other: items and arguments that were not told as
        reasons of others."""
        glosses_first = sorted(turn.events, key=lambda e: not _is_gloss(e, self.known.items))
        self._pending = _by_target(glosses_first)
        self._last = set()
        for target in list(self._pending):
            if target in self._pending:
                yield target

    def place(self, target: str) -> Place:
        """Where something is said in this turn."""
        return self._pending[target][0].place

    def group(self, target: str) -> list[Sentence]:
        """The sentences of an item with its reasons, or of a stance on what was told before."""
        self._group, self._place = set(), self.place(target)
        found = list(self._reach(target))
        self._last = self._group
        return found

    def left_over(self) -> Iterator[Sentence]:
        """The arguments that somebody makes between things that were told apart."""
        for argument in self.known.record.arguments:
            makers = self.known.makers[argument.id]
            if makers and argument.id not in self.linked and self._are_told(argument):
                self.linked.add(argument.id)
                yield self._of_others(argument, "")

    def _reach(self, target: str) -> Iterator[Sentence]:
        if target not in self.known.items:
            yield from self._on_argument(target, self._pending.pop(target))
        elif target in self.told:
            yield from self._again(target, self._pending.pop(target))
        elif self.answers.is_shown_with_claim(target, self._pending):
            yield from self.answers.crux(target, self._pending.pop(target), self.speaker)
        else:
            yield from self._tell(self._conclusion(target))
            if target in self._pending:
                yield from self._tell(target)

    def _conclusion(self, item: str) -> str:
        """What an item is a reason for at the same place: it is told first, its reasons behind."""
        for _ in range(DEPTH - 1):
            above = (a.target for a in self.known.touching.get(item, ()) if self._leads_up(a, item))
            found = next(above, None)
            if found is None:
                return item
            item = found
        return item

    def _leads_up(self, argument: Argument, item: str) -> bool:
        target = argument.target
        return (
            argument.kind == "supports"
            and target != item
            and target in self._pending
            and target not in self.told
            and self._at(target) == self._at(item)
            and self._makes(argument)
        )

    def _at(self, item: str) -> Place:
        events = self._pending.get(item)
        return events[0].place if events else self.known.place(self.known.items[item])

    def _makes(self, argument: Argument) -> bool:
        """Whether whoever speaks makes an argument that was not told yet."""
        unlinked = argument.id not in self.linked
        return unlinked and self.speaker.voice in self.known.makers[argument.id]

    def _are_told(self, argument: Argument) -> bool:
        return all(end in self.told for end in self.known.ends(argument))

    # one item

    def _tell(self, target: str) -> Iterator[Sentence]:
        """An item with the reasons that whoever speaks gives for it."""
        item = self.known.items[target]
        stances = self._take(target)
        if not stances:
            yield from self.answers.unsaid(item, self.speaker)
            return
        wanted = _wanted(stances)
        pieces = self._head(item, stances, wanted)
        front, rest = self._reasons(item, wanted, pieces)
        tone: Tone = "terms" if self.speaker.is_gloss(item, stances[0]) else "said"
        yield sentence(*pieces, *front, *self.answers.marks(target), ".", tone=tone)
        for group in rest:
            yield from group
        yield from self._after(item, "" if rest else target)
        yield from self.answers.question(item, stances)

    def _take(self, target: str) -> list[Stance]:
        """The stances on an item, which is told herewith."""
        asks = self.known.items[target].kind in ("crux", "question")
        events = sorted(self._pending.pop(target), key=lambda e: _telling_order(e, asks))
        stances = [event.stance for event in events if event.stance]
        self.told[target] = self.speaker.voice if stances else ""
        self._group.add(target)
        return stances

    def _head(self, item: Item, stances: Sequence[Stance], wanted: str) -> list[Piece]:
        first, *others = stances
        if item.kind == "definition":
            pieces = self.speaker.definition(item, first)
        else:
            before = self._against(item) or self._so(item, wanted)
            pieces = self.speaker.statement(item, first, before)
        for other in others:
            pieces += self.speaker.also(other)
        return pieces

    def _against(self, item: Item) -> list[Piece]:
        """What an item is said against, if that was told: `But`, where it was just told."""
        attacks = [
            a
            for a in self.known.touching.get(item.id, ())
            if a.kind != "supports" and a.target != item.id and self._can_be_made(a, item.id)
        ]
        self.linked.update(a.id for a in attacks)
        if not attacks:
            return []
        if len(attacks) == 1 and self._is_answer_to_last(attacks[0]):
            return [Piece("But ")]
        aims = (mentions.facing(self.known, attack) for attack in attacks)
        return [Piece("Against "), *joined(aims), Piece(": ")]

    def _can_be_made(self, argument: Argument, item: str) -> bool:
        """Whether an item that is about to be told completes an argument of whoever speaks."""
        others = (end for end in self.known.ends(argument) if end != item)
        is_premise = any(claim == item for claim, _ in argument.premises)
        return is_premise and self._makes(argument) and all(end in self.told for end in others)

    def _is_answer_to_last(self, attack: Argument) -> bool:
        attacked = self.known.arguments.get(attack.target)
        just = {c for c, _ in attacked.premises} if attacked else {attack.target}
        return bool(just & self._last) and not attack.reasons

    def _so(self, item: Item, wanted: str) -> list[Piece]:
        """That an item follows from what was told just before."""
        for argument in self.known.arguments_on.get(item.id, ()):
            if argument.kind == wanted and self._makes(argument) and not argument.reasons:
                if all(c in self._last and not negated for c, negated in argument.premises):
                    self.linked.add(argument.id)
                    return [Piece("So ")]
        return []

    # reasons

    def _reasons(
        self, item: Item, wanted: str, head: Sequence[Piece]
    ) -> tuple[list[Piece], list[list[Sentence]]]:
        """The first reason as the end of the sentence, and more sentences with the others."""
        size = sum(len(piece.text.split()) for piece in head)
        front: list[Piece] = []
        rest: list[list[Sentence]] = []
        for argument in self._given(item, wanted):
            reasons, below = self._premises(argument)
            if not (front or rest) and size + sum(len(p.text.split()) for p in reasons) <= LONG:
                front = [Piece(", because "), *reasons]
            else:
                lead = ANOTHER if front or rest else "The reason: "
                rest.append([sentence(lead, *reasons, ".")])
            rest += below
        before = self._told_before(item, wanted)
        return front, [*rest, [before]] if before else rest

    def _given(self, item: Item, wanted: str) -> Iterator[Argument]:
        """The arguments of whoever speaks with premises that are told here and now."""
        place = self._at(item.id)
        for argument in self.known.arguments_on.get(item.id, ()):
            if argument.kind != wanted or not self._makes(argument):
                continue
            fresh = [claim for claim, _ in argument.premises if claim not in self.told]
            if fresh and all(self._is_near(claim, place) for claim in fresh):
                self.linked.add(argument.id)
                yield argument

    def _is_near(self, claim: str, place: Place) -> bool:
        asks = self.known.items[claim].kind in ("crux", "question")
        return claim in self._pending and not asks and Order.are_near(self._at(claim), place)

    def _premises(self, argument: Argument) -> tuple[list[Piece], list[list[Sentence]]]:
        """The premises of an argument in running text, and sentences with the reasons for them."""
        groups: list[list[Piece]] = []
        fresh: list[tuple[int, Item, list[Stance]]] = []
        for claim, negated in argument.premises:
            if claim in self.told or claim not in self._pending:
                groups.append(mentions.premise(self.known, claim, negated))
                continue
            item, stances = self.known.items[claim], self._take(claim)
            fresh.append((len(groups), item, stances))
            groups.append(self._premise(item, stances, negated, groups))
        pieces = [*joined(groups), *self._remark(argument), *mentions.because(argument, ". " if len(groups) > 1 else ": ")]
        many = len(groups) > 1
        below = []
        for n, item, stances in fresh:
            lead = [Piece(f"The {ORDINALS[min(n, 3)]}" if many else "That, in turn,")]
            if argument.reasons:
                lead = mentions.mention(self.known, item.id)
            below.append(list(self._deeper(item, stances, lead)))
        return pieces, [found for found in below if found]

    def _premise(
        self,
        item: Item,
        stances: Sequence[Stance],
        negated: bool,
        others: Sequence[Sequence[Piece]],
    ) -> list[Piece]:
        if not stances:
            return [self.speaker.told(item)]
        fits = [s for s in stances if (s.kind in AGAINST) == negated]
        stance = (fits or stances)[0]
        lead = SAYS[stance.kind].reason if fits else "it would have to be false that "
        if any(Piece(lead) in other for other in others) and lead.endswith("that "):
            lead = "that "
        pieces = [Piece(lead), self.speaker.told(item), *self.speaker.note(stance)]
        if stance.kind in ("reports", "supposes") and self.speaker.is_telling(stance.kind):
            again = self.speaker.goes_on(stance)
            pieces = [self.speaker.told(item), *([] if again else self.speaker.note(stance))]
        pieces += self.speaker.cited(stance.passages)
        for other in stances:
            pieces += self.speaker.also(other) if other is not stance else []
        return [*pieces, *self.answers.marks(item.id)]

    def _remark(self, argument: Argument) -> list[Piece]:
        """What qualifies an argument, of whoever speaks, else of whoever makes it."""
        stances = self.known.stances_on.get(argument.id, ())
        mine = [s for s in stances if s.person == self.speaker.voice and s.kind in MAKES]
        noted = [s for s in (mine or stances) if s.note]
        return bracketed([Piece(noted[0].note, "note", argument.id)]) if noted else []

    def _deeper(
        self, item: Item, stances: Sequence[Stance], lead: Sequence[Piece]
    ) -> Iterator[Sentence]:
        """The reasons for a reason."""
        for argument in self._given(item, _wanted(stances)):
            reasons, below = self._premises(argument)
            yield sentence(*lead, " holds because ", *reasons, ".")
            lead = mentions.mention(self.known, item.id)
            for group in below:
                yield from group
        if before := self._told_before(item, _wanted(stances)):
            yield before
        yield from self._after(item, "")

    def _told_before(self, item: Item, wanted: str) -> Sentence | None:
        """The reasons for an item that were told before it."""
        ready = [
            a
            for a in self.known.arguments_on.get(item.id, ())
            if a.kind == wanted and self._makes(a) and self._are_told(a)
        ]
        if not ready:
            return None
        self.linked.update(a.id for a in ready)
        groups = (
            [*mentions.premises(self.known, a), *self._remark(a), *mentions.because(a)]
            for a in ready
        )
        lead = "The reason was given: " if len(ready) == 1 else "The reasons were given: "
        return sentence(lead, *joined(groups, between="; ", last="; and "), ".")

    # what an item does to what was told before

    def _after(self, item: Item, just: str) -> Iterator[Sentence]:
        for argument in self.known.touching.get(item.id, ()):
            if argument.id in self.linked or argument.answer or not self._are_told(argument):
                continue
            makers = self.known.makers[argument.id]
            if not makers:
                self.linked.add(argument.id)
                yield self._ours(argument)
            elif self.speaker.voice in makers:
                self.linked.add(argument.id)
                link = mentions.link(self.known, argument, just)
                yield sentence(*link, *self._remark(argument), *mentions.because(argument), ".")
                just = ""
            elif not self._comes_back(makers, argument):
                self.linked.add(argument.id)
                yield self._of_others(argument, just)
        yield from self.answers.objection(item)

    def _comes_back(self, makers: Iterable[str], argument: Argument) -> bool:
        """Whether somebody who makes an argument speaks of its ends later on."""
        ends, here = self.known.ends(argument), self._place
        return here is not None and any(
            self.known.last.get((maker, end), here) > here for maker in makers for end in ends
        )

    def _ours(self, argument: Argument) -> Sentence:
        link = mentions.link(self.known, argument)
        return sentence(*link, *mentions.because(argument), ".", tone="ours")

    def _of_others(self, argument: Argument, just: str) -> Sentence:
        makers = sorted(self.known.makers[argument.id])
        link = mentions.link(self.known, argument, just)
        link[0] = link[0]._replace(text=link[0].text.replace("That ", "that "))
        link = [Piece("For "), *mentions.voices(self.known, makers), Piece(", "), *link]
        return sentence(*link, *self._remark(argument), *mentions.because(argument), ".")

    # what was told before

    def _again(self, target: str, events: Sequence[Event]) -> Iterator[Sentence]:
        """A stance on something that was told: who thinks what of it, by its title."""
        item, whose = self.known.items[target], self.told[target]
        for stance in (event.stance for event in events if event.stance):
            said = SAYS[stance.kind]
            own = whose == self.speaker.voice or self._was_reported_of(target)
            one, many = said.again, said.they_again
            if own and stance.kind == "holds":
                one, many = "holds", "hold"
            title = self._owned(whose, mentions.mention(self.known, target))
            yield sentence(
                *self.speaker.subject(one, many),
                " ",
                *title,
                said.behind,
                *self.speaker.note(stance),
                *self.speaker.cited(stance.passages),
                ".",
            )
        yield from self._after(item, "")

    def _was_reported_of(self, target: str) -> bool:
        stances = self.known.stances_on.get(target, ())
        return any(s.of == self.speaker.voice for s in stances)

    def _owned(self, whose: str, title: list[Piece]) -> list[Piece]:
        """A title with whose it is, where that is neither who speaks nor who is answered."""
        if not whose or whose in (self.speaker.voice, self.speaker.to) or not self.known.speaks(whose):
            return title
        return [*title, Piece(" of "), mentions.named(self.known, whose)]

    def _on_argument(self, target: str, events: Sequence[Event]) -> Iterator[Sentence]:
        """What somebody thinks of an argument that others make."""
        argument = self.known.arguments[target]
        for stance in (event.stance for event in events if event.stance):
            if stance.kind in MAKES:
                if argument.id in self.linked or not self._are_told(argument):
                    continue
                self.linked.add(argument.id)
                link = mentions.link(self.known, argument)
                yield sentence(*link, *self._remark(argument), *mentions.because(argument), ".")
                continue
            said = SAYS[stance.kind]
            yield sentence(
                *self.speaker.subject(said.again, said.they_again),
                " ",
                *mentions.route(self.known, argument),
                *self.speaker.note(stance),
                *self.speaker.cited(stance.passages),
                ".",
            )


def _wanted(stances: Sequence[Stance]) -> str:
    """The kind of argument that is a reason for such a stance: of a doubt, what speaks against."""
    return "rebuts" if any(s.kind in AGAINST for s in stances) else "supports"


def _telling_order(event: Event, asks: bool) -> tuple[Place, bool]:
    """Of what somebody says at one place of one item: a question first, a report last."""
    kind = event.stance.kind if event.stance else ""
    return event.place, kind != "poses" if asks else kind == "reports"


def _is_gloss(event: Event, items: Mapping[str, Item]) -> bool:
    """Whether this is the sense of a word that nobody says as such."""
    item = items.get(event.target)
    return item is not None and item.kind == "definition" and not event.is_sure


def _by_target(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.target, []).append(event)
    return found
