"""What holds of what counts and of whose an argument is, whatever people say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from queries.meeting import Move, Saying, counted_of, made_by, outdone_of, sides_of
from queries.saying import by_item, side

PEOPLE, ITEMS = ("ann", "bob"), ("a", "b", "c", "d")
KINDS = ("holds", "finds_plausible", "concedes", "questions", "rejects", "reports")
MOVES = (
    Move("s", "supports", "a", (("b", False), ("c", True)), "a"),
    Move("r", "rebuts", "a", (("d", False),), "a"),
    Move("u", "undercuts", "s", (("d", False),), "a"),
    Move("v", "undercuts", "u", (("c", False),), "a"),
)
THINGS = (*ITEMS, *(move.id for move in MOVES))


@st.composite
def sayings(draw: st.DrawFn) -> list[Saying]:
    dates = st.sampled_from((None, "2020", "2024"))
    cited = st.sampled_from(((), ("x#1",), ("x#2",), ("y#1", "x#3")))
    told = st.tuples(
        st.sampled_from(PEOPLE), st.sampled_from(THINGS), st.sampled_from(KINDS), dates, cited
    )
    return [Saying(*each, f"{i}") for i, each in enumerate(draw(st.lists(told, max_size=12)))]


def pairs() -> st.SearchStrategy[list[tuple[str, str]]]:
    item = st.sampled_from(ITEMS)
    return st.lists(st.tuples(item, item), max_size=3)


@settings(max_examples=80, deadline=None)
@given(sayings(), pairs())
def test_nobody_is_in_two_camps_and_what_does_not_count_says_why(
    told: list[Saying], excluding: list[tuple[str, str]]
) -> None:
    rivals = by_item(excluding)
    counts, past = counted_of(told, rivals), outdone_of(told, rivals)
    held = {(s.thing, p) for thing, on in counts.items() for p, s in on.items() if side(s.kind) > 0}
    for thing, person in held:
        assert not any((rival, person) in held for rival in rivals.get(thing, ()))
    counted = {s.id for on in counts.values() for s in on.values()}
    assert counted.isdisjoint(past)
    for s in told:
        beside = counts.get(s.thing, {}).get(s.person)
        if side(s.kind) and s.id not in past:  # then what counts is on the same side
            assert beside is not None
            assert side(beside.kind) == side(s.kind)
            assert (beside.date or "") >= (s.date or "")


@settings(max_examples=80, deadline=None)
@given(sayings(), pairs(), st.sampled_from(ITEMS), st.sampled_from(("holds", "rejects")))
def test_what_somebody_says_last_and_firmly_counts(
    told: list[Saying], excluding: list[tuple[str, str]], item: str, kind: str
) -> None:
    last = Saying("ann", item, kind, "2025", (), "last")
    assert counted_of([*told, last], by_item(excluding))[item]["ann"] == last


@settings(max_examples=100, deadline=None)
@given(sayings(), pairs())
def test_an_argument_is_theirs_who_say_so_or_hold_all_of_it_and_deny_nothing(
    told: list[Saying], excluding: list[tuple[str, str]]
) -> None:
    rivals = by_item(excluding)
    sides = sides_of(counted_of(told, rivals))
    made = made_by(MOVES, sides, rivals)

    def says(person: str, thing: str) -> int:
        return sides.get(thing, {}).get(person, 0)

    for move in MOVES:
        for person in made[move.id]:
            if says(person, move.id) > 0:
                continue
            assert says(person, move.id) == 0
            assert all(says(person, c) == (-1 if denied else 1) for c, denied in move.premises)
            assert says(person, move.target) != (-1 if move.kind == "supports" else 1)
            against = [u for u in MOVES if u.kind == "undercuts" and u.target == move.id]
            assert not any(person in made[u.id] for u in against)
            if move.kind == "supports":
                assert not any(says(person, r) > 0 for r in rivals.get(move.target, ()))
