"""Damaged caches, a full disk, a base that cannot be written, no home: the files still answer."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

import pytest
from bases import FERRY, Folder
from killing import Runner

from loaders.base.load import load_base

CRUXES = ("cruxes", "--format", "json")
SHOWN = ("show", "quiet-engines")
MANY, FEW = 300, 40  # corruptions


def anywhere(file: Path, choose: random.Random) -> None:
    data = bytearray(file.read_bytes() or b"x")
    data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
    file.write_bytes(data)


def cut(file: Path, choose: random.Random) -> None:
    os.truncate(file, choose.randrange(file.stat().st_size + 1))


def longer(file: Path, choose: random.Random) -> None:
    file.write_bytes(file.read_bytes() + choose.randbytes(choose.randrange(1, 2000)))


def noise(file: Path, choose: random.Random) -> None:
    file.write_bytes(choose.randbytes(file.stat().st_size))


def words(file: Path, choose: random.Random) -> None:
    file.write_bytes(file.read_bytes().replace(b"no noise", b"no voice").replace(b"true", b"null"))


def another(file: Path, choose: random.Random) -> None:
    small = sorted(f for f in file.parent.iterdir() if _is_small(f))  # not one made huge before
    shutil.copy(choose.choice(small), file.parent / "x")
    (file.parent / "x").rename(file)


def pipe(file: Path, choose: random.Random) -> None:
    file.unlink()
    os.mkfifo(file)


def device(file: Path, choose: random.Random) -> None:
    file.unlink()
    file.symlink_to(choose.choice(["/dev/zero", "/dev/full", "/proc/self/pagemap", "nowhere"]))


def gone(file: Path, choose: random.Random) -> None:
    file.unlink()


def folder(file: Path, choose: random.Random) -> None:
    file.unlink()
    file.mkdir()


def sparse(file: Path, choose: random.Random) -> None:
    os.truncate(file, 20_000_000_000)


DAMAGES = (
    *(anywhere, cut, longer, noise, words, another, pipe, device, gone, folder, sparse),
)  # fmt: skip


def _is_small(path: Path) -> bool:
    """Whether there is a file that has not been damaged beyond reading."""
    seen = path.lstat()
    return S_ISREG(seen.st_mode) and seen.st_size < 10_000_000


@pytest.mark.parametrize("number", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_a_damaged_cache_gives_no_wrong_answer(ferry: Folder, tmp_path: Path, number: int) -> None:
    cache = tmp_path / "cache"
    runner = Runner(ferry.path, cache)
    for _ in range(2):
        assert runner.kb("build").code == 0
    site = {p: p.read_bytes() for p in (ferry.path / "public").rglob("*") if p.is_file()}
    right = {asked: runner.kb(*asked) for asked in (CRUXES, SHOWN, ("check",))}
    choose = random.Random(number)
    for n in range(number):
        kept = sorted(p for p in cache.rglob("*") if _is_small(p))
        graph = [p for p in kept if "templates" not in p.parts]
        damage, file = DAMAGES[n % len(DAMAGES)], choose.choice(graph if n % 4 else kept)
        damage(file, choose)
        asked = choose.choice(list(right))
        assert runner.kb(*asked, seconds=20) == right[asked], (damage.__name__, file)
        if n % 12 == 0:
            built = runner.kb("build", seconds=20)
            assert built.code == 0, (damage.__name__, file, built)
            assert {p: p.read_bytes() for p in site} == site


def test_a_cache_that_came_with_a_base_is_not_believed(ferry: Folder, tmp_path: Path) -> None:
    liar = tmp_path / "liar"
    shutil.copytree(ferry.path, liar)
    Folder(liar).edit("night-ferry.md", "makes no noise", "is very loud")
    Runner(liar, tmp_path / "cache").kb("load")
    theirs = next((tmp_path / "cache" / "cruxbase").iterdir())
    shutil.copytree(theirs, ferry.path / ".kb")
    runner = Runner(ferry.path, tmp_path / "mine")
    assert "makes no noise" in runner.kb(*SHOWN).output
    checked = runner.kb("check")
    says = "note: '.kb' in the base is not read: what is kept lies in your cache folder; delete it"
    assert checked.output.splitlines()[0] == says
    assert checked.code == 0


def test_files_that_change_while_they_are_read_are_cached_as_what_they_were(
    ferry: Folder, tmp_path: Path
) -> None:
    file, cache = ferry.path / "night-ferry.md", tmp_path / "kept"
    states = [FERRY.lstrip("\n"), FERRY.lstrip("\n").replace("no noise", "no voice")]
    stop = threading.Event()

    def switch() -> None:
        while not stop.is_set():
            for state in reversed(states):
                file.write_text(state)
                stop.wait(0.003)

    switching = threading.Thread(target=switch)
    switching.start()
    try:
        for _ in range(25):
            load_base(ferry.path, cache)
    except Exception as error:
        if "changed while the base was read" not in str(error):
            raise
    finally:
        stop.set()
        switching.join()
    for state in (*states, states[0]):
        file.write_text(state)
        with_cache, without = load_base(ferry.path, cache), load_base(ferry.path)
        assert with_cache.base == without.base
        assert with_cache.fingerprint == without.fingerprint


def test_a_file_that_changes_between_two_looks_is_read_again(
    ferry: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another branch is there while the debate is parsed, and away again at the next look."""
    import loaders.base.load

    file, scan, looks = ferry.path / "night-ferry.md", loaders.base.load.scan, []
    mine = file.read_text()

    def switched(*given: object) -> object:
        file.write_text(mine)
        found = scan(*given)  # type: ignore[arg-type]
        if not looks:
            file.write_text(mine.replace("no noise", "no voice"))
        looks.append(1)
        return found

    monkeypatch.setattr(loaders.base.load, "scan", switched)
    for _ in range(2):
        texts = {claim.slug: claim.text for claim in load_base(ferry.path, tmp_path).base.claims}
        assert texts["quiet-engines"] == "The new boat is electric and makes no noise."
    assert len(looks) == 3


