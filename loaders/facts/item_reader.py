"""The annotations of an item, one by one: what each adds to the debate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, cast

from kb.diagnostics import Code, Diagnostic, nearest_hint
from kb.kinds import Kind, RelationKind
from kb.model import Claim, Place, Quote, Relation, term_id
from loaders.facts.argument_lines import UNDERCUTS, ArgumentLines
from loaders.facts.arguments import Arguments
from loaders.facts.stances import Said, posed_by_mapper, read_stances
from loaders.grammar.details import read_details, read_value
from loaders.grammar.drafts import ArgumentDraft, ArgumentName
from loaders.grammar.kinds import KINDS
from loaders.grammar.lines import Ref, split
from loaders.grammar.naming import Former, former_ids, read_tags, read_title
from loaders.grammar.page import Annotation, Item
from loaders.grammar.references import Scope, joined
from loaders.grammar.targets import Targets, read_value_prose
from loaders.grammar.vocabulary import LABELS, Label, may_nest


@dataclass
class Written:
    """What the items of a debate have added so far."""

    arguments: Arguments
    claims: list[Claim] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    pending: list[ArgumentDraft] = field(default_factory=list)
    terms: dict[str, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    former: list[Former] = field(default_factory=list)
    debates: list[Former] = field(default_factory=list)  # what the debate itself was called
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # before, by the id of an item
    answers: set[str] = field(default_factory=set)  # arguments that `If yes` and `If no` make


class ItemReader:
    """Reads one item into `written`."""

    def __init__(self, item: Item, scope: Scope, written: Written) -> None:
        self.item, self.scope, self.written = item, scope, written
        self.id = f"{scope.debate}/{item.slug}"
        self.targets = Targets(item, scope)
        self.arguments = ArgumentLines(self.targets, self.id, len(written.claims))
        self.kind: Kind = "claim"
        self.kind_unknown = False
        self.credence: float | None = None
        self.posed: Literal["mapper", "person"] | None = None
        self.term: str | None = None
        self.title: str | None = None
        self.tags: tuple[str, ...] = ()
        self.passages: dict[str, None] = {}
        self.seen: set[str] = set()
        self.said: Said = {}

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
        self._check_links(self.item.annotations)
        self._require_term()
        if keep:
            self.written.claims.append(self._claim(before))
            self.written.columns[self.id] = self.item.column

    def _known(self, annotations: Iterable[Annotation]) -> list[Annotation]:
        known = []
        for annotation in annotations:
            label = LABELS[annotation.name]
            if label.on_item:
                known.append(annotation)
            else:
                says = f"'{label.name}' says nothing here; nest it under the line it is about"
                self.targets.report(annotation, Code.LABEL_NESTED_WRONG, says)
        return known

    def _check_links(self, annotations: Iterable[Annotation]) -> None:
        """Links in a reason or a note must lead somewhere, as in any prose."""
        for annotation in annotations:
            line = annotation.line
            for index, link in line.inline.links.items():
                if index not in line.read:
                    self.scope.prose_link(link, self.item.path, *line.inline.place(index))
            self._check_links(annotation.nested)

    def _claim(self, ordinal: int) -> Claim:
        return Claim(
            id=self.id,
            slug=self.item.slug,
            debate=self.scope.debate,
            kind=self.kind,
            text=self.item.statement,
            title=self.title,
            formerly=self.written.names.get(self.id, ()),
            tags=self.tags,
            section=self.item.section,
            body="\n\n".join(self.item.body),
            quotes=tuple(self._quotes()),
            credence=self.credence,
            posed=self.posed,
            term=self.term,
            passages=tuple(self.passages),
            place=Place(path=self.item.path, line=self.item.line, ordinal=ordinal),
        )

    def _quotes(self) -> Iterable[Quote]:
        for quote in self.item.quotes:
            if self.scope.passages(quote.details.passages, self.item.path):
                group = quote.details.passages[0]  # and not those that repeat it
                source = self.scope.source_of(group, self.item.path)
                passage = f"{source}#{group.first}"
                yield Quote(text=quote.text, passage=passage, line=quote.line)

    # -- annotations of the item ----------------------------------------------------------------

    def _take(self, annotation: Annotation) -> None:
        label = LABELS[annotation.name]
        if label.only_kinds and self.kind not in label.only_kinds:
            if self.kind_unknown:  # which has been told, and may be one of them
                return
            kinds = " or ".join(label.only_kinds)
            says = f"'{label.name}' says something on a {kinds} only, and this is a {self.kind}"
            if self.kind == "claim":
                says += f"; add '- **Kind:** {label.only_kinds[0]}'"
            self.targets.report(annotation, Code.LABEL_WRONG_KIND, says)
            return
        self._check_nested(annotation, label)
        match label.role:
            case "property":
                self._property(annotation, label)
            case "argument":
                self._argument(annotation, label)
            case "relation":
                self._relation(annotation, label)
            case "stance":
                self._stance(annotation, label)

    def _check_nested(self, annotation: Annotation, label: Label) -> None:
        for below in list(annotation.nested):
            inner = LABELS[below.name]
            if not may_nest(inner, label):
                says = f"'{inner.name}' says nothing under '{label.name}'"
                if inner.name == "Undercuts" and label.name in UNDERCUTS:
                    says += UNDERCUTS[label.name]
                elif inner.on_item:
                    says += "; put it at the start of a line of its own"
                self.targets.report(below, Code.LABEL_NESTED_WRONG, says)
                annotation.nested.remove(below)
            else:
                self._check_nested(below, inner)

    def _property(self, annotation: Annotation, label: Label) -> None:
        if label.name not in ("Source", "Tags") and label.name in self.seen:
            says = f"'{label.name}' is given twice; keep one line"
            self.targets.report(annotation, Code.GIVEN_TWICE, says)
            return
        self.seen.add(label.name)
        {
            "Kind": self._kind,
            "Title": self._title,
            "Formerly": self._formerly,
            "Tags": self._tags,
            "Credence": self._credence,
            "Term": self._term,
            "Source": self._source,
        }[label.name](annotation)

    def _kind(self, annotation: Annotation) -> None:
        (start, end), _ = split(annotation.line)
        line = annotation.line
        value = line.inline.text[start:end].strip()
        if value.casefold() in KINDS:
            self.kind = cast("Kind", value.casefold())
        elif self.targets.value(annotation):
            hint = nearest_hint(value, KINDS)
            says = f"unknown kind '{value}'{hint.says}; kinds: {', '.join(KINDS)}"
            self.targets.report(annotation, Code.UNKNOWN_KIND, says, line.at, hint.proposals)
            self.kind_unknown = True
        self._add_prose([read_value_prose(annotation), *annotation.prose])

    def _title(self, annotation: Annotation) -> None:
        self.title = read_title(self.targets, annotation)
        self._add_prose(annotation.prose)

    def _formerly(self, annotation: Annotation) -> None:
        former_ids(self.targets, annotation)  # which `names` has already, but for what is wrong
        self._add_prose([read_value_prose(annotation), *annotation.prose])

    def _tags(self, annotation: Annotation) -> None:
        self.tags = joined(self.tags, read_tags(self.targets, annotation))
        self._add_prose(annotation.prose)

    def _credence(self, annotation: Annotation) -> None:
        if not self.targets.value(annotation):
            return
        before = len(self.scope.problems)
        details = read_value(annotation.line, self.scope.problems)
        self.credence = details.credence
        if details.credence is None and len(self.scope.problems) == before:
            says = "a credence is a number from 0 to 1, or a percentage"
            self.targets.report(annotation, Code.CREDENCE_OUT_OF_RANGE, says, annotation.line.at)
        self.targets.without_meaning(annotation, details, ("date", "of", "inferred", "passages"))
        self._add_prose([details.prose, *annotation.prose])

    def _term(self, annotation: Annotation) -> None:
        value = self.targets.value(annotation)
        if value:
            self.term = term_id(value)
            self.written.terms.setdefault(self.term, value)
        self._add_prose(annotation.prose)

    def _require_term(self) -> None:
        if self.kind == "definition" and "Term" not in self.seen:
            says = "a definition names its term: add '- **Term:** the term'"
            place = (self.item.path, self.item.line, self.item.column)
            self.scope.problems.append(Diagnostic(*place, Code.LABEL_MISSING, says))

    def _source(self, annotation: Annotation) -> None:
        passages, prose = self.targets.cited(annotation)
        self.passages.update(dict.fromkeys(passages))
        self._add_prose(prose)

    def _add_prose(self, prose: Iterable[str]) -> None:
        self.item.body += [text for text in prose if text]

    # -- stances, relations, arguments ----------------------------------------------------------

    def _stance(self, annotation: Annotation, label: Label) -> None:
        if label.means == "poses":
            by_mapper, prose = posed_by_mapper(self.targets, annotation)
            self.posed = "mapper" if by_mapper else self.posed or "person"
            self._add_prose(prose)
        for draft in read_stances(self.targets, annotation, label, self.said):
            self.written.arguments.add_stance(draft, self.id)

    def _relation(self, annotation: Annotation, label: Label) -> None:
        span, rest = split(annotation.line)
        details = read_details(annotation.line, rest, self.scope.problems)
        self.targets.without_meaning(annotation, details, ("credence", "date", "of"))
        reason, passages = self.targets.explained(annotation, details)
        refs = self.targets.refs(annotation, span, negatable=False)
        self._check_count(annotation, label, refs)
        named: set[str] = set()
        for ref in refs:
            other = self.scope.item(ref, self.item.path)
            if other is None or self.targets.is_itself(ref, other, self.id):
                continue
            if other in named:
                self.targets.named_twice(ref.line, ref.column)
                continue
            named.add(other)
            if label.name == "Asks":
                self.arguments.subject = other
            ends = _ends(label, self.id, other)
            relation = Relation(
                kind=cast("RelationKind", label.means),
                source=ends[0],
                target=ends[1],
                reason="\n\n".join(reason),
                inferred=details.inferred,
                passages=passages,
            )
            self.written.relations.append(relation)

    def _check_count(self, annotation: Annotation, label: Label, refs: list[Ref]) -> None:
        if label.name == "Distinguishes" and len({ref.written for ref in refs}) == 1:
            says = "'Distinguishes' needs two or more items, separated by ';'"
            self.targets.report(annotation, Code.VALUE_MISSING, says)
        if label.name == "Asks" and (len(refs) > 1 or "Asks" in self.seen):
            says = "a crux asks one claim; make a crux for each"
            self.targets.report(annotation, Code.GIVEN_TWICE, says)
        self.seen.add(label.name)

    def _argument(self, annotation: Annotation, label: Label) -> None:
        for draft in self.arguments.read(annotation, label):
            if isinstance(draft.target, ArgumentName):
                self.written.pending.append(draft)
            else:
                ident = self.written.arguments.settle(draft, draft.target)
                if label.means == "answer":
                    self.written.answers.add(ident)


def _ends(label: Label, own: str, other: str) -> tuple[str, str]:
    """From which item a relation leads to which; rivals have no direction, so one is chosen."""
    if label.means == "rivals":
        return min(own, other), max(own, other)
    return (own, other) if label.from_source else (other, own)
