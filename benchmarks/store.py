"""Times loads and questions, embedded and on a Neo4j server in one run, and prints a table.

    python benchmarks/store.py --claims 10000 --claims 100000 --server bolt://127.0.0.1:7687

Each step runs in a process of its own, so that its peak memory is its own. The server's database
is emptied first; give one that holds nothing else.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
from chart import bars
from generate import generate

QUESTIONS = ("cruxes", "show", "rebuttals", "people", "open_ends")
REPEATS = 5


def main_step(step: str, folder: str, address: str) -> None:
    """Run one step in this process and print its seconds and its peak memory in MB."""
    import kb

    base = kb.open(folder, db=address)
    seconds: dict[str, float] = {}
    rows = _counted(type(base.session.store))
    if step == "clear":
        base.session.store.clear()
    elif step == "load":
        start = time.perf_counter()
        base.load()
        seconds["load"] = time.perf_counter() - start
    else:
        base.debates()
        for name in QUESTIONS:
            seconds[name] = statistics.median(_ask(base, name) for _ in range(REPEATS))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": seconds, "memory": memory, "rows": sum(rows)}))


def _counted(store: type) -> list[int]:
    """The numbers of rows that the graph answers with, from now on."""
    rows: list[int] = []
    for asked in (store, sys.modules[store.__module__]._Writing):

        def run(*given: object, answer: Callable[..., list[object]] = asked.run) -> list[object]:
            found = answer(*given)
            rows.append(len(found))
            return found

        asked.run = run
    return rows


def _ask(base: object, name: str) -> float:
    arguments = {
        "cruxes": ["debate-0"],
        "show": ["debate-0/claim-3"],
        "rebuttals": ["debate-0/claim-3", 3],
        "people": [],
        "open_ends": ["debate-0"],
    }[name]
    start = time.perf_counter()
    getattr(base, name)(*arguments)
    return time.perf_counter() - start


def step(name: str, folder: Path, address: str) -> tuple[dict[str, float], float, int]:
    """Run one step in a process of its own: its seconds, its peak memory in MB, and how many rows
    it read from the graph."""
    command = [sys.executable, __file__, "--step", name, str(folder), address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(done.stderr.strip().splitlines()[-1])
    found = json.loads(done.stdout)
    return found["seconds"], found["memory"], found["rows"]


def measure(folder: Path, address: str) -> dict[str, float]:
    """All numbers of one base in one store; times in seconds, memory in MB, and rows."""
    step("clear", folder, address)
    first, memory, _ = step("load", folder, address)
    second, _, read_again = step("load", folder, address)
    file = folder / "debate-0.md"
    text = file.read_text(encoding="utf-8")
    head, item, rest = text.partition("## claim-3\n\n")
    file.write_text(head + item + "Steamers " + rest, encoding="utf-8")
    edit, _, read = step("load", folder, address)
    file.write_text(text, encoding="utf-8")
    step("load", folder, address)
    questions, _, _ = step("questions", folder, address)
    figures = {"first load": first["load"], "unchanged": second["load"], "one line": edit["load"]}
    rows = {"rows, unchanged": read_again, "rows, one line": read}
    return {**figures, "memory MB": memory, **rows, **questions}


@click.command()
@click.option("--claims", type=int, multiple=True, default=[10_000])
@click.option("--server", help="The address of a Neo4j server, empty but for this.")
@click.option("--svg", type=click.Path(path_type=Path), help="A file to draw the times into.")
@click.option("--step", "one", hidden=True)
@click.argument("rest", nargs=-1)
def main(
    claims: tuple[int, ...],
    server: str | None,
    svg: Path | None,
    one: str | None,
    rest: tuple[str, ...],
) -> None:
    """Print the table."""
    if one:
        main_step(one, *rest)
        return
    times: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for count in claims:
            folder = Path(scratch) / str(count)
            generate(folder, count, max(1, count // 200), circles=True)
            stores = {"embedded": str(Path(scratch) / f"graph-{count}")}
            if server:
                stores["Neo4j"] = server
            for name, address in stores.items():
                figures = measure(folder, address)
                shown = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
                click.echo(f"{count:>8} claims  {name:<9} {shown}")
                for key in figures.keys() - {"memory MB", "rows, unchanged", "rows, one line"}:
                    times.setdefault(key, {})[f"{name}, {count:,} claims"] = figures[key]
    if svg:
        order = [key for key in ("first load", "unchanged", "one line", *QUESTIONS) if key in times]
        heading = "Loads and questions, seconds (logarithmic)"
        svg.write_text(bars(heading, {key: times[key] for key in order}), encoding="utf-8")


if __name__ == "__main__":
    main()
