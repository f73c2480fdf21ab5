"""A small base to start from: copied into a folder of the user's own."""

from __future__ import annotations

from pathlib import Path

from kb.disk import Tree, is_there, read_text, real, refuse_links
from kb.errors import KbError
from kb.model import slugify
from loaders.files.folder import LOCK, SETTINGS
from loaders.files.lock import pin, split_passages, write_lock

STARTER, EMPTY = (Path(__file__).parent / name for name in ("base", "empty"))
SOURCE = "library-meeting"
IGNORE, IGNORED = ".gitignore", "public/"  # the site, which is made anew


def make_base(folder: Path, empty: bool = False) -> list[str]:
    """Write a base with one short debate, or an `empty` one; the files that were made, relative to
    the folder. Git is told to ignore the site, unless the folder says already what to ignore.

    Raises KbError where a file of that name is there already: nothing is ever overwritten.
    """
    model = EMPTY if empty else STARTER
    texts = {
        path.relative_to(model).as_posix(): read_text(path)
        for path in sorted(model.rglob("*"))
        if path.is_file()
    }
    name = slugify(real(folder).name)
    texts[SETTINGS] = texts[SETTINGS].replace("BASE_ID", name)
    for taken in texts if empty else (*texts, LOCK):
        if (folder / taken).exists():
            raise KbError(f"'{folder / taken}' is there already; give another folder")
    if not is_there(folder / IGNORE):
        texts[IGNORE] = f"{IGNORED}\n"
    refuse_links(folder)
    tree = Tree(folder)
    try:
        for file, text in texts.items():
            tree.change(file, None, text.encode("utf-8"))
        if empty:
            return list(texts)
        passages = split_passages(texts[f"texts/{SOURCE}.txt"], f"{SOURCE}.txt")
        write_lock(folder, None, {SOURCE: pin(passages)})
    except OSError as error:
        raise KbError(f"'{folder}' cannot be written: {error.strerror}") from None
    return [*texts, LOCK]
