"""The lines that make arguments: supports, rebuts, undercuts, and what the answers to a crux do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, cast

from kb.diagnostics import Code, nearest
from kb.kinds import ArgumentKind
from kb.model import Place, Premise
from loaders.facts.stances import Said, read_stances
from loaders.grammar.details import read_details
from loaders.grammar.drafts import ArgumentDraft, ArgumentName, StanceDraft
from loaders.grammar.lines import pieces, split
from loaders.grammar.naming import read_plain
from loaders.grammar.page import Annotation
from loaders.grammar.targets import Targets, premise_of
from loaders.grammar.vocabulary import LABELS, Label

Spans = list[tuple[int, int]]
DOES = ("supports", "rebuts")  # what an answer to a crux may do

UNDERCUTS = {
    "If yes": "; what undercuts an argument where the answer is yes is '- **Undercuts:** a → b', "
    "a line of its own on this crux, or on the claim that it asks",
    "If no": "; write the no as a claim of its own, and 'Undercuts: a → b' on that",
}


class End(NamedTuple):
    """The kind, premises and target of an argument; `at` is where the line names it."""

    at: int
    kind: ArgumentKind
    premises: tuple[Premise, ...]
    target: str | ArgumentName


class ArgumentLines:
    """Reads the arguments on the lines of one item.

    `ident` is the item, `ordinal` its place in the debate; `subject` what an answer is about: the
    crux, or the claim that it asks.
    """

    def __init__(self, targets: Targets, ident: str, ordinal: int) -> None:
        self.targets, self.ordinal = targets, ordinal
        self.id = self.subject = ident

    def read(self, annotation: Annotation, label: Label) -> list[ArgumentDraft]:
        """One draft for every argument on the line, all with the same details."""
        span, rest = split(annotation.line)
        details = read_details(annotation.line, rest, self.targets.problems)
        self.targets.without_meaning(annotation, details, ("credence", "date", "of"))
        parts = pieces(annotation.line.inline.text, *span, ";")
        if not parts:
            self.targets.missing(annotation)
        ends = self._distinct(annotation, self._ends(annotation, label, parts))
        reasons, passages = self.targets.explained(annotation, details)
        stances, undercuts = self._nested(annotation)
        names = self._names(annotation)
        return [
            ArgumentDraft(
                kind=end.kind,
                premises=end.premises,
                target=end.target,
                reasons=reasons,
                called=names.get("called"),
                scheme=names.get("scheme"),
                inferred=details.inferred,
                answer=self.subject if label.means == "answer" else None,
                passages=passages,
                stances=tuple(stances),
                undercut_by=tuple(undercuts),
                place=Place(path=self.targets.path, line=line, ordinal=self.ordinal),
                column=column,
            )
            for end in ends
            for line, column in [annotation.line.inline.place(end.at)]
        ]

    def _distinct(self, annotation: Annotation, ends: Iterable[End]) -> list[End]:
        """The arguments of a line that make sense, each once."""
        found: dict[End, End] = {}
        for end in ends:
            if self._sound(annotation, end) and found.setdefault(end._replace(at=0), end) != end:
                self.targets.named_twice(*annotation.line.inline.place(end.at))
        return list(found.values())

    def _nested(self, annotation: Annotation) -> tuple[list[StanceDraft], list[ArgumentDraft]]:
        """Who makes or doubts the argument, and what undercuts it."""
        stances: list[StanceDraft] = []
        undercuts: list[ArgumentDraft] = []
        said: Said = {}
        for below in annotation.nested:
            label = LABELS[below.name]
            if label.role == "stance":
                stances += read_stances(self.targets, below, label, said)
            elif label.role == "argument":
                undercuts += self.read(below, label)
        return stances, undercuts

    def _names(self, annotation: Annotation) -> dict[str, str]:
        """What the argument is called, and the scheme that it follows."""
        found: dict[str, str] = {}
        for below in annotation.nested:
            if below.name not in ("called", "scheme"):
                continue
            if below.name in found:
                says = f"'{LABELS[below.name].name}' is given twice; keep one line"
                self.targets.report(below, Code.GIVEN_TWICE, says)
            elif value := read_plain(self.targets, below):
                found[below.name] = value
        return found

    def _ends(self, annotation: Annotation, label: Label, parts: Spans) -> Iterable[End]:
        """What each argument that a line makes consists of."""
        kind = cast("ArgumentKind", label.means)
        if label.name in ("If yes", "If no"):
            yield from self._answers(annotation, label, parts)
            return
        for start, end in parts:
            if label.from_source:
                own = self._own_premises(annotation, premise_of(self.id))
                read = self.targets.argument_name if kind == "undercuts" else self.targets.one_item
                target = read(annotation, start, end)
                if own and target:
                    yield End(start, kind, own, target)
            else:
                premises = self.targets.premises(annotation, start, end)
                if premises:  # what an 'Undercut by' is against is known when all is settled
                    yield End(start, kind, premises, "" if kind == "undercuts" else self.id)

    def _own_premises(self, annotation: Annotation, first: Premise) -> tuple[Premise, ...]:
        """The item and the premises nested under the line; none where one is unreadable."""
        more = self.targets.with_premises(annotation)
        return () if more is None else tuple(dict.fromkeys((first, *more)))

    def _answers(self, annotation: Annotation, label: Label, parts: Spans) -> Iterable[End]:
        """`supports X; rebuts Y`; without a word, the one before it holds."""
        text, before = annotation.line.inline.text, ""
        subject = premise_of(self.subject, label.name == "If no")
        for start, end in parts:
            word = text[start:end].split(None, 1)
            kind = word[0].casefold()
            meant = kind if kind in DOES else nearest(kind, DOES)
            meant = meant if len(word) == 2 else None
            if meant == kind:
                start = text.index(word[1], start + len(word[0]))
            elif before and not meant:
                kind = before
            else:
                says = f"'{label.name}' says what the answer does: 'supports X' or 'rebuts X'"
                says += f" (did you mean '{meant}'?)" if meant else ""
                if kind in ("undercuts", "undercut"):
                    says += UNDERCUTS[label.name]
                self.targets.report(annotation, Code.UNREADABLE_TARGET, says, start)
                continue
            before = kind
            target = self.targets.one_item(annotation, start, end)
            premises = self._own_premises(annotation, subject)
            if target and premises:
                yield End(start, cast("ArgumentKind", kind), premises, target)

    def _sound(self, annotation: Annotation, end: End) -> bool:
        """Report an argument whose premises include what it is for or against, or exclude each
        other."""
        claims = [premise.claim for premise in end.premises]
        several = claims if len(claims) > 1 else ()
        twice = next((claim for claim in several if claims.count(claim) > 1), None)
        slug = self.targets.item.slug
        if twice:
            name = twice.partition("/")[2]
            says = f"'{name}' and 'not {name}' are premises of one argument; keep one"
            self.targets.report(annotation, Code.CONTRADICTION, says, end.at)
        elif end.target in claims:
            name = str(end.target).partition("/")[2]
            says = f"'{name}' is related to itself: it is both premise and target of this line"
            self.targets.report(annotation, Code.RELATED_TO_ITSELF, says, end.at)
        elif isinstance(end.target, ArgumentName) and set(end.target.premises) == set(end.premises):
            says = f"'{slug}' is related to itself: it undercuts its own argument"
            self.targets.report(annotation, Code.RELATED_TO_ITSELF, says, end.at)
        else:
            return True
        return False
