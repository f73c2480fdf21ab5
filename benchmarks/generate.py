"""Writes a base of any size, always the same for the same numbers: for benchmarks and tests.

python benchmarks/generate.py DIR --claims 10000 --files 50
"""

from __future__ import annotations

import random
from pathlib import Path

import click

WORDS = [
    "harbour",
    "ferry",
    "winter",
    "seal",
    "engine",
    "cannery",
    "guest",
    "island",
    "night",
    "boat",
    "tide",
    "council",
    "budget",
    "shift",
    "noise",
    "quiet",
    "early",
    "late",
    "summer",
    "storm",
    "pilot",
    "crew",
    "ticket",
    "fare",
    "bridge",
    "road",
    "light",
    "market",
    "fish",
]
PEOPLE = 20


def sentence(choose: random.Random) -> str:
    """A claim-like sentence of eight to sixteen words."""
    words = choose.choices(WORDS, k=choose.randrange(8, 17))
    return " ".join(words).capitalize() + "."


def item(number: int, count: int, choose: random.Random, circles: bool) -> str:
    """An item with up to three arguments, a stance and now and then a crux.

    The arguments are from later items, as in written debates, which hardly ever argue in a circle;
    with `circles` from any, so that nearly all of a debate is one great circle.
    """
    first = 0 if circles else number + 1
    lines = [f"## claim-{number}", "", sentence(choose), ""]
    if number == 0:
        lines.append("- **Kind:** position")
    elif number % 25 == 0:
        target = choose.randrange(number)
        lines += [
            "- **Kind:** crux",
            f"- **If yes:** supports [claim-{target}](#claim-{target})",
            f"- **If no:** rebuts [claim-{target}](#claim-{target})",
        ]
    for _ in range(3 if first < count else 0):
        other = choose.randrange(first, count)
        if other != number and other % 25:  # no crux, whose answers say something already
            verb = choose.choice(["Supported by", "Rebutted by"])
            lines.append(f"- **{verb}:** [claim-{other}](#claim-{other}) — {sentence(choose)}")
    person = choose.randrange(PEOPLE)
    lines.append(f"- **Held by:** [P{person}](people.md#person-{person}) — 0.7, 2031-04-02")
    return "\n".join([*lines, "", sentence(choose), ""])


def generate(
    folder: Path, claims: int, files: int, seed: int = 1, *, circles: bool = False
) -> None:
    """Write a base with so many claims in so many debates; `circles` as in `item`."""
    choose = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kb.toml").write_text('id = "generated"\nheading = "Generated"\n')
    people = "\n".join(f"## person-{n}\n\nPerson {n}\n" for n in range(PEOPLE))
    (folder / "people.md").write_text(people)
    for file in range(files):
        count = claims // files
        head = f"---\ntitle: Debate {file}\nquestion: What of {sentence(choose)[:-1]}?\n---\n\n"
        made = (item(n, count, choose, circles) for n in range(count))
        items = map(_without_contradictions, made)
        text = head + "\n".join(items)
        (folder / f"debate-{file}.md").write_text(text, encoding="utf-8")


def _without_contradictions(text: str) -> str:
    """Of several lines that relate an item to the same other, the first."""
    seen: set[str] = set()
    kept = []
    for line in text.split("\n"):
        target = line[line.find("(#") :].partition(")")[0] if "ed by:** [claim" in line else ""
        if not target or target not in seen:
            kept.append(line)
        seen.add(target)
    return "\n".join(kept)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--claims", default=10_000, show_default=True)
@click.option("--files", default=50, show_default=True)
@click.option("--circles", is_flag=True, help="Let reasons lead back to what they are for.")
def main(folder: Path, claims: int, files: int, circles: bool) -> None:
    """Write a generated base to DIR."""
    generate(folder, claims, files, circles=circles)


if __name__ == "__main__":
    main()
