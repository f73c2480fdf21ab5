"""What supports, attacks and undercuts what: the arguments of an Argdown text in a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.interchange.account import Account
from kb.interchange.argdown.inline import markdown
from kb.interchange.argdown.model import (
    Argument,
    End,
    Inferred,
    Relation,
    Statement,
    inferences,
)
from kb.interchange.argdown.own import RELATIONS, Own, stances
from kb.interchange.argdown.settings import dumped, merged, read_data
from kb.interchange.argdown.tokens import Token
from kb.interchange.argdown.tree import Inference
from kb.interchange.draft import Draft
from kb.interchange.markdown import fenced, kept_all, plain
from kb.interchange.source import Source
from kb.model import ArgumentKind, Premise
from loaders.markup.inline import one_line

SAID = ("text", "name", "mention", "link", "number", "list sign", "tag", "data")


class Arguing:
    """Adds arguments to a draft whose items are there."""

    def __init__(
        self,
        draft: Draft,
        account: Account,
        source: Source,
        own: Own,
        items: Mapping[Statement | Argument, str],
        strict: bool,
    ) -> None:
        self.draft, self.account, self.source = draft, account, source
        self.own, self.model, self.items, self.strict = own, own.model, items, strict
        self.made: dict[tuple[Argument, int], str] = {}  # arguments of the draft, by inference
        self.good: dict[Argument, str] = {}  # the item that says that an argument is good

    def argue(self) -> None:
        for relation in self.model.relations:
            target = relation.target
            if relation.does == "support" and isinstance(target, Argument) and target.lines:
                self._say_good(target)
        waiting = [argument for argument in self.model.all_arguments if argument.lines]
        while waiting:
            ready = [a for a in waiting if self._is_ready(a)] or waiting[:1]
            for argument in ready:
                self._reconstructed(argument)
            waiting = [argument for argument in waiting if argument not in ready]
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

    def _is_ready(self, argument: Argument) -> bool:
        """Whether the argument that one undercuts is there already."""
        goal = self.own.undercuts.get(argument.conclusion)
        return goal is None or (goal, len(goal.lines) - 1) in self.made

    def _say_good(self, argument: Argument) -> None:
        if argument not in self.good:
            name = argument.title or "without a name"
            self.good[argument] = self.draft.item(
                f"The argument “{plain(name)}” is a good one.", wanted=f"{name} is good"
            )

    # -- reconstructed arguments ------------------------------------------------------------------

    def _reconstructed(self, argument: Argument) -> None:
        """An argument for each inference; the last one has the name, and what is said of it."""
        last = len(argument.lines) - 1
        used: set[int] = set()
        for index, inference in inferences(argument):
            chosen = self._used(argument, index, inference)
            if index == last:
                chosen = sorted({*chosen, *self._unused(argument, used.union(chosen))})
            used.update(chosen)
            premises = [self._premise(argument.lines[at][1]) for at in chosen]
            name = argument.title or ""
            called = name if index == last else f"{name}, up to ({_number(argument, index)})"
            more: dict[str, Any] = {}
            if index == last:
                if argument in self.good:
                    premises.append(Premise(claim=self.good[argument]))
                more["reasons"] = tuple(self._descriptions(argument))
                called = self._called(argument, called)
                more["inferred"] = bool(self.own.take(argument, "inferred", bool))
            self._infer(argument, index, inference, premises, called if name else "", more)
        self._keep_data(argument)

    def _called(self, argument: Argument, name: str) -> str:
        """What its data say that an argument is called, else what it is called."""
        data = self.own.of(argument)
        if "called" in data and (data["called"] is None or isinstance(data["called"], str)):
            return data.pop("called") or ""
        return name

    def _premise(self, end: End) -> Premise:
        """What a thing is as a premise: that an item holds, or that it does not."""
        if isinstance(end, Statement) and end in self.own.denials:
            return Premise(claim=self.items[self.own.denials[end]], negated=True)
        return Premise(claim=self._item(end))

    def _aim(self, argument: Argument, index: int) -> tuple[ArgumentKind, str] | None:
        """What an inference does, and to what; None where that is not there."""
        conclusion = argument.lines[index][1]
        if conclusion in self.own.denials:
            return "rebuts", self.items[self.own.denials[conclusion]]
        if goal := self.own.undercuts.get(conclusion):
            made = self.made.get((goal, len(goal.lines) - 1))
            return ("undercuts", made) if made else None
        return "supports", self.items[conclusion]

    def _unused(self, argument: Argument, used: set[int]) -> list[int]:
        """The statements that no inference uses: they are premises of the last one."""
        left = [at for at in range(len(argument.lines) - 1) if at not in used]
        for at in left:
            number = argument.lines[at][0].number
            how = "no inference says that it uses it, so the last one does"
            self.account.changed(number.start, number.end, how, "number")
        return left

    def _descriptions(self, argument: Argument) -> list[str]:
        told = [m for m in argument.members if not m.is_reference]
        texts = [markdown(m.content, self.source.text, self._mention) for m in told]
        for member in argument.members:
            self.account.carried(member.start, member.end, *SAID)
        return [text for text in dict.fromkeys(texts) if text]

    def _used(self, argument: Argument, index: int, inference: Inference) -> list[int]:
        """What a conclusion is inferred from: what it says that it uses, else all that stands
        between the inference before and this one, with the conclusion of that one."""
        before = [at for at, _ in inferences(argument) if at < index]
        first = before[-1] if before else 0
        return self._uses(argument, index, inference) or list(range(first, index))

    def _uses(self, argument: Argument, index: int, inference: Inference) -> list[int]:
        said = [read_data(token, self.source) for token in inference.data]
        data = merged(said) if said else None
        uses = data.get("uses") if isinstance(data, dict) else None
        by_number = {_number(argument, at): at for at in range(index)}
        if isinstance(uses, list) and all(str(one) in by_number for one in uses):
            return sorted({by_number[str(one)] for one in uses})
        return []

    def _infer(
        self,
        argument: Argument,
        index: int,
        inference: Inference,
        premises: list[Premise],
        called: str,
        more: dict[str, Any],
    ) -> None:
        aim = self._aim(argument, index)
        span = inference.start, inference.end
        ends = list(dict.fromkeys(premises))
        why = self.draft.refuses(aim[0], ends, aim[1]) if aim else "what it undercuts is not there"
        if why or aim is None:
            self.account.left_out(*span, why, "inference", "text", "data")
            return
        scheme = ", ".join(inference.rules)
        made = self.draft.argument(
            aim[0], ends, aim[1], called=called or None, scheme=scheme or None, **more
        )
        self.made[argument, index] = made
        if index == len(argument.lines) - 1:
            data = self.own.of(argument)
            if stances(self.draft, data.get("said"), made):
                del data["said"]
        known = self.draft.arguments[made]
        if (called and known.called != called.strip()) or (scheme and not known.scheme):
            why = "another argument has the same premises and conclusion, and its own name"
            self.account.left_out(*span, why, "inference", "text", "data")
        else:
            self.account.carried(*span, "inference", "text", "data")

    def _keep_data(self, argument: Argument) -> None:
        """Data and tags of an argument, and of its inferences, below what it concludes."""
        said: dict[str, Any] = {}
        tags = list(dict.fromkeys(t.value for m in argument.members for t in m.tags))
        if tags:
            said["tags"] = tags
        said |= self.own.of(argument)
        for token in (token for _, inference in inferences(argument) for token in inference.data):
            data = read_data(token, self.source)
            if isinstance(data, dict):
                said |= {str(key): value for key, value in data.items() if key != "uses"}
            elif data is not None:
                said["data"] = data
        if said:
            text = fenced(dumped({f"<{argument.title or ''}>": said}), "yaml")
            self.draft.change(self._below(argument.conclusion), body=text)

    def _below(self, conclusion: Statement) -> str:
        """The item below which the data of an argument are kept."""
        if goal := self.own.undercuts.get(conclusion):
            return self._below(goal.conclusion)
        return self.items[self.own.denials.get(conclusion, conclusion)]

    def _mention(self, token: Token) -> str:
        return plain(one_line(token.value))

    # -- relations --------------------------------------------------------------------------------

    def _is_attack_on_argument(self, relation: Relation) -> bool:
        target = relation.target
        attacks = relation.does in ("attack", "contradictory")
        return attacks and isinstance(target, Argument) and bool(target.lines)

    def _item(self, end: End) -> str:
        """The item that a thing is; of a reconstructed argument, that it is a good one."""
        if isinstance(end, Inferred):
            end = end.argument
        if isinstance(end, Argument) and end.lines:
            self._say_good(end)
            return self.good[end]
        return self.items[end]

    def _relate(self, relation: Relation) -> None:
        source, target = self._premise(relation.source), self._item(relation.target)
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
        return self._premise(end).claim

    def _undercut(self, relation: Relation) -> None:
        source = self._premise(relation.source)
        attacked = self._attacked(relation.target)
        if not attacked:
            target = self._item(relation.target)
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
            made = self.made.get((end.argument, end.at))
            return [made] if made else []
        if isinstance(end, Statement):
            return []
        premises = (Premise(claim=self.items[end]),)
        return [a.id for a in self.draft.arguments.values() if a.premises == premises]

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


def _number(argument: Argument, at: int) -> str:
    return argument.lines[at][0].number.value.strip("()")
