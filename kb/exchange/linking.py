"""How what is said bears on what was told before: whom it answers, what it is a reason for, what
follows from it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

from kb.exchange import mentions
from kb.exchange.known import Known
from kb.exchange.pieces import Piece, Sentence, joined, sentence
from kb.exchange.speaker import Speaker, bracketed
from kb.exchange.wording import AGAINST, GIVES, MAKES, SAYS
from queries.exchange import Argument, Item, Stance

FIRM = {"holds", "concedes", "rejects", "answers_yes", "answers_no"}

BUT = [Piece("But ")]


class Around(NamedTuple):
    """What stands before a statement and behind it."""

    before: list[Piece] = []  # noqa: RUF012 - never changed
    behind: list[Piece] = []  # noqa: RUF012

    @property
    def follows(self) -> bool:
        """Whether a reason for the statement stood before it."""
        return bool(self.before) and self.before != BUT


class Links:
    """The arguments of a debate as they are told; `told` are items, with whose they are."""

    def __init__(self, known: Known, speaker: Speaker, told: dict[str, str]) -> None:
        self.known = known
        self.speaker = speaker
        self._told = told
        self.done: set[str] = set()
        self._asked: set[str] = set()  # what was told, and asked since
        self._so = cycle(("So ", "Hence "))

    def makes(self, argument: Argument) -> bool:
        """Whether whoever speaks makes an argument that was not told yet."""
        is_new = argument.id not in self.done
        return is_new and self.speaker.voice in self.known.makers[argument.id]

    def remark(self, argument: Argument) -> list[Piece]:
        """What qualifies an argument, of whoever speaks, else of whoever makes it."""
        mine = self._mine(argument)
        noted = [s for s in mine or self.known.stances_on.get(argument.id, []) if s.note]
        ours = [[Piece("as we read it", "ours")]] if mine and mine[0].inferred else []
        notes = [[Piece(noted[0].note, "note", argument.id)]] if noted else []
        return bracketed(joined([*ours, *notes], last=", "))

    # before a statement

    def against(self, item: Item, last: Collection[str]) -> Around:
        """That an item is said against what was just told, by a `But`: where it does so alone, and
        nothing qualifies that, which would be read as of the item."""
        attacks = self._attacks(item)
        if len(attacks) != 1 or not self._faces_last(attacks[0], last):
            return Around()
        if len(attacks[0].premises) > 1 or self.remark(attacks[0]):
            return Around()
        self.done.add(attacks[0].id)
        return Around(BUT, self._reasons(attacks[0]))

    def aims(
        self, item: Item, stance: Stance, just: Collection[str], gave_reasons: bool
    ) -> Iterator[Sentence]:
        """What an item that was just told speaks for or against, where that was told before; `just`
        are the items told with it. What was told longer ago and is needed for it is named."""
        for move in self._moves(item):
            self.done.add(move.id)
            others = [premise for premise in move.premises if premise[0] != item.id]
            given = [premise for premise in others if premise[0] not in just]
            named = joined(mentions.premise(self.known, *premise) for premise in given)
            front = [Piece("Together with "), *named, Piece(", ")] if given else []
            so_far = "All this" if gave_reasons or len(others) > len(given) else "That"
            if (item.id, True) in move.premises:
                so_far = "A no to that" if item.kind == "crux" else "That, if false,"
            so_far = so_far[0].lower() + so_far[1:] if front else so_far
            aim = mentions.bearing(self.known, move, self._is_firm(move, stance), so_far)
            yield sentence(*front, *aim, *self._reasons(move), ".")

    def _is_firm(self, argument: Argument, stance: Stance) -> bool:
        """Whether whoever speaks makes an argument without reserve: as they say, else as they say
        of what it starts from."""
        said = self.known.stances_on.get(argument.id, ())
        mine = [s for s in said if s.person == self.speaker.voice]
        return (
            all(s.kind in FIRM for s in mine) if mine else stance.kind in FIRM and not stance.note
        )

    def _attacks(self, item: Item) -> list[Argument]:
        return [move for move in self._moves(item) if move.kind != "supports"]

    def _moves(self, item: Item) -> list[Argument]:
        """The arguments of whoever speaks that an item, of their premises, completes; attacks
        last, so that nobody asks which of them got no answer."""
        found = [
            a
            for a in self.known.arguments_from.get(item.id, ())
            if a.target != item.id and self.makes(a) and self.is_complete(a)
        ]
        return sorted(found, key=lambda a: a.kind != "supports")

    def is_complete(self, argument: Argument) -> bool:
        """Whether all that an argument is about was told."""
        return all(end in self._told for end in self.known.ends(argument))

    def _reasons(self, argument: Argument) -> list[Piece]:
        return [*self.remark(argument), *mentions.because(argument)]

    def _faces_last(self, attack: Argument, last: Collection[str]) -> bool:
        attacked = self.known.arguments.get(attack.target)
        just = {claim for claim, _ in attacked.premises} if attacked else {attack.target}
        return not just.isdisjoint(last)

    def so(self, item: Item, wanted: str, last: Collection[str]) -> Around:
        """That an item follows from what was told just before."""
        for argument in self.known.arguments_on.get(item.id, ()):
            just = all(claim in last and not negated for claim, negated in argument.premises)
            if just and argument.kind == wanted and self.makes(argument):
                self.done.add(argument.id)
                return Around([Piece(next(self._so))], self._reasons(argument))
        return Around()

    def hence(self, argument: Argument, given: Sequence[tuple[str, bool]]) -> Around:
        """That something follows from the premises that were told just before, and from those that
        are given from earlier on."""
        so = next(self._so)
        if not given:
            return Around([Piece(so)], self._reasons(argument))
        named = joined(mentions.premise(self.known, *premise) for premise in given)
        before = [Piece(f"{so.strip()}, given "), *named, Piece(", ")]
        return Around(before, self._reasons(argument))

    # stances on what was told before

    def again(self, item: Item, stances: Sequence[Stance]) -> Iterator[Sentence]:
        """What somebody thinks of something that was told, by its title."""
        whose = self._told[item.id]
        for stance in stances:
            said = SAYS[stance.kind]
            one, many = said.again, said.they_again
            if stance.kind == "holds" and (stance.inferred or self._is_own(item.id)):
                one, many = "holds", "hold"
            if stance.kind == "poses" and not self._was_asked(item.id):
                one, many = "brings up", "bring up"
                self._asked.add(item.id)
            title = self._owned(whose, mentions.mention(self.known, item.id))
            yield self._stance(stance, one, many, [*title, Piece(said.behind)])

    def on_argument(self, argument: Argument, stances: Sequence[Stance]) -> Iterator[Sentence]:
        """What somebody doubts of an argument; that they make it, waits until all of it is told."""
        for stance in stances:
            if stance.kind not in MAKES:
                said = SAYS[stance.kind]
                route = mentions.route(self.known, argument)
                yield self._stance(stance, said.again, said.they_again, route)

    def given(self, arguments: Iterable[Argument]) -> Iterator[Sentence]:
        """Arguments of whoever speaks that join what was told: those about one thing in one
        sentence, unless something is said about one of them."""
        groups: dict[tuple[str, ...], list[Argument]] = {}
        for argument in arguments:
            alone = argument.id if self._reasons(argument) else ""
            key = self._gives(argument), argument.kind, argument.target, alone
            groups.setdefault(key, []).append(argument)
        for (how, *_), alike in groups.items():
            self.done.update(argument.id for argument in alike)
            yield sentence(
                *self.speaker.subject(*GIVES.get(how, ("gives", "give"))),
                " ",
                *mentions.as_reasons(self.known, alike),
                *self._reasons(alike[0]),
                *self.speaker.cited([p for argument in alike for p in self._cited(argument)]),
                ".",
            )

    def _gives(self, argument: Argument) -> str:
        """What whoever speaks thinks of an argument that they make."""
        return next((stance.kind for stance in self._mine(argument)), "holds")

    def _cited(self, argument: Argument) -> Iterator[str]:
        return (passage for stance in self._mine(argument) for passage in stance.passages)

    def _mine(self, argument: Argument) -> list[Stance]:
        stances = self.known.stances_on.get(argument.id, ())
        return [s for s in stances if s.person == self.speaker.voice and s.kind in MAKES]

    def _stance(self, stance: Stance, one: str, many: str, what: Iterable[Piece]) -> Sentence:
        speaker = self.speaker
        subject = [*speaker.subject(one, many), Piece(" ")]
        return sentence(
            *subject, *what, *speaker.note(stance), *speaker.cited(stance.passages), "."
        )

    def is_argued(self, claim: str, stance: Stance, told_now: Iterable[str]) -> bool:
        """Whether a doubt was told in this turn already: as what speaks against the claim, with
        the same qualification."""
        voice = self.speaker.voice
        said = (s for told in told_now for s in self.known.stances_on[told])
        notes = {"", *(s.note for s in said if s.person == voice)}
        against = (a for a in self.known.arguments_on.get(claim, ()) if a.kind == "rebuts")
        return (
            stance.kind in AGAINST
            and stance.note in notes
            and any(a.id in self.done and voice in self.known.makers[a.id] for a in against)
        )

    def _was_asked(self, item: str) -> bool:
        """Whether somebody asks what was told, and did not only answer it."""
        first = self._told[item]
        stances = self.known.stances_on.get(item, ())
        return item in self._asked or any(s.kind == "poses" and s.person == first for s in stances)

    def _is_own(self, item: str) -> bool:
        """Whether something is the view of whoever speaks, told by them or by others as theirs."""
        stances = self.known.stances_on.get(item, ())
        voice = self.speaker.voice
        return self._told[item] == voice or any(stance.of == voice for stance in stances)

    def _owned(self, whose: str, title: list[Piece]) -> list[Piece]:
        """A title with whose it is, where that is neither who speaks nor who is answered."""
        known_anyway = ("", self.speaker.voice, self.speaker.to)
        if whose in known_anyway or not self.known.speaks(whose):
            return title
        return [*title, Piece(" of "), mentions.named(self.known, whose)]
