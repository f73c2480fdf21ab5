"""The whole map of a debate: its trees as boxes ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kb.naming import letter
from kb.publish.index import Index
from kb.publish.map import boxes
from kb.publish.map.fragments import Chip, DebateMap, Favour, Fold, MapBox, MapGroup
from kb.publish.map.opening import Opening, folded, trees_of
from kb.publish.map.tree import ORDER, Box, Branch, Forest
from kb.publish.numbers.leaning import NEUTRAL, Leaning, leanings, sides
from kb.publish.parts.desk import Desk
from kb.publish.text import names


def debate_map(desk: Desk, debate: str) -> DebateMap | None:
    """The map of a debate; None where nothing in it is argued."""
    forest, opening = trees_of(desk.index, debate)
    if not has_map(forest):
        return None
    writer = BoxWriter(desk, debate, opening, [root.claim for root in forest.positions])
    views = writer.write(forest.boxes)
    shown = opening.seen
    return DebateMap(
        positions=tuple(views[root] for root in forest.positions),
        apart=tuple(views[root] for root in forest.apart),
        columns=max(box.column for box in shown) + 1,
        boxes=len(forest.places),
    )


def has_map(forest: Forest) -> bool:
    """Whether there is more to see than a list of positions."""
    return any(root.replies for root in forest.roots)


def map_link(desk: Desk, claim: str, debate: str) -> str:
    """The place of a claim on the whole map of its debate; empty where it has none there."""
    forest, opening = trees_of(desk.index, debate)
    if forest.places.get(claim) not in opening.present or not has_map(forest):
        return ""
    page = desk.root + names.map_file(debate)
    return f"{page}#{anchor(desk.index, claim, debate)}"


def anchor(index: Index, claim: str, debate: str) -> str:
    """The fragment of a claim on the map of a debate."""
    known = index.claims[claim]
    return "map-" + names.anchor(known.slug if known.debate == debate else claim)


class BoxWriter:
    """Turns boxes into what the page shows; `positions` have letters, in this order."""

    def __init__(
        self, desk: Desk, debate: str, opening: Opening, positions: Sequence[str] = ()
    ) -> None:
        self.desk = desk
        self._debate = debate
        self._opening = opening
        self._letters = {claim: letter(i) for i, claim in enumerate(positions)}
        self._leanings: dict[str, Leaning] = leanings(desk.index, positions) if positions else {}
        self._favoured: dict[Leaning, tuple[Favour, ...]] = {}
        self._places: dict[str, Box] = {}
        self._done: dict[Box, MapBox] = {}

    def write(self, found: Sequence[Box]) -> dict[Box, MapBox]:
        """Views of the boxes that are on the page, each made after those beside it."""
        self._places = {box.claim: box for box in found if box.place is None}
        for box in reversed(found):
            if box in self._opening.present:
                self._done[box] = self._box(box)
        return self._done

    def _box(self, box: Box) -> MapBox:
        item = self.desk.item(box.claim, self._debate)
        return MapBox(
            anchor="" if box.place else self.anchor(box.claim),
            kind=box.branch.kind if box.branch else "root",
            word=boxes.does(self.desk.index, box) if box.branch else item.word,
            letter=self._letters.get(box.claim, ""),
            ours=boxes.is_ours(box),
            item=item,
            href=self._link(box.place) if box.place else item.href,
            favours=() if box.place else self._favours(box.claim),
            chips=() if box.place else (*self._also(box), *self._cruxes(box)),
            mention=boxes.mention(box),
            fold=self.fold(box),
            groups=self._groups(box) if box in self._opening.spread else (),
        )

    def anchor(self, claim: str) -> str:
        """The fragment of the place of a claim."""
        return anchor(self.desk.index, claim, self._debate)

    def _link(self, place: Box) -> str:
        """The place of a claim: on this map, else its own page."""
        if place in self._opening.present:
            return "#" + self.anchor(place.claim)
        return self.desk.item(place.claim, self._debate).href

    def _favours(self, claim: str) -> tuple[Favour, ...]:
        if claim in self._letters:
            return ()
        leaning = self._leanings.get(claim, NEUTRAL)
        if leaning not in self._favoured:
            found = sides(leaning, len(self._letters))
            self._favoured[leaning] = tuple(Favour(*side) for side in found)
        return self._favoured[leaning]

    def _also(self, box: Box) -> Iterable[Chip]:
        for words, branch, claim in boxes.also(self.desk.index, box):
            if not claim:
                yield Chip(words, branch.kind)
                continue
            item, place = self.desk.item(claim, self._debate), self._places.get(claim)
            yield Chip(words, branch.kind, item, self._link(place) if place else item.href)

    def _cruxes(self, box: Box) -> Iterable[Chip]:
        return cruxes_asking(self.desk, box.claim, self._debate)

    def fold(self, box: Box) -> Fold | None:
        """What stands beside a box, in numbers."""
        words = folded([branch.kind for branch in box.replies])
        if not words:
            return None
        return Fold(words, self._opening.is_open(box), box not in self._opening.spread)

    def _groups(self, box: Box) -> tuple[MapGroup, ...]:
        replies = box.replies
        return tuple(
            MapGroup(kind, boxes.BESIDE[kind], tuple(map(self._branch, branches)))
            for kind in ORDER
            if (branches := [branch for branch in replies if branch.kind == kind])
        )

    def _branch(self, branch: Branch) -> tuple[MapBox, ...]:
        return tuple(self._done[box] for box in branch.boxes)


def cruxes_asking(desk: Desk, claim: str, here: str) -> Iterator[Chip]:
    """The cruxes that ask whether a claim holds."""
    for asking in desk.index.asking.get(claim, ()):
        crux = desk.item(asking, here)
        yield Chip("crux:", "crux", crux, crux.href)
