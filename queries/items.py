"""One item, and all that is said of it in both directions."""

from typing import NamedTuple

from kb.errors import NotFound
from kb.naming import short_name
from queries.arguments import (
    Argument,
    Bearing,
    Stance,
    Undercutting,
    arguments_from,
    arguments_in_full,
    stances_on_claims,
    undercuts_from,
)
from queries.ask import Run, ask
from queries.cruxes import cruxes_asking
from queries.debates import debate_names, items
from queries.folding import fold
from queries.outdone import outdone_on


class _Id(NamedTuple):
    id: str


class Renamed(NamedTuple):
    """An id that an item had before, with the one it has."""

    old: str
    id: str


class Passage(NamedTuple):
    """A passage that something cites."""

    id: str
    source: str
    number: int
    repeats: str | None


class Relation(NamedTuple):
    """A relation that is no argument; `id` is the item at the other end."""

    kind: str
    id: str
    text: str
    reason: str
    inferred: bool
    passages: list[str]


class _ItemRow(NamedTuple):
    id: str
    kind: str
    text: str
    title: str | None
    formerly: list[str]
    tags: list[str]
    body: str
    section: str
    quotes: list[str]
    credence: float | None
    posed: str | None
    debate: str
    term: str | None
    path: str
    line: int


class Item(NamedTuple):
    """An item with all that bears on it (`arguments`) and all that it bears on; `stances` are those
    on it and on the cruxes that ask it, `outdone` says why some of them do not count, by their
    ids."""

    id: str
    kind: str
    text: str
    title: str | None
    formerly: list[str]
    tags: list[str]
    debate: str
    section: str
    credence: float | None
    posed: str | None
    term: str | None
    stances: list[Stance]
    outdone: dict[str, str]
    arguments: list[Argument]
    bears_on: list[Bearing]
    undercuts: list[Undercutting]
    relations: list[Relation]
    related_by: list[Relation]
    passages: list[Passage]
    quotes: list[str]
    body: str
    path: str
    line: int


def find_items(run: Run, name: str) -> list[str]:
    """The ids of the items that an id or a slug means."""
    return [row.id for row in ask(run, "find_items", _Id, name=name)]


def resolve(run: Run, name: str) -> str:
    """The one item that an id means; or a slug, a title or a statement that only one item has.

    Raises NotFound, with what may have been meant.
    """
    found = find_items(run, name)
    exact = [ident for ident in found if ident == name]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise NotFound(f"'{name}' is in several debates; say which: {', '.join(found)}")
    known = items(run)
    titled = [
        i.id for i in known if fold(name) in (fold(short_name(i.title, i.slug)), fold(i.text))
    ]
    if called := titled or formerly(run, name):
        if len(called) > 1:
            verb, ids = "is" if titled else "was", ", ".join(sorted(called))
            raise NotFound(f"'{name}' {verb} the name of several items; say which: {ids}")
        return called[0]
    if name in {debate.id for debate in debate_names(run)}:
        raise NotFound(f"'{name}' is a debate; name one of its items, as in '{name}/ITEM'")
    if now := debate_formerly(run, name):
        says = f"'{name}' is the debate that is now called '{now}'; name one of its items, as in "
        raise NotFound(f"{says}'{now}/ITEM'")
    from kb.diagnostics import nearest

    near = nearest(name, [i.id for i in known] if "/" in name else [i.slug for i in known])
    guess = f"; did you mean '{near}'?" if near else "; 'kb search WORDS' finds items"
    raise NotFound(f"no item is called '{name}'{guess}")


def renamed_items(run: Run) -> list[Renamed]:
    """The items that had another id before, one row for each id."""
    return ask(run, "renamed_items", Renamed)


def renamed_debates(run: Run) -> list[Renamed]:
    """The debates that had another id before, one row for each id."""
    return ask(run, "renamed_debates", Renamed)


def debate_formerly(run: Run, name: str) -> str | None:
    """The id that a debate has now which was called so before."""
    return next((one.id for one in renamed_debates(run) if one.old == name), None)


def formerly(run: Run, name: str) -> list[str]:
    """The ids that items have now which an id or a slug meant before."""
    named = (one for one in renamed_items(run) if name in (one.old, one.old.partition("/")[2]))
    return list(dict.fromkeys(one.id for one in named))


def item(run: Run, item: str) -> Item:
    """All about one item, which must exist."""
    row = ask(run, "item", _ItemRow, item=item)[0]
    relations = relations_of(run, item)
    stances = _said_of(run, item)
    asks = next((relation.id for relation in relations if relation.kind == "ASKS"), None)
    past = outdone_on(run, item, asks) if stances else {}
    return Item(
        **row._asdict(),
        stances=stances,
        outdone={s.id: why for s in stances if (why := past.get(s.id))},
        arguments=arguments_in_full(run, [item])[item],
        bears_on=arguments_from(run, [item]),
        undercuts=undercuts_from(run, [item]),
        relations=relations,
        related_by=relations_to(run, item),
        passages=passages_of(run, item),
    )


def _said_of(run: Run, item: str) -> list[Stance]:
    """What people think of an item, and of the cruxes that ask it: to answer one is to say so of
    the item, which to pose it is not."""
    own = stances_on_claims(run, [item])
    asking = [row.crux for row in cruxes_asking(run, [item])]
    return own + [s for s in stances_on_claims(run, asking) if s.kind != "poses"]


def relations_of(run: Run, item: str) -> list[Relation]:
    """What an item refines, answers, illustrates, distinguishes, rivals, concerns, uses or asks."""
    return ask(run, "relations_of", Relation, item=item)


def relations_to(run: Run, item: str) -> list[Relation]:
    """What refines, answers, illustrates, distinguishes, rivals, concerns, uses or asks an item."""
    return ask(run, "relations_to", Relation, item=item)


def passages_of(run: Run, item: str) -> list[Passage]:
    """The passages that an item cites."""
    return ask(run, "passages_of", Passage, item=item)
