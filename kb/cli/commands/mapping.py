"""The command `kb map`: the argument map of a debate, as a picture or for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.common import (
    complete_debates,
    db_option,
    folder_option,
    guarded,
    note,
    open_session,
    report,
)
from kb.cli.kept import Answer
from kb.cli.printing import say_text
from kb.disk import write
from kb.errors import KbError, NotFound

if TYPE_CHECKING:
    from kb.model import Base
    from kb.session import Session
    from loaders.base.load import LoadedBase

FORMATS = ("svg", "dot", "mermaid")


@click.command("map")
@click.argument("debate", shell_complete=complete_debates)
@folder_option
@db_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="svg",
    show_default=True,
    help="A picture, or text for Graphviz or Mermaid.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="How many columns beside the positions; without it what the page of the map opens.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file.",
)
@guarded
def map_command(
    debate: str, folder: Path | None, db: str | None, form: str, depth: int | None, out: Path | None
) -> None:
    """Draw the argument map of a debate: its positions, and what bears on them."""
    session = open_session(folder, db)
    answer = Answer(session)
    if answer.again():
        return
    with answer.told():
        try:
            drawn = _drawn(_loaded(session), debate, form, depth)
        finally:
            report(session)
        if out is None:
            say_text(drawn)
        else:
            write(out, drawn.encode("utf-8"))


def _loaded(session: Session) -> LoadedBase:
    """The files, if they have no errors."""
    loaded = session.loaded
    if loaded.errors:
        session.problems = loaded.problems
        raise KbError("no map was drawn; mend the errors in the files first")
    return loaded


def _drawn(loaded: LoadedBase, debate: str, form: str, depth: int | None) -> str:
    former = {one.old: one.new for head in loaded.heads.values() for one in head.formerly}
    now = former.get(debate, debate)
    if now != debate:
        note(f"'{debate}' is now called '{now}'")
    facts = loaded.around(now) if now in loaded.heads else loaded.base
    return drawing(facts, now, form, depth)


def drawing(facts: Base, debate: str, form: str, depth: int | None) -> str:
    """The map of a debate in one of the formats."""
    from kb.publish.index import Index
    from kb.publish.map.captions import Captions
    from kb.publish.map.diagrams import dot, mermaid
    from kb.publish.map.opening import opened
    from kb.publish.map.svg import svg
    from kb.publish.map.tree import grow

    heading = _heading(facts, debate)
    index = Index(facts)
    forest = grow(index, debate)
    if not forest.roots:
        note(f"nothing is argued in '{debate}' yet")
    captions = Captions(index, forest, opened(forest, depth))
    draw: dict[str, Callable[..., str]] = {"svg": svg, "dot": dot, "mermaid": mermaid}
    return draw[form](forest, captions, captions.plain(heading))


def _heading(facts: Base, debate: str) -> str:
    from kb.diagnostics import nearest

    headings = {d.id: d.question for d in facts.debates}
    if debate not in headings:
        near = nearest(debate, headings)
        guess = f"did you mean '{near}'?" if near else f"there are: {', '.join(headings) or 'none'}"
        raise NotFound(f"no debate is called '{debate}'; {guess}")
    return headings[debate]
