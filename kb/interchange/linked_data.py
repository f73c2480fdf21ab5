"""Debates as JSON-LD: schema.org for what they are, the Argument Interchange Format for arguments.

A node's name is the address of its page: a whole one, where the address of the site is known, else
as the site's own links are. What neither vocabulary has is an `additionalProperty`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kb.interchange.account import Fact, facts_of, saying
from kb.interchange.frame import Format, Writing
from kb.interchange.graphs.network import is_plain, values_of
from kb.model import Argument, Base, Claim, Debate, Person, Premise, Relation, Source, Stance
from kb.publish.feeds.linked_data import ASKING, CONTEXT, SCHEMES
from kb.publish.text import names
from kb.publish.text.signs import printable
from loaders.markup.words import words_of

ACTIONS = {"holds": "AgreeAction", "rejects": "DisagreeAction", "concedes": "AgreeAction"}
VOICES = {"person": "Person", "work": "CreativeWork", "character": "Person"}
Row = dict[str, Any]


def write(writing: Writing) -> str:
    """The debates as one graph."""
    for fact in facts_of(writing.base):
        written = saying(fact)
        odd = [name for name in written if name != "premises" and not is_plain(fact, name)]
        if odd:
            writing.account.changed(fact, "as JSON in one text", *odd)
        if written:
            writing.account.carried(fact, *written)
    graph = list(_Graph(writing.base, writing.address).rows())
    said = {"@context": CONTEXT, "@graph": graph}
    return printable(json.dumps(said, ensure_ascii=False, indent=1)) + "\n"


class _Graph:
    def __init__(self, base: Base, address: str) -> None:
        self.base = base
        is_known = address.startswith(("http://", "https://"))
        self.address = f"{address.rstrip('/')}/" if is_known else ""
        self.debates = {argument.id: argument.debate for argument in base.arguments}

    def rows(self) -> Iterator[Row]:
        yield from map(_said, self._all())

    def _all(self) -> Iterator[Row]:
        yield from map(self._debate, self.base.debates)
        yield from map(self._item, self.base.claims)
        yield from map(self._argument, self.base.arguments)
        yield from map(self._relation, self.base.relations)
        yield from map(self._stance, self.base.stances)
        yield from map(self._person, self.base.people)
        yield from map(self._source, self.base.sources)

    def _at(self, ident: str) -> Row:
        """What names an item or an argument."""
        if ident in self.debates:
            page = f"{names.debate_file(self.debates[ident])}#{names.anchor(ident)}"
        else:
            page = names.claim_file(ident)
        return {"@id": self.address + page}

    def _page(self, page: str) -> Row:
        return {"@id": self.address + page}

    # -- facts ------------------------------------------------------------------------------------

    def _debate(self, debate: Debate) -> Row:
        own = [c for c in self.base.claims if c.debate == debate.id and c.kind == "position"]
        source = names.source_file(debate.source) if debate.source else ""
        answers = [{"@type": "Answer", **self._at(c.id), "text": words_of(c.text)} for c in own]
        return {
            **self._page(names.debate_file(debate.id)),
            "@type": "Question",
            "name": debate.heading,
            "text": words_of(debate.question),
            "description": debate.summary,
            "suggestedAnswer": answers,
            **({"isBasedOn": self._page(source)} if source else {}),
            **_rest(debate, "heading", "question", "summary", "source"),
        }

    def _item(self, claim: Claim) -> Row:
        return {
            **self._at(claim.id),
            "@type": ["Question" if claim.kind in ASKING else "Claim", "aif:I-node"],
            "name": claim.title or "",
            "text": words_of(claim.text),
            "description": claim.body,
            "keywords": list(claim.tags),
            "isPartOf": self._page(names.debate_file(claim.debate)),
            "citation": self._cited(claim.passages),
            **_rest(claim, "title", "text", "body", "tags", "passages"),
        }

    def _argument(self, argument: Argument) -> Row:
        return {
            **self._at(argument.id),
            "@type": SCHEMES[argument.kind],
            "name": argument.called or "",
            "aif:premise": [self._premise(premise) for premise in argument.premises],
            "aif:conclusion": self._at(argument.target),
            "description": "\n\n".join(argument.reasons),
            "citation": self._cited(argument.passages),
            **_rest(argument, "called", "reasons", "passages"),
        }

    def _premise(self, premise: Premise) -> Row:
        named = self._at(premise.claim)
        if not premise.negated:
            return named
        return {"@type": "Role", "roleName": "negated", "aif:premise": named}

    def _relation(self, relation: Relation) -> Row:
        role = {
            "@type": "LinkRole",
            "linkRelationship": relation.kind,
            "mentions": self._at(relation.target),
            "description": relation.reason,
            "citation": self._cited(relation.passages),
            **_rest(relation, "kind", "reason", "passages"),
        }
        return {**self._at(relation.source), "mentions": _said(role)}

    def _stance(self, stance: Stance) -> Row:
        of = {"about": self._page(names.person_file(stance.of))} if stance.of else {}
        return {
            "@type": ACTIONS.get(stance.kind, "AssessAction"),
            "name": stance.kind,
            "agent": self._page(names.person_file(stance.person)),
            "object": self._at(stance.target),
            "startTime": stance.date or "",
            "description": stance.note,
            "citation": self._cited(stance.passages),
            **of,
            **_rest(stance, "kind", "date", "note", "of", "passages"),
        }

    def _person(self, person: Person) -> Row:
        return {
            **self._page(names.person_file(person.id)),
            "@type": VOICES[person.kind],
            "name": person.heading,
            "description": person.note,
            "url": person.address or "",
            **_rest(person, "heading", "note", "address"),
        }

    def _source(self, source: Source) -> Row:
        return {
            **self._page(names.source_file(source.id)),
            "@type": "CreativeWork",
            "name": source.heading,
            "genre": source.kind or "",
            "author": source.by or "",
            "datePublished": source.date or "",
            "url": source.address or "",
            "description": source.note,
            **_rest(source, "heading", "kind", "by", "date", "address", "note"),
        }

    def _cited(self, passages: Iterable[str]) -> list[Row]:
        """Passages, each by its number in a source."""
        return [
            {
                "@type": "CreativeWork",
                "isPartOf": self._page(names.source_file(passage.rpartition("#")[0])),
                "position": passage.rpartition("#")[2],
            }
            for passage in passages
        ]


def _rest(fact: Fact, *known: str) -> Row:
    """What a fact says beyond these fields."""
    rows = [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in values_of(fact).items()
        if name not in (*known, "debate")
    ]
    return {"additionalProperty": rows} if rows else {}


def _said(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in ("", [])}


FORMAT = Format("JSON-LD", (".jsonld", ".json"), write=write)
