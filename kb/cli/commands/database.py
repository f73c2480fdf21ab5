"""The commands about the graph itself: what is there, and how to empty it."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.common import db_option, folder_option, guarded, open_base
from kb.cli.printing import confirm, say


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
    say(f"address   {store.address}")
    say(f"engine    {store.version}")
    state = read_state(store)
    if state is None:
        say("base      none yet; 'kb load' makes it")
        return
    say(f"base      {state.id}: {state.heading or ''}")
    say(f"state     {state.state}")
    counts = ", ".join(f"{number} {label}" for label, number in count_nodes(store).items())
    say(f"nodes     {counts}")
    say(f"files     {session.behind(state)}")


@db_command.command("clear")
@folder_option
@db_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@guarded
def clear_command(folder: Path | None, db: str | None, yes: bool) -> None:
    """Empty the graph of our base, after a question; the files stay as they are."""
    session = open_base(folder, db).session

    def sure(ident: str) -> None:
        if not yes:
            confirm(f"Remove the base '{ident}' from the graph at {session.store.address}?")

    session.empty(sure)
    say("the graph is empty; 'kb load' makes it anew from the files")
