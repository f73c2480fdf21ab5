"""The commands that write: a base of one's own, and a new item in a debate."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.common import clean, complete_debates, folder_option, guarded, open_base
from kb.errors import KbError, NotFound
from loaders.vocabulary import KINDS


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
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
    "--debate",
    "-d",
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
    """Append a correct item to a debate: kb new claim my-claim "What it says." -d my-debate.

    Without a statement your editor opens, with the item as a draft.
    """
    from kb.diagnostics import did_you_mean
    from kb.model import SLUG
    from loaders.writer import append_item, skeleton

    loaded = open_base(folder, None).session.loaded
    if debate not in loaded.heads:
        guess = did_you_mean(debate, loaded.heads)
        raise NotFound(f"no debate is called '{debate}'{guess}")
    if not SLUG.fullmatch(slug):
        raise NotFound(f"'{slug}' is not an id; ids are lower case, as in 'run-all-night'")
    known = loaded.heads[debate].items.get(slug)
    if known:
        raise KbError(f"'{slug}' is there already, at {known[0]}:{known[1]}")
    draft = skeleton(kind, slug, statement or "", term=term)
    if statement is None:
        edited = click.edit(draft, extension=".md")
        if edited is None or not edited.strip():
            raise KbError("nothing was written: the editor was left without saving")
        draft = edited
    path = loaded.layout.debates[debate][-1]
    line = _append(loaded.root / path, draft, append_item)
    click.echo(f"{path}:{line}: {debate}/{slug}")


def _append(file: Path, draft: str, append_item: object) -> int:
    raise NotImplementedError
