"""Data that stand beside statements and arguments, as far as they mean something in a debate.

They are what an export writes where Argdown has no sign: the kind of an item, who says it, which
statement is the denial of which. Whatever else stands there, or is not as it should be, is kept as
YAML below the item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, get_args

from kb.dates import is_date
from kb.interchange.argdown.model import Argument, End, Inferred, Model, Relation, Statement
from kb.interchange.argdown.settings import merged, read_data
from kb.interchange.draft import Draft
from kb.interchange.markdown import kept_all
from kb.interchange.source import Source
from kb.kinds import Kind, RelationKind, StanceKind
from kb.model import SLUG

KINDS, STANCES, RELATIONS = get_args(Kind), get_args(StanceKind), get_args(RelationKind)
Thing = Statement | Argument


class Own:
    """The data of all things of a text, each read once."""

    def __init__(self, model: Model, source: Source) -> None:
        self.model, self._source = model, source
        self._data = {thing: self._read(thing) for thing in model.things}
        self._near: dict[int, list[Relation]] = defaultdict(list)
        for relation in model.relations:
            for end in {id(relation.source), id(relation.target)}:
                self._near[end].append(relation)
        self._ends: dict[int, list[Argument]] = defaultdict(list)  # that have a statement
        for argument in model.all_arguments:
            for statement in {id(s): s for _, s in argument.lines}.values():
                self._ends[id(statement)].append(argument)
        found = [(s, self._denied(s), self._undercut(s)) for s in model.all_statements]
        self.denials = {statement: goal for statement, goal, _ in found if goal}
        self.undercuts = {statement: goal for statement, _, goal in found if goal}

    def _read(self, thing: Thing) -> Any:
        said = [read_data(token, self._source) for member in thing.members for token in member.data]
        found = merged(said) if said else None
        if isinstance(found, dict):
            return {str(key): value for key, value in found.items()}
        return found

    def of(self, thing: Thing) -> dict[str, Any]:
        """The data of a thing by key; what was taken from it is gone."""
        found = self._data[thing]
        if not isinstance(found, dict):
            self._data[thing] = found = {} if found is None else {"data": found}
        return found

    def take(self, thing: Thing, key: str, kind: type) -> Any:
        """A value of a kind, which is taken from the data; None where there is none."""
        data = self.of(thing)
        return data.pop(key) if isinstance(data.get(key), kind) else None

    # -- statements that only say that something else is false ------------------------------------

    def _denied(self, statement: Statement) -> Statement | None:
        """What a statement is the denial of, if it is nothing else: then it is no item."""
        name = self.of(statement).get("denies")
        goal = self.model.statements.get(name) if isinstance(name, str) else None
        if goal is None or goal is statement or self.of(goal).get("denies"):
            return None
        near = self._near[id(statement)]
        fits = all(
            r.does == "contradictory" and goal in (r.source, r.target)
            if r.does == "contradictory" or r.target is statement
            else r.source is statement
            for r in near
        )
        return goal if fits else None

    def _undercut(self, statement: Statement) -> Argument | None:
        """The argument of which a statement says that it is not a good one, and nothing else."""
        name = self.of(statement).get("undercuts")
        goal = self.model.arguments.get(name) if isinstance(name, str) else None
        if goal is None or not goal.lines:
            return None
        near = self._near[id(statement)]
        fits = all(r.does == "undercut" and inferred(r.target, goal) for r in near)
        concludes = all(
            a is not goal and all(s is not statement for _, s in a.lines[:-1])
            for a in self._ends[id(statement)]
        )
        return goal if near and fits and concludes else None

    def is_said(self, relation: Relation) -> bool:
        """Whether a relation only says again what a denial is."""
        ends = [e for e in (relation.source, relation.target) if isinstance(e, Statement)]
        if relation.does == "contradictory":
            return any(self.denials.get(end) in (relation.source, relation.target) for end in ends)
        return any(end in self.undercuts for end in ends)


def inferred(end: End, argument: Argument) -> bool:
    """Whether an end is the last inference of an argument."""
    return isinstance(end, Inferred) and end.argument is argument


def stances(draft: Draft, rows: object, ident: str) -> bool:
    """Add who says what of an item or an argument; whether all of it could be read."""
    if not isinstance(rows, list):
        return False
    found = [_stance(draft, row, ident) for row in rows]
    if None in found:
        return False
    for one in found:
        assert one is not None
        who, does, more = one
        of = more.pop("of", None)
        draft.stance(
            draft.person(who), does, ident, of=draft.person(of) if of else None, **more
        )  # fmt: skip
    return True


def _stance(draft: Draft, row: object, ident: str) -> tuple[str, Any, dict[str, Any]] | None:
    if not isinstance(row, dict) or row.get("does") not in STANCES:
        return None
    said = {str(key): value for key, value in row.items()}
    who, does = said.pop("who", None), said.pop("does")
    claim = draft.claims.get(ident)
    kinds = {"answers_yes": ("crux",), "answers_no": ("crux",), "poses": ("crux", "question")}
    if does in kinds and (claim is None or claim.kind not in kinds[does]):
        return None
    if not isinstance(who, str) or not who.strip() or not _fits(said):
        return None
    if "note" in said:
        said["note"] = kept_all(said["note"])[0]
    if "credence" in said:
        said["credence"] = float(said["credence"])
    return who, does, said


def _fits(said: dict[str, Any]) -> bool:
    checks: dict[str, Callable[[Any], bool]] = {
        "credence": is_credence,
        "date": lambda value: isinstance(value, str) and is_date(value),
        "of": lambda value: isinstance(value, str) and bool(value.strip()),
        "inferred": lambda value: isinstance(value, bool),
        "note": lambda value: isinstance(value, str),
    }
    return all(key in checks and checks[key](value) for key, value in said.items())


def is_credence(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def is_id(value: object) -> bool:
    return isinstance(value, str) and bool(SLUG.fullmatch(value)) and len(value) <= 80
