"""Arguments from drafts: one argument however often it is written, undercuts found by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kb.diagnostics import Code, Diagnostic
from kb.model import Argument, Premise, Stance, argument_id, stance_id
from loaders.part import ArgumentDraft, ArgumentName, NodeRecord, StanceDraft

Premises = frozenset[tuple[str, bool]]


def premise_set(premises: Iterable[Premise]) -> Premises:
    return frozenset((p.claim, p.negated) for p in premises)


@dataclass
class Arguments:
    """The arguments known so far, found by id and by what they are about."""

    debate: str = ""
    by_id: dict[str, Argument] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    on: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stances: dict[str, Stance] = field(default_factory=dict)

    def add(self, argument: Argument, column: int = 1) -> None:
        """Add an argument; one that is known already gains reasons, passages and sources."""
        known = self.by_id.get(argument.id)
        if known is None:
            self.on[argument.target].append(argument.id)
            self.columns[argument.id] = column
            self.by_id[argument.id] = argument
        else:
            self.by_id[argument.id] = merged(known, argument)

    def settle(self, draft: ArgumentDraft, target: str, ordinal: int) -> None:
        """Make an argument of a draft whose target is known, and of all that is under it."""
        ident = argument_id(draft.kind, draft.premises, target)
        place = draft.place.model_copy(update={"ordinal": ordinal})
        self.add(
            Argument(
                id=ident,
                kind=draft.kind,
                premises=draft.premises,
                target=target,
                reasons=draft.reasons,
                inferred=draft.inferred,
                debate=self.debate,
                passages=draft.passages,
                place=place,
            ),
            draft.column,
        )
        for stance in draft.stances:
            self.add_stance(stance, ident)
        for below in draft.undercut_by:
            self.settle(below, ident, ordinal)

    def add_stance(self, draft: StanceDraft, target: str) -> None:
        """Add what a person thinks of a claim or argument, once however often it is written."""
        said = draft.model_dump()
        ident = stance_id(draft.person, draft.kind, target, *list(said.values())[2:])
        self.stances.setdefault(ident, Stance(id=ident, target=target, **said))

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
        wanted = premise_set(name.premises)
        candidates = self.on.get(target, [])
        sets = {ident: premise_set(self.by_id[ident].premises) for ident in candidates}
        exact = [ident for ident, premises in sets.items() if premises == wanted]
        containing = [ident for ident, premises in sets.items() if premises >= wanted]
        if exact or len(containing) == 1:
            return (exact or containing)[0]
        return containing

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
                    self.settle(draft, found, len(self.by_id))
                else:
                    unsettled.append(draft)
            if len(unsettled) == len(waiting):
                return unsettled
            waiting = unsettled


def merged(one: Argument, other: Argument) -> Argument:
    """The same argument written twice: reasons and passages add up."""
    return one.model_copy(
        update={
            "reasons": joined(one.reasons, other.reasons),
            "passages": joined(one.passages, other.passages),
            "inferred": one.inferred and other.inferred,
        }
    )


def joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Both tuples in order, nothing twice."""
    return tuple(dict.fromkeys(one + other))


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


def counted_twice(linked: Iterable[Argument], known: Mapping[str, NodeRecord]) -> list[Diagnostic]:
    """Linked premises some of which are an argument of their own for the same target."""
    found = []
    for argument in linked:
        smaller = (argument_id(argument.kind, p, argument.target) for p in _parts(argument))
        other = next((known[ident] for ident in smaller if ident in known), None)
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


def describe(argument: Argument | ArgumentDraft | ArgumentName) -> str:
    """An argument in the words of the format: `a + not b → c`."""
    target = argument.target
    end = _slug(target) if isinstance(target, str) else describe(target)
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
        names = "; ".join(sorted(describe(known.by_id[ident]) for ident in found))
        return Code.AMBIGUOUS_ARGUMENT, f"'{shown}' could be any of: {names}; name all premises"
    target = name.target if isinstance(name.target, str) else known.find(name.target)
    others = known.on.get(target, []) if isinstance(target, str) else []
    names = "; ".join(sorted(describe(known.by_id[ident]) for ident in others)[:6])
    says = f"there is no argument '{shown}'"
    says += f"; there is: {names}" if names else f"; nothing supports or rebuts '{_root(name)}'"
    return Code.NO_SUCH_ARGUMENT, says


def _root(name: ArgumentName) -> str:
    return _slug(name.target) if isinstance(name.target, str) else _root(name.target)


def looping(drafts: list[ArgumentDraft]) -> set[int]:
    """The positions of unsettled undercuts that wait, in a circle, for each other."""
    waits = {i: _waits_for(draft, drafts) for i, draft in enumerate(drafts)}
    loops = set()
    for start in waits:
        seen, todo = set(), list(waits[start])
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += waits[at]
        if start in seen:
            loops.add(start)
    return loops


def _waits_for(draft: ArgumentDraft, drafts: list[ArgumentDraft]) -> list[int]:
    """The undercuts among `drafts` whose makers are those of the undercut that `draft` names."""
    assert isinstance(draft.target, ArgumentName)
    if isinstance(draft.target.target, str):
        return []
    named = premise_set(draft.target.premises)
    return [i for i, other in enumerate(drafts) if premise_set(other.premises) == named]
