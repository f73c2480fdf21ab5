"""`kb renumber`: after a source changed, what cites it means the same words as before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.commands.editing import carry_out, dry_run_option
from kb.cli.commands.files import copies_option
from kb.cli.common import folder_option, guarded, open_own_base
from kb.cli.printing import say
from kb.naming import number_of

if TYPE_CHECKING:
    from kb.model import Base
    from loaders.base.drift import Shift

LONGEST = 70  # letters of a passage that are shown


@click.command("renumber")
@click.argument("source")
@copies_option
@click.option("--as-is", is_flag=True, help="Leave the numbers of cited passages that are gone.")
@dry_run_option
@folder_option
@guarded
def renumber_command(
    source: str, copies: Path, as_is: bool, dry_run: bool, folder: Path | None
) -> None:
    """After a source changed, write each passage of it that is cited as it is counted now, and pin.

    Passages are found again by their fingerprints. Cited ones that read otherwise now are named,
    with their words; where one is gone, nothing is written.
    """
    from loaders.editing.reading import Reading
    from loaders.editing.renumbering import PassagesGone, renumber
    from loaders.files.lock import read_copies

    session = open_own_base(folder).session
    loaded = session.loaded
    found = read_copies(loaded.register.sources.values(), copies)
    try:
        done = renumber(Reading(loaded), source, found, as_is)
    except PassagesGone as error:
        for one in error.places:
            say(f"{one.place}: {one.shown} gone", err=True)
        raise
    carry_out(session, done.plan, dry_run)
    if dry_run:
        return
    texts = found[done.source]
    moved = 0
    for shift in done.shifts:
        moved += shift.verdict.state == "moved"
        for line in _said(shift, texts, loaded.base):
            say(line)
    pinned = number_of(len(texts), "passage")
    say(f"{done.source}: {number_of(moved, 'cited passage')} moved; {pinned} pinned")


def _said(shift: Shift, texts: Sequence[str], base: Base) -> Iterator[str]:
    """What there is to look at: a passage that reads otherwise, or is gone."""
    (source, number, state, now), by = shift
    if state == "moved":
        return
    if state == "changed" and now:
        where = f" (now ¶{now})" if now != number else ""
        yield f"{source} ¶{number} changed{where}, cited by {', '.join(by)}; it reads:"
        yield f"  {_short(texts[now - 1])}"
        return
    yield f"{source} ¶{number} is gone, cited by {', '.join(by)}"
    quotes = (quote for claim in base.claims for quote in claim.quotes)
    for quote in quotes:
        if quote.passage == f"{source}#{number}":
            yield f"  {_short(quote.text)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."
