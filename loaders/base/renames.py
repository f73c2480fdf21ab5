"""Former ids of the whole base: what each means, and those that something else is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.diagnostics import Diagnostic
from kb.errors import NotFound
from loaders.base.known import Heads
from loaders.facts.parsed import Head
from loaders.facts.renaming import renamed
from loaders.grammar.naming import Former


def renamed_in(heads: Heads) -> dict[str, str]:
    """What items are called now, by the ids that they had before."""
    former = [one for head in heads.values() for one in head.former]
    return renamed(former, {one.old for one in former if _is_taken(one.old, heads)})


def debates_renamed(heads: Heads) -> dict[str, str]:
    """What debates are called now, by the ids that they had before."""
    former = [one for head in heads.values() for one in head.formerly]
    return renamed(former, heads)


def refuse_former(heads: Heads, name: str) -> None:
    """Refuse to write into a debate by a name that it had before. Raises NotFound."""
    if now := debates_renamed(heads).get(name):
        raise NotFound(f"'{name}' is now called '{now}'; name it so")


def debates_taken(heads: Heads) -> Iterator[Diagnostic]:
    """The former ids of debates that another has, or had."""
    first: dict[str, Former] = {}
    for head in heads.values():
        for one in head.formerly:
            before = first.setdefault(one.old, one)
            if one.old in heads:
                where = heads[one.old].nodes[one.old].path
                yield one.problem(
                    f"'{one.old}' is another debate, in {where}; two cannot share an id"
                )
            elif before.new != one.new:
                where = f"{before.path}:{before.line}:{before.column}"
                yield one.problem(f"'{one.old}' leads to '{before.new}' already, by {where}")


def _is_taken(ident: str, heads: Heads) -> bool:
    debate, _, slug = ident.partition("/")
    return debate in heads and slug in heads[debate].items


def meant_by(head: Head, renamed: Mapping[str, str], owners: Mapping[str, str]) -> dict[str, str]:
    """The former ids that a debate names items of other debates by, with what they mean; `owners`
    has the debate of each file."""
    if not renamed:
        return {}
    named = {need.ref for need in head.needs if need.kind == "item"}
    named |= {f"{owners.get(n.file)}/{n.ref}" for n in head.needs if n.kind == "anchor"}
    return {old: renamed[old] for old in sorted(named & renamed.keys())}


def taken(heads: Heads) -> Iterator[Diagnostic]:
    """The former ids that are an item's own, another item's, or claimed by two."""
    first: dict[str, Former] = {}
    for head in heads.values():
        for one in head.former:
            slug = one.old.partition("/")[2]
            before = first.setdefault(one.old, one)
            if one.old == one.new:
                yield one.problem(f"'{slug}' is what the item is called now; take the line out")
            elif _is_taken(one.old, heads):
                item = heads[one.old.partition("/")[0]].nodes[one.old]
                where = f"{item.path}:{item.line}:{item.column}"
                yield one.problem(f"'{slug}' is another item, at {where}; two cannot share an id")
            elif before is not one:
                where = f"{before.path}:{before.line}:{before.column}"
                yield one.problem(
                    f"'{slug}' leads to '{before.new.partition('/')[2]}' already, by {where}; "
                    "keep the line of the item that it became"
                )
