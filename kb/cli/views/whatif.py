"""How a supposition, and what it changes, look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kb.analysis.scale import NO_CHANGE, log_odds
from kb.analysis.stands import ahead
from kb.cli.text import Block, Text
from kb.cli.views.layout import facts
from kb.cli.views.names import Names, with_id
from kb.cli.views.numbers import Saying, assumed
from kb.cli.views.screen import POSITIONS, Section, left_out, sections
from kb.naming import letter

if TYPE_CHECKING:
    from kb.analysis.supposing import Change, WhatIf
    from kb.cli.common import Form


class Supposed(NamedTuple):
    """An item that is supposed to have a strength; `claim` is what it asks, or itself."""

    id: str
    claim: str
    kind: str
    text: str
    value: float


class Supposing:
    """What changes where something is supposed."""

    def __init__(self, found: WhatIf, how: Saying, names: Names, form: Form) -> None:
        self._found, self._how, self._names, self._form = found, how, names, form
        self._letters = {p.id: letter(i) for i, p in enumerate(found.positions)}

    def lines(self, supposed: Sequence[Supposed]) -> Iterator[Block]:
        """What is supposed, what that changes in a sentence, the positions, then all else."""
        found = self._found
        head: list[Block] = [self._supposed(one) for one in supposed]
        head += [Text()] if supposed else []
        brief = found.positions if self._form.all else found.positions[:POSITIONS]
        head += [self._position(change) for change in brief]
        head += left_out(len(found.positions) - len(brief))
        head += [Text(), Text((" ".join(self._sum()), "bold"))]
        same = {ident for one in supposed for ident in (one.id, one.claim)}
        others = [change for change in found.changes if change.id not in same]
        yield from sections([Section("What else changes", others, self._change)], self._form, head)
        yield from assumed(found.assumptions, self._how)

    def _supposed(self, one: Supposed) -> Text:
        is_crux = one.kind == "crux"
        sure = {0.0: "no", 1.0: "yes"} if is_crux else {0.0: "false", 1.0: "true"}
        if one.value in sure:
            says = f"{'the answer' if is_crux else 'this'} is {sure[one.value]}"
        else:
            says = f"{'yes' if is_crux else 'this'} is {one.value:g} likely"
        ids = " ".join(dict.fromkeys((one.id, one.claim)))
        return with_id(Text((f"Suppose {says}: ", "bold"), one.text), ids, self._form)

    def _position(self, change: Change) -> Block:
        mark = "-" if len(self._letters) == 1 else self._letters[change.id]
        name = Text(self._names[change.id], (f", {self._moved(change)}", "cyan"))
        return facts(iter([(mark, with_id(name, change.id, self._form))]))

    def _moved(self, change: Change) -> str:
        """`open -> leaning yes, clearly stronger`, or `leaning yes, hardly a change`."""
        before = self._how.strength(change.before, change.reasons_before)
        after = self._how.strength(change.after, change.reasons_after)
        moved = self._how.change(change.before, change.after) or NO_CHANGE
        return f"{before} -> {after}, {moved}" if before != after else f"{after}, {moved}"

    def _change(self, change: Change) -> Text:
        moved = (f", {self._moved(change)}", "cyan")
        return with_id(Text(self._names[change.id], moved), change.id, self._form)

    def _sum(self) -> Iterator[str]:
        """What changed, in short sentences: which position moves most, and who leads now."""
        most, single = max(self._found.positions, key=_size), len(self._letters) == 1
        if self._how.change(most.before, most.after):
            verb = "gains" if most.after > most.before else "weakens"
            yield f"The position {verb}." if single else f"{self._letters[most.id]} {verb} most."
        else:
            none = "No position on the debate's own question changes to speak of."
            yield "The position hardly changes." if single else none
        if single and most.turned:
            yield "The verdict on it changes."
        yield from self._leads()

    def _leads(self) -> Iterator[str]:
        """Where the lead between two rivals is another than before, or stays."""
        before = {frozenset(lead[:2]): lead for lead in self._found.leads_before}
        for lead in self._found.leads_after:
            was, now = (
                ahead(each[:2], each.leader, self._letters)
                for each in (before[frozenset(lead[:2])], lead)
            )
            yield f"{now}, as before." if was == now else f"{now} now; before, {was}."


def _size(change: Change) -> float:
    return abs(log_odds(change.after) - log_odds(change.before))
