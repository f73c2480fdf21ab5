"""A folder in, a base out: finds the files, reads what changed, links and checks the whole."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from kb.diagnostics import Code, Diagnostic, in_file_order
from kb.disk import Cache
from kb.errors import FilesChanged
from kb.model import Base, Passage, Term
from loaders.base.link import Facts, Linked, gather, link, passages
from loaders.base.reading import read_debate
from loaders.base.registers import Register, Settings, read_register, read_settings
from loaders.facts.parsed import Body, Head, NodeRecord, ParsedDebate
from loaders.files.conflicts import read_settled, settled
from loaders.files.discover import Layout, asks_question, is_unicode, lay_out
from loaders.files.folder import LOCK, PEOPLE, SETTINGS, SOURCES, survey
from loaders.files.fresh import (
    PARTS,
    VERSION,
    FileState,
    States,
    fingerprint,
    read_states,
    scan,
    write_states,
)
from loaders.files.lock import Lock, read_lock
from loaders.files.raw import NO_MARK
from loaders.files.text import TextFile, decode
from loaders.grammar.left_alone import meant_as_debate
from loaders.grammar.references import passage_order
from loaders.lints.base import lint

WORTH_IT = 1_000_000  # bytes to read, below which starting processes takes longer than it saves
NO_DRAFTS: Mapping[str, str] = MappingProxyType({})
TRIES = 5  # for a base whose files change while they are read


@dataclass
class LoadedBase:
    """A base as read: its problems, and its facts on demand."""

    root: Path
    settings: Settings
    layout: Layout
    register: Register
    lock: Lock
    heads: dict[str, Head]
    linked: Linked
    problems: list[Diagnostic]
    fingerprint: str
    _debates: _Debates

    @property
    def errors(self) -> list[Diagnostic]:
        return [problem for problem in self.problems if not problem.code.is_warning]

    def facts(self, debates: Iterable[str]) -> Facts:
        """The facts of some debates, and what the whole base adds to them."""
        return gather((self._debates.body(debate) for debate in debates), self.linked)

    def key(self, debate: str) -> str:
        """The hash of what the facts of a debate are made of: its files, and how they are read."""
        return self._debates.key(debate)

    def writers(self, node: str) -> set[str]:
        """The debates whose files write of a node."""
        owner = self.linked.owners.get(node)
        return {owner, *self.linked.writers.get(node, ())} if owner else set()

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that definitions define, by id; the first writing of a name counts."""
        names: dict[str, str] = {}
        for head in self.heads.values():
            names = head.terms | names
        return tuple(Term(id=ident, heading=names[ident]) for ident in sorted(names))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All pinned passages, and the others that something cites."""
        known = {p.id: p for p in passages(self.heads, self.register, self.lock)}
        for ident in sorted(self._cited() - set(known), key=passage_order):
            source, number = passage_order(ident)
            known[ident] = Passage(id=ident, source=source, number=number)
        return tuple(sorted(known.values(), key=lambda p: (p.source, p.number)))

    def _cited(self) -> set[str]:
        """The passages of sources not pinned that something cites."""
        cited: set[str] = set()
        for head in self.heads.values():
            sources = {passage_order(n.ref)[0] for n in head.needs if n.kind == "passage"}
            if sources - set(self.lock):
                cited |= _cited_in(self._debates.body(head.debate))
        return {c for c in cited if passage_order(c)[0] not in self.lock}

    @cached_property
    def base(self) -> Base:
        """The whole base as a value."""
        facts = self.facts(self.heads)
        return Base(
            id=self.settings.id,
            heading=self.settings.heading,
            debates=tuple(body.debate for body in facts.bodies),
            claims=tuple(claim for body in facts.bodies for claim in body.claims),
            arguments=tuple(facts.arguments.values()),
            relations=tuple(facts.relations.values()),
            stances=tuple(facts.stances.values()),
            people=tuple(self.register.people.values()),
            sources=tuple(self.register.sources.values()),
            passages=self.passages,
            terms=self.terms,
        )

    @property
    def records(self) -> dict[str, NodeRecord]:
        return self.linked.records

    def forget_records(self) -> None:
        """Let go of what only a graph is made of, most of what is known of a big base: after this
        there are facts, but neither `records` nor `writers`."""
        for known in (self.linked.records, self.linked.owners, self.linked.writers):
            known.clear()
        for debate, head in self.heads.items():
            items = {node: record for node, record in head.nodes.items() if "/" in node}
            self.heads[debate] = head.model_copy(update={"nodes": items})


def _cited_in(body: Body) -> set[str]:
    cited = chain(
        (fact.passages for fact in body.claims),
        (fact.passages for fact in body.arguments),
        (fact.passages for fact in body.relations),
        (fact.passages for fact in body.stances),
        (tuple(quote.passage for quote in fact.quotes) for fact in body.claims),
    )
    return set(chain.from_iterable(cited))


def load_base(
    root: Path, cache: Path | None = None, drafts: Mapping[str, str] = NO_DRAFTS
) -> LoadedBase:
    """Read the base in the folder `root`.

    With a `cache`, a folder of the user's own, only debates whose files changed since the last time
    are parsed. Problems are in the result; nothing that a file holds makes this raise, but for
    FilesChanged where files change again and again meanwhile. `drafts` are texts that files would
    have: they are read in the place of these.
    """
    with without_collector():
        for _ in range(TRIES - 1):
            with suppress(FilesChanged):
                return _load(root, Cache(cache), drafts)
        return _load(root, Cache(cache), drafts)


@contextmanager
def without_collector() -> Iterator[None]:
    """Without the garbage collector, which would walk all that was read again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _load(root: Path, cache: Cache, drafts: Mapping[str, str]) -> LoadedBase:
    listing = survey(root)
    states = scan(root, listing.paths, read_states(cache))
    texts = _Texts(root, states)
    for path, text in drafts.items():
        states[path] = FileState(NO_MARK, hashlib.sha256(text.encode()).hexdigest(), trusted=False)
        texts.known[path] = settled(decode(path, text.encode()))
    meant: dict[str, list[Diagnostic]] = {}
    for path, state in states.items():
        if path.endswith(".md") and path not in (PEOPLE, SOURCES) and state.asks is None:
            asks, meant[path] = asks_question(texts.get(path)) if is_unicode(path) else (False, [])
            if not asks and not meant[path] and is_unicode(path):
                meant[path] = list(meant_as_debate(texts.get(path)))
            states[path] = state._replace(asks=None if meant[path] else asks)
    write_states(cache, states)
    settings, problems = read_settings(texts.get(SETTINGS))
    register = read_register(texts.get_if(PEOPLE, states), texts.get_if(SOURCES, states))
    lock, lock_problems = read_lock(texts.get_if(LOCK, states))
    markdown = [path for path in states if path.endswith(".md")]
    layout = lay_out(markdown, {path for path in markdown if states[path].asks})
    kept = cache.below(PARTS)
    kept.sweep()
    debates = _Debates(layout, states, texts, register, kept)
    debates.prepare()
    heads = {debate: debates.head(debate) for debate in layout.debates}
    linked = link(heads, register, lock, layout, debates.body)
    problems += lock_problems + layout.problems + register.problems + linked.problems
    problems += [_skipped(*found) for found in listing.skipped]
    problems += [problem for head in heads.values() for problem in head.problems]
    problems += [problem for path in layout.left_alone for problem in meant.get(path, ())]
    problems += lint(heads, linked.records, linked.late.values(), problems)
    return LoadedBase(
        root,
        settings,
        layout,
        register,
        lock,
        heads,
        linked,
        in_file_order(problems),
        fingerprint(states),
        debates,
    )


