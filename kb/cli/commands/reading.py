"""The command `kb read`: a debate as running text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kb.cli.common import question
from kb.cli.completing import complete_debates
from kb.cli.printing import say_text
from kb.cli.views.output import emit, plain

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.cli.common import Form
    from kb.exchange.pieces import Paragraph


@click.command("read")
@click.argument("debate", shell_complete=complete_debates)
@question
def read_command(base: OpenBase, debate: str, form: Form) -> None:
    """Tell a debate as running text: who says what, in the order in which it was said.

    Replies stand in; ¶5 is a passage of the debate's source. How statements bear on each other
    beyond this is said by kb map and kb show. The same text stands on the page of the debate.
    """
    found = base.exchange(debate)
    from kb.cli.views import exchange as views

    if form.name == "md":
        say_text(views.markdown(found))
        return
    emit(
        form,
        found,
        view=lambda: views.exchange(found),
        flat=[_row(paragraph) for paragraph in found],
        data=[_row(paragraph) | {"sentences": plain(paragraph.sentences)} for paragraph in found],
    )


def _row(paragraph: Paragraph) -> dict[str, Any]:
    said = paragraph._asdict()
    return {name: said[name] for name in ("anchor", "kind", "depth")} | {"text": paragraph.text}
