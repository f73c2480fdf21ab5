"""The questions that an assistant may ask of a base, each answered from the files as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kb.analysis.scale import NOT, effect_word, strength_word
from kb.analysis.turning import Ranking, Turn
from kb.api import OpenBase
from kb.assistant import answers, bounds
from kb.copies import Copies, compared
from loaders.files.lock import read_copies
from queries.arguments import Argument, Premise, Stance
from queries.coverage import Covered
from queries.items import Item


def debates(base: OpenBase, start: int) -> answers.Debates:
    rows = [
        answers.DebateRow(
            id=d.id,
            question=bounds.shown(d.question),
            title=bounds.shown(d.heading),
            items=d.items,
            positions=d.positions,
            cruxes=d.cruxes,
        )
        for d in base.debates()
    ]
    taken, left_out = bounds.fitting(rows, start)
    return answers.Debates(debates=taken, left_out=left_out)


def cruxes(base: OpenBase, debate: str, start: int) -> answers.Cruxes:
    ident = base.debate_id(debate)
    [question] = (d.question for d in base.debate_names() if d.id == ident)
    ranking = base.reason(ident).cruxes(ident)
    declared = {crux.id: crux for crux in base.cruxes(ident)}
    turns = [("declared", t) for t in ranking.cruxes]
    turns += [("unasked", t) for t in ranking.unasked] + [("granted", t) for t in ranking.granted]
    rows = []
    for kind, turn in turns:
        crux = declared.get(turn.item)
        rows.append(
            answers.CruxRow(
                id=turn.item,
                text=bounds.shown(turn.text),
                kind=kind,
                yes=_names(crux.yes if crux else ()),
                no=_names(crux.no if crux else ()),
                moves=list(_moves(turn, ranking)),
            )
        )
    taken, left_out = bounds.fitting(rows, start)
    positions = [
        answers.PositionRow(
            id=p.id,
            text=bounds.shown(p.text),
            strength=strength_word(p.strength, p.reasons),
            rivals=list(p.rivals),
        )
        for p in ranking.positions[: bounds.MOST_ROWS]
    ]
    return answers.Cruxes(
        debate=ident,
        question=bounds.shown(question),
        positions=positions,
        cruxes=taken,
        left_out=left_out,
    )


def _names(stances: Iterable[Stance]) -> list[str]:
    return bounds.some(stance.name for stance in stances)


def _moves(turn: Turn, ranking: Ranking) -> Iterator[str]:
    """Which positions an answer moves: `library/open-on-sundays: clearly`."""
    for position, effect in zip(ranking.positions, turn.effects, strict=False):
        if (word := effect_word(effect)) != NOT:
            yield f"{position.id}: {word}"


def show(base: OpenBase, item: str) -> answers.ItemShown:
    found = base.show(item)
    said = [_said(stance, found) for stance in found.stances[: bounds.MOST_ROWS]]
    arguments = [row for one in found.arguments for row in _arguments(one)]
    taken, left_out = bounds.fitting(arguments, 0)
    kinds = [(r.kind, r) for r in found.relations] + [
        (f"{r.kind}, the other way", r) for r in found.related_by
    ]
    leads = [f"{one.kind} {one.target}" for one in found.bears_on]
    leads += [f"undercuts {_arrow(one.argument_premises, one.target)}" for one in found.undercuts]
    lacking = [left_out.partition(";")[0] + " arguments"] if left_out else []
    lacking += _more(found.stances, "stances") + _more(kinds, "relations")
    return answers.ItemShown(
        id=found.id,
        kind=found.kind,
        text=bounds.shown(found.text),
        title=found.title and bounds.shown(found.title),
        debate=found.debate,
        place=f"{found.path}:{found.line}",
        body=bounds.shown(found.body, "the resource of the item has all of it"),
        said=said,
        arguments=taken,
        leads_to=bounds.some(leads),
        relations=[
            answers.RelationRow(kind=kind.lower(), item=r.id, text=bounds.shown(r.text))
            for kind, r in kinds[: bounds.MOST_ROWS]
        ],
        passages=bounds.some(passage.id for passage in found.passages),
        left_out=f"{', '.join(lacking)}; 'search' finds single ones" if lacking else "",
    )


def _more(rows: Sequence[object], what: str) -> list[str]:
    more = len(rows) - bounds.MOST_ROWS
    return [f"{more} more {what}"] if more > 0 else []


def _said(stance: Stance, item: Item) -> answers.Said:
    return answers.Said(
        who=bounds.shown(stance.name),
        id=stance.person,
        how=stance.kind.lower().replace("_", " "),
        credence=stance.credence,
        date=stance.date,
        passages=bounds.some(stance.passages),
        words=bounds.shown(stance.note),
        inferred=stance.inferred,
        counts=stance.id not in item.outdone,
    )


def _arguments(one: Argument) -> Iterator[answers.ArgumentRow]:
    """An argument, and what undercuts it."""
    yield answers.ArgumentRow(
        kind=one.kind.lower(),
        premises=bounds.some(
            f"{premise.name}: {bounds.shown(premise.text)}" for premise in one.premises
        ),
        target=one.aim,
        reasons=bounds.some(one.reasons),
        made_by=bounds.some(f"{stance.name} ({stance.kind})" for stance in one.stances),
        inferred=one.inferred,
    )
    for below in one.undercuts:
        yield from _arguments(below)


def search(base: OpenBase, text: str, start: int) -> answers.Hits:
    rows = [
        answers.HitRow(
            kind=hit.kind,
            id=hit.id,
            text=bounds.shown(hit.text),
            place=f"{hit.path}:{hit.line}" if hit.path else "",
        )
        for hit in base.search(text)
    ]
    taken, left_out = bounds.fitting(rows, start)
    return answers.Hits(hits=taken, left_out=left_out)


def passages(base: OpenBase, source: str, first: int, folder: Path | None) -> answers.Passages:
    [one] = base.coverage(source)
    sources = base.session.loaded.register.sources
    found = read_copies([sources[one.source]], folder) if folder else {}
    copies = compared(one, found[one.source]) if one.source in found else {}
    rows = [_passage(row, copies) for row in one.passages]
    taken, left_out = bounds.fitting(rows, max(first - 1, 0), "first")
    return answers.Passages(
        source=one.source,
        title=bounds.shown(one.heading),
        passages=taken,
        left_out=_from_one(left_out),
        notes=[] if copies else ["no copy of the source is at hand, so no text is shown"],
    )


def _from_one(left_out: str) -> str:
    """Passages are counted from 1."""
    how, _, number = left_out.rpartition("=")
    return f"{how}={int(number) + 1}" if number else ""


def _passage(row: Covered, copies: Copies) -> answers.PassageRow:
    copy = copies.get(row.id)
    cited = [*(c.item for c in row.items), *(_arrow(a.premises, a.target) for a in row.arguments)]
    return answers.PassageRow(
        number=row.number,
        state=row.state,
        cited_by=bounds.some(dict.fromkeys(cited)),
        why_left_out=row.left_out and bounds.shown(row.left_out),
        repeats=row.repeats,
        starts=row.starts and bounds.shown(row.starts),
        text=bounds.shown(copy.text, "the copy has all of it") if copy and copy.text else None,
        drift=copy.drift if copy else None,
    )


def _arrow(premises: Iterable[Premise], target: str | None) -> str:
    """An argument in words: `a + not b → c`."""
    names = " + ".join(premise.name for premise in premises)
    return f"{names} → {target or 'another argument'}"
