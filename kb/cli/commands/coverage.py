"""The command `kb coverage`: what of a source the debates account for, and what they pass over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, note, question
from kb.cli.completing import source_argument
from kb.cli.views.output import emit, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.api import OpenBase
    from kb.cli.text import Block
    from kb.copies import Copies
    from queries.coverage import Coverage, Covered


@click.command("coverage")
@source_argument()
@click.option(
    "--sources",
    "folder_of_copies",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with local copies of the sources: each passage is then shown.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Exit with 1 where a passage is not cited, or left out and cited, or a file has an error.",
)
@question
def coverage_command(
    base: OpenBase, source: str | None, folder_of_copies: Path | None, strict: bool, form: Form
) -> None:
    """Show how much of a source is cited, and the passages that are not, or least.

    With --all every passage: what cites it, why it is left out, which other it repeats, or that
    nobody cites it. Without SOURCE, of all sources. What repeats another passage is neither cited
    nor left out here; 'kb sources' counts it as what it repeats.
    """
    from queries.coverage import UNCITED

    found = base.coverage(source)
    copies = _read(base, found, folder_of_copies) if folder_of_copies else None

    def view() -> Iterator[Block]:
        from kb.cli.views.coverage import Covering
        from kb.cli.views.names import Names

        yield from Covering(found, copies or {}, Names(base, form), form).lines()

    emit(
        form,
        found,
        view=view,
        flat=[_flat(one.source, row, copies) for one in found for row in one.passages],
        data=[_data(one, copies) for one in found],
    )
    contrary = _contrary(base, found)
    for problem in contrary:
        note(problem)
    is_of_before = any(not problem.code.is_warning for problem in base.session.problems)
    if strict and (contrary or is_of_before or any(one.count(UNCITED) for one in found)):
        sys.exit(1)


def _contrary(base: OpenBase, found: list[Coverage]) -> list[str]:
    """What `kb check` says of passages of these sources that are left out and cited at once."""
    both = [row for one in found for row in one.passages if row.left_out and row.is_cited]
    if not both:
        return []
    from kb.diagnostics import Code

    loaded, asked = base.session.loaded, {one.source for one in found}
    left_out = loaded.register.left_out_at.items()
    here = {at for passage, at in left_out if passage.partition("#")[0] in asked}
    told = [p for p in loaded.problems if p.code is Code.LEFT_OUT_AND_CITED]
    return [str(problem) for problem in told if problem[:3] in here]


def _read(base: OpenBase, found: list[Coverage], folder: Path) -> Copies:
    """What local copies have for the pinned passages; a source without a copy is noted."""
    from kb.copies import compared
    from loaders.files.lock import read_copies

    copies = read_copies(base.session.loaded.register.sources.values(), folder)
    shown: Copies = {}
    for one in found:
        if one.source in copies:
            shown |= compared(one, copies[one.source])
        else:
            note(f"'{one.source}' has no copy in '{folder}', so its passages are not shown")
    return shown


def _flat(source: str, row: Covered, copies: Copies | None) -> dict[str, object]:
    """A passage as one line of a table."""
    from kb.cli.views import words

    return {
        "source": source,
        "passage": row.number,
        "state": row.state,
        "items": [citing.item for citing in row.items],
        "arguments": [
            f"{words.premise_names(one.premises, '')} → {one.target or 'another argument'}"
            for one in row.arguments
        ],
        "places": row.places,
        "left_out": row.left_out,
        "repeats": row.repeats,
        "starts": row.starts,
        **_copy_of(row, copies),
    }


def _data(one: Coverage, copies: Copies | None) -> dict[str, object]:
    """A source as JSON: its numbers, and its passages."""
    rows = [plain(row) | {"places": row.places} | _copy_of(row, copies) for row in one.passages]
    return {"source": one.source, "heading": one.heading, "counts": one.counts, "passages": rows}


def _copy_of(row: Covered, copies: Copies | None) -> dict[str, object]:
    if copies is None:
        return {}
    from kb.copies import Shown

    return copies.get(row.id, Shown(None))._asdict()
