"""All parts of a base together: what one needs of another, what several write, what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Code, Diagnostic, did_you_mean
from kb.model import Argument, Passage, Relation, Stance, short_hash
from loaders.arguments import (
    Arguments,
    contradictions,
    counted_twice,
    explain_unsettled,
    looping,
    merged,
)
from loaders.debate import content, missing_anchor, missing_item
from loaders.item_reader import merge_relations
from loaders.lock import Lock
from loaders.part import ArgumentDraft, ArgumentName, Body, Head, Need, NodeRecord
from loaders.folder import SOURCES
from loaders.references import passage_order
from loaders.registers import Register

Heads = Mapping[str, Head]


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


def link(heads: Heads, register: Register, lock: Lock, body: Callable[[str], Body]) -> Linked:
    """Check the parts against each other; `body` gives the body of a debate where it is needed."""
    linked = Linked()
    for head in heads.values():
        for need in head.needs:
            linked.problems += _unmet(need, heads, register, lock)
    linked.problems += _register_problems(heads, register, lock)
    _collect_records(heads, linked)
    _settle_pending(heads, linked, body)
    shared = [argument for head in heads.values() for argument in head.shared]
    linked.problems += contradictions(shared, linked.records)
    all_linked = [argument for head in heads.values() for argument in head.linked]
    linked.problems += counted_twice(all_linked, linked.records)
    return linked


# -- what must exist elsewhere --------------------------------------------------------------------


def _unmet(need: Need, heads: Heads, register: Register, lock: Lock) -> list[Diagnostic]:
    match need.kind:
        case "item":
            return _unmet_item(need, heads)
        case "anchor":
            head = next(h for h in heads.values() if need.file in h.anchors)
            return missing_anchor(need, head.items, head.anchors)
        case "person":
            return _unlisted(need, Code.UNKNOWN_PERSON, "people.md", register.people)
        case "source":
            return _unlisted(need, Code.UNKNOWN_SOURCE, "sources.md", register.sources)
        case _:
            return _past_end(need, lock)


def _unmet_item(need: Need, heads: Heads) -> list[Diagnostic]:
    debate = need.ref.partition("/")[0]
    if debate in heads:
        return missing_item(need, heads[debate].items, debate)
    says = f"there is no debate '{debate}'{did_you_mean(debate, heads)}"
    return [need.problem(Code.DANGLING_LINK, says)]


def _unlisted(
    need: Need, code: Code, register: str, known: Mapping[str, object]
) -> list[Diagnostic]:
    if need.ref in known:
        return []
    guess = did_you_mean(need.ref, known) or f"; add the heading '## {need.ref}' there"
    return [need.problem(code, f"'{need.ref}' is not in {register}{guess}")]


def _past_end(need: Need, lock: Lock) -> list[Diagnostic]:
    source, number = passage_order(need.ref)
    if source not in lock or number <= lock[source].passages:
        return []
    says = f"'{source}' has {lock[source].passages} passages, so there is no ¶{number}"
    return [need.problem(Code.PASSAGE_PAST_END, says)]


def _register_problems(heads: Heads, register: Register, lock: Lock) -> list[Diagnostic]:
    found = []
    for source, number, *place in register.needs:
        need = Need("passage", f"{source}#{number}", *place)
        found += _past_end(need, lock)
    cited = {
        passage_order(need.ref)[0]
        for head in heads.values()
        for need in head.needs
        if need.kind == "passage"
    }
    for source in sorted(cited & set(register.sources) - set(lock)):
        path, line = register.where[f"{SOURCES}#{source}"]
        says = (
            f"the passages of '{source}' are not pinned, so they cannot be checked; "
            "run 'kb sources pin --from DIR'"
        )
        found.append(Diagnostic(path, line, 4, Code.SOURCE_NOT_PINNED, says))
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
    for debate, head in heads.items():
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
    before = set(known.by_id)
    unsettled: list[ArgumentDraft] = []
    for debate in dict.fromkeys(debate for debate, _ in pending):
        known.debate = debate
        unsettled += known.settle_undercuts(draft for d, draft in pending if d == debate)
    unsettled = known.settle_undercuts(unsettled)
    loops = looping(unsettled)
    linked.problems += [
        explain_unsettled(draft, known, number in loops) for number, draft in enumerate(unsettled)
    ]
    _add_late(linked, known, before)


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


def _add_late(linked: Linked, known: Arguments, before: set[str]) -> None:
    owned: dict[str, list[str]] = {}
    for stance in known.stances.values():
        owned.setdefault(stance.target, []).append(content(stance))
    linked.late_stances = known.stances
    for ident, argument in known.by_id.items():
        if ident in before and ident not in owned:
            continue
        linked.late[ident] = argument
        place = argument.place
        what = short_hash(content(argument), *sorted(owned.get(ident, ())))
        column = known.columns.get(ident, 1)
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
            facts.arguments[argument.id] = merged(known, argument) if known else argument
        for relation in body.relations:
            key = (relation.kind, relation.source, relation.target)
            same = facts.relations.get(key)
            facts.relations[key] = merge_relations(same, relation) if same else relation
        facts.stances |= {stance.id: stance for stance in body.stances}
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
            left_out=register.left_out.get(ident),
            repeats=register.repeats.get(ident),
        )
        for ident, mark in sorted(wanted.items(), key=lambda pair: passage_order(pair[0]))
    ]
