"""What there is in a base for debates to refer to, and what is wrong with a reference."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kb.diagnostics import Code, Diagnostic, Hint, Proposal, meant, nearest_hint
from kb.model import Person, Source, slugify
from kb.naming import number_of
from loaders.base.registers import Register
from loaders.facts.debate import missing_anchor, missing_item
from loaders.facts.parsed import Head
from loaders.facts.stances import MAPPER
from loaders.files.discover import Layout
from loaders.files.folder import PEOPLE, SOURCES
from loaders.files.lock import Lock
from loaders.grammar.needs import Need
from loaders.grammar.references import passage_order

Heads = Mapping[str, Head]
PERSON = (
    "an item is expected here, and people stand behind 'Held by' and the like, on a crux behind "
    "'Answered yes by' or 'Answered no by'"
)
ONLY_POSES = (
    "'mapper' is whoever makes the map, and takes no stand: the mapper only poses cruxes and "
    "questions, '- **Posed by:** mapper', and marks arguments of their own as 'inferred'"
)


@dataclass
class Known:
    """What there is in the base for debates to refer to."""

    heads: Heads
    register: Register
    lock: Lock
    layout: Layout
    renamed: Mapping[str, str]
    debates: Mapping[str, str]  # what debates are called now, by what they were called

    def __post_init__(self) -> None:
        self.owners = self.layout.owners
        self.files = {*self.owners, *self.layout.left_alone, PEOPLE, SOURCES}
        self.people = names_of(self.register.people)
        self.sources = names_of(self.register.sources)

    def unmet(self, need: Need, so_far: int) -> list[Diagnostic]:
        match need.kind:
            case "item":
                return self._unmet_item(need, so_far)
            case "anchor":
                return self._unmet_anchor(need, so_far)
            case "person":
                return unlisted(need, Code.UNKNOWN_PERSON, PEOPLE, self.register.people, so_far)
            case "source":
                return unlisted(need, Code.UNKNOWN_SOURCE, SOURCES, self.register.sources, so_far)
            case "shown person" | "shown source":
                return self._shown_otherwise(need)
            case "debate":
                if need.ref == PEOPLE:
                    return [need.problem(Code.DANGLING_LINK, f"'{PEOPLE}' has people; {PERSON}")]
                says = f"'{need.ref}' is no file of a debate in this base"
                return [self._moved(need, says) or _dangling(need, says, self.owners, so_far)]
            case "file":
                if need.ref in self.files:
                    return []
                says = f"there is no file '{need.ref}'"
                return [self._moved(need, says) or _dangling(need, says, self.files, so_far)]
            case _:
                return past_end(need, self.lock)

    def _unmet_item(self, need: Need, so_far: int) -> list[Diagnostic]:
        if need.ref in self.renamed:
            return [need.renamed(need.ref, self.renamed[need.ref])]
        debate, _, slug = need.ref.partition("/")
        if debate in self.heads:
            found = missing_item(need, self.heads[debate].items, debate, so_far)
            if found and not need.file and slug in self.register.people:
                return [need.problem(Code.DANGLING_LINK, f"'{slug}' is a person; {PERSON}")]
            return found
        if now := self.debates.get(debate):
            says = f"there is no debate '{debate}' any more"
            return [need.problem(Code.DANGLING_LINK, says, meant(debate, now))]
        return [_dangling(need, f"there is no debate '{debate}'", self.heads, so_far)]

    def _moved(self, need: Need, says: str) -> Diagnostic | None:
        """The problem of a link to a file that a debate had when it was called otherwise."""
        for old, new in self.debates.items():
            first = self.layout.debates[new][0]
            folder, name = posixpath.split(first)
            home = posixpath.dirname(folder) if name == "index.md" else folder
            was = posixpath.join(home, f"{old}/{posixpath.basename(need.ref)}")
            if need.ref == posixpath.join(home, f"{old}.md"):
                now = first
            elif need.ref == was:
                now = posixpath.join(home, new, posixpath.basename(need.ref))
            else:
                continue
            if now in self.owners:
                written = posixpath.relpath(now, posixpath.dirname(need.path) or ".")
                hint = Hint(f" (did you mean '{written}'?)", (Proposal(need.ref, now),))
                return need.problem(Code.DANGLING_LINK, says, hint)
        return None

    def _shown_otherwise(self, need: Need) -> list[Diagnostic]:
        """A problem where a link shows the name of one person or source and leads to another."""
        names = self.people if need.kind == "shown person" else self.sources
        meant = names.get(need.ref)
        if meant in (None, need.file) or need.file not in names.values():
            return []
        says = f"the link shows '{meant}', and leads to '{need.file}'"
        return [need.problem(Code.OTHER_ID_SHOWN, says)]

    def _unmet_anchor(self, need: Need, so_far: int) -> list[Diagnostic]:
        owner = self.owners.get(need.file, "")
        head = self.heads.get(owner)
        if not head or need.file not in head.anchors:  # a file that could not be read
            return []
        missing = missing_anchor(need, head.items, head.anchors, so_far)
        old = f"{owner}/{need.ref}"
        return (
            [need.renamed(old, self.renamed[old])] if missing and old in self.renamed else missing
        )


def _dangling(need: Need, says: str, known: Collection[str], so_far: int) -> Diagnostic:
    wrong = need.ref.partition("/")[0] if need.kind == "item" else need.ref
    folder = posixpath.dirname(need.path)
    above = need.ref.removeprefix(f"{folder}/")
    if folder and need.kind != "item" and above != need.ref and above in known:
        written = posixpath.relpath(above, folder)
        hint = Hint(f" (did you mean '{written}'?)", (Proposal(need.ref, above),))
        return need.problem(Code.DANGLING_LINK, says, hint)
    return need.problem(Code.DANGLING_LINK, says, nearest_hint(wrong, known, so_far))


def names_of(register: Mapping[str, Person] | Mapping[str, Source]) -> dict[str, str]:
    """The ids of a list by what a link may show: the id, or the name as a slug."""
    names = {slugify(one.heading): ident for ident, one in register.items()}
    return names | {ident: ident for ident in register}


def unlisted(
    need: Need, code: Code, register: str, known: Mapping[str, object], so_far: int
) -> list[Diagnostic]:
    if need.ref in known:
        return []
    if code is Code.UNKNOWN_PERSON and need.ref == MAPPER:
        return [need.problem(code, ONLY_POSES)]
    hint = nearest_hint(need.ref, known, so_far)
    hint = hint if hint.says else Hint(f"; add the heading '## {need.ref}' there")
    return [need.problem(code, f"'{need.ref}' is not in {register}", hint)]


def past_end(need: Need, lock: Lock) -> list[Diagnostic]:
    source, number = passage_order(need.ref)
    if source not in lock or number <= lock[source].passages:
        return []
    count = lock[source].passages
    says = f"'{source}' has {number_of(count, 'passage')}, so there is no ¶{number}"
    return [need.problem(Code.PASSAGE_PAST_END, says)]
