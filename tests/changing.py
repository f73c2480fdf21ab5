"""A base that every command which changes files has something to do in, and these commands."""

from __future__ import annotations

from pathlib import Path

from bases import Folder

from kb.disk import is_leftover
from loaders.files.lock import lock_text, pin

OLD = ["Zero.", "The seals left.", "A boat came."]
CHANGES = {
    "rename": ("rename", "mara", "mara-oduya"),
    "move": ("move", "quiet-engines", "who-pays"),
    "merge": ("merge", "winter-only", "guests-gone"),
    "renumber": ("renumber", "log", "--from", "../texts"),
    "fmt": ("fmt",),
    "fix": ("check", "--fix"),
    "new": ("new", "claim", "brand-new", "It is so.", "-d", "who-pays"),
}
WHO_PAYS = """
---
question: Who pays for the boat?
source: log
---

## hotels-pay

Hotels pay for the boat.

* **Kind:** position
* **held by:** mara -- ¶2
* **Supported by:** night-ferry/no-guests + guests-gone


## guests-gone

Guests leave in winter.

- **Held by:** [Ines](people.md#ines) — ¶3
"""


def base_to_change(base: Folder, texts: Path) -> None:
    """Make such a base of the one about a ferry; the copy of its source has changed since."""
    base.write(
        "sources.md", "## log\n\nThe log\n\n- **File:** log.txt\n- **Left out:** ¶1 — zero\n"
    )
    base.write("sources.lock", lock_text({"log": pin(OLD)}))
    texts.mkdir(exist_ok=True)
    (texts / "log.txt").write_text("\n".join(["New.", *OLD]))
    base.edit("night-ferry.md", "question: ", "source: log\nquestion: ")
    base.edit("night-ferry.md", "— 0.8", "— 0.8, ¶2")
    base.edit("night-ferry.md", "leaves early.\n", "leaves early.\n\n- **Formerly:** no-guests\n")
    base.edit(
        "night-ferry.md",
        "early.\n\n- **Formerly:** no-guests\n\n- ",
        "early.\n\n- **Formerly:** no-guests\n- ",
    )
    base.edit(
        "night-ferry.md",
        "- **If no:** rebuts [empty-beds](#empty-beds)",
        "- **If no:** rebuts [empty-beds](#no-guests)",
    )
    base.edit("night-ferry.md", "- **Posed by:**", "* **Posed by:**")
    base.write("who-pays.md", WHO_PAYS)


def files_of(root: Path) -> dict[str, bytes]:
    """All files, but for the drafts that a killed command left."""
    files = (path for path in root.rglob("*") if path.is_file() and not is_leftover(path.name))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def restore(root: Path, files: dict[str, bytes]) -> None:
    """Make a folder hold these files and no others."""
    for path in files_of(root).keys() - files.keys():
        (root / path).unlink()
    for path, data in files.items():
        if (root / path).read_bytes() != data:
            (root / path).write_bytes(data)
