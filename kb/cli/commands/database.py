"""The commands about the graph itself: what is there, and how to empty it."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.common import clean, db_option, folder_option, guarded, open_base


@click.group("db")
def db_command() -> None:
    """See what the graph holds, or empty it."""


@db_command.command("status")
@folder_option
@db_option
@guarded
def status_command(folder: Path | None, db: str | None) -> None:
    """Say what the graph at an address holds, and how far it is behind the files."""
    from kb.graph.state import count_nodes, read_state

    session = open_base(folder, db).session
    store = session.store
    click.echo(f"address   {clean(store.address)}")
    click.echo(f"engine    {clean(store.version)}")
    state = read_state(store)
    if state is None:
        click.echo("base      none yet; 'kb load' makes it")
        return
    click.echo(f"base      {clean(state.id)}: {clean(state.heading or '')}")
    click.echo(f"state     {clean(state.state)}")
    counts = ", ".join(f"{number} {label}" for label, number in count_nodes(store).items())
    click.echo(f"nodes     {counts}")
    click.echo(f"files     {session.behind(state)}")


@db_command.command("clear")
@folder_option
@db_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@guarded
def clear_command(folder: Path | None, db: str | None, yes: bool) -> None:
    """Empty the graph of our base, after a question; the files stay as they are."""
    session = open_base(folder, db).session

    def sure(ident: str) -> None:
        where = f"the base '{clean(ident)}' from the graph at {clean(session.store.address)}"
        if not yes:
            click.confirm(f"Remove {where}?", abort=True)

    session.empty(sure)
    click.echo("the graph is empty; 'kb load' makes it anew from the files")
