"""Scenarios: read with clear errors, written the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reasoning.maps import graph_of

from kb.reasoning.evaluate import evaluate
from kb.reasoning.network import compile_graph
from kb.reasoning.scenario import Scenario, ScenarioError, read_scenario, view_of, write_scenario
from kb.reasoning.views import calibrate

TEXT = """[hold]
"sunday/loud" = 0.25
"sunday/staff-agree" = 0.8

[set]
"sunday/costs-fall" = 0.0
"""


def test_a_scenario_is_written_as_it_is_read_sorted_by_id() -> None:
    scenario = read_scenario(TEXT)
    assert scenario.hold == {"sunday/staff-agree": 0.8, "sunday/loud": 0.25}
    assert scenario.set == {"sunday/costs-fall": 0.0}
    assert write_scenario(scenario) == TEXT
    assert write_scenario(Scenario(dict(reversed(scenario.hold.items())), scenario.set)) == TEXT
    assert read_scenario("") == Scenario()
    assert write_scenario(Scenario()) == ""


KEYS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
CREDENCES = st.dictionaries(KEYS, st.floats(0, 1), max_size=4)


@given(CREDENCES, CREDENCES)
def test_every_scenario_survives_writing(hold: dict[str, float], put: dict[str, float]) -> None:
    scenario = Scenario(hold, {c: v for c, v in put.items() if c not in hold})
    assert read_scenario(write_scenario(scenario)) == scenario


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[hold", "mine.toml is not TOML: "),
        (
            "[holds]\na = 1",
            r"has 'holds', not a table \[hold\], \[set\] or \[method\] \(did you mean 'hold'\?\)",
        ),
        ("hold = 3", r"has 'hold', not a table"),
        ("[hold]\na = 1.5", r"'a' in \[hold\] is 1.5, not between 0 and 1"),
        ("[hold]\na = nan", r"'a' in \[hold\] is nan, not between 0 and 1"),
        ("[set]\na = true", r"'a' in \[set\] is not a number"),
        ('[set]\na = "0.4"', r"'a' in \[set\] is not a number"),
        ("[set]\na.b = 0.4", r"'a' in \[set\] is a table; an id with dots or slashes needs quotes"),
        ("[set]\na = 1\n[hold]\na = 0.5", r"'a' is in \[hold\] and in \[set\]"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as refused:
        read_scenario(text, "mine.toml")
    assert "\n" not in str(refused.value)


def test_what_is_held_is_calibrated_and_what_is_set_is_clamped() -> None:
    network = compile_graph(graph_of({"x": 0.5, "m": 0.5, "c": 0.5}, "c => m\n m => x"))
    held = view_of(network, Scenario({"m": 0.7}))
    assert held.strength("m") == pytest.approx(0.7)
    both = view_of(network, Scenario({"m": 0.7}, {"c": 1.0}))
    assert both.strength("c") == 1.0
    assert both.strength("m") > 0.7  # believed so far, but open to reasons
    assert both.strength("x") == evaluate(calibrate(network, {"m": 0.7}), {"c": 1.0}).strength("x")
