"""How one item looks to a reader in a terminal: who says what, what is for and against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.cli.text import Block, Text, joined
from kb.cli.views import words
from kb.cli.views.answers import About, spaced
from kb.cli.views.layout import Group, indented, marked
from kb.cli.views.names import Names, linked, stance_of
from kb.cli.views.screen import SCREEN, Drawn, Section, height, sections
from kb.naming import times
from queries.arguments import Argument, Bearing, Stance, Undercutting

if TYPE_CHECKING:
    from kb.cli.common import Form
    from queries.cruxes import Crux
    from queries.items import Item, Relation

ASIDE = ("reports", "supposes")  # stances that take no side
ANSWERS = ("answers_yes", "answers_no")


class Shown:
    """One item, with all that is said of it in both directions."""

    def __init__(self, it: Item, own: str | None, names: Names, form: Form) -> None:
        self._it, self._own, self._names, self._form = it, own, names, form
        self._brief = False

    def lines(self, crux: Crux | None) -> Iterator[Block]:
        """All of it where that fits or is asked for, else the reasons in brief."""
        head = list(self._head())
        if crux:
            about = About(crux, self._own, self._names, self._form)
            head += [*spaced(about.answers()), *spaced(about.reasons())]
        everything = sections(self._given(crux), self._form._replace(all=True), head)
        whole = [Drawn(part) for part in everything]
        if self._form.all or sum(map(height, whole)) <= SCREEN:
            yield from whole
        else:
            self._brief = True
            yield from sections(self._given(crux), self._form, head)

    def _given(self, crux: Crux | None) -> Iterator[Section]:
        remarks = [" ".join(text.split()) for text in self._it.body.split("\n\n") if text]
        if crux:
            other = [s for s in crux.stances if s.kind in ASIDE]
            yield Section("Who else speaks of it", other, self._stance)
        else:
            yield Section("Who says what", self._it.stances, self._stance)
            yield from self._sides()
            bears = [*self._it.bears_on, *self._it.undercuts]
            yield Section("What it does", bears, self._does)
        yield Section("Remark", remarks, Text)
        yield Section("In the words of the source", self._it.quotes, lambda text: Text(f"“{text}”"))
        yield Section("Related", list(self._ties()), lambda line: line)

    def _head(self) -> Iterator[Block]:
        it = self._it
        yield Text((it.text, "bold"))
        title = f", “{it.title}”" if it.title else ""
        yield Text((f"{it.kind} in {it.debate}{title}", "dim"))
        if self._form.ids:
            yield Text((it.id, "cyan"), (f"  {it.path}:{it.line}", "dim"))
        if known := "; ".join(self._known()):
            yield Text((known, "dim"))

    def _known(self) -> Iterator[str]:
        it = self._it
        if it.term:
            yield f"a sense of {it.term}"
        if it.credence is not None:
            yield f"starts at {it.credence:g}"
        if it.posed == "mapper":
            yield "singled out by the mapper"
        if it.formerly:
            yield f"formerly {', '.join(words.slug(old, it.debate) for old in it.formerly)}"
        if it.tags:
            yield f"tagged {', '.join(it.tags)}"
        if it.passages:
            yield f"said in {self._names.passages((p.id for p in it.passages), self._own)}"

    def _stance(self, stance: Stance) -> Text:
        past = self._it.outdone.get(stance.id, "")
        answers = stance.target != self._it.id and stance.kind in ANSWERS
        verb = words.STANCES[stance.kind] + (" to the crux" if answers else "")
        return stance_of(stance, self._own, verb, self._names, past)

    # -- arguments --------------------------------------------------------------------------------

    def _sides(self) -> Iterator[Section]:
        """What is for it and against it, and what answers to open questions would be."""
        answers = [a for a in self._it.arguments if words.is_answer(a)]
        for title, kind in (("For it", "supports"), ("Against it", "rebuts")):
            found = [a for a in self._it.arguments if a.kind == kind and a not in answers]
            yield Section(f"{title}: {words.counted(found)}", found, self._argument)
        yield Section("What an answer would do", answers, self._argument)

    def _argument(self, argument: Argument) -> Block:
        *before, last = linked(argument.premises, self._form)
        ours = (words.OURS if argument.inferred else "", "dim")
        lines: list[Block] = [*before, Text(last, ours)]
        below = self._in_short(argument) if self._brief else self._in_full(argument)
        lines += [indented(line, 2) for line in below]
        undercut = " undercut by" if argument.kind == "undercuts" else ""
        mark = f"{words.MARKS[argument.kind]}{undercut}", words.COLOURS[argument.kind]
        return marked(mark, Group(*lines))

    def _in_full(self, argument: Argument) -> Iterator[Block]:
        """The reason, who makes it or doubts it, what undercuts it."""
        if argument.reasons:
            yield Text(("because ", "dim"), words.because(argument.reasons))
        if argument.called:
            yield Text(("called ", "dim"), f"“{argument.called}”")
        if argument.scheme:
            yield Text(("by the scheme ", "dim"), argument.scheme)
        for stance in argument.stances:
            yield stance_of(stance, self._own, words.MAKES[stance.kind], self._names)
        for under in argument.undercuts:
            yield self._argument(under)

    def _in_short(self, argument: Argument) -> Iterator[Block]:
        """Who makes it or doubts it, and how often it is undercut."""
        parts = [
            Text(
                (stance.name, "bold"),
                "" if stance.kind == "holds" else f" {words.STANCES[stance.kind]}",
                f": {stance.note}" if stance.note else "",
            )
            for stance in argument.stances
        ]
        if count := len(argument.undercuts):
            parts.append(Text((f"undercut {times(count)}", words.COLOURS["undercuts"])))
        if parts:
            yield joined("; ", parts)

    # -- where it leads ---------------------------------------------------------------------------

    def _does(self, done: Bearing | Undercutting) -> Text:
        false = "if false, " if done.negated else ""
        ours = (words.OURS if done.inferred else "", "dim")
        if isinstance(done, Undercutting):
            argument = self._names.argument(done.argument_premises, done.target)
            verb = (f"{false}undercuts ", words.COLOURS["undercuts"])
            return Text(verb, argument, ours)
        others = self._names.assumed(done.others)
        return Text(
            (f"{false}{done.kind} ", words.COLOURS[done.kind]),
            self._names.quoted(done.target),
            f", together with {others}" if others else "",
            ours,
        )

    def _ties(self) -> Iterator[Text]:
        """Other relations, those of a kind together; with ids a line each."""
        told = [(words.TIES[relation.kind], relation) for relation in self._it.relations]
        told += [(words.TIED[relation.kind], relation) for relation in self._it.related_by]
        for verb in dict.fromkeys(verb for verb, _ in told):
            found = [self._tie(relation) for each, relation in told if each == verb]
            if self._form.ids:
                yield from (Text(f"{verb} ", one) for one in found)
            else:
                yield Text(f"{verb} ", joined(", ", found))

    def _tie(self, relation: Relation) -> Text:
        reason = (f" ({relation.reason})" if relation.reason else "", "dim")
        return Text(self._names.quoted(relation.id), reason)
