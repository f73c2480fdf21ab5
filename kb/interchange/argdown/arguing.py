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
    Model,
    Relation,
    Statement,
    inferences,
)
from kb.interchange.argdown.settings import dumped, merged, read_data
from kb.interchange.argdown.tokens import Token
from kb.interchange.argdown.tree import Inference
from kb.interchange.draft import Draft
from kb.interchange.markdown import fenced, plain
from kb.interchange.source import Source
from kb.model import ArgumentKind, Premise

SAID = ("text", "name", "mention", "link", "tag", "data")


class Arguing:
    """Adds arguments to a draft whose items are there."""

    def __init__(
        self,
        draft: Draft,
        account: Account,
        source: Source,
        model: Model,
        items: Mapping[Statement | Argument, str],
        strict: bool,
    ) -> None:
        self.draft, self.account, self.source = draft, account, source
        self.model, self.items, self.strict = model, items, strict
        self.made: dict[tuple[Argument, int], str] = {}  # arguments of the draft, by inference
        self.good: dict[Argument, str] = {}  # the item that says that an argument is good

    def argue(self) -> None:
        for relation in self.model.relations:
            target = relation.target
            if relation.does == "support" and isinstance(target, Argument) and target.lines:
                self._say_good(target)
        for argument in self.model.all_arguments:
            if argument.lines:
                self._reconstructed(argument)
        undercuts = []
        for relation in self.model.relations:
            if relation.does == "undercut" or self._is_attack_on_argument(relation):
                undercuts.append(relation)
            else:
                self._relate(relation)
        self._undercut_all(undercuts)

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
            premises = [self.items[argument.lines[at][1]] for at in chosen]
            name = argument.title or ""
            called = name if index == last else f"{name}, up to ({_number(argument, index)})"
            more: dict[str, Any] = {}
            if index == last:
                premises += [self.good[argument]] if argument in self.good else []
                more["reasons"] = tuple(self._descriptions(argument))
            self._infer(argument, index, inference, premises, called if name else "", more)
        self._keep_data(argument)

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
        premises: list[str],
        called: str,
        more: dict[str, Any],
    ) -> None:
        target = self.items[argument.lines[index][1]]
        span = inference.start, inference.end
        ends = [Premise(claim=premise) for premise in dict.fromkeys(premises)]
        if why := self.draft.refuses("supports", ends, target):
            self.account.left_out(*span, why, "inference", "text", "data")
            return
        scheme = ", ".join(inference.rules)
        made = self.draft.argument(
            "supports", ends, target, called=called or None, scheme=scheme or None, **more
        )
        self.made[argument, index] = made
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
        tokens = [token for member in argument.members for token in member.data]
        for _, inference in inferences(argument):
            tokens += inference.data
        for token in tokens:
            data = read_data(token, self.source)
            if isinstance(data, dict):
                said |= {str(key): value for key, value in data.items() if key != "uses"}
            elif data is not None:
                said["data"] = data
        if said:
            text = fenced(dumped({f"<{argument.title or ''}>": said}), "yaml")
            self.draft.change(self.items[argument.conclusion], body=text)

    def _mention(self, token: Token) -> str:
        return plain(" ".join(token.value.split()))

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
        source, target = self._item(relation.source), self._item(relation.target)
        statements = isinstance(relation.source, Statement) and isinstance(
            relation.target, Statement
        )
        rivals = relation.does == "contradictory" or (
            relation.does == "attack" and self.strict and statements
        )
        if rivals:
            if why := self.draft.unrelatable("rivals", source, target):
                self._left_out(relation, why)
            else:
                self.draft.relate("rivals", source, target)
                self._carried(relation)
        elif source == target and relation.does == "support":
            self._carried(relation)  # what an argument does to its own conclusion is said there
        else:
            self._argue(
                relation, "supports" if relation.does == "support" else "rebuts", source, target
            )

    def _argue(self, relation: Relation, kind: ArgumentKind, source: str, target: str) -> None:
        if why := self.draft.refuses(kind, [Premise(claim=source)], target):
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
        return self.items[end]

    def _undercut(self, relation: Relation) -> None:
        source = self._item(relation.source)
        attacked = self._attacked(relation.target)
        if not attacked:
            target = self._item(relation.target)
            if why := self.draft.refuses("rebuts", [Premise(claim=source)], target):
                self._left_out(relation, why)
                return
            self.draft.argument("rebuts", [source], target)
            self._changed(relation, "what it undercuts is for and against nothing, so it rebuts it")
            return
        reasons = [self.draft.refuses("undercuts", [Premise(claim=source)], a) for a in attacked]
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
