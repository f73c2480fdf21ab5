"""Premises and conclusions: the reconstructed arguments of an Argdown text in a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.interchange.account import Account
from kb.interchange.argdown.inline import markdown
from kb.interchange.argdown.model import (
    Argument,
    End,
    Inferred,
    Statement,
    inferences,
)
from kb.interchange.argdown.own import Own, stances
from kb.interchange.argdown.settings import dumped, merged, read_data
from kb.interchange.argdown.tokens import Token
from kb.interchange.argdown.tree import Inference
from kb.interchange.draft import Draft
from kb.interchange.markdown import fenced, plain
from kb.interchange.source import Source
from kb.kinds import ArgumentKind
from kb.model import Premise
from loaders.markup.inline import one_line

SAID = ("text", "name", "mention", "link", "number", "list sign", "tag", "data")


class Reconstructing:
    """Adds reconstructed arguments to a draft whose items are there."""

    def __init__(
        self,
        draft: Draft,
        account: Account,
        source: Source,
        own: Own,
        items: Mapping[Statement | Argument, str],
    ) -> None:
        self.draft, self.account, self.source = draft, account, source
        self.own, self.model, self.items = own, own.model, items
        self.made: dict[tuple[Argument, int], str] = {}  # arguments of the draft, by inference
        self.good: dict[Argument, str] = {}  # the item that says that an argument is good

    def reconstruct(self) -> None:
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
            premises = [self.premise(argument.lines[at][1]) for at in chosen]
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

    def premise(self, end: End) -> Premise:
        """What a thing is as a premise: that an item holds, or that it does not."""
        if isinstance(end, Statement) and end in self.own.denials:
            return Premise(claim=self.items[self.own.denials[end]], negated=True)
        return Premise(claim=self.item(end))

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

    def item(self, end: End) -> str:
        """The item that a thing is; of a reconstructed argument, that it is a good one."""
        if isinstance(end, Inferred):
            end = end.argument
        if isinstance(end, Argument) and end.lines:
            self._say_good(end)
            return self.good[end]
        return self.items[end]


def _number(argument: Argument, at: int) -> str:
    return argument.lines[at][0].number.value.strip("()")
