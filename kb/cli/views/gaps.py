"""How open ends look to a reader in a terminal: how many there are, then the worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.analysis.stands import Objection, Situation, besides, people, put, sentences
from kb.cli.printing import screen_width
from kb.cli.text import Block, Text
from kb.cli.views import words
from kb.cli.views.names import Names, with_id
from kb.cli.views.output import table
from kb.cli.views.screen import Section, first, left_out, sections
from kb.naming import capital

if TYPE_CHECKING:
    from kb.cli.common import Form
    from queries.gaps import Bare, Gap, Open, Rebuttal

ATTACKS = "Attacks that nobody answered"
ROOM = 14  # lines for the debates, before the worst of all of them


class Gaps:
    """What is open in a debate, or in all."""

    def __init__(self, found: Open, names: Names, form: Form) -> None:
        self._found, self._names, self._form = found, names, form

    def of_one(self, situation: Situation | None) -> Iterator[Block]:
        """How the debate stands, what is open in it, and the worst of that; None is the situation
        of one without positions. Objections that are put to somebody come first and apart: what
        the sentences on how it stands count."""
        if situation is None:
            yield from sections(self._given(), self._form, [self._totals()])
            return
        waiting = put(situation)
        told = {argument for objection in waiting for argument in objection.arguments}
        taken_up = [one for one in self._found.rebuttals if one.id in situation.taken_up]
        told |= set(situation.taken_up)
        others = [attack for attack in self._found.rebuttals if attack.id not in told]
        ours = sum(attack.inferred for attack in others)
        kind = besides(ours, len(others) - ours)
        given = [
            Section(
                "How it stands", list(sentences(situation, self._names, self._names.told)), Text
            ),
            Section("Objections that wait for an answer", waiting, self._objection),
            *self._given(others, f"Attacks {kind}"),
            Section("Objections that are restated, and no more", taken_up, self._attack),
        ]
        attacks = f"{words.many(waiting, 'objection')} without answer"
        attacks += f", {words.many(others, 'attack')} {kind}" if others else ""
        yield from sections(given, self._form, [self._totals(attacks)])

    def of_all(self, debates: Sequence[str]) -> Iterator[Block]:
        """What is open in all debates, how much of it in each, and the worst."""
        rows = [self._row(debate) for debate in debates]
        rows = [row for row in rows if set(list(row.values())[1:]) != {""}]
        head: list[Block] = [self._totals()]
        if rows:
            shown, drawn = first(
                len(rows), lambda n: table(rows[:n], screen_width()), self._form, ROOM
            )
            head += [drawn, *left_out(len(rows) - shown)]
        yield from sections(self._given(), self._form, head)

    def _row(self, debate: str) -> dict[str, str]:
        found = self._found
        counts = (
            ("attacks", found.rebuttals),
            ("questions", found.questions),
            ("claims", found.claims),
        )
        row = {what: str(sum(one.debate == debate for one in rows) or "") for what, rows in counts}
        return {"debate": debate} | row

    def _totals(self, attacks: str = "") -> Text:
        found = self._found
        attacks = attacks or words.many(found.rebuttals, "attack") + " that nobody answered"
        questions = words.many(found.questions, "question") + " without answer"
        claims = words.many(found.claims, "claim") + " that nothing supports"
        return Text((capital(f"{attacks}, {questions}, {claims}."), "bold"))

    def _given(
        self, attacks: Sequence[Rebuttal] | None = None, called: str = ATTACKS
    ) -> Iterator[Section]:
        found = self._found
        every = found.rebuttals if attacks is None else attacks
        yield Section(called, sorted(every, key=lambda one: one.inferred), self._attack)
        yield Section("Questions without answer", found.questions, self._question)
        title = "Claims that nothing supports, those most built upon first"
        yield Section(title, found.claims, self._claim)

    def _objection(self, objection: Objection) -> Block:
        """The statement, against what it stands, and who is to answer it."""
        rows = [attack for attack in self._found.rebuttals if attack.id in objection.arguments]
        if rows:
            text, against = self._says(rows[0]), " and ".join(map(self._against, rows))
        else:  # it is written in another debate, or says that something is false
            text = " and ".join(map(self._names.quoted, objection.says))
            against = self._names.quoted(objection.end)
        to = f", put to {people(objection.to, self._names)}"
        shown = Text(text, (f"  against {against}", "red"), to)
        return with_id(shown, " and ".join(objection.says), self._form)

    def _attack(self, attack: Rebuttal) -> Block:
        """The statement, and against what it stands."""
        ours = words.OURS if attack.inferred else ""
        against = (f"  against {self._against(attack)}", "red")
        shown = Text(self._says(attack), against, (ours, "dim"))
        return with_id(shown, words.premise_names(attack.premises, ""), self._form)

    def _says(self, attack: Rebuttal) -> str:
        return " And ".join(words.claim(premise) for premise in attack.premises)

    def _against(self, attack: Rebuttal) -> str:
        if attack.target:
            return self._names.quoted(attack.target)
        return self._names.argument(attack.argument_premises, attack.argument_target)

    def _question(self, gap: Gap) -> Text:
        return with_id(Text(gap.text), gap.id, self._form)

    def _claim(self, claim: Bare) -> Text:
        bears = f"  {claim.bears_on} build on it" if claim.bears_on > 1 else ""
        return with_id(Text(claim.text, (bears, "dim")), claim.id, self._form)
