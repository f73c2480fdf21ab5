"""Arguments that name things of a base, and how a shell completes them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kb.cli.common import opened
from kb.cli.printing import one_line
from kb.errors import KbError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kb.api import OpenBase


def complete_items(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    """The items whose id or slug begins with what was typed."""
    return _complete(ctx, text, lambda base: [n for i in base.items() for n in (i.slug, i.id)])


def complete_debates(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    """The debates whose id begins with what was typed."""
    return _complete(ctx, text, lambda base: [debate.id for debate in base.debate_names()])


def complete_people(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    """The people whose id begins with what was typed."""
    return _complete(ctx, text, lambda base: [person.id for person in base.people()])


def complete_sources(ctx: click.Context, param: click.Parameter, text: str) -> list[CompletionItem]:
    """The sources whose id begins with what was typed."""
    return _complete(ctx, text, lambda base: [source.id for source in base.sources()])


def _complete(
    ctx: click.Context, text: str, names: Callable[[OpenBase], list[str]]
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    try:
        from kb.api import OpenBase

        base = OpenBase(opened(ctx.params.get("folder"), ctx.params.get("db")))
        found = [name for name in names(base) if name.startswith(text)]
        return [CompletionItem(name) for name in found if one_line(name) == name]
    except KbError:  # a shell that completes has no place for complaints
        return []


item_argument = functools.partial(click.argument, shell_complete=complete_items)
debate_argument = functools.partial(
    click.argument, "debate", required=False, shell_complete=complete_debates
)
source_argument = functools.partial(
    click.argument, "source", required=False, shell_complete=complete_sources
)
person_argument = functools.partial(click.argument, shell_complete=complete_people)
