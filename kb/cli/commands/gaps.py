"""The command `kb open`: what nobody has answered or supported yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, debate_argument, question
from kb.cli.views.output import emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from kb.api import OpenBase
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


def _view(base: OpenBase, found: Open, debate: str | None, form: Form) -> Iterator[RenderableType]:
    from kb.cli.views.gaps import Gaps
    from kb.cli.views.names import Names

    names = Names(base, form)
    shown = Gaps(found, names, form)
    if debate:
        yield from shown.of_one(list(_stands(base, debate, names)))
    else:
        yield from shown.of_all([d.id for d in base.debate_names()])


def _stands(base: OpenBase, debate: str, names: dict[str, str]) -> Iterator[str]:
    """How a debate stands, in sentences; nothing where it has no position."""
    from kb.analysis.stands import sentences

    reasoner = base.reason(debate)
    if reasoner.has_positions(debate):
        yield from sentences(reasoner.situation(debate), names)


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
