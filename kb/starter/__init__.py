"""A small base to start from: copied into a folder of the user's own."""

from __future__ import annotations

from pathlib import Path

from kb.disk import Tree, content, is_there, read_text, real, refuse_links
from kb.errors import KbError
from kb.model import slugify
from loaders.files.folder import LOCK, SETTINGS
from loaders.files.lock import lock_text, pin, split_passages

STARTER, EMPTY = (Path(__file__).parent / name for name in ("base", "empty"))
SOURCE = "library-meeting"
IGNORE, IGNORED = ".gitignore", "public/"  # the site, which is made anew


def make_base(folder: Path, empty: bool = False) -> list[str]:
    """Write a base with one short debate, or an `empty` one; the files that were made, relative to
    the folder. Git is told to ignore the site, unless the folder says already what to ignore.

    Raises KbError where a file of that name is there already and holds something else: nothing is
    ever overwritten. The settings come last, since with them a folder is a base: what was broken
    off before can be done again.
    """
    model = EMPTY if empty else STARTER
    texts = {
        path.relative_to(model).as_posix(): read_text(path)
        for path in sorted(model.rglob("*"))
        if path.is_file()
    }
    settings = texts.pop(SETTINGS).replace("BASE_ID", slugify(real(folder).name))
    if not is_there(folder / IGNORE):
        texts[IGNORE] = f"{IGNORED}\n"
    if not empty:
        passages = split_passages(texts[f"texts/{SOURCE}.txt"], f"{SOURCE}.txt")
        texts[LOCK] = lock_text({SOURCE: pin(passages)})
    texts[SETTINGS] = settings
    try:
        missing = {file: text for file, text in texts.items() if not _is_made(folder, file, text)}
        refuse_links(folder)
        tree = Tree(folder)
        for file, text in missing.items():
            tree.change(file, None, text.encode("utf-8"))
    except OSError as error:
        raise KbError(f"'{folder}' cannot be written: {error.strerror}") from None
    return [SETTINGS, *(file for file in missing if file != SETTINGS)]


def _is_made(folder: Path, file: str, text: str) -> bool:
    """Whether a file of a base that was begun is there. Raises KbError where it is another."""
    path = folder / file
    for above in (path.parent, folder):
        if is_there(above) and not above.is_dir():
            raise KbError(f"'{above}' is there already and no folder; give another folder")
    if not is_there(path):
        return False
    is_begun = file != SETTINGS and path.is_file() and not path.is_symlink()
    if not is_begun or content(str(path)) != text.encode("utf-8"):
        raise KbError(f"'{path}' is there already; give another folder")
    return True
