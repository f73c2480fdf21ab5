"""The data beside a statement or an argument, and what became of every field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.interchange.account import FactAccount
from kb.interchange.argdown.names import Names
from kb.interchange.argdown.settings import dumped
from kb.interchange.markdown import WORD_FOR_WORD, kept_all
from kb.model import Argument, Claim, Debate, Person, Relation, Source, Stance, slugify
from kb.naming import short_name

FORMER = "what something was called before is no matter of a map"
CITED = "Argdown has no sources, so no passages of them either"


def front(account: FactAccount, debate: Debate) -> str:
    """The settings at the head of the text of one debate."""
    account.carried(debate, "heading", "question")
    account.left_out(debate, CITED, "source")
    account.left_out(debate, FORMER, "formerly")
    said = {"title": debate.heading, "question": debate.question}
    return f"===\n{dumped(said).replace('===', '= = =')}\n==="


def heading_alone(account: FactAccount, debate: Debate) -> None:
    """What becomes of a debate that is one of several in a text."""
    account.carried(debate, "heading")
    account.left_out(debate, "of several debates in a text only headings are written", "question")
    account.left_out(debate, CITED, "source")
    account.left_out(debate, FORMER, "formerly")


def person(account: FactAccount, somebody: Person) -> None:
    account.changed(somebody, "only beside what they say", "heading")
    account.left_out(somebody, "Argdown has no people", "kind", "note", "address")


def source(account: FactAccount, text: Source) -> None:
    fields = ("heading", "kind", "by", "date", "address", "file", "note")
    account.left_out(text, "Argdown has no sources", *fields)


def claim(account: FactAccount, one: Claim, name: str, names: Names) -> dict[str, Any]:
    """The data of a statement."""
    account.carried(one, "kind", "title", "tags", "section", "credence", "posed", "term")
    account.left_out(one, "Argdown has no quotes", "quotes")
    account.left_out(one, CITED, "passages")
    account.left_out(one, FORMER, "formerly")
    said: dict[str, Any] = {}
    if slugify(name) != one.slug:
        said["id"] = one.slug
    read = name if short_name(None, one.slug) != name else None
    if read != one.title:
        said["title"] = one.title
    if one.kind != "claim":
        said["kind"] = one.kind
    if one.term:
        said["term"] = names.terms.get(one.term, one.term)
    if one.credence is not None:
        said["credence"] = one.credence
    if one.posed == "mapper":
        said["posed"] = "mapper"
    return said


def argument(account: FactAccount, one: Argument) -> dict[str, Any]:
    """The data of an argument."""
    account.carried(one, "kind", "premises", "target", "called", "scheme", "inferred", "reasons")
    account.changed(one, "as an argument that somebody may make", "answer")
    account.left_out(one, CITED, "passages")
    return {"inferred": True} if one.inferred else {}


def relation(account: FactAccount, one: Relation) -> None:
    account.carried(one, "kind", "source", "target", "reason", "inferred")
    account.left_out(one, CITED, "passages")


def relations(
    account: FactAccount, several: Iterable[Relation], names: Names
) -> dict[str, list[dict[str, Any]]]:
    """The relations that have no sign, by kind."""
    said: dict[str, list[dict[str, Any]]] = {}
    for one in several:
        if one.reason and not kept_all(one.reason)[1]:
            account.changed(one, WORD_FOR_WORD, "reason")
        relation(account, one)
        row: dict[str, Any] = {"to": names.claims[one.target]}
        if one.reason:
            row["because"] = kept_all(one.reason)[0]
        if one.inferred:
            row["inferred"] = True
        said.setdefault(one.kind, []).append(row)
    return said


def stances(
    account: FactAccount, several: Iterable[Stance], names: Names
) -> dict[str, list[dict[str, Any]]]:
    """Who says what of a statement or an argument."""
    rows = []
    for one in several:
        if one.note and not kept_all(one.note)[1]:
            account.changed(one, WORD_FOR_WORD, "note")
        fields = ("person", "kind", "target", "credence", "date", "of", "inferred", "note")
        account.carried(one, *fields)
        account.left_out(one, CITED, "passages")
        row: dict[str, Any] = {"who": names.people.get(one.person, one.person), "does": one.kind}
        row |= {"credence": one.credence} if one.credence is not None else {}
        row |= {"date": one.date} if one.date else {}
        row |= {"of": names.people.get(one.of, one.of)} if one.of else {}
        row |= {"inferred": True} if one.inferred else {}
        row |= {"note": kept_all(one.note)[0]} if one.note else {}
        rows.append(row)
    return {"said": rows} if rows else {}
