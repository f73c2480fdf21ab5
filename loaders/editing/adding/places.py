"""Where something new goes: into which debate and file, behind which item, in whose line ends."""

from __future__ import annotations

from kb.diagnostics import did_you_mean
from kb.errors import KbError, MisuseError, NotFound
from loaders.base.load import LoadedBase
from loaders.base.renames import refuse_former
from loaders.editing.adding.names import ARROW, NOT, PLUS
from loaders.editing.adding.wanted import Wanted
from loaders.editing.reading import Reading, page_of
from loaders.editing.text import Edit, Written
from loaders.editing.things import find
from loaders.grammar.page import Page
from loaders.writing.appending import append_item, with_level

MOST_NAMED = 5


def debate_for(loaded: LoadedBase, wanted: Wanted) -> str:
    """The debate that a new item belongs to: the one that was named, the only one, or the one of
    the items that it names."""
    if wanted.debate is not None:
        refuse_former(loaded.heads, wanted.debate)
        if wanted.debate not in loaded.heads:
            guess = did_you_mean(wanted.debate, loaded.heads)
            raise NotFound(f"no debate is called '{wanted.debate}'{guess}")
        return wanted.debate
    if not loaded.heads:
        raise KbError("there is no debate yet; 'kb new debate ID QUESTION' makes one")
    if len(loaded.heads) == 1:
        return next(iter(loaded.heads))
    named = _named(wanted)
    found = {find(loaded, name, "item").ident.partition("/")[0] for name in named}
    if len(found) == 1:
        return found.pop()
    raise MisuseError(
        f"say which debate it belongs to (-d): {_some(sorted(found or loaded.heads))}"
    )


def _named(wanted: Wanted) -> list[str]:
    """The items that say of which debate it is: the one in front, else those it speaks of."""
    if wanted.after:
        return [wanted.after]
    undercut = [
        name.strip().removeprefix(NOT).strip()
        for argument in wanted.undercuts
        for premises in ARROW.split(argument)
        for name in PLUS.split(premises)
    ]
    others = (*wanted.supports, *wanted.supported_by, *wanted.rebuts, *wanted.answers)
    asked = [wanted.asks] if wanted.asks else []
    return [name for name in (*others, *wanted.concerns, *asked, *undercut) if name]


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def after_item(reading: Reading, debate: str, name: str) -> tuple[Page, int]:
    """The file of an item behind which a new one is to stand, and the line of its heading."""
    loaded = reading.loaded
    own = name in loaded.heads[debate].items
    ident = f"{debate}/{name}" if own else find(loaded, name, "item").ident
    other, _, slug = ident.partition("/")
    if other != debate:
        raise MisuseError(f"'{ident}' is in another debate than '{debate}'")
    page, item = page_of(reading, debate, slug)
    return page, item.line


def at_end(written: Written, item: str, level: int | None = None) -> Edit:
    """An item at the end of a file."""
    kept = written.text.rstrip("\r\n \t")
    whole = append_item(written.text, item, level)
    added = whole.removeprefix(kept) if whole.startswith(kept) else whole
    return Edit(written.path, len(kept), len(written.text), added)


def behind(written: Written, page: Page, line: int, item: str) -> Edit:
    """An item behind the one whose heading stands in a line, on its level."""
    headings = [block for block in page.document.blocks if block.kind == "heading"]
    level = next(block.level for block in headings if block.start == line)
    below = next((block.start for block in headings if block.start > line), None)
    if below is None:
        return at_end(written, item, level)
    blank = "" if not written.line(below - 1).strip() else "\n"
    return written.insert(below, f"{blank}{with_level(item, level)}\n")
