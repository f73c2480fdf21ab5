"""The debates that come along keep to what CONTRIBUTING asks of a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from bases import SHIPPED

from kb.model import Argument, Base, Claim
from loaders.base.load import load_base

DEBATES = sorted(
    path.stem for path in SHIPPED.glob("*.md") if path.stem not in ("people", "sources")
)


@pytest.fixture(scope="module")
def base() -> Base:
    return load_base(SHIPPED).base


def words(claim: Claim) -> int:
    return len(claim.text.split())


def only_ours(base: Base) -> set[str]:
    """The arguments that are only read into the text: inferred themselves, or in who makes them."""
    stances = defaultdict(list)
    for stance in base.stances:
        stances[stance.target].append(stance.inferred)
    return {a.id for a in base.arguments if a.inferred or (stances[a.id] and all(stances[a.id]))}


@pytest.mark.parametrize("debate", DEBATES)
def test_statements_are_short(base: Base, debate: str) -> None:
    claims = [claim for claim in base.claims if claim.debate == debate]
    assert {claim.slug: words(claim) for claim in claims if words(claim) > 28} == {}
    assert sum(map(words, claims)) / len(claims) <= 18


def test_every_item_has_a_short_title(base: Base) -> None:
    assert [
        claim.id for claim in base.claims if not 1 <= len((claim.title or "").split()) <= 6
    ] == []


@pytest.mark.parametrize("debate", DEBATES)
def test_less_than_a_third_of_the_arguments_is_inferred(base: Base, debate: str) -> None:
    arguments = [argument for argument in base.arguments if argument.debate == debate]
    inferred = [argument for argument in arguments if argument.id in only_ours(base)]
    assert 3 * len(inferred) < len(arguments)


def test_no_position_is_carried_or_attacked_by_inferred_arguments_alone(base: Base) -> None:
    """Where there are reasons for a position, somebody gives one of them; where it is attacked, by
    a rebuttal or by an undercut of a reason for it, somebody makes one of these attacks. What an
    answer to a crux would do is no reason yet, and is not counted."""
    ours = only_ours(base)
    alone = [
        (position.id, side)
        for position in base.claims
        if position.kind == "position"
        for side, arguments in sides(base, position)
        if arguments and ours.issuperset(argument.id for argument in arguments)
    ]
    assert alone == []


def sides(base: Base, position: Claim) -> Iterator[tuple[str, list[Argument]]]:
    reasons = [a for a in base.arguments if a.answer is None and a.target == position.id]
    carry = [reason for reason in reasons if reason.kind == "supports"]
    undercut = {reason.id for reason in carry}
    yield "carried", carry
    yield (
        "attacked",
        [reason for reason in reasons if reason.kind == "rebuts"]
        + [argument for argument in base.arguments if argument.target in undercut],
    )
