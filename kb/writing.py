"""New items for a debate: drafted, checked, and appended to its file."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kb.characters import is_readable
from kb.diagnostics import did_you_mean
from kb.disk import Tree, read
from kb.errors import KbError, MisuseError, NotFound
from kb.model import SLUG, slugify
from loaders.base.load import load_base
from loaders.base.renames import debates_renamed
from loaders.writing.writer import append_item, skeleton

if TYPE_CHECKING:
    from loaders.base.load import LoadedBase

SPACES = "\n\t\u00a0\u2009\u202f"  # unbreakable ones too, as French has them


def draft_item(
    loaded: LoadedBase,
    debate: str,
    kind: str,
    slug: str,
    statement: str | None,
    term: str | None,
    title: str | None = None,
) -> str:
    """The Markdown of a new item.

    Raises NotFound for a debate that does not exist or an id that is none, KbError for one that
    is taken.
    """
    if now := debates_renamed(loaded.heads).get(debate):
        raise NotFound(f"'{debate}' is now called '{now}'; name it so")
    if debate not in loaded.heads:
        raise NotFound(f"no debate is called '{debate}'{did_you_mean(debate, loaded.heads)}")
    if not SLUG.fullmatch(slug):
        raise NotFound(f"'{slug}' is not an id (did you mean '{slugify(slug)}'?)")
    if statement is not None and not _is_sentence(statement):
        raise MisuseError("a statement is one sentence in plain text; without it your editor opens")
    taken = loaded.heads[debate].items.get(slug)
    if taken:
        raise KbError(f"'{slug}' is there already, at {taken[0]}:{taken[1]}")
    return skeleton(kind, slug, statement, term=term, title=title)


def _is_sentence(statement: str) -> bool:
    """Whether there is something to read, and nothing that steers a terminal."""
    seen = any(c.isprintable() and not c.isspace() for c in statement)
    return seen and all(is_readable(c) or c in SPACES for c in statement)


def _check(loaded: LoadedBase, path: str, text: str) -> None:
    """Refuse a text that would bring an error into the base."""
    wrong = set(load_base(loaded.root, drafts={path: text}).errors) - set(loaded.errors)
    if wrong:
        raise KbError(f"nothing was written, since the item has an error: {min(wrong)}")


def append(loaded: LoadedBase, debate: str, item: str) -> tuple[str, int]:
    """Append an item to the last file of a debate; the path, and the line of its heading.

    Line ends stay what they are. Raises KbError where the file cannot be written, or where the
    item would bring an error into it: then the file is as it was.
    """
    path = loaded.layout.debates[debate][-1]
    file = loaded.root / path
    try:
        before = read(file, follow=False)
        after = append_item(before.decode("utf-8"), item)
        _check(loaded, path, after)
        tree = Tree(loaded.root)
        tree.sweep(chain.from_iterable(loaded.layout.debates.values()))
        tree.change(path, before, after.encode("utf-8"))
    except UnicodeDecodeError as error:
        raise KbError(f"'{file}' cannot be changed: {error}") from None
    except OSError as error:
        raise KbError(f"'{file}' cannot be changed: {error.strerror}") from None
    slug = item.lstrip().splitlines()[0].strip("# ")
    places = [n for n, line in enumerate(after.splitlines(), 1) if line.strip("# ") == slug]
    return path, places[-1]
