"""Building again: only what changed is made, and the site is the same as one made from nothing."""

from __future__ import annotations

import functools
import os
import random
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from bases import BATHS, FERRY, PEOPLE, SHIPPED, Folder
from jinja2 import Environment

from kb import forking
from kb.disk import Cache
from kb.errors import KbError
from kb.publish import publish
from kb.publish.build.builder import Builder
from kb.publish.build.by_debate import Library
from kb.publish.build.check import check_site
from kb.publish.build.worker import Maker, Worker
from kb.publish.numbers import reckoning
from kb.publish.parts.templates import Templates
from loaders.base.load import load_base

QUAY = """
---
title: The quay
question: Is the quay fit for a night boat?
---

See [the beds](night-ferry.md#empty-beds).

## quay-is-old

The quay is old.

- **Kind:** position
- **Held by:** [Ines](people.md#ines) — 0.6, 2031-05-09
- **Rebuts:** [run-all-night](night-ferry.md#run-all-night)

## quay-is-lit

The quay is well lit.

- **Held by:** [Mara](people.md#mara)
- **Rebuts:** [quay-is-old](#quay-is-old)
"""


@pytest.fixture
def island(tmp_path: Path) -> Folder:
    """Three debates: the quay bears on the ferry, the baths stand alone."""
    folder = Folder(tmp_path / "base")
    folder.write("kb.toml", 'id = "island"\nheading = "Island"\n')
    folder.write("people.md", PEOPLE)
    folder.write("night-ferry.md", FERRY)
    folder.write("quay.md", QUAY)
    folder.write("baths.md", BATHS)
    return folder


def build(folder: Folder, **options):
    """Build as `kb build` does, with what the last build kept."""
    cache = folder.path / ".kb"
    loaded = load_base(folder.path, cache)
    assert not loaded.errors, [str(p) for p in loaded.errors]
    return publish(loaded, folder.path / "public", cache=cache, **options)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def is_as_from_nothing(folder: Folder, **options) -> bool:
    fresh = folder.path.parent / "fresh"
    publish(load_base(folder.path), fresh, **options)
    return contents(folder.path / "public") == contents(fresh)


def test_a_second_build_makes_nothing(island, monkeypatch):
    first = build(island)
    monkeypatch.setattr(Templates, "page", None)
    monkeypatch.setattr(Library, "slice", None)
    second = build(island)
    assert (second.written, second.removed, second.unchanged) == (0, 0, first.pages)


def test_an_edit_makes_the_debates_that_show_it_and_no_other(island, monkeypatch):
    build(island)
    made = []
    whole = Library.slice
    monkeypatch.setattr(
        Library, "slice", lambda self, debate: made.append(debate) or whole(self, debate)
    )
    island.edit("baths.md", "The baths should open at night.", "The baths should open till two.")
    build(island)
    assert made == ["baths"]
    island.edit("quay.md", "The quay is old.", "The quay is ancient.")
    build(island)
    assert made[1:] == ["night-ferry", "quay"]


