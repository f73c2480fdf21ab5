"""What is asked and who answers; what got no answer; what only the map has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kb.analysis.stands import is_answered
from kb.exchange import mentions, wording
from kb.exchange.known import Known
from kb.exchange.pieces import Piece, Sentence, joined, sentence
from kb.exchange.speaker import Speaker
from kb.exchange.wording import AGAINST, FOR
from kb.naming import capital
from queries.exchange import Argument, Item, Stance, Tie

NO_ANSWER = (
    "No answer to this is shown.",
    "No answer is shown.",
    "Nobody here takes this up.",
)


class Answers:
    """Looks for answers in what is known of a debate; `told` are the items that were told,
    `linked` the arguments."""

    def __init__(self, known: Known, told: dict[str, str], linked: set[str]) -> None:
        self.known = known
        self._told = told
        self._linked = linked
        self._regretted: set[str] = set()  # attacks of which it was said that nobody answers
        self._are_several = sum(map(known.speaks, {s.person for s in known.record.stances})) > 1

    def is_shown_with_claim(self, crux: str) -> bool:
        """Whether a crux asks no more than what was told, so that its words need not be said.
        What a word means is told apart, and has no mark."""
        claim = self.known.asked(crux)
        posed = self.known.is_said(crux)
        if claim not in self.known.own_ids or self.known.items[claim].kind == "definition":
            return False
        return claim in self._told or (not posed and self.known.is_said(claim))

    def marks(self, claim: str) -> list[Piece]:
        """The cruxes that ask a claim, as a mark behind it; those of the mapper alone are told by
        that."""
        pieces: list[Piece] = []
        if self.known.items[claim].kind == "definition":
            return pieces
        for crux in self.known.asking(claim):
            if crux not in self._told and crux in self.known.own_ids:
                pieces += [Piece(" ["), Piece("crux", "statement", crux), Piece("]")]
                if not self.known.is_said(crux):
                    self._told[crux] = ""
        return pieces

    def crux(self, crux: str, stances: Sequence[Stance], speaker: Speaker) -> Iterator[Sentence]:
        """A crux whose claim was told: that somebody asks it, or what they answer."""
        claim = self.known.asked(crux)
        if not stances:
            return  # a mark at its claim
        self._told[crux] = speaker.voice
        for stance in stances:
            title = mentions.mention(self.known, claim)
            title[1] = title[1]._replace(role="statement", target=crux)
            said, asks = wording.SAYS[stance.kind], stance.kind == "poses"
            subject = ("asks whether", "ask whether") if asks else (said.again, said.they_again)
            yield sentence(
                *speaker.subject(*subject),
                " ",
                *title,
                " is so" if asks else said.behind,
                *speaker.note(stance),
                *speaker.cited(stance.passages),
                ".",
            )
        if all(stance.kind != "poses" for stance in stances):
            return
        yield from self.question(self.known.items[crux], stances, speaker)

    def question(
        self, item: Item, stances: Sequence[Stance], speaker: Speaker
    ) -> Iterator[Sentence]:
        """Who answers what somebody asks, and what nobody takes up."""
        asker = stances[0].person if stances else ""
        if item.kind == "question":
            yield from self._answered(item)
        elif item.kind == "crux" and any(stance.kind == "poses" for stance in stances):
            yield from self._sides(item, asker, speaker)
        elif item.kind == "proposal" and self._are_several and not self._is_taken_up(item, asker):
            yield sentence(NO_ANSWER[2], tone="open")

    def _answered(self, item: Item) -> Iterator[Sentence]:
        ties = self.known.answered_by(item.id)
        if not ties:
            if any(s.kind == "poses" for s in self.known.stances_on.get(item.id, ())):
                yield sentence(NO_ANSWER[1], tone="open")
            return
        ties = [tie for tie in ties if not self._follows(tie, item)]
        if not ties:
            return
        whose = [self._whose(tie.source, tie.inferred) for tie in ties]
        every = whose[-1] if all(each == whose[0] for each in whose) else []
        groups = (
            [*mentions.mention(self.known, tie.source), *([] if every else own)]
            for tie, own in zip(ties, whose, strict=True)
        )
        answers = joined(groups, between="; ", last="; ")
        yield sentence(f"The answer{'s' * (len(ties) > 1)}: ", *answers, *every, ".")

    def _follows(self, answer: Tie, question: Item) -> bool:
        """Whether whoever asks gives an answer that is still to be told."""
        askers = {s.person for s in self.known.stances_on.get(question.id, ())}
        sayers = {s.person for s in self.known.stances_on.get(answer.source, ())}
        return answer.source not in self._told and bool(sayers) and sayers <= askers

    def _whose(self, item: str, inferred: bool) -> list[Piece]:
        stances = self.known.stances_on.get(item, ())
        people = list(dict.fromkeys(s.person for s in stances if s.kind in FOR))
        who = [mentions.voices(self.known, people)] if people else []
        ours = [[Piece("as we read it", "ours")]] if inferred else []
        return [Piece(" ("), *joined([*who, *ours], last=", "), Piece(")")] if who or ours else []

    def _sides(self, crux: Item, asker: str, speaker: Speaker) -> Iterator[Sentence]:
        """Who else answers a crux how, there or by a stance on what it asks; what whoever asks
        answers, they say themselves."""
        asked = self.known.asked(crux.id)
        stances = [s for i in (asked, crux.id) for s in self.known.stances_on.get(i, ())]
        answers = [
            s for s in stances if s.kind in FOR | AGAINST and s.kind not in ("reports", "supposes")
        ]
        if not answers:
            yield sentence(NO_ANSWER[1], tone="open")
        groups: dict[str, dict[str, Stance]] = {}
        for stance in (s for s in answers if s.person != asker):
            groups.setdefault(ANSWER[stance.kind], {})[stance.person] = stance
        said = (
            [
                Piece(f"{word}, say{'s' * (len(people) == 1)} "),
                *mentions.voices(self.known, people),
                *(speaker.note(*people.values()) if len(people) == 1 else ()),
            ]
            for word, people in groups.items()
        )
        if groups:
            yield sentence(*joined(said, between="; ", last="; "), ".")

    def _is_taken_up(self, item: Item, asker: str) -> bool:
        others = any(s.person != asker for s in self.known.stances_on.get(item.id, ()))
        arguments = self.known.touching.get(item.id, ())
        makers = {m for a in arguments for m in self.known.makers[a.id]}
        ties = self.known.ties_to.get(item.id, ())
        return (
            others or bool(makers - {asker}) or any(t.kind in ("answers", "concerns") for t in ties)
        )

    def objection(self, item: Item) -> Iterator[Sentence]:
        """That an attack on what somebody else says got no answer."""
        me = self._told.get(item.id)
        for argument in self.known.arguments_from.get(item.id, ()):
            if (
                argument.id in self._linked
                and argument.id not in self._regretted
                and self._is_unanswered(argument, item, me)
            ):
                self._regretted.add(argument.id)
                yield sentence(NO_ANSWER[0], tone="open")
                return

    def _is_unanswered(self, argument: Argument, item: Item, me: str | None) -> bool:
        """Whether an attack from an item on what another says got no answer."""
        return (
            argument.kind != "supports"
            and not argument.answer
            and me in self.known.makers[argument.id]
            and self._is_of_another(argument.target, me)
            and not self._got_answer(argument, item, me)
        )

    def _got_answer(self, argument: Argument, item: Item, me: str | None) -> bool:
        """Whether something speaks against an attack, or somebody else takes it up."""
        stances = self.known.stances_on.get(item.id, ())
        uses = self.known.touching.get(item.id, ())
        known, makers = self.known, self.known.makers[argument.id]
        return (
            is_answered(
                argument.id, argument.premises, known.arguments_on, known.stances_on, makers
            )
            or any(s.person != me for s in stances)
            or any(self.known.makers[a.id] - {me} for a in uses if a.target != item.id)
        )

    def _is_of_another(self, target: str, me: str | None) -> bool:
        attacked = self.known.arguments.get(target)
        if attacked is not None:
            return bool(self.known.makers[target] - {me})
        stances = self.known.stances_on.get(target, ())
        return any(
            s.person != me and s.kind in FOR and self.known.speaks(s.person) for s in stances
        )

    def unsaid(self, item: Item, speaker: Speaker) -> Iterator[Sentence]:
        """An item that only the map has."""
        told = speaker.told(item, small=item.kind == "definition")
        if item.kind == "definition":
            term = capital(item.term or wording.title(item))
            yield sentence(f"“{term}”: ", told, ".", tone="terms")
            return
        if item.kind in ("crux", "question"):
            yield sentence("A question of ours: ", told, *self.marks(item.id), ".", tone="ours")
            yield from (answer._replace(tone="ours") for answer in self._answered(item))
        else:
            cited = [*speaker.cited(item.cited), *self.marks(item.id)]
            yield sentence("On the map alone: ", told, *cited, ".", tone="ours")


ANSWER: Mapping[str, str] = {
    "holds": "yes",
    "answers_yes": "yes",
    "concedes": "granted",
    "finds_plausible": "plausible",
    "questions": "doubtful",
    "rejects": "no",
    "answers_no": "no",
}
