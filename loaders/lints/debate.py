"""The lints of one debate: what is certain, who is suspect, and whom it clears elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kb.diagnostics import Code
from loaders.facts.parsed import Body, NodeRecord, ParsedDebate
from loaders.facts.suspicions import Lints
from loaders.grammar.drafts import ArgumentDraft
from loaders.lints import signs
from loaders.lints.reasons import reasons_twice, repeated_conclusions, unasked
from loaders.lints.senses import terms_of

SUSPECTS = {  # in the order in which they are told: an item gets the first that holds
    Code.RELATED_TO_NOTHING: signs.islands,
    Code.POSITION_UNSUPPORTED: signs.positions,
    Code.CRUX_TURNS_NOTHING: signs.cruxes,
    Code.NOBODY_SAYS_SO: signs.unsaid,
}


def with_lints(parsed: ParsedDebate) -> ParsedDebate:
    """A debate with what its map seems to lack."""
    head = parsed.head
    lints = lint_debate(parsed.body, head.pending, head.nodes, head.answers)
    return parsed.model_copy(update={"head": head.model_copy(update={"lints": lints})})


def lint_debate(
    body: Body,
    pending: Iterable[ArgumentDraft],
    records: Mapping[str, NodeRecord],
    answers: Collection[str],
) -> Lints:
    """Look at a debate alone; `answers` are the arguments that only say what a crux does."""
    shown = signs.signs_of(body, pending).by_code()
    own = {claim.id for claim in body.claims}
    suspects = {
        code.value: tuple(ids for ids in find(body) if shown[code].isdisjoint(ids))
        for code, find in SUSPECTS.items()
        if len(own) > 1  # of a debate that has just begun there is nothing to say
    }
    alibis = {code.value: _elsewhere(found, own) for code, found in shown.items()}
    found = [
        *unasked(body, records),
        *repeated_conclusions(body, records),
        *reasons_twice(body, records, answers),
    ]
    return terms_of(body).model_copy(
        update={
            "found": tuple(found),
            "suspects": {code: ids for code, ids in suspects.items() if ids},
            "alibis": {code: ids for code, ids in alibis.items() if ids},
        }
    )


def _elsewhere(found: set[str], own: set[str]) -> tuple[str, ...]:
    """Of these the items of other debates."""
    return tuple(sorted(ident for ident in found - own if "/" in ident))
