"""A debate becomes a vault: a note an item, a note a person, and one that lists the items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from kb.interchange.frame import Writing
from kb.model import Argument, Claim, Debate, Person, Relation, Section, Stance
from loaders.writing.phrases import quoted
from loaders.writing.writer import Writer

FIELD = re.compile(r"^(\s*)- \*\*([A-Z][a-z ]+):\*\* ?", re.MULTILINE)
ITEM_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\((?:[\w./-]+\.md)?#([a-z0-9-]+)\)")
Cited = TypeVar("Cited", Argument, Relation, Stance)
PROPERTIES = ("Kind", "Title", "Credence", "Term", "Tags")
Front = dict[str, str | list[str]]
ARGUMENT = (
    "kind", "premises", "target", "reasons", "called", "scheme", "inferred", "answer",
)  # fmt: skip
STANCE = ("person", "kind", "target", "credence", "date", "of", "inferred", "note")
LOST_LINK = "a link to what is not written is its words alone"
CITED = "a vault has no sources, so passages and quotes lead nowhere"


def write(writing: Writing) -> dict[str, str]:
    """The notes of a vault, by their paths."""
    return dict(Notes(writing).made())


class Notes:
    """Makes the notes of one debate, or of several, each in a folder."""

    def __init__(self, writing: Writing) -> None:
        self.account = writing.account
        self.base = writing.base.model_copy(
            update={
                "claims": tuple(
                    c.model_copy(update={"passages": (), "quotes": (), "formerly": ()})
                    for c in writing.base.claims
                ),
                "arguments": tuple(_uncited(a) for a in writing.base.arguments),
                "relations": tuple(_uncited(r) for r in writing.base.relations),
                "stances": tuple(_uncited(s) for s in writing.base.stances),
            }
        )
        self.facts = writing.base
        self.writer = Writer(self.base)
        self.items = {claim.id for claim in self.base.claims}
        self.several = len(self.base.debates) > 1
        self.debate = ""  # whose text is made over
        self.others: list[str] = []  # words of links to debates that are not written
        self.people = "people"
        while self.people in self.writer.debates:
            self.people += "-"

    def made(self) -> Iterator[tuple[str, str]]:
        for debate in self.facts.debates:
            yield f"{self._folder(debate.id)}{self._index(debate.id)}.md", self._debate(debate)
        for claim, told in zip(self.base.claims, self.facts.claims, strict=True):
            self.others = []
            text = self._item(claim)
            if self.others:
                self.account.changed(told, LOST_LINK, "text", "body")
            self._tell(told)
            yield f"{self._folder(claim.debate)}{claim.slug}.md", text
        for person in self.facts.people:
            yield f"{self.people}/{person.id}.md", self._person(person)
        for source in self.facts.sources:
            fields = ("heading", "kind", "by", "date", "address", "file", "note")
            self.account.left_out(source, "a vault has no sources", *fields)
        for argument in self.facts.arguments:
            self._carried(argument, *ARGUMENT)
        for relation in self.facts.relations:
            self._carried(relation, "kind", "source", "target", "reason", "inferred")
        for stance in self.facts.stances:
            self._carried(stance, *STANCE)

    def _carried(self, fact: Argument | Relation | Stance, *names: str) -> None:
        self.account.carried(fact, *names)
        self.account.left_out(fact, CITED, "passages")

    def _index(self, debate: str) -> str:
        """What the note of a debate is called, which is no item."""
        taken = {claim.slug for claim in self.base.claims if claim.debate == debate}
        name = debate
        while name in taken:
            name += "-debate"
        return name

    def _folder(self, debate: str) -> str:
        return f"{debate}/" if self.several else ""

    def _tell(self, claim: Claim) -> None:
        names = ("kind", "text", "title", "tags", "section", "body", "credence", "posed", "term")
        self.account.carried(claim, *names)
        self.account.left_out(claim, CITED, "passages", "quotes")
        self.account.left_out(claim, "a note has no former ids", "formerly")

    # -- notes ------------------------------------------------------------------------------------

    def _debate(self, debate: Debate) -> str:
        self.debate, self.others = debate.id, []
        summary, listed = self._linked(debate.summary), list(self._listed(debate))
        if self.others:
            self.account.changed(debate, LOST_LINK, "summary", "sections")
        self.account.carried(debate, "heading", "question", "summary", "sections")
        self.account.left_out(debate, "a vault has no sources", "source")
        self.account.left_out(debate, "a note has no former ids", "formerly")
        front: Front = {"kind": "debate", "title": debate.heading, "question": debate.question}
        return _note(front, [summary, "## Items", *listed])

    def _listed(self, debate: Debate) -> Iterator[str]:
        """The items of a debate as links, under their sections."""
        left, above = list(debate.sections), list[Section]()
        for claim in self.facts.claims:
            if claim.debate != debate.id:
                continue
            while left and _depth(above, claim.section) < 0:
                above = [*(s for s in above if s.level < left[0].level), left.pop(0)]
                yield self._section(above[-1])
            depth = _depth(above, claim.section)
            if above and depth == 0:
                yield "## Items"
            elif depth < len(above):
                self.account.changed(claim, "it stands in the section above it", "section")
            above = above[:depth] if depth == 0 else above
            yield f"- {self._to(claim.debate, claim.slug)}"
        yield from map(self._section, left)

    def _section(self, section: Section) -> str:
        heading = f"{'#' * (section.level + 1)} {section.heading}"
        return f"{heading}\n\n{self._linked(section.body)}".rstrip()

    def _item(self, claim: Claim) -> str:
        """The item as a debate has it, with fields for labels and wikilinks for links."""
        self.debate = claim.debate
        bare = claim.model_copy(update={"text": "x", "body": ""})
        lines = self.writer.item(bare).split("\n\n", 2)[2:]
        fields = self._linked("\n".join(self._fields("\n\n".join(lines).rstrip("\n"))))
        front: Front = {
            "kind": claim.kind,
            "title": claim.title or "",
            "tags": list(claim.tags),
            "credence": "" if claim.credence is None else repr(claim.credence),
            "term": self.writer.terms.get(claim.term or "", ""),
        }
        callout = f"> [!{claim.kind}]\n> {self._linked(claim.text)}"
        return _note(front, [callout, fields, self._linked(claim.body).strip("\n")])

    def _fields(self, lines: str) -> Iterator[str]:
        for line in lines.split("\n"):
            match = FIELD.match(line)
            if match and not match[1] and match[2] in PROPERTIES:
                continue
            yield FIELD.sub(lambda m: f"{m[1]}- {m[2].lower()}:: ", line)

    def _person(self, person: Person) -> str:
        self.account.carried(person, "heading", "kind")
        if "\n" in person.note:
            self.account.changed(person, "as it stands, of which one paragraph is read", "note")
        self.account.carried(person, "note")
        self.account.left_out(person, "a note has no address", "address")
        return _note({"kind": person.kind, "title": person.heading}, [person.note])

    # -- links ------------------------------------------------------------------------------------

    def _linked(self, text: str) -> str:
        """Markdown in which links to items and people are wikilinks."""
        return ITEM_LINK.sub(self._wikilink, text)

    def _wikilink(self, match: re.Match[str]) -> str:
        words, slug = match[1], match[2]
        address = match[0][len(words) + 3 : -1].partition("#")[0]
        if address == "people.md":
            return f"[[{self.people}/{slug}|{_shown(words)}]]"
        if address == "sources.md":
            return match[0]
        debate = address.removesuffix(".md") or self.debate
        if f"{debate}/{slug}" not in self.items:
            self.others.append(words)
            return words
        return self._to(debate, slug, words)

    def _to(self, debate: str, slug: str, words: str = "") -> str:
        target = f"{debate}/{slug}" if self.several else slug
        shown = _shown(words)
        return f"[[{target}|{shown}]]" if shown and shown != slug else f"[[{target}]]"


def _uncited(fact: Cited) -> Cited:
    return fact.model_copy(update={"passages": ()})


def _depth(above: list[Section], section: str) -> int:
    """How many of the open sections an item stands in; below 0 where it stands in another."""
    paths = [" / ".join(s.heading for s in above[:n]) for n in range(len(above) + 1)]
    return max((n for n, path in enumerate(paths) if path == section), default=-1)


def _shown(words: str) -> str:
    """Words for a wikilink, in which no bar and no bracket can stand."""
    return re.sub(r"\\(.)", r"\1", words).translate(str.maketrans("|[]", "   "))


def _note(front: Front, blocks: list[str]) -> str:
    """A note with its properties, of which every text is quoted."""
    rows = ["---"]
    for name, value in front.items():
        if isinstance(value, list):
            rows += [f"{name}:", *(f"  - {quoted(one)}" for one in value)] if value else []
        elif value:
            rows.append(f"{name}: {quoted(value)}")
    return "\n\n".join(["\n".join([*rows, "---"]), *(b for b in blocks if b)]) + "\n"