EDITS = {
    "a statement": ("quay.md", "The quay is old.", "The quay is ancient."),
    "a name": ("people.md", "Ines Tal", "Ines Taal"),
    "an id": ("quay.md", "quay-is-lit", "quay-is-bright"),
    "a question": ("quay.md", "Is the quay fit", "Is our quay fit"),
    "a title": ("baths.md", "The baths\n", "Our baths\n"),
    "a stance": ("baths.md", "Held by", "Rejected by"),
    "a heading": ("kb.toml", "Island", "The island"),
    "an argument across debates": (
        "quay.md",
        "- **Rebuts:** [run-all-night](night-ferry.md#run-all-night)\n",
        "",
    ),
    "prose": ("night-ferry.md", "Hotels and seals want", "Hotels and [beds](#empty-beds) want"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_the_site_is_as_if_made_from_nothing(island, edit):
    build(island)
    island.edit(*EDITS[edit])
    done = build(island)
    assert done.written
    assert is_as_from_nothing(island)
    assert build(island).written == 0


ITEM = """
## thing-{n}

Is thing {n} so?

- **Kind:** {kind}
- **{side}:** [{target}](#{target})
- **Held by:** [Mara](people.md#mara) — 0.4, 2031-0{month}-01
"""


def edited(text: str, chance: random.Random, n: int) -> str:
    """A debate with one thing written otherwise."""
    front, _, items = text.partition("\n---\n")
    statements = re.findall(r"(?m)^[A-Z][^\n]*[.?]$", items)
    stances = re.findall(r"(?m)^- \*\*(?:Held|Rejected) by:.*\n", items)
    slugs = re.findall(r"(?m)^## (.+)$", items)
    match chance.choice(("word", "word", "title", "stance", "other side", "item", "gone")):
        case "word":
            one = chance.choice(statements)
            items = items.replace(one, f"{one[:-1]} {n}{one[-1]}", 1)
        case "title":
            front = front.replace("title: ", f"title: {n} ", 1)
        case "stance" if len(stances) > 1:
            items = items.replace(chance.choice(stances), "", 1)
        case "other side" if stances:
            one = chance.choice(stances)
            items = items.replace(one, one.replace("Held", "Rejected"), 1)
        case "gone" if f"thing-{n - 1}" in slugs:
            items = items.partition(f"\n## thing-{n - 1}\n")[0]
        case _:
            kind, side = chance.choice(("claim", "crux")), chance.choice(("Supports", "Rebuts"))
            month, target = chance.randint(1, 9), chance.choice(slugs)
            items += ITEM.format(n=n, kind=kind, side=side, target=target, month=month)
    return f"{front}\n---\n{items}"


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_edited_the_site_is_as_if_made_from_nothing(island: Folder, seed: int) -> None:
    chance = random.Random(seed)
    build(island)
    for n in range(4):
        file: Path = island.path / chance.choice(("quay.md", "baths.md", "night-ferry.md"))
        file.write_text(edited(file.read_text("utf-8"), chance, n), "utf-8")
        build(island)
        assert is_as_from_nothing(island)


def test_after_a_debate_came_or_went_the_site_is_as_if_made_from_nothing(island):
    build(island)
    (island.path / "baths.md").unlink()
    island.write("lamps.md", BATHS.replace("baths", "lamps"))
    done = build(island)
    assert done.removed
    assert is_as_from_nothing(island)


def test_other_options_make_other_pages(island):
    build(island)
    build(island, address="https://example.org/kb", edit="https://example.org/edit/")
    assert is_as_from_nothing(
        island, address="https://example.org/kb", edit="https://example.org/edit/"
    )
    build(island)
    assert is_as_from_nothing(island)


@pytest.mark.parametrize("name", ["claims/quay/quay-is-old.html", "index.html", "search/index.js"])
def test_what_was_changed_by_hand_or_is_gone_is_made_again(island, name):
    build(island)
    (island.path / "public" / name).write_text("mine")
    build(island)
    assert is_as_from_nothing(island)
    (island.path / "public" / name).unlink()
    build(island)
    assert is_as_from_nothing(island)


def kept_files(folder: Folder) -> list[Path]:
    return [file for file in (folder.path / ".kb" / "site").rglob("*") if file.is_file()]


@pytest.mark.parametrize("forged", [True, False])
@pytest.mark.parametrize("damage", ["", "x", "a\nb\nc", '{"a":[1]}\n{}\n{}', "\0"])
def test_what_is_kept_may_be_damaged(island, damage, forged):
    build(island)
    assert kept_files(island)
    for file in kept_files(island):
        if forged:
            Cache(file.parent).put(file.name, damage.encode())
        else:
            file.write_text(damage)
    build(island)
    assert is_as_from_nothing(island)


@pytest.mark.parametrize("damage", [b"", b"x" * 100_000, None])
def test_pieces_of_shared_pages_that_are_kept_may_be_damaged(island, damage):
    build(island)
    files = [file for file in kept_files(island) if file.suffix == ".pieces"]
    assert len(files) == 3
    for file in files:
        file.write_bytes(damage) if damage is not None else file.unlink()
    island.edit("quay.md", "The quay is old.", "The quay is ancient.")
    (island.path / "public" / "people" / "ines.html").unlink()
    build(island)
    assert is_as_from_nothing(island)


def test_nothing_is_written_before_it_may_be(island):
    build(island)
    before = contents(island.path / "public")
    island.edit("quay.md", "The quay is old.", "The quay is ancient.")

    def refuse():
        raise KbError("not now")

    with pytest.raises(KbError, match="not now"):
        build(island, before=refuse)
    assert contents(island.path / "public") == before
    with pytest.raises(KbError, match="not now"):
        build(island, workers=2, before=refuse)
    assert contents(island.path / "public") == before
    build(island)
    assert is_as_from_nothing(island)


@pytest.mark.parametrize("damage", [lambda said: said[:-9], lambda said: "x" + said])
def test_numbers_that_are_kept_may_be_damaged(island, damage):
    build(island)
    files = [file for file in kept_files(island) if file.suffix == ".numbers"]
    assert len(files) == 3
    for file in files:
        kept = Cache(file.parent)
        kept.put(file.name, damage(kept.get(file.name).decode()).encode())
    island.edit("quay.md", "The quay is old.", "The quay is ancient.")
    build(island)
    assert is_as_from_nothing(island)


def test_templates_are_compiled_once(island, monkeypatch):
    build(island)
    island.edit("quay.md", "The quay is old.", "The quay is ancient.")
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", None)
        build(island)
    assert is_as_from_nothing(island)


@pytest.mark.parametrize("damage", ["emptied", "cut off", "of another template", "turned"])
def test_compiled_templates_may_be_damaged(island, damage):
    build(island)
    files = sorted((island.path / ".kb" / "templates").iterdir())
    whole = [file.read_bytes() for file in files]
    for file, own, other in zip(files, whole, whole[1:] + whole[:1], strict=True):
        turned = own[:-9] + bytes(255 - byte for byte in own[-9:])
        damaged = {"emptied": b"", "cut off": own[:-9], "of another template": other}
        file.write_bytes(damaged.get(damage, turned))
    every = {"edit": "https://example.org/edit/"}  # which makes every page anew
    build(island, **every)
    assert is_as_from_nothing(island, **every)
    sizes = [file.stat().st_size for file in files]
    assert sizes == [len(own) for own in whole]  # made again


def test_numbers_are_worked_out_where_more_than_words_changed(island, monkeypatch):
    build(island)
    counted = []
    whole = reckoning.numbers_of
    monkeypatch.setattr(
        reckoning, "numbers_of", lambda *what: counted.append(what[1]) or whole(*what)
    )
    island.edit("quay.md", "The quay is old.", "The quay is ancient.")
    build(island)
    assert counted == []
    assert is_as_from_nothing(island)
    counted.clear()
    island.edit("quay.md", "- **Rebuts:** [run-all-night](night-ferry.md#run-all-night)\n", "")
    build(island)
    assert "night-ferry" in counted
    assert is_as_from_nothing(island)


@pytest.fixture(params=[True, False], ids=["copies", "no copies"])
def _workers(request, monkeypatch):
    """Both kinds of processes; threads that other tests left only wait."""
    monkeypatch.setattr(forking, "can_fork", lambda: request.param and sys.platform == "linux")


@pytest.mark.usefixtures("_workers")
def test_several_processes_make_the_same_site(island):
    steps = []
    build(island, workers=3, progress=lambda done, total: steps.append((done, total)))
    assert is_as_from_nothing(island)
    assert steps[-1][0] == steps[-1][1]
    assert sorted(steps) == steps


@pytest.mark.skipif(sys.platform != "linux", reason="there are copies of a process on Linux alone")
@pytest.mark.parametrize("may", [True, False], ids=["then it may", "then it may not"])
def test_copies_begin_while_nothing_may_be_written(island, monkeypatch, may):
    monkeypatch.setattr(forking, "can_fork", lambda: True)
    (read, write), make, public = os.pipe(), Maker.make, island.path / "public"

    def made(*what):
        finish = make(*what)
        os.write(write, b".")
        return finish

    def before():
        begun = b""
        while len(begun) < 2:  # of each copy
            assert select.select([read], [], [], 60)[0]
            begun += os.read(read, 2)
        assert not public.exists()
        if not may:
            raise KbError("not now")

    monkeypatch.setattr(Maker, "make", made)
    if may:
        build(island, workers=2, before=functools.cache(before))
        monkeypatch.undo()
        assert is_as_from_nothing(island)
    else:
        with pytest.raises(KbError, match="not now"):
            build(island, workers=2, before=before)
        assert not public.exists()
    os.close(read)
    os.close(write)


@pytest.mark.skipif(sys.platform != "linux", reason="there are copies of a process on Linux alone")
@pytest.mark.parametrize("threads", [None, "1"], ids=["another program", "kb"])
def test_what_is_prepared_for_copies_leaves_them_possible(threads):
    own = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    script = (
        "from kb.forking import can_fork; from kb.publish.numbers.reuse import Reckoner; "
        "Reckoner.prepare(); print(can_fork())"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        env=own | ({"OPENBLAS_NUM_THREADS": threads} if threads else {}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "True\n"


@pytest.mark.usefixtures("_workers")
def test_other_processes_make_all_of_it(island, monkeypatch):
    monkeypatch.setattr(Builder, "_make", only_in_others(Builder._make))
    monkeypatch.setattr(Maker, "make", only_in_others(Maker.make))
    build(island, workers=2)
    monkeypatch.undo()
    assert is_as_from_nothing(island)


def only_in_others(make):
    here = os.getpid()

    def made(*what):
        assert os.getpid() != here
        return make(*what)

    return made


@pytest.mark.usefixtures("_workers")
def test_what_a_process_fails_at_is_made_here(island, monkeypatch):
    monkeypatch.setattr(Worker, "make", lambda self, wanted: None)
    build(island, workers=2)
    assert is_as_from_nothing(island)


def test_a_copy_that_ends_early_does_no_harm(island, monkeypatch):
    here, make = os.getpid(), Maker.make
    monkeypatch.setattr(forking, "can_fork", lambda: sys.platform == "linux")
    monkeypatch.setattr(
        Maker, "make", lambda *what: make(*what) if os.getpid() == here else os._exit(1)
    )
    build(island, workers=2)
    monkeypatch.undo()
    assert is_as_from_nothing(island)


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python", "no\0program"])
def test_a_process_that_ends_at_once_or_never_begins_does_no_harm(island, monkeypatch, program):
    monkeypatch.setattr(forking, "can_fork", lambda: False)
    monkeypatch.setattr("sys.executable", program)
    build(island, workers=2)
    assert is_as_from_nothing(island)


def test_a_build_that_was_stopped_goes_on(island, monkeypatch):
    def stop(self, debate, made):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Builder, "_take", stop)
        with pytest.raises(KeyboardInterrupt):
            build(island)
    build(island)
    assert is_as_from_nothing(island)


def test_every_link_of_the_shipped_site_leads_somewhere(tmp_path):
    publish(load_base(SHIPPED), tmp_path / "public")
    assert list(check_site(tmp_path / "public")) == []


def test_every_link_of_a_site_is_followed(island):
    build(island)
    public = island.path / "public"
    assert list(check_site(public)) == []
    home = public / "index.html"
    home.write_text(
        home.read_text().replace(
            "</main>", '<a id="main" href="no.html">x</a><a href="#no">y</a></main>'
        )
    )
    (public / "claims/quay/quay-is-old.html").write_text("<p id='main'>")
    found = sorted({(b.page, b.href) for b in check_site(public)})
    assert ("index.html", "no.html") in found
    assert ("index.html", "#no") in found
    assert ("index.html", "#main") in found  # stands twice
