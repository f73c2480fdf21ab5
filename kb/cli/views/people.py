"""How people look to a reader in a terminal: what they think, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from kb.cli.printing import console
from kb.cli.views import words
from kb.cli.views.layout import facts, indented, said, section
from kb.cli.views.output import table
from queries.people import APART, Answer, Comparison, Person, StanceOf

Sources = Mapping[str, str | None]  # of the debates, by their ids


def stance_of(stance: StanceOf, own: Sources, past: str = "") -> Text:
    """One stance, from the side of the person; `past` is why it does not count, where it does
    not."""
    details = words.details(stance, words.passages(stance.passages, own.get(stance.debate)))
    shown = ", ".join(filter(None, (details, past)))
    return said(
        (stance.kind.replace("_", " "), "bold"),
        " ",
        (stance.item, "cyan"),
        f": {stance.text}",
        (f"  ({shown})" if shown else "", "dim"),
        (f"  {stance.note}" if stance.note else "", "italic"),
    )


def voices(found: Sequence[Person]) -> Iterator[RenderableType]:
    """People, then works and characters under headings of their own."""
    yield table([voice_row(p) for p in found if p.kind not in APART], console().width)
    for kind, heading in APART.items():
        if apart := [voice_row(p) for p in found if p.kind == kind]:
            yield Text(f"\n{heading}", style="bold underline")
            yield table(apart, console().width)


def voice_row(voice: Person) -> dict[str, str]:
    """Somebody who speaks, as a line of a list."""
    columns = ("id", "name", "on_claims", "on_arguments")
    return {column: str(getattr(voice, column)) for column in columns}


def comparison(
    a: Person, b: Person, found: Comparison, own: Sources, every: bool = False
) -> Iterator[RenderableType]:
    """Where two people differ, answer each other and agree; of what one alone takes a side on, how
    much it is, or every item."""
    if not any(found):
        yield said(f"{a.name} and {b.name} do not meet: they take no side in the same debate")
        return
    if not (found.differ or found.answers or found.agree):
        yield said(f"{a.name} and {b.name} do not meet: they take no side on the same item")
    yield from _pairs("Differ", a, b, found.differ, own)
    yield from _answers(found.answers, {a.id: a.name, b.id: b.name})
    yield from _pairs("Agree", a, b, found.agree, own)
    alone = ((a, b, found.only_a), (b, a, found.only_b))
    if not every:
        yield from _silence([(one, len(stances)) for one, _, stances in alone if stances])
        return
    for one, other, stances in alone:
        title = f"Only {one.name} ({len(stances)}); {other.name} is silent"
        yield from section(title, [stance_of(stance, own) for stance in stances])


def _silence(alone: Sequence[tuple[Person, int]]) -> Iterator[RenderableType]:
    """How often one alone takes a side."""
    if alone:
        each = "; ".join(
            f"{one.name} alone takes a side on {count} item{'s' * (count > 1)}"
            for one, count in alone
        )
        yield said((f"{each} (--all lists them)", "dim"))


def _pairs(
    title: str, a: Person, b: Person, pairs: list[tuple[StanceOf, StanceOf]], own: Sources
) -> Iterator[RenderableType]:
    if pairs:
        yield Text(f"{title} ({len(pairs)})", style="bold underline")
    for one, other in pairs:
        shown = (a.name, _short(one, own)), (b.name, _short(other, own))
        yield indented(said((one.item, "cyan"), f": {one.text}"), 2)
        if one.thing == other.thing:
            yield indented(facts(iter(shown)), 4)
            continue
        yield indented(facts(iter(shown[:1])), 4)
        yield indented(said("its rival ", (other.item, "cyan"), f": {other.text}"), 2)
        yield indented(facts(iter(shown[1:])), 4)
    if pairs:
        yield Text()


def _answers(answers: Sequence[Answer], names: Mapping[str, str]) -> Iterator[RenderableType]:
    if answers:
        yield Text(f"Answer each other ({len(answers)})", style="bold underline")
    for answer in answers:
        yield from _answer(answer, names)
    if answers:
        yield Text()


def _answer(answer: Answer, names: Mapping[str, str]) -> Iterator[RenderableType]:
    argument = answer.argument
    does = (f" {argument.kind} ", words.COLOURS[argument.kind])
    inferred = ("  inferred" if argument.inferred else "", "dim")
    aim = words.aim_of(answer, names[answer.to])
    yield indented(said((names[answer.by], "bold"), does, (aim, "cyan"), inferred), 2)
    for premise in argument.premises:
        text = f": {words.denied(premise)}{premise.text}"
        yield indented(said((premise.id, "cyan"), text), 4)
    if argument.reasons:
        yield indented(said((f"because {words.because(argument.reasons)}", "dim")), 4)


def _short(stance: StanceOf, own: Sources) -> Text:
    credence = f" {stance.credence:g}" if stance.credence is not None else ""
    where = words.passages(stance.passages, own.get(stance.debate))
    note = f": {stance.note}" if stance.note else ""
    return said(stance.kind.replace("_", " "), credence, f" ({where})" if where else "", note)
