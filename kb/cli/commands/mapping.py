"""The command `kb map`: the argument map of a debate, as a picture or for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.common import answered, db_option, folder_option, guarded, note, sync_option
from kb.cli.completing import complete_debates
from kb.cli.printing import say_text
from kb.disk import write

if TYPE_CHECKING:
    from kb.api import OpenBase
    from kb.publish.ties import Ties

FORMATS = ("svg", "dot", "mermaid")


@click.command("map")
@click.argument("debate", shell_complete=complete_debates)
@folder_option
@db_option
@sync_option
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
    debate: str,
    folder: Path | None,
    db: str | None,
    no_sync: bool,
    form: str,
    depth: int | None,
    out: Path | None,
) -> None:
    """Draw the argument map of a debate: its positions, and what bears on them."""

    def draw(base: OpenBase, debate: str) -> None:
        from kb.publish.map.charted import Charted

        chart = base.chart(debate)
        drawn = drawing(Charted(chart), chart.debate, chart.question, form, depth)
        if out is None:
            say_text(drawn)
        else:
            write(out, drawn.encode("utf-8"))

    answered(folder, db, not no_sync, draw, debate=debate)


def drawing(ties: Ties, debate: str, question: str, form: str, depth: int | None) -> str:
    """The map of a debate in one of the formats."""
    from kb.publish.map.captions import Captions, plain
    from kb.publish.map.diagrams import dot, mermaid
    from kb.publish.map.opening import opened
    from kb.publish.map.svg import svg
    from kb.publish.map.tree import grow

    forest = grow(ties, debate)
    if not forest.roots:
        note(f"nothing is argued in '{debate}' yet")
    captions = Captions(ties, forest, opened(forest, depth))
    draw: dict[str, Callable[..., str]] = {"svg": svg, "dot": dot, "mermaid": mermaid}
    return draw[form](forest, captions, plain(question))
