"""What supports, attacks, undercuts and rivals what: the relations of a text in a draft."""

from __future__ import annotations

from kb.interchange.argdown.model import Argument, End, Inferred, Relation, Statement
from kb.interchange.argdown.own import RELATIONS
from kb.interchange.argdown.reconstructing import Reconstructing
from kb.interchange.markdown import kept_all
from kb.kinds import ArgumentKind
from kb.model import Premise


class Relating:
    """Adds relations to a draft whose items and reconstructed arguments are there."""

    def __init__(self, done: Reconstructing, strict: bool) -> None:
        self.done, self.strict = done, strict
        self.draft, self.account = done.draft, done.account
        self.own, self.model, self.items = done.own, done.model, done.items

    def relate(self) -> None:
        undercuts = []
        for relation in self.model.relations:
            if self.own.is_said(relation):
                self._carried(relation)
            elif relation.does == "undercut" or self._is_attack_on_argument(relation):
                undercuts.append(relation)
            else:
                self._relate(relation)
        self._undercut_all(undercuts)
        for thing, ident in self.items.items():
            self._ties(thing, ident)

    def _is_attack_on_argument(self, relation: Relation) -> bool:
        target = relation.target
        attacks = relation.does in ("attack", "contradictory")
        return attacks and isinstance(target, Argument) and bool(target.lines)

    def _relate(self, relation: Relation) -> None:
        source, target = self.done.premise(relation.source), self.done.item(relation.target)
        statements = isinstance(relation.source, Statement) and isinstance(
            relation.target, Statement
        )
        rivals = relation.does == "contradictory" or (
            relation.does == "attack" and self.strict and statements
        )
        if rivals:
            if why := self.draft.unrelatable("rivals", source.claim, target):
                self._left_out(relation, why)
            else:
                self.draft.relate("rivals", source.claim, target)
                self._carried(relation)
        elif source.claim == target and relation.does == "support":
            self._carried(relation)  # what an argument does to its own conclusion is said there
        else:
            self._argue(
                relation, "supports" if relation.does == "support" else "rebuts", source, target
            )

    def _argue(self, relation: Relation, kind: ArgumentKind, source: Premise, target: str) -> None:
        if why := self.draft.refuses(kind, [source], target):
            self._left_out(relation, why)
            return
        self.draft.argument(kind, [source], target)
        if isinstance(relation.target, Argument) and relation.target.lines:
            how = "which premise is meant is not said: it supports that the argument is a good one"
            self._changed(relation, how)
        else:
            self._carried(relation)

    def _undercut_all(self, waiting: list[Relation]) -> None:
        """Undercut arguments; one that is made of an undercut itself waits for that."""
        while waiting:
            sources = {self._key(relation.source) for relation in waiting}
            ready = [r for r in waiting if self._key(r.target) not in sources] or waiting[:1]
            for relation in ready:
                self._undercut(relation)
            waiting = [r for r in waiting if r not in ready]

    def _key(self, end: End) -> str:
        if isinstance(end, Inferred) or (isinstance(end, Argument) and end.lines):
            return ""
        return self.done.premise(end).claim

    def _undercut(self, relation: Relation) -> None:
        source = self.done.premise(relation.source)
        attacked = self._attacked(relation.target)
        if not attacked:
            target = self.done.item(relation.target)
            if why := self.draft.refuses("rebuts", [source], target):
                self._left_out(relation, why)
                return
            self.draft.argument("rebuts", [source], target)
            self._changed(relation, "what it undercuts is for and against nothing, so it rebuts it")
            return
        reasons = [self.draft.refuses("undercuts", [source], a) for a in attacked]
        for target, why in zip(attacked, reasons, strict=True):
            if not why:
                self.draft.argument("undercuts", [source], target)
        if all(reasons):
            self._left_out(relation, reasons[0])
        elif relation.does != "undercut":
            how = "which premise is attacked is not said, so it undercuts the argument"
            self._changed(relation, how)
        else:
            self._carried(relation)

    def _attacked(self, end: End) -> list[str]:
        """The arguments of the draft that an undercut is against."""
        if isinstance(end, Argument) and end.lines:
            end = Inferred(end, len(end.lines) - 1)
        if isinstance(end, Inferred):
            made = self.done.made.get((end.argument, end.at))
            return [made] if made else []
        if isinstance(end, Statement):
            return []
        return list(self.draft.made_by(Premise(claim=self.items[end])))

    def _ties(self, thing: Statement | Argument, ident: str) -> None:
        """Relations that stand in the data of an item, since Argdown has no sign for them."""
        data = self.own.of(thing)
        for kind in RELATIONS:
            rows = data.get(kind)
            ends = [self._tied(row) for row in rows] if isinstance(rows, list) else [None]
            if kind == "distinguishes" and len({end[1:] for end in ends if end}) == len(ends):
                continue  # it keeps two apart
            if None in ends or any(self.draft.unrelatable(kind, ident, e[0]) for e in ends if e):
                continue
            for end in ends:
                if end and not self.draft.unrelatable(kind, ident, end[0]):
                    self.draft.relate(kind, ident, end[0], reason=end[1], inferred=end[2])
            del data[kind]

    def _tied(self, row: object) -> tuple[str, str, bool] | None:
        """The item that a row of data names, why it is related, and whether only we say so."""
        if not isinstance(row, dict) or not set(row) <= {"to", "because", "inferred"}:
            return None
        thing = self.model.statements.get(str(row.get("to")), Statement(None))
        because, inferred = row.get("because", ""), row.get("inferred", False)
        if (
            thing not in self.items
            or not isinstance(because, str)
            or not isinstance(inferred, bool)
        ):
            return None
        return self.items[thing], kept_all(because)[0], inferred

    # -- what became of a relation ----------------------------------------------------------------

    def _carried(self, relation: Relation) -> None:
        self.account.carried(*_sign(relation), "relation")

    def _changed(self, relation: Relation, how: str) -> None:
        self.account.changed(*_sign(relation), how, "relation")

    def _left_out(self, relation: Relation, why: str) -> None:
        self.account.left_out(*_sign(relation), why, "relation")


def _sign(relation: Relation) -> tuple[int, int]:
    return relation.written.start, relation.written.start + 1
