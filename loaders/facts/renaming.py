"""Ids that items had before: which item each of them means now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from loaders.grammar.naming import Former, former_ids
from loaders.grammar.page import Item, Page
from loaders.grammar.references import Scope
from loaders.grammar.targets import Targets


def former_of(pages: Iterable[Page], scope: Scope) -> list[Former]:
    """The former ids in a debate. What is wrong with a line is told where the item is read."""
    aside = Scope(scope.debate, scope.layout, {})
    first: dict[str, Item] = {}
    for page in pages:
        for item in page.items:
            first.setdefault(item.slug, item)
    return [former for item in first.values() for former in _of_item(item, aside)]


def _of_item(item: Item, scope: Scope) -> Iterator[Former]:
    targets = Targets(item, scope)
    for annotation in item.annotations:
        if annotation.name == "formerly":
            for old, ref in former_ids(targets, annotation):
                yield Former(old, f"{scope.debate}/{item.slug}", item.path, ref.line, ref.column)


def renamed(former: Iterable[Former], taken: Container[str]) -> dict[str, str]:
    """What the items are called now, by their former ids; an id that is `taken` is none."""
    found: dict[str, str] = {}
    for one in former:
        if one.old not in taken:
            found.setdefault(one.old, one.new)
    return found
