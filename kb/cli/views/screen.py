"""What fits on a screen: the first of each thing, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kb.cli.printing import screen_width
from kb.cli.text import Block, Line, Text
from kb.cli.views.layout import indented

if TYPE_CHECKING:
    from kb.cli.common import Form

SCREEN = 40  # lines of an answer, where all of it is not asked for
FRAME = 2  # lines of a section beside its title and what is in it: an empty one, how many more
REST = "--all shows the rest"
POSITIONS = 12  # of a debate that an answer about it names, where all are not asked for


class Section(NamedTuple):
    """A title with things below it, each of which `block` draws."""

    title: str
    rows: Sequence[Any]
    block: Callable[[Any], Block]
    indent: int = 2


def sections(
    given: Iterable[Section],
    form: Form,
    head: Sequence[Block] = (),
    rest: str = REST,
    room: int = SCREEN,
) -> Iterator[Block]:
    """What comes first, then the sections in which anything is; of each as much as fits beside the
    others, and of many only the first. What is left out is counted, and `rest` says how to see
    it."""
    every = [section for section in given if section.rows]
    yield from head
    titles = [Text((section.title, "bold")) for section in every]
    left = None if form.all else room - sum(map(height, head)) - FRAME
    shown = _shares(every, titles, left)
    for place, (section, blocks) in enumerate(zip(every, shown, strict=False)):
        if head or place:
            yield Text()
        yield titles[place]
        yield from blocks
        yield from left_out(len(section.rows) - len(blocks), section.indent)
    if rest and sum(len(section.rows) for section in every) > sum(map(len, shown)):
        further = len(every) - len(shown)
        yield Text()
        yield Text((f"and {further} more like these; {rest}" if further else rest, "dim"))


def _shares(
    given: Sequence[Section], titles: Sequence[Text], room: int | None
) -> list[list[Block]]:
    """A block of each section, then of each another in turn, as long as there is room; of the first
    section at least one."""
    shown: list[list[Block]] = []
    for section, title in zip(given, titles, strict=True):
        block = _block(section, 0, room)
        if room is not None:
            room -= height(block) + height(title) + FRAME
            if room < 0 and shown:
                break
        shown.append([block])
    todo = [place for place, blocks in enumerate(shown) if len(given[place].rows) > 1]
    while todo:
        for place in list(todo):
            section, blocks = given[place], shown[place]
            block = _block(section, len(blocks), room)
            if room is not None and height(block) > room:
                todo.remove(place)
                continue
            room = room if room is None else room - height(block)
            blocks.append(block)
            if len(blocks) == len(section.rows):
                todo.remove(place)
    return shown


def _block(section: Section, place: int, room: int | None) -> Block:
    """One thing of a section; drawn at once where it is measured, so that it is drawn once."""
    block = indented(section.block(section.rows[place]), section.indent)
    return block if room is None else Drawn(block)


def left_out(count: int, indent: int = 0) -> Iterator[Block]:
    """How many more there are, where there are any."""
    if count:
        yield indented(Text((f"and {count:,} more", "dim")), indent)


def first(
    count: int,
    draw: Callable[[int], Block],
    form: Form,
    room: int = SCREEN,
    on_a_line: int = 1,
) -> tuple[int, Block]:
    """How many of so many things fit, at least one, and what `draw` makes of these; no more than
    some are `on_a_line`."""
    if form.all:
        return count, draw(count)
    most = min(count, max(room, 1) * on_a_line)
    drawn = Drawn(draw(most))
    if height(drawn) <= room:
        return most, drawn
    fits, over, best = 1, most, Drawn(draw(1))
    while over - fits > 1:
        middle = (fits + over) // 2
        drawn = Drawn(draw(middle))
        if height(drawn) <= room:
            fits, best = middle, drawn
        else:
            over = middle
    return fits, best


def height(what: Block) -> int:
    """How many lines something takes."""
    return len(what.lines(screen_width()))


class Drawn:
    """Something that is drawn once, to be measured and then printed."""

    def __init__(self, what: Block) -> None:
        self._lines = what.lines(screen_width())

    def lines(self, room: int) -> list[Line]:
        return self._lines
