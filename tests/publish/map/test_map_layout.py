"""The drawing of a map: strict columns, boxes apart, lines that do not cross and end where due."""

from __future__ import annotations

import itertools
import random

import pytest
from building import argument, base, claim
from counting import calls_of

from kb.kinds import ArgumentKind
from kb.model import Argument, Base, Place, Premise
from kb.publish.index import Index
from kb.publish.map.captions import width_of, wrapped
from kb.publish.map.layout import BETWEEN, WIDTH, Line, Picture, Placed, Point, arrange
from kb.publish.map.tree import Box, Branch, grow

PLACE = Place(path="d.md", line=1)
EVERYTHING = lambda box: True  # noqa: E731


def tangle(seed: int, claims: int = 40) -> Base:
    """Claims that support, rebut and undercut each other at random, alone and together."""
    chance = random.Random(seed)
    names = [f"d/c{n}" for n in range(claims)]
    arguments: list[Argument] = []
    for n in range(2, claims + claims // 2):
        count = chance.choice((1, 1, 1, 2, 3))
        chosen = chance.sample(names[1:], count)
        premises = tuple(Premise(claim=c, negated=chance.random() < 0.2) for c in chosen)
        kind: ArgumentKind = chance.choice(("supports", "supports", "rebuts", "undercuts"))
        if kind == "undercuts" and arguments:
            target = chance.choice(arguments).id
        else:
            kind = "supports" if kind == "undercuts" else kind
            target = names[min(n // 3, claims - 1)]
        found = argument(kind, premises, target)
        if found.id not in {a.id for a in arguments}:
            arguments.append(found)
    items = (
        claim(name[2:], name, kind="position" if i < 2 else "claim") for i, name in enumerate(names)
    )
    return base(*items, arguments=tuple(arguments))


def height_of(box: Box) -> float:
    return 50 + 17 * (len(box.claim) * 7 % 5)


def drawn(base: Base) -> Picture:
    return arrange(grow(Index(base), "d").roots, height_of, EVERYTHING)


@pytest.fixture(params=range(12))
def picture(request: pytest.FixtureRequest) -> Picture:
    """A picture with everything open."""
    return drawn(tangle(request.param))


def segments(line: Line) -> list[tuple[Point, Point]]:
    return [*itertools.pairwise(line.points), *itertools.pairwise(line.bracket)]


def test_columns_are_strict_and_boxes_do_not_overlap(picture):
    columns: dict[float, list[Placed]] = {}
    for placed in picture.boxes:
        columns.setdefault(placed.left, []).append(placed)
    assert all(left % (WIDTH + BETWEEN) == 0 for left in columns)
    for column in columns.values():
        ordered = sorted(column, key=lambda p: p.top)
        assert all(a.bottom < b.top for a, b in itertools.pairwise(ordered))


def test_a_reply_is_one_column_right_of_what_it_bears_on(picture):
    for placed in picture.boxes:
        branch = placed.box.branch
        if branch is not None:
            target = branch.target if isinstance(branch.target, Box) else branch.target.boxes[0]
            assert placed.box.column == target.column + 1


def test_no_line_runs_through_a_box(picture):
    for line in picture.lines:
        for a, b in segments(line):
            assert not any(enters(a, b, placed) for placed in picture.boxes), line


def enters(a: Point, b: Point, box: Placed) -> bool:
    """Whether an upright or level segment has a point inside a box, its edges apart."""
    (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return left < box.right and box.left < right and top < box.bottom and box.top < bottom


def test_lines_do_not_cross(picture):
    """What bears on the same in the same way shares its way; an undercut ends on another line."""
    for one, other in itertools.combinations(picture.lines, 2):
        if (one.branch.target, one.branch.kind) == (other.branch.target, other.branch.kind):
            continue
        for (a, b), (c, d) in itertools.product(segments(one), segments(other)):
            assert not crosses(a, b, c, d), (one, other)


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether an upright and a level segment meet inside both."""
    if a[0] == b[0] and c[1] == d[1]:
        return between(c[0], a[0], d[0]) and between(a[1], c[1], b[1])
    if a[1] == b[1] and c[0] == d[0]:
        return crosses(c, d, a, b)
    return False


def between(one: float, middle: float, other: float) -> bool:
    return min(one, other) < middle < max(one, other)


def test_lines_that_do_not_belong_together_do_not_run_on_each_other(picture):
    for one, other in itertools.combinations(picture.lines, 2):
        if (one.branch.target, one.branch.kind) == (other.branch.target, other.branch.kind):
            continue
        for (a, b), (c, d) in itertools.product(segments(one), segments(other)):
            for along, across in ((0, 1), (1, 0)):
                if a[across] == b[across] == c[across] == d[across]:
                    low = max(min(a[along], b[along]), min(c[along], d[along]))
                    high = min(max(a[along], b[along]), max(c[along], d[along]))
                    assert low >= high, (one, other)


def test_an_undercut_ends_on_the_line_of_the_argument_that_it_attacks(picture):
    lines = {line.branch: line for line in picture.lines}
    found = [line for line in picture.lines if line.branch.kind == "undercuts"]
    assert found
    for line in found:
        assert isinstance(line.branch.target, Branch)
        x, y = line.points[-1]
        assert any(
            a[1] == b[1] == y and min(a[0], b[0]) < x < max(a[0], b[0])
            for a, b in itertools.pairwise(lines[line.branch.target].points)
        )


def test_other_lines_end_at_the_right_side_of_what_they_bear_on(picture):
    placed = {p.box: p for p in picture.boxes}
    for line in picture.lines:
        if isinstance(line.branch.target, Box):
            target = placed[line.branch.target]
            x, y = line.points[-1]
            assert x == target.right
            assert target.top < y < target.bottom


def test_premises_that_are_needed_together_share_one_bracket(picture):
    placed = {p.box: p for p in picture.boxes}
    for line in picture.lines:
        assert bool(line.bracket) == (len(line.branch.boxes) > 1)
        if line.bracket:
            first, last = placed[line.branch.boxes[0]], placed[line.branch.boxes[-1]]
            assert line.bracket[0] == (first.left, first.top)
            assert line.bracket[-1] == (last.left, last.bottom)


def test_the_same_base_makes_the_same_picture():
    assert seen(drawn(tangle(3))) == seen(drawn(tangle(3)))


def seen(picture: Picture) -> object:
    return [(p.left, p.top) for p in picture.boxes], [line.points for line in picture.lines]


def test_four_times_the_boxes_take_four_times_the_work():
    few, many = (grow(Index(tangle(1, claims=count)), "d") for count in (1250, 5000))
    assert len(many.boxes) > 5000
    one, four = (
        calls_of(lambda roots=f.roots: arrange(roots, height_of, EVERYTHING)) for f in (few, many)
    )
    assert four < 6 * one


def test_text_is_wrapped_by_what_it_takes_and_long_words_are_broken():
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("字字字 字", 4) == ["字字", "字", "字"]
    assert width_of("e\u0301") == 1
    assert wrapped("", 5) == [""]
