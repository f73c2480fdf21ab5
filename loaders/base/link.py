"""All debates together: what one needs of another, what several write, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from kb.diagnostics import Code, Diagnostic
from kb.model import Argument, Passage, Relation, Stance, short_hash
from loaders.base.contrary import left_out_and_cited
from loaders.base.known import Heads, Known, past_end
from loaders.base.nodes import Collected, at_home, collect, mixed
from loaders.base.registers import Register
from loaders.base.renames import debates_renamed, debates_taken, renamed_in, taken
from loaders.facts.arguments import (
    Arguments,
    contradictions,
    counted_twice,
    explain_unsettled,
    looping,
    merged,
    merged_relations,
)
from loaders.facts.debate import content
from loaders.facts.lazy import Lazy
from loaders.facts.parsed import Body, Contents, NodeRecord, contents_of
from loaders.files.discover import Layout
from loaders.files.folder import SOURCES
from loaders.files.lock import Lock
from loaders.grammar.drafts import ArgumentDraft, ArgumentName
from loaders.grammar.needs import Need
from loaders.grammar.references import Scope, passage_order


@dataclass
class Linked:
    """A base as a whole: what its nodes are, and who else writes of them.

    `late` are the arguments and stances that only the whole base could place, with their nodes.
    """

    heads: Heads = field(default_factory=dict)
    late: dict[str, Argument] = field(default_factory=dict)
    late_stances: dict[str, Stance] = field(default_factory=dict)
    late_records: dict[str, NodeRecord] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def collected(self) -> Collected:
        """Most of what is known of a base, which is for a graph and for what is wrong alone."""
        return self._collect(self.heads)

    @cached_property
    def mixed(self) -> set[str]:
        """The debates that have a node of which others may write, or which only the whole base
        could place."""
        return mixed(self.heads).union(*map(_homes, self.late.values())) & self.heads.keys()

    @cached_property
    def together(self) -> Collected:
        """The nodes of these alone; no other node has several `writers`."""
        return self._collect(self.mixed)

    def among(self, debates: Collection[str]) -> Collected:
        """The nodes of some debates, and perhaps of others."""
        wanted = {*debates, *self.mixed}
        return self.collected if self.heads.keys() <= wanted else self._collect(wanted)

    @cached_property
    def contents(self) -> Mapping[str, Contents]:
        """What each debate contains: as it was kept, where it alone writes of all that is in it."""
        kept = {debate: head.contents for debate, head in self.heads.items()}
        nodes = self.together.by_debate()
        return kept | {debate: contents_of(debate, nodes[debate]) for debate in self.mixed}

    def _collect(self, debates: Container[str]) -> Collected:
        found = collect(self.heads, debates)
        for ident, record in self.late_records.items():
            found.place(ident, record, self.late[ident].debate)
        return found

    @property
    def records(self) -> Mapping[str, NodeRecord]:
        return Lazy(lambda: self.collected.records)


def link(
    heads: Heads, register: Register, lock: Lock, layout: Layout, body: Callable[[str], Body]
) -> Linked:
    """Check the debates against each other; `body` gives that of one where it is needed."""
    linked = Linked(heads)
    known = Known(heads, register, lock, layout, renamed_in(heads), debates_renamed(heads))
    met: set[tuple[str, str, str]] = set()  # most things are named many times
    for head in heads.values():
        for need in head.needs:
            named = (need.kind, need.ref, need.file)
            if named not in met:
                found = known.unmet(need, len(linked.problems))
                linked.problems += found
                if not found:
                    met.add(named)
    linked.problems += _register_problems(heads, register, lock)
    linked.problems += left_out_and_cited(heads.values(), register) if register.left_out else ()
    scope = Scope("", known.owners, {})
    for goal, path, line, column in register.links:
        scope.prose_link(goal, path, line, column)
    for need in scope.needs:
        linked.problems += known.unmet(need, len(linked.problems))
    linked.problems += [*taken(heads), *debates_taken(heads)]
    _settle_pending(heads, linked, body)
    shared = [argument for head in heads.values() for argument in head.shared]
    linked.problems += contradictions(shared, linked.records)
    all_linked = [argument for head in heads.values() for argument in head.linked]
    all_linked += [argument for argument in linked.late.values() if len(argument.premises) > 1]
    answers = {ident for head in heads.values() for ident in head.answers}
    linked.problems += counted_twice(all_linked, linked.records, answers)
    return linked


# -- what must exist elsewhere --------------------------------------------------------------------


def _register_problems(heads: Heads, register: Register, lock: Lock) -> list[Diagnostic]:
    found = []
    for source, number, path, line, column in register.needs:
        need = Need("passage", f"{source}#{number}", path, line, column)
        found += past_end(need, lock)
    passages = {n.ref for head in heads.values() for n in head.needs if n.kind == "passage"}
    cited = {passage_order(passage)[0] for passage in passages}
    for source in sorted(cited & set(register.sources) - set(lock)):
        path, line, column = register.where[f"{SOURCES}#{source}"]
        says = (
            f"the passages of '{source}' are not pinned, so they cannot be checked; "
            "run 'kb sources pin --from DIR'"
        )
        found.append(Diagnostic(path, line, column, Code.SOURCE_NOT_PINNED, says))
    return found


# -- what several debates write -------------------------------------------------------------------


def _settle_pending(heads: Heads, linked: Linked, body: Callable[[str], Body]) -> None:
    """Find the arguments of undercuts that name one which another debate writes."""
    pending = [(debate, draft) for debate, head in heads.items() for draft in head.pending]
    if not pending:
        return
    known = _neighbours(heads, pending, body)
    while pending:  # an undercut in one debate may name one of another
        waiting = []
        for debate in dict.fromkeys(debate for debate, _ in pending):
            known.debate = debate
            unsettled = known.settle_undercuts(draft for d, draft in pending if d == debate)
            waiting += [(debate, draft) for draft in unsettled]
        if len(waiting) == len(pending):
            break
        pending = waiting
    drafts = [draft for _, draft in pending]
    loops = looping(drafts)
    dangling = {(p.path, p.line) for p in linked.problems if p.code is Code.DANGLING_LINK}
    linked.problems += [
        explain_unsettled(draft, known, number in loops)
        for number, draft in enumerate(drafts)
        if (draft.place.path, draft.place.line) not in dangling
    ]
    _add_late(linked, known)


def _neighbours(
    heads: Heads, pending: Iterable[tuple[str, ArgumentDraft]], body: Callable[[str], Body]
) -> Arguments:
    """The arguments that the pending undercuts could mean."""
    debates = {debate for debate, _ in pending}
    debates |= {named for _, draft in pending for named in _debates_in(draft.target)}
    known = Arguments()
    for debate in heads:
        arguments = body(debate).arguments if debate in debates else heads[debate].shared
        for argument in arguments:
            known.add(argument)
    return known


def _debates_in(target: str | ArgumentName) -> Iterator[str]:
    """The debates whose items the name of an argument names."""
    while isinstance(target, ArgumentName):
        yield from (premise.claim.partition("/")[0] for premise in target.premises)
        target = target.target
    yield target.partition("/")[0]


def _add_late(linked: Linked, known: Arguments) -> None:
    owned: dict[str, list[str]] = {}
    for stance in known.stances.values():
        owned.setdefault(stance.target, []).append(content(stance))
    late = {ident: one for ident, one in known.merged().items() if ident in known.settled}
    written = collect(linked.heads, mixed(linked.heads).union(*map(_homes, late.values()))).records
    linked.late, linked.late_stances = late, known.stances
    for ident, argument in late.items():
        place = argument.place
        was = written.get(ident)  # what debates write of it where it is written
        what = short_hash(was.hash if was else "", content(argument), *owned.get(ident, ()))
        column = was.column if was else known.columns.get(ident, 1)
        record = NodeRecord(what, place.path, place.line, column, place.ordinal)
        linked.late_records[ident] = record


def _homes(late: Argument) -> set[str]:
    """The debates that may write of an argument which only the whole base could place."""
    return {late.debate, *at_home(late)}


# -- facts of several bodies ----------------------------------------------------------------------


@dataclass
class Facts:
    """The facts of several debates, each once."""

    bodies: list[Body]
    arguments: dict[str, Argument]
    relations: dict[tuple[str, str, str], Relation]
    stances: dict[str, Stance]


def gather(bodies: Iterable[Body], linked: Linked) -> Facts:
    """Put bodies together: what is written in several is one."""
    facts = Facts(list(bodies), {}, {}, {})
    for body in facts.bodies:
        for argument in body.arguments:
            known = facts.arguments.get(argument.id)
            facts.arguments[argument.id] = merged([known, argument]) if known else argument
        facts.stances |= {stance.id: stance for stance in body.stances}
    facts.relations = merged_relations(r for body in facts.bodies for r in body.relations)
    facts.arguments |= linked.late
    facts.stances |= linked.late_stances
    return facts


def parted(body: Body, shared: Container[str]) -> tuple[Body, Body]:
    """The facts about nodes that the debate alone writes of, and the others."""

    def those(are_shared: bool) -> Body:
        return Body(
            debate=body.debate,
            claims=tuple(c for c in body.claims if (c.id in shared) == are_shared),
            arguments=tuple(a for a in body.arguments if (a.id in shared) == are_shared),
            relations=tuple(r for r in body.relations if (r.source in shared) == are_shared),
            stances=tuple(s for s in body.stances if (s.target in shared) == are_shared),
        )

    return those(False), those(True)


def passages(register: Register, lock: Lock) -> list[Passage]:
    """Every pinned passage, and those of which `sources.md` says something."""
    found = {}
    for source, pinned in lock.items():
        if source in register.sources:
            for number, fingerprint in enumerate(pinned.fingerprints, 1):
                found[f"{source}#{number}"] = fingerprint
    wanted: dict[str, str | None] = dict(found)
    written = (register.left_out, register.repeats, register.repeats.values(), register.starts)
    for ident in chain.from_iterable(written):
        wanted.setdefault(ident, None)
    return [
        Passage(
            id=ident,
            source=passage_order(ident)[0],
            number=passage_order(ident)[1],
            fingerprint=mark,
            left_out=register.left_out.get(ident)
            or register.left_out.get(register.repeats.get(ident, "")),
            repeats=register.repeats.get(ident),
            starts=register.starts.get(ident),
        )
        for ident, mark in sorted(wanted.items(), key=lambda pair: passage_order(pair[0]))
    ]
