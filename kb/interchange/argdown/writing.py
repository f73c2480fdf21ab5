"""Debates become an Argdown text.

A statement is named by its title, else by the words of its id; what Argdown has no sign for stands
in the data beside it, where it is read again. A support or rebuttal from one premise of which
nothing else is said is a relation; every other argument is one with premises and conclusion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.interchange.argdown import facts
from kb.interchange.argdown.names import Names
from kb.interchange.argdown.spelling import as_paragraph, data, spelt, tag, words
from kb.interchange.frame import Writing
from kb.interchange.markdown import paragraphs
from kb.model import Argument, Claim, Debate, Relation, Section, Stance
from loaders.writing.phrases import depth_under

PLAIN = {"supports": "+", "rebuts": "-", "undercuts": "_"}


def write(writing: Writing) -> str:
    """The debates as a text."""
    blocks = _Writer(writing).blocks()
    return "\n\n".join(block for block in blocks if block) + "\n"


class _Writer:
    def __init__(self, writing: Writing) -> None:
        self.base, self.account = writing.base, writing.account
        self.single = len(self.base.debates) == 1
        self.names = Names(self.base)
        self.on: dict[str, list[Argument]] = defaultdict(list)
        self.stances: dict[str, list[Stance]] = defaultdict(list)
        self.rivals: dict[str, list[Relation]] = defaultdict(list)
        self.others: dict[str, list[Relation]] = defaultdict(list)
        for argument in self.base.arguments:
            self.on[argument.target].append(argument)
        for stance in self.base.stances:
            self.stances[stance.target].append(stance)
        for relation in self.base.relations:
            rival = relation.kind == "rivals" and not relation.reason and not relation.inferred
            (self.rivals if rival else self.others)[relation.source].append(relation)
        self.denied = {p.claim for a in self.base.arguments for p in a.premises if p.negated}
        full = (a for a in self.base.arguments if a.kind == "rebuts" and not self._is_plain(a))
        self.denied |= {argument.target for argument in full}

    def blocks(self) -> Iterator[str]:
        if self.single:
            yield facts.front(self.account, self.base.debates[0])
        for person in self.base.people:
            facts.person(self.account, person)
        for source in self.base.sources:
            facts.source(self.account, source)
        for debate in self.base.debates:
            yield from self._debate(debate)

    def _debate(self, debate: Debate) -> Iterator[str]:
        if not self.single:
            yield f"# {words(debate.heading)}"
            facts.heading_alone(self.account, debate)
        yield from self._prose(debate, "summary", debate.summary)
        self._tell_sections(debate)
        left = list(debate.sections)
        above: list[Section] = []
        for claim in (c for c in self.base.claims if c.debate == debate.id):
            while (depth := depth_under(above, claim.section)) is None and left:
                above = [*(s for s in above if s.level < left[0].level), left.pop(0)]
                yield from self._section(above[-1])
            above = above[: depth or 0]
            yield from self._claim(claim)
        for section in left:
            yield from self._section(section)

    def _tell_sections(self, debate: Debate) -> None:
        said = [paragraphs(section.body) for section in debate.sections]
        if any(others for _, others in said):
            why = "of the prose of sections only paragraphs are written"
            self.account.left_out(debate, why, "sections")
        self.account.carried(debate, "sections")

    def _section(self, section: Section) -> Iterator[str]:
        yield f"{'#' * max(section.level - self.single, 1)} {words(section.heading)}"
        found, _ = paragraphs(section.body)
        yield from (as_paragraph(text)[0] for text in found)

    def _prose(self, fact: Debate | Claim, field: str, text: str) -> Iterator[str]:
        """The paragraphs of a text; anything else in it is left out."""
        found, others = paragraphs(text)
        made = [as_paragraph(one) for one in found]
        if others:
            self.account.left_out(fact, "of prose only paragraphs are written", field)
        elif not all(says_all for _, says_all in made):
            self.account.changed(fact, "markup that Argdown does not have is its words", field)
        else:
            self.account.carried(fact, field)
        yield from (row for row, _ in made)

    # -- items ------------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> Iterator[str]:
        name = self.names.claims[claim.id]
        text, says_all = spelt(claim.text)
        if says_all:
            self.account.carried(claim, "text")
        else:
            how = "markup that Argdown does not have is its words"
            self.account.changed(claim, how, "text")
        tags = [made for one in claim.tags if (made := tag(one))]
        if len(tags) < len(claim.tags):
            self.account.left_out(claim, "a tag of Argdown has no brackets in it", "tags")
        said = facts.claim(self.account, claim, name, self.names)
        said |= facts.relations(self.account, self.others[claim.id], self.names)
        said |= facts.stances(self.account, self.stances[claim.id], self.names)
        rows = [" ".join([f"[{name}]:", text, *tags]) + data(said)]
        full = []
        for argument in self.on[claim.id]:
            if self._is_plain(argument):
                rows.append(f"  {PLAIN[argument.kind]} [{self._premise(argument)}]")
                facts.argument(self.account, argument)
            else:
                full.append(argument)
        for relation in self.rivals[claim.id]:
            rows.append(f"  >< [{self.names.claims[relation.target]}]")
            facts.relation(self.account, relation)
        yield "\n".join(rows)
        yield from self._prose(claim, "body", claim.body)
        yield from self._denials(claim.id)
        for argument in full:
            yield from self._argument(argument, claim)

    def _is_plain(self, argument: Argument) -> bool:
        """Whether nothing is said of an argument but what one premise does."""
        said = (
            argument.called,
            argument.scheme,
            argument.reasons,
            argument.inferred,
            argument.answer,
            self.on[argument.id],
            self.stances[argument.id],
        )
        return len(argument.premises) == 1 and not any(said)

    def _premise(self, argument: Argument, at: int = 0) -> str:
        premise = argument.premises[at]
        denies = premise.negated
        return self.names.denial(premise.claim) if denies else self.names.claims[premise.claim]

    def _denials(self, claim: str) -> Iterator[str]:
        """The statement that a claim is false, where an argument needs it."""
        if claim in self.denied:
            name, own = self.names.denial(claim), self.names.claims[claim]
            yield f"[{name}]: It is not so: {own}. {{denies: {_quoted(own)}}}\n  >< [{own}]"

    # -- arguments --------------------------------------------------------------------------------

    def _argument(self, argument: Argument, claim: Claim) -> Iterator[str]:
        """An argument with premises and conclusion, and what undercuts it."""
        name = self.names.arguments[argument.id]
        said = facts.argument(self.account, argument)
        said |= facts.stances(self.account, self.stances[argument.id], self.names)
        if name != argument.called:
            said = {"called": argument.called, **said}
        reasons = [self._reason(argument, text) for text in argument.reasons]
        heads = [f"<{name}>: {reason}" for reason in reasons] or [f"<{name}>"]
        yield from heads[:-1]
        yield heads[-1] + data(said)
        rows = [
            f"({n}) [{self._premise(argument, n - 1)}]"
            for n in range(1, len(argument.premises) + 1)
        ]
        rows.append(f"--\n{words(argument.scheme)}\n--" if argument.scheme else "----")
        rows.append(f"({len(rows)}) {self._conclusion(argument)}")
        yield "\n".join(rows)
        for under in self.on[argument.id]:
            if self._is_plain(under):
                facts.argument(self.account, under)
                yield f"<{name}>\n  <_ [{self._premise(under)}]"
            else:
                yield from self._argument(under, claim)

    def _reason(self, argument: Argument, text: str) -> str:
        found, says_all = spelt(text)
        if not says_all:
            how = "markup that Argdown does not have is its words"
            self.account.changed(argument, how, "reasons")
        return found

    def _conclusion(self, argument: Argument) -> str:
        if argument.kind == "supports":
            return f"[{self.names.claims[argument.target]}]"
        if argument.kind == "rebuts":
            return f"[{self.names.denial(argument.target)}]"
        name = self.names.arguments[argument.target]
        own = self.names.undercut(argument.target)
        text = f"The argument '{words(name)}' is not a good one."
        return f"[{own}]: {text} {{undercuts: {_quoted(name)}}}\n  _> <{name}>"


def _quoted(text: str) -> str:
    return data({"x": text}).strip()[4:-1]
