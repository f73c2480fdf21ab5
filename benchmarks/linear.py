"""Times texts that tempt a parser to read them again and again, and says the seconds a MB.

    python benchmarks/linear.py [--most 1000] [NAME]...

Each text is read as a debate and rendered as the pages do it, at sizes that double. What is linear
costs the same a MB at every size; what costs more than 2 s a MB and grows with the size is over
the limit. A text of nothing but marks, a block to every few characters, may cost more a MB, but
must not grow.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from tempting import TEXTS, WAYS

LIMIT = 2.0  # seconds a MB
GROWTH = 2.0  # of the seconds a MB while the size grows fourfold: what is quadratic has 4
PATIENCE = 5.0  # seconds, after which no larger size is tried
FIRST = 16  # kB


@click.command()
@click.argument("names", nargs=-1)
@click.option("--most", default=1000, show_default=True, help="The largest size, in kB.")
def main(names: tuple[str, ...], most: int) -> None:
    over = 0
    click.echo(f"{'text':24} {'way':8} {'kB':>5} {'s/MB':>8} {'growth':>7}")
    for name in names or TEXTS:
        for way, read in WAYS.items():
            size, rate, growth = _measured(TEXTS[name], read, most)
            bad = rate > LIMIT and growth > GROWTH
            over += bad
            says = "  over the limit" if bad else "  dear" if rate > LIMIT else ""
            click.echo(f"{name:24} {way:8} {size:5} {rate:8.2f} {growth:7.2f}{says}")
    sys.exit(1 if over else 0)


def _measured(
    text: Callable[[int], str], read: Callable[[str], object], most: int
) -> tuple[int, float, float]:
    """The largest size tried, its seconds a MB, and by how much they grew over two doublings."""
    size, rates, seconds = FIRST, list[float](), 0.0
    read(text(1000))
    while True:
        made = text(size * 1000)
        seconds = min(_seconds(read, made) for _ in range(2))
        rates.append(seconds / (len(made) / 1e6))
        if size * 2 > most or seconds > PATIENCE:
            return size, rates[-1], rates[-1] / rates[-3 if len(rates) > 2 else 0]
        size *= 2


def _seconds(read: Callable[[str], object], text: str) -> float:
    """Of this process, so that others on the machine count little."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
