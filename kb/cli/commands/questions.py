"""The commands that ask what a base holds: debates, items, terms, words, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, note, question
from kb.cli.completing import item_argument
from kb.cli.views.output import emit, plain
from kb.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kb.analysis.reasoner import Reasoner
    from kb.api import OpenBase
    from kb.cli.text import Block
    from queries.catalogue import Sense
    from queries.items import Item


@click.command("debates")
@question
def debates_command(base: OpenBase, form: Form) -> None:
    """List the debates with their questions."""
    rows = base.debates()
    columns = ("id", "question", "positions", "cruxes", "items", "arguments")
    flat = [{name: getattr(row, name) for name in columns} for row in rows]

    def view() -> Iterable[Block]:
        from kb.cli.views import catalogue
        from kb.cli.views.names import Names

        names, reason = Names(base, Form()), base.reasoner()
        return catalogue.debates(rows, form, lambda debate: _stands(reason(debate), names))

    emit(form, rows, view=view, flat=flat)


def _stands(reasoner: Reasoner, names: Mapping[str, str]) -> str:
    """How a debate stands in a few words; nothing where it has no position."""
    from kb.analysis.stands import in_short

    [debate] = reasoner.debates
    return in_short(reasoner.situation(debate), names) if reasoner.has_positions(debate) else ""


@click.command("show")
@item_argument("item")
@question
def show_command(base: OpenBase, item: str, form: Form) -> None:
    """Show all about one item, in both directions."""
    found = base.show(item)
    rows = [
        {"what": name, "value": value}
        for name, value in plain(found).items()
        if value not in (None, [], "")
    ]
    emit(form, [found], view=lambda: _item(base, found, form), flat=rows, data=found)


def _item(base: OpenBase, found: Item, form: Form) -> Iterator[Block]:
    from kb.cli.views.items import Shown
    from kb.cli.views.names import Names

    [own] = (d.source for d in base.debate_names() if d.id == found.debate)
    cruxes = base.cruxes(found.debate) if found.kind == "crux" else []
    crux = next((one for one in cruxes if one.id == found.id), None)
    yield from Shown(found, own, Names(base, form), form).lines(crux)


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@question
def search_command(base: OpenBase, text: tuple[str, ...], form: Form) -> None:
    """Find where all these words stand."""
    hits = base.search(" ".join(text))
    flat = (
        {
            "kind": h.kind,
            "id": h.id,
            "text": h.text,
            "place": f"{h.path}:{h.line}" if h.path else "",
        }
        for h in hits
    )

    def view() -> Iterable[Block]:
        from kb.cli.views import catalogue

        return catalogue.hits(hits, form)

    emit(form, hits, view=view, flat=flat)
    if not hits:
        _propose(base, text)


def _propose(base: OpenBase, text: tuple[str, ...]) -> None:
    """Say which words might have been meant where nothing has all that were asked for."""
    from kb.diagnostics import nearest
    from queries.folding import words_of

    known = {word for item in base.items() for word in words_of(item.text)}
    asked = words_of(" ".join(text))
    near = {word: nearest(word, known) for word in asked if not any(word in k for k in known)}
    for word, like in near.items():
        note(f"no item has '{word}'" + (f"; did you mean '{like}'?" if like else ""))


@click.command("terms")
@click.argument("name", required=False)
@question
def terms_command(base: OpenBase, name: str | None, form: Form) -> None:
    """List the terms, or the senses of one."""
    found = base.terms()
    if name is not None:
        found = _term(found, name)

    def view() -> Iterable[Block]:
        from kb.cli.views import catalogue

        return catalogue.senses(found, form) if name is not None else catalogue.terms(found, form)

    emit(form, found, view=view)


def _term(found: list[Sense], name: str) -> list[Sense]:
    """The senses of the term with this id or name. Raises NotFound, with what may be meant."""
    from kb.diagnostics import nearest
    from queries.folding import fold

    chosen = [s for s in found if fold(name) in (s.term, fold(s.heading))]
    if not chosen:
        near = nearest(name, [word for s in found for word in (s.heading, s.term)])
        guess = f"did you mean '{near}'?" if near else "'kb terms' lists them"
        raise NotFound(f"no term is called '{name}'; {guess}")
    return chosen


@click.command("stats")
@question
def stats_command(base: OpenBase, form: Form) -> None:
    """Count everything."""
    found = base.stats()
    flat = [
        {"what": what, "kind": row.kind.lower().replace("_", " "), "number": row.number}
        for what, rows in (
            ("items", found.items),
            ("arguments", found.arguments),
            ("relations", found.relations),
            ("stances", found.stances),
        )
        for row in rows
    ]

    def view() -> Iterable[Block]:
        from kb.cli.views import catalogue

        return catalogue.stats(found)

    emit(form, [found], view=view, flat=flat, data=found)
