"""Disputes that may be about a word: both sides use one term, each in a sense of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.diagnostics import Code, Diagnostic
from kb.model import Argument
from loaders.facts.parsed import Body, NodeRecord
from loaders.facts.suspicions import Lints, Rebuttal
from loaders.lints.wording import slug


def terms_of(body: Body) -> Lints:
    """What a debate contributes: who uses what, and which rebuttals are worth a look."""
    uses: dict[str, tuple[str, ...]] = {}
    apart: dict[str, tuple[str, ...]] = {}
    for relation in body.relations:
        if relation.kind in ("uses", "distinguishes"):
            kept = uses if relation.kind == "uses" else apart
            kept[relation.source] = (*kept.get(relation.source, ()), relation.target)
    here = {claim.id for claim in body.claims}
    rebuttals = {
        argument.id: _rebuttal(argument)
        for argument in body.arguments
        if argument.kind == "rebuts"
        and _may_use(argument.target, uses, here)
        and any(_may_use(premise.claim, uses, here) for premise in argument.premises)
    }
    return Lints(
        uses=uses,
        senses={claim.id: claim.term for claim in body.claims if claim.term},
        apart=tuple(apart.values()),
        rebuttals=tuple(rebuttals.values()),
        undercut=tuple(a.target for a in body.arguments if a.target in rebuttals),
    )


def _rebuttal(argument: Argument) -> Rebuttal:
    return Rebuttal(argument.id, tuple(p.claim for p in argument.premises), argument.target)


def _may_use(item: str, uses: Mapping[str, object], here: set[str]) -> bool:
    """Whether an item uses a term, as far as this debate can tell."""
    return item in uses or item not in here


@dataclass
class _Senses:
    """The senses in use in the whole base."""

    uses: dict[str, tuple[str, ...]]
    terms: dict[str, str]
    apart: list[set[str]]

    def clash(self, one: str, other: str) -> tuple[str, str] | None:
        """Two senses of one term, each used on one side alone, which nothing keeps apart."""
        for sense in self.uses.get(one, ()):
            for rival in self.uses.get(other, ()):
                if self._is_rival(sense, rival) and not self._shared(one, other, sense):
                    return sense, rival
        return None

    def _is_rival(self, sense: str, rival: str) -> bool:
        term = self.terms.get(sense)
        same = sense != rival and term is not None and term == self.terms.get(rival)
        return same and not any({sense, rival} <= kept for kept in self.apart)

    def _shared(self, one: str, other: str, sense: str) -> bool:
        """Whether the two have some sense of this term in common."""
        both = set(self.uses[one]) & set(self.uses[other])
        return any(self.terms.get(used) == self.terms[sense] for used in both)


def verbal_disputes(
    debates: Iterable[Lints],
    headings: Mapping[str, str],
    late: Iterable[str],
    records: Mapping[str, NodeRecord],
) -> Iterator[Diagnostic]:
    """Rebuttals in which one word means two things, unless an item distinguishes the two or an
    undercut says already that the argument fails; `late` are undercut from another debate."""
    known = list(debates)
    senses = _Senses(
        {item: used for lints in known for item, used in lints.uses.items()},
        {item: term for lints in known for item, term in lints.senses.items()},
        [set(kept) for lints in known for kept in lints.apart],
    )
    undercut = {*late, *(ident for lints in known for ident in lints.undercut)}
    for rebuttal in dict.fromkeys(one for lints in known for one in lints.rebuttals):
        for premise in () if rebuttal.id in undercut else rebuttal.premises:
            found = senses.clash(premise, rebuttal.target)
            if found:
                term = headings[senses.terms[found[0]]]
                says = (
                    f"'{slug(premise)}' rebuts '{slug(rebuttal.target)}', but '{term}' is "
                    f"'{slug(found[0])}' to the one and '{slug(found[1])}' to the other: "
                    "do they disagree at all?"
                )
                yield records[rebuttal.id].problem(Code.VERBAL_DISPUTE, says)
                break