def test_rebuild_reads_every_file_anew(ferry: Folder, tmp_path: Path) -> None:
    from kb.disk import Cache

    runner = Runner(ferry.path, tmp_path / "cache")
    runner.kb("load")
    parts = next((tmp_path / "cache" / "cruxbase").iterdir()) / "parts"
    kept = Cache(parts)
    whole = kept.get("night-ferry.json")
    assert whole is not None
    kept.put("night-ferry.json", whole.replace(b"no noise", b"no voice"))
    assert runner.kb("load", "--rebuild").code == 0
    assert "no noise" in runner.kb(*SHOWN).output


def test_without_a_home_questions_are_answered(ferry: Folder, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for where in (str(temporary), "/proc/nowhere"):
        runner = Runner(
            ferry.path, Path("/proc/nowhere"), {"HOME": "/proc/nowhere", "TMPDIR": where}
        )
        ended = runner.kb(*CRUXES)
        assert ended.code == 0, ended.output
        assert runner.kb("check").code == 0
        assert runner.kb("build", "--out", tmp_path / "site").code == 0


def test_where_files_may_not_grow_the_last_good_state_answers(
    ferry: Folder, tmp_path: Path
) -> None:
    size = 3_000
    ferry.edit("night-ferry.md", "different things.", f"different things. {'Words. ' * 500}")
    runner = Runner(ferry.path, tmp_path / "cache")
    before = runner.kb(*SHOWN).output
    runner.kb("build")
    ferry.edit("night-ferry.md", "makes no noise", "is not heard")
    file = (ferry.path / "night-ferry.md").read_bytes()
    ended = runner.kb(*SHOWN, size=size)
    assert ended.code == 0, ended.output
    answer, _, note = ended.output.partition("note: ")
    assert (answer, note.endswith("; this answers from the last good state\n")) == (before, True)
    new = runner.kb("new", "claim", "brand-new", "It is so.", "-d", "night-ferry", size=size)
    assert new.code == 1
    assert new.output.endswith("cannot be changed: File too large\n")
    assert (ferry.path / "night-ferry.md").read_bytes() == file
    built = runner.kb("build", size=size)
    assert built.code == 1
    assert "Traceback" not in built.output
    assert runner.kb("build", "--check").code == 0
    assert "is not heard" in runner.kb(*SHOWN).output


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True)
    except OSError as error:
        pytest.skip(f"no disk can be mounted: {error}")
    if done.returncode:
        pytest.skip(f"no disk can be mounted: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (100_000, 4096, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                continue


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
def test_on_a_full_disk_nothing_is_lost_and_the_last_good_state_answers(
    ferry: Folder, small_disk: Path
) -> None:
    base = Folder(small_disk / "base")
    shutil.copytree(ferry.path, base.path)
    runner = Runner(base.path, small_disk / "cache")
    before = runner.kb(*SHOWN).output
    assert runner.kb("build").code == 0
    base.edit("night-ferry.md", "makes no noise", "is not heard")
    fill(small_disk)
    file = (base.path / "night-ferry.md").read_bytes()
    assert runner.kb(*SHOWN).output.startswith(before)
    new = runner.kb("new", "claim", "brand-new", "It is so.", "-d", "night-ferry")
    assert new.code == 1
    assert new.output.endswith("cannot be changed: No space left on device\n")
    assert (base.path / "night-ferry.md").read_bytes() == file
    built = runner.kb("build")
    assert built.code == 1
    assert "No space left on device" in built.output
    (small_disk / "filler").unlink()
    assert runner.kb("build", "--check").code == 0
    assert "is not heard" in runner.kb(*SHOWN).output


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
def test_where_a_full_disk_has_no_room_for_a_graph_that_is_what_is_said(
    ferry: Folder, small_disk: Path
) -> None:
    runner = Runner(ferry.path, small_disk / "cache")
    fill(small_disk)
    shown = runner.kb(*SHOWN)
    assert (shown.code, shown.output.count("\n")) == (1, 1)
    assert shown.output.endswith("cannot be used: No space left on device\n")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
def test_a_base_that_cannot_be_written_answers_and_is_built_elsewhere(
    ferry: Folder, small_disk: Path, tmp_path: Path
) -> None:
    base = small_disk / "base"
    shutil.copytree(ferry.path, base)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    runner = Runner(base, tmp_path / "cache")
    assert runner.kb(*CRUXES).code == 0
    assert runner.kb("check").code == 0
    assert runner.kb("build", "--out", tmp_path / "site").code == 0
    for words in (
        ["new", "claim", "brand-new", "It is so.", "-d", "night-ferry"],
        ["scenario", "save", "mine.toml", "--hold", "seal-noise=0.4"],
        ["build"],
    ):
        ended = runner.kb(*words)
        assert ended.code == 1
        assert "Read-only file system" in ended.output
        assert "Traceback" not in ended.output
