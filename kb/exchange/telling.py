"""Turns in sentences: statements one after the other, their reasons behind them, what they answer
in front."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kb.exchange import mentions
from kb.exchange.answers import Answers
from kb.exchange.known import Known, grouped
from kb.exchange.linking import Around, Links
from kb.exchange.order import Order, Place
from kb.exchange.pieces import ANOTHER, Piece, Sentence, Tone, joined, sentence
from kb.exchange.speaker import Speaker
from kb.exchange.turns import Event, Turn, stances_of
from kb.exchange.waiting import Waiting
from kb.exchange.wording import AGAINST, SAYS
from queries.exchange import Argument, Item, Stance

DEPTH = 5  # conclusions above conclusions that are looked for
DEEPEST = 50  # reasons of reasons that are told in one go
LONG = 45  # words of a sentence that no reason is added to
WIDE = 20  # words of premises that take more than an "and" between them
Reasons = tuple[list[Piece], list[list[Sentence]]]  # as the end of a sentence, and more sentences


class Teller:
    """Tells a debate turn by turn, and knows what was told."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.speaker = Speaker(known)
        others = (item.id for item in known.record.items if item.id not in known.own_ids)
        self.told = dict.fromkeys(others, "")  # items, with whose they are
        self.links = Links(known, self.speaker, self.told)
        self._waiting = Waiting(known, self.links)
        self._answers = Answers(known, self.told, self.links.done)
        self.told_now: list[str] = []  # what somebody says in this turn
        self._left: Counter[Place] = Counter()  # what waits to be told at each place
        self._pending: dict[str, list[Event]] = {}
        self._last: set[str] = set()  # items of the group before
        self._group: set[str] = set()
        self._depth = 0

    def targets(self, turn: Turn) -> Iterator[str]:
        """What is reached in a turn, one after the other: items and arguments that were not told as
        reasons of others."""
        self._pending = grouped((event.target, event) for event in turn.events)
        self._last, self.told_now = set(), []
        self._left = Counter(events[0].place for events in self._pending.values())
        for target in list(self._pending):
            if target in self._pending:
                yield target

    def place(self, target: str) -> Place:
        """Where something is said in this turn."""
        events = self._pending.get(target)
        return events[0].place if events else self.known.place(self.known.items[target])

    def group(self, target: str) -> list[Sentence]:
        """The sentences of an item with its reasons, or of a stance on what was told before."""
        self._group = set()
        found = list(self._reach(target))
        self._last = self._group
        self._waiting.told(self._group)
        return [*found, *self.more()]

    def more(self) -> list[Sentence]:
        """What whoever speaks gives as reasons that only join what was told."""
        return list(self.links.given(self._waiting.of(self.speaker.voice)))

    def rest(self) -> Iterator[tuple[str, list[Sentence]]]:
        """The reasons that nobody gave when they had the word, with whose they are."""
        for voice, arguments in self._waiting.rest():
            self.speaker.begin(voice, "", is_reply=False)
            yield voice, list(self.links.given(arguments))

    def _reach(self, target: str) -> Iterator[Sentence]:
        if target not in self.known.items:
            argument = self.known.arguments[target]
            yield from self.links.on_argument(argument, stances_of(self._pending.pop(target)))
        elif target in self.told:
            item = self.known.items[target]
            yield from self.links.again(item, self._fresh(target, item.id))
            yield from self._answers.objection(item)
        elif self._answers.is_shown_with_claim(target):
            stances = self._fresh(target, self.known.asked(target))
            yield from self._answers.crux(target, stances, self.speaker)
        else:
            yield from self._tell(self._conclusion(target))
            if target in self._pending:
                yield from self._tell(target)

    def _fresh(self, target: str, claim: str) -> list[Stance]:
        """The stances on what was told before, or on a crux that asks it, that say more than the
        reasons told against it."""
        stances = stances_of(self._pending.pop(target))
        return [s for s in stances if not self.links.is_argued(claim, s, self.told_now)]

    def _conclusion(self, item: str) -> str:
        """What an item is a reason for at the same place: it is told first, its reasons behind."""
        for _ in range(DEPTH - 1):
            on = self.known.arguments_from.get(item, ())
            found = next((a.target for a in on if self._leads_up(a, item)), None)
            if found is None:
                return item
            item = found
        return item

    def _leads_up(self, argument: Argument, item: str) -> bool:
        target = argument.target
        is_due = target != item and target in self._pending and target not in self.told
        if argument.kind != "supports" or not is_due:
            return False
        return self.place(target) == self.place(item) and self.links.makes(argument)

    # one item

    def _tell(self, target: str) -> Iterator[Sentence]:
        """An item with the reasons that whoever speaks gives for it."""
        item = self.known.items[target]
        stances = self._take(target)
        if not stances:
            yield from self._answers.unsaid(item, self.speaker)
            return
        wanted = _wanted(stances)
        around = self._around(item, wanted)
        built_on = None if around.before else self._nested(item, wanted)
        if built_on:
            given = [premise for premise in built_on.premises if premise[0] in self.told]
            yield from self._build(built_on)
            around = self.links.hence(built_on, given)
        pieces = self._head(item, stances, around)
        front, rest = self._reasons(item, wanted, pieces, is_first=not around.follows)
        is_gloss = item.kind == "definition" and (stances[0].inferred or self.speaker.is_work)
        tone: Tone = "terms" if is_gloss else "said"
        yield sentence(*pieces, *front, *self._answers.marks(target), ".", tone=tone)
        for group in rest:
            yield from group
        just = self._group | self._last
        yield from self.links.aims(item, stances[0], just, gave_reasons=bool(rest))
        yield from self._answers.objection(item)
        yield from self._answers.question(item, stances, self.speaker)

    def _take(self, target: str) -> list[Stance]:
        """The stances on an item, which is told herewith."""
        asks = self.known.items[target].kind in ("crux", "question")
        events = sorted(self._pending[target], key=lambda e: e.telling_order(asks))
        stances = stances_of(events)
        self._left[self._pending.pop(target)[0].place] -= 1
        self.told[target] = self.speaker.voice if stances else ""
        self.told_now += [target] if stances else []
        self._group.add(target)
        return stances

    def _around(self, item: Item, wanted: str) -> Around:
        """What an item answers or follows from, if that was told."""
        if item.kind == "definition":
            return Around()
        around = self.links.against(item, self._last)
        if not around.before and item.kind not in ("crux", "question"):
            around = self.links.so(item, wanted, self.told_now[-2:-1])
        return around

    def _head(self, item: Item, stances: Sequence[Stance], around: Around) -> list[Piece]:
        first, *others = stances
        if item.kind == "definition":
            pieces = self.speaker.definition(item, first)
        else:
            pieces = self.speaker.statement(item, first, around.before)
        for other in others:
            pieces += self.speaker.also(other, item)
        return [*pieces, *around.behind]

    # reasons in front

    def _nested(self, item: Item, wanted: str) -> Argument | None:
        """An argument some of whose premises were told or have reasons themselves: the premises are
        told first, so that each statement is told once and what follows from it comes behind."""
        found = (a for a in self._due(item, wanted) if self._is_nested(a))
        return next(found, None)

    def _is_nested(self, argument: Argument) -> bool:
        fresh = [premise for premise in argument.premises if premise[0] not in self.told]
        if not all(self._fits(*premise) for premise in fresh):
            return False
        if not fresh:  # what qualifies the argument would be read as of what follows from it
            return not self.links.remark(argument)
        are_some_told = len(fresh) < len(argument.premises)
        return are_some_told or any(self._has_reasons(claim) for claim, _ in fresh)

    def _fits(self, claim: str, negated: bool) -> bool:
        """Whether whoever speaks thinks of a premise what the argument needs."""
        kinds = [stance.kind for stance in stances_of(self._pending[claim])]
        return bool(kinds) and (kinds[0] in AGAINST) == negated

    def _has_reasons(self, claim: str) -> bool:
        wanted = _wanted(stances_of(self._pending[claim]))
        return any(self._due(self.known.items[claim], wanted))

    def _build(self, argument: Argument) -> Iterator[Sentence]:
        """The premises of an argument as statements, each with its reasons."""
        self.links.done.add(argument.id)
        self._depth += 1
        for claim, _ in argument.premises:
            if claim in self._pending and claim not in self.told:
                yield from self._tell(claim)
        self._depth -= 1

    # reasons behind

    def _reasons(
        self, item: Item, wanted: str, head: Sequence[Piece], is_first: bool = True
    ) -> Reasons:
        """The first reason as the end of the sentence, unless one stood before it, and more
        sentences with the others."""
        front: list[Piece] = []
        rest: list[list[Sentence]] = []
        for argument in self._given(item, wanted):
            reasons, below = self._premises(argument)
            is_named = reasons[0].text == "“"  # what was told before, which is no clause
            fits = is_first and not (front or rest or is_named)
            if fits and _length(head) + _length(reasons) <= LONG:
                front = [Piece(", because "), *reasons]
            else:
                lead = ANOTHER if front or rest or not is_first else "The reason: "
                rest.append([sentence(lead, *reasons, ".")])
            rest += below
        return front, rest

    def _given(self, item: Item, wanted: str) -> Iterator[Argument]:
        """The arguments of whoever speaks that are told here and now."""
        for argument in self._due(item, wanted):
            self.links.done.add(argument.id)
            yield argument

    def _due(self, item: Item, wanted: str) -> Iterator[Argument]:
        """The arguments of whoever speaks with premises that can be told here."""
        for argument in self.known.arguments_on.get(item.id, ()):
            if argument.kind != wanted or not self.links.makes(argument):
                continue
            fresh = [claim for claim, _ in argument.premises if claim not in self.told]
            place = self.known.place_of(item.id, self.speaker.voice)
            if all(self._is_near(claim, place) for claim in fresh):
                yield argument

    def _is_near(self, claim: str, place: Place) -> bool:
        asks = self.known.items[claim].kind in ("crux", "question")
        if asks or claim not in self._pending or self._depth >= DEEPEST:
            return False
        there = self.place(claim)
        return there == place or (not self._left[place] and Order.are_near(there, place))

    def _premises(self, argument: Argument) -> Reasons:
        """The premises of an argument in running text, and sentences with the reasons for them."""
        groups: list[list[Piece]] = []
        fresh: list[tuple[Item, list[Stance]]] = []
        for claim, negated in argument.premises:
            if claim in self.told:
                groups.append(mentions.premise(self.known, claim, negated))
                continue
            item, stances = self.known.items[claim], self._take(claim)
            fresh.append((item, stances))
            groups.append(self._premise(item, stances, negated, groups))
        if not fresh:
            groups = [mentions.premises(self.known, argument)]
        many = len(argument.premises) > 1
        because = mentions.because(argument, ". " if many else ": ")
        last = "; and " if sum(map(_length, groups)) > WIDE else " and "
        pieces = [*joined(groups, last=last), *self.links.remark(argument), *because]
        is_last = not many and not argument.reasons
        below = [list(self._deeper(item, stances, is_last)) for item, stances in fresh]
        return pieces, [found for found in below if found]

    def _premise(
        self,
        item: Item,
        stances: Sequence[Stance],
        negated: bool,
        others: Iterable[Sequence[Piece]],
    ) -> list[Piece]:
        """A premise as a clause, with what whoever speaks thinks of it."""
        if not stances:
            return [self.speaker.told(item)]
        fits = [s for s in stances if (s.kind in AGAINST) == negated]
        stance = (fits or stances)[0]
        before = SAYS[stance.kind].reason if fits else "it would have to be false that "
        if before.endswith("that ") and any(Piece(before) in other for other in others):
            before = "that "
        pieces = self.speaker.reason(item, stance, before)
        for other in stances:
            pieces += self.speaker.also(other, item) if other is not stance else []
        return [*pieces, *self._answers.marks(item.id)]

    def _deeper(self, item: Item, stances: Sequence[Stance], just_told: bool) -> Iterator[Sentence]:
        """The reasons for a reason, which is named where it was not told just now."""
        self._depth += 1
        wanted = _wanted(stances)
        whose = "The" if self.speaker.is_work else "Their"
        named = [Piece("that")] if just_told else mentions.mention(self.known, item.id)
        for argument in self._given(item, wanted):
            reasons, below = self._premises(argument)
            yield sentence(f"{whose} reason for ", *named, ": ", *reasons, ".")
            named = mentions.mention(self.known, item.id)
            for group in below:
                yield from group
        self._depth -= 1
        yield from self._answers.objection(item)


def _wanted(stances: Sequence[Stance]) -> str:
    """The kind of argument that is a reason for such a stance: of a doubt, what speaks against."""
    return "rebuts" if any(s.kind in AGAINST for s in stances) else "supports"


def _length(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.text.split()) for piece in pieces)
