"""The nodes of a base, of which several debates may write: of all debates, or of some alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kb.model import Argument, short_hash
from loaders.base.known import Heads
from loaders.facts.debate import content
from loaders.facts.lazy import made
from loaders.facts.parsed import NodeRecord


@dataclass
class Collected:
    """The nodes of debates; `owners` has the debate that a node is said to be of, `writers` the
    others that write of it too."""

    records: dict[str, NodeRecord] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    writers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def place(self, ident: str, record: NodeRecord, debate: str) -> None:
        """Put a node where only the whole base could."""
        owner = self.owners.get(ident)
        if owner not in (None, debate):
            self.writers[ident].append(owner)
        self.records[ident], self.owners[ident] = record, debate

    def by_debate(self) -> Mapping[str, dict[str, NodeRecord]]:
        """The nodes that are said to be of each debate."""
        found = defaultdict[str, dict[str, NodeRecord]](dict)
        for ident, debate in self.owners.items():
            found[debate][ident] = self.records[ident]
        return found


def collect(heads: Heads, debates: Container[str]) -> Collected:
    """The nodes of some debates, among which have to be all that `mixed` names."""
    hashes: dict[str, list[str]] = {}
    found = Collected()
    for debate, head in heads.items():
        if debate in debates:
            _take(debate, made(head.nodes), found, hashes)
        for relation in head.shared_relations:
            found.writers[relation.source].append(debate)
    for head in heads.values():
        for relation in head.shared_relations:
            known = found.records.get(relation.source)
            if known:
                hashes.setdefault(relation.source, [known.hash]).append(content(relation))
    for ident, several in hashes.items():
        whole = short_hash(*sorted(several))
        found.records[ident] = found.records[ident]._replace(hash=whole)
    return found


def _take(
    debate: str, nodes: Mapping[str, NodeRecord], found: Collected, hashes: dict[str, list[str]]
) -> None:
    if found.records.keys().isdisjoint(nodes):  # as with most debates
        found.records.update(nodes)
        found.owners.update(dict.fromkeys(nodes, debate))
        return
    for ident, record in nodes.items():
        if found.records.setdefault(ident, record) is not record:
            hashes.setdefault(ident, [found.records[ident].hash]).append(record.hash)
            found.writers[ident].append(debate)
        found.owners.setdefault(ident, debate)


def mixed(heads: Heads) -> set[str]:
    """The debates that have a node of which another may write too, so that what they say of it
    themselves need not be all."""
    found = {r.source.partition("/")[0] for head in heads.values() for r in head.shared_relations}
    writers = defaultdict[str, set[str]](set)
    for debate, head in heads.items():
        for argument in head.shared:
            writers[argument.id].update((debate, *at_home(argument)))
    found.update(*(several for several in writers.values() if len(several) > 1))
    return found & heads.keys()


def at_home(argument: Argument) -> Iterable[str]:
    """The debate of all that an argument names, where it is one: there it may be written without
    being `shared`."""
    debates = {ident.partition("/")[0] for ident in _named(argument)}
    return debates if len(debates) == 1 else ()


def _named(argument: Argument) -> Iterator[str]:
    yield from (premise.claim for premise in argument.premises)
    if argument.kind != "undercuts":
        yield argument.target
