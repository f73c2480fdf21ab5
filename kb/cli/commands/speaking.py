"""The command `kb people`: who takes a stand, and what somebody thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kb.cli.common import Form, question
from kb.cli.completing import debate_argument, person_argument
from kb.cli.views.output import emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.api import OpenBase
    from kb.cli.text import Block
    from queries.people import ArgumentOf, Person, StanceOf


@click.command("people")
@person_argument("name", required=False)
@debate_argument()
@question
def people_command(base: OpenBase, name: str | None, debate: str | None, form: Form) -> None:
    """List who takes a stand, or what somebody thinks, in all debates or in one."""
    if name is None:
        _list_people(base, form)
        return
    person = base.person(name)
    within = base.debate_id(debate) if debate else None
    every = base.stances(person.id)
    past = base.outdone(every)
    stances = [s for s in every if within in (None, s.debate)]
    arguments = [a for a in base.arguments(person.id) if within in (None, a.debate)]
    emit(
        form,
        stances,
        view=lambda: _view(base, person, stances, past, arguments, within, form),
        data={"person": person, "stances": stances, "outdone": past, "arguments": arguments},
    )


def _view(
    base: OpenBase,
    person: Person,
    stances: list[StanceOf],
    past: dict[str, str],
    arguments: list[ArgumentOf],
    debate: str | None,
    form: Form,
) -> Iterator[Block]:
    from kb.cli.views.names import Names
    from kb.cli.views.person import Shown

    own = {each.id: each.source for each in base.debate_names()}
    yield from Shown(person, own, Names(base, form), form).lines(stances, past, arguments, debate)


def _list_people(base: OpenBase, form: Form) -> None:
    """Who takes a stand: people, and under headings of their own works and characters."""
    found = base.people()

    def view() -> Iterator[Block]:
        from kb.cli.views.person import voices

        yield from voices(found, form)

    columns = ("id", "name", "on_claims", "on_arguments", "kind")
    flat = [{column: getattr(voice, column) for column in columns} for voice in found]
    emit(form, found, view=view, flat=flat)
