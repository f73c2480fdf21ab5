"""Who says what: the lines that name people, as stances whose target is not known yet."""

from __future__ import annotations

from typing import cast

from kb.diagnostics import Code, Diagnostic
from kb.kinds import StanceKind
from loaders.grammar.details import Details, read_details
from loaders.grammar.drafts import StanceDraft
from loaders.grammar.lines import split
from loaders.grammar.page import Annotation
from loaders.grammar.targets import Targets
from loaders.grammar.vocabulary import Label

MAPPER = "mapper"
CONTRADICTING = {  # the kinds of stance and the side of one half that a credence may not be on
    "holds": -1,
    "answers_yes": -1,
    "concedes": -1,
    "rejects": 1,
    "answers_no": 1,
}
RESTATING = ("reports", "supposes", "poses")  # which somebody may do with another's view


Said = dict[StanceDraft, int]  # stances without their credence, and the line of each


def read_stances(
    targets: Targets, annotation: Annotation, label: Label, said: Said
) -> list[StanceDraft]:
    """One stance for every person on the line, all with the same details; `said` are those of the
    lines beside it."""
    stances = _Stances(targets, annotation, label)
    before = len(targets.problems)
    drafts = stances.read()
    if len(targets.problems) == before:  # else something of it was not read as it was meant
        for draft in drafts:
            stances.warn_twice(draft, said)
    return drafts


class _Stances:
    def __init__(self, targets: Targets, annotation: Annotation, label: Label) -> None:
        self.targets, self.annotation, self.label = targets, annotation, label

    def read(self) -> list[StanceDraft]:
        span, rest = split(self.annotation.line)
        details = read_details(self.annotation.line, rest, self.targets.problems)
        self._warn_contradiction(details)
        self._warn_of(details)
        notes, passages = self.targets.explained(self.annotation, details)
        of = self.targets.scope.person(details.of, self.targets.path) if details.of else None
        return [
            StanceDraft(
                person=person,
                kind=cast("StanceKind", self.label.means),
                credence=details.credence,
                date=details.date,
                of=of,
                inferred=details.inferred,
                passages=passages,
                note="\n\n".join(notes),
            )
            for person in self._people(span)
        ]

    def _people(self, span: tuple[int, int]) -> list[str]:
        people = dict[str, None]()
        for ref in self.targets.refs(self.annotation, span, negatable=False):
            if self.label.means == "poses" and ref.written == MAPPER and ref.link is None:
                continue
            person = self.targets.scope.person(ref, self.targets.path)
            if person in people:
                says = f"'{person}' is named twice in this line; once is enough"
                place = (self.targets.path, ref.line, ref.column)
                self.targets.problems.append(Diagnostic(*place, Code.STANCE_TWICE, says))
            elif person:
                people[person] = None
        return list(people)

    def warn_twice(self, draft: StanceDraft, said: Said) -> None:
        """Warn of a line that says of somebody what another one says, be it that the credences
        differ: they cannot both be meant, as those of two days or passages can."""
        line = self.annotation.line
        first = said.setdefault(draft._replace(credence=None), line.inline.line)
        if first != line.inline.line:
            says = (
                f"'{self.label.name}' says the same of '{draft.person}' in line {first}: keep one, "
                "or give each its date or passage"
            )
            self.targets.report(self.annotation, Code.STANCE_TWICE, says)

    def _warn_of(self, details: Details) -> None:
        """Warn of somebody's own view that is said to be another's."""
        if "of" in details.said and self.label.means not in RESTATING:
            says = (
                f"'of' says whose view is restated, and '{self.label.name}' says what they think "
                "themselves: write 'Reported by', and give the other a line of their own"
            )
            self.targets.report(
                self.annotation, Code.DETAIL_WITHOUT_MEANING, says, details.said["of"]
            )

    def _warn_contradiction(self, details: Details) -> None:
        side = CONTRADICTING.get(self.label.means)
        if side and details.credence is not None and (details.credence - 0.5) * side > 0:
            says = (
                f"'{self.label.name}' contradicts the credence {details.credence:g}: a credence is "
                "always that of the statement"
            )
            at = details.said["credence"]
            self.targets.report(self.annotation, Code.CREDENCE_CONTRADICTS, says, at)


def posed_by_mapper(targets: Targets, annotation: Annotation) -> tuple[bool, tuple[str, ...]]:
    """Whether a `Posed by` names the mapper, and the prose that no stance holds then."""
    (start, end), rest = split(annotation.line)
    names = annotation.line.inline.text[start:end].split(";")
    if MAPPER not in [name.strip() for name in names]:
        return False, ()
    if len(names) > 1:
        return True, ()
    details = read_details(annotation.line, rest, [])
    return True, targets.explained(annotation, details)[0]
