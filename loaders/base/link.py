"""All debates together: what one needs of another, what several write, what is missing."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic, did_you_mean
from kb.model import Argument, Passage, Person, Relation, Source, Stance, short_hash, slugify
from loaders.base.registers import Register
from loaders.facts.arguments import (
    Arguments,
    contradictions,
    counted_twice,
    explain_unsettled,
    looping,
    merged,
    merged_relations,
)
from loaders.facts.debate import content, missing_anchor, missing_item
from loaders.facts.parsed import Body, Head, NodeRecord
from loaders.files.discover import Layout
from loaders.files.folder import PEOPLE, SOURCES
from loaders.files.lock import Lock
from loaders.grammar.drafts import ArgumentDraft, ArgumentName
from loaders.grammar.needs import Need
from loaders.grammar.references import Scope, passage_order

Heads = Mapping[str, Head]
PERSON = (
    "an item is expected here, and people stand behind 'Held by' and the like, on a crux behind "
    "'Answered yes by' or 'Answered no by'"
)


@dataclass
class Linked:
    """A base as a whole: what its nodes are, and who else writes of them.

    `records` are the nodes of all debates; `owners` the debate that a node is first written in,
    `writers` the others that write of it too;
    `late` the arguments and stances that only the whole base could place.
    """

    records: dict[str, NodeRecord] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    writers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    late: dict[str, Argument] = field(default_factory=dict)
    late_stances: dict[str, Stance] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def link(
    heads: Heads, register: Register, lock: Lock, layout: Layout, body: Callable[[str], Body]
) -> Linked:
    """Check the debates against each other; `body` gives that of one where it is needed."""
    linked = Linked()
    known = _Known(heads, register, lock, layout)
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
    scope = Scope("", known.owners, {})
    for goal, path, line, column in register.links:
        scope.prose_link(goal, path, line, column)
    for need in scope.needs:
        linked.problems += known.unmet(need, len(linked.problems))
    _collect_records(heads, linked)
    _settle_pending(heads, linked, body)
    shared = [argument for head in heads.values() for argument in head.shared]
    linked.problems += contradictions(shared, linked.records)
    all_linked = [argument for head in heads.values() for argument in head.linked]
    all_linked += [argument for argument in linked.late.values() if len(argument.premises) > 1]
    answers = {ident for head in heads.values() for ident in head.answers}
    linked.problems += counted_twice(all_linked, linked.records, answers)
    return linked


# -- what must exist elsewhere --------------------------------------------------------------------


@dataclass
class _Known:
    """What there is in the base for debates to refer to."""

    heads: Heads
    register: Register
    lock: Lock
    layout: Layout

    def __post_init__(self) -> None:
        self.owners = self.layout.owners
        self.files = {*self.owners, *self.layout.left_alone, PEOPLE, SOURCES}
        self.people = _names(self.register.people)
        self.sources = _names(self.register.sources)

    def unmet(self, need: Need, so_far: int) -> list[Diagnostic]:
        match need.kind:
            case "item":
                return self._unmet_item(need, so_far)
            case "anchor":
                return self._unmet_anchor(need, so_far)
            case "person":
                return _unlisted(need, Code.UNKNOWN_PERSON, PEOPLE, self.register.people, so_far)
            case "source":
                return _unlisted(need, Code.UNKNOWN_SOURCE, SOURCES, self.register.sources, so_far)
            case "shown person" | "shown source":
                return self._shown_otherwise(need)
            case "debate":
                if need.ref == PEOPLE:
                    return [need.problem(Code.DANGLING_LINK, f"'{PEOPLE}' has people; {PERSON}")]
                says = f"'{need.ref}' is no file of a debate in this base"
                return [_dangling(need, says, self.owners, so_far)]
            case "file":
                if need.ref in self.files:
                    return []
                return [_dangling(need, f"there is no file '{need.ref}'", self.files, so_far)]
            case _:
                return _past_end(need, self.lock)

    def _unmet_item(self, need: Need, so_far: int) -> list[Diagnostic]:
        debate, _, slug = need.ref.partition("/")
        if debate in self.heads:
            found = missing_item(need, self.heads[debate].items, debate, so_far)
            if found and not need.file and slug in self.register.people:
                return [need.problem(Code.DANGLING_LINK, f"'{slug}' is a person; {PERSON}")]
            return found
        return [_dangling(need, f"there is no debate '{debate}'", self.heads, so_far)]

    def _shown_otherwise(self, need: Need) -> list[Diagnostic]:
        """A problem where a link shows the name of one person or source and leads to another."""
        names = self.people if need.kind == "shown person" else self.sources
        meant = names.get(need.ref)
        if meant in (None, need.file) or need.file not in names.values():
            return []
        says = f"the link shows '{meant}', and leads to '{need.file}'"
        return [need.problem(Code.OTHER_ID_SHOWN, says)]

    def _unmet_anchor(self, need: Need, so_far: int) -> list[Diagnostic]:
        head = self.heads.get(self.owners.get(need.file, ""))
        if not head or need.file not in head.anchors:  # a file that could not be read
            return []
        return missing_anchor(need, head.items, head.anchors, so_far)


def _dangling(need: Need, says: str, known: Collection[str], so_far: int) -> Diagnostic:
    wrong = need.ref.partition("/")[0] if need.kind == "item" else need.ref
    folder = posixpath.dirname(need.path)
    above = need.ref.removeprefix(f"{folder}/")
    if folder and need.kind != "item" and above != need.ref and above in known:
        written = posixpath.relpath(above, folder)
        return need.problem(Code.DANGLING_LINK, f"{says} (did you mean '{written}'?)")
    return need.problem(Code.DANGLING_LINK, says + did_you_mean(wrong, known, so_far))


def _names(register: Mapping[str, Person] | Mapping[str, Source]) -> dict[str, str]:
    """The ids of a list by what a link may show: the id, or the name as a slug."""
    names = {slugify(one.heading): ident for ident, one in register.items()}
    return names | {ident: ident for ident in register}


def _unlisted(
    need: Need, code: Code, register: str, known: Mapping[str, object], so_far: int
) -> list[Diagnostic]:
    if need.ref in known:
        return []
    guess = did_you_mean(need.ref, known, so_far) or f"; add the heading '## {need.ref}' there"
    return [need.problem(code, f"'{need.ref}' is not in {register}{guess}")]


def _past_end(need: Need, lock: Lock) -> list[Diagnostic]:
    source, number = passage_order(need.ref)
    if source not in lock or number <= lock[source].passages:
        return []
    says = f"'{source}' has {lock[source].passages} passages, so there is no ¶{number}"
    return [need.problem(Code.PASSAGE_PAST_END, says)]


def _register_problems(heads: Heads, register: Register, lock: Lock) -> list[Diagnostic]:
    found = []
    for source, number, path, line, column in register.needs:
        need = Need("passage", f"{source}#{number}", path, line, column)
        found += _past_end(need, lock)
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


def _collect_records(heads: Heads, linked: Linked) -> None:
    hashes: dict[str, list[str]] = {}
    for debate, head in heads.items():
        for ident, record in head.nodes.items():
            if linked.records.setdefault(ident, record) is not record:
                hashes.setdefault(ident, [linked.records[ident].hash]).append(record.hash)
                linked.writers[ident].append(debate)
            linked.owners.setdefault(ident, debate)
        for relation in head.shared_relations:
            linked.writers[relation.source].append(debate)
    for head in heads.values():
        for relation in head.shared_relations:
            known = linked.records.get(relation.source)
            if known:
                hashes.setdefault(relation.source, [known.hash]).append(content(relation))
    for ident, several in hashes.items():
        whole = short_hash(*sorted(several))
        linked.records[ident] = linked.records[ident]._replace(hash=whole)


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
    debates |= {_root_debate(draft.target) for _, draft in pending}
    known = Arguments()
    for debate in heads:
        arguments = body(debate).arguments if debate in debates else heads[debate].shared
        for argument in arguments:
            known.add(argument)
    return known


def _root_debate(target: str | ArgumentName) -> str:
    while isinstance(target, ArgumentName):
        target = target.target
    return target.partition("/")[0]


def _add_late(linked: Linked, known: Arguments) -> None:
    owned: dict[str, list[str]] = {}
    for stance in known.stances.values():
        owned.setdefault(stance.target, []).append(content(stance))
    linked.late_stances = known.stances
    for ident, argument in known.merged().items():
        if ident not in known.settled:
            continue
        linked.late[ident] = argument
        place = argument.place
        was = linked.records.get(ident)  # what debates write of it where it is written
        what = short_hash(was.hash if was else "", content(argument), *sorted(owned.get(ident, ())))
        column = was.column if was else known.columns.get(ident, 1)
        record = NodeRecord(what, place.path, place.line, column, place.ordinal)
        linked.records[ident] = record


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


def passages(heads: Heads, register: Register, lock: Lock) -> list[Passage]:
    """Every pinned passage, and those of sources not pinned that something cites."""
    found = {}
    for source, pinned in lock.items():
        if source in register.sources:
            for number, fingerprint in enumerate(pinned.fingerprints, 1):
                found[f"{source}#{number}"] = fingerprint
    wanted: dict[str, str | None] = dict(found)
    for ident in (*register.left_out, *register.repeats, *register.repeats.values()):
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
        )
        for ident, mark in sorted(wanted.items(), key=lambda pair: passage_order(pair[0]))
    ]
