"""What one debate contributes to a base: its body, and a head that suffices to check the whole.

It is a pure function of the debate's files, so it can be kept and used again; only what it
needs from elsewhere (`Need`) is looked up anew each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Annotated, NamedTuple

from pydantic import Field, PlainSerializer, PlainValidator

from kb.diagnostics import Code, Diagnostic
from kb.model import (
    Argument,
    Claim,
    Debate,
    Frozen,
    Relation,
    Stance,
)
from loaders.facts.lazy import Lazy
from loaders.facts.suspicions import Lints
from loaders.grammar.drafts import ArgumentDraft
from loaders.grammar.naming import Former
from loaders.grammar.needs import Need


class NodeRecord(NamedTuple):
    """A node of the graph as this debate has it: the hash of what it says, and where."""

    hash: str
    path: str
    line: int
    column: int
    ordinal: int

    def problem(self, code: Code, message: str) -> Diagnostic:
        return Diagnostic(self.path, self.line, self.column, code, message)


class Contents(NamedTuple):
    """What a debate is in a graph, told shortly: its own node, a hash of its items and arguments,
    and how many there are of each."""

    node: NodeRecord
    mark: str
    items: int
    arguments: int


def contents_of(debate: str, records: Mapping[str, NodeRecord]) -> Contents:
    """What a debate is that has these nodes."""
    items = [ident for ident in records if "/" in ident]
    arguments = [ident for ident in records if ident.startswith("arg:")]
    said = "\n".join(sorted(_said(ident, records[ident]) for ident in (*items, *arguments)))
    mark = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Contents(records[debate], mark, len(items), len(arguments))


def _said(ident: str, record: NodeRecord) -> str:
    """All that a graph says of a node."""
    return f"{ident}\0{record.hash}\0{record.path}\0{record.line}\0{record.ordinal}"


def _read_nodes(said: object) -> Mapping[str, NodeRecord]:
    """The nodes of a debate, be they kept as JSON: of most debates nobody asks for any."""
    if isinstance(said, str):
        return Lazy(partial(_nodes_in, said))
    if not isinstance(said, Mapping):
        raise ValueError("nodes are a mapping or JSON")
    return said


def _nodes_in(said: str) -> dict[str, NodeRecord]:
    nodes = json.loads(said)
    return dict(zip(nodes, map(NodeRecord._make, nodes.values()), strict=True))


def _write_nodes(nodes: Mapping[str, NodeRecord]) -> str:
    return json.dumps(dict(nodes))


Nodes = Annotated[
    Mapping[str, NodeRecord],
    PlainValidator(_read_nodes),
    PlainSerializer(_write_nodes, return_type=str),
]


class Body(Frozen):
    """The facts of one debate; `paths` and `renamed` are as in the head that was read with it."""

    debate: Debate
    paths: dict[str, str | None] = Field(default_factory=dict)
    renamed: dict[str, str] = Field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    arguments: tuple[Argument, ...] = ()
    relations: tuple[Relation, ...] = ()
    stances: tuple[Stance, ...] = ()


class Head(Frozen):
    """What the rest of the base has to know of a debate.

    `items` are its ids with file and line; `contents` is what its `nodes` are, as far as it alone
    writes of them; `paths` the files that links named, with the debate
    each was found to belong to; `shared` arguments and relations touch other debates, so that
    other files may write them too; `linked` arguments have several premises; `answers` are the
    cruxes, and what `If yes` and `If no` make; `pending` undercuts name an argument that this
    debate does not have; `lints` is what its map seems to lack; `former` are ids that its items had
    before, `formerly` those that it had itself, `renamed` those of other debates that it uses, with
    what they were taken to mean.
    """

    debate: str
    items: dict[str, tuple[str, int]]
    anchors: dict[str, tuple[str, ...]]
    nodes: Nodes
    contents: Contents
    paths: dict[str, str | None]
    terms: dict[str, str]
    renamed: dict[str, str]
    needs: tuple[Need, ...] = ()
    shared: tuple[Argument, ...] = ()
    shared_relations: tuple[Relation, ...] = ()
    linked: tuple[Argument, ...] = ()
    answers: tuple[str, ...] = ()
    pending: tuple[ArgumentDraft, ...] = ()
    lints: Lints = Field(default_factory=Lints)
    former: tuple[Former, ...] = ()
    formerly: tuple[Former, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def terms_of(heads: Iterable[Head]) -> dict[str, str]:
    """The terms that debates define, by id; the first writing of a name counts."""
    names: dict[str, str] = {}
    for ident, name in (term for head in heads for term in head.terms.items()):
        names.setdefault(ident, name)
    return names


class ParsedDebate(Frozen):
    head: Head
    body: Body
