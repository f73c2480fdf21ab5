"""Whose an argument is, what counts of what people say, and where two of them part: as printed,
and on pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bases import Folder, small_base
from click.testing import Result

Kb = Callable[..., Result]
Pages = Callable[[str], str]

TOWER = """
---
title: The tower
question: What should become of the old tower?
---

## keep-it

The tower should stay.

- **Kind:** position
- **Rival of:** [pull-it-down](#pull-it-down)
- **Held by:** [Ines](people.md#ines)
- **Found plausible by:** [Mara](people.md#mara) — 2020-03-01
- **Supported by:** [bats-live-there](#bats-live-there)
  - **Undercut by:** [bats-move-on](#bats-move-on)

## pull-it-down

The tower should be pulled down.

- **Kind:** position
- **Held by:** [Mara](people.md#mara) — 2024-05-01
- **Supported by:** [stones-fall](#stones-fall)

## bats-live-there

Bats live in the tower.

- **Held by:** [Mara](people.md#mara)
- **Held by:** [Ines](people.md#ines)

## bats-move-on

Bats move to another roof within a year.

- **Held by:** [Mara](people.md#mara)

## stones-fall

Stones fall from the tower.

- **Held by:** [Mara](people.md#mara)
- **Rejected by:** [Ines](people.md#ines) — 0.1

## do-stones-fall

Do stones fall from the tower?

- **Kind:** crux
- **Asks:** [stones-fall](#stones-fall)
- **Posed by:** mapper
"""

UNDERCUTS = """
---
title: The well
question: Should the well be opened?
---

## open-it

The well should be opened.

- **Kind:** position
- **Held by:** [Mara](people.md#mara)
- **Rejected by:** [Ines](people.md#ines)
- **Supported by:** [water-is-scarce](#water-is-scarce)
  - **Undercut by:** [well-is-dry](#well-is-dry)
- **Supported by:** [sun-is-hot](#sun-is-hot)

## water-is-scarce

Water is scarce in summer.

- **Held by:** [Ines](people.md#ines)

## well-is-dry

The well has been dry for years.

- **Held by:** [Ines](people.md#ines)

## sun-is-hot

The summer sun is hot.

- **Held by:** [Ines](people.md#ines)
"""


@pytest.fixture
def towns(tmp_path: Path) -> Folder:
    return small_base(tmp_path / "towns", tower=TOWER, well=UNDERCUTS)


@pytest.fixture
def run(kb_command: Kb, towns: Folder) -> Callable[..., str]:
    def printed(*words: object) -> str:
        result = kb_command(*words, "-C", towns.path)
        assert result.exit_code == 0, result.output
        return " ".join(result.stdout.split())

    return printed


@pytest.fixture
def page(kb_command: Kb, towns: Folder, tmp_path: Path) -> Pages:
    """The text of a page, without its tags; the site is built once it is asked for."""
    from html.parser import HTMLParser

    site = tmp_path / "site"

    def text(name: str) -> str:
        if not site.exists():
            assert kb_command("build", "-C", towns.path, "--out", site).exit_code == 0
        parts: list[str] = []
        parser = HTMLParser()
        parser.handle_data = parts.append  # type: ignore[method-assign]
        parser.feed((site / name).read_text(encoding="utf-8"))
        return " ".join("".join(parts).split())

    return text


def answers(text: str) -> int:
    """How many arguments `kb compare` says one person answers another with."""
    return int(text.partition("Answer each other (")[2].partition(")")[0] or 0)


# -- whose an argument is -------------------------------------------------------------------------


def test_who_undercuts_an_argument_and_rejects_its_end_does_not_make_it(
    run: Callable[..., str], page: Pages
) -> None:
    found = json.loads(run("compare", "mara", "ines", "well", "--format", "json"))
    assert found["answers"] == []
    assert "supports" not in run("compare", "mara", "ines", "well")
    assert "Ines Tal supports" not in page("compare/mara/ines.html")


def test_who_says_so_makes_an_argument_whatever_else_they_say(
    run: Callable[..., str], towns: Folder, page: Pages
) -> None:
    towns.edit(
        "well.md",
        "[sun-is-hot](#sun-is-hot)\n",
        "[sun-is-hot](#sun-is-hot)\n  - **Held by:** [Ines](people.md#ines)\n",
    )
    assert "Ines Tal supports “Open it” (well/open-it), held by Mara Oduya" in run(
        "compare", "mara", "ines"
    )
    assert "Ines Tal supports Mara Oduya" in page("compare/mara/ines.html")


def test_an_argument_takes_all_its_premises(run: Callable[..., str], towns: Folder) -> None:
    towns.edit("well.md", "- **Rejected by:** [Ines](people.md#ines)\n", "")
    towns.edit("well.md", "- **Supported by:** [sun-is-hot](#sun-is-hot)\n", "")
    towns.edit("well.md", "  - **Undercut by:** [well-is-dry](#well-is-dry)\n", "")
    assert answers(run("compare", "mara", "ines", "well")) == 1
    towns.edit(
        "well.md",
        "[water-is-scarce](#water-is-scarce)\n",
        "[water-is-scarce](#water-is-scarce) + [pump-works](#pump-works)\n",
    )
    towns.write(
        "well.md",
        (towns.path / "well.md").read_text() + "\n## pump-works\n\nThe pump works.\n",
    )
    assert answers(run("compare", "mara", "ines", "well")) == 0


def test_who_holds_a_rival_of_its_end_does_not_make_an_argument(
    run: Callable[..., str], towns: Folder, page: Pages
) -> None:
    """Mara holds that bats live there, and that the tower should go."""
    towns.edit("tower.md", "  - **Undercut by:** [bats-move-on](#bats-move-on)\n", "")
    assert "Mara Oduya supports" not in run("compare", "mara", "ines", "tower")
    assert "Mara Oduya supports" not in page("compare/mara/ines.html")


def test_what_somebody_says_they_make_is_nobody_elses(
    run: Callable[..., str], towns: Folder, page: Pages
) -> None:
    towns.write("people.md", (towns.path / "people.md").read_text() + "\n## ole\n\nOle Berg\n")
    towns.edit("well.md", "- **Rejected by:** [Ines](people.md#ines)\n", "")
    towns.edit("well.md", "  - **Undercut by:** [well-is-dry](#well-is-dry)\n", "")
    towns.edit(
        "well.md",
        "- **Supported by:** [water-is-scarce](#water-is-scarce)\n"
        "- **Supported by:** [sun-is-hot](#sun-is-hot)\n",
        "- **Supported by:** [water-is-scarce](#water-is-scarce)\n"
        "  - **Held by:** [Ole](people.md#ole)\n",
    )
    assert answers(run("compare", "mara", "ines", "well")) == 0
    assert answers(run("compare", "mara", "ole", "well")) == 1
    assert "Ole Berg supports Mara Oduya" in page("compare/mara/ole.html")


# -- what counts ----------------------------------------------------------------------------------


def test_who_found_an_answer_plausible_and_holds_its_rival_since_is_in_one_camp(
    run: Callable[..., str], page: Pages
) -> None:
    """Mara found in 2020 that the tower might stay, and holds since 2024 that it should go."""
    camps = [
        json.loads(run("doublecrux", "tower/keep-it", "tower/pull-it-down", "--format", "json"))[
            one
        ]
        for one in "ab"
    ]
    assert [camp["members"] for camp in camps] == [["Ines Tal"], ["Mara Oduya"]]
    assert "tower/keep-it" not in camps[1]["credences"]
    assert "Mara Oduya finds it plausible (2020-03-01, holds its rival)" in run("show", "keep-it")
    assert "(2020-03-01, holds its rival)" in run("people", "mara")
    assert "Mara Oduya finds this plausible · holds its rival · 1 March 2020" in page(
        "claims/tower/keep-it.html"
    )
    assert "holds its rival" in page("people/mara.html")
    assert "Mara Oduya finds this plausible" not in page("debates/tower.html")


def test_to_find_a_rival_plausible_later_moves_nobody_who_holds_the_other(
    run: Callable[..., str], towns: Folder
) -> None:
    towns.edit("tower.md", "2020-03-01", "2025-03-01")
    found = json.loads(run("doublecrux", "keep-it", "pull-it-down", "--format", "json"))
    assert found["a"]["members"] == ["Ines Tal"]


def test_of_two_rivals_that_somebody_held_the_later_counts(
    run: Callable[..., str], towns: Folder
) -> None:
    towns.edit("tower.md", "Found plausible by:** [Mara]", "Held by:** [Mara]")
    shown = run("compare", "mara", "ines", "tower")
    assert "Differ (2)" in shown  # the stones, and what to do
    assert "its rival: The tower should stay." in shown
    towns.edit("tower.md", "2020-03-01", "2025-03-01")
    assert "The tower should stay. tower/keep-it Mara Oduya holds it" in run(
        "compare", "mara", "ines", "tower"
    )


def test_of_rivals_found_plausible_in_one_source_that_counts_which_it_says_further_on(
    run: Callable[..., str], towns: Folder
) -> None:
    towns.write("sources.md", "## minutes\n\nThe minutes.\n")
    towns.edit("tower.md", "title: The tower\n", "title: The tower\nsource: minutes\n")
    towns.edit("tower.md", "Mara](people.md#mara) — 2020-03-01", "Mara](people.md#mara) — ¶9")
    towns.edit(
        "tower.md",
        "**Held by:** [Mara](people.md#mara) — 2024-05-01",
        "**Found plausible by:** [Mara](people.md#mara) — ¶2",
    )
    assert "finds it plausible (¶2, leans to its rival)" in run("show", "pull-it-down")
    towns.edit("tower.md", "¶9", "¶1")
    assert "finds it plausible (¶1, leans to its rival)" in run("show", "keep-it")


def test_the_latest_stance_on_an_item_counts_and_what_has_no_date_is_earlier(
    run: Callable[..., str], towns: Folder, page: Pages
) -> None:
    line = "- **Rejected by:** [Ines](people.md#ines) — 0.1\n"
    towns.edit("tower.md", line, f"- **Held by:** [Ines](people.md#ines) — 2023\n{line}")
    shown = run("compare", "mara", "ines", "tower")
    assert (
        "Stones fall from the tower. tower/stones-fall Mara Oduya holds it Ines Tal holds it"
        in shown
    )
    assert "Ines Tal rejects it (0.1, says otherwise later)" in run("show", "stones-fall")
    row = page("compare/mara/ines.html").partition("Where they agree")[2]
    assert "Stones fall from the tower." in row
    towns.edit("tower.md", " — 2023", "")
    assert "Ines Tal rejects" in run("compare", "mara", "ines", "tower")  # later in the file


def test_a_stance_on_a_crux_is_one_on_the_claim_that_it_asks(
    run: Callable[..., str], towns: Folder, page: Pages
) -> None:
    """Ines rejects that stones fall; since 2024 she answers the question whether they do by yes."""
    towns.edit(
        "tower.md",
        "- **Posed by:** mapper",
        "- **Answered yes by:** [Ines](people.md#ines) — 2024\n- **Posed by:** mapper",
    )
    assert "Agree (2)" in run("compare", "mara", "ines", "tower")
    assert "Ines Tal rejects it (0.1, says otherwise later)" in run("show", "stones-fall")
    [crux] = json.loads(run("cruxes", "tower", "--format", "json"))[0]["cruxes"]
    assert crux["sides"] == {"yes": ["Ines Tal", "Mara Oduya"], "no": []}
    assert "rejects the claim · says otherwise later · credence 0.1" in page(
        "claims/tower/do-stones-fall.html"
    )
    assert page("debates/tower.html").count("Ines Tal says so") == 1  # yes, and not no
    assert "agree on 2 items" in page("compare/mara/ines.html")


def test_who_holds_one_rival_differs_from_who_holds_the_other(
    run: Callable[..., str], page: Pages
) -> None:
    shown = run("compare", "mara", "ines", "tower")
    assert (
        "The tower should be pulled down. tower/pull-it-down Mara Oduya holds it (2024-05-01)"
        " its rival: The tower should stay. tower/keep-it Ines Tal holds it" in shown
    )
    said = page("compare/mara/ines.html")
    differ = said.partition("Where they differ")[2].partition("Where they agree")[0]
    assert "The tower should stay." in differ
    assert "Rival of “The tower should stay”" in differ
    stances = page("stances/tower.html")
    assert "The tower should stay." in stances.partition("Where they differ")[2]


# -- where two part -------------------------------------------------------------------------------


def test_a_disagreement_is_said_in_words(run: Callable[..., str]) -> None:
    shown = run("disagree", "mara", "ines", "tower")
    assert "They part on: The tower should stay." in shown
    assert "A holds its rival: The tower should be pulled down. B holds it because" in shown
    assert shown.count("A holds, B rejects: Stones fall from the tower.") == 1
    assert shown.count("They part on") == 1  # what its rival parts is the same
    assert "They agree Bats live in the tower." in shown
    assert "residual" not in shown
    assert "before its reasons" not in shown


def test_with_numbers_a_disagreement_is_taken_apart(run: Callable[..., str]) -> None:
    shown = run("disagree", "mara", "ines", "tower", "--numbers")
    assert "They part on: The tower should stay." in shown
    assert "before its reasons" in shown
    assert "the rest" in shown
    assert "residual" not in shown  # under 1e-6


def test_who_takes_contrary_sides_on_nothing_is_told_so(
    run: Callable[..., str], towns: Folder
) -> None:
    towns.edit("well.md", "- **Rejected by:** [Ines](people.md#ines)\n", "")
    shown = run("disagree", "mara", "ines", "well")
    assert "On nothing here do they take contrary sides." in shown
    assert "Only A holds: The well should be opened." in shown


def test_a_double_crux_of_positions_says_whether_they_are_rivals(
    run: Callable[..., str], towns: Folder
) -> None:
    says = "The map does not call the two positions rivals: both may be right."
    assert says not in run("doublecrux", "keep-it", "pull-it-down")
    assert says not in run("doublecrux", "mara", "ines", "tower")
    towns.edit("tower.md", "- **Rival of:** [pull-it-down](#pull-it-down)\n", "")
    for command in ("doublecrux", "disagree"):
        assert says in run(command, "keep-it", "pull-it-down")
    found = json.loads(run("doublecrux", "keep-it", "pull-it-down", "--format", "json"))
    assert found["rivals"] is False


def test_what_would_bring_two_together_is_not_the_rival_once_more(run: Callable[..., str]) -> None:
    found = json.loads(run("doublecrux", "keep-it", "pull-it-down", "--format", "json"))
    shared = {p["conclusion"]: [c["id"] for c in p["cruxes"]] for p in found["partings"]}
    assert "tower/stones-fall" in shared["tower/pull-it-down"]
    assert not {*shared["tower/pull-it-down"], *shared["tower/keep-it"]} & shared.keys()


def test_there_is_nothing_to_bring_together_where_one_is_silent(
    run: Callable[..., str], towns: Folder
) -> None:
    towns.edit("well.md", "- **Rejected by:** [Ines](people.md#ines)\n", "")
    lines = "- **Supported by:** [water-is-scarce](#water-is-scarce)\n"
    lines += "  - **Undercut by:** [well-is-dry](#well-is-dry)\n"
    towns.edit("well.md", f"{lines}- **Supported by:** [sun-is-hot](#sun-is-hot)\n", "")
    shown = run("doublecrux", "mara", "ines", "well")
    assert "On nothing here do they take contrary sides." in shown


def test_what_one_alone_speaks_of_is_counted_and_listed_for_who_asks(
    run: Callable[..., str],
) -> None:
    shown = run("compare", "mara", "ines", "well")
    assert "Ines Tal alone takes a side on 3 items (--all lists them)" in shown
    assert "well/sun-is-hot" not in shown
    assert "well/sun-is-hot" in run("compare", "mara", "ines", "well", "--all")


def test_two_views_are_data_as_documented(run: Callable[..., str], towns: Folder) -> None:
    found = json.loads(run("disagree", "mara", "ines", "tower", "--format", "json"))
    assert found["version"] == 2
    assert found["rivals"] is None
    by_end = {difference["conclusion"]: difference for difference in found["differences"]}
    assert by_end["tower/keep-it"]["said"] == {
        "a": None,
        "b": 0.85,
        "rival_a": {
            "id": "tower/pull-it-down",
            "text": "The tower should be pulled down.",
            "said": 0.85,
            "kind": "holds",
        },
        "rival_b": None,
        "kind_a": None,
        "kind_b": "holds",
    }
    assert by_end["tower/keep-it"]["rivals"] == ["tower/pull-it-down"]
    [stones] = [claim for claim in found["differ"] if claim["id"] == "tower/stones-fall"]
    assert (stones["said"]["a"], stones["said"]["b"]) == (0.85, 0.1)
    assert [claim["id"] for claim in found["agree"]] == ["tower/bats-live-there"]
    assert "tower/keep-it" not in found["a"]["credences"]
    shown = json.loads(run("show", "keep-it", "--format", "json"))
    [item] = shown if isinstance(shown, list) else [shown]
    assert list(item["outdone"].values()) == ["holds its rival"]
