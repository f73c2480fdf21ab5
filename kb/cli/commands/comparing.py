"""The command that sets two people side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, question
from kb.cli.completing import debate_argument, person_argument
from kb.cli.views.output import emit
from kb.errors import MisuseError

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.cli.text import Block
    from queries.people import Answer, Comparison, StanceOf


@click.command("compare")
@person_argument("a")
@person_argument("b")
@debate_argument()
@question
def compare_command(base: OpenBase, a: str, b: str, debate: str | None, form: Form) -> None:
    """Show where two people differ, answer each other, agree, or one is silent.

    In a debate, or in those in which both take a stand. They differ where they answer one thing
    contrarily, or each hold one of two rivals; of several stances the latest counts. Somebody
    answers who makes an argument that supports or rebuts what the other holds, or undercuts an
    argument of the other.
    """
    one, other = base.person(a), base.person(b)
    if one.id == other.id:
        raise MisuseError(f"'{a}' and '{b}' are the same person")
    found = base.compare(a, b, debate)
    own = {debate.id: debate.source for debate in base.debate_names()}

    def view() -> Iterator[Block]:
        from kb.cli.views.comparing import Pair
        from kb.cli.views.names import Names

        return Pair(one, other, own, Names(base, form), form).lines(found)

    emit(
        form,
        [found],
        view=view,
        flat=list(_rows(one.id, other.id, found)),
        data=found,
    )


def _rows(a: str, b: str, found: Comparison) -> Iterator[dict[str, str]]:
    def row(about: StanceOf, verdict: str, one: str, other: str) -> dict[str, str]:
        return {"item": about.item, "text": about.text, "verdict": verdict, a: one, b: other}

    for verdict, pairs in (("differ", found.differ), ("agree", found.agree)):
        for x, y in pairs:
            rival = "" if x.thing == y.thing else f" the rival {y.item}"
            yield row(x, verdict, x.kind, f"{y.kind}{rival}")
    for answer in found.answers:
        does = {answer.by: "answers", answer.to: "is answered"}
        yield _named(answer) | {a: does[a], b: does[b]}
    for x in found.only_a:
        yield row(x, "silent", x.kind, "")
    for y in found.only_b:
        yield row(y, "silent", "", y.kind)


def _named(answer: Answer) -> dict[str, str]:
    from kb.cli.views import words

    argument = answer.argument
    inferred = ", inferred" if argument.inferred else ""
    return {
        "item": words.premise_names(argument.premises, ""),
        "text": argument.premises[0].text,
        "verdict": f"{argument.kind} {words.aim_of(answer, answer.to)}{inferred}",
    }
