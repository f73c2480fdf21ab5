"""The lints of the whole base: a debate's suspects, unless another debate clears them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kb.diagnostics import Code, Diagnostic
from kb.model import Argument
from loaders.facts.parsed import Head, NodeRecord, terms_of
from loaders.lints.debate import SUSPECTS
from loaders.lints.senses import verbal_disputes

SAYS: dict[Code, str] = {
    Code.RELATED_TO_NOTHING: (
        "'{}' is related to nothing: say what it supports, rebuts, undercuts, answers or concerns"
    ),
    Code.POSITION_UNSUPPORTED: "nothing supports the position '{}': add 'Supported by'",
    Code.CRUX_TURNS_NOTHING: (
        "nothing turns on the crux '{}': say with 'If yes' and 'If no' what its answer does"
    ),
    Code.NOBODY_SAYS_SO: (
        "nobody says '{}' and no passage shows it: add 'Held by' or 'Source', or write 'inferred' "
        "on an argument from it"
    ),
}
MISREAD = {  # warnings of something that may have been meant to say what a map seems to lack
    Code.ALMOST_SETTING,
    Code.ALMOST_SLUG,
    Code.SLUG_WITHOUT_STATEMENT,
    Code.LABEL_NOT_BOLD,
    Code.LINE_SWALLOWED,
    Code.DETAIL_READ_AS_PROSE,
    Code.LABEL_NOT_IN_LIST,
    Code.DEBATE_LEFT_ALONE,
    Code.HEADING_READ_AS_PROSE,
    Code.ITEMS_IN_BLOCK,
    Code.HIDDEN_IN_PROSE,
    Code.UNEVEN_INDENT,
}


def hides_lints(problem: Diagnostic) -> bool:
    """Whether something may not have been read as it was meant."""
    return not problem.code.is_warning or problem.code in MISREAD


def lint(
    heads: Mapping[str, Head],
    records: Mapping[str, NodeRecord],
    late: Iterable[Argument],
    problems: Iterable[Diagnostic],
) -> list[Diagnostic]:
    """All lints of a base; `late` are the arguments that only all debates together could place.

    There are none until all is read as it was meant: a line that was not is often the very one
    that would say what seems to be missing.
    """
    if any(map(hides_lints, problems)):
        return []
    debates = [head.lints for head in heads.values()]
    headings = terms_of(heads.values())
    targets = [argument.target for argument in late]
    return [
        *(problem for lints in debates for problem in lints.found),
        *_suspicions(heads),
        *verbal_disputes(debates, headings, targets, records),
    ]


def _suspicions(heads: Mapping[str, Head]) -> Iterator[Diagnostic]:
    """What items lack, one thing an item: an item that has just been added lacks everything."""
    told: set[str] = set()
    for code in SUSPECTS:
        cleared = {i for head in heads.values() for i in head.lints.alibis.get(code.value, ())}
        for head in heads.values():
            for ident, *others in head.lints.suspects.get(code.value, ()):
                if ident not in told and cleared.isdisjoint((ident, *others)):
                    told.add(ident)
                    says = SAYS[code].format(ident.partition("/")[2])
                    yield head.nodes[ident].problem(code, says)
