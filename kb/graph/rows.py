"""The facts of a base as rows: the properties of nodes, and the ends of relationships.

Texts of one line are words here, without markup: whoever asks gets no Markdown but in `summary`,
`body` and `note`, which are prose with paragraphs and lists.

A row has every property of its label, null where there is none, so that an update also takes
away. (An engine that has never seen a property would otherwise not know it.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kb.graph.plan import Wanted
from kb.graph.schema import EDGE_TYPES, EdgeType
from kb.model import (
    Argument,
    Claim,
    Debate,
    Frozen,
    Passage,
    Person,
    Relation,
    Source,
    Stance,
    Term,
)
from loaders.markup.words import words_of, words_of_all
from queries.folding import fold

Properties = dict[str, Any]
_EDGE_TYPE = {(edge.name, edge.a, edge.b): edge for edge in EDGE_TYPES}


@dataclass
class Rows:
    """Nodes by label and relationships by type, ready to be written; `wanted` has the hash of each
    node."""

    wanted: Wanted
    nodes: dict[str, list[Properties]] = field(default_factory=lambda: defaultdict(list))
    edges: dict[EdgeType, list[Properties]] = field(default_factory=lambda: defaultdict(list))
    cited: set[tuple[str, str]] = field(default_factory=set)
    stances: Counter[str] = field(default_factory=Counter)  # on each target, so far

    def node(self, label: str, **properties: Any) -> None:
        properties["hash"] = self.wanted[label, properties["id"]].hash
        self.nodes[label].append(properties)

    def edge(
        self,
        name: str,
        a: tuple[str, str],
        b: tuple[str, str],
        properties: Properties | None = None,
    ) -> None:
        """A relationship between two nodes, each given as label and id."""
        kind = _EDGE_TYPE[name, a[0], b[0]]
        self.edges[kind].append({"a": a[1], "b": b[1], **(properties or {})})


def debate_row(rows: Rows, debate: Debate, order: int) -> None:
    prose = [f"{'#' * s.level} {s.heading}\n\n{s.body}" for s in debate.sections if s.body]
    summary = "\n\n".join([debate.summary, *prose]).strip()
    heading, question = words_of(debate.heading), words_of(debate.question)
    rows.node(
        "Debate",
        id=debate.id,
        heading=heading,
        question=question,
        summary=summary,
        words=_sought(debate.id, heading, question, summary),
        source=debate.source,
        formerly=list(debate.formerly),
        path=debate.place.path,
        line=debate.place.line,
        ordinal=order,
    )


def claim_row(rows: Rows, claim: Claim) -> None:
    text = words_of(claim.text)
    rows.node(
        "Claim",
        id=claim.id,
        slug=claim.slug,
        text=text,
        short=claim.title,
        formerly=list(claim.formerly),
        tags=list(claim.tags),
        kind=claim.kind,
        section=words_of(claim.section),
        body=claim.body,
        quotes=[words_of_all(quote.text) for quote in claim.quotes],
        words=_sought(claim.slug, claim.title or "", text, claim.body, *claim.tags),
        credence=claim.credence,
        posed=claim.posed,
        debate=claim.debate,
        path=claim.place.path,
        line=claim.place.line,
        ordinal=claim.place.ordinal,
    )
    me = ("Claim", claim.id)
    rows.edge("PART_OF", me, ("Debate", claim.debate))
    if claim.term:
        rows.edge("DEFINES", me, ("Term", claim.term))
    _cites(rows, me, claim.passages)


def argument_row(rows: Rows, argument: Argument) -> None:
    reasons = [words_of_all(reason) for reason in argument.reasons]
    rows.node(
        "Argument",
        id=argument.id,
        kind=argument.kind,
        reasons=reasons,
        called=argument.called,
        scheme=argument.scheme,
        words=_sought(*reasons, argument.called or "", argument.scheme or ""),
        inferred=argument.inferred,
        answer=argument.answer,
        debate=argument.debate,
        path=argument.place.path,
        line=argument.place.line,
        ordinal=argument.place.ordinal,
    )
    me = ("Argument", argument.id)
    for place, premise in enumerate(argument.premises):
        said = {"negated": premise.negated, "ordinal": place}
        rows.edge("PREMISE_OF", ("Claim", premise.claim), me, said)
    target = "Argument" if argument.kind == "undercuts" else "Claim"
    rows.edge(argument.kind.upper(), me, (target, argument.target))
    _cites(rows, me, argument.passages)


def _cites(rows: Rows, citing: tuple[str, str], passages: Iterable[str]) -> None:
    """What a claim or argument cites, be it on a line of its own or in what is said of it; once."""
    for passage in passages:
        if (citing[1], passage) not in rows.cited:
            rows.cited.add((citing[1], passage))
            rows.edge("CITES", citing, ("Passage", passage))


def relation_row(rows: Rows, relation: Relation) -> None:
    said = {
        "reason": words_of_all(relation.reason),
        "inferred": relation.inferred,
        "passages": list(relation.passages),
    }
    ends = ("Claim", relation.source), ("Claim", relation.target)
    rows.edge(relation.kind.upper(), *ends, said)
    _cites(rows, ends[0], relation.passages)


def stance_row(rows: Rows, stance: Stance, on_argument: bool) -> None:
    said = {
        "id": stance.id,
        "kind": stance.kind,
        "credence": stance.credence,
        "date": stance.date,
        "of": stance.of,
        "inferred": stance.inferred,
        "passages": list(stance.passages),
        "note": words_of_all(stance.note),
        "ordinal": rows.stances[stance.target],  # later in the file is what is said later
    }
    rows.stances[stance.target] += 1
    target = ("Argument" if on_argument else "Claim", stance.target)
    rows.edge("STANCE", ("Person", stance.person), target, said)
    _cites(rows, target, stance.passages)


def person_row(rows: Rows, person: Person) -> None:
    said = _in_words(person, "heading")
    words = _sought(person.id, said["heading"], person.note)
    rows.node("Person", words=words, **said)


def source_row(rows: Rows, source: Source) -> None:
    said = _in_words(source, "heading", "kind", "by")
    words = _sought(source.id, said["heading"], source.note)
    rows.node("Source", words=words, **said)


def passage_row(rows: Rows, passage: Passage) -> None:
    said = _in_words(passage, "left_out", "starts")
    rows.node("Passage", **{name: value for name, value in said.items() if name != "source"})
    rows.edge("OF", ("Passage", passage.id), ("Source", passage.source))


def term_row(rows: Rows, term: Term) -> None:
    said = _in_words(term, "heading")
    rows.node("Term", words=_sought(term.id, said["heading"]), **said)


def _in_words(thing: Frozen, *texts: str) -> Properties:
    """All that is known of a thing of a list, with the words of these texts."""
    said = thing.model_dump()
    return said | {name: words_of(said[name]) for name in texts if said[name]}


def _sought(*texts: str) -> str:
    """What a search for words looks at."""
    return fold(" ".join(texts))
