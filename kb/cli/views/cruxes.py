"""How ranked cruxes look to a reader in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from kb.analysis.bearing import Hop
from kb.analysis.rounding import KINDS, is_narrow, lead, number
from kb.analysis.turning import Position, Ranking, Turn
from kb.cli.views import items as views
from kb.cli.views import words
from kb.cli.views.layout import Rows, facts, indented, said
from kb.cli.views.numbers import assumed
from queries.cruxes import Crux
from queries.debates import DebateName

BRIEF = 3  # cruxes of a debate where all debates are shown


def cruxes(
    rankings: Sequence[Ranking],
    bare: Sequence[Crux],
    declared: Mapping[str, Crux],
    debates: Sequence[DebateName],
) -> Iterator[RenderableType]:
    """Debate by debate, what it turns on; `bare` are cruxes of debates without positions."""
    ranked = {ranking.debate: ranking for ranking in rankings}
    shown = False
    for debate in debates:
        ranking = ranked.get(debate.id)
        mine = [crux for crux in bare if crux.debate == debate.id]
        if not (ranking and ranking.cruxes) and not mine:
            continue
        shown = True
        yield said((debate.id, "bold cyan"), "  ", (debate.question, "italic"))
        if ranking:
            yield from _ranking(ranking, declared, debate.source)
        else:
            yield indented(said(("it has no position, so nothing is ranked", "dim")))
            for number_, crux in enumerate(mine, 1):
                yield Text()
                yield said(f"{number_}. ", (crux.text, "bold"))
                yield indented(facts(views.crux_rows(crux, debate.source)))
        yield Text()
    if not shown:
        yield Text("no cruxes", style="dim")


def overview(
    rankings: Sequence[Ranking], bare: Sequence[Crux], debates: Sequence[DebateName]
) -> Iterator[RenderableType]:
    """The positions of each debate and what it turns on most, a line each."""
    ranked = {ranking.debate: ranking for ranking in rankings}
    for debate in debates:
        yield said((debate.id, "bold cyan"), "  ", (debate.question, "italic"))
        lines = [(crux.id, crux.text) for crux in bare if crux.debate == debate.id]
        if ranking := ranked.get(debate.id):
            yield indented(facts(_positions(ranking.positions, debate.id)))
            lines = [(turn.crux or turn.claim, turn.text) for turn in ranking.cruxes]
        for place, (ident, text) in enumerate(lines[:BRIEF], 1):
            value = said((words.slug(ident, debate.id), "cyan"), f"  {text}")
            yield indented(facts(iter([(f"{place}.", value)])))
        yield Text()
    yield said(("name a debate for what follows from either answer: kb cruxes DEBATE", "dim"))


def _ranking(
    ranking: Ranking, declared: Mapping[str, Crux], own: str | None
) -> Iterator[RenderableType]:
    yield indented(facts(_positions(ranking.positions, ranking.debate)))
    for turn in ranking.cruxes:
        yield Text()
        mark = "-" if turn.rank is None else f"{turn.rank}{'=' if turn.tied else ''}"
        yield said(f"{mark}. ", (turn.text, "bold"))
        crux = declared.get(turn.crux or "")
        yield indented(facts(_turn_rows(turn, ranking, crux, own)))
    yield Text()
    tied = any(turn.tied for turn in ranking.cruxes)
    yield assumed(ranking.assumptions, *(["= marks ties"] if tied else []))


def _positions(positions: Iterable[Position], debate: str) -> Rows:
    for position in sorted(positions, key=lambda p: (-p.strength, p.id)):
        slug = words.slug(position.id, debate)
        yield number(position.strength), said((slug, "cyan"), f": {position.text}")


def _turn_rows(turn: Turn, ranking: Ranking, crux: Crux | None, own: str | None) -> Rows:
    name = words.slug(turn.crux or turn.claim, ranking.debate)
    place = f"  {crux.path}:{crux.line}" if crux else ""
    yield "crux" if crux else "claim", said((name, "cyan"), (f"  {KINDS[turn.kind]}", "dim"), place)
    yield "effect", said(effect(turn, ranking), (_leverage(turn), "dim"))
    if crux:
        yield from views.crux_rows(crux, own, named=False)
    else:
        yield from _sides(turn)
    if turn.path:
        yield "why", way(turn.path, ranking.debate)


def effect(turn: Turn, ranking: Ranking) -> str:
    """What follows from either answer, in words and numbers."""
    if turn.rank is None:
        return "nothing: no way leads from it to a position"
    changes = [abs(y - n) for y, n in zip(turn.when_yes, turn.when_no, strict=True)]
    most = changes.index(max(changes))
    yes, no = number(turn.when_yes[most]), number(turn.when_no[most])
    if len(ranking.positions) == 1:
        end = "the verdict turns on it" if turn.pivotal else f"{turn.verdict_yes} either way"
        return f"if yes {yes}, if no {no}: {end}"
    yes_lead, no_lead = number(lead(turn.when_yes)), number(lead(turn.when_no))
    if turn.pivotal:
        hair = ", by a hair" if is_narrow(turn.when_yes, turn.when_no) else ""
        first = _leader(turn.verdict_yes, yes_lead, ranking.debate)
        second = _leader(turn.verdict_no, no_lead, ranking.debate)
        return f"if yes {first}, if no {second}: the lead turns on it{hair}"
    moved = words.slug(ranking.positions[most].id, ranking.debate)
    name = words.slug(turn.verdict_yes, ranking.debate)
    leads = f"{name} leads either way, by {yes_lead} if yes, by {no_lead} if no"
    return f"{leads} ({moved} {yes} or {no})"


def _leader(verdict: str, margin: str, debate: str) -> str:
    return "a tie" if verdict == "tied" else f"{words.slug(verdict, debate)} leads by {margin}"


def _leverage(turn: Turn) -> str:
    if turn.kind == "declared":
        return "  (declared, little leverage)"
    return "  (nobody disputes it)" if turn.undisputed else ""


def _sides(turn: Turn) -> Rows:
    for name, people in (("yes", turn.sides.yes), ("no", turn.sides.no)):
        yield name, said(", ".join(people)) if people else Text("nobody yet", style="dim")


def way(path: Sequence[Hop], debate: str) -> Text:
    """`not a supports b, which rebuts c`."""
    parts: list[str | tuple[str, str]] = []
    for place, hop in enumerate(path):
        name = ("not " if hop.negated else "") + words.slug(hop.claim, debate)
        lead = (name, "cyan") if place == 0 or hop.negated else ("which", "")
        if place:
            parts.append(", and " if hop.negated else ", ")
        argument = f"{hop.kind} an argument to" if hop.kind == "undercuts" else hop.kind
        parts += [lead, (f" {argument} ", words.COLOURS[hop.kind])]
        parts.append((words.slug(hop.target, debate), "cyan"))
    return said(*parts)
