"""How open ends look to a reader in a terminal: how many there are, then the worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from kb.cli.printing import console
from kb.cli.views import words
from kb.cli.views.layout import said
from kb.cli.views.names import Names, with_id
from kb.cli.views.output import table
from kb.cli.views.screen import Section, first, left_out, sections
from kb.naming import capital
from queries.gaps import Bare, Gap, Open, Rebuttal

if TYPE_CHECKING:
    from kb.cli.common import Form

ROOM = 14  # lines for the debates, before the worst of all of them


class Gaps:
    """What is open in a debate, or in all."""

    def __init__(self, found: Open, names: Names, form: Form) -> None:
        self._found, self._names, self._form = found, names, form

    def of_one(self, stands: Sequence[str]) -> Iterator[RenderableType]:
        """How the debate stands, what is open in it, and the worst of that."""
        given = [Section("How it stands", stands, said), *self._given()]
        yield from sections(given, self._form, [self._totals()])

    def of_all(self, debates: Sequence[str]) -> Iterator[RenderableType]:
        """What is open in all debates, how much of it in each, and the worst."""
        rows = [self._row(debate) for debate in debates]
        rows = [row for row in rows if set(list(row.values())[1:]) != {""}]
        head: list[RenderableType] = [self._totals()]
        if rows:
            shown, drawn = first(
                len(rows), lambda n: table(rows[:n], console().width), self._form, ROOM
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

    def _totals(self) -> Text:
        found = self._found
        attacks = words.many(found.rebuttals, "attack") + " that nobody answered"
        questions = words.many(found.questions, "question") + " without answer"
        claims = words.many(found.claims, "claim") + " that nothing supports"
        return said((capital(f"{attacks}, {questions}, {claims}."), "bold"))

    def _given(self) -> Iterator[Section]:
        found = self._found
        attacks = sorted(found.rebuttals, key=lambda attack: attack.inferred)
        yield Section("Attacks that nobody answered", attacks, self._attack)
        yield Section("Questions without answer", found.questions, self._question)
        title = "Claims that nothing supports, those most built upon first"
        yield Section(title, found.claims, self._claim)

    def _attack(self, attack: Rebuttal) -> RenderableType:
        """The statement, and against what it stands."""
        names = self._names
        text = said(" And ".join(words.claim(premise) for premise in attack.premises))
        if attack.target:
            against = f"against {names.quoted(attack.target)}"
        else:
            of = attack.argument_premises
            against = f"against {names.argument(of, attack.argument_target)}"
        ours = words.OURS if attack.inferred else ""
        shown = said(text, (f"  {against}", "red"), (ours, "dim"))
        return with_id(shown, words.premise_names(attack.premises, ""), self._form)

    def _question(self, gap: Gap) -> Text:
        return with_id(said(gap.text), gap.id, self._form)

    def _claim(self, claim: Bare) -> Text:
        bears = f"  {claim.bears_on} build on it" if claim.bears_on > 1 else ""
        return with_id(said(claim.text, (bears, "dim")), claim.id, self._form)
