"""Debates become a table: a row for each thing that they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.interchange.cells import write_rows
from kb.interchange.columns import COLUMNS
from kb.interchange.frame import Writing
from kb.interchange.markdown import WORD_FOR_WORD, kept_all, paragraphs
from kb.model import Argument, Claim, Debate, Person, Premise, Relation, Source, Stance
from loaders.markup.words import words_of


def write(writing: Writing, sign: str) -> str:
    """The debates as a table."""
    rows = list(Rows(writing).rows())
    used = [name for name in COLUMNS if any(row.get(name) for row in rows)]
    return write_rows([used, *([row.get(name, "") for name in used] for row in rows)], sign)


class Rows:
    """Makes the rows of some debates."""

    def __init__(self, writing: Writing) -> None:
        self.base, self.account = writing.base, writing.account
        self.single = len(self.base.debates) == 1
        self.people = {person.id: words_of(person.heading) for person in self.base.people}
        self.terms = {term.id: term.heading for term in self.base.terms}
        named = {a.target for a in self.base.arguments if a.kind == "undercuts"}
        named |= {s.target for s in self.base.stances}
        arguments = (a.id for a in self.base.arguments if a.id in named)
        self.names = {ident: f"argument-{n}" for n, ident in enumerate(arguments, 1)}

    def rows(self) -> Iterator[dict[str, str]]:
        yield from map(self._debate, self.base.debates)
        yield from map(self._person, self.base.people)
        for source in self.base.sources:
            self._source(source)
        yield from map(self._item, self.base.claims)
        yield from map(self._argument, self.base.arguments)
        yield from map(self._relation, self.base.relations)
        yield from map(self._stance, self.base.stances)

    def _name(self, ident: str) -> str:
        return self.names.get(ident) or (ident.partition("/")[2] if self.single else ident)

    def _premise(self, premise: Premise) -> str:
        return ("not " if premise.negated else "") + self._name(premise.claim)

    def _told(self, fact: Claim | Argument | Relation | Stance | Debate, field: str) -> str:
        """The text of a field as it is read again; whether that says the same goes down."""
        value = getattr(fact, field)
        text, same = kept_all("\n\n".join(value) if isinstance(value, tuple) else value)
        if not same:
            self.account.changed(fact, WORD_FOR_WORD, field)
        self.account.carried(fact, field)
        return text

    def _prose(self, fact: Debate | Claim, field: str) -> str:
        """The paragraphs of prose; anything else in it is left out."""
        found, others = paragraphs(getattr(fact, field))
        text, same = kept_all("\n\n".join(found))
        if others:
            self.account.left_out(fact, "of prose only paragraphs are written", field)
        elif not same:
            self.account.changed(fact, WORD_FOR_WORD, field)
        self.account.carried(fact, field)
        return text

    def _debate(self, debate: Debate) -> dict[str, str]:
        self.account.carried(debate, "heading", "question")
        summary = self._prose(debate, "summary")
        self.account.left_out(debate, "a table has no source", "source")
        self.account.left_out(debate, "a table has no former ids of a debate", "formerly")
        if any(section.body for section in debate.sections):
            self.account.left_out(debate, "a table has no prose between items", "sections")
        self.account.changed(debate, "only those that items stand in", "sections")
        said = {"title": debate.heading, "text": debate.question, "because": summary}
        return {"kind": "debate", "id": debate.id, **said}

    def _person(self, person: Person) -> dict[str, str]:
        self.account.carried(person, "heading", "kind")
        self.account.left_out(person, "a table has only the name of somebody", "note", "address")
        return {"kind": person.kind, "id": person.id, "title": self.people[person.id]}

    def _source(self, source: Source) -> None:
        fields = ("heading", "kind", "by", "date", "address", "file", "note")
        self.account.left_out(source, "a table has no sources", *fields)

    def _item(self, claim: Claim) -> dict[str, str]:
        names = ("kind", "title", "tags", "section", "term", "credence", "posed")
        self.account.carried(claim, *names, "formerly", "passages")
        self.account.left_out(claim, "a table has no quotes", "quotes")
        return {
            "kind": claim.kind,
            "id": self._name(claim.id),
            "text": self._told(claim, "text"),
            "title": claim.title or "",
            "tags": "; ".join(claim.tags),
            "section": claim.section,
            "term": self.terms.get(claim.term or "", ""),
            "credence": _number(claim.credence),
            "because": self._prose(claim, "body"),
            "posed": claim.posed or "",
            "formerly": "; ".join(claim.formerly),
            "passages": "; ".join(claim.passages),
        }

    def _argument(self, argument: Argument) -> dict[str, str]:
        self.account.carried(
            argument, "kind", "premises", "target", "called", "scheme", "inferred", "passages"
        )
        self.account.changed(argument, "as an argument that somebody may make", "answer")
        return {
            "kind": argument.kind,
            "id": self.names.get(argument.id, ""),
            "from": " + ".join(map(self._premise, argument.premises)),
            "to": self._name(argument.target),
            "inferred": _yes(argument.inferred),
            "called": argument.called or "",
            "scheme": argument.scheme or "",
            "because": self._told(argument, "reasons"),
            "passages": "; ".join(argument.passages),
        }

    def _relation(self, relation: Relation) -> dict[str, str]:
        self.account.carried(relation, "kind", "source", "target", "inferred", "passages")
        return {
            "kind": relation.kind,
            "from": self._name(relation.source),
            "to": self._name(relation.target),
            "inferred": _yes(relation.inferred),
            "because": self._told(relation, "reason"),
            "passages": "; ".join(relation.passages),
        }

    def _stance(self, stance: Stance) -> dict[str, str]:
        names = ("person", "kind", "target", "credence", "date", "of", "inferred", "passages")
        self.account.carried(stance, *names)
        return {
            "kind": stance.kind,
            "person": self.people.get(stance.person, stance.person),
            "to": self._name(stance.target),
            "credence": _number(stance.credence),
            "date": stance.date or "",
            "of": self.people.get(stance.of, stance.of) if stance.of else "",
            "inferred": _yes(stance.inferred),
            "because": self._told(stance, "note"),
            "passages": "; ".join(stance.passages),
        }


def _number(credence: Any) -> str:
    return "" if credence is None else repr(credence)


def _yes(said: bool) -> str:
    return "yes" if said else ""
