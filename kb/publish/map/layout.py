"""Places and lines for a drawing of the map, where no browser flows the boxes.

The same picture as on the page: columns of one width, each box beside what it bears on, a band for
each box that nothing else enters. So boxes cannot overlap and lines cannot cross, and one pass
over the boxes is enough, whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kb.model import ArgumentKind
from kb.publish.map.tree import Box, Branch

WIDTH = 300.0  # of a box
BETWEEN = 56.0  # columns
ROW = 18.0
APART = 34.0  # between trees
TOGETHER = 6.0  # between premises of one bracket
PORT = 18.0  # where lines meet a box, from its top
SECOND = 12.0  # from where supports arrive to where rebuttals do
LANE = 14.0  # room above a box for the line of an undercut
BRACKET = 9.0
BEFORE_BRACKET = 13.0  # there an undercut meets an argument from several premises
# The lines between two columns, from the left: rebuttals, supports, undercuts. In this order none
# crosses another, as undercuts are on top and rebuttals below.
AT: dict[ArgumentKind, float] = {"rebuts": 16.0, "supports": 27.0, "undercuts": 38.0}

Point = tuple[float, float]


class Placed(NamedTuple):
    """A box with its place; `top` is the upper edge, under the lane if there is one."""

    box: Box
    left: float
    top: float
    height: float

    @property
    def right(self) -> float:
        return self.left + WIDTH

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def port(self) -> float:
        return self.top + PORT


class Line(NamedTuple):
    """The line of an argument, from its boxes to what it bears on, where its head is."""

    branch: Branch
    points: tuple[Point, ...]
    bracket: tuple[Point, ...] = ()


class Picture(NamedTuple):
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def arrange(
    roots: Sequence[Box], height_of: Callable[[Box], float], spread: Callable[[Box], bool]
) -> Picture:
    """Place the boxes of some trees; what stands beside a box is drawn where it is to `spread`."""
    placed: dict[Box, Placed] = {}
    for box, top in _tops(roots, height_of, spread):
        left = box.column * (WIDTH + BETWEEN)
        placed[box] = Placed(box, left, top, height_of(box))
    lines = [
        _line(branch, placed)
        for box in placed
        if spread(box)
        for branch in box.replies
    ]  # fmt: skip
    width = max((p.right for p in placed.values()), default=0.0)
    height = max((p.bottom for p in placed.values()), default=0.0)
    return Picture(tuple(placed.values()), tuple(lines), width, height)


def _tops(
    roots: Sequence[Box], height_of: Callable[[Box], float], spread: Callable[[Box], bool]
) -> Iterable[tuple[Box, float]]:
    """The upper edge of each box: below all that the bands above it hold."""
    below = 0.0  # where the next band may begin
    waiting: list[tuple[Box, float | None, float]] = [
        (root, None, APART) for root in reversed(roots)
    ]
    bands: list[tuple[Box, float]] = []
    started = False
    while waiting:
        box, at, gap = waiting.pop()
        if at is not None:  # all beside the box is placed: its band ends where its own box does
            below = max(below, at)
            continue
        band = below + (gap if started else 0.0)
        started = True
        top = band + (LANE if _is_attacked(box, spread) else 0.0)
        bands.append((box, top))
        end = top + height_of(box)
        waiting.append((box, end, 0.0))
        next_to = list(_beside(box)) if spread(box) else []
        if next_to:
            waiting.extend((other, None, gap) for other, gap in reversed(next_to))
            below = band - next_to[0][1]  # the first begins where the band does
        else:
            below = end
    return bands


def _beside(box: Box) -> Iterable[tuple[Box, float]]:
    """The boxes in the band of a box, each with the room above it."""
    for branch in box.replies:
        for premise in branch.boxes:
            yield premise, ROW if premise is branch.boxes[0] else TOGETHER


def _is_attacked(box: Box, spread: Callable[[Box], bool]) -> bool:
    return spread(box) and bool(box.replies) and box.replies[0].kind == "undercuts"


def _line(branch: Branch, placed: dict[Box, Placed]) -> Line:
    boxes = [placed[box] for box in branch.boxes]
    first = boxes[0]
    bracket: tuple[Point, ...] = ()
    start = (first.left, first.port)
    if len(boxes) > 1:
        bracket = _bracket(first, boxes[-1])
        start = (first.left - BRACKET, first.port)
    at = first.left - BETWEEN + AT[branch.kind]
    if isinstance(branch.target, Box):
        return Line(branch, _to_box(start, at, placed[branch.target], branch), bracket)
    return Line(
        branch, _to_argument(start, at, placed[branch.target.boxes[0]], branch.target), bracket
    )


def _bracket(first: Placed, last: Placed) -> tuple[Point, ...]:
    at = first.left - BRACKET
    return (first.left, first.top), (at, first.top), (at, last.bottom), (last.left, last.bottom)


def _to_box(start: Point, at: float, target: Placed, branch: Branch) -> tuple[Point, ...]:
    """To the right side of a box; rebuttals arrive below supports, where there are both."""
    port = target.port
    if branch.kind == "rebuts" and any(s.kind == "supports" for s in target.box.on_it):
        port += SECOND
    if start[1] == port:
        return start, (target.right, port)
    return start, (at, start[1]), (at, port), (target.right, port)


def _to_argument(start: Point, at: float, leader: Placed, attacked: Branch) -> tuple[Point, ...]:
    """Over the box that leads the attacked argument, and down onto that argument's own line."""
    lane = leader.top - LANE / 2
    end = leader.left - (BEFORE_BRACKET if len(attacked.boxes) > 1 else BRACKET)
    return start, (at, start[1]), (at, lane), (end, lane), (end, leader.port)
