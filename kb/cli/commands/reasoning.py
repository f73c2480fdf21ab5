"""The commands that reason about items: strengths and why, what-if, the smallest flips."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kb.cli.common import Form, question
from kb.cli.completing import complete_debates, complete_items, item_argument
from kb.cli.printing import json_text, say_text
from kb.cli.views.output import emit, plain
from kb.disk import read, read_text
from kb.errors import KbError, MisuseError, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.analysis.outlook import Setting
    from kb.analysis.reasons import Why
    from kb.analysis.supposing import WhatIf
    from kb.api import OpenBase
    from kb.cli.text import Block
    from kb.cli.views.numbers import Saying
    from kb.reasoning.scenario import Scenario

F = TypeVar("F", bound=Callable[..., Any])
SEMANTICS = ("log-odds", "qe", "dfquad", "euler")
VERSION = 2  # of the JSON that reasoning answers with: docs/reasoning.md says what is in it
ANSWERS = {"yes": 1.0, "no": 0.0}


def evaluated(command: F) -> F:
    """A command that asks the graph and reasons: gives it `base` and `setting`."""

    @click.option(
        "--semantics",
        type=click.Choice(SEMANTICS),
        default=SEMANTICS[0],
        show_default=True,
        help="How reasons add up.",
    )
    @click.option("--beta", type=float, help="How much a reason weighs in log-odds.  [default: 1]")
    @click.option(
        "--rho",
        type=float,
        help="How much reasons on one side depend on each other; 0 is not at all.  [default: 1]",
    )
    @click.option(
        "--inferred",
        type=float,
        help="The weight of an argument that nobody makes, from 0 to 1.  [default: 0.5]",
    )
    @click.option(
        "--guard/--no-guard",
        default=True,
        help="Scale arguments in cycles so that there is one answer (the default), or not.",
    )
    @click.option("--numbers", is_flag=True, help="Show decimals beside the words.")
    @click.option(
        "--scenario",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help="A file with your own credences ('kb scenario save').",
    )
    @question
    @functools.wraps(command)
    def run(
        base: OpenBase,
        *args: Any,
        semantics: str,
        beta: float | None,
        rho: float | None,
        inferred: float | None,
        guard: bool,
        scenario: Path | None,
        **kwargs: Any,
    ) -> None:
        from kb.analysis.outlook import Setting

        held = _scenario(base, scenario)
        setting = Setting(semantics, beta, guard, held, rho, inferred)
        command(base, *args, setting=setting, **kwargs)

    return run  # type: ignore[return-value]


def _scenario(base: OpenBase, file: Path | None) -> Scenario:
    from kb.reasoning.scenario import Scenario

    return named(base, scenario_in(file)) if file else Scenario()


def scenario_in(file: Path) -> Scenario:
    """The scenario in a file."""
    from kb.reasoning.scenario import read_scenario

    return read_scenario(read_text(file), f"'{file}'")


def named(base: OpenBase, scenario: Scenario) -> Scenario:
    """The same scenario with the full ids of its items."""
    from kb.reasoning.scenario import Scenario

    return Scenario(
        {base.item_id(name): value for name, value in scenario.hold.items()},
        {base.item_id(name): value for name, value in scenario.set.items()},
        scenario.method,
    )


def credences(
    base: OpenBase, given: tuple[str, ...], debate: str | None = None
) -> dict[str, float]:
    """`ITEM=0.3`, `ITEM=yes` as numbers by the id of the item."""
    found = {}
    for word in given:
        name, equals, value = word.rpartition("=")
        if not equals:
            raise MisuseError(f"'{word}' says no number; write ITEM=0, ITEM=1 or ITEM=0.3")
        found[item_in(base, name, debate)] = _number(value.strip(), word)
    return found


def _number(value: str, word: str) -> float:
    try:
        number = ANSWERS[value] if value in ANSWERS else float(value)
    except ValueError:
        raise MisuseError(
            f"'{value}' in '{word}' is neither yes, no nor a number from 0 to 1"
        ) from None
    if not 0 <= number <= 1:
        raise MisuseError(f"{value} in '{word}' is not between 0 and 1")
    return number


def item_in(base: OpenBase, name: str, debate: str | None) -> str:
    """The id of an item; a short name means that of the debate, where it has one."""
    name = name.strip()
    if debate and "/" not in name:
        try:
            return base.item_id(f"{debate}/{name}")
        except NotFound:
            pass
    return base.item_id(name)


def versioned(found: Any) -> dict[str, Any]:
    """An answer as JSON, with the version of what its keys mean."""
    return {"version": VERSION, **plain(found)}


def emit_answer(
    form: Form, found: Any, view: Callable[..., Any], flat: list[dict[str, Any]], numbers: bool
) -> None:
    """Print what was reasoned: `view` shows it to a reader, its JSON says its version."""
    from kb.cli.views.numbers import Saying

    how = Saying(numbers)
    emit(form, [found], view=lambda: view(found, how, form), flat=flat, data=versioned(found))


def rounded(value: float) -> float:
    """No more digits than the number deserves."""
    return round(value, 4)


@click.command("strength")
@click.argument("name", required=False, metavar="[ITEM|DEBATE]", shell_complete=complete_items)
@click.option(
    "--graph",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Evaluate this bare graph (JSON) instead of the base.",
)
@click.option("--of", metavar="ID", help="With --graph: also the gradients of this claim.")
@evaluated
def strength_command(
    base: OpenBase,
    name: str | None,
    graph: Path | None,
    of: str | None,
    numbers: bool,
    setting: Setting,
    form: Form,
) -> None:
    """Show how strong items are on the map: one, those of a debate, or all main positions.

    A main position answers the question of its debate, and not another that the debate has.
    """
    if graph is not None:
        if name is not None:
            raise MisuseError("name an item of the base or give --graph, not both")
        say_text(json_text(_bare_strengths(graph, of, setting)) + "\n")
        return
    if of is not None:
        raise MisuseError("--of goes with --graph; 'kb why ITEM' says what an item rests on")
    debates = [d.id for d in base.debate_names()]
    if name is not None and base.was_debate(name):
        name = base.debate_id(name)
    items = None if name is None or name in debates else [base.item_id(name)]
    of = items[0].partition("/")[0] if items else name
    reasoner = base.reason(*([of] if of else []), setting=setting)
    if name is None:
        items = [p for d in debates if reasoner.has_positions(d) for p in reasoner.positions(d)]
    found = reasoner.strengths(items)

    def view() -> Iterator[Block]:
        from kb.cli.views.names import Names
        from kb.cli.views.numbers import Saying
        from kb.cli.views.strengths import Strong

        strong = Strong(found, Saying(numbers), Names(base, form), form)
        if name is None:
            return strong.positions()
        return strong.of_debate() if name in debates else strong.of_item()

    emit(
        form,
        found.items,
        view=view,
        flat=[row._asdict() | {"strength": rounded(row.strength)} for row in found.items],
        data=versioned(found),
    )


def _bare_strengths(file: Path, of: str | None, setting: Setting) -> str:
    from kb.reasoning.adjoint import influence
    from kb.reasoning.bare import read_graph, write_result
    from kb.reasoning.evaluate import evaluate
    from kb.reasoning.graph import GraphError
    from kb.reasoning.network import compile_graph

    try:
        graph = read_graph(read(file))
    except GraphError as error:
        raise KbError(f"'{file}': {error}") from None
    valuation = evaluate(compile_graph(graph, setting.rule(), guard=setting.guard))
    return write_result(valuation, influence(valuation, of) if of else None)


@click.command("why")
@item_argument("item")
@evaluated
def why_command(base: OpenBase, item: str, numbers: bool, setting: Setting, form: Form) -> None:
    """Show what holds an item up and what pulls it down."""
    ident = base.item_id(item)
    found = base.reason(ident.partition("/")[0], setting=setting).why(ident)
    flat = [
        {
            "does": pull.kind,
            "premises": [("not " if g.negated else "") + g.id for g in pull.premises],
            "force": rounded(pull.force),
            "undercut": rounded(pull.undercut),
            "effect": rounded(pull.effect),
        }
        for pull in (*found.up, *found.down)
    ]

    def view(found: Why, how: Saying, form: Form) -> Iterator[Block]:
        from kb.cli.views.strengths import Reasons

        return Reasons(found, how, form).lines()

    emit_answer(form, found, view, flat, numbers)


@click.command("whatif")
@click.argument("debate", shell_complete=complete_debates)
@click.option(
    "--set",
    "given",
    multiple=True,
    required=True,
    metavar="ITEM=0|1|0.3",
    help="Suppose that an item has this strength; several times for several.",
)
@evaluated
def whatif_command(
    base: OpenBase, debate: str, given: tuple[str, ...], numbers: bool, setting: Setting, form: Form
) -> None:
    """Show what would change if some items were true, false or as sure as you say."""
    reasoner = base.reason(debate, setting=setting)
    supposed = credences(base, given, debate)
    found = reasoner.what_if(supposed)
    flat = [change._asdict() for change in (*found.positions, *found.changes)]

    def view(found: WhatIf, how: Saying, form: Form) -> Iterator[Block]:
        from kb.cli.views.names import Names
        from kb.cli.views.whatif import Supposed, Supposing

        items = [base.named(ident) for ident in supposed]
        told = [
            Supposed(i.id, reasoner.weighed.claim(i.id), i.kind, i.text, supposed[i.id])
            for i in items
        ]
        return Supposing(found, how, Names(base, form), form).lines(told)

    emit_answer(form, found, view, flat, numbers)


@click.command("flip")
@click.argument("debate", shell_complete=complete_debates)
@click.option("--item", help="The item whose verdict is to change, not the leading position.")
@click.option(
    "--among",
    type=click.Choice(("leaves", "contested", "declared")),
    default="leaves",
    show_default=True,
    help="Which claims may be thought the contrary of: those without arguments on them, those that "
    "people differ on or that have both support and rebuttal, or the declared cruxes.",
)
@evaluated
def flip_command(
    base: OpenBase,
    debate: str,
    item: str | None,
    among: str,
    numbers: bool,
    setting: Setting,
    form: Form,
) -> None:
    """Show the fewest claims whose reversal would change a verdict."""
    from kb.cli.views import flips as views

    reasoner = base.reason(debate, setting=setting)
    found = reasoner.flip(item_in(base, item, debate) if item else None, among)
    flat = [reversal._asdict() for reversal in found.reversals or ()]
    emit_answer(form, found, views.flip, flat, numbers)
