"""As many voices are counted of a debate wherever they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bases import SHIPPED, small_base
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from making import BASES

from kb.analysis.networks import network_of
from kb.analysis.reasoner import Reasoner
from kb.analysis.weighed import weigh
from kb.model import Base
from kb.publish.index import Index
from kb.publish.parts.tallies import voices_of
from loaders.base.load import load_base

Kb = Callable[..., Result]


def assert_the_same_voices(base: Base) -> None:
    index, weighed = Index(base), weigh(network_of(base))
    for debate in base.debates:
        if weighed.has_positions(debate.id):
            found = Reasoner(weighed, (debate.id,)).situation(debate.id).voices
            assert set(found) == set(voices_of(index, debate))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES)
def test_commands_and_pages_count_the_same_voices(base: Base) -> None:
    assert_the_same_voices(base)


def test_so_they_do_in_the_debates_that_come_along() -> None:
    assert_the_same_voices(load_base(SHIPPED, None).base)


def test_who_only_asks_or_is_read_by_the_mapper_is_a_voice_that_settles_nothing(
    kb_command: Kb, tmp_path: Path
) -> None:
    text = (
        "---\nquestion: Should the lock be mended?\n---\n\n"
        "## mend\n\nThe lock should be mended.\n\n- **Kind:** position\n"
        "- **Held by:** [Mara](people.md#mara)\n\n"
        "## when\n\nWhen?\n\n- **Kind:** question\n- **Posed by:** [Ines](people.md#ines)\n"
    )
    folder = small_base(tmp_path / "base", lock=text)
    assert "2 voices" in kb_command("debates", "-C", folder.path).stdout
    assert kb_command("build", "-C", folder.path, "--out", tmp_path / "site").exit_code == 0
    assert "2 voices" in (tmp_path / "site/debates/lock.html").read_text("utf-8")
    opened = kb_command("open", "lock", "-C", folder.path).stdout
    assert "settled" not in opened


def test_a_stance_is_one_on_an_item_or_on_an_argument_wherever_they_are_counted(
    kb_command: Kb, tmp_path: Path
) -> None:
    text = (
        "---\nquestion: Should the lock be mended?\n---\n\n"
        "## mend\n\nThe lock should be mended.\n\n- **Kind:** position\n"
        "- **Held by:** [Mara](people.md#mara)\n\n"
        "## leaks\n\nThe lock leaks.\n\n- **Held by:** [Mara](people.md#mara)\n"
        "- **Supports:** [mend](#mend)\n  - **Held by:** [Mara](people.md#mara)\n"
    )
    folder = small_base(tmp_path / "base", lock=text)
    assert kb_command("build", "-C", folder.path, "--out", tmp_path / "site").exit_code == 0
    assert "3 stances" in (tmp_path / "site/people.html").read_text("utf-8")
    told = kb_command("people", "mara", "-C", folder.path).stdout
    assert "3 stances in 1 debate, 2 on items and 1 on arguments" in told
