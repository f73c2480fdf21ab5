"""What a base has to propose: its items, people, sources, terms and passages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lsprotocol.types import CompletionItemKind

from kb.editor.context import Cursor
from kb.editor.sheet import Sheet
from kb.model import Claim
from loaders.files.folder import PEOPLE, SOURCES
from loaders.writing.phrases import link_to

DOES = re.compile(r"(?:supports|rebuts)\s+")
CITED = re.compile(r"sources\.md#([a-z0-9-]+)")
MARKED = re.compile(r"¶+|pars?\.\s*")
MOST = 500  # items of other debates that are looked at once something is typed


class Candidate(NamedTuple):
    """A proposal: what it is called, what is written, and what it says."""

    label: str
    text: str
    kind: CompletionItemKind
    detail: str = ""
    says: str = ""


class Candidates:
    """What may be named in a document, that begins with or has what is typed."""

    def __init__(self, sheet: Sheet, typed: str) -> None:
        self.sheet = sheet
        self.loaded = sheet.loaded
        self.debate = self.loaded.layout.owners.get(sheet.path)
        self.folder = posixpath.dirname(sheet.path) or "."
        does = DOES.match(typed)
        self.before = does[0] if does else ""
        self.typed = typed[len(self.before) :].lstrip("[#").casefold()

    def items(self, only: str = "", but: str = "", goal: bool = False) -> Iterator[Candidate]:
        """Items of this debate, then those of others that have what is typed."""
        own = [self.debate] if self.debate else []
        for claim in self._claims(own):
            if claim.slug != but and only in ("", claim.kind):
                yield self._item(claim, goal)
        if len(self.typed) < 2:
            return
        others = [d for d in self.loaded.heads if d not in own and self._may_have(d)]
        found = (claim for claim in self._claims(others) if only in ("", claim.kind))
        yield from (self._item(claim, goal) for claim, _ in zip(found, range(MOST), strict=False))

    def _may_have(self, debate: str) -> bool:
        return any(self._is_meant(debate, slug) for slug in self.loaded.heads[debate].items)

    def _is_meant(self, debate: str, slug: str) -> bool:
        """Whether what is typed stands in an id, in its order."""
        return (
            self.typed.partition("#")[2] in slug
            if "#" in self.typed
            else (self.typed in slug or self.typed in f"{debate}/{slug}")
        )

    def _claims(self, debates: Iterable[str]) -> Iterator[Claim]:
        for debate in debates:
            for claim in self.loaded.facts([debate]).bodies[0].claims:
                if debate == self.debate or self._is_meant(debate, claim.slug):
                    yield claim

    def _item(self, claim: Claim, goal: bool) -> Candidate:
        place = self.loaded.heads[claim.debate].items[claim.slug][0]
        file = "" if place == self.sheet.path else posixpath.relpath(place, self.folder)
        to = f"{file}#{claim.slug}"
        text = to if goal else f"{self.before}[{claim.slug}]({to})"
        label = claim.slug if claim.debate == self.debate else claim.id
        return Candidate(
            f"{self.before}{label}", text, CompletionItemKind.Reference, claim.kind, claim.text
        )

    def people(self, goal: bool = False, before: str = "") -> Iterator[Candidate]:
        file = posixpath.relpath(PEOPLE, self.folder)
        for ident, person in self.loaded.register.people.items():
            text = f"{file}#{ident}" if goal else link_to(person.heading, file, ident)
            yield Candidate(
                f"{before}{ident}",
                f"{before}{text}",
                CompletionItemKind.Constant,
                person.kind,
                person.heading,
            )

    def sources(self, goal: bool = False, bare: bool = False) -> Iterator[Candidate]:
        file = posixpath.relpath(SOURCES, self.folder)
        for ident, source in self.loaded.register.sources.items():
            text = f"{file}#{ident}" if goal else f"{link_to(source.heading, file, ident)} ¶"
            yield Candidate(
                ident, ident if bare else text, CompletionItemKind.File, "source", source.heading
            )

    def terms(self) -> Iterator[Candidate]:
        for term in self.loaded.terms:
            yield Candidate(term.heading, term.heading, CompletionItemKind.Text, "term")

    def passages(self, cursor: Cursor) -> Iterator[Candidate]:
        """The passages of the source last named in the line, else of that of the debate."""
        marked = MARKED.match(cursor.typed.rpartition(")")[2].lstrip() or cursor.typed)
        source = self._source(cursor.before + cursor.typed)
        if source not in self.loaded.lock or (cursor.typed and not marked):
            return
        kept = cursor.typed[: cursor.typed.rfind("¶")] if "¶" in cursor.typed else ""
        texts = self.sheet.opened.copy_of(source)
        for number in range(1, self.loaded.lock[source].passages + 1):
            said = texts[number - 1] if number <= len(texts) else ""
            yield Candidate(
                f"{kept}¶{number}",
                f"{kept}¶{number}",
                CompletionItemKind.Value,
                f"of {source}",
                said[:300],
            )

    def _source(self, typed: str) -> str:
        named = CITED.findall(typed)
        if named:
            return str(named[-1])
        if self.debate is None:
            return ""
        return self.loaded.facts([self.debate]).bodies[0].debate.source or ""
