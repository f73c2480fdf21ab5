"""A base read with a cache is the base read without one, whatever happened in between."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil

import pytest
from entangled import told_of_all_nodes

from kb.disk import Cache
from loaders.base.load import load_base
from loaders.base.reading import read_debate
from loaders.files.fresh import VERSION, read_states

FRONT = "---\nquestion: Should it run?\nsource: harbour-minutes\n---\n\n"
START = {
    "ferry.md": FRONT
    + "## run\n\nIt should.\n\n- **Supported by:** [beds](#beds) + [rain](season.md#rain)\n\n"
    + "## beds\n\nThey are empty.\n\n- **Source:** ¶1\n",
    "season.md": FRONT
    + "## rain\n\nIt rains.\n\n- **Undercuts:** [beds](ferry.md#beds) → [run](ferry.md#run)\n"
    + "- **Held by:** mara-oduya — ¶3\n\nSee [it](ferry.md#run).\n",
    "night/index.md": FRONT + "## dark\n\nIt is dark.\n\n- **Refines:** season/rain\n",
    "night/more.md": "## late\n\nIt is late.\n\n- **Supports:** [dark](index.md#dark)\n",
}
LINES = [
    "\n## new-item\n\nA statement.\n",
    "\n## beds\n\nAgain.\n",
    "\n- **Supported by:** ferry/run\n",
    "\n- **Rebutted by:** [rain](season.md#rain) — ¶2, because\n",
    "\n- **Rebuts:** [run](../ferry.md#run)\n",
    "\n- **Held by:** ines-tal — 0.4, ¶19\n",
    "\n- **Held by:** mara-oduya — ¶1\n",
    "\n- **Undercuts:** season/rain → ferry/beds → ferry/run\n",
    "\n- **Undercuts:** ferry/beds → ferry/run — because\n  - **Held by:** mara-oduya\n",
    "\n- **Kind:** definition\n- **Term:** Night\n",
    "\nSee [this](ferry.md#runn) and [that](nowhere.md).\n",
    "\n> Words. — ¶1\n",
    "\n- **Unknown:** x\n",
    "\n- **Formerly:** season/old; ferry/beds\n",
    "\n- **Supported by:** season/old\n",
    "\n- **Refines:** ferry/beds\n",
]


class Editor:
    """Changes a base at random, as an author would in a day."""

    def __init__(self, root, seed: int) -> None:
        self.root, self.random = root, random.Random(seed)

    def edit(self) -> None:
        self.random.choice(
            [
                *[self.add] * 3,
                *[self.cut] * 2,
                self.rename,
                self.remove,
                self.create,
                self.people,
                self.sources,
                self.lock,
                self.same_size,
            ]
        )()

    def files(self):
        return sorted(p for p in self.root.rglob("*.md") if ".kb" not in p.parts)

    def add(self) -> None:
        file = self.random.choice(self.files())
        file.write_text(file.read_text() + self.random.choice(LINES))

    def cut(self) -> None:
        file = self.random.choice(self.files())
        lines = file.read_text().split("\n")
        del lines[self.random.randrange(len(lines))]
        file.write_text("\n".join(lines))

    def same_size(self) -> None:
        file = self.random.choice(self.files())
        stat = file.stat()
        file.write_text(file.read_text().swapcase())
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def rename(self) -> None:
        file = self.random.choice(self.files())
        file.rename(file.with_name(self.random.choice(["ferry.md", "index.md", "other.md"])))

    def remove(self) -> None:
        if len(self.files()) > 3:
            self.random.choice(self.files()).unlink()

    def create(self) -> None:
        file = self.root / self.random.choice(["ferry.md", "season.md", "a/index.md", "night/z.md"])
        file.parent.mkdir(exist_ok=True)
        file.write_text(FRONT + self.random.choice(LINES))

    def people(self) -> None:
        (self.root / "people.md").write_text(
            self.random.choice(["", "## ines-tal\n\nInes\n", "## mara-oduya\n\nMara\n"])
        )

    def sources(self) -> None:
        repeats = self.random.choice(["¶5 = ¶1", "¶3-4 = ¶1-2", "¶2"])
        (self.root / "sources.md").write_text(
            f"## harbour-minutes\n\nMinutes\n\n- **Repeats:** {repeats}\n"
        )

    def lock(self) -> None:
        lock = self.random.choice(['{"harbour-minutes":{"passages":1,"fingerprints":["0"]}}', "{"])
        (self.root / "sources.lock").write_text(lock)


def assert_same(root, cache) -> None:
    with_cache, without = load_base(root, cache), load_base(root)
    assert with_cache.problems == without.problems
    assert with_cache.base == without.base
    assert with_cache.records == without.records
    assert with_cache.linked.contents == told_of_all_nodes(without)
    assert with_cache.fingerprint == without.fingerprint
    assert with_cache.layout == without.layout


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_the_cache_tells_no_lies(make_base, seed):
    root = make_base(START)
    editor = Editor(root, seed)
    for _ in range(25):
        for _ in range(editor.random.randint(1, 2)):
            editor.edit()
        assert_same(root, root / ".kb")


GARBAGE = (b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"1\n2\n3", b"{}\n{}\n{}", b"[" * 9_000)
FOREIGN = {"version": VERSION, "files": {"ferry.md": [1, 2, 3], "kb.toml": 7, "x": None}}


@pytest.mark.parametrize("garbage", [*GARBAGE, json.dumps(FOREIGN).encode()])
def test_a_damaged_cache_is_made_anew(make_base, garbage):
    root = make_base(START)
    load_base(root, root / ".kb")
    for file in (p for p in (root / ".kb").rglob("*") if p.is_file()):
        kept = file.read_bytes()
        for damaged in (garbage, kept[: len(kept) // 2], kept + garbage, kept.replace(b":", b";")):
            file.write_bytes(damaged)
            assert_same(root, root / ".kb")
        Cache(file.parent).put(file.name, garbage)
        assert_same(root, root / ".kb")


def test_the_parts_of_one_debate_are_no_use_to_another(make_base):
    root = make_base(START)
    load_base(root, root / ".kb")
    parts = root / ".kb" / "parts"
    for kind in ("head", "json"):
        shutil.copy(parts / f"ferry.{kind}", parts / f"season.{kind}")
    assert_same(root, root / ".kb")


def test_a_cache_that_cannot_be_written_is_done_without(make_base):
    root = make_base(START)
    (root / "cache").write_text("a file where a folder should be")
    assert_same(root, root / "cache")


def test_only_what_changed_is_parsed_again(make_base, monkeypatch):
    root = make_base(START)
    load_base(root, root / ".kb")
    parsed = []

    def counting(ident, *rest):
        parsed.append(ident)
        return read_debate(ident, *rest)

    monkeypatch.setattr("loaders.base.cached.read_debate", counting)
    ferry = root / "ferry.md"
    ferry.write_text(ferry.read_text() + "\nMore prose.\n")
    assert load_base(root, root / ".kb").base.claims[1].body == "More prose."
    assert parsed == ["ferry"]


def test_with_a_draft_the_cache_learns_of_what_is_on_the_disk(make_base, tmp_path):
    """Else an editor would read every file of a base anew at each letter."""
    root = make_base(START)
    load_base(root, tmp_path / "cache", drafts={"ferry.md": START["ferry.md"] + "\nMore.\n"})
    known = read_states(Cache(tmp_path / "cache"))
    assert known["season.md"].asks
    assert known["night/index.md"].asks
    assert known["ferry.md"].asks is None  # it was read as it would be
    assert known["ferry.md"].digest == hashlib.sha256(START["ferry.md"].encode()).hexdigest()


def test_what_a_full_disk_kept_of_a_debate_is_not_read_beside_what_came_later(make_base):
    """What links to former ids mean is no matter of the debate's own files."""
    ferry = "## run\n\nIt should.\n\n{}\n## stay\n\nIt should not.\n\n{}"
    former = "- **Formerly:** old\n"
    season = FRONT + "## rain\n\nIt rains.\n\n- **Supports:** ferry/old\n"
    root = make_base({"ferry.md": FRONT + ferry.format(former, ""), "season.md": season})
    assert_same(root, root / ".kb")
    body = root / ".kb" / "parts" / "season.json"
    before = body.read_bytes()
    (root / "ferry.md").write_text(FRONT + ferry.format("", former))
    assert_same(root, root / ".kb")
    body.write_bytes(before)
    assert_same(root, root / ".kb")


def test_two_folders_that_were_made_at_once_can_change_places(make_base, monkeypatch):
    monkeypatch.setattr("loaders.files.fresh.SETTLED", -(10**18))
    root = make_base({"one/index.md": FRONT, "two/index.md": FRONT})
    for _ in range(100):  # most of the time the first will do
        marks = set()
        for name, item in ("one", "red"), ("two", "sky"):
            file = root / name / "index.md"
            file.write_text(f"{FRONT}## {item}\n\nIt is.\n")
            marks.add((file.stat().st_mtime_ns, file.stat().st_ctime_ns))
        if len(marks) == 1:
            break
    assert_same(root, root / ".kb")
    (root / "one").rename(root / "three")
    (root / "two").rename(root / "one")
    (root / "three").rename(root / "two")
    assert_same(root, root / ".kb")
