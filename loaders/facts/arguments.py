"""Arguments from drafts: one argument however often it is written, undercuts found by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from kb.diagnostics import Code, Diagnostic
from kb.kinds import ArgumentKind
from kb.model import Argument, Premise, Relation, Stance, argument_id, stance_id
from loaders.facts.parsed import NodeRecord
from loaders.grammar.drafts import ArgumentDraft, ArgumentName, StanceDraft
from loaders.grammar.references import joined

EITHER: tuple[ArgumentKind, ...] = ("supports", "rebuts", "undercuts")
SHOWN = 6  # arguments that a message lists

Premises = frozenset[tuple[str, bool]]


def premise_set(premises: Iterable[Premise]) -> Premises:
    return frozenset((p.claim, p.negated) for p in premises)


@dataclass
class Arguments:
    """The arguments known so far, found by id and by what they are about.

    `by_id` has the first mention of each, `mentions` the others, which are merged at the end.
    """

    debate: str = ""
    by_id: dict[str, Argument] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    stances: dict[str, Stance] = field(default_factory=dict)
    mentions: dict[str, list[Argument]] = field(default_factory=lambda: defaultdict(list))
    on: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    settled: set[str] = field(default_factory=set)
    needing: dict[tuple[str, str, bool], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, argument: Argument, column: int = 1) -> None:
        """Add an argument; one that is known already gains reasons, passages and sources."""
        if argument.id in self.by_id:
            self.mentions[argument.id].append(argument)
            return
        self.by_id[argument.id] = argument
        self.columns[argument.id] = column
        self.on[argument.target].append(argument.id)
        for premise in argument.premises:
            self.needing[argument.target, premise.claim, premise.negated].append(argument.id)

    def merged(self) -> dict[str, Argument]:
        """Every argument with all that its mentions say."""
        return {
            ident: merged([argument, *self.mentions[ident]]) if ident in self.mentions else argument
            for ident, argument in self.by_id.items()
        }

    def settle(self, draft: ArgumentDraft, target: str) -> str:
        """Make an argument of a draft whose target is known, and of all that is under it."""
        ident = argument_id(draft.kind, draft.premises, target)
        self.settled.add(ident)
        self.add(
            Argument(
                id=ident,
                kind=draft.kind,
                premises=draft.premises,
                target=target,
                reasons=draft.reasons,
                called=draft.called,
                scheme=draft.scheme,
                inferred=draft.inferred,
                answer=draft.answer,
                debate=self.debate,
                passages=draft.passages,
                place=draft.place,
            ),
            draft.column,
        )
        for stance in draft.stances:
            self.add_stance(stance, ident)
        for below in draft.undercut_by:
            self.settle(below, ident)
        return ident

    def add_stance(self, draft: StanceDraft, target: str) -> None:
        """Add what a person thinks of a claim or argument, once however often it is written."""
        ident = stance_id(draft.person, draft.kind, target, *draft[2:])
        if ident not in self.stances:
            self.stances[ident] = Stance(id=ident, target=target, **draft._asdict())

    def find(self, name: ArgumentName) -> str | list[str]:
        """The id of the argument that a name means, else the ids it could mean.

        It is the argument with exactly these premises, else the only one that has them among
        its own.
        """
        target = name.target
        if isinstance(target, ArgumentName):
            inner = self.find(target)
            if not isinstance(inner, str):
                return inner
            target = inner
        for kind in EITHER:
            exact = argument_id(kind, name.premises, target)
            if exact in self.by_id:
                return exact
        wanted = premise_set(name.premises)
        sought = ((target, p.claim, p.negated) for p in name.premises)
        few = min((self.needing.get(one, []) for one in sought), key=len)
        found = (i for i in few if premise_set(self.by_id[i].premises) >= wanted)
        containing = list(islice(found, SHOWN + 1))
        return containing[0] if len(containing) == 1 else containing

    def settle_undercuts(self, drafts: Iterable[ArgumentDraft]) -> list[ArgumentDraft]:
        """Settle the undercuts whose argument is known; the others come back.

        An undercut may name another undercut that is settled after it, so it is tried again
        for as long as anything is found.
        """
        waiting = list(drafts)
        while True:
            unsettled = []
            for draft in waiting:
                assert isinstance(draft.target, ArgumentName)
                found = self.find(draft.target)
                if isinstance(found, str):
                    self.settle(draft, found)
                else:
                    unsettled.append(draft)
            if len(unsettled) == len(waiting):
                return unsettled
            waiting = unsettled


def merged(mentions: Sequence[Argument]) -> Argument:
    """The same argument written several times: reasons and passages add up.

    It is inferred, and what an answer would do, only where every mention says so. It has the first
    name and the first scheme that one of them gives.
    """
    return mentions[0].model_copy(
        update={
            "reasons": joined(*(one.reasons for one in mentions)),
            "passages": joined(*(one.passages for one in mentions)),
            "called": next((one.called for one in mentions if one.called), None),
            "scheme": next((one.scheme for one in mentions if one.scheme), None),
            "inferred": all(one.inferred for one in mentions),
            "answer": mentions[0].answer if all(one.answer for one in mentions) else None,
        }
    )


def merged_relations(mentions: Iterable[Relation]) -> dict[tuple[str, str, str], Relation]:
    """Relations by kind and ends; one written several times, or from both ends, is one."""
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for one in mentions:
        groups.setdefault((one.kind, one.source, one.target), []).append(one)
    return {key: group[0] if len(group) == 1 else _as_one(group) for key, group in groups.items()}


def _as_one(relations: Sequence[Relation]) -> Relation:
    reasons = joined(*(tuple(one.reason.split("\n\n")) for one in relations if one.reason))
    return relations[0].model_copy(
        update={
            "reason": "\n\n".join(reasons),
            "passages": joined(*(one.passages for one in relations)),
            "inferred": all(one.inferred for one in relations),
        }
    )


def contradictions(
    arguments: Iterable[Argument], known: Mapping[str, NodeRecord]
) -> list[Diagnostic]:
    """Rebuttals that stand beside a support with the same premises and target."""
    found = []
    for argument in arguments:
        if argument.kind != "rebuts":
            continue
        twin = known.get(argument_id("supports", argument.premises, argument.target))
        if twin:
            says = (
                f"{describe(argument)} is both a support ({twin.path}:{twin.line}) "
                "and a rebuttal; keep one"
            )
            found.append(known[argument.id].problem(Code.CONTRADICTION, says))
    return found


def counted_twice(
    linked: Iterable[Argument], known: Mapping[str, NodeRecord], answers: Container[str]
) -> list[Diagnostic]:
    """Linked premises some of which are an argument of their own for the same target.

    What the answer to a crux does is no reason of its own: `answers` has cruxes and arguments.
    """
    found = []
    for argument in linked:
        smaller = [
            argument_id(argument.kind, premises, argument.target)
            for premises in _parts(argument)
            if len(premises) > 1 or premises[0].claim not in answers
        ]
        other = next((known[i] for i in smaller if i in known and i not in answers), None)
        if other:
            says = (
                f"the premises of {describe(argument)} contain those of another argument for it "
                f"({other.path}:{other.line}): is a reason counted twice?"
            )
            found.append(known[argument.id].problem(Code.COUNTED_TWICE, says))
    return found


def _parts(argument: Argument) -> Iterable[tuple[Premise, ...]]:
    """All smaller sets of its premises; of very many premises only those that lack one."""
    count = len(argument.premises)
    sizes = range(1, count) if count <= 8 else (1, count - 1)
    for size in sizes:
        yield from combinations(argument.premises, size)


def describe(
    argument: Argument | ArgumentDraft | ArgumentName, known: Arguments | None = None
) -> str:
    """An argument in the words of the format: `a + not b → c`."""
    target = argument.target
    if not isinstance(target, str):
        end = describe(target)
    elif known and target in known.by_id:
        end = describe(known.by_id[target], known)
    else:
        end = _slug(target)
    return f"{describe_premises(argument.premises)} → {end}"


def describe_premises(premises: Iterable[Premise]) -> str:
    return " + ".join(("not " if p.negated else "") + _slug(p.claim) for p in premises)


def _slug(ident: str) -> str:
    return ident.partition("/")[2] or ident


def explain_unsettled(draft: ArgumentDraft, known: Arguments, loop: bool) -> Diagnostic:
    """Why an undercut could not be settled."""
    assert isinstance(draft.target, ArgumentName)
    code, says = _why(draft.target, known, loop)
    return Diagnostic(draft.place.path, draft.place.line, draft.column, code, says)


def _why(name: ArgumentName, known: Arguments, loop: bool) -> tuple[Code, str]:
    shown = describe(name)
    if loop:
        return Code.UNDERCUT_LOOP, f"the undercuts around '{shown}' name each other in a loop"
    found = known.find(name)
    if found and not isinstance(found, str):
        says = f"'{shown}' could be any of: {_listed(found, known)}; name all premises"
        return Code.AMBIGUOUS_ARGUMENT, says
    target = name.target if isinstance(name.target, str) else known.find(name.target)
    others = known.on.get(target, []) if isinstance(target, str) else []
    says = f"there is no argument '{shown}'"
    if others:
        return Code.NO_SUCH_ARGUMENT, f"{says}; there is: {_listed(others, known)}"
    return Code.NO_SUCH_ARGUMENT, f"{says}; nothing supports or rebuts '{_root(name)}'"


def _listed(idents: list[str], known: Arguments) -> str:
    names = sorted(describe(known.by_id[ident], known) for ident in idents[: SHOWN + 1])
    return "; ".join(names[:SHOWN]) + ("; ..." if len(names) > SHOWN else "")


def _root(name: ArgumentName) -> str:
    return _slug(name.target) if isinstance(name.target, str) else _root(name.target)


def looping(drafts: Sequence[ArgumentDraft]) -> set[int]:
    """The positions of unsettled undercuts that wait, in a circle, for each other.

    An undercut waits for those that have the premises it names; who waits for nobody that is
    left, or is waited for by nobody, is in no circle.
    """
    waits = {i: edge for i, draft in enumerate(drafts) if (edge := _waits(draft))}
    while True:
        makers = {maker for maker, _ in waits.values()}
        named = {name for _, name in waits.values()}
        left = {i: (m, n) for i, (m, n) in waits.items() if n in makers and m in named}
        if len(left) == len(waits):
            return set(left)
        waits = left


def _waits(draft: ArgumentDraft) -> tuple[Premises, Premises] | None:
    """The premises of an undercut, and those of the undercut that it names."""
    assert isinstance(draft.target, ArgumentName)
    if isinstance(draft.target.target, str):
        return None
    return premise_set(draft.premises), premise_set(draft.target.premises)
