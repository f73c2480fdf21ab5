"""New names in the places that name something: links, and bare ids; never words of prose."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from kb.errors import KbError
from loaders.editing.links import WrittenLink, link_at
from loaders.editing.reading import KINDS, Mention, Reading
from loaders.editing.text import Edit, Written
from loaders.grammar.references import resolve_path

MARKUP = "`*_"


class Lines(NamedTuple):
    """Lines of a file that go to another, which is of a debate."""

    path: str
    first: int
    last: int
    to: str
    debate: str


@dataclass(frozen=True)
class Names:
    """What is called otherwise: items by their full ids, debates, people, sources, and files by
    their paths. `homes` are the files that items are in now, and `lines` those that went there."""

    items: Mapping[str, str] = field(default_factory=dict)
    debates: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    lines: Lines | None = None

    def of(self, kind: str, ident: str) -> str:
        """What something is called now."""
        known = {"item": self.items, "person": self.people, "source": self.sources}
        return known.get(kind, self.debates).get(ident, ident)

    @property
    def words(self) -> set[str]:
        """Words one of which stands wherever something is to be written otherwise."""
        slugs = {ident.partition("/")[2] for ident in self.items}
        return {*self.people, *self.sources, *(self.debates or slugs)}

    def goes(self, path: str, line: int) -> Lines | None:
        """The lines that go to another file, if a line is among them."""
        lines = self.lines
        among = lines and lines.path == path and lines.first <= line <= lines.last
        return lines if among else None

    def bare(self, mention: Mention) -> Iterator[tuple[str, str]]:
        """How a bare id may be written, and how it is written now: in full, or for short."""
        now = self.of(mention.kind, mention.ident)
        debate, slash, slug = mention.ident.rpartition("/")
        owner, _, new = now.rpartition("/")
        goes = self.goes(mention.path, mention.line)
        own = goes.debate if goes and slash else self.debates.get(debate, debate)
        yield mention.ident, new if goes and owner == own else now
        if slash:
            yield slug, new if owner == own else now


def edits_for(names: Names, reading: Reading) -> Iterator[Edit]:
    """What to change wherever something is named."""
    items = () if names.debates else names.items
    for mention in reading.mentions(names.words, items):
        written = reading.written(mention.path)
        at = written.at(mention.line, mention.column)
        if mention.link:
            yield from _of_link(names, mention, written, at)
        else:
            yield from _of_id(names, mention, written, at)


def _of_id(names: Names, mention: Mention, written: Written, at: int) -> Iterator[Edit]:
    """A bare id, which may have its debate in front."""
    if written.text[at : at + 1] in ("'", '"'):  # in front matter
        at += 1
    for was, new in names.bare(mention):
        if written.text.startswith(was, at):
            if was != new:
                yield written.edit(at, at + len(was), new)
            return
    raise _unwritable(mention)


def _of_link(names: Names, mention: Mention, written: Written, at: int) -> Iterator[Edit]:
    assert mention.link
    name = mention.link.href.partition("#")[0]
    now = names.of(mention.kind, mention.ident)
    goes = names.goes(mention.path, mention.line)
    home = goes.to if goes else names.files.get(mention.path, mention.path)
    file = names.homes.get(mention.ident) or names.files.get(mention.file, mention.file)
    named_itself = bool(goes and name and home == file)  # as it had to be where it was
    same_file = resolve_path(home, name) == file and not named_itself
    if now == mention.ident and same_file:
        return
    link = link_at(written.text, at, mention.link.href)
    if link is None:
        raise _unwritable(mention)
    for goal in link.goals:
        raw, hash_sign, fragment = goal.of(written.text).partition("#")
        raw = raw if same_file else way(home, file)
        fragment = now.rpartition("/")[2] if hash_sign and mention.kind in KINDS else fragment
        yield written.edit(*goal, f"{raw}{hash_sign}{fragment}")
    yield from _of_words(link, mention.ident, now, written)


def _of_words(link: WrittenLink, ident: str, now: str, written: Written) -> Iterator[Edit]:
    """The words of a link, where they are the id and nothing else."""
    words = link.words.of(written.text)
    bare = words.strip(MARKUP)
    start = link.words.start + len(words) - len(words.lstrip(MARKUP))
    slug = ident.rpartition("/")[2]
    new = now if bare == ident else now.rpartition("/")[2] if bare == slug else bare
    if new != bare:
        yield written.edit(start, start + len(bare), new)


def way(home: str, file: str) -> str:
    """How a link in one file names another; nothing where it is the same."""
    if home == file:
        return ""
    return quote(posixpath.relpath(file, posixpath.dirname(home) or "."))


def _unwritable(mention: Mention) -> KbError:
    return KbError(
        f"nothing was written, since {mention.path}:{mention.line}:{mention.column} names "
        f"'{mention.ident or mention.file}' in a way that cannot be changed; write it "
        "'[words](file.md#id)'"
    )
