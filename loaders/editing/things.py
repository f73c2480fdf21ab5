"""What a name on the command line means: an item, a debate, a person, a source, or a term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.diagnostics import did_you_mean
from kb.errors import KbError, MisuseError, NotFound
from kb.model import SLUG, no_id, term_id
from loaders.base.load import LoadedBase
from loaders.base.renames import debates_renamed, renamed_in
from loaders.facts.stances import MAPPER
from loaders.files.folder import PEOPLE, SOURCES


class Thing(NamedTuple):
    """Something that has a name: its kind and its id."""

    kind: str
    ident: str

    def __str__(self) -> str:
        return f"the {self.kind} '{self.ident}'"


def find(loaded: LoadedBase, name: str, kind: str | None = None) -> Thing:
    """The one thing of that name.

    Raises NotFound, with what may have been meant, and MisuseError where there are several.
    """
    found = [thing for thing in _called(loaded, name) if kind in (None, thing.kind)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(map(str, found))
        kinds = {thing.kind for thing in found}
        how = "in full" if len(kinds) == 1 else f"with --kind {found[0].kind} or the like"
        raise MisuseError(f"'{name}' may be {names}; say which, {how}")
    before = {old for old in renamed_in(loaded.heads) if name in (old, old.partition("/")[2])}
    if before and kind in (None, "item"):
        now = renamed_in(loaded.heads)[min(before)]
        raise NotFound(f"'{name}' is now called '{now}'; name it so")
    debates = debates_renamed(loaded.heads)
    if name in debates and kind in (None, "debate"):
        raise NotFound(f"'{name}' is now called '{debates[name]}'; name it so")
    what = kind or "item, debate, person, source or term"
    known = [thing.ident for thing in _all(loaded) if kind in (None, thing.kind)]
    known += [ident.partition("/")[2] for ident in known if "/" in ident]
    raise NotFound(f"no {what} is called '{name}'{did_you_mean(name, known)}")


def _called(loaded: LoadedBase, name: str) -> Iterator[Thing]:
    for thing in _all(loaded):
        slug = thing.ident.partition("/")[2] if thing.kind == "item" else None
        as_term = thing.kind == "term" and term_id(name) == thing.ident
        if name in (thing.ident, slug) or as_term:
            yield thing


def _all(loaded: LoadedBase) -> Iterator[Thing]:
    for debate, head in loaded.heads.items():
        yield from (Thing("item", f"{debate}/{slug}") for slug in head.items)
    yield from (Thing("debate", debate) for debate in loaded.heads)
    yield from (Thing("person", ident) for ident in loaded.register.people)
    yield from (Thing("source", ident) for ident in loaded.register.sources)
    yield from (Thing("term", term.id) for term in loaded.terms)


def new_name(loaded: LoadedBase, thing: Thing, name: str) -> str:
    """The id that a thing is to have; the name as it was given for a term.

    Raises NotFound for what is no id, MisuseError for one that it has, KbError for one that is
    taken.
    """
    if thing.kind == "term":
        return _new_term(loaded, thing, name)
    debate, _, slug = thing.ident.rpartition("/")
    new = name.removeprefix(f"{debate}/") if debate else name
    if debate and "/" in new and new.partition("/")[0] in loaded.heads:
        raise MisuseError(f"'{name}' is in another debate; 'kb move' takes an item there")
    if not SLUG.fullmatch(new):
        raise NotFound(no_id(name))
    if new == slug:
        raise MisuseError(f"{thing} is called so already")
    if taken := _taken(loaded, thing, f"{debate}/{new}" if debate else new):
        raise KbError(f"'{new}' is there already, {taken}")
    return new


def _new_term(loaded: LoadedBase, thing: Thing, name: str) -> str:
    new = " ".join(name.split())
    if not any(map(str.isalnum, new)) or not new.isprintable():
        raise MisuseError("a term is one word or several; say them in quotation marks")
    headings = {term.id: term.heading for term in loaded.terms}
    if headings[thing.ident] == new:
        raise MisuseError(f"{thing} is called so already")
    ident = term_id(new)
    if ident in headings and ident != thing.ident:
        raise KbError(f"'{ident}' is there already, as the term '{headings[ident]}'")
    return new


def refuse_taken(loaded: LoadedBase, kind: str, ident: str) -> None:
    """Refuse an id for something new that is taken."""
    if taken := _taken(loaded, Thing(kind, ""), ident):
        raise KbError(f"'{ident.rpartition('/')[2]}' is there already, {taken}")


def _taken(loaded: LoadedBase, thing: Thing, ident: str) -> str | None:
    """By what a new id is taken, or where."""
    register = loaded.register
    match thing.kind:
        case "item":
            debate, _, slug = ident.partition("/")
            if place := loaded.heads[debate].items.get(slug):
                return f"at {place[0]}:{place[1]}"
            now = renamed_in(loaded.heads).get(ident, thing.ident)
            return f"as what '{now}' was called before" if now != thing.ident else None
        case "debate":
            paths = loaded.layout.debates.get(ident)
            now = debates_renamed(loaded.heads).get(ident, thing.ident)
            before = f"as what '{now}' was called before" if now != thing.ident else None
            return f"in {paths[0]}" if paths else before
        case "person":
            if ident == MAPPER:
                return "since it stands for whoever makes the map"
            place_of = register.where.get(f"{PEOPLE}#{ident}")
        case _:
            place_of = register.where.get(f"{SOURCES}#{ident}")
    return f"at {place_of[0]}:{place_of[1]}" if place_of else None
