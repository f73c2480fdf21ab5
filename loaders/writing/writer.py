"""Model in, Markdown out: items and debates as a careful author would write them.

What is written here and read again is the same model. Every argument is written once: on the item
it is for or against, or as `If yes` and `If no` on the crux whose answer it speaks of, with the
undercuts nested under it. A debate is one file, and links lead to `other-debate.md#its-item`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kb.model import Argument, Base, Claim, Debate, Premise, Quote, Relation, Section, Stance
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.details import read_details
from loaders.grammar.lines import Line, split
from loaders.grammar.references import passage_order, same_passages
from loaders.grammar.vocabulary import LABELS
from loaders.markup.markdown import parse
from loaders.writing.appending import append_item, as_paragraph, skeleton
from loaders.writing.list_writer import write_people, write_settings, write_sources
from loaders.writing.phrases import (
    below,
    depth_under,
    file_of,
    in_blocks,
    inferred_word,
    link_to,
    number,
    ranges,
    yaml_text,
)

__all__ = [
    "Writer",
    "append_item",
    "as_paragraph",
    "skeleton",
    "write_debate",
    "write_item",
    "write_people",
    "write_settings",
    "write_sources",
]

ON_SOURCE = {label.means: label.name for label in LABELS.values() if label.from_source}
BY = {label.means: label.name for label in LABELS.values() if not label.from_source}
RELATIONS = (
    "asks",
    "refines",
    "answers",
    "illustrates",
    "distinguishes",
    "rivals",
    "concerns",
    "uses",
)


def write_item(base: Base, claim: Claim, level: int = 2) -> str:
    """One item with all that is written on it."""
    return Writer(base).item(claim, level)


def write_debate(base: Base, debate: str) -> str:
    """A whole debate as one file."""
    return Writer(base).debate(debate)


class Writer:
    """Writes the items of one base; finds by its ends what is written on each."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.people = {person.id: person.heading for person in base.people}
        self.sources = {source.id: source.heading for source in base.sources}
        self.terms = {term.id: term.heading for term in base.terms}
        self.debates = {debate.id: debate for debate in base.debates}
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self.stances: dict[str, list[Stance]] = defaultdict(list)
        self.relations: dict[str, list[Relation]] = defaultdict(list)
        self.arguments: dict[str, list[Argument]] = defaultdict(list)
        self.same = same_passages({p.id: p.repeats for p in base.passages if p.repeats})
        for claim in base.claims:
            self.claims[claim.debate].append(claim)
        for stance in base.stances:
            self.stances[stance.target].append(stance)
        for relation in base.relations:
            self.relations[relation.source].append(relation)
        self.asking = {r.target: r.source for r in reversed(base.relations) if r.kind == "asks"}
        for argument in base.arguments:
            self.arguments[self._written_on(argument)].append(argument)

    def _written_on(self, argument: Argument) -> str:
        """The item, or for an undercut the argument, that an argument is written on."""
        answer = argument.answer
        return self.asking.get(answer, answer) if answer else argument.target

    # -- debates and items ----------------------------------------------------------------------

    def debate(self, ident: str) -> str:
        debate = self.debates[ident]
        front = write_front(debate.heading, debate.question, debate.source, debate.formerly)
        return file_of([front, debate.summary, *self._in_sections(debate)])

    def _in_sections(self, debate: Debate) -> Iterator[str]:
        """The items of a debate under the sections they stand in."""
        left = list(debate.sections)
        above: list[Section] = []
        for claim in self.claims[debate.id]:
            while (depth := depth_under(above, claim.section)) is None and left:
                above = [*(s for s in above if s.level < left[0].level), left.pop(0)]
                yield _section(above[-1])
            above = above[: depth or 0]
            yield self.item(claim, above[-1].level + 1 if above else 2)
        yield from map(_section, left)

    def item(self, claim: Claim, level: int = 2) -> str:
        quotes = [self._quote(quote, claim.debate) for quote in claim.quotes]
        rest = below("\n".join(self._lines(claim)), claim.body, *quotes)
        return in_blocks([f"{'#' * level} {claim.slug}", as_paragraph(claim.text), *rest])

    def _lines(self, claim: Claim) -> Iterator[str]:
        """The annotations of an item, in the order of `kb fmt`."""
        stances, relations = self.stances[claim.id], self.relations[claim.id]
        yield from self._names(claim)
        yield from self._relations([r for r in relations if r.kind == "asks"], claim.debate)
        yield from self._stances([s for s in stances if s.kind != "poses"], claim.debate)
        for argument in self.arguments[claim.id]:
            yield from self._argument(argument, claim)
        yield from self._relations([r for r in relations if r.kind != "asks"], claim.debate)
        if claim.passages:
            yield f"- **Source:** {', '.join(self._passages(claim.passages, claim.debate))}"
        if claim.posed == "mapper":
            yield "- **Posed by:** mapper"
        yield from self._stances([s for s in stances if s.kind == "poses"], claim.debate)

    def _names(self, claim: Claim) -> Iterator[str]:
        """What an item is called, and what it is."""
        if claim.title:
            yield f"- **Title:** {claim.title}"
        if claim.formerly:
            told = _told_by_debate(claim, self.debates[claim.debate])
            names = _shortest((n for n in claim.formerly if n not in told), claim.debate)
            yield from (f"- **Formerly:** {line}" for line in ["; ".join(names)] if line)
        if claim.tags:
            yield f"- **Tags:** {'; '.join(claim.tags)}"
        if claim.kind != "claim":
            yield f"- **Kind:** {claim.kind}"
        if claim.term:
            yield f"- **Term:** {self.terms.get(claim.term, claim.term)}"
        if claim.credence is not None:
            yield f"- **Credence:** {number(claim.credence)}"

    def _quote(self, quote: Quote, debate: str) -> str:
        passage = self._passages([quote.passage], debate)[0]
        rows = quote.text.split("\n")
        rows = [f"{rows[0]} — {passage}"] if len(rows) == 1 else [*rows, "", f"— {passage}"]
        return "\n".join(f"> {row}".rstrip() for row in rows)

    # -- lines ----------------------------------------------------------------------------------

    def _relations(self, relations: Sequence[Relation], debate: str) -> Iterator[str]:
        """One line each, but one for all that an item distinguishes in the same words."""
        groups: dict[tuple[object, ...], list[Relation]] = {}
        for index, one in enumerate(relations):
            alone = 0 if one.kind == "distinguishes" else index
            key = (one.kind, alone, one.reason, one.inferred, one.passages)
            groups.setdefault(key, []).append(one)
        for group in groups.values():
            first = group[0]
            targets = "; ".join(self._link(one.target, debate) for one in group)
            details = [*self._passages(first.passages, debate), *inferred_word(first.inferred)]
            head = f"- **{ON_SOURCE[first.kind]}:** {targets}"
            yield from _line(head, details, first.reason.split("\n\n"))

    def _stances(self, stances: Iterable[Stance], debate: str) -> Iterator[str]:
        for stance in stances:
            yield from self._stance(stance, debate)

    def _stance(self, stance: Stance, debate: str) -> Iterator[str]:
        person = link_to(self.people.get(stance.person, stance.person), PEOPLE, stance.person)
        details = [number(stance.credence)] if stance.credence is not None else []
        details += [stance.date] if stance.date else []
        details += [*self._passages(stance.passages, debate), *inferred_word(stance.inferred)]
        if stance.of:
            details.append(
                f"of {link_to(self.people.get(stance.of, stance.of), PEOPLE, stance.of)}"
            )
        head = f"- **{ON_SOURCE[stance.kind]}:** {person}"
        yield from _line(head, details, stance.note.split("\n\n"))

    def _argument(self, argument: Argument, claim: Claim) -> Iterator[str]:
        details = [
            *self._passages(argument.passages, claim.debate),
            *inferred_word(argument.inferred),
        ]
        others: list[Premise] = []
        if argument.answer is None:
            premises = " + ".join(self._premise(p, claim.debate) for p in argument.premises)
            head = f"- **{BY[argument.kind]}:** {premises}"
        else:
            (first,) = (p for p in argument.premises if p.claim == argument.answer)
            others = [p for p in argument.premises if p is not first]
            answer = "If no" if first.negated else "If yes"
            target = self._link(argument.target, claim.debate)
            head = f"- **{answer}:** {argument.kind} {target}"
        yield from _line(head, details, argument.reasons)
        if argument.called:
            yield f"  - **Called:** {argument.called}"
        if argument.scheme:
            yield f"  - **Scheme:** {argument.scheme}"
        if others:
            more = " + ".join(self._premise(p, claim.debate) for p in others)
            yield f"  - **With:** {more}"
        yield from _nested(self._stances(self.stances[argument.id], claim.debate))
        for against in self.arguments[argument.id]:
            yield from _nested(self._argument(against, claim))

    def _premise(self, premise: Premise, debate: str) -> str:
        return ("not " if premise.negated else "") + self._link(premise.claim, debate)

    def _link(self, claim: str, debate: str) -> str:
        other, _, slug = claim.partition("/")
        return f"[{slug}](#{slug})" if other == debate else f"[{claim}]({other}.md#{slug})"

    def _passages(self, passages: Iterable[str], debate: str) -> list[str]:
        """`¶3`, `¶7-8`, and behind those of the debate's source the others, with a link in front,
        which would hold for what follows."""
        shown, own = [], self.debates[debate].source
        found = ranges(self._enough(tuple(passages)))
        for source, first, last in sorted(found, key=lambda stretch: stretch[0] != own):
            stretch = f"¶{first}-{last}" if last > first else f"¶{first}"
            if source != own:
                stretch = f"{link_to(self.sources.get(source, source), SOURCES, source)} {stretch}"
            shown.append(stretch)
        return shown

    def _enough(self, passages: tuple[str, ...]) -> list[str]:
        """The passages to cite: of those that hold the same the first, since it cites all."""
        cited: list[str] = []
        covered: set[str] = set()
        for ident in passages:
            both = {ident, *self.same.get(ident, ())}
            if ident not in covered and both <= set(passages):
                cited.append(ident)
                covered |= both
        left = [ident for ident in passages if ident not in covered]
        return sorted([*cited, *left], key=passage_order)


