"""Two items, people or terms that are one: the first keeps its id, and gets what the other had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from kb.diagnostics import Code
from kb.errors import KbError, MisuseError
from kb.model import Base, Claim, Relation, Stance
from kb.naming import number_of
from loaders.editing.former import names_on
from loaders.editing.moving import lines_of, refuse_parted, sources_named
from loaders.editing.names import Names, edits_for
from loaders.editing.plan import Plan
from loaders.editing.reading import Reading, page_of
from loaders.editing.renaming import term_edits
from loaders.editing.settings import in_scenarios
from loaders.editing.substituting import Substituted
from loaders.editing.text import Edit
from loaders.editing.things import Thing, find
from loaders.editing.uniting import united
from loaders.facts.renaming import FORMERLY
from loaders.files.folder import PEOPLE
from loaders.grammar.page import Item, Page

OF_THEIR_OWN = ("crux", "question", "definition")  # kinds that are no other's
NOT_MERGED = {
    "debate": "a debate is merged item by item: 'kb move' takes each to the other",
    "source": "two sources are not merged, since their passages are counted apart; cite one, then "
    "take the other out of sources.md",
}


@dataclass
class Merged:
    """What a merge comes to: what it is called, the plan, and what there is to say of it."""

    thing: Thing
    gone: Thing
    plan: Plan
    statements: tuple[str, str] = ("", "")  # the one that is kept, and the other
    notes: list[str] = field(default_factory=list)


BEARABLE = (  # what is told then
    Code.COUNTED_TWICE,
    Code.STANCE_TWICE,
    Code.TARGET_TWICE,
    Code.BOTH_WAYS,
    Code.RIVAL_SUPPORTED,
)


def merge(
    reading: Reading, one: str, other: str, keep: str | None = None, kind: str | None = None
) -> Merged:
    """What is to change for `other` to be `one`; raises KbError where that cannot be done."""
    into, gone = find(reading.loaded, one, kind), find(reading.loaded, other, kind)
    if into.kind != gone.kind:
        raise MisuseError(f"{into} and {gone} are of two kinds; nothing can be both")
    if into == gone:
        raise MisuseError(f"{into} is one already")
    if into.kind in NOT_MERGED:
        raise MisuseError(NOT_MERGED[into.kind])
    if keep and into.kind == "term":
        raise MisuseError("a term has no statement to keep; name first the one that stays")
    kept = find(reading.loaded, keep, into.kind) if keep else into
    if kept not in (into, gone):
        raise MisuseError(
            f"--keep says whose statement stays, that of '{one}' or that of '{other}'"
        )
    merged = Merged(into, gone, Plan(reading, words=(gone.ident.rpartition("/")[2],)))
    work = {"item": _items, "person": _people, "term": _terms}[into.kind]
    found = list(work(merged, kept == gone))
    merged.plan.edits += found
    new = merged.plan.check(bearable=BEARABLE)
    merged.notes += [f"there is a new problem: {problem}" for problem in new]
    _refuse_other_facts(merged)
    return merged


def _refuse_other_facts(merged: Merged) -> None:
    """Refuse a plan after which a base would say anything else than was asked."""
    plan = merged.plan
    after = Substituted(plan.outcome().base).said()
    instead = {merged.gone.ident: merged.thing.ident}
    of_terms = merged.thing.kind == "term"
    base = plan.reading.loaded.base
    before = Substituted(base, {} if of_terms else instead, instead if of_terms else {})
    if before.said() != after:
        raise KbError(
            "nothing was written, since other lines would mean something else then: an undercut "
            "names its argument by some of its premises only; name all of them"
        )


# -- items ----------------------------------------------------------------------------------------


def _items(merged: Merged, keep_other: bool) -> Iterator[Edit]:
    plan, one, other = merged.plan, merged.thing.ident, merged.gone.ident
    reading, base = plan.reading, plan.reading.loaded.base
    claims = {claim.id: claim for claim in base.claims if claim.id in (one, other)}
    _refuse_unlike(claims[one], claims[other])
    _refuse_circles(base, one, other)
    kept, left = (other, one) if keep_other else (one, other)
    merged.statements = (claims[kept].text, claims[left].text)
    merged.notes += _left_out(claims[kept], claims[left])
    merged.notes += _opinions(base, one, other)
    debate, (page, item) = _where(reading, one)
    _, (page_of_other, item_of_other) = _where(reading, other)
    lines = lines_of(page_of_other, item_of_other, page.path, debate)
    names = Names(items={other: one}, homes={other: page.path}, lines=lines)
    if page_of_other.path != page.path:
        refuse_parted(reading, page_of_other, names)
    plan.edits += edits_for(names, reading)
    plan.edits += sources_named(reading, page_of_other, item_of_other, lines)
    plan.edits += in_scenarios(reading, names.items)
    former = _formerly(reading, item, other, debate)
    yield from united(
        plan, (page.path, item.slug), (page_of_other.path, item_of_other.slug), keep_other, former
    )


def _where(reading: Reading, ident: str) -> tuple[str, tuple[Page, Item]]:
    debate, _, slug = ident.partition("/")
    return debate, page_of(reading, debate, slug)


def _refuse_unlike(one: Claim, other: Claim) -> None:
    """Refuse to make one of what is not of one kind."""
    for claim, against in ((one, other), (other, one)):
        if claim.kind in OF_THEIR_OWN and claim.kind != against.kind:
            says = f"'{claim.slug}' is a {claim.kind} and '{against.slug}' a {against.kind}"
            raise KbError(f"nothing was written, since {says}; make them one kind first")
    if one.term != other.term:
        raise KbError(
            f"nothing was written, since '{one.slug}' defines '{one.term}' and '{other.slug}' "
            f"'{other.term}'; merge the terms first"
        )


def _refuse_circles(base: Base, one: str, other: str) -> None:
    """Refuse where something between the two would bear on itself."""
    both, said = {one, other}, Substituted(base, {other: one})
    arguments = {argument.id: argument for argument in base.arguments}
    for relation in base.relations:
        if {relation.source, relation.target} == both:
            raise _circle(f"'{relation.source}' {_verb(relation)} '{relation.target}'")
    for argument in base.arguments:
        place = f" ({argument.place.path}:{argument.place.line})"
        claims = [p.claim for p in said.premises(argument)]
        against = arguments.get(argument.target)
        if said.target(argument.target) in claims:
            raise _circle(f"of the two one {argument.kind} the other{place}")
        if len(set(claims)) < len(claims):
            raise _circle(f"one argument needs the one and not the other{place}")
        if against and set(said.premises(against)) == set(said.premises(argument)):
            raise _circle(f"an argument from the one undercuts one from the other{place}")


def _circle(what: str) -> KbError:
    return KbError(f"nothing was written, since {what}; nothing bears on itself, so end that first")


def _verb(relation: Relation) -> str:
    return "is a rival of" if relation.kind == "rivals" else relation.kind


def _left_out(kept: Claim, left: Claim) -> Iterator[str]:
    """What an item has one of, and the one that goes had too."""
    for name in ("title", "kind", "credence"):
        stays, goes = getattr(kept, name), getattr(left, name)
        if stays != goes and goes is not None and (stays is not None):
            yield f"{name} '{stays}' is kept, '{goes}' of '{left.slug}' is not"


def _opinions(base: Base, one: str, other: str) -> Iterator[str]:
    """Who takes two stances that differ, one on each."""
    found = defaultdict[str, tuple[list[Stance], list[Stance]]](lambda: ([], []))
    for stance in base.stances:
        if stance.target in (one, other):
            found[stance.person][stance.target == other].append(stance)
    for person, (ours, theirs) in found.items():
        differ = [pair for pair in product(ours, theirs) if _unlike(*pair)]
        if differ:
            name = next((p.heading for p in base.people if p.id == person), person)
            yield f"{name} has two stances that differ, and both are kept: " + " and ".join(
                dict.fromkeys(map(_shown, differ[0]))
            )


def _unlike(one: Stance, other: Stance) -> bool:
    return one.model_dump(exclude={"id", "target"}) != other.model_dump(exclude={"id", "target"})


def _shown(stance: Stance) -> str:
    said = [stance.kind.replace("_", " ")]
    said += [str(stance.credence)] if stance.credence is not None else []
    said += [stance.date] if stance.date else []
    said += [passage.replace("#", " ¶") for passage in stance.passages]
    return f"'{', '.join([*said, *([stance.note] if stance.note else [])])}'"


def _formerly(reading: Reading, item: Item, other: str, debate: str) -> list[str]:
    """The ids that the item had, with those of the other, which leads to it from now on."""
    own = reading.lines(debate).written.names
    lines = reading.lines(other.partition("/")[0])
    before = names_on(item)
    known = {name if "/" in name else f"{debate}/{name}" for name in before}
    known |= {*own.get(f"{debate}/{item.slug}", ()), f"{debate}/{item.slug}"}
    news = [other, *(name for name in lines.written.names.get(other, ()) if name not in known)]
    debates = reading.lines(debate).front.values.get(FORMERLY, "").split(";")
    said = {
        name.replace(f"{debate}/", f"{its}/", 1)
        for its in filter(None, map(str.strip, debates))
        for name in news
        if name.startswith(f"{debate}/")
    }
    return [*before, *(name.removeprefix(f"{debate}/") for name in news if name not in said)]


# -- people and terms -----------------------------------------------------------------------------


def _people(merged: Merged, keep_other: bool) -> Iterator[Edit]:
    plan, one, other = merged.plan, merged.thing.ident, merged.gone.ident
    people = plan.reading.loaded.register.people
    kept, left = (other, one) if keep_other else (one, other)
    if people[one].kind != people[other].kind:
        says = f"'{one}' is a {people[one].kind} and '{other}' a {people[other].kind}"
        raise KbError(f"nothing was written, since {says}; make them one kind first")
    merged.statements = (people[kept].heading, people[left].heading)
    if people[left].address and people[kept].address not in (None, people[left].address):
        merged.notes.append(f"the address {people[left].address} of '{left}' is not kept")
    names = Names(people={other: one})
    plan.edits += edits_for(names, plan.reading)
    merged.notes += _still_shown(plan.reading, names, other, people[other].heading)
    yield from united(plan, (PEOPLE, one), (PEOPLE, other), keep_other)


def _still_shown(reading: Reading, names: Names, other: str, name: str) -> Iterator[str]:
    """That links go on showing a name: their words are the author's."""
    places = [
        f"{mention.path}:{mention.line}"
        for mention in reading.mentions(names.words, ())
        if (mention.kind, mention.ident) == ("person", other)
        and mention.link
        and mention.link.text.strip() == name
    ]
    if places:
        count = number_of(len(places), "link")
        shows = "shows" if len(places) == 1 else "show"
        yield f"{count} of '{other}' still {shows} '{name}', the first at {places[0]}"


def _terms(merged: Merged, _: bool) -> Iterator[Edit]:
    names = {term.id: term.heading for term in merged.plan.reading.loaded.terms}
    merged.statements = (names[merged.thing.ident], names[merged.gone.ident])
    yield from term_edits(merged.plan, merged.gone.ident, names[merged.thing.ident])
