"""The commands that ask: debates, cruxes, items, people and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import (
    debate_argument,
    item_argument,
    note,
    person_argument,
    question,
)
from kb.cli.views import words
from kb.cli.views.output import emit, plain
from kb.diagnostics import nearest
from kb.naming import short_name
from queries.folding import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from kb.api import OpenBase
    from queries.gaps import Rebuttal
    from queries.trees import Branch


@click.command("debates")
@question
def debates_command(base: OpenBase, form: str) -> None:
    """List the debates with their questions."""
    rows = base.debates()
    columns = ("id", "question", "positions", "cruxes", "items", "arguments")
    flat = [{name: getattr(row, name) for name in columns} for row in rows]
    emit(form, rows, flat=flat)


@click.command("show")
@item_argument("item")
@question
def show_command(base: OpenBase, item: str, form: str) -> None:
    """Show all about one item, in both directions."""
    found = base.show(item)
    from kb.cli.views import items as views

    rows = [
        {"what": name, "value": value}
        for name, value in plain(found).items()
        if value not in (None, [], "")
    ]
    emit(form, [found], view=lambda: views.item(found), flat=rows, data=found)


def _list_people(base: OpenBase, form: str) -> None:
    """Who takes a stand: people, and under headings of their own works and characters."""
    from kb.cli.views import people as views_people

    voices = base.people()
    emit(
        form,
        voices,
        view=lambda: views_people.voices(voices),
        flat=[views_people.voice_row(voice) | {"kind": voice.kind} for voice in voices],
    )


def depth_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--depth", type=click.IntRange(1, 50), default=8, show_default=True, help="How deep to go."
    )(command)


@click.command("rebuttals")
@item_argument("item")
@depth_option
@question
def rebuttals_command(base: OpenBase, item: str, depth: int, form: str) -> None:
    """Show the tree of attacks on an item.

    On the item itself and on the arguments that support it, and the attacks on those.
    """
    _tree(base, item, base.rebuttals(item, depth), "nobody has attacked this", form)


@click.command("supports")
@item_argument("item")
@depth_option
@question
def supports_command(base: OpenBase, item: str, depth: int, form: str) -> None:
    """Show the tree of what supports an item."""
    _tree(base, item, base.supports(item, depth), "nothing supports this", form)


def _tree(base: OpenBase, item: str, branches: list[Branch], none: str, form: str) -> None:
    found = base.show(item)
    from kb.cli.views import items as views

    emit(
        form,
        branches,
        view=lambda: views.replies(found.id, found.text, branches, none),
        flat=list(_flat_branches(branches, 1)),
        data={"item": found.id, "text": found.text, "branches": branches},
    )


def _flat_branches(
    branches: tuple[Branch, ...] | list[Branch], level: int
) -> Iterator[dict[str, object]]:
    for branch in branches:
        argument = branch.argument
        yield {
            "level": level,
            "does": argument.kind,
            "target": branch.undercut.name if branch.undercut else argument.target,
            "premises": argument.name,
            "text": [premise.text for premise in argument.premises],
            "because": argument.reasons,
            "place": f"{argument.path}:{argument.line}",
        }
        yield from _flat_branches(branch.branches, level + 1)


@click.command("path")
@item_argument("start")
@item_argument("end")
@question
def path_command(base: OpenBase, start: str, end: str, form: str) -> None:
    """Show how two items are connected."""
    one, other = base.show(start).id, base.show(end).id
    hops = base.path(one, other)
    from kb.cli.views import items as views

    emit(form, hops or [], view=lambda: views.path(one, hops, other), data=hops)


@click.command("people")
@person_argument("name", required=False)
@question
def people_command(base: OpenBase, name: str | None, form: str) -> None:
    """List who takes a stand, or what one person thinks."""
    if name is None:
        _list_people(base, form)
        return
    person = base.person(name)
    stances, arguments = base.stances(person.id), base.arguments(person.id)
    own = {debate.id: debate.source for debate in base.debate_names()}
    past = base.outdone(stances)
    from kb.cli.views import layout
    from kb.cli.views import people as views_people

    said = [(s.debate, views_people.stance_of(s, own, past.get(s.id, ""))) for s in stances]
    sections = [
        (debate, [line for where, line in said if where == debate])
        for debate in dict.fromkeys(stance.debate for stance in stances)
    ]
    made = [
        layout.said(
            (argument.kind.replace("_", " "), "bold"),
            f" the argument {words.premise_names(argument.premises, argument.debate)} → ",
            words.end_of(argument, argument.debate),
            f" ({words.passages(argument.passages, own.get(argument.debate))})"
            if argument.passages
            else "",
            f": {argument.note}" if argument.note else "",
        )
        for argument in arguments
    ]
    emit(
        form,
        stances,
        view=lambda: [
            layout.said((person.name, "bold"), f"  {person.id}"),
            *([layout.said(person.note)] if person.note else []),
            *layout.titled([*sections, ("Arguments", made)]),
        ],
        data={"person": person, "stances": stances, "outdone": past, "arguments": arguments},
    )


@click.command("open")
@debate_argument()
@question
def open_command(base: OpenBase, debate: str | None, form: str) -> None:
    """Show what nobody has answered or supported yet."""
    found = base.open_ends(debate)
    from kb.cli.views import layout

    flat = [
        {
            "gap": "unanswered attack",
            "id": r.premises[0].id,
            "text": r.premises[0].text,
            "place": f"{r.path}:{r.line}",
        }
        for r in found.rebuttals
    ]
    flat += [
        {"gap": f"unanswered {q.kind}", "id": q.id, "text": q.text, "place": f"{q.path}:{q.line}"}
        for q in found.questions
    ]
    flat += [
        {"gap": "unsupported claim", "id": c.id, "text": c.text, "place": f"{c.path}:{c.line}"}
        for c in found.claims
    ]
    attacks = [
        layout.said(
            (words.premise_names(r.premises, ""), "cyan"),
            f" {r.kind} {_attacked(r)}: {r.premises[0].text}",
        )
        for r in found.rebuttals
    ]
    questions = [layout.said((q.id, "cyan"), f": {q.text}") for q in found.questions]
    claims = [
        layout.said((c.id, "cyan"), f": {c.text}", (f"  bears on {c.bears_on}", "dim"))
        for c in found.claims
    ]
    sections = [
        (f"Attacks nobody answered ({len(attacks)})", attacks),
        (f"Questions without answer ({len(questions)})", questions),
        (f"Claims nothing supports ({len(claims)}), those most built upon first", claims),
    ]
    emit(
        form,
        [found],
        view=lambda: layout.titled([*_stands(base, debate), *sections]),
        flat=flat,
        data=found,
    )


def _stands(base: OpenBase, debate: str | None) -> list[tuple[str, list[Text]]]:
    """How a debate stands, a sentence a line, under its title; nothing where it has no position."""
    from kb.analysis.stands import sentences
    from kb.cli.views import layout

    if not debate or not (reasoner := base.reason(debate)).has_positions(debate):
        return []
    called = {item.id: short_name(item.title, item.slug) for item in base.items()}
    called |= {person.id: person.name for person in base.people()}
    lines = [layout.said(line) for line in sentences(reasoner.situation(debate), called)]
    return [("How it stands", lines)] if lines else []


def _attacked(rebuttal: Rebuttal) -> str:
    if rebuttal.target:
        return rebuttal.target
    debate = rebuttal.debate
    end = (
        words.slug(rebuttal.argument_target, debate)
        if rebuttal.argument_target
        else "another argument"
    )
    return f"the argument {words.premise_names(rebuttal.argument_premises, debate)} → {end}"


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@question
def search_command(base: OpenBase, text: tuple[str, ...], form: str) -> None:
    """Find where all these words stand."""
    hits = base.search(" ".join(text))
    flat = [
        {
            "kind": h.kind,
            "id": h.id,
            "text": h.text,
            "place": f"{h.path}:{h.line}" if h.path else "",
        }
        for h in hits
    ]
    emit(form, hits, flat=flat)
    if not hits:
        _propose(base, text)


def _propose(base: OpenBase, text: tuple[str, ...]) -> None:
    """Say which words might have been meant where nothing has all that were asked for."""
    known = {word for item in base.items() for word in words_of(item.text)}
    asked = list(words_of(" ".join(text)))
    near = {word: nearest(word, known) for word in asked if not any(word in k for k in known)}
    for word, like in near.items():
        note(f"no item has '{word}'" + (f"; did you mean '{like}'?" if like else ""))


@click.command("terms")
@question
def terms_command(base: OpenBase, form: str) -> None:
    """List the terms, sense by sense."""
    emit(form, base.terms())


@click.command("stats")
@question
def stats_command(base: OpenBase, form: str) -> None:
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
    emit(form, [found], flat=flat, data=found)
