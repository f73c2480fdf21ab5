"""Draws figures of very different size as bars on a logarithmic scale, in SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

COLOURS = ("#2f6f4f", "#7a5ea8", "#b3542e", "#3f6ea5", "#8a7a2f")
LABELS, WIDTH, BAR, GAP = 190, 760, 14, 10


def bars(heading: str, rows: Mapping[str, Mapping[str, float]], unit: str = "s") -> str:
    """A chart with a group of bars for each row, a bar for each of its series.

    Values are above zero, in `unit`; the scale runs over whole powers of ten. Each bar says its
    value, so that nobody has to read it off the scale.
    """
    values = [value for row in rows.values() for value in row.values()]
    series = list(dict.fromkeys(name for row in rows.values() for name in row))
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    scale = (WIDTH - LABELS - 90) / max(high - low, 1)
    body, y = [], 64
    for label, row in rows.items():
        middle = y + len(row) * BAR / 2 + 4
        body.append(f'<text x="{LABELS - 8}" y="{middle}" text-anchor="end">{escape(label)}</text>')
        for name, value in row.items():
            length = max((math.log10(value) - low) * scale, 1)
            colour = COLOURS[series.index(name) % len(COLOURS)]
            place = f'x="{LABELS}" y="{y}" width="{length:.1f}" height="{BAR - 2}"'
            body.append(f'<rect {place} fill="{colour}"/>')
            place = f'x="{LABELS + length + 5:.1f}" y="{y + BAR - 4}"'
            body.append(f"<text {place}>{value:.3g} {escape(unit)}</text>")
            y += BAR
        y += GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img"'
            f' font-family="system-ui, sans-serif" font-size="11">',
            f"<title>{escape(heading)}</title>",
            f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>',
            f'<text x="12" y="22" font-size="14" font-weight="600">{escape(heading)}</text>',
            *_legend(series),
            *_grid(low, high, scale, y, unit),
            *body,
            "</svg>\n",
        ]
    )


def _legend(series: list[str]) -> list[str]:
    drawn, x = [], 12
    for number, name in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        drawn.append(f'<rect x="{x}" y="34" width="10" height="10" fill="{colour}"/>')
        drawn.append(f'<text x="{x + 15}" y="43">{escape(name)}</text>')
        x += 35 + 7 * len(name)
    return drawn


def _grid(low: int, high: int, scale: float, bottom: int, unit: str) -> list[str]:
    drawn = []
    for power in range(low, high + 1):
        x = LABELS + (power - low) * scale
        drawn.append(f'<line x1="{x:.1f}" y1="58" x2="{x:.1f}" y2="{bottom}" stroke="#ddd"/>')
        drawn.append(
            f'<text x="{x:.1f}" y="55" text-anchor="middle" fill="#666">'
            f"{10.0**power:g} {escape(unit)}</text>"
        )
    return drawn
