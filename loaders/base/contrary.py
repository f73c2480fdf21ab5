"""Passages that the list of sources leaves out, and that something cites all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.diagnostics import Code, Diagnostic
from kb.naming import number_of
from loaders.base.registers import Register
from loaders.facts.parsed import Head
from loaders.grammar.needs import Need
from loaders.grammar.references import passage_order


def left_out_and_cited(heads: Iterable[Head], register: Register) -> Iterator[Diagnostic]:
    """A problem for each of them, where it is left out. Citing a passage cites what it repeats."""
    cited: dict[str, list[Need]] = {}
    for need in (need for head in heads for need in head.needs if need.kind == "passage"):
        for passage in (need.ref, *register.same.get(need.ref, ())):
            if passage in register.left_out_at:
                cited.setdefault(passage, []).append(need)
    for passage, needs in cited.items():
        first, *others = needs
        more = f" and in {number_of(len(others), 'other place')}" if others else ""
        says = (
            f"¶{passage_order(passage)[1]} is left out here, and cited all the same, at "
            f"{first.path}:{first.line}:{first.column}{more}: take it out of 'Left out', or do not "
            "cite it"
        )
        yield Diagnostic(*register.left_out_at[passage], Code.LEFT_OUT_AND_CITED, says)
