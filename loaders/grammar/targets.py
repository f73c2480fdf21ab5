"""What the lines of one item refer to: items, premises, arguments by name, passages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kb.diagnostics import Code, Diagnostic, Proposal
from kb.model import Premise
from loaders.grammar.details import Details, read_value, warn_lost
from loaders.grammar.drafts import ArgumentName
from loaders.grammar.lines import ARROW, Ref, pieces, read_ref, split
from loaders.grammar.page import Annotation, Item
from loaders.grammar.references import Scope, joined
from loaders.grammar.vocabulary import LABELS
from loaders.markup.inline import LINK

LONGEST = 20  # arguments in the name of an argument


@lru_cache(maxsize=1000)  # a debate names the same items again and again
def premise_of(claim: str, negated: bool = False) -> Premise:
    """An item as a premise."""
    return Premise(claim=claim, negated=negated)


class Targets:
    """Reads the parts of a line that are the same under every label, and reports what is wrong."""

    def __init__(self, item: Item, scope: Scope) -> None:
        self.item, self.scope = item, scope
        self.path = item.path
        self.problems = scope.problems

    def report(
        self,
        annotation: Annotation,
        code: Code,
        message: str,
        index: int | None = None,
        proposals: tuple[Proposal, ...] = (),
    ) -> None:
        self.problems.append(annotation.line.problem(code, message, index, proposals))

    # -- items ----------------------------------------------------------------------------------

    def refs(
        self, annotation: Annotation, span: tuple[int, int], negatable: bool = True
    ) -> list[Ref]:
        """The targets of a line, separated by `;`."""
        parts = pieces(annotation.line.inline.text, *span, ";")
        if not parts:
            self.missing(annotation)
        refs = [self.ref(annotation, *piece, negatable) for piece in parts]
        return [ref for ref in refs if ref]

    def ref(
        self, annotation: Annotation, start: int, end: int, negatable: bool = True
    ) -> Ref | None:
        ref = read_ref(annotation.line, start, end, negatable)
        if isinstance(ref, Diagnostic):
            self.problems.append(ref)
            return None
        return ref

    def one_item(self, annotation: Annotation, start: int, end: int) -> str | None:
        ref = self.ref(annotation, start, end, negatable=False)
        return self.scope.item(ref, self.path) if ref else None

    def missing(self, annotation: Annotation) -> None:
        says = f"'{LABELS[annotation.name].name}' names nothing: a target is missing"
        self.report(annotation, Code.VALUE_MISSING, says)

    def named_twice(self, line: int, column: int) -> None:
        """Warn of what a line names a second time, which makes one thing all the same."""
        says = "this line names the same twice; once is enough"
        self.problems.append(Diagnostic(self.path, line, column, Code.TARGET_TWICE, says))

    def is_itself(self, ref: Ref, other: str, own: str) -> bool:
        """Report a relation of an item to itself."""
        if other == own:
            says = f"'{self.item.slug}' is related to itself"
            found = Diagnostic(self.path, ref.line, ref.column, Code.RELATED_TO_ITSELF, says)
            self.problems.append(found)
        return other == own

    # -- premises and arguments -----------------------------------------------------------------

    def premises(self, annotation: Annotation, start: int, end: int) -> tuple[Premise, ...]:
        """Linked premises, `a + not b`; none at all where one of them cannot be read."""
        text = annotation.line.inline.text
        is_link = text[start:end] == LINK  # as most are
        parts = [(start, end)] if is_link else pieces(text, start, end, "+")
        if len(parts) <= text.count("+", start, end):
            says = "a premise is missing beside '+'"
            self.report(annotation, Code.UNREADABLE_TARGET, says, text.index("+", start, end))
        premises = []
        for piece in parts:
            ref = self.ref(annotation, *piece)
            ident = self.scope.item(ref, self.path) if ref else None
            if ref and ident:
                premise = premise_of(ident, ref.negated)
                if premise in premises:
                    self.named_twice(ref.line, ref.column)
                premises.append(premise)
        if len(premises) != len(parts):
            return ()
        return tuple(dict.fromkeys(premises) if len(parts) > 1 else premises)

    def with_premises(self, annotation: Annotation) -> tuple[Premise, ...] | None:
        """The further premises nested under a line written on its source; None where unreadable."""
        found: tuple[Premise, ...] = ()
        for below in annotation.nested:
            if below.name != "with":
                continue
            text = below.line.inline.text
            span, _ = split(below.line)
            parts = pieces(text, *span, ";")
            if not parts:
                self.missing(below)
            for piece in parts:
                more = self.premises(below, *piece)
                if not more:
                    return None
                found += more
        return found

    def argument_name(self, annotation: Annotation, start: int, end: int) -> ArgumentName | None:
        """`a + b → c`, or with more arrows an undercut of that."""
        text = annotation.line.inline.text
        arguments, at = [], start
        for arrow in [*ARROW.finditer(text, start, end), None]:
            stop = arrow.start() if arrow else end
            arguments.append(next(iter(pieces(text, at, stop, "\0")), None))
            at = arrow.end() if arrow else end
        if not 1 < len(arguments) <= LONGEST or None in arguments:
            says = "an undercut names an argument: 'premise → conclusion'"
            self.report(annotation, Code.UNREADABLE_TARGET, says, start)
            return None
        *makers, last = [argument for argument in arguments if argument]
        target = self.one_item(annotation, *last)
        names = [self.premises(annotation, *maker) for maker in makers]
        if target is None or not all(names):
            return None
        name = ArgumentName(premises=names.pop(), target=target)
        while names:
            name = ArgumentName(premises=names.pop(), target=name)
        return name

    # -- values, passages and reasons -----------------------------------------------------------

    def value(self, annotation: Annotation) -> str:
        """The Markdown behind a label; reported where there is none."""
        line = annotation.line
        if line.text:
            return line.inline.source(line.value).strip()
        says = f"'{LABELS[annotation.name].name}' says nothing: a value is missing"
        self.report(annotation, Code.VALUE_MISSING, says)
        return ""

    def passages(self, details: Details) -> tuple[str, ...]:
        return self.scope.passages(details.passages, self.path)

    def cited(self, annotation: Annotation) -> tuple[tuple[str, ...], list[str]]:
        """The passages of a `Source` line and the prose in it."""
        if not self.value(annotation):
            return (), annotation.prose
        before = len(self.problems)
        details = read_value(annotation.line, self.problems)
        if not details.passages and len(self.problems) == before:
            says = "a passage is written '¶3' or '¶7-8', after a link to its source if need be"
            self.report(annotation, Code.UNREADABLE_TARGET, says, annotation.line.at)
        self.without_meaning(annotation, details, ("credence", "date", "of", "inferred"))
        prose = [details.prose, *annotation.prose]
        return self.passages(details), [text for text in prose if text]

    def explained(
        self, annotation: Annotation, details: Details
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The reasons and passages of a line, with those nested under it."""
        reasons = [details.prose, *annotation.prose]
        passages = self.passages(details)
        for below in annotation.nested:
            if below.name == "because":
                warn_lost(below.line, self.problems)
                reasons += [self.value(below), *below.prose]
            elif below.name == "source":
                more, prose = self.cited(below)
                passages = joined(passages, more)
                reasons += prose
            elif below.name == "with":
                reasons += [read_value_prose(below), *below.prose]
            elif below.name in ("called", "scheme"):
                reasons += below.prose
        return tuple(dict.fromkeys(filter(None, reasons))), passages

    def without_meaning(
        self, annotation: Annotation, details: Details, names: Iterable[str]
    ) -> None:
        """Warn of details that say nothing under this label."""
        for name in names:
            if name in details.said:
                says = f"the {name} says nothing under '{LABELS[annotation.name].name}'"
                if name == "credence":
                    says += "; give it to the item, or to somebody's stance"
                at = details.said[name]
                self.report(annotation, Code.DETAIL_WITHOUT_MEANING, says, at)


def read_value_prose(annotation: Annotation) -> str:
    """What stands behind the dash of a line that has no details."""
    _, rest = split(annotation.line)
    return annotation.line.inline.source(rest[0]).strip() if rest else ""
