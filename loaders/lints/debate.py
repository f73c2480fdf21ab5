"""The lints of one debate: what is certain, who is suspect, and whom it clears elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from kb.diagnostics import Code, Diagnostic
from loaders import lints
from loaders.facts.parsed import Body, NodeRecord, ParsedDebate
from loaders.facts.suspicions import Lints
from loaders.grammar.drafts import ArgumentDraft
from loaders.lints import signs
from loaders.lints.seen import Seen
from loaders.lints.senses import terms_of

Lint = Callable[[Seen], Iterable[Diagnostic]]

SUSPECTS = {  # in the order in which they are told: an item gets the first that holds
    Code.RELATED_TO_NOTHING: signs.islands,
    Code.POSITION_UNSUPPORTED: signs.positions,
    Code.CRUX_TURNS_NOTHING: signs.cruxes,
    Code.NOBODY_SAYS_SO: signs.unsaid,
}


def with_lints(parsed: ParsedDebate) -> ParsedDebate:
    """A debate with what its map seems to lack."""
    head = parsed.head
    found = lint_debate(parsed.body, head.pending, head.nodes, head.answers)
    return parsed.model_copy(update={"head": head.model_copy(update={"lints": found})})


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
    seen = Seen(body, records, answers)
    found = [problem for find in _lints() for problem in find(seen)]
    return terms_of(body).model_copy(
        update={
            "found": tuple(found),
            "suspects": {code: ids for code, ids in suspects.items() if ids},
            "alibis": {code: ids for code, ids in alibis.items() if ids},
        }
    )


@cache
def _lints() -> tuple[Lint, ...]:
    """The `find` of every module beside this one: a lint is added by adding its module."""
    modules = (import_module(f"{lints.__name__}.{m.name}") for m in iter_modules(lints.__path__))
    return tuple(module.find for module in modules if hasattr(module, "find"))


def _elsewhere(found: set[str], own: set[str]) -> tuple[str, ...]:
    """Of these the items of other debates."""
    return tuple(sorted(ident for ident in found - own if "/" in ident))
