"""The commands about scenarios and bare graphs: a reader's own credences, a debate as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.commands.reasoning import credences, emit_answer, named, scenario_in
from kb.cli.common import Form, fresh_question, question
from kb.cli.completing import complete_debates, debate_argument
from kb.cli.printing import say_json
from kb.cli.views.output import emit
from kb.disk import change, is_there, read
from kb.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.analysis.supposing import WhatIf
    from kb.api import OpenBase
    from kb.cli.text import Block
    from kb.cli.views.numbers import Saying

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("scenario")
def scenario_command() -> None:
    """Keep your own credences in a file, and see what they change."""


@scenario_command.command("save")
@click.argument("file", type=FILE)
@click.option("--hold", multiple=True, metavar="ITEM=0.8", help="You believe this, all in all.")
@click.option("--set", "given", multiple=True, metavar="ITEM=0|1|0.3", help="Suppose this.")
@click.option("--drop", multiple=True, metavar="ITEM", help="Say nothing of this any more.")
@click.option("--beta", type=float, help="How much a reason weighs in log-odds.")
@click.option("--rho", type=float, help="How much reasons on one side depend on each other.")
@click.option("--inferred", type=float, help="The weight of an argument that nobody makes.")
@fresh_question
def save_command(
    base: OpenBase,
    file: Path,
    hold: tuple[str, ...],
    given: tuple[str, ...],
    drop: tuple[str, ...],
    beta: float | None,
    rho: float | None,
    inferred: float | None,
    form: Form,
) -> None:
    """Write credences into a scenario file, beside those that it holds already."""
    from kb.method import check
    from kb.reasoning.scenario import Scenario, write_scenario

    numbers = (("beta", beta), ("rho", rho), ("inferred", inferred))
    chosen = {key: value for key, value in numbers if value is not None}
    for key, value in chosen.items():
        check(key, value)
    if not (hold or given or drop or chosen):
        raise MisuseError("say what to keep: --hold ITEM=0.8, --set ITEM=1, --drop ITEM, --rho 0")
    found = read(file) if is_there(file) else None
    before = scenario_in(file) if found is not None else Scenario()
    held, supposed = dict(before.hold), dict(before.set)
    for name in drop:
        ident = base.item_id(name)
        held.pop(ident, None)
        supposed.pop(ident, None)
    for ident, value in credences(base, hold).items():
        held[ident] = value
        supposed.pop(ident, None)
    for ident, value in credences(base, given).items():
        supposed[ident] = value
        held.pop(ident, None)
    after = Scenario(held, supposed, {**before.method, **chosen})
    change(file, found, write_scenario(after).encode("utf-8"))
    rows = [
        {"table": table, "item": ident, "credence": value}
        for table, values in (("hold", held), ("set", supposed), ("method", after.method))
        for ident, value in sorted(values.items())
    ]
    emit(form, rows)


@scenario_command.command("diff")
@click.argument("debate", shell_complete=complete_debates)
@click.argument("file", type=FILE)
@click.argument("other", type=FILE, required=False)
@fresh_question
def diff_command(base: OpenBase, debate: str, file: Path, other: Path | None, form: Form) -> None:
    """Show what a scenario changes in a debate, against the map or another scenario."""
    from kb.analysis.outlook import Setting

    one = named(base, scenario_in(file))
    second = named(base, scenario_in(other)) if other else None
    before, after = (None, one) if second is None else (one, second)
    reasoner = base.reason(debate, setting=Setting(scenario=after))
    found = reasoner.against(Setting(scenario=before) if before else Setting())
    flat = [change._asdict() for change in (*found.positions, *found.changes)]

    def view(found: WhatIf, how: Saying, form: Form) -> Iterator[Block]:
        from kb.cli.views.names import Names
        from kb.cli.views.whatif import Supposing

        return Supposing(found, how, Names(base, form), form).lines(())

    emit_answer(form, found, view, flat, numbers=False)


@click.command("graph")
@debate_argument()
@question
def graph_command(base: OpenBase, debate: str | None, form: Form) -> None:
    """Write a debate as a bare graph in JSON, for 'kb strength --graph' and other programs."""
    if form.name not in ("json", "table"):
        raise MisuseError(f"a bare graph is written as JSON, not as {form.name}")
    found = base.reason(*([debate] if debate else [])).bare_graph()
    say_json(found)
