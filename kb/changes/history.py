"""The history of one item: the commits in which what is written of it changed, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kb.changes.comparing import compare
from kb.changes.facts import Version
from kb.changes.following import Following
from kb.changes.git import Commit, Repository
from kb.changes.kinds import Change
from kb.changes.revisions import UNREAD, Revisions
from kb.diagnostics import did_you_mean
from kb.errors import NotFound
from kb.model import SLUG
from loaders.base.load import LoadedBase
from loaders.base.renames import renamed_in
from loaders.files.folder import LOCK, PEOPLE, SETTINGS, SOURCES, list_files
from loaders.files.raw import Raw, read_raw

OF_ALL = (SETTINGS, PEOPLE, SOURCES, LOCK)


class Entry(NamedTuple):
    """What a commit did to an item; None stands for the files, as they are, beside the last one."""

    commit: Commit | None
    changes: tuple[Change, ...]


class History:
    """An item with what it was called; `left` are the commits that are not looked at yet, `notes`
    what a reader should know beside."""

    def __init__(
        self, loaded: LoadedBase, item: str, repository: Repository, cache: Path | None
    ) -> None:
        self.notes: list[str] = []
        self._loaded, self._repository = loaded, repository
        self._titles = Version(loaded, [])
        claim = self._titles.claim(item)
        self._names = {item, *(claim.formerly if claim else ())}
        self._debates = {name.partition("/")[0] for name in self._names} | _speakers(loaded, item)
        self._revisions = Revisions(loaded.root, cache, repository)
        self._head = repository.commit("HEAD")
        patterns = [p for d in sorted(self._debates) for p in (f"**/{d}.md", f"**/{d}/*.md")]
        self.left = list(repository.touching(self._head, patterns))

    def entries(self) -> Iterator[Entry]:
        """The newest first, each found when it is wanted."""
        now = {path: self._on_disk(path) for path in list_files(self._loaded.root)}
        if changes := self._between([self._at(self._head)], self._revisions.read(now)):
            yield Entry(None, changes)
        while self.left:
            commit = self._repository.show(self.left.pop(0))
            if all(map(self._repository.has, commit.parents)):
                before = [self._at(parent) for parent in commit.parents]
                if changes := self._between(before or [None], self._at(commit.ident)):
                    yield Entry(commit, changes)
            else:
                self.notes.append(
                    f"this clone is shallow: what was before {commit.ident[:7]} is not in it"
                )

    def _on_disk(self, path: str) -> Raw:
        return read_raw(self._loaded.root, path) if self._is_read(path) else UNREAD

    def _is_read(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        own = {name.removesuffix(".md"), folder.rpartition("/")[2]}
        return path in OF_ALL or not self._debates.isdisjoint(own)

    def _at(self, commit: str) -> LoadedBase | None:
        """The base at a commit; None where it had none."""
        files = self._revisions.files(commit, self._is_read)
        return self._revisions.read(files) if SETTINGS in files else None

    def _between(
        self, parents: Iterable[LoadedBase | None], after: LoadedBase | None
    ) -> tuple[Change, ...]:
        """What is otherwise than in each of the parents: a merge that only brings together has done
        nothing."""
        if after is None:
            return ()
        found = [self._changes(before or self._nothing(), after) for before in parents]
        first, *others = found
        return tuple(c for c in first if all(c in other for other in others))

    def _changes(self, before: LoadedBase, after: LoadedBase) -> list[Change]:
        found = compare(before, after, self._titles)
        self._names |= {old for old, new in found.names.items.items() if new in self._names}
        every = [*Following(found).minds(), *found.changes]
        return [change for change in every if not self._names.isdisjoint(change.about)]

    def _nothing(self) -> LoadedBase:
        """What there was before there was a base."""
        return self._revisions.read({SETTINGS: Raw(b'id = "b"\nheading = "B"\n', UNREAD.mark)})


def _speakers(loaded: LoadedBase, item: str) -> set[str]:
    """The debates that name an item in their lines."""
    return {
        debate
        for debate, head in loaded.heads.items()
        if any(need.kind == "item" and need.ref == item for need in head.needs)
    }


def item_called(loaded: LoadedBase, name: str) -> str:
    """The id of an item, by that, its slug, or what it was called; an id in full may be that of one
    that is there no more. Raises NotFound."""
    every = [f"{debate}/{slug}" for debate, head in loaded.heads.items() for slug in head.items]
    found = [ident for ident in every if name in (ident, ident.partition("/")[2])]
    former = renamed_in(loaded.heads)
    found = found or [new for old, new in former.items() if name in (old, old.partition("/")[2])]
    if len(set(found)) == 1:
        return found[0]
    if found:
        says = f"'{name}' is in several debates: {', '.join(sorted(set(found)))}"
        raise NotFound(f"{says}; say which")
    debate, _, slug = name.partition("/")
    if SLUG.fullmatch(debate) and SLUG.fullmatch(slug):
        return name
    names = [*every, *(ident.partition("/")[2] for ident in every)]
    raise NotFound(f"no item is called '{name}'{did_you_mean(name, names)}")
