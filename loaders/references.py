"""What a link or a bare id in a line refers to, as an id of the base."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic, did_you_mean
from kb.model import SLUG
from loaders.folder import PEOPLE, SOURCES
from loaders.lines import Passages, Ref
from loaders.markdown import Link
from loaders.part import Need


@dataclass
class Scope:
    """What a debate's lines are read against: whose they are and how ids are found.

    `layout` has the debate of each file of the base; `repeats` the passages that stand twice.
    What is looked up is noted in `needs` and `paths`.
    """

    debate: str
    layout: Mapping[str, str]
    repeats: Mapping[str, tuple[str, ...]]
    source: str | None = None
    needs: list[Need] = field(default_factory=list)
    paths: dict[str, str | None] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def item(self, ref: Ref, path: str) -> str | None:
        """The `debate/slug` that a target means; None where it means no item at all."""
        if ref.link is None:
            return self._bare_item(ref, path)
        file, _, fragment = ref.written.partition("#")
        if not fragment or _is_external(ref.written):
            says = f"'{ref.written}' does not lead to an item; link to '#its-id'"
            return self._fail(ref, path, Code.UNREADABLE_TARGET, says)
        target = resolve_path(path, file)
        owner = self._owner(target)
        if owner is None:
            return self._unknown_file(ref, path, target)
        ident = f"{owner}/{fragment}"
        self.needs.append(Need("item", ident, path, ref.line, ref.column, target))
        return ident

    def _bare_item(self, ref: Ref, path: str) -> str | None:
        words = ref.written.split("/")
        if len(words) > 2 or not all(SLUG.fullmatch(word) for word in words):
            says = f"'{ref.written}' is not an id; ids are lower case, as in 'run-all-night'"
            return self._fail(ref, path, Code.UNREADABLE_TARGET, says)
        ident = ref.written if len(words) == 2 else f"{self.debate}/{ref.written}"
        self.needs.append(Need("item", ident, path, ref.line, ref.column))
        return ident

    def _owner(self, target: str) -> str | None:
        owner = self.layout.get(target)
        self.paths[target] = owner
        return owner

    def _unknown_file(self, ref: Ref, path: str, target: str) -> None:
        guess = did_you_mean(target, self.layout)
        says = f"'{target}' is no file of a debate in this base{guess}"
        return self._fail(ref, path, Code.DANGLING_LINK, says)

    def person(self, ref: Ref, path: str) -> str | None:
        """The id of a person; whether the person exists is seen later."""
        return self._registered(ref, path, "person", PEOPLE)

    def _registered(self, ref: Ref, path: str, kind: str, register: str) -> str | None:
        ident = ref.written
        if ref.link is not None:
            file, _, ident = ref.written.partition("#")
            if resolve_path(path, file) != register or not ident:
                says = f"'{ref.written}' does not lead to a {kind}; link to '{register}#their-id'"
                return self._fail(ref, path, Code.UNREADABLE_TARGET, says)
        self.needs.append(Need(kind, ident, path, ref.line, ref.column))
        return ident

    def passages(self, found: list[Passages], path: str) -> tuple[str, ...]:
        """The ids of passages, with those that repeat them."""
        idents: dict[str, None] = {}
        for group in found:
            source = self._source(group, path)
            if source is None:
                continue
            last = f"{source}#{group.last}"
            self.needs.append(Need("passage", last, path, group.line, group.column))
            for number in range(group.first, group.last + 1):
                ident = f"{source}#{number}"
                idents.update(dict.fromkeys((ident, *self.repeats.get(ident, ()))))
        return tuple(sorted(idents, key=passage_order))

    def _source(self, group: Passages, path: str) -> str | None:
        if group.source is not None:
            return self._registered(group.source, path, "source", SOURCES)
        if self.source is None:
            says = "this debate names no source; add 'source: its-id' to its front matter"
            found = Diagnostic(path, group.line, group.column, Code.NO_SOURCE, says)
            self.problems.append(found)
        return self.source

    def prose_link(self, link: Link, path: str, line: int, column: int) -> None:
        """Note that a link in prose needs its end, where that is in this base."""
        if _is_external(link.href):
            return
        file, hash_sign, fragment = link.href.partition("#")
        target = resolve_path(path, file)
        if target in (PEOPLE, SOURCES) and fragment:
            kind = "person" if target == PEOPLE else "source"
            self.needs.append(Need(kind, fragment, path, line, column))
        elif target.endswith(".md") and hash_sign and self._owner(target):
            self.needs.append(Need("anchor", fragment, path, line, column, target))

    def _fail(self, ref: Ref, path: str, code: Code, says: str) -> None:
        self.problems.append(Diagnostic(path, ref.line, ref.column, code, says))


def resolve_path(path: str, file: str) -> str:
    """The file that a link in `path` names, relative to the base."""
    if not file:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))


def passage_order(ident: str) -> tuple[str, int]:
    """Sorts passages by source, then by number."""
    source, _, number = ident.partition("#")
    return source, int(number)


def _is_external(href: str) -> bool:
    scheme = href.partition(":")[0]
    return href.startswith("//") or (":" in href and "/" not in scheme and "#" not in scheme)
