"""The commands that say what changed: `kb diff` in a base, `kb log` in an item."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.cli.common import (
    Form,
    all_option,
    folder_option,
    guarded,
    ids_option,
    note,
    note_errors,
    open_meant_session,
)
from kb.cli.completing import complete_items
from kb.cli.printing import at_terminal, draw, say, say_json, say_text
from kb.disk import Cache
from kb.errors import MisuseError, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.changes.history import Entry, History
    from kb.changes.kinds import Change
    from kb.session import Session

VERSION = 1  # of the JSON: docs/editing.md says what is in it
WORKING = "the working files"
F = TypeVar("F", bound="Callable[..., Any]")


def forms(*names: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="How to print the changes.",
    )


@click.command("diff")
@click.argument("revisions", nargs=-1, metavar="[REV [REV]]")
@forms("text", "json", "md", "github")
@all_option
@ids_option
@click.option("--exit-code", "tells", is_flag=True, help="End with 1 where anything changed.")
@folder_option
@guarded
def diff_command(
    revisions: tuple[str, ...], form: str, every: bool, ids: bool, tells: bool, folder: Path | None
) -> None:
    """Show what changed in what the base says, since a commit or between two.

    Without REV, the files are compared with the last commit, with one REV with that, and with two
    both with each other. REV is whatever git calls a commit: a branch, a tag, HEAD~3.
    """
    if len(revisions) > 2:
        raise MisuseError("say one revision or two: 'kb diff REV' or 'kb diff REV REV'")
    found, notes, sides = _compared(open_meant_session(folder), revisions)
    if form == "json":
        say_json(_data(found, notes, sides))
    elif form == "text":
        _show(found, notes, Form(all=every, ids=ids or not at_terminal()))
    else:
        from kb.cli.views import changes_markdown

        say_text(getattr(changes_markdown, {"md": "markdown"}.get(form, form))(found, notes))
    if found and tells:
        sys.exit(1)


def _compared(
    session: Session, revisions: tuple[str, ...]
) -> tuple[list[Change], list[str], list[dict[str, str | None]]]:
    """The changes, what there is to say beside, and what was compared."""
    from kb.changes.comparing import compare
    from kb.changes.following import Following
    from kb.changes.git import Repository
    from kb.changes.revisions import Revisions, errors_in
    from loaders.files.fresh import read_states

    with Repository(session.root) as repository:
        versions = Revisions(session.root, session.cache, repository)
        given = revisions or ("HEAD",)
        commits = [repository.commit(revision) for revision in given]
        if not read_states(Cache(session.cache)):  # several processes read the files, and keep them
            _ = session.loaded
        bases = [versions.base(*pair) for pair in zip(commits, given, strict=True)]
        names = [f"'{revision}'" for revision in given]
        sides: list[dict[str, str | None]] = [
            {"revision": revision, "commit": commit}
            for revision, commit in zip(given, commits, strict=True)
        ]
    if len(bases) == 1:
        bases.append(session.loaded)
        names.append(WORKING)
        sides.append({"revision": None, "commit": None})
    before, after = bases
    found = compare(before, after)
    changes = [*Following(found).changes(), *found.changes]
    notes = [errors_in(base, name) for base, name in zip(bases, names, strict=True)]
    return changes, [said for said in notes if said], sides


def _show(changes: Sequence[Change], notes: Sequence[str], form: Form) -> None:
    for said in notes:
        note(said)
    if not changes:
        say("no change")
        return
    from kb.cli.views.changes import Changes

    draw(Changes(form).view(changes))


def _data(
    changes: Sequence[Change], notes: Sequence[str], sides: Sequence[dict[str, str | None]]
) -> dict[str, Any]:
    from kb.changes.groups import counts

    return {
        "version": VERSION,
        "before": sides[0],
        "after": sides[1],
        "notes": notes,
        "summary": [
            {"of": row.of, "change": row.change, "count": row.things} for row in counts(changes)
        ],
        "changes": [change.data() for change in changes],
    }


@click.command("log")
@click.argument("item", shell_complete=complete_items)
@forms("text", "json", "md")
@all_option
@ids_option
@folder_option
@guarded
def log_command(item: str, form: str, every: bool, ids: bool, folder: Path | None) -> None:
    """Show when what is written of an item changed, how, and by which commit.

    The newest change comes first. An item is followed through what it was called before.
    """
    from kb.changes.git import Repository
    from kb.changes.history import History, item_called

    session = open_meant_session(folder)
    with Repository(session.root) as repository:
        note_errors(session.loaded)
        ident = item_called(session.loaded, item)
        history = History(session.loaded, ident, repository, session.cache)
        entries = _some(history, ident)
        if form == "text":
            from kb.cli.views.changes import Changes

            shown = Changes(Form(all=every, ids=ids or not at_terminal()))
            draw(shown.history(history, entries))
        elif form == "json":
            say_json(_history(ident, list(entries)))
        else:
            from kb.cli.views.changes_markdown import history as written

            say_text(written(ident, entries))
        for said in history.notes:
            note(said)


def _some(history: History, item: str) -> Iterable[Entry]:
    """The entries, of which there is at least one where there is such an item."""
    from itertools import chain

    entries = history.entries()
    first = next(entries, None)
    if first is None and not history.notes:
        raise NotFound(f"no item is called '{item}', and none was in any commit")
    return chain([first] if first else [], entries)


def _history(item: str, entries: Sequence[Entry]) -> dict[str, Any]:
    return {
        "version": VERSION,
        "item": item,
        "log": [
            {
                "commit": entry.commit and entry.commit.ident,
                "date": entry.commit and entry.commit.date,
                "author": entry.commit and entry.commit.author,
                "subject": entry.commit and entry.commit.subject,
                "changes": [change.data() for change in entry.changes],
            }
            for entry in entries
        ],
    }
