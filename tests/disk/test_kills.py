"""Killed at any moment: what was there is there, or what should be; the next run clears up."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from bases import Folder
from changing import CHANGES, base_to_change, files_of, restore
from killing import Ended, Runner

from kb.disk import is_leftover

SOURCES = "## log\n\nThe log\n\n- **File:** log.txt\n"
MANY = 200  # kills of each command, under `-m slow`
FEW = 3
MOST = 120  # events of a load of a small base
LATEST = 24  # of them, in which it puts its graph in place
EACH = 15  # kills of each command that changes files: more than a hundred in all

Site = dict[str, bytes]


@pytest.fixture
def runner(ferry: Folder, tmp_path: Path) -> Runner:
    ferry.write("sources.md", SOURCES)
    ferry.write("../texts/log.txt", "One.\nTwo.\n")
    return Runner(ferry.path, tmp_path / "cache")


def leftovers(*folders: Path) -> list[str]:
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if is_leftover(path.name) or (".kgl." in path.name and "lock" not in path.name)
        if not path.name.endswith((".seal", ".note"))
    ]


def kills(run: Callable[..., Ended], seed: int, number: int) -> Iterator[bool]:
    """Runs killed at `number` moments: events of the file system, and points in time.

    Yields after each whether the command came to its end before.
    """
    choose = random.Random(seed)
    start = time.monotonic()
    assert run().code == 0
    takes = time.monotonic() - start
    yield True
    latest = 400
    for n in range(number):
        if n % 3:
            event = choose.randrange(1, latest)
            ended = run(event=event)
            if ended.code is not None:
                latest = max(8, event)
        else:
            ended = run(after=choose.uniform(0.001, takes))
        assert ended.code in (None, 0), ended.output
        yield ended.code is not None


def numbers(slow: int = MANY, few: int = FEW) -> list[object]:
    return [few, pytest.param(slow, marks=pytest.mark.slow)]


@pytest.mark.parametrize("number", numbers())
def test_new_leaves_the_file_as_it_was_or_with_the_item(
    runner: Runner, ferry: Folder, tmp_path: Path, number: int
) -> None:
    file = ferry.path / "night-ferry.md"
    before = file.read_bytes()
    words = ("new", "claim", "brand-new", "It is so.", "-d", "night-ferry")
    after = b""
    for _ in kills(lambda **when: runner.kb(*words, **when), 1, number):
        now = file.read_bytes()
        after = after or now
        assert now in (before, after)
        file.write_bytes(before)
    assert runner.kb(*words).code == 0
    assert leftovers(ferry.path, tmp_path / "cache") == []


@pytest.mark.parametrize("number", numbers())
def test_pin_leaves_the_old_lock_or_the_new_one(
    runner: Runner, ferry: Folder, tmp_path: Path, number: int
) -> None:
    lock = ferry.path / "sources.lock"
    words = ("sources", "pin", "--from", tmp_path / "texts")
    assert runner.kb(*words).code == 0
    before = lock.read_bytes()
    (tmp_path / "texts" / "log.txt").write_text("One.\nTwo.\nThree.\n")
    after = b""
    for _ in kills(lambda **when: runner.kb(*words, **when), 2, number):
        now = lock.read_bytes()
        after = after or now
        assert now in (before, after)
        lock.write_bytes(before)
    assert runner.kb(*words).code == 0
    assert leftovers(ferry.path, tmp_path / "cache") == []


@pytest.mark.parametrize("number", numbers())
def test_a_scenario_is_the_old_one_or_the_new_one(
    runner: Runner, ferry: Folder, tmp_path: Path, number: int
) -> None:
    file = ferry.path / "mine.toml"
    words = ("scenario", "save", file, "--hold")
    assert runner.kb(*words, "empty-beds=0.5").code == 0
    before = file.read_bytes()
    after = b""
    for _ in kills(lambda **when: runner.kb(*words, "seal-noise=0.9", **when), 3, number):
        now = file.read_bytes()
        after = after or now
        assert now in (before, after)
        file.write_bytes(before)
    assert runner.kb(*words, "seal-noise=0.9").code == 0
    assert leftovers(ferry.path, tmp_path / "cache") == []


@pytest.mark.parametrize(
    ("command", "number"),
    [
        ("rename", 8),
        *(pytest.param(name, EACH, marks=pytest.mark.slow) for name in CHANGES),
    ],
)
def test_after_a_change_of_several_files_the_next_command_finds_all_old_or_all_new(
    runner: Runner, ferry: Folder, tmp_path: Path, command: str, number: int
) -> None:
    base_to_change(ferry, tmp_path / "texts")
    before = files_of(ferry.path)
    after: dict[str, bytes] = {}
    for _ in kills(lambda **when: runner.kb(*CHANGES[command], **when), 6, number):
        next_one = runner.kb("check")
        assert next_one.code == 0, next_one.output
        now = files_of(ferry.path)
        after = after or now
        assert now in (before, after)
        restore(ferry.path, before)
    assert after != before
    assert runner.kb(*CHANGES[command]).code == 0
    assert leftovers(ferry.path, tmp_path / "cache") == []


@pytest.mark.parametrize("command", ["load", "load --rebuild"])
@pytest.mark.parametrize("number", numbers())
def test_a_load_leaves_a_graph_that_answers_as_the_files_say(
    runner: Runner, ferry: Folder, tmp_path: Path, number: int, command: str
) -> None:
    states = [("no noise", "hardly any noise"), ("hardly any noise", "no noise")]
    asked = ("show", "quiet-engines", "--format", "json")
    answers = {runner.kb(*asked).output}
    for turn, _ in enumerate(kills(lambda **when: runner.kb(*command.split(), **when), 4, number)):
        as_it_is = runner.kb(*asked, "--no-sync")
        if turn:
            assert as_it_is.output in answers
        now = runner.kb(*asked)
        assert now.code == 0, now.output
        assert ("no noise" if turn % 2 == 0 else "hardly any noise") in now.output
        answers.add(now.output)
        assert "Traceback" not in as_it_is.output
        ferry.edit("night-ferry.md", *states[turn % 2])
    assert len(answers) <= 2
    assert runner.kb("load").code == 0
    assert leftovers(ferry.path, tmp_path / "cache") == []


@pytest.mark.parametrize(
    "command", ["load", pytest.param("load --rebuild", marks=pytest.mark.slow)]
)
def test_at_no_moment_is_the_last_good_state_lost_to_a_load_that_is_killed(
    runner: Runner, ferry: Folder, command: str
) -> None:
    """Not even where the files then have an error, so that nothing can be loaded anew."""
    assert runner.kb("load").code == 0
    said, killed = "no noise", 0
    for event in range(MOST, 0, -1):
        before, said = said, f"noise number {event}"
        ferry.edit("night-ferry.md", before, said)
        if runner.kb(*command.split(), event=event).code == 0:
            continue
        killed += 1
        as_it_is = runner.kb("show", "quiet-engines", "--no-sync")
        assert as_it_is.code == 0, as_it_is.output
        ferry.edit("night-ferry.md", "**Held by:**", "**Hold by:**")
        with_an_error = runner.kb("show", "quiet-engines")
        assert with_an_error.code == 0, with_an_error.output
        assert "this answers from the last good state" in with_an_error.output
        ferry.edit("night-ferry.md", "**Hold by:**", "**Held by:**")
        if killed == LATEST:
            break
    assert killed == LATEST


def test_after_a_clearing_that_was_killed_at_any_moment_a_load_makes_the_graph_anew(
    runner: Runner, tmp_path: Path
) -> None:
    at = ("--db", tmp_path / "graph")
    assert runner.kb("load", *at).code == 0
    asked = ("show", "quiet-engines", "--format", "json", *at)
    answer = runner.kb(*asked).output
    for event in count(1):
        cleared = runner.kb("db", "clear", "--yes", *at, event=event)
        assert cleared.code in (None, 0), cleared.output
        command = ("load", "--rebuild", *at) if event % 2 else asked
        ended = runner.kb(*command)
        assert ended.code == 0, ended.output
        assert runner.kb(*asked).output == answer
        if cleared.code == 0:
            break
    assert leftovers(tmp_path / "graph") == []


@pytest.mark.parametrize("number", numbers())
def test_after_a_build_that_was_killed_the_next_one_repairs(
    runner: Runner, ferry: Folder, tmp_path: Path, number: int
) -> None:
    def contents(name: str) -> Site:
        folder = ferry.path / name
        files = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    states = [("## seal-noise", "## sealed-noise"), ("## sealed-noise", "## seal-noise")]
    links = [("#seal-noise", "#sealed-noise"), ("#sealed-noise", "#seal-noise")]
    sites: list[Site] = []
    for turn in range(2):
        assert runner.kb("build", "--out", f"whole-{turn}").code == 0
        sites.append(contents(f"whole-{turn}"))
        ferry.edit("night-ferry.md", *states[turn])
        ferry.edit("night-ferry.md", *links[turn])
    for turn, _ in enumerate(kills(lambda **when: runner.kb("build", **when), 5, number)):
        again = runner.kb("build", "--check")
        assert again.code == 0, again.output
        assert contents("public") == sites[turn % 2]
        ferry.edit("night-ferry.md", *states[turn % 2])
        ferry.edit("night-ferry.md", *links[turn % 2])
    assert leftovers(ferry.path, tmp_path / "cache") == []
