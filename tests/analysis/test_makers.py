"""Whose an argument is, is the same wherever it matters: side by side, in the exchange, when objections
wait for an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bases import SHIPPED, small_base
from click.testing import Result
from hypothesis import HealthCheck, assume, given, settings
from making import BASES

from kb.analysis.making import makers_of
from kb.analysis.networks import network_of
from kb.analysis.weighed import weigh
from kb.exchange.known import Known
from kb.model import Base
from kb.publish.exchange.record import record
from kb.publish.index import Index
from kb.publish.parts.counting import moves_in, said_in
from loaders.base.load import load_base
from queries.meeting import made_by, sides_of
from queries.network import NO_TRUTH

Kb = Callable[..., Result]


def assert_all_know_the_same_makers(base: Base) -> int:
    """How many arguments are somebody's for what they hold."""
    index, weighed = Index(base), weigh(network_of(base))
    stanced, found = {stance.target for stance in base.stances}, 0
    waiting = makers_of(weighed)
    for debate in base.debates:
        moves = moves_in(index, debate.id)
        met = made_by(moves, sides_of(said_in(index, debate.id)), index.rivals)
        told = Known(record(index, debate)).makers
        for move in moves:
            if move.id in waiting:  # else it needs what is not here
                assert set(waiting[move.id]) == met[move.id]
            if move.id in told and move.id not in stanced:  # who only supposes one tells it, too
                assert told[move.id] == met[move.id]
            found += bool(met[move.id]) and move.id not in stanced
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES)
def test_compare_exchange_and_situation_know_the_same_makers(base: Base) -> None:
    """But for what excludes something that is neither true nor false, which weighs nothing."""
    without = {claim.id for claim in base.claims if claim.kind in NO_TRUTH}
    rivals = (r for r in base.relations if r.kind == "rivals")
    assume(all(without.isdisjoint((r.source, r.target)) for r in rivals))
    assert_all_know_the_same_makers(base)


def test_so_they_do_in_the_debates_that_come_along_also_where_nobody_says_who_makes_what() -> None:
    base = load_base(SHIPPED, None).base
    assert_all_know_the_same_makers(base)
    items = {claim.id for claim in base.claims}
    held = base.model_copy(update={"stances": tuple(s for s in base.stances if s.target in items)})
    assert assert_all_know_the_same_makers(held) > 50


@pytest.mark.parametrize(
    ("line", "is_hers"),
    [
        ("- **Rebuts:** [stay](#stay)", True),
        ("- **Rebuts:** [stay](#stay) — inferred", False),
        ("- **Rebuts:** [stay](#stay)\n  - **Rejected by:** [Ines](people.md#ines)", False),
        ("- **Rebuts:** [stay](#stay)\n  - **Held by:** [Mara](people.md#mara)", False),
        ("- **Uses:** [stay](#stay)", False),
    ],
)
def test_who_holds_what_speaks_against_another_waits_for_an_answer(
    kb_command: Kb, tmp_path: Path, line: str, is_hers: bool
) -> None:
    text = (
        "---\nquestion: Should it stay?\n---\n\n## stay\n\nIt should stay.\n\n"
        "- **Kind:** position\n- **Held by:** [Mara](people.md#mara)\n\n"
        f"## loud\n\nIt is loud.\n\n- **Held by:** [Ines](people.md#ines)\n{line}\n"
    )
    assert_hers_everywhere(kb_command, tmp_path, text, is_hers)


def test_what_an_answer_would_do_is_nobodys_in_any_question_or_page(
    kb_command: Kb, tmp_path: Path
) -> None:
    text = (
        "---\nquestion: Should it stay?\n---\n\n## stay\n\nIt should stay.\n\n"
        "- **Kind:** position\n- **Held by:** [Mara](people.md#mara)\n\n"
        "## loud\n\nIt is loud.\n\n- **Held by:** [Ines](people.md#ines)\n\n"
        "## is-it-loud\n\nIs it loud?\n\n- **Kind:** crux\n- **Posed by:** mapper\n"
        "- **Asks:** [loud](#loud)\n- **If yes:** rebuts [stay](#stay)\n"
    )
    assert_hers_everywhere(kb_command, tmp_path, text, is_hers=False)
    shown = kb_command("show", "stay", "-C", tmp_path / "base").stdout
    assert "Against it" not in shown
    assert "What an answer would do\n  - It is loud." in shown
    tree = kb_command("rebuttals", "stay", "-C", tmp_path / "base").stdout
    assert "[what an answer would do]" in tree


def assert_hers_everywhere(kb: Kb, path: Path, text: str, is_hers: bool) -> None:
    """Whether every command and page says that Ines answers Mara; they must all say the same."""
    folder = small_base(path / "base", stay=text)
    assert kb("check", "-C", folder.path).exit_code == 0
    assert kb("build", "-C", folder.path, "--out", path / "site").exit_code == 0

    def asked(*words: str) -> str:
        return " ".join(kb(*words, "-C", folder.path).stdout.split())

    def page(name: str) -> str:
        file = path / "site" / name
        return file.read_text("utf-8") if file.exists() else ""

    told = {
        "compare": "Ines Tal rebuts" in asked("compare", "ines", "mara"),
        "open": "Ines Tal objects to Mara Oduya: It is loud." in asked("open", "stay"),
        "debates": "one who objects waits" in asked("debates"),
        "side by side": "Ines Tal answers Mara Oduya" in page("compare/mara/ines.html"),
        "debate": "Ines Tal objects to Mara Oduya: It is loud." in page("debates/stay.html"),
    }
    assert set(told.values()) == {is_hers}, told