def _skipped(folder: str, why: str) -> Diagnostic:
    shown = folder.encode("utf-8", "backslashreplace").decode("utf-8")
    says = f"the folder was not looked into: {why}"
    return Diagnostic(shown, 1, 1, Code.FOLDER_SKIPPED, says)


@dataclass
class _Texts:
    """The texts of files, read once, and of the very bytes whose hash is in `states`."""

    root: Path
    states: States
    known: dict[str, TextFile] = field(default_factory=dict)

    def get(self, path: str) -> TextFile:
        if path not in self.known:
            file = read_settled(self.root, path)
            if path in self.states and file.digest != self.states[path].digest:
                raise FilesChanged(f"'{path}' changed while the base was read; try again")
            self.known[path] = file
        return self.known[path]

    def get_if(self, path: str, states: States) -> TextFile | None:
        return self.get(path) if path in states else None


@dataclass
class _Debates:
    """The debates of a base, from the cache where the files are still the same."""

    layout: Layout
    states: States
    texts: _Texts
    register: Register
    cache: Cache
    read: dict[str, ParsedDebate] = field(default_factory=dict)
    fetched: dict[str, tuple[str, str]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Where very much is new, let several processes read it."""
        sizes = {name: self._size(name) for name in self.layout.debates}
        if sum(sizes.values()) < WORTH_IT:
            return
        new = {n: paths for n, paths in self.layout.debates.items() if not self._is_kept(n)}
        if len(new) > 1 and sum(sizes[name] for name in new) > WORTH_IT:
            from loaders.base.worker import read_many

            for name, (head, body) in read_many(
                self.texts.root, new, self._digests(new), self.owners, self.register.same
            ):
                self._keep(name, head, body)
                if not self._is_kept(name):  # where nothing can be written
                    self.fetched[name] = head, body

    def _size(self, debate: str) -> int:
        return sum(self.states[path].size for path in self.layout.debates[debate])

    def _digests(self, debates: Iterable[str]) -> dict[str, str]:
        paths = chain.from_iterable(self.layout.debates[debate] for debate in debates)
        return {path: self.states[path].digest for path in paths}

    def _is_kept(self, debate: str) -> bool:
        return self.cache.begins(_file(debate), f"{self.key(debate)}\n".encode())

    @cached_property
    def owners(self) -> dict[str, str]:
        return self.layout.owners

    @cached_property
    def _repeats(self) -> str:
        return hashlib.sha256(repr(self.register.repeats).encode()).hexdigest()

    def head(self, debate: str) -> Head:
        kept = self._kept(debate)
        if kept:
            try:
                head = Head.model_validate_json(kept[0])
                if all(self.owners.get(path) == owner for path, owner in head.paths.items()):
                    return head
            except ValidationError:
                pass  # damaged: read the files instead
        return self._parsed(debate).head

    def body(self, debate: str) -> Body:
        kept = self._kept(debate) if debate not in self.read else None
        if kept:
            try:
                return Body.model_validate_json(kept[1])
            except ValidationError:
                pass  # damaged: read the files instead
        return self._parsed(debate).body

    def _parsed(self, debate: str) -> ParsedDebate:
        if debate not in self.read:
            files = [self.texts.get(path) for path in self.layout.debates[debate]]
            parsed = read_debate(debate, files, self.owners, self.register.same)
            self.read[debate] = parsed
            self._keep(debate, parsed.head.model_dump_json(), parsed.body.model_dump_json())
        return self.read[debate]

    def key(self, debate: str) -> str:
        """What a debate, as read, depends on, but for the debates of the files that it links to."""
        digest = hashlib.sha256(f"{VERSION}\0{debate}\0{self._repeats}".encode())
        for path in self.layout.debates[debate]:
            digest.update(f"\0{path}\0{self.states[path].digest}".encode("utf-8", "replace"))
        return digest.hexdigest()

    def _kept(self, debate: str) -> tuple[str, str] | None:
        if debate in self.fetched:
            return self.fetched[debate]
        lines = (self.cache.get(_file(debate)) or b"").decode("utf-8", "replace").split("\n")
        return (lines[1], lines[2]) if len(lines) == 3 and lines[0] == self.key(debate) else None

    def _keep(self, debate: str, head: str, body: str) -> None:
        said = "\n".join((self.key(debate), head, body))
        self.cache.put(_file(debate), said.encode("utf-8"))


def _file(debate: str) -> str:
    return f"{debate}.json"
