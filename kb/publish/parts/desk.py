"""The parts that pages share: mentions of items and people, stances, passages, relations.

A `Desk` builds them as seen from one depth of the site, so links are ready to print and each
mention is made once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from kb.dates import is_date
from kb.model import Argument, Claim, Place, Relation, Stance
from kb.naming import short_name
from kb.publish.index import Index
from kb.publish.numbers.numbers import Numbers
from kb.publish.parts import words
from kb.publish.parts.counting import outdone_in
from kb.publish.parts.fragments import (
    Cited,
    Effect,
    Item,
    Link,
    PassageRef,
    Quoted,
    StanceView,
    Tie,
    TieGroup,
    Where,
)
from kb.publish.text import links, names
from kb.publish.text.prose import Prose
from kb.publish.text.typography import curled

NOTHING = Numbers()
NO_NUMBERS: Mapping[str, Numbers] = {}


class Desk:
    """Everything needed to write a page that lies `root` below the top of the site."""

    def __init__(
        self,
        index: Index,
        prose: Prose,
        root: str,
        texts: Mapping[str, Sequence[str]],
        edit: str | None,
        numbers: Mapping[str, Numbers] = NO_NUMBERS,
        folder: str = "",
        mentions: dict[str, Item] | None = None,
    ) -> None:
        """`folder` is where the page lies, where links to its neighbours may be short; `mentions`
        has those of items that were made for other pages, and takes what is made now."""
        self.numbers = numbers
        self._folder = folder
        self.index = index
        self.prose = prose
        self.root = root
        self.texts = texts
        self.edit = edit
        self.effects: dict[str, dict[str, Effect]] = {}
        self.unargued: dict[str, frozenset[str]] = {}
        self._items: dict[tuple[str, str | None], Item] = {}
        self._mentions = {} if mentions is None else mentions
        self._arguments: dict[str, str] = {}
        self._stances: dict[str, StanceView] = {}
        self._reasons: dict[str, tuple[Markup, ...]] = {}
        self._people: dict[str, Link] = {}
        self._sources: dict[str, Link] = {}
        self._passages: dict[str, PassageRef] = {}
        self._cited: dict[tuple[tuple[str, ...], str], tuple[Cited, ...]] = {}
        self._works: defaultdict[str, list[str]] | None = None

    def href(self, path: str) -> str:
        """What leads from the page to a file of the site."""
        near = path.removeprefix(self._folder)
        return near if near != path else self.root + path

    def item(self, claim_id: str, here: str | None = None) -> Item:
        """A mention of a claim on a page of the debate `here` (None: of no debate)."""
        key = (claim_id, here)
        try:
            return self._items[key]
        except KeyError:
            found = self._items[key] = self._new_item(self.index.claims[claim_id], here)
            return found

    def _new_item(self, claim: Claim, here: str | None) -> Item:
        foreign = here is not None and claim.debate != here
        return self._words_of(claim).leading(
            self.href(names.claim_file(claim.id)),
            elsewhere=self.index.debates[claim.debate].heading if foreign else "",
        )

    def _words_of(self, claim: Claim) -> Item:
        """A mention that leads nowhere: the same on all pages, wherever they lie."""
        item = self._mentions.get(claim.id)
        if item is None:
            html = self.prose.label(claim.text)
            inline = html if html.endswith("..") else html.removesuffix(".")
            title = escape(curled(claim.title)) if claim.title else None
            item = self._mentions[claim.id] = Item(
                id=claim.id,
                kind=claim.kind,
                word=words.KINDS[claim.kind][0],
                html=html,
                inline=inline,
                short=curled(short_name(claim.title, claim.slug)),
                label=title or html,
                name=title or inline,
            )
        return item

    def argument(self, argument: Argument) -> str:
        """What leads to the place on the page of its root claim where an argument is shown."""
        href = self._arguments.get(argument.id)
        if href is None:
            claim = self.index.root_claim(argument.id)
            page = names.claim_file(claim) if claim else names.debate_file(argument.debate)
            fragment = f"#{names.anchor(argument.id)}" if claim else ""
            href = self._arguments[argument.id] = self.href(page) + fragment
        return href

    def numbers_of(self, debate: str) -> Numbers:
        """What follows from a debate; nothing where that was not worked out."""
        return self.numbers.get(debate, NOTHING)

    def person(self, person_id: str) -> Link:
        if person_id not in self._people:
            name = self.prose.label(self.index.people[person_id].heading)
            self._people[person_id] = Link(name, self.root + names.person_file(person_id))
        return self._people[person_id]

    def source(self, source_id: str) -> Link:
        """A mention of a source; one that the base does not have is shown by its id."""
        if source_id not in self._sources:
            self._sources[source_id] = self._new_source(source_id)
        return self._sources[source_id]

    def _new_source(self, source_id: str) -> Link:
        source = self.index.sources.get(source_id)
        if source is None:
            return Link(source_id or "unknown source", None)
        return Link(self.prose.label(source.heading), self.root + names.source_file(source_id))

    def sources_by(self, page: str) -> list[str]:
        """The sources whose `By` links to a person's page."""
        if self._works is None:
            self._works = defaultdict(list)
            for source in self.index.base.sources:
                for link in dict.fromkeys(self.prose.links(source.by or "", links.SOURCES_FILE)):
                    self._works[link].append(source.id)
        return self._works.get(page, [])

    def debate(self, debate_id: str) -> Link:
        debate = self.index.debates[debate_id]
        return Link(debate.heading, self.root + names.debate_file(debate_id))

    def passage(self, passage_id: str) -> PassageRef:
        if passage_id not in self._passages:
            self._passages[passage_id] = self._new_passage(passage_id)
        return self._passages[passage_id]

    def _new_passage(self, passage_id: str) -> PassageRef:
        source, _, number = passage_id.rpartition("#")
        at = int(number) if number.isdecimal() else 0
        text = self.texts.get(source, ())
        known = self.index.sources.get(source)
        page = f"{self.root}{names.source_file(source)}#{names.passage_anchor(at)}"
        return PassageRef(
            number=number,
            href=page if known else None,
            text=text[at - 1] if 0 < at <= len(text) else None,
        )

    def cited(self, passages: tuple[str, ...], debate: str) -> tuple[Cited, ...]:
        """The passages by source, in the order they are written, as cited in a debate."""
        key = (passages, debate)
        if key not in self._cited:
            self._cited[key] = self._new_cited(passages, debate)
        return self._cited[key]

    def _new_cited(self, passages: tuple[str, ...], debate: str) -> tuple[Cited, ...]:
        by_source: dict[str, list[PassageRef]] = {}
        for passage in passages:
            if self.index.first_of(passage) in {*passages} - {passage}:
                continue  # what stands twice is named once
            by_source.setdefault(passage.rpartition("#")[0], []).append(self.passage(passage))
        main = self.index.debates[debate].source
        return tuple(
            Cited(self.source(source), tuple(refs), source == main)
            for source, refs in by_source.items()
        )

    def quotes(self, claim: Claim) -> tuple[Quoted, ...]:
        return tuple(
            Quoted(q.text, self.source(q.passage.rpartition("#")[0]), self.passage(q.passage))
            for q in claim.quotes
        )

    def where(self, place: Place) -> Where:
        return Where(f"{place.path}:{place.line}", self._edit_address(place))

    def _edit_address(self, place: Place) -> str | None:
        if self.edit is None:
            return None
        path = quote(place.path.encode("utf-8", "replace"))
        if "{path}" in self.edit:
            return self.edit.replace("{path}", path).replace("{line}", str(place.line))
        return self.edit + path

    def place_of(self, target: str) -> Place:
        """Where the claim or argument stands that a stance is about."""
        claim = self.index.claims.get(target)
        return claim.place if claim else self.index.arguments[target].place

    def inline(self, text: str, path: str) -> Markup:
        return self.prose.inline(text, path, self.root)

    def block(self, text: str, path: str) -> Markup:
        return self.prose.block(text, path, self.root)

    def reasons(self, argument: Argument) -> tuple[Markup, ...]:
        if argument.id not in self._reasons:
            shown = (self.inline(r, argument.place.path) for r in argument.reasons)
            self._reasons[argument.id] = tuple(filter(None, shown))
        return self._reasons[argument.id]

    def stance(self, stance: Stance) -> StanceView:
        """A stance as shown on the page of what it is about."""
        if stance.id not in self._stances:
            self._stances[stance.id] = self._new_stance(stance)
        return self._stances[stance.id]

    def _new_stance(self, stance: Stance) -> StanceView:
        say = words.STANCES[stance.kind]
        dated = is_date(stance.date or "")
        return StanceView(
            id=names.anchor(stance.id),
            person=self.person(stance.person),
            words=say.on_argument if stance.target in self.index.arguments else say.on_item,
            tone=say.tone,
            answer=say.answer,
            of=self.person(stance.of) if stance.of else None,
            credence=words.number(stance.credence),
            date=words.day(stance.date or ""),
            iso=(stance.date or "") if dated else "",
            note=self.inline(stance.note, self.place_of(stance.target).path),
            inferred=stance.inferred,
            cited=self.cited(stance.passages, self.index.debate_of(stance.target)),
            past=outdone_in(self.index, self._debate_about(stance.target)).get(stance.id, ""),
        )

    def _debate_about(self, target: str) -> str:
        """The debate that a stance is about: of an argument that to which it leads."""
        is_argument = target in self.index.arguments
        root = self.index.root_claim(target) if is_argument else target
        return self.index.debate_of(root or target)

    def stances(self, target: str) -> tuple[StanceView, ...]:
        return tuple(map(self.stance, self.index.stances_on.get(target, ())))

    def tie(self, relation: Relation, end: str, here: str | None) -> Tie:
        """A relation as seen from the other end than `end`."""
        owner = self.index.claims[relation.source]
        return Tie(
            item=self.item(end, here),
            reason=self.inline(relation.reason, owner.place.path),
            inferred=relation.inferred,
            cited=self.cited(relation.passages, owner.debate),
            others=self._apart_from(relation, here) if end == relation.source else (),
        )

    def _apart_from(self, relation: Relation, here: str | None) -> tuple[Item, ...]:
        if relation.kind != "distinguishes":
            return ()
        return tuple(
            self.item(r.target, here)
            for r in self.index.relations_from[relation.source]
            if r.kind == "distinguishes" and r.target != relation.target
        )

    def ties(self, claim: Claim, *, back: bool = True) -> tuple[TieGroup, ...]:
        """The relations of an item by kind, those it makes first, then those that lead to it."""
        groups: dict[tuple[str, str], list[Tie]] = {}
        for r in self.index.relations_from.get(claim.id, ()):
            key = (r.kind, words.TIES[r.kind][0])
            groups.setdefault(key, []).append(self.tie(r, r.target, claim.debate))
        for r in self.index.relations_to.get(claim.id, ()) if back else ():
            key = (r.kind, words.TIES[r.kind][1])
            groups.setdefault(key, []).append(self.tie(r, r.source, claim.debate))
        return tuple(TieGroup(kind, label, tuple(ties)) for (kind, label), ties in groups.items())
