"""The command `kb similar`: items that say much the same, and may be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, note, question
from kb.cli.completing import complete_items
from kb.cli.views.output import emit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.analysis.similar import Similar
    from kb.api import OpenBase
    from kb.cli.text import Block


@click.command("similar")
@click.argument("item", required=False, shell_complete=complete_items)
@question
def similar_command(base: OpenBase, item: str | None, form: Form) -> None:
    """Show items that say much the same, or what is like one.

    Words are compared in any order. Those that support, or rebut, the same come first. Without an
    item, pairs of which the map says how they are related are left out.
    """
    found, left_out = base.similar(item)
    if left_out:
        note(left_out)

    def view() -> Iterable[Block]:
        from kb.cli.views.names import Names
        from kb.cli.views.similar import Pairs

        pairs = Pairs(found, Names(base, form), form)
        if item is None:
            return pairs.of_all()
        named = base.named(item)
        return pairs.of_one(named.text, named.id)

    emit(form, found, view=view, flat=[_flat(pair) for pair in found])


def _flat(pair: Similar) -> dict[str, object]:
    return {
        "score": pair.score,
        "first": pair.first.id,
        "second": pair.second.id,
        "both": pair.both,
        "related": pair.related,
        "first_text": pair.first.text,
        "second_text": pair.second.text,
    }
