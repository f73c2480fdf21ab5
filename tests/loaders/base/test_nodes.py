"""What is told of a debate without a look at its nodes is what they say, whoever else writes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bases import small_base
from entangled import FILES, FRONT, told_of_all_nodes
from hypothesis import given, settings

from loaders.base.load import load_base


@settings(max_examples=100, deadline=None)
@given(FILES, FILES)
def test_what_is_kept_of_debates_is_what_all_nodes_say(
    before: dict[str, str], files: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = small_base(Path(scratch) / "base")
        for texts in (before, {**files, "ferry.md": before["ferry.md"]}):
            for name, text in texts.items():
                folder.write(name, text)
            loaded = load_base(folder.path, Path(scratch) / "cache")
            assert dict(loaded.linked.contents) == told_of_all_nodes(loaded)


@settings(max_examples=50, deadline=None)
@given(FILES)
def test_the_nodes_of_one_debate_are_those_that_it_has_among_all(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = small_base(Path(scratch) / "base")
        for name, text in files.items():
            folder.write(name, text)
        linked = load_base(folder.path).linked
        everything = linked.collected.by_debate()
        for debate in linked.heads:
            some = linked.among([debate])
            assert some.by_debate()[debate] == everything[debate]
            for node in everything[debate]:
                assert some.writers.get(node) == linked.collected.writers.get(node)
                assert linked.together.writers.get(node) == linked.collected.writers.get(node)


def test_a_crux_may_write_of_an_argument_that_another_debate_has_at_home(tmp_path: Path) -> None:
    asks = "- **Kind:** crux\n- **Asks:** ferry/one\n- **If yes:** supports ferry/two\n"
    one = FRONT + "## one\n\nIt is one.\n\n{}\n## two\n\nIt is two.\n"
    folder = small_base(
        tmp_path, ferry=one.format("- **Supports:** [two](#two)\n"), night=one.format(asks)
    )
    loaded = load_base(folder.path)
    assert dict(loaded.linked.contents) == told_of_all_nodes(loaded)
    assert sum(told.arguments for told in loaded.linked.contents.values()) == 1
