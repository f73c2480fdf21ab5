"""A debate in the making: what a reader adds to it, as the facts of the model."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from kb.interchange.markdown import clean, plain
from kb.interchange.markdown import name as plain_name
from kb.kinds import ArgumentKind, Kind, PersonKind, RelationKind, StanceKind
from kb.model import (
    SLUG,
    Argument,
    Claim,
    Debate,
    Person,
    Place,
    Premise,
    Relation,
    Section,
    Stance,
    Term,
    argument_id,
    slugify,
    stance_id,
    term_id,
)
from kb.naming import capital
from loaders.markup.anchors import anchors
from loaders.markup.inline import one_line
from loaders.markup.words import words_of
from loaders.writing.appending import as_paragraph

NOWHERE = Place(path="", line=0)
MOST_WORDS, MOST_LETTERS = 6, 48  # of an id that is made of a text
DEEPEST = 5  # level of a section that has items
SYMMETRIC = ("rivals",)


@dataclass
class Draft:
    """The debate `id`, to be filled. `taken` are ids of items and `people` those that are there."""

    id: str
    heading: str = ""
    question: str = ""
    summary: str = ""
    taken: Container[str] = ()
    people: dict[str, Person] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    stances: dict[str, Stance] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._made_by: dict[tuple[Premise, ...], list[str]] = {}
        self._next: dict[str, int] = {}  # the first number that an id may get
        self._named = {p.id: p.id for p in self.people.values()}
        self._named |= {words_of(p.heading): p.id for p in self.people.values()}
        self.reworded: list[tuple[str, str, str]] = []  # what, as it was, as it is
        self._above: list[Section] = []
        self._anchors: set[str] = set()  # of sections
        self._coming: set[str] = set()  # ids that items will have

    # -- sections and items -----------------------------------------------------------------------

    def section(self, heading: str, level: int = 2, body: str = "") -> str:
        """Open a section: the items that follow stand in it, until one of its level or above. Its
        heading, which is another where that would be an id."""
        heading = self._heading(heading)
        level = min(max(level, 2), DEEPEST, self._above[-1].level + 1 if self._above else 2)
        self._above = [s for s in self._above if s.level < level]
        self._above.append(Section(heading=heading, level=level, body=body))
        self.sections.append(self._above[-1])
        return heading

    def _heading(self, wanted: str) -> str:
        """A heading that is no id, and whose anchor is that of no item."""
        heading = one_line(wanted) or "Section"
        if SLUG.fullmatch(heading):
            heading = f"Section {heading}" if heading[0].isdigit() else capital(heading)
        while self._is_item(_anchor(heading)):
            heading += " (section)"
        self._anchors.add(_anchor(heading))
        return heading

    def announce(self, title: str) -> None:
        """An item of this title is to come: no section gets a heading with the anchor of its id."""
        self._coming.add(slugify(title))

    def enter(self, headings: Sequence[str]) -> None:
        """Be in these sections, one within the other: in those that are open, else in new ones."""
        same = 0
        while same < len(headings) and same < len(self._above):
            if self._above[same].heading != headings[same]:
                break
            same += 1
        self._above = self._above[:same]
        for heading in headings[same:]:
            self.section(heading, len(self._above) + 2)

    def add_prose(self, text: str) -> None:
        """Markdown below what was added last: an item, a section, or the head of the debate."""
        last = next(reversed(self.claims.values()), None)
        if last is not None and last.section == self.in_section:
            self.claims[last.id] = with_body(last, text)
        elif self._above:
            index, section = len(self.sections) - 1, self._above[-1]
            body = f"{section.body}\n\n{text}" if section.body else text
            self._above[-1] = self.sections[index] = section.model_copy(update={"body": body})
        else:
            self.summary = f"{self.summary}\n\n{text}" if self.summary else text

    @property
    def in_section(self) -> str:
        return " / ".join(section.heading for section in self._above)

    def item(
        self,
        text: str,
        *,
        wanted: str = "",
        kind: Kind = "claim",
        title: str | None = None,
        tags: Iterable[str] = (),
        body: str = "",
        term: str | None = None,
        **more: Any,
    ) -> str:
        """Add an item; its id, which is made of what is `wanted`, or of the text."""
        slug = self._free(slugify(wanted) if wanted else short_slug(text))
        text = as_paragraph(text) or as_paragraph(plain(title or slug.replace("-", " ")))
        ident = f"{self.id}/{slug}"
        if term:
            self.terms.setdefault(term_id(term), Term(id=term_id(term), heading=term))
        self.claims[ident] = Claim(
            id=ident,
            slug=slug,
            debate=self.id,
            kind=kind,
            text=text,
            title=self._plain("title", title),
            tags=self._tags(tags),
            section=self.in_section,
            body=body,
            term=term_id(term) if term else None,
            place=Place(path="", line=0, ordinal=len(self.claims)),
            **more,
        )
        return ident

    def _free(self, slug: str) -> str:
        """An id that nothing is called yet."""
        slug = slug[:80].strip("-")
        for number in count(self._next.get(slug, 1)):
            free = slug if number == 1 else f"{slug}-{number}"
            if not self._is_taken(free):
                self._next[slug] = number + 1
                return free
        raise AssertionError("numbers never end")

    def _is_taken(self, slug: str) -> bool:
        return slug in self.taken or slug in self._anchors or f"{self.id}/{slug}" in self.claims

    def _is_item(self, slug: str) -> bool:
        return slug in self.taken or slug in self._coming or f"{self.id}/{slug}" in self.claims

    def change(self, ident: str, **update: Any) -> None:
        """Say an item otherwise; a body is put below the one that it has, tags beside its tags."""
        claim = self.claims[ident]
        if "text" in update:
            update["text"] = as_paragraph(update["text"]) or claim.text
        if "body" in update and claim.body:
            update["body"] = f"{claim.body}\n\n{update['body']}"
        if "tags" in update:
            update["tags"] = tuple(dict.fromkeys((*claim.tags, *self._tags(update["tags"]))))
        if "title" in update:
            update["title"] = self._plain("title", update["title"])
        self.claims[ident] = claim.model_copy(update=update)

    def _plain(self, what: str, text: str | None) -> str | None:
        """A text for a line that is plain; where it has to be another, that is put down."""
        found = plain_name(text or "")
        if found != one_line(text or ""):
            self.reworded.append((what, one_line(text or ""), found))
        return found or None

    def _tags(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Tags, each once and without the sign that separates them."""
        found = (self._plain("tag", tag.replace(";", ",")) for tag in tags)
        return tuple(dict.fromkeys(tag for tag in found if tag))

    # -- arguments and relations ------------------------------------------------------------------

    def refuses(self, kind: ArgumentKind, premises: Sequence[Premise], target: str) -> str:
        """Why there can be no such argument; empty where there can."""
        claims = [premise.claim for premise in premises]
        if target in claims:
            return "it is for or against one of its own premises"
        if len(set(claims)) < len(set(premises)):
            return "one of its premises is the denial of another"
        twin = {"supports": "rebuts", "rebuts": "supports"}.get(kind)
        if twin and argument_id(twin, premises, target) in self.arguments:  # type: ignore[arg-type]
            return "the same premises are both for and against it"
        return ""

    def argument(
        self,
        kind: ArgumentKind,
        premises: Iterable[str | Premise],
        target: str,
        *,
        called: str | None = None,
        scheme: str | None = None,
        **more: Any,
    ) -> str:
        """Add an argument from items to an item, or against an argument; its id.

        One with these premises that is there already is the same: it keeps the name it has.
        """
        found = tuple(
            dict.fromkeys(p if isinstance(p, Premise) else Premise(claim=p) for p in premises)
        )
        assert not self.refuses(kind, found, target)
        ident = argument_id(kind, found, target)
        names = {"called": self._plain("name", called), "scheme": self._plain("scheme", scheme)}
        if ident in self.arguments:
            known = self.arguments[ident]
            new = {key: text for key, text in names.items() if text and not getattr(known, key)}
            self.arguments[ident] = known.model_copy(update=new)
            return ident
        self._made_by.setdefault(found, []).append(ident)
        self.arguments[ident] = Argument(
            id=ident, kind=kind, premises=found, target=target, debate=self.id, place=NOWHERE,
            **names, **more,
        )  # fmt: skip
        return ident

    def made_by(self, *premises: Premise) -> list[str]:
        """The arguments from exactly these premises."""
        return self._made_by.get(premises, [])

    def unrelatable(self, kind: RelationKind, source: str, target: str) -> str:
        """Why two items cannot be related so; empty where they can."""
        if source == target:
            return "nothing is related to itself"
        if kind != "asks":
            return ""
        asked = any(r.source == source for r in self.relations.values() if r.kind == "asks")
        if self.claims[source].kind != "crux" or asked:
            return "only a crux asks, and it asks one claim"
        return ""

    def relate(self, kind: RelationKind, source: str, target: str, **more: Any) -> None:
        """Relate two items, once however often it is said."""
        assert not self.unrelatable(kind, source, target)
        ends = sorted((source, target)) if kind in SYMMETRIC else (source, target)
        relation = Relation(kind=kind, source=ends[0], target=ends[1], **more)
        self.relations.setdefault((kind, ends[0], ends[1]), relation)

    # -- people -----------------------------------------------------------------------------------

    def person(self, named: str, kind: PersonKind = "person") -> str:
        """The id of somebody, who is added where nobody is called so."""
        name = one_line(clean(named))
        if name not in self._named:
            slug = slugify(name)
            ids = (slug if n == 1 else f"{slug}-{n}" for n in count(1))
            head = "people"  # the anchor that the heading of their file has
            ident = next(i for i in ids if i not in self.people and i != head)
            self.people[ident] = Person(id=ident, heading=as_paragraph(plain(name)), kind=kind)
            self._named[name] = ident
        return self._named[name]

    def stance(self, person: str, kind: StanceKind, target: str, **more: Any) -> None:
        """What somebody thinks of an item or an argument."""
        stance = Stance(id="", person=person, kind=kind, target=target, **more)
        said = stance.model_dump(exclude={"id", "person", "kind", "target"})
        ident = stance_id(person, kind, target, *said.values())
        self.stances.setdefault(ident, stance.model_copy(update={"id": ident}))

    def debate(self) -> Debate:
        """The debate itself."""
        return Debate(
            id=self.id, heading=self.heading, question=self.question, summary=self.summary,
            sections=tuple(self.sections), place=NOWHERE,
        )  # fmt: skip


def with_body(claim: Claim, text: str) -> Claim:
    body = f"{claim.body}\n\n{text}" if claim.body else text
    return claim.model_copy(update={"body": body})


def _anchor(heading: str) -> str:
    return next(anchors([heading.replace("\\", "")]))


def short_slug(text: str) -> str:
    """An id made of the first words of a text."""
    slug = ""
    for word in slugify(text).split("-")[:MOST_WORDS]:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > MOST_LETTERS:
            break
        slug = longer
    return slug or slugify(text)[:MOST_LETTERS].strip("-")
