"""The commands that change files which are there: as a careful person would, all or none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.cli.common import folder_option, guarded, note, note_errors, open_own_base
from kb.cli.completing import complete_debates, complete_items
from kb.cli.printing import say, say_text
from kb.disk import Together, real
from kb.errors import KbError, MisuseError
from kb.naming import number_of
from loaders.grammar.kinds import THINGS

if TYPE_CHECKING:
    from kb.session import Session
    from loaders.editing.plan import Plan
    from loaders.editing.reading import Reading

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
    """Change the files, and say which; or only show what would change. Errors that files have which
    stay as they are hinder nothing, but are told."""
    if dry_run:
        say_text(plan.difference())
    else:
        Together(session.root, session.cache).change(plan.changes())
        for path, new, lines in plan.counts():
            name = path if path == new else f"{path} -> {new}"
            say(f"{name}: {_lines(lines)}")
    note_errors(session.loaded)


@click.command("move")
@click.argument("item", shell_complete=complete_items)
@click.argument("goal", metavar="DEBATE|FILE", shell_complete=complete_debates)
@dry_run_option
@folder_option
@guarded
def move_command(item: str, goal: str, dry_run: bool, folder: Path | None) -> None:
    """Take an item to the end of another debate, or of a file of one, with all that is on it.

    Links to it and in it lead where they did, and passages of the source of the debate that it
    leaves get their source named. What it was called before leads to it.
    """
    from loaders.editing.moving import move
    from loaders.editing.reading import Reading

    session = open_own_base(folder).session
    reading = Reading(session.loaded)
    thing, plan = move(
        reading, item, goal if goal in reading.loaded.heads else _file(reading, goal)
    )
    carry_out(session, plan, dry_run)
    if not dry_run:
        say(f"{item} is now {thing}")


def _file(reading: Reading, name: str) -> str:
    """A file that the user named, as a path below the base."""
    root, path = real(reading.loaded.root), real(Path(name))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else name


@click.command("merge")
@click.argument("one", metavar="A", shell_complete=complete_items)
@click.argument("other", metavar="B", shell_complete=complete_items)
@click.option("--keep", metavar="A|B", help="Whose statement is kept; without it that of A.")
@click.option("--kind", type=click.Choice(THINGS), help="What both are, where several fit.")
@dry_run_option
@folder_option
@guarded
def merge_command(
    one: str, other: str, keep: str | None, kind: str | None, dry_run: bool, folder: Path | None
) -> None:
    """Make one of two items, people or terms: A keeps its id and gets all that is on B.

    Whatever names B names A then, and what stood twice stands once. Both statements are shown, and
    that of A is kept, or with --keep that of B. An item that was called B leads to A.
    """
    from loaders.editing.merging import merge
    from loaders.editing.reading import Reading

    session = open_own_base(folder).session
    merged = merge(Reading(session.loaded), one, other, keep, kind)
    carry_out(session, merged.plan, dry_run)
    if dry_run:
        return
    stays, goes = merged.statements
    say(f"kept  {stays}")
    say(f"gone  {goes}" if goes != stays else "      both said so")
    for said in merged.notes:
        note(said)
    say(f"{other} is now {merged.thing}")
    if merged.thing.kind != "item":
        note(f"nothing leads from '{other}' to it: only items keep what they were called")
    for path in merged.plan.left_alone():
        note(f"'{path}' is no debate and was left alone; '{other}' stands in it too")


@click.command("fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing: name what would change.")
@dry_run_option
@folder_option
@guarded
def fmt_command(
    files: tuple[Path, ...], only_check: bool, dry_run: bool, folder: Path | None
) -> None:
    """Bring files into one form: blank lines, labels and their order, links, dashes, markers.

    No fact and no word of prose changes, and no line is wrapped anew. Without FILES, all debates
    and lists of the base; where one of them is not read as a debate for an error, that is told, and
    the exit code is 1.
    """
    from loaders.editing.form.formatting import form
    from loaders.editing.reading import Reading

    session = open_own_base(folder).session
    reading = Reading(session.loaded)
    plan, left = form(reading, _paths(reading, files) if files else None)
    for path in left:
        note(f"'{path}' is left as it is: in the one form it would say something else")
    if only_check and not dry_run:
        for path, _, lines in plan.counts():
            say(f"{path}: {_lines(lines)}")
        note_errors(reading.loaded)
    else:
        carry_out(session, plan, dry_run)
    if (plan.edits and only_check) or (reading.loaded.lost and not files):
        sys.exit(1)


def _paths(reading: Reading, files: tuple[Path, ...]) -> list[str]:
    """Files that the user named, as paths below the base."""
    from loaders.editing.form.formatting import formatted_files

    known = formatted_files(reading.loaded)
    paths = {file: _file(reading, str(file)) for file in files}
    for file, path in paths.items():
        for problem in reading.loaded.lost:
            if problem.path == path:
                raise KbError(f"'{file}' is not read as a debate: {problem}")
        if path not in known:
            raise MisuseError(f"'{file}' is no debate and no list of this base")
    return list(dict.fromkeys(paths.values()))


def _lines(number: int) -> str:
    return number_of(number, "line")
