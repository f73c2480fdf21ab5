"""Debates become a graph of AIF, as a node set of AIFdb."""

from __future__ import annotations

import json
from itertools import pairwise

from kb.interchange.aif.acts import WRITTEN
from kb.interchange.frame import Writing
from kb.model import Argument, Claim, Debate, Person, Premise, Relation, Source, Stance
from loaders.markup.words import words_of

UNNAMED = {"RA": "Default Inference", "CA": "Default Conflict", "MA": "Default Rephrase"}
NOT = "It is not so that this holds: "
NO_PLACE = "AIF has no place for it"
Row = dict[str, str | None]


def write(writing: Writing) -> str:
    """The debates as a node set."""
    return json.dumps(NodeSet(writing).made(), ensure_ascii=False, indent=1) + "\n"


class NodeSet:
    """Makes nodes and edges of some debates."""

    def __init__(self, writing: Writing) -> None:
        self.base, self.account = writing.base, writing.account
        self.texts = {claim.id: words_of(claim.text) for claim in self.base.claims}
        self.arguments = {argument.id: argument for argument in self.base.arguments}
        self.people = {person.id: person.heading for person in self.base.people}
        self.numbers = {person.id: str(n) for n, person in enumerate(self.base.people, 1)}
        self.nodes: list[Row] = []
        self.edges: list[Row] = []
        self.locutions: list[Row] = []
        self.ids: dict[str, str] = {}  # nodes by what they stand for

    def made(self) -> dict[str, list[Row]]:
        for debate in self.base.debates:
            self._debate(debate)
        for source in self.base.sources:
            self._source(source)
        participants = [self._person(person) for person in self.base.people]
        for claim in self.base.claims:
            self._claim(claim)
        for argument in self.base.arguments:
            self.ids[argument.id] = self._scheme_node(argument)
        for argument in self.base.arguments:
            self._argument(argument)
        for relation in self.base.relations:
            self._relation(relation)
        for stance in self.base.stances:
            self._stance(stance)
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "locutions": self.locutions,
            "participants": participants,
        }

    def _node(self, kind: str, text: str, **more: str) -> str:
        ident = str(len(self.nodes) + 1)
        self.nodes.append({"nodeID": ident, "text": text, "type": kind, **more})
        return ident

    def _edge(self, *nodes: str) -> None:
        """Edges from each of some nodes to the next."""
        for source, goal in pairwise(nodes):
            ident = str(len(self.edges) + 1)
            row = {"edgeID": ident, "fromID": source, "toID": goal, "formEdgeID": None}
            self.edges.append(row)

    # -- what has no node -------------------------------------------------------------------------

    def _debate(self, debate: Debate) -> None:
        fields = ("heading", "question", "summary", "source", "sections", "formerly")
        self.account.left_out(debate, NO_PLACE, *fields)

    def _source(self, source: Source) -> None:
        fields = ("heading", "kind", "by", "date", "address", "file", "note")
        self.account.left_out(source, NO_PLACE, *fields)

    def _person(self, person: Person) -> Row:
        self.account.carried(person, "heading")
        self.account.changed(person, "as a participant, as all are", "kind")
        self.account.left_out(person, NO_PLACE, "note", "address")
        number = self.numbers[person.id]
        return {"participantID": number, "firstname": person.heading, "surname": ""}

    # -- what has one -----------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> None:
        self.account.carried(claim, "text")
        self.account.changed(claim, "as an I-node, as all items are", "kind")
        self.account.left_out(
            claim, NO_PLACE, "title", "formerly", "tags", "section", "body", "quotes", "credence",
            "posed", "term", "passages",
        )  # fmt: skip
        self.ids[claim.id] = self._node("I", self.texts[claim.id])

    def _scheme_node(self, argument: Argument) -> str:
        kind = "RA" if argument.kind == "supports" else "CA"
        more = {"scheme": argument.scheme} if argument.scheme else {}
        return self._node(kind, argument.scheme or UNNAMED[kind], **more)

    def _argument(self, argument: Argument) -> None:
        self.account.carried(argument, "kind", "target", "scheme")
        if any(premise.negated for premise in argument.premises):
            how = "its negated premise is an I-node that says so"
            self.account.changed(argument, how, "premises")
        self.account.carried(argument, "premises")
        self.account.changed(argument, "as an argument that somebody may make", "answer")
        self.account.left_out(argument, NO_PLACE, "reasons", "called", "inferred", "passages")
        node = self.ids[argument.id]
        for premise in argument.premises:
            self._edge(self._premise(premise), node)
        self._edge(node, self.ids[argument.target])

    def _premise(self, premise: Premise) -> str:
        if not premise.negated:
            return self.ids[premise.claim]
        name = f"not {premise.claim}"
        if name not in self.ids:
            self.ids[name] = self._node("I", self._premise_text(premise))
        return self.ids[name]

    def _premise_text(self, premise: Premise) -> str:
        return (NOT if premise.negated else "") + self.texts[premise.claim]

    def _relation(self, relation: Relation) -> None:
        self.account.left_out(relation, NO_PLACE, "reason", "inferred", "passages")
        said = ("kind", "source", "target")
        ends = self.ids[relation.source], self.ids[relation.target]
        if relation.kind == "refines":
            self.account.carried(relation, *said)
            self._between("MA", *ends)
        elif relation.kind == "rivals":
            self.account.changed(relation, "as a conflict each way", *said)
            self._between("CA", *ends)
            self._between("CA", *ends[::-1])
        else:
            self.account.left_out(relation, f"AIF has no relation '{relation.kind}'", *said)

    def _between(self, kind: str, source: str, goal: str) -> None:
        self._edge(source, self._node(kind, UNNAMED[kind]), goal)

    def _stance(self, stance: Stance) -> None:
        self.account.carried(stance, "person", "target", "date", "note")
        if stance.kind in ("answers_yes", "answers_no", "poses"):
            self.account.changed(stance, f"as '{WRITTEN[stance.kind]}'", "kind")
        self.account.carried(stance, "kind")
        self.account.left_out(stance, NO_PLACE, "credence", "of", "inferred", "passages")
        said = words_of(stance.note) or self._about(stance.target)
        locution = self._node("L", f"{self.people[stance.person]} : {said}")
        act = self._node("YA", WRITTEN[stance.kind])
        self._edge(locution, act, self.ids[stance.target])
        self._locution(locution, self.numbers[stance.person], stance.date)

    def _about(self, target: str) -> str:
        """The words of an item; of an argument those that it starts from: where it leads, who
        makes it may deny."""
        if target not in self.arguments:
            return self.texts[target]
        return " ".join(map(self._premise_text, self.arguments[target].premises))

    def _locution(self, node: str, person: str, date: str | None) -> None:
        row: Row = {"nodeID": node, "personID": person}
        self.locutions.append(row | ({"start": date} if date else {}))
