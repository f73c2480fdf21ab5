"""The commands that change files which are there: as a careful person would, all or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.cli.common import complete_items, folder_option, guarded, note, open_own_base
from kb.cli.printing import say, say_text
from kb.disk import Together
from loaders.grammar.kinds import THINGS

if TYPE_CHECKING:
    from kb.session import Session
    from loaders.editing.plan import Plan

F = TypeVar("F", bound=Callable[..., Any])

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Write nothing: print what would change, as a unified diff."
)


@click.command("rename")
@click.argument("old", shell_complete=complete_items)
@click.argument("new")
@click.option("--kind", type=click.Choice(THINGS), help="What OLD is, where several are called so.")
@dry_run_option
@folder_option
@guarded
def rename_command(
    old: str, new: str, kind: str | None, dry_run: bool, folder: Path | None
) -> None:
    """Call an item, debate, person, source or term otherwise, wherever it is named.

    Headings, links, bare ids, kb.toml, sources.lock and scenario files beside it change, prose
    never does. What an item or a debate was called before still leads to it.
    """
    from loaders.editing.reading import Reading
    from loaders.editing.renaming import rename

    session = open_own_base(folder).session
    thing, plan = rename(Reading(session.loaded), old, new, kind)
    carry_out(session, plan, dry_run)
    if dry_run:
        return
    say(f"{old} is now {thing}")
    if thing.kind in ("person", "source", "term"):
        note(f"nothing leads from '{old}' to it: only items and debates keep what they were called")
    for path in plan.left_alone():
        note(f"'{path}' is no debate and was left alone; '{old}' stands in it too")


def carry_out(session: Session, plan: Plan, dry_run: bool) -> None:
    """Change the files, and say which; or only show what would change."""
    if dry_run:
        say_text(plan.difference())
        return
    Together(session.root, session.cache).change(plan.changes())
    for path, new, lines in plan.counts():
        name = path if path == new else f"{path} -> {new}"
        say(f"{name}: {lines} line{'' if lines == 1 else 's'}")
