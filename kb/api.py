"""A base from Python: every question of the command line as a method with typed answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import queries
from kb.errors import NotFound
from kb.session import Session, locate

if TYPE_CHECKING:
    import queries.catalogue
    import queries.coverage
    import queries.cruxes
    import queries.debates
    import queries.exchange
    import queries.gaps
    import queries.items
    import queries.likeness
    import queries.mapping
    import queries.naming
    import queries.paths
    import queries.people
    import queries.trees  # noqa: TC004 - `queries` imports each when it is first named
    from kb.analysis.outlook import Setting
    from kb.analysis.reasoner import Reasoner
    from kb.analysis.similar import Similar
    from kb.exchange.pieces import Paragraph
    from kb.graph.sync import Report

DEPTH = 8  # levels of a tree of replies, where nothing else is asked


@dataclass
class OpenBase:
    """An open base. Items are named by id (`debate/slug`), or by slug where one debate has it.

    Every method raises kb.errors.NotFound for a name that does not exist, with a proposal.
    """

    session: Session

    @classmethod
    def at(
        cls,
        folder: str | PathLike[str] | None = None,
        db: str | None = None,
        follow: bool = True,
        database: str | None = None,
        timeout: float | None = None,
    ) -> OpenBase:
        """The base in or above a folder, with its graph at an address (see kb.open)."""
        root = locate(Path(folder) if folder is not None else None)
        return cls(Session(root, db, follow, database, timeout))

    def close(self) -> None:
        """Let go of the graph; a server's connections are closed."""
        self.session.close()

    def __enter__(self) -> OpenBase:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def load(self, rebuild: bool = False) -> Report:
        """Bring the graph up to the files; what changed is in the report."""
        return self.session.load(rebuild)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Ask in Cypher; reads only."""
        return self.session.run(cypher, parameters)

    def _item(self, name: str) -> str:
        found = queries.items.resolve(self.run, name)
        is_id = name in (found, found.partition("/")[2])
        if not is_id and found in queries.items.formerly(self.run, name):
            self.session.notes.append(f"'{name}' is now called '{found}'")
        return found

    def item_id(self, name: str) -> str:
        """The id of the item that an id or a slug means."""
        return self._item(name)

    def named(self, item: str) -> queries.debates.ItemName:
        """What an item is called: its kind, its statement and its title."""
        ident = self._item(item)
        [found] = (i for i in self.items(ident.partition("/")[0]) if i.id == ident)
        return found

    def person_or_position(self, name: str) -> str:
        """The id of a person, else of an item: whose view a name stands for."""
        try:
            return self.person(name).id
        except NotFound as nobody:
            try:
                return self._item(name)
            except NotFound:
                raise nobody from None

    def _debate(self, name: str | None) -> str | None:
        return self.debate_id(name) if name is not None else None

    def debate_id(self, name: str) -> str:
        """The id of a debate, which must exist, by that or one that it had before."""
        found = queries.naming.resolve_debate(self.run, name)
        note = f"'{name}' is now called '{found}'"
        if found != name and note not in self.session.notes:
            self.session.notes.append(note)
        return found

    def was_debate(self, name: str) -> bool:
        """Whether a debate that is called otherwise now was called so."""
        return queries.items.debate_formerly(self.run, name) is not None

    def debates(self) -> list[queries.debates.Debate]:
        """All debates."""
        return queries.debates.debates(self.run)

    def debate_names(self) -> list[queries.debates.DebateName]:
        """The ids and questions of all debates, without counting what is in them."""
        return queries.debates.debate_names(self.run)

    def positions(self, debate: str) -> list[queries.debates.Position]:
        """The positions of a debate."""
        return queries.debates.positions(self.run, self.debate_id(debate))

    def items(self, debate: str | None = None) -> list[queries.debates.ItemName]:
        """The items of a debate, or of all."""
        return queries.debates.items(self.run, self._debate(debate))

    def cruxes(self, debate: str | None = None) -> list[queries.cruxes.Crux]:
        """On what a debate turns, who answers how, and what either answer does."""
        return queries.cruxes.cruxes(self.run, self._debate(debate))

    def exchange(self, debate: str) -> list[Paragraph]:
        """A debate as running text, in the order in which it was said."""
        from kb.exchange.paragraphs import exchange

        return exchange(queries.exchange.record(self.run, self.debate_id(debate)))

    def chart(self, debate: str) -> queries.mapping.Chart:
        """What the map of a debate is drawn of: its items, and all that bears on them."""
        return queries.mapping.chart(self.run, self.debate_id(debate))

    def similar(self, item: str | None = None) -> tuple[list[Similar], str]:
        """Items that say much the same, or what is like one; and what was not looked at, if
        anything."""
        from kb.analysis.similar import Likeness

        ident = self._item(item) if item is not None else None
        ties = [*queries.likeness.bearings(self.run), *queries.likeness.related(self.run)]
        likeness = Likeness(queries.likeness.statements(self.run), ties)
        return likeness.pairs() if ident is None else (likeness.beside(ident), "")

    def show(self, item: str) -> queries.items.Item:
        """All about one item, in both directions."""
        return queries.items.item(self.run, self._item(item))

    def rebuttals(self, item: str, depth: int = DEPTH) -> list[queries.trees.Branch]:
        """The tree of attacks on an item (or on the claim that a crux asks), and of attacks on
        those."""
        return [b for i in self._one(item) for b in queries.trees.rebuttals(self.run, i, depth)]

    def supports(self, item: str, depth: int = DEPTH) -> list[queries.trees.Branch]:
        """The tree of what supports an item."""
        return [b for i in self._one(item) for b in queries.trees.supports(self.run, i, depth)]

    def _one(self, item: str) -> list[str]:
        """An item, and the claim that it asks: their answers are the same."""
        ident = self._item(item)
        relations = queries.items.relations_of(self.run, ident)
        return [ident, *(r.id for r in relations if r.kind == "ASKS")]

    def path(self, start: str, end: str) -> list[queries.paths.Hop] | None:
        """How two items are connected: a shortest way, None where there is none."""
        one, other = self._item(start), self._item(end)
        return [] if one == other else queries.paths.path(self.run, one, other)

    def people(self) -> list[queries.people.Person]:
        """Everybody who takes a stand."""
        return queries.people.people(self.run)

    def person(self, name: str) -> queries.people.Person:
        """One person, by id or by words of the name."""
        return queries.people.resolve_person(self.run, name)

    def stances(self, person: str) -> list[queries.people.StanceOf]:
        """What a person thinks of which items."""
        return queries.people.stances_of(self.run, self.person(person).id)

    def outdone(self, stances: list[queries.people.StanceOf]) -> dict[str, str]:
        """Why some of a person's stances do not count, by their ids."""
        return queries.people.outdone_among(self.run, stances)

    def arguments(self, person: str) -> list[queries.people.ArgumentOf]:
        """The arguments that a person makes or doubts."""
        return queries.people.arguments_of(self.run, self.person(person).id)

    def compare(self, a: str, b: str, debate: str | None = None) -> queries.people.Comparison:
        """Where two people agree, differ, and are silent, in a debate or those both speak in."""
        ids = self.person(a).id, self.person(b).id
        return queries.people.compare(self.run, *ids, self._debate(debate))

    def open_ends(self, debate: str | None = None) -> queries.gaps.Open:
        """Attacks nobody answered, questions without answer, claims nothing supports."""
        return queries.gaps.open_ends(self.run, self._debate(debate))

    def search(self, text: str) -> list[queries.catalogue.Hit]:
        """Where all the words of a text stand."""
        if not text.strip():
            return []
        if self.session.store.is_server:
            return queries.catalogue.search_server(self.run, text.split())
        return queries.catalogue.search(self.run, text.split())

    def terms(self) -> list[queries.catalogue.Sense]:
        """All terms, sense by sense."""
        return queries.catalogue.terms(self.run)

    def sources(self) -> list[queries.catalogue.Source]:
        """All sources with the coverage of their passages."""
        return queries.catalogue.sources(self.run)

    def passages(self, source: str | None = None) -> list[queries.coverage.PassageRow]:
        """The passages of a source, or of all, with what the list of sources says of each."""
        return queries.coverage.passages(self.run, source)

    def coverage(self, source: str | None = None) -> list[queries.coverage.Coverage]:
        """Passage by passage, what cites a source (or every source) and what nobody cites."""
        known = queries.coverage.resolve_source(self.run, source) if source is not None else None
        return queries.coverage.coverage(self.run, known)

    def reason(self, *debates: str, setting: Setting | None = None) -> Reasoner:
        """Debates (all, where none is named) to be reasoned about: strengths, cruxes, what-if.

        Raises kb.errors.MisuseError for a setting that does not exist.
        """
        chosen = tuple(self.debate_id(debate) for debate in debates)
        return self.reasoner(setting)(*chosen or (debate.id for debate in self.debate_names()))

    def reasoner(self, setting: Setting | None = None) -> Callable[..., Reasoner]:
        """What `reason` does, for some debates after others, which are named by their ids."""
        from kb.analysis.outlook import Setting
        from kb.analysis.reasoner import Reasoner
        from kb.analysis.weighed import weigh
        from queries.network import network

        usual = (setting or Setting())._replace(usual=self.session.method())
        return lambda *debates: Reasoner(weigh(network(self.run, debates)), debates, usual)

    def stats(self) -> queries.catalogue.Stats:
        """Everything, counted."""
        return queries.catalogue.stats(self.run)
