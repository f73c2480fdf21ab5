"""The annotations of an item, one by one: what each adds to the debate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, cast

from kb.diagnostics import Code, Diagnostic, did_you_mean
from kb.model import (
    ArgumentKind,
    Claim,
    Kind,
    Place,
    Premise,
    Quote,
    Relation,
    RelationKind,
    StanceKind,
    slugify,
)
from loaders.arguments import Arguments, joined
from loaders.items import Annotation, Item
from loaders.lines import (
    ARROW,
    Details,
    Ref,
    pieces,
    read_details,
    read_passages,
    read_ref,
    split,
)
from loaders.part import ArgumentDraft, ArgumentName, StanceDraft
from loaders.references import Scope
from loaders.vocabulary import KINDS, LABELS, Label, may_nest

CONTRADICTING = {  # the kinds of stance and the side of one half that a credence may not be on
    "holds": -1,
    "answers_yes": -1,
    "concedes": -1,
    "rejects": 1,
    "answers_no": 1,
}


@dataclass
class Written:
    """What the items of a debate have added so far."""

    arguments: Arguments
    claims: list[Claim] = field(default_factory=list)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    pending: list[ArgumentDraft] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)


class ItemReader:
    """Reads one item into `written`."""

    def __init__(self, item: Item, scope: Scope, written: Written) -> None:
        self.item, self.scope, self.written = item, scope, written
        self.id = f"{scope.debate}/{item.slug}"
        self.kind: Kind = "claim"
        self.subject = self.id  # what an answer is about: the crux, or the claim that it asks
        self.credence: float | None = None
        self.posed: Literal["mapper", "person"] | None = None
        self.term: str | None = None
        self.passages: tuple[str, ...] = ()
        self.seen: set[str] = set()

    def read(self, keep: bool = True) -> None:
        """Read the item; one that is not kept is only checked."""
        before = len(self.written.claims)
        annotations = self._known(self.item.annotations)
        for first in ("kind", "asks"):  # what the other lines mean depends on these
            for annotation in annotations:
                if annotation.name == first:
                    self._take(annotation)
        for annotation in annotations:
            if annotation.name not in ("kind", "asks"):
                self._take(annotation)
        self._require_term()
        self.written.claims.append(self._claim(before))
        self.written.columns.setdefault(self.id, self.item.column)
        if not keep:
            self.written.claims.pop()

    def _known(self, annotations: Iterable[Annotation]) -> list[Annotation]:
        known = []
        for annotation in annotations:
            label = LABELS[annotation.name]
            if label.on_item:
                known.append(annotation)
            else:
                says = f"'{label.name}' says nothing here; nest it under the line it is about"
                self._report(annotation, Code.LABEL_NESTED_WRONG, says)
        return known

    def _claim(self, ordinal: int) -> Claim:
        return Claim(
            id=self.id,
            slug=self.item.slug,
            debate=self.scope.debate,
            kind=self.kind,
            text=self.item.statement,
            section=self.item.section,
            body="\n\n".join(self.item.body),
            quotes=tuple(self._quotes()),
            credence=self.credence,
            posed=self.posed,
            term=self.term,
            passages=self.passages,
            place=Place(path=self.item.path, line=self.item.line, ordinal=ordinal),
        )

    def _quotes(self) -> Iterable[Quote]:
        for quote in self.item.quotes:
            for passage in self.scope.passages(quote.details.passages, self.item.path)[:1]:
                yield Quote(text=quote.text, passage=passage, line=quote.line)

    def _report(self, annotation: Annotation, code: Code, message: str) -> None:
        self.scope.problems.append(annotation.problem(code, message))

    # -- annotations of the item ----------------------------------------------------------------

    def _take(self, annotation: Annotation) -> None:
        label = LABELS[annotation.name]
        if label.only_kinds and self.kind not in label.only_kinds:
            kinds = " or ".join(label.only_kinds)
            says = f"'{label.name}' says something on a {kinds} only, and this is a {self.kind}"
            if self.kind == "claim":
                says += f"; add '- **Kind:** {label.only_kinds[0]}'"
            self._report(annotation, Code.LABEL_WRONG_KIND, says)
        readers: dict[str, Callable[[Annotation, Label], None]] = {
            "property": self._property,
            "argument": self._argument,
            "relation": self._relation,
            "stance": self._stance,
        }
        self._check_nested(annotation, label)
        readers[label.role](annotation, label)

    def _check_nested(self, annotation: Annotation, label: Label) -> None:
        for below in list(annotation.nested):
            inner = LABELS[below.name]
            if not may_nest(inner, label):
                says = f"'{inner.name}' says nothing under '{label.name}'"
                if inner.on_item:
                    says += "; put it at the start of a line of its own"
                self._report(below, Code.LABEL_NESTED_WRONG, says)
                annotation.nested.remove(below)
            else:
                self._check_nested(below, inner)

    def _property(self, annotation: Annotation, label: Label) -> None:
        if label.name != "Source" and label.name in self.seen:
            says = f"'{label.name}' is given twice; keep one line"
            self._report(annotation, Code.LABEL_TWICE, says)
            return
        self.seen.add(label.name)
        {
            "Kind": self._kind,
            "Credence": self._credence,
            "Term": self._term,
            "Source": self._source,
        }[label.name](annotation)
        self.item.body += annotation.prose

    def _value(self, annotation: Annotation) -> str:
        line = annotation.line
        value = line.inline.source(line.value).strip() if line.value < len(line.inline.text) else ""
        if not value:
            says = f"'{LABELS[annotation.name].name}' says nothing: a value is missing"
            self._report(annotation, Code.VALUE_MISSING, says)
        return value

    def _kind(self, annotation: Annotation) -> None:
        value = self._value(annotation)
        if value.casefold() in KINDS:
            self.kind = cast(Kind, value.casefold())
        elif value:
            says = f"unknown kind '{value}'{did_you_mean(value, KINDS)}; kinds: {', '.join(KINDS)}"
            problem = annotation.line.problem(Code.UNKNOWN_KIND, says, _at(annotation))
            self.scope.problems.append(problem)

    def _credence(self, annotation: Annotation) -> None:
        if not self._value(annotation):
            return
        before = len(self.scope.problems)
        details = read_passages(annotation.line, self.scope.problems)
        self.credence = details.credence
        if details.credence is None and len(self.scope.problems) == before:
            says = "a credence is a number from 0 to 1, or a percentage"
            problem = annotation.line.problem(Code.CREDENCE_OUT_OF_RANGE, says, _at(annotation))
            self.scope.problems.append(problem)
        if details.prose:
            self.item.body.append(details.prose)

    def _term(self, annotation: Annotation) -> None:
        value = self._value(annotation)
        if value:
            self.term = slugify(value)
            self.written.terms.setdefault(self.term, value)

    def _require_term(self) -> None:
        if self.kind == "definition" and "Term" not in self.seen:
            says = "a definition names its term: add '- **Term:** the term'"
            place = (self.item.path, self.item.line, self.item.column)
            self.scope.problems.append(Diagnostic(*place, Code.LABEL_MISSING, says))

    def _source(self, annotation: Annotation) -> None:
        details = self._passage_details(annotation)
        self.passages = joined(self.passages, self._passages(annotation, details))
        if details.prose:
            self.item.body.append(details.prose)

    def _passage_details(self, annotation: Annotation) -> Details:
        details = read_passages(annotation.line, self.scope.problems)
        if not details.passages and self._value(annotation):
            says = "a passage is written '¶3' or '¶7-8', after a link to its source if need be"
            problem = annotation.line.problem(Code.UNREADABLE_TARGET, says, _at(annotation))
            if problem.code not in {p.code for p in self._on_line(problem)}:
                self.scope.problems.append(problem)
        return details

    def _on_line(self, problem: Diagnostic) -> list[Diagnostic]:
        """The problems that the same line has already: one is enough."""
        here = [p for p in self.scope.problems if p.path == problem.path and p.line == problem.line]
        return [p._replace(code=problem.code) for p in here]

    def _passages(self, annotation: Annotation, details: Details) -> tuple[str, ...]:
        return self.scope.passages(details.passages, self.item.path)

    # -- stances --------------------------------------------------------------------------------

    def _stance(self, annotation: Annotation, label: Label) -> None:
        if label.name == "Posed by":
            self.posed = self.posed or "person"
        for draft in self._stances(annotation, label):
            self.written.arguments.add_stance(draft, self.id)

    def _stances(self, annotation: Annotation, label: Label) -> list[StanceDraft]:
        """One stance for every person on the line, all with the same details."""
        targets, span = split(annotation.line)
        details = read_details(annotation.line, span, self.scope.problems)
        self._warn_contradiction(annotation, label, details)
        passages = self._passages(annotation, details)
        notes = [details.prose, *annotation.prose]
        for below in annotation.nested:
            if below.name == "source":
                more = self._passage_details(below)
                passages = joined(passages, self._passages(below, more))
                notes.append(more.prose)
            else:
                notes.append(self._value(below))
        of = self.scope.person(details.of, self.item.path) if details.of else None
        return [
            StanceDraft(
                person=person,
                kind=cast(StanceKind, label.means),
                credence=details.credence,
                date=details.date,
                of=of,
                inferred=details.inferred,
                passages=passages,
                note="\n\n".join(note for note in notes if note),
            )
            for person in self._people(annotation, label, targets)
        ]

    def _people(self, annotation: Annotation, label: Label, span: tuple[int, int]) -> list[str]:
        people = []
        for ref in self._refs(annotation, span, negatable=False):
            if label.name == "Posed by" and ref.written == "mapper" and ref.link is None:
                self.posed = "mapper"
                continue
            person = self.scope.person(ref, self.item.path)
            if person:
                people.append(person)
        return people

    def _warn_contradiction(self, annotation: Annotation, label: Label, details: Details) -> None:
        side = CONTRADICTING.get(label.means)
        if side and details.credence is not None and (details.credence - 0.5) * side > 0:
            says = (
                f"'{label.name}' contradicts the credence {details.credence:g}: a credence is "
                "always that of the statement"
            )
            at = details.credence_at
            problem = annotation.line.problem(Code.CREDENCE_CONTRADICTS, says, at)
            self.scope.problems.append(problem)

    # -- relations ------------------------------------------------------------------------------

    def _relation(self, annotation: Annotation, label: Label) -> None:
        span, rest = split(annotation.line)
        details = read_details(annotation.line, rest, self.scope.problems)
        reason, passages = self._explained(annotation, details)
        refs = self._refs(annotation, span, negatable=False)
        self._check_count(annotation, label, refs)
        for ref in refs:
            other = self.scope.item(ref, self.item.path)
            if other is None or self._is_itself(annotation, ref, other):
                continue
            if label.name == "Asks":
                self.subject = other
            ends = (self.id, other) if label.from_source else (other, self.id)
            relation = Relation(
                kind=cast(RelationKind, label.means),
                source=ends[0],
                target=ends[1],
                reason="\n\n".join(reason),
                inferred=details.inferred,
                passages=passages,
            )
            self._add_relation(relation)

    def _add_relation(self, relation: Relation) -> None:
        """Add a relation; one that is written from both ends is one."""
        key = (relation.kind, relation.source, relation.target)
        known = self.written.relations.get(key)
        self.written.relations[key] = merge_relations(known, relation) if known else relation

    def _check_count(self, annotation: Annotation, label: Label, refs: list[Ref]) -> None:
        if label.name == "Distinguishes" and len(refs) == 1:
            says = "'Distinguishes' needs two or more items, separated by ';'"
            self._report(annotation, Code.VALUE_MISSING, says)
        if label.name == "Asks" and len(refs) > 1:
            says = "a crux asks one claim; make a crux for each"
            self._report(annotation, Code.LABEL_TWICE, says)

    def _is_itself(self, annotation: Annotation, ref: Ref, other: str) -> bool:
        if other != self.id:
            return False
        says = f"'{self.item.slug}' is related to itself"
        place = (self.item.path, ref.line, ref.column)
        self.scope.problems.append(Diagnostic(*place, Code.RELATED_TO_ITSELF, says))
        return True

    def _explained(
        self, annotation: Annotation, details: Details
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The reasons and passages of a line, with those nested under it."""
        reasons = [details.prose, *annotation.prose]
        passages = self._passages(annotation, details)
        for below in annotation.nested:
            if below.name == "because":
                reasons.append(self._value(below))
                reasons += below.prose
            elif below.name == "source":
                more = self._passage_details(below)
                passages = joined(passages, self._passages(below, more))
                reasons.append(more.prose)
        return tuple(reason for reason in reasons if reason), passages

    # -- arguments ------------------------------------------------------------------------------

    def _argument(self, annotation: Annotation, label: Label) -> None:
        for draft in self._drafts(annotation, label):
            if isinstance(draft.target, ArgumentName):
                self.written.pending.append(draft)
            else:
                ordinal = len(self.written.arguments.by_id)
                self.written.arguments.settle(draft, draft.target, ordinal)

    def _drafts(self, annotation: Annotation, label: Label) -> list[ArgumentDraft]:
        span, rest = split(annotation.line)
        details = read_details(annotation.line, rest, self.scope.problems)
        targets = list(self._argument_ends(annotation, label, span))
        if not targets:
            self._missing(annotation, span)
            return []
        reasons, passages = self._explained(annotation, details)
        line, column = annotation.line.place
        stances, below = self._nested_arguments(annotation)
        return [
            ArgumentDraft(
                kind=kind,
                premises=premises,
                target=target,
                reasons=reasons,
                inferred=details.inferred,
                passages=passages,
                stances=tuple(stances),
                undercut_by=tuple(below),
                place=Place(path=self.item.path, line=line),
                column=column,
            )
            for kind, premises, target in targets
            if self._is_sound(annotation, premises, target)
        ]

    def _nested_arguments(
        self, annotation: Annotation
    ) -> tuple[list[StanceDraft], list[ArgumentDraft]]:
        stances: list[StanceDraft] = []
        undercuts: list[ArgumentDraft] = []
        for below in annotation.nested:
            label = LABELS[below.name]
            if label.role == "stance":
                stances += self._stances(below, label)
            elif label.role == "argument":
                undercuts += self._drafts(below, label)
        return stances, undercuts

    def _argument_ends(
        self, annotation: Annotation, label: Label, span: tuple[int, int]
    ) -> Iterable[tuple[ArgumentKind, tuple[Premise, ...], str | ArgumentName]]:
        """The kind, premises and target of each argument that a line makes."""
        text = annotation.line.inline.text
        kind = cast(ArgumentKind, label.means)
        for start, end in pieces(text, *span, ";"):
            if label.name in ("If yes", "If no"):
                answer = self._answer(annotation, label, start, end, kind)
                if answer:
                    kind = answer[0]
                    yield answer
            elif label.name == "Undercuts":
                name = self._argument_name(annotation, start, end)
                if name:
                    yield kind, self._own_premises(annotation), name
            elif label.from_source:
                target = self._item(annotation, start, end)
                if target:
                    yield kind, self._own_premises(annotation), target
            else:
                premises = self._premises(annotation, start, end)
                if premises:
                    yield kind, premises, "" if label.name == "Undercut by" else self.id

    def _answer(
        self, annotation: Annotation, label: Label, start: int, end: int, before: str
    ) -> tuple[ArgumentKind, tuple[Premise, ...], str] | None:
        """`supports X` or `rebuts X`; without a word, the one before it holds."""
        text = annotation.line.inline.text
        word = text[start:end].split(None, 1)
        kind = word[0].casefold() if word else ""
        if kind in ("supports", "rebuts") and len(word) == 2:
            start = text.index(word[1], start + len(word[0]))
        elif before in ("supports", "rebuts"):
            kind = before
        else:
            says = f"'{label.name}' says what the answer does: 'supports X' or 'rebuts X'"
            problem = annotation.line.problem(Code.UNREADABLE_TARGET, says, start)
            self.scope.problems.append(problem)
            return None
        target = self._item(annotation, start, end)
        subject = Premise(claim=self.subject, negated=label.name == "If no")
        premises = (subject, *self._with(annotation))
        return (cast(ArgumentKind, kind), premises, target) if target else None

    def _own_premises(self, annotation: Annotation) -> tuple[Premise, ...]:
        return (Premise(claim=self.id), *self._with(annotation))

    def _with(self, annotation: Annotation) -> tuple[Premise, ...]:
        """The further premises that are nested under a line written on its source."""
        found: tuple[Premise, ...] = ()
        for below in annotation.nested:
            if below.name != "with":
                continue
            text = below.line.inline.text
            (start, end), _ = split(below.line)
            for piece in pieces(text, start, end, ";"):
                found += self._premises(below, *piece)
            if not found:
                self._missing(below, (start, end))
        return found

    def _premises(self, annotation: Annotation, start: int, end: int) -> tuple[Premise, ...]:
        """Linked premises, `a + not b`; none at all where one of them cannot be read."""
        premises = []
        parts = list(pieces(annotation.line.inline.text, start, end, "+"))
        for piece in parts:
            ref = self._ref(annotation, *piece)
            ident = self.scope.item(ref, self.item.path) if ref else None
            if ref and ident:
                premises.append(Premise(claim=ident, negated=ref.negated))
        return tuple(dict.fromkeys(premises)) if len(premises) == len(parts) else ()

    def _argument_name(self, annotation: Annotation, start: int, end: int) -> ArgumentName | None:
        """`a + b → c`, or with more arrows an undercut of that."""
        text = annotation.line.inline.text
        steps, at = [], start
        for arrow in [*ARROW.finditer(text, start, end), None]:
            stop = arrow.start() if arrow else end
            steps.append((at, stop))
            at = arrow.end() if arrow else end
        if len(steps) < 2:
            says = "an undercut names a step: 'premise → conclusion'"
            found = annotation.line.problem(Code.UNREADABLE_TARGET, says, start)
            self.scope.problems.append(found)
            return None
        last = next(iter(pieces(text, *steps[-1], "→")), steps[-1])
        target: str | ArgumentName | None = self._item(annotation, *last)
        for step in reversed(steps[:-1]):
            premises = self._premises(annotation, *step)
            target = ArgumentName(premises=premises, target=target) if premises and target else None
        return cast("ArgumentName | None", target)

    def _is_sound(
        self, annotation: Annotation, premises: tuple[Premise, ...], target: str | ArgumentName
    ) -> bool:
        """Report an argument whose premises include what it is for or against."""
        if target not in [p.claim for p in premises]:
            return True
        slug = str(target).partition("/")[2]
        says = f"'{slug}' is related to itself: it is both premise and target of this line"
        self._report(annotation, Code.RELATED_TO_ITSELF, says)
        return False

    # -- targets --------------------------------------------------------------------------------

    def _refs(
        self, annotation: Annotation, span: tuple[int, int], negatable: bool = True
    ) -> list[Ref]:
        parts = list(pieces(annotation.line.inline.text, *span, ";"))
        if not parts:
            self._missing(annotation, span)
        refs = [self._ref(annotation, *piece, negatable) for piece in parts]
        return [ref for ref in refs if ref]

    def _ref(
        self, annotation: Annotation, start: int, end: int, negatable: bool = True
    ) -> Ref | None:
        ref = read_ref(annotation.line, start, end, negatable)
        if isinstance(ref, Diagnostic):
            self.scope.problems.append(ref)
            return None
        return ref

    def _item(self, annotation: Annotation, start: int, end: int) -> str | None:
        ref = self._ref(annotation, start, end, negatable=False)
        return self.scope.item(ref, self.item.path) if ref else None

    def _missing(self, annotation: Annotation, span: tuple[int, int]) -> None:
        """Report a label without targets, unless the line has a problem that explains it."""
        if not annotation.line.inline.text[slice(*span)].strip(" ;+"):
            says = f"'{LABELS[annotation.name].name}' names nothing: a target is missing"
            self._report(annotation, Code.VALUE_MISSING, says)


def _at(annotation: Annotation) -> int:
    """Where the value of a line begins, for its column."""
    line = annotation.line
    text = line.inline.text
    return line.value + len(text[line.value :]) - len(text[line.value :].lstrip())


def merge_relations(one: Relation, other: Relation) -> Relation:
    """The same relation written twice, or from both ends."""
    reasons = dict.fromkeys(r for r in (one.reason, other.reason) if r)
    return one.model_copy(
        update={
            "reason": "\n\n".join(reasons),
            "inferred": one.inferred and other.inferred,
            "passages": joined(one.passages, other.passages),
        }
    )
