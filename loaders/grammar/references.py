"""What a link or a bare id in a line refers to, as an id of the base."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from kb.diagnostics import Code, Diagnostic
from kb.model import SLUG, slugify
from loaders.files.folder import PEOPLE, SOURCES
from loaders.grammar.details import Passages
from loaders.grammar.lines import Ref
from loaders.grammar.needs import Need
from loaders.markup.inline import Link

SEVERAL_WORDS = re.compile(r"[^\W_]+(?:[-\s]+[^\W_]+)+")
AT_ONCE = 10_000  # passages that one line may cite


class Shown(NamedTuple):
    """A link that may show another id than that of the item to which it leads."""

    text: str
    ident: str
    path: str
    line: int
    column: int


@dataclass
class Scope:
    """What a debate's lines are read against: whose they are and how ids are found.

    `layout` has the debate of each file of the base; `repeats` the passages that stand twice;
    `renamed` what items are called now, by the ids that they had before, `elsewhere` those of them
    that another debate says.
    What is looked up is noted in `needs` and `paths`.
    """

    debate: str
    layout: Mapping[str, str]
    repeats: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    sourceless: bool = False  # said already
    needs: list[Need] = field(default_factory=list)
    paths: dict[str, str | None] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def item(self, ref: Ref, path: str) -> str | None:
        """The `debate/slug` that a target means; None where it means no item at all."""
        if ref.link is None:
            return self._bare_item(ref, path)
        file, _, fragment = ref.written.partition("#")
        if not fragment or is_external(ref.written):
            says = f"'{ref.written}' does not lead to an item; link to '#its-id'"
            self._fail(ref, path, says)
            return None
        target = resolve_path(path, file)
        owner = self._owner(target)
        if owner is None:
            self.needs.append(Need("debate", target, path, ref.line, ref.column))
            return None
        ident = f"{owner}/{fragment}"
        self.needs.append(Need("item", ident, path, ref.line, ref.column, target))
        now = self.renamed.get(ident, ident)
        self._note_shown(ref.link, now, path, ref.line, ref.column)
        return now

    def _note_shown(self, link: Link, ident: str, path: str, line: int, column: int) -> None:
        text = link.text
        if not ident.endswith(text) and SLUG.fullmatch(text):
            self.shown.append(Shown(text, ident, path, line, column))

    def _bare_item(self, ref: Ref, path: str) -> str | None:
        ident = self.bare_ident(ref, path)
        if ident is None:
            return None
        self.needs.append(Need("item", ident, path, ref.line, ref.column))
        return self.renamed.get(ident, ident)

    def bare_ident(self, ref: Ref, path: str) -> str | None:
        """The `debate/slug` that a bare id is short for; None where it is no id."""
        words = ref.written.split("/")
        if len(words) > 2 or not all(SLUG.fullmatch(word) for word in words):
            says = f"'{ref.written}' is not an id; ids are lower case, as in 'run-all-night'"
            self._fail(ref, path, says)
            return None
        return ref.written if len(words) == 2 else f"{self.debate}/{ref.written}"

    def _owner(self, target: str) -> str | None:
        owner = self.layout.get(target)
        self.paths[target] = owner
        return owner

    def person(self, ref: Ref, path: str) -> str | None:
        """The id of a person; whether the person exists is seen later."""
        return self._registered(ref, path, "person", PEOPLE)

    def _registered(self, ref: Ref, path: str, kind: str, register: str) -> str | None:
        ident = ref.written
        if ref.link is not None:
            file, _, ident = ref.written.partition("#")
            if resolve_path(path, file) != register or not ident:
                home = posixpath.relpath(register, posixpath.dirname(path) or ".")
                slip = posixpath.basename(file) == register and ident
                goal = f"{home}#{ident if slip else 'their-id'}"
                says = f"'{ref.written}' does not lead to a {kind}; link to '{goal}'"
                self._fail(ref, path, says)
                return None
            text = ref.link.text
            if text != ident and SEVERAL_WORDS.fullmatch(text) and slugify(text) != ident:
                shown = Need(f"shown {kind}", slugify(text), path, ref.line, ref.column, ident)
                self.needs.append(shown)
        self.needs.append(Need(kind, ident, path, ref.line, ref.column))
        return ident

    def passages(self, found: list[Passages], path: str) -> tuple[str, ...]:
        """The ids of passages, with those that repeat them."""
        if not found:  # as in most lines
            return ()
        idents: dict[str, None] = {}
        cited = 0
        for group in found:
            cited += group.last - group.first + 1
            if cited > AT_ONCE:
                says = f"the line cites more than {AT_ONCE} passages; name those that matter"
                problem = Diagnostic(path, group.line, group.column, Code.BAD_PASSAGES, says)
                self.problems.append(problem)
                break
            source = self.source_of(group, path)
            if source is None:
                continue
            last = f"{source}#{group.last}"
            self.needs.append(Need("passage", last, path, group.line, group.column))
            for number in range(group.first, group.last + 1):
                ident = f"{source}#{number}"
                idents.update(dict.fromkeys((ident, *self.repeats.get(ident, ()))))
        return tuple(sorted(idents, key=passage_order))

    def source_of(self, group: Passages, path: str) -> str | None:
        """The source that a passage is of."""
        if group.source is not None:
            return self._registered(group.source, path, "source", SOURCES)
        if self.source is None and not self.sourceless:
            self.sourceless = True
            says = "this debate names no source; add 'source: its-id' to its front matter"
            found = Diagnostic(path, group.line, group.column, Code.NO_SOURCE, says)
            self.problems.append(found)
        return self.source

    def prose_link(self, link: Link, path: str, line: int, column: int) -> None:
        """Note that a link in prose needs its end, where that is in this base."""
        if is_external(link.href):
            return
        file, hash_sign, fragment = link.href.partition("#")
        target = resolve_path(path, file)
        if target in (PEOPLE, SOURCES) and fragment:
            kind = "person" if target == PEOPLE else "source"
            self.needs.append(Need(kind, fragment, path, line, column))
        elif target.endswith(".md") and not target.startswith(("../", "/")):
            if not self._owner(target):
                self.needs.append(Need("file", target, path, line, column))
            elif hash_sign:
                self.needs.append(Need("anchor", fragment, path, line, column, target))
                ident = f"{self.layout[target]}/{fragment}"
                self._note_shown(link, self.renamed.get(ident, ident), path, line, column)

    def _fail(self, ref: Ref, path: str, says: str) -> None:
        found = Diagnostic(path, ref.line, ref.column, Code.UNREADABLE_TARGET, says)
        self.problems.append(found)


@lru_cache(maxsize=1000)  # a debate names the same few files again and again
def resolve_path(path: str, file: str) -> str:
    """The file that a link in `path` names, relative to the base."""
    if not file:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))


def passage_order(ident: str) -> tuple[str, int]:
    """Sorts passages by source, then by number."""
    source, _, number = ident.rpartition("#")
    return source, int(number)


def same_passages(repeats: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each passage the others that hold the same, from which repeats which."""
    same: dict[str, list[str]] = {}
    for one, other in repeats.items():
        same.setdefault(one, []).append(other)
        same.setdefault(other, []).append(one)
    return {ident: tuple(others) for ident, others in same.items()}


def is_external(href: str) -> bool:
    """Whether a link leads out of the base, as one with `https:` does."""
    if ":" not in href:
        return href.startswith("//")
    scheme = href.partition(":")[0]
    return href.startswith("//") or ("/" not in scheme and "#" not in scheme)


def joined(*several: tuple[str, ...]) -> tuple[str, ...]:
    """All tuples in order, nothing twice."""
    return tuple(dict.fromkeys(chain.from_iterable(several)))