def _shortest(idents: Iterable[str], debate: str) -> Iterator[str]:
    """Bare ids as a line of the debate may write them."""
    return (ident.removeprefix(f"{debate}/") for ident in idents)


def _told_by_debate(claim: Claim, debate: Debate) -> set[str]:
    """The former ids of an item that follow from those of its debate."""
    own = [name for name in (claim.id, *claim.formerly) if name.startswith(f"{debate.id}/")]
    return {name.replace(debate.id, old, 1) for old in debate.formerly for name in own}


def write_front(
    title: str | None, question: str, source: str | None, formerly: Iterable[str] = ()
) -> str:
    """The front matter of a debate."""
    rows = {
        "title": title,
        "question": question,
        "source": source,
        "formerly": "; ".join(formerly),
    }
    said = [f"{key}: {yaml_text(value)}" for key, value in rows.items() if value]
    return "\n".join(["---", *said, "---"])


def _section(section: Section) -> str:
    return in_blocks([f"{'#' * section.level} {section.heading}", section.body])


def _line(head: str, details: Sequence[str], prose: Sequence[str]) -> Iterator[str]:
    """An annotation: prose that would be read as a detail, and all after the first, goes below."""
    said = [text for text in prose if text]
    inline = said[:1] if said and _is_prose(said[0]) else []
    behind = ", ".join([*details, *inline])
    yield f"{head} — {behind}" if behind else head
    for text in said[len(inline) :]:
        yield f"  - **Because:** {text}"


def _is_prose(text: str) -> bool:
    """Whether a reason is read as such behind the dash of a line."""
    bullet = parse(f"- x — {text}").blocks[0].bullets[0]
    line = Line(bullet, "", 0, "")
    details = read_details(line, split(line)[1], [])
    return not details.said and details.prose == text


def _nested(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
