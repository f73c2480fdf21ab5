"""The commands that write: a base of one's own, and a new item in a debate."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kb.cli.common import complete_debates, folder_option, guarded, open_own_base
from kb.cli.printing import say
from kb.disk import real
from kb.errors import KbError
from loaders.grammar.kinds import KINDS


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@guarded
def init_command(folder: Path) -> None:
    """Make a small base of your own in DIR: one short debate to change or to throw away."""
    from kb.starter import make_base

    files = make_base(folder)
    for file in files:
        say(f"made  {folder / file}")
    go = "" if real(folder) == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    say(f"next  {go}kb check && kb cruxes && kb build")


@click.command("new")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("slug")
@click.argument("statement", required=False)
@click.option(
    "-d",
    "--debate",
    required=True,
    shell_complete=complete_debates,
    help="The debate that it belongs to.",
)
@click.option("--title", help="A short name for it: six words at most.")
@click.option("--term", help="For a definition: the term that it defines.")
@folder_option
@guarded
def new_command(
    kind: str,
    slug: str,
    statement: str | None,
    debate: str,
    title: str | None,
    term: str | None,
    folder: Path | None,
) -> None:
    """Append an item to a debate.

    For example: kb new claim my-claim "What it says." -d my-debate. Without a statement your
    editor opens with a draft. Put -- before a statement that begins with a hyphen. KIND is claim,
    position, crux, question, evidence, definition, proposal, prediction or analogy.
    """
    from kb.writing import append, draft_item

    base = open_own_base(folder)
    draft = draft_item(base.session.loaded, debate, kind, slug, statement, term, title)
    if statement is None:
        edited = click.edit(draft, extension=".md")
        if edited is None or not edited.strip():
            raise KbError("nothing was written: the editor was left without saving")
        draft = edited
    path, line = append(base.session.loaded, debate, draft)
    say(f"{path}:{line}: {debate}/{slug}")
