"""Ids that items had before: which item each of them means now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from kb.diagnostics import Code, Diagnostic
from kb.model import SLUG
from loaders.files.front_matter import FrontMatter
from loaders.grammar.naming import Former, former_ids
from loaders.grammar.page import Item, Page
from loaders.grammar.references import Scope
from loaders.grammar.targets import Targets

FORMERLY = "formerly"


def former_of(pages: Sequence[Page], debates: Sequence[Former], scope: Scope) -> list[Former]:
    """The ids that the items of a debate had before, which itself was one of these `debates`. What
    is wrong with a line is told where the item is read."""
    aside = Scope(scope.debate, scope.layout, {})
    first: dict[str, Item] = {}
    for page in pages:
        for item in page.items:
            first.setdefault(item.slug, item)
    return [former for item in first.values() for former in _of_item(item, aside, debates)]


def debates_before(path: str, front: FrontMatter, scope: Scope) -> Iterator[Former]:
    """The ids that a debate itself had before, in the front matter of its first file."""
    for old in filter(None, map(str.strip, front.values.get(FORMERLY, "").split(";"))):
        place = front.places[FORMERLY]
        if SLUG.fullmatch(old) and old != scope.debate:
            yield Former(old, scope.debate, path, *place)
        else:
            says = f"'{old}' is no id that the debate had before; write ids, parted by ';'"
            scope.problems.append(Diagnostic(path, *place, Code.BAD_SETTING, says))


def _of_item(item: Item, scope: Scope, debates: Iterable[Former]) -> Iterator[Former]:
    """What its lines say, and each of its names in the debate with what that was called."""
    targets = Targets(item, scope)
    ident = f"{scope.debate}/{item.slug}"
    names = [ident]
    for annotation in item.annotations:
        if annotation.name == FORMERLY:
            for old, ref in former_ids(targets, annotation):
                names.append(old)
                yield Former(old, ident, item.path, ref.line, ref.column)
    for debate, _, path, line, column in debates:
        for name in names:
            owner, _, slug = name.partition("/")
            if owner == scope.debate:
                yield Former(f"{debate}/{slug}", ident, path, line, column)


def names_before(former: Iterable[Former]) -> dict[str, tuple[str, ...]]:
    """The ids that each item had before, each once."""
    names: dict[str, dict[str, None]] = {}
    for one in former:
        names.setdefault(one.new, {})[one.old] = None
    return {ident: tuple(before) for ident, before in names.items()}


def renamed(former: Iterable[Former], taken: Container[str]) -> dict[str, str]:
    """What the items are called now, by their former ids; an id that is `taken` is none."""
    found: dict[str, str] = {}
    for one in former:
        if one.old not in taken:
            found.setdefault(one.old, one.new)
    return found
