"""The map as a picture that stands alone: SVG, with light and dark colours and no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kb.publish.map.boxes import is_ours
from kb.publish.map.captions import Caption, Captions, extent_of, wrapped
from kb.publish.map.layout import Line, Picture, Placed, Point, arrange
from kb.publish.map.tree import Box, Branch, Forest

PAD = 13.0
EDGE = 16.0  # around the picture
SMALL_LINE, SMALL_FITS = 16.0, 42  # the height of a line, and how many columns fit into it
LARGE_LINE, LARGE_FITS = 20.0, 36
BESIDE_WORD = "small beside"

STYLE = """
svg {
  --paper: #fcfbf8; --ink: #23201b; --soft: #5f594f; --hair: #ddd7cb; --accent: #7a4a12;
  --green: #2a6844; --red: #a23528; --violet: #6b3f98; background: var(--paper);
}
@media (prefers-color-scheme: dark) {
  svg {
    --paper: #191816; --ink: #e8e3d9; --soft: #aaa296; --hair: #3b3832; --accent: #dcae74;
    --green: #8cc9a2; --red: #f0a094; --violet: #c7abec;
  }
}
.root { --tone: var(--ink); }
.supports { --tone: var(--green); }
.rebuts { --tone: var(--red); --dash: 5 3; }
.undercuts { --tone: var(--violet); --dash: 0.1 4; --width: 2; --cap: round; }
rect { fill: var(--paper); stroke: var(--hair); }
.crux rect { stroke: var(--accent); }
.mention rect { stroke-dasharray: 2 3; }
path {
  fill: none; stroke: var(--tone); stroke-width: var(--width, 1.5); stroke-linejoin: round;
  stroke-dasharray: var(--dash, none); stroke-linecap: var(--cap, butt);
}
.head { stroke-dasharray: none; }
.rule { stroke-width: 3; }
text { fill: var(--ink); font: 14.5px "Iowan Old Style", "Palatino Linotype", P052, serif; }
.small { fill: var(--soft); font: 11px system-ui, sans-serif; }
.word { fill: var(--tone); font-weight: 600; }
.beside { text-anchor: end; }
.mention .says, .ours .says { fill: var(--soft); }
.ours path { opacity: 0.5; }
""".strip()


def svg(forest: Forest, captions: Captions, title: str) -> str:
    """The map as SVG."""
    painter = _Painter(captions)
    picture = arrange(forest.roots, painter.height_of, captions.is_spread)
    return "\n".join(painter.paint(picture, title)) + "\n"


class _Painter:
    def __init__(self, captions: Captions) -> None:
        self._captions = captions
        self._lines: dict[Box, list[tuple[str, str]]] = {}
        self._joins: dict[tuple[Box | Branch, str], float] = {}  # where the last line turned off

    def height_of(self, box: Box) -> float:
        """The height that the text of a box needs."""
        if box not in self._lines:
            self._lines[box] = list(_text_lines(self._captions.caption(box)))
        return PAD + sum(_argument_of(style) for style, _ in self._lines[box]) + PAD / 2

    def paint(self, picture: Picture, title: str) -> Iterator[str]:
        width, height = picture.width + 2 * EDGE, picture.height + 2 * EDGE
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{_n(-EDGE)} {_n(-EDGE)} '
            f'{_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}">'
        )
        yield f"<title>{escape(title)}</title>"
        yield f"<style>\n{STYLE}\n</style>"
        for line in picture.lines:
            yield from self._painted_line(line)
        for placed in picture.boxes:
            yield from self._painted_box(placed)
        yield "</svg>"

    def _painted_box(self, placed: Placed) -> Iterator[str]:
        box, x, y = placed.box, placed.left, placed.top
        kind = box.branch.kind if box.branch else "root"
        is_crux = self._captions.is_crux(box)
        marks = {"crux": is_crux, "mention": box.place, "ours": is_ours(box)}
        classes = [kind, *(mark for mark, holds in marks.items() if holds)]
        yield f'<g class="{" ".join(classes)}">'
        yield (
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(placed.right - x)}" '
            f'height="{_n(placed.height)}" rx="3"/>'
        )
        yield f'<path class="rule" d="M{_n(x)} {_n(y)}V{_n(placed.bottom)}"/>'
        at = y + PAD / 2
        for style, text in self._lines[box]:
            at += _argument_of(style)
            end = placed.right if style == BESIDE_WORD else 0
            where = f'x="{_n(end - PAD if end else x + PAD)}" y="{_n(at)}"'
            yield f'<text class="{style}" {where}>{escape(text)}</text>'
        yield "</g>"

    def _painted_line(self, line: Line) -> Iterator[str]:
        """A line; of those that share a way, the first draws it, and the others join it there."""
        points = line.points
        shared = (line.branch.target, line.branch.kind)
        joins = self._joins.get(shared)
        self._joins[shared] = points[0][1]
        ours = " ours" if line.branch.argument.inferred else ""
        yield f'<g class="{line.branch.kind}{ours}">'
        if joins is None:
            yield f'<path d="{_path(points)}"/>'
            yield f'<path class="head" d="{_path(_head(*points[-2:]))}"/>'
        else:
            yield f'<path d="{_path((points[0], points[1], (points[1][0], joins)))}"/>'
        if line.bracket:
            yield f'<path d="{_path(line.bracket)}"/>'
        yield "</g>"


def _argument_of(style: str) -> float:
    if style == BESIDE_WORD:
        return 0
    return LARGE_LINE if style == "says" else SMALL_LINE


def _text_lines(caption: Caption) -> Iterator[tuple[str, str]]:
    """The lines on a box, each with its class."""
    fits_beside = extent_of(caption.word) + extent_of(caption.favours) < SMALL_FITS - 4
    favours = BESIDE_WORD if fits_beside else "small"
    for style, text, fits in (
        ("small word", caption.word, SMALL_FITS),
        (favours, caption.favours, SMALL_FITS),
        ("says", caption.statement, LARGE_FITS),
        *(("small", note, SMALL_FITS) for note in caption.notes),
        ("small word", caption.fold, SMALL_FITS),
    ):
        if text:
            yield from ((style, line) for line in wrapped(text, fits, extent_of))


def _head(before: Point, end: Point) -> tuple[Point, Point, Point]:
    """The head of an arrow that arrives from above, or else from the right."""
    x, y = end
    if before[0] == x:
        return (x - 4, y - 5), end, (x + 4, y - 5)
    return (x + 5, y - 4), end, (x + 5, y + 4)


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
