"""Debates that are big in one respect, as Markdown."""

from __future__ import annotations

from pathlib import Path

FRONT = "---\nquestion: Is it?\n---\n"
POSITION = "- **Kind:** position\n"


def _item(slug: str, *facts: str) -> str:
    return f"## {slug}\n\nIt is so, says {slug}.\n\n{''.join(facts)}"


def many_items(size: int) -> str:
    """A tree of reasons."""
    items = [
        _item(f"i-{i}", f"- **Supports:** [i-{i // 2}](#i-{i // 2})\n") for i in range(2, size)
    ]
    return "\n".join([_item("i-0", POSITION), _item("i-1", POSITION), *items])


def many_positions(size: int) -> str:
    reason = _item("why", "".join(f"- **Supports:** [i-{i}](#i-{i})\n" for i in range(size)))
    return "\n".join([*(_item(f"i-{i}", POSITION) for i in range(size)), reason])


def many_premises(size: int) -> str:
    """One argument that needs all of them, and one undercut against it."""
    all_ = " + ".join(f"[i-{i}](#i-{i})" for i in range(size))
    target = _item("so", POSITION, f"- **Supported by:** {all_}\n  - **Undercut by:** [no](#no)\n")
    return "\n".join([*(_item(f"i-{i}") for i in range(size)), _item("no"), target])


def many_stances(size: int) -> str:
    said = (f"- **Held by:** [p-{i}](people.md#p-{i}) — 0.{i % 9}\n" for i in range(size))
    return _item("so", POSITION, *said)


def many_reasons(size: int) -> str:
    """All for one item."""
    reasons = (_item(f"i-{i}", "- **Supports:** [so](#so)\n") for i in range(size))
    return "\n".join([_item("so", POSITION), *reasons])


DEBATES = {
    "items": many_items,
    "positions": many_positions,
    "premises": many_premises,
    "stances": many_stances,
    "reasons": many_reasons,
}


def write(folder: Path, kind: str, size: int) -> Path:
    """A base of one such debate."""
    folder.mkdir()
    (folder / "kb.toml").write_text('id = "b"\nheading = "B"\n')
    (folder / "d.md").write_text(f"{FRONT}\n{DEBATES[kind](size)}", encoding="utf-8")
    if kind == "stances":
        people = "\n".join(f"## p-{i}\n\nPerson {i}\n" for i in range(size))
        (folder / "people.md").write_text(people)
    return folder
