"""The commands that follow arguments: what attacks or supports an item, how two are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, question
from kb.cli.completing import item_argument
from kb.cli.views.output import emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.api import OpenBase
    from kb.cli.text import Block
    from queries.trees import Branch


def depth_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--depth", type=click.IntRange(1, 50), default=8, show_default=True, help="How deep to go."
    )(command)


@click.command("rebuttals")
@item_argument("item")
@depth_option
@question
def rebuttals_command(base: OpenBase, item: str, depth: int, form: Form) -> None:
    """Show the tree of attacks on an item.

    On the item itself and on the arguments that support it, and the attacks on those.
    """
    _tree(base, item, "rebuttals", base.rebuttals(item, depth), form)


@click.command("supports")
@item_argument("item")
@depth_option
@question
def supports_command(base: OpenBase, item: str, depth: int, form: Form) -> None:
    """Show the tree of what supports an item."""
    _tree(base, item, "supports", base.supports(item, depth), form)


NONE = {"rebuttals": "nobody has attacked this", "supports": "nothing supports this"}


def _tree(base: OpenBase, name: str, command: str, branches: list[Branch], form: Form) -> None:
    item = base.named(base.item_id(name))
    emit(
        form,
        branches,
        view=lambda: _view(base, item.id, command, branches, form),
        flat=list(_flat_branches(branches, 1)),
        data={"item": item.id, "text": item.text, "branches": branches},
    )


def _view(
    base: OpenBase, item: str, command: str, branches: list[Branch], form: Form
) -> Iterator[Block]:
    from kb.cli.views.names import Names
    from kb.cli.views.replies import Replies

    shown = Replies(command, Names(base, form), form)
    yield from shown.lines(base.named(item), branches, NONE[command])


def _flat_branches(
    branches: tuple[Branch, ...] | list[Branch], level: int
) -> Iterator[dict[str, object]]:
    for branch in branches:
        argument = branch.argument
        yield {
            "level": level,
            "does": argument.kind,
            "target": branch.undercut.name if branch.undercut else argument.target,
            "premises": argument.name,
            "text": [premise.text for premise in argument.premises],
            "because": argument.reasons,
            "place": f"{argument.path}:{argument.line}",
        }
        yield from _flat_branches(branch.branches, level + 1)


@click.command("path")
@item_argument("start")
@item_argument("end")
@question
def path_command(base: OpenBase, start: str, end: str, form: Form) -> None:
    """Show how two items are connected."""
    one, other = base.item_id(start), base.item_id(end)
    hops = base.path(one, other)

    def view() -> Iterator[Block]:
        from kb.cli.views.replies import path

        passed = [one, other, *(hop.next for hop in hops or ())]
        yield from path(one, hops, other, {i: base.named(i).text for i in passed}, form)

    emit(form, hops or [], view=view, data=hops)
