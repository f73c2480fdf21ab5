"""The commands that write: a base of one's own, and a new item in a debate."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.common import clean, complete_debates, folder_option, guarded, open_base
from kb.errors import KbError
from loaders.kinds import KINDS


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@guarded
def init_command(folder: Path) -> None:
    """Make a small base of your own in DIR: one short debate to change or to throw away."""
    from kb.starter import make_base

    files = make_base(folder)
    for file in files:
        click.echo(f"made  {clean(str(folder / file))}")
    click.echo(f"next  cd {clean(str(folder))} && kb check && kb cruxes && kb build")


@click.command("new")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("slug")
@click.argument("statement", required=False)
@click.option(
    "-d",
    "--debate",
    required=True,
    shell_complete=complete_debates,
    help="The debate that it belongs to.",
)
@click.option("--term", help="For a definition: the term that it defines.")
@folder_option
@guarded
def new_command(
    kind: str, slug: str, statement: str | None, debate: str, term: str | None, folder: Path | None
) -> None:
    """Append a correct item to a debate; without a statement your editor opens with a draft.

    For example: kb new claim my-claim "What it says." -d my-debate
    """
    from kb.writing import append, draft_item

    base = open_base(folder, None)
    draft = draft_item(base.session.loaded, debate, kind, slug, statement, term)
    if statement is None:
        edited = click.edit(draft, extension=".md")
        if edited is None or not edited.strip():
            raise KbError("nothing was written: the editor was left without saving")
        draft = edited
    path, line = append(base.session.loaded, debate, draft)
    click.echo(f"{clean(path)}:{line}: {debate}/{slug}")
