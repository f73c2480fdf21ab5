"""The command `kb open`: what nobody has answered or supported yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, question
from kb.cli.completing import debate_argument
from kb.cli.views.output import emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.analysis.stands import Situation
    from kb.api import OpenBase
    from kb.cli.text import Block
    from queries.gaps import Open


@click.command("open")
@debate_argument()
@question
def open_command(base: OpenBase, debate: str | None, form: Form) -> None:
    """Show what nobody has answered or supported yet."""
    found = base.open_ends(debate)
    emit(
        form,
        [found],
        view=lambda: _view(base, found, debate, form),
        flat=list(_flat(found)),
        data=found,
    )


def _view(base: OpenBase, found: Open, debate: str | None, form: Form) -> Iterator[Block]:
    from kb.cli.views.gaps import Gaps
    from kb.cli.views.names import Names

    names = Names(base, form)
    shown = Gaps(found, names, form)
    if debate:
        yield from shown.of_one(_situation(base, debate))
    else:
        yield from shown.of_all([d.id for d in base.debate_names()])


def _situation(base: OpenBase, debate: str) -> Situation | None:
    """How a debate stands; None where it has no position."""
    reasoner = base.reason(debate)
    return reasoner.situation(debate) if reasoner.has_positions(debate) else None


def _flat(found: Open) -> Iterator[dict[str, str]]:
    for attack in found.rebuttals:
        place = f"{attack.path}:{attack.line}"
        first = attack.premises[0]
        yield {"gap": "unanswered attack", "id": first.id, "text": first.text, "place": place}
    for gap in found.questions:
        place = f"{gap.path}:{gap.line}"
        yield {"gap": f"unanswered {gap.kind}", "id": gap.id, "text": gap.text, "place": place}
    for claim in found.claims:
        place = f"{claim.path}:{claim.line}"
        yield {"gap": "unsupported claim", "id": claim.id, "text": claim.text, "place": place}
