"""New items for a debate: drafted, checked, and appended to its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.diagnostics import did_you_mean
from kb.errors import KbError, NotFound
from kb.model import SLUG, slugify
from kb.session import SHIPPED, is_checkout
from loaders.writer import append_item, skeleton

if TYPE_CHECKING:
    from loaders.base import LoadedBase


def draft_item(
    loaded: LoadedBase, debate: str, kind: str, slug: str, statement: str | None, term: str | None
) -> str:
    """The Markdown of a new item.

    Raises NotFound for a debate that does not exist or an id that is none, KbError for one that
    is taken.
    """
    if loaded.root.resolve() == SHIPPED.resolve() and not is_checkout():
        says = "the debates that come with the program are not yours to change"
        raise KbError(f"{says}; 'kb init DIR' makes a base of your own")
    if debate not in loaded.heads:
        raise NotFound(f"no debate is called '{debate}'{did_you_mean(debate, loaded.heads)}")
    if not SLUG.fullmatch(slug):
        raise NotFound(f"'{slug}' is not an id (did you mean '{slugify(slug)}'?)")
    taken = loaded.heads[debate].items.get(slug)
    if taken:
        raise KbError(f"'{slug}' is there already, at {taken[0]}:{taken[1]}")
    return skeleton(kind, slug, statement, term=term)


def append(loaded: LoadedBase, debate: str, item: str) -> tuple[str, int]:
    """Append an item to the last file of a debate; the path, and the line of its heading.

    Line ends stay what they are. Raises KbError where the file cannot be written.
    """
    path = loaded.layout.debates[debate][-1]
    file = loaded.root / path
    try:
        before = file.read_bytes().decode("utf-8")
        after = append_item(before, item)
        file.write_bytes(after.encode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KbError(f"'{file}' cannot be changed: {error}") from None
    slug = item.lstrip().splitlines()[0].strip("# ")
    places = [n for n, line in enumerate(after.splitlines(), 1) if line.strip("# ") == slug]
    return path, places[-1]
