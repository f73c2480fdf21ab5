"""What is said in one debate, from the files, as the graph would give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kb import model
from kb.exchange.order import number_of
from kb.publish.index import Index
from queries.exchange import Argument, Item, Passage, Record, Stance, Tie, Voice


@lru_cache(maxsize=1)  # asked for by the exchange and for the order of items
def record(index: Index, debate: model.Debate) -> Record:
    """All that telling a debate takes; it grows with the debate, not with the base."""
    own = index.items_of.get(debate.id, [])
    arguments = list(_arguments(index, own))
    ties = list(_ties(index, own))
    named = {p.claim for a in arguments for p in a.premises}
    named.update(end for tie in ties for end in (tie.source, tie.target))
    others = [index.claims[i] for i in sorted(named.difference(c.id for c in own))]
    targets = [c.id for c in [*own, *others]] + [a.id for a in arguments]
    stances = [s for target in targets for s in index.stances_on.get(target, ())]
    items = [_item(index, claim, debate.id) for claim in [*own, *others]]
    return Record(
        debate.id,
        debate.source,
        tuple(items),
        tuple(map(_argument, arguments)),
        tuple(map(_stance, stances)),
        tuple(ties),
        tuple(_voices(index, stances)),
        tuple(_passages(index, items, stances)),
    )


def _arguments(index: Index, own: Iterable[model.Claim]) -> Iterator[model.Argument]:
    """The arguments that end in items, and what undercuts them."""
    layer = [a for claim in own for a in index.arguments_on.get(claim.id, ())]
    while layer:
        yield from layer
        layer = [under for a in layer for under in index.arguments_on.get(a.id, ())]


def _ties(index: Index, own: Iterable[model.Claim]) -> Iterator[Tie]:
    for claim in own:
        for relation in index.relations_from.get(claim.id, ()):
            yield _tie(relation)
        for relation in index.relations_to.get(claim.id, ()):
            if index.debate_of(relation.source) != claim.debate:
                yield _tie(relation)


def _tie(relation: model.Relation) -> Tie:
    said = relation.reason, relation.inferred
    return Tie(relation.kind, relation.source, relation.target, *said)


def _item(index: Index, claim: model.Claim, debate: str) -> Item:
    term = index.terms[claim.term].heading if claim.term else None
    cited = _cited(index, claim) if claim.debate == debate else ()
    return Item(
        claim.id,
        claim.slug,
        claim.kind,
        claim.text,
        claim.title,
        claim.posed,
        claim.section,
        claim.debate,
        claim.place.ordinal,
        term,
        tuple(cited),
    )


def _cited(index: Index, claim: model.Claim) -> list[str]:
    """Every passage that an item names, on a line of its own or in what is said of it."""
    found = dict.fromkeys(claim.passages)
    for stance in index.stances_on.get(claim.id, ()):
        found |= dict.fromkeys(stance.passages)
    for relation in index.relations_from.get(claim.id, ()):
        found |= dict.fromkeys(relation.passages)
    return sorted(found)


def _argument(a: model.Argument) -> Argument:
    premises = tuple((p.claim, p.negated) for p in a.premises)
    rest = a.reasons, a.inferred, a.answer, a.place.ordinal, a.place.line
    return Argument(a.id, a.kind, premises, a.target, *rest)


def _stance(s: model.Stance) -> Stance:
    where = s.of, s.inferred, s.passages, s.note
    return Stance(s.id, s.person, s.kind, s.target, s.credence, s.date, *where)


def _voices(index: Index, stances: Iterable[model.Stance]) -> Iterator[Voice]:
    ids = dict.fromkeys(v for s in stances for v in (s.person, s.of) if v)
    for person in (index.people[i] for i in ids if i in index.people):
        yield Voice(person.id, person.heading, person.kind)


def _passages(
    index: Index, items: Iterable[Item], stances: Iterable[model.Stance]
) -> Iterator[Passage]:
    """The passages that are cited; of a source in which some repeat others or start, all."""
    cited = dict.fromkeys(p for item in items for p in item.cited)
    cited |= dict.fromkeys(p for stance in stances for p in stance.passages)
    by_source: dict[str, list[str]] = {}
    for passage in cited:
        by_source.setdefault(passage.rpartition("#")[0], []).append(passage)
    for source, named in by_source.items():
        known = index.sources.get(source)
        date = known.date if known else None
        if source in index.arranged:
            named = [p.id for p in index.passages_of[source]]
        for passage in named:
            said = index.repeats.get(passage), passage in index.starts
            yield Passage(passage, source, date, number_of(passage), *said)
