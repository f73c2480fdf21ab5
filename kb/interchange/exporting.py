"""Debates as another format: chosen, written, accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from typing import TypeVar

from kb.interchange.account import FactAccount, facts_of, place_of
from kb.interchange.frame import Format, Writing
from kb.interchange.report import Entry, Report
from kb.model import Argument, Base, Relation, Stance

Written = TypeVar("Written")


def export(
    name: str, form: Format, base: Base, debates: Collection[str], address: str = ""
) -> tuple[str, Report]:
    """Some debates of a base as the text of a format, and what became of what they say."""
    assert form.write
    return _exported(name, form.write, base, debates, address)


def export_files(
    name: str, form: Format, base: Base, debates: Collection[str]
) -> tuple[dict[str, str], Report]:
    """The same for a format that is a folder of files: their texts by their paths."""
    assert form.write_files
    return _exported(name, form.write_files, base, debates)


def _exported(
    name: str,
    write: Callable[[Writing], Written],
    base: Base,
    debates: Collection[str],
    address: str = "",
) -> tuple[Written, Report]:
    report = Report(name, "export", ", ".join(debates))
    chosen = within(cut(base, debates), report)
    account = FactAccount(facts_of(chosen), report)
    text = write(Writing(chosen, account, address, base))
    account.close()
    return text, report


def within(base: Base, report: Report) -> Base:
    """A base without what leads to items that it does not have; each is put down as left out."""
    known = {claim.id for claim in base.claims}
    arguments: dict[str, Argument] = {}
    for argument in sorted(base.arguments, key=lambda a: a.kind == "undercuts"):
        if not {p.claim for p in argument.premises} <= known:
            _put_down(report, argument)
        else:
            arguments[argument.id] = argument
    while lost := [a for a in arguments.values() if a.target not in known | arguments.keys()]:
        for argument in lost:
            _put_down(report, arguments.pop(argument.id))
    relations = [r for r in base.relations if not {r.source, r.target} <= known]
    left = [r for r in base.relations if r not in relations and r.kind == "distinguishes"]
    lone = Counter((r.source, r.reason, r.inferred) for r in left)
    relations += [r for r in left if lone[r.source, r.reason, r.inferred] == 1]
    stances = [s for s in base.stances if s.target not in known | arguments.keys()]
    for relation in relations:
        _put_down(report, relation)
    for stance in stances:
        _put_down(report, stance)
    return base.model_copy(
        update={
            "arguments": tuple(a for a in base.arguments if a.id in arguments),
            "relations": tuple(r for r in base.relations if r not in relations),
            "stances": tuple(s for s in base.stances if s not in stances),
        }
    )


def _put_down(report: Report, fact: Argument | Relation | Stance) -> None:
    what = type(fact).__name__.lower()
    why = "it is about an item of another debate; --all has both"
    report.entries.append(Entry("left_out", what, place_of(fact), why))


def cut(base: Base, debates: Collection[str]) -> Base:
    """What some debates say: their items and arguments, and whom and what these name."""
    wanted = set(debates)
    claims = tuple(c for c in base.claims if c.debate in wanted)
    arguments = tuple(a for a in base.arguments if a.debate in wanted)
    own = {c.id for c in claims} | {a.id for a in arguments}
    relations = tuple(r for r in base.relations if r.source in own)
    stances = tuple(s for s in base.stances if s.target in own)
    people = {s.person for s in stances} | {s.of for s in stances if s.of}
    cited = {
        passage.rpartition("#")[0]
        for passages in (
            *(claim.passages for claim in claims),
            *(argument.passages for argument in arguments),
            *(relation.passages for relation in relations),
            *(stance.passages for stance in stances),
        )
        for passage in passages
    }
    cited |= {d.source for d in base.debates if d.id in wanted and d.source}
    terms = {c.term for c in claims if c.term}
    return base.model_copy(
        update={
            "debates": tuple(d for d in base.debates if d.id in wanted),
            "claims": claims,
            "arguments": arguments,
            "relations": relations,
            "stances": stances,
            "people": tuple(p for p in base.people if p.id in people),
            "sources": tuple(s for s in base.sources if s.id in cited),
            "passages": (),
            "terms": tuple(t for t in base.terms if t.id in terms),
        }
    )
