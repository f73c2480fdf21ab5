"""The commands that publish: build the site once, or serve it and rebuild as files are saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.common import clean, db_option, folder_option, guarded, note, open_base, report
from kb.errors import KbError

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.publish import Published

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="public",
    show_default=True,
    metavar="DIR",
    help="Where the site goes.",
)
copies_option = click.option(
    "--sources",
    "copies",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with local copies of the sources: pages then show the passages they cite.",
)
edit_option = click.option(
    "--edit-url", metavar="URL", help="Where files can be edited; each page then links there."
)


@click.command("build")
@folder_option
@db_option
@out_option
@copies_option
@edit_option
@guarded
def build_command(
    folder: Path | None, db: str | None, out: Path, copies: Path | None, edit_url: str | None
) -> None:
    """Check the files, load the graph, and write the site to public/."""
    base = open_base(folder, db)
    click.echo(f"base    {clean(base.session.loaded.settings.heading)} ({base.session.root})")
    try:
        loaded = base.load()
    finally:
        for problem in base.session.problems:
            click.secho(f"        {clean(str(problem))}", err=True)
    click.echo(f"graph   {loaded}")
    _print_cruxes(base)
    published = publish_base(base, out, copies, edit_url)
    click.echo(
        f"site    {published.pages} pages: {published.written} written, "
        f"{published.unchanged} unchanged, {published.removed} removed"
    )
    click.echo(f"open    {(out / 'index.html').resolve()}")


def _print_cruxes(base: OpenBase) -> None:
    for debate in base.debate_names():
        click.echo(f"debate  {click.style(clean(debate.id), fg='cyan')}: {clean(debate.question)}")
        for crux in base.cruxes(debate.id):
            sides = f"yes {len(crux.yes)}, no {len(crux.no)}"
            click.echo(f"  crux  {clean(crux.text)} ({sides})")


def publish_base(base: OpenBase, out: Path, copies: Path | None, edit_url: str | None) -> Published:
    """Write the site of a base that has no errors."""
    from kb.publish import publish

    loaded = base.session.loaded
    texts = {}
    if copies is not None:
        texts = _read_copies(base, copies)
    return publish(loaded.base, out, texts=texts, edit=edit_url)


def _read_copies(base: OpenBase, copies: Path) -> dict[str, list[str]]:
    """The passages of local copies; a quote that is not in its passage stops the build."""
    from loaders.lock import read_copies
    from loaders.quotes import verify_quotes

    loaded = base.session.loaded
    texts = read_copies(loaded.register.sources.values(), copies)
    wrong = verify_quotes(loaded.base, texts)
    for problem in wrong:
        click.secho(f"        {clean(str(problem))}", fg="red", err=True)
    if wrong:
        raise KbError("nothing was published: quotes differ from their sources")
    for source in loaded.register.sources:
        if source not in texts:
            note(f"'{source}' has no copy in '{copies}', so its passages are not shown")
    return texts


@click.command("serve")
@folder_option
@db_option
@out_option
@copies_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@guarded
def serve_command(
    folder: Path | None, db: str | None, out: Path, copies: Path | None, port: int
) -> None:
    """Serve the site here, and rebuild it as files are saved."""
    from kb.cli.server import serve

    base = open_base(folder, db)

    def build() -> None:
        fresh = open_base(base.session.root, db)
        try:
            if fresh.session.loaded.errors:
                fresh.session.problems = fresh.session.loaded.problems
                raise KbError("the site stays as it was until these are mended")
            published = publish_base(fresh, out, copies, None)
            click.echo(f"site: {published.written} pages written, {published.removed} removed")
        finally:
            report(fresh.session)

    def rebuild() -> None:
        try:
            build()
        except KbError as error:
            note(str(error))

    serve(base.session.root, out, port, build, rebuild)
