"""A folder in, a base out: finds the files, reads what changed, links and checks the whole."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kb.diagnostics import Code, Diagnostic, in_file_order
from kb.disk import Cache
from kb.errors import FilesChanged
from kb.model import Base, Passage, Term, short_hash
from loaders.base.cached import Debates, Memory
from loaders.base.given import Given
from loaders.base.link import Facts, Linked, gather, link, parted, passages
from loaders.base.nodes import Collected
from loaders.base.registers import Register, read_register
from loaders.base.renames import meant_by, renamed_in
from loaders.base.settings import Settings, in_order, read_settings
from loaders.base.texts import Texts
from loaders.facts.parsed import Body, Head, NodeRecord, terms_of
from loaders.files.conflicts import settled
from loaders.files.discover import Layout, asks_question, is_unicode, lay_out
from loaders.files.folder import LOCK, PEOPLE, SETTINGS, SOURCES, Listing, survey
from loaders.files.fresh import (
    PARTS,
    FileState,
    fingerprint,
    read_states,
    scan,
    write_states,
)
from loaders.files.lock import Lock, read_lock
from loaders.files.raw import NO_MARK
from loaders.files.text import decode
from loaders.grammar.references import passage_order
from loaders.lints.base import lint

NO_DRAFTS: Mapping[str, str | None] = MappingProxyType({})
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
    _debates: Debates
    _cache: Cache
    drafts: Mapping[str, str | None]
    _memory: Memory | None

    @property
    def errors(self) -> list[Diagnostic]:
        return [problem for problem in self.problems if not problem.code.is_warning]

    @property
    def lost(self) -> list[Diagnostic]:
        """The errors of files that were to be debates and of which nothing is read."""
        read = {*self.layout.owners, SETTINGS, LOCK, PEOPLE, SOURCES}
        return [problem for problem in self.errors if problem.path not in read]

    def facts(self, debates: Iterable[str]) -> Facts:
        """The facts of some debates, and what the whole base adds to them."""
        return gather((self._debates.body(debate) for debate in debates), self.linked)

    def portions(self, debates: Iterable[str]) -> Iterator[Facts]:
        """The same facts a debate at a time, so that they need not be in memory together; last
        what is said of nodes of which several debates write."""
        shared = {*self.linked.together.writers, *self.linked.late}
        common: list[Body] = []
        for debate in debates:
            body = self._debates.body(debate)
            if shared:
                body, rest = parted(body, shared)
                common.append(rest)
            yield gather([body], Linked())
        if shared:
            yield gather(common, self.linked)

    def key(self, debate: str) -> str:
        """The hash of what the facts of a debate are made of: its files, and how they are read."""
        renamed = self.heads[debate].renamed
        return short_hash(self._debates.key(debate), *chain.from_iterable(sorted(renamed.items())))

    def writers(self, node: str) -> set[str]:
        """The debates whose files write of a node."""
        known = self.linked.collected
        owner = known.owners.get(node)
        return {owner, *known.writers.get(node, ())} if owner else set()

    def writing(self, nodes: Iterable[str], owners: Mapping[str, str]) -> set[str]:
        """The debates whose files write of any of the nodes, which are debates or have `owners`."""
        known = dict.fromkeys(nodes)  # in their order, in which they stand in memory
        others = self.linked.together.writers
        found = {owners.get(node, node) for node in known}
        found.update(chain.from_iterable(others[node] for node in others.keys() & known.keys()))
        return found

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that definitions define, by id."""
        names = terms_of(self.heads.values())
        return tuple(Term(id=ident, heading=names[ident]) for ident in sorted(names))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All pinned passages, and the others that something cites."""
        known = {p.id: p for p in passages(self.register, self.lock)}
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

    def with_drafts(self, drafts: Mapping[str, str | None]) -> LoadedBase:
        """The base as it would be with other texts in some files; see `load_base`."""
        drafts = {**self.drafts, **drafts}
        return load_base(self.root, self._cache.folder, drafts, memory=self._memory)

    @property
    def digests(self) -> dict[str, str]:
        """The hash of each file as it was read."""
        return {path: state.digest for path, state in self._debates.states.items()}

    @property
    def records(self) -> dict[str, NodeRecord]:
        return self.linked.collected.records

    def forget_records(self) -> None:
        """Let go of what only a graph is made of, most of what is known of a big base: after this
        there are facts, but neither `records` nor `writers`."""
        self.linked.collected = self.linked.together = Collected()
        for debate, head in self.heads.items():
            self.heads[debate] = head.model_copy(update={"nodes": {}})


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
    root: Path,
    cache: Path | None = None,
    drafts: Mapping[str, str | None] = NO_DRAFTS,
    given: Given | None = None,
    memory: Memory | None = None,
) -> LoadedBase:
    """Read the base in the folder `root`.

    With a `cache`, a folder of the user's own, only debates whose files changed since the last time
    are parsed. Problems are in the result; nothing that a file holds makes this raise, but for
    FilesChanged where files change again and again meanwhile. `drafts` are texts that files would
    have, None for none: they are read in the place of these. `given` are all files of a base that
    is not on the disk: then nothing is looked at there, and nothing new is kept. A
    `memory` is for those who load a base again and again.
    """
    kept = Cache(cache, keeps=given is None)
    with without_collector():
        for _ in range(TRIES - 1):
            with suppress(FilesChanged):
                return _load(root, kept, drafts, given, memory)
        return _load(root, kept, drafts, given, memory)


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


def _load(
    root: Path,
    cache: Cache,
    drafts: Mapping[str, str | None],
    given: Given | None,
    memory: Memory | None,
) -> LoadedBase:
    listing = Listing(list(given.files), []) if given else survey(root)
    known = read_states(cache)
    states = given.states() if given else scan(root, listing.paths, known)
    on_disk = dict(states)
    texts = Texts(root, states, given.texts() if given else {})
    _take(drafts, states, texts)
    meant = _find_debates(states, texts)
    on_disk |= {path: state for path, state in states.items() if path not in drafts}
    if on_disk != known:
        write_states(cache, on_disk)
    settings, problems = read_settings(texts.get(SETTINGS))
    register = read_register(texts.get_if(PEOPLE, states), texts.get_if(SOURCES, states))
    lock, lock_problems = read_lock(texts.get_if(LOCK, states))
    markdown = [path for path in states if path.endswith(".md")]
    layout = lay_out(markdown, {path for path in markdown if states[path].asks})
    layout.debates, wrong = in_order(layout.debates, settings, texts.get(SETTINGS))
    kept = cache.below(PARTS)
    kept.sweep()
    shared = given.parsed if given else {}
    debates = Debates(layout, states, texts, register, kept, shared, memory, drafts)
    debates.prepare()
    heads = _heads(debates, layout)
    linked = link(heads, register, lock, layout, debates.body)
    problems += wrong + lock_problems + layout.problems + register.problems + linked.problems
    problems += [_skipped(*found) for found in listing.skipped]
    problems += [problem for head in heads.values() for problem in head.problems]
    problems += _left_alone(layout, meant)
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
        cache,
        drafts,
        memory,
    )


def _take(drafts: Mapping[str, str | None], states: dict[str, FileState], texts: Texts) -> None:
    """Put drafts in the place of files, or beside them; None for a file that is to be gone."""
    for path, text in drafts.items():
        if text is None:
            states.pop(path, None)
            continue
        states[path] = FileState(NO_MARK, hashlib.sha256(text.encode()).hexdigest(), trusted=False)
        texts.known[path] = settled(decode(path, text.encode()))
    for path in sorted(states) if drafts else ():  # in the order in which they would be listed
        states[path] = states.pop(path)


def _find_debates(states: dict[str, FileState], texts: Texts) -> dict[str, list[Diagnostic]]:
    """Note in the states which files ask a question, so are debates; what is wrong with those that
    were most likely meant to, by their paths."""
    meant: dict[str, list[Diagnostic]] = {}
    for path, state in states.items():
        if path.endswith(".md") and path not in (PEOPLE, SOURCES) and state.asks is None:
            asks, meant[path] = asks_question(texts.get(path)) if is_unicode(path) else (False, [])
            if not asks and not meant[path] and is_unicode(path):
                from loaders.grammar.left_alone import meant_as_debate

                meant[path] = list(meant_as_debate(texts.get(path)))
            states[path] = state._replace(asks=None if meant[path] else asks)
    return meant


def _heads(debates: Debates, layout: Layout) -> dict[str, Head]:
    """What the rest of the base knows of each debate, read anew where a name in it means something
    else by now."""
    heads = {debate: debates.head(debate) for debate in layout.debates}
    renamed = renamed_in(heads)
    for debate, head in heads.items():
        debates.renamed[debate] = named = meant_by(head, renamed, layout.owners)
        if named != head.renamed:
            heads[debate] = debates.read_anew(debate, named)
    return heads


def _left_alone(layout: Layout, meant: Mapping[str, list[Diagnostic]]) -> list[Diagnostic]:
    """What is wrong with files that are in no debate, but were most likely meant to be."""
    alone = {path: meant[path] for path in layout.left_alone if meant.get(path)}
    if not alone:
        return []
    from loaders.grammar.left_alone import causes

    return list(causes(alone))


def _skipped(folder: str, why: str) -> Diagnostic:
    shown = folder.encode("utf-8", "backslashreplace").decode("utf-8")
    says = f"the folder was not looked into: {why}"
    return Diagnostic(shown, 1, 1, Code.FOLDER_SKIPPED, says)
