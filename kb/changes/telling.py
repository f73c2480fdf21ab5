"""What debates, items, arguments, relations, stances, people, sources and terms are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kb.changes.facts import Version
from kb.changes.kinds import Data, Thing
from kb.changes.matching import Names
from kb.changes.sentences import Piece, Role, Sentence, joined, ours, quoted, short, text
from kb.model import Argument, Claim, Debate, Person, Premise, Relation, Source, Stance, Term
from kb.naming import short_name

NOT_FACTS = {"id", "slug", "debate", "place", "formerly"}
SAYS = {  # of somebody, now and once, before a statement
    "holds": ("holds", "held"),
    "finds_plausible": ("finds plausible", "found plausible"),
    "questions": ("questions", "questioned"),
    "rejects": ("rejects", "rejected"),
    "concedes": ("concedes", "conceded"),
    "reports": ("reports", "reported"),
    "supposes": ("supposes", "supposed"),
    "answers_yes": ("answers yes to", "answered yes to"),
    "answers_no": ("answers no to", "answered no to"),
    "poses": ("poses", "posed"),
}
DOES = {  # one premise, and several
    "supports": ("supports", "support"),
    "rebuts": ("rebuts", "rebut"),
    "undercuts": ("undercuts", "undercut"),
}
TIES = {
    "refines": "narrows",
    "answers": "answers",
    "illustrates": "illustrates",
    "distinguishes": "is told apart from",
    "rivals": "cannot be right together with",
    "concerns": "concerns",
    "uses": "uses the sense of",
    "asks": "asks whether this holds:",
}


class Teller:
    """Names things as the later version has them, else as the earlier one had them, else as they
    are in one that has what these two lack."""

    def __init__(
        self, before: Version, after: Version, names: Names, else_: Version | None = None
    ) -> None:
        self._before, self._after, self._else = before, after, else_
        self._was = {new: old for old, new in names.items.items() if old not in names.merged}
        self._arguments: dict[str, Argument] = {}

    def know(self, arguments: Iterable[Argument]) -> None:
        """Arguments of the earlier version by the ids that they would have now."""
        self._arguments |= {argument.id: argument for argument in arguments}

    def claim(self, ident: str) -> Claim | None:
        known = self._after.claim(ident) or self._before.claim(self._was.get(ident, ident))
        return known or (self._else.claim(ident) if self._else else None)

    def argument(self, ident: str) -> Argument | None:
        return self._after.argument(ident) or self._arguments.get(ident)

    def named(self, ident: str) -> Sentence:
        """An item by its title, with its id."""
        claim = self.claim(ident)
        slug = ident.partition("/")[2] or ident
        return quoted(short_name(claim.title if claim else None, slug), ident)

    def item(self, claim: Claim) -> Thing:
        told = (ours(f"{claim.kind} "), *quoted(claim.text, claim.id))
        about = frozenset({claim.id})
        return Thing(
            "item", claim.id, self.named(claim.id), told, claim.debate, about, _facts(claim)
        )

    def debate(self, debate: Debate) -> Thing:
        called = (ours("the debate "), *quoted(debate.heading, debate.id))
        told = (ours("debate "), *quoted(debate.question, debate.id))
        facts = {"heading": debate.heading, "question": debate.question}
        return Thing("debate", debate.id, called, told, debate.id, frozenset(), facts)

    def section(self, debate: Debate, heading: str) -> Thing:
        called = (ours("the section "), *quoted(heading))
        return Thing("section", f"{debate.id}: {heading}", called, called, debate.id)

    def of_argument(self, argument: Argument) -> Thing:
        premises = self._premises(argument)
        does = DOES[argument.kind][len(argument.premises) > 1]
        said = (*premises, ours(f" {does} "), *self._goal(argument))
        reason = "; ".join(argument.reasons)
        why = (ours(": "), text(short(reason))) if reason else ()
        link = (ours(" (our link)"),) if argument.inferred else ()
        called = (ours("the argument from "), *premises, ours(" to "), *self._goal(argument))
        facts = _facts(argument, "reasons", "called", "scheme", "inferred", "answer", "passages")
        facts |= {"kind": argument.kind, "target": argument.target}
        facts["premises"] = [premise.model_dump() for premise in argument.premises]
        about = frozenset(self.touched(argument))
        debate = self._debate(argument)
        return Thing("argument", argument.id, called, (*said, *link, *why), debate, about, facts)

    def _premises(self, argument: Argument) -> Sentence:
        return joined(self._premise(p, p.claim == argument.answer) for p in argument.premises)

    def _premise(self, premise: Premise, answers: bool) -> Sentence:
        """A claim, or its contrary; of an answer to a crux, which it is."""
        says = f"a {'no' if premise.negated else 'yes'} to " if answers else "the contrary of "
        denied = (ours(says),) if answers or premise.negated else ()
        return (*denied, *self.named(premise.claim))

    def _goal(self, argument: Argument) -> Sentence:
        """The item to which an argument leads, or the argument that it attacks, in few words."""
        if argument.kind != "undercuts":
            return self.named(argument.target)
        return self.about(argument.target)

    def about(self, target: str) -> Sentence:
        """An item, or an argument by its premises and where it leads in the end."""
        if "/" in target:
            return self.named(target)
        known = self.argument(target)
        if known is None:
            return (ours("an argument"),)
        premises = self._premises(known)
        goal = self._end(known)
        return (ours("the argument from "), *premises, ours(" to "), *goal)

    def _end(self, argument: Argument) -> Sentence:
        if argument.kind == "undercuts":
            return self.about(argument.target)
        return self.named(argument.target)

    def touched(self, argument: Argument) -> Iterator[str]:
        """The items among its premises, and where it leads in the end."""
        met = set[str]()
        known: Argument | None = argument
        while known and known.id not in met:
            met.add(known.id)
            yield from (premise.claim for premise in known.premises)
            if "/" in known.target:
                yield known.target
            known = self.argument(known.target) if known.kind == "undercuts" else None

    def _debate(self, argument: Argument) -> str:
        """The debate of the item to which an argument leads."""
        *_, end = self.touched(argument)
        return end.partition("/")[0]

    def relation(self, relation: Relation) -> Thing:
        ident = f"{relation.source} {relation.kind} {relation.target}"
        tie = (ours(f" {TIES[relation.kind]} "), *self.named(relation.target))
        called = (*self.named(relation.source), *tie)
        why = (ours(": "), text(short(relation.reason))) if relation.reason else ()
        about = frozenset({relation.source, relation.target})
        debate = relation.source.partition("/")[0]
        return Thing(
            "relation", ident, called, (*called, *why), debate, about, relation.model_dump()
        )

    def stance(self, stance: Stance) -> Thing:
        who = self.person(stance.person)
        more = text(short(_more(stance)))
        told = (*who, ours(f" {self.verb(stance)} "), *self.about(stance.target), more)
        called = (*who, ours(" on "), *self.about(stance.target))
        known = self.argument(stance.target) if "/" not in stance.target else None
        about = frozenset(self.touched(known) if known else {stance.target})
        debate = self._debate(known) if known else stance.target.partition("/")[0]
        facts = stance.model_dump(exclude={"id"})
        return Thing("stance", stance.id, called, told, debate, about, facts)

    def verb(self, stance: Stance) -> str:
        if stance.kind == "holds" and "/" not in stance.target:
            return "makes"
        return SAYS[stance.kind][0]

    def said(self, stance: Stance) -> str:
        """All that somebody says of something, but for what it is."""
        return self.verb(stance).removesuffix(" to") + _more(stance)

    def person(self, ident: str) -> Sentence:
        people = self._after.loaded.register.people | self._before.loaded.register.people
        heading = people[ident].heading if ident in people else ident
        return Piece(Role.NAME, heading), Piece(Role.ID, ident)


def listed(one: Person | Source | Term) -> Thing:
    """Somebody or something in a list of the base, or a term."""
    of = type(one).__name__.lower()
    kind = one.kind if isinstance(one, Person) else of
    told = (ours(f"{kind} "), *quoted(one.heading, one.id))
    return Thing(of, one.id, told, told, facts=one.model_dump(exclude={"id"}))


def the_base(ident: str) -> Thing:
    called = (ours("the base"),)
    return Thing("base", ident, called, called)


def _facts(fact: Claim | Argument, *only: str) -> Data:
    """What is written of something, but for what says nothing."""
    dumped: Data = fact.model_dump(include=set(only) or None, exclude=NOT_FACTS)
    if isinstance(fact, Claim):
        dumped["quotes"] = [[quote.text, quote.passage] for quote in fact.quotes]
        dumped["statement"], dumped["prose"] = dumped.pop("text"), dumped.pop("body")
    return {name: value for name, value in dumped.items() if value not in (None, "", (), [], False)}


def _more(stance: Stance) -> str:
    """` (0.8, minutes ¶3): at least in winter`."""
    details = ", ".join(_details(stance))
    return (f" ({details})" if details else "") + (f": {stance.note}" if stance.note else "")


def _details(stance: Stance) -> Iterator[str]:
    if stance.credence is not None:
        yield f"{stance.credence:g}"
    if stance.date:
        yield stance.date
    if stance.passages:
        yield passages(stance.passages)
    if stance.of:
        yield f"the view of {stance.of}"
    if stance.inferred:
        yield "our reading"


def passages(idents: Iterable[str]) -> str:
    """`minutes ¶3, ¶7; survey ¶1`."""
    groups: dict[str, list[str]] = {}
    for ident in idents:
        source, _, number = ident.rpartition("#")
        groups.setdefault(source, []).append(f"¶{number}")
    return "; ".join(f"{source} {', '.join(numbers)}" for source, numbers in groups.items())


def shown(field: str, value: Any) -> str:
    """A value as one is written."""
    if value is None or value in ((), [], ""):
        return "none"
    if field == "passages":
        return passages(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return "; ".join(shown("", each) for each in value)
    return str(value)
