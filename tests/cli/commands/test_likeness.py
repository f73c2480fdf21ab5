"""Items that say much the same: `kb similar`."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations, islice

import pytest
from bases import Folder
from click.testing import Result
from counting import calls_of

from kb.alike import MANY, Pairs, beside

Kb = Callable[..., Result]

MORE = """
## beds-again

- **Kind:** claim

## hotels-lose-guests

Because the last boat leaves so early, hotels lose weekday guests.

- **Supports:** [run](#run)

## last-boat-early

Hotels lose their guests because the last boat leaves early.

- **Supports:** [run](#run)

## do-hotels-lose-guests

Do hotels lose their guests because the last boat leaves early?

- **Kind:** crux
- **Asks:** [last-boat-early](#last-boat-early)

## guests-lost

Hotels lose their guests, though the last boat leaves early.

- **Refines:** [last-boat-early](#last-boat-early)

## run

The ferry should run at night.
"""


@pytest.fixture
def base(ferry: Folder) -> Folder:
    ferry.write("more.md", "---\nquestion: Why?\n---\n" + MORE.replace("- **Kind:** claim\n", "B."))
    return ferry


def pairs(result: Result) -> list[tuple[str, str]]:
    return [(row["first"]["id"], row["second"]["id"]) for row in json.loads(result.stdout)]


def test_what_supports_the_same_in_much_the_same_words_comes_first(
    kb_command: Kb, base: Folder
) -> None:
    result = kb_command("similar", "-C", base.path, "--format", "json")
    found = pairs(result)
    assert found[0] == ("more/hotels-lose-guests", "more/last-boat-early")
    assert ("more/last-boat-early", "more/guests-lost") not in found  # the map says how they differ
    assert json.loads(result.stdout)[0]["both"] == ["more/run"]
    shown = kb_command("similar", "-C", base.path).stdout
    assert shown.index("For or against the same") < shown.index("Elsewhere")
    assert "both bear on “Run” (more/run)" in shown


def test_one_item_is_compared_with_all_also_those_it_is_related_to(
    kb_command: Kb, base: Folder
) -> None:
    shown = kb_command("similar", "last-boat-early", "-C", base.path).stdout
    assert "the map says how they are related" in shown
    assert "other items say much the same" in shown
    assert "do-hotels-lose-guests" not in shown  # a question asks what another item says
    none = kb_command("similar", "seal-noise", "-C", base.path).stdout
    assert "no other items say much the same.\n" in none


def test_an_item_that_there_is_not_is_refused(kb_command: Kb, base: Folder) -> None:
    result = kb_command("similar", "last-boat-eraly", "-C", base.path)
    assert (result.exit_code, "did you mean" in result.stderr) == (2, True)


def texts(count: int) -> list[list[str]]:
    """Statements of which each has words of its own, words that some have, and words of all."""
    return [
        [f"own{n}", f"word{n % 7}x", f"some{n % (count // 50)}", "the", "ferry", "runs"]
        for n in range(count)
    ]


def test_four_times_the_items_take_four_times_the_comparisons() -> None:
    few, many = (Pairs(texts(count)) for count in (1_000, 4_000))
    work = [calls_of(lambda pairs=pairs: pairs.alike(75)) for pairs in (few, many)]
    assert work[1] < 6 * work[0]


def test_words_that_very_many_have_are_passed_over_and_that_is_said() -> None:
    letters = "abcdefghijklmnop"
    many = list(islice(combinations([x + y for x in letters for y in "xyz"], 4), 12_000))
    pairs = Pairs([*many, ["own", "ax", "ay", "az"], ["own", "ay", "az", "ax"]])
    assert pairs.alike(75) == [(12_000, 12_001, 100.0)]
    assert pairs.passed_over == MANY
    assert not Pairs(many[:100]).passed_over


def test_every_pair_that_shares_half_of_its_words_is_found() -> None:
    known = texts(300)
    found = {(pair.first, pair.second) for pair in Pairs(known).alike(60)}
    for at, words in enumerate(known):
        for other, score in enumerate(beside(words, known)):
            shared = {word[:5] for word in words} & {word[:5] for word in known[other]}
            if at < other and score >= 60 and len(shared) >= 4:
                assert (at, other) in found
