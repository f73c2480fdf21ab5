"""Counts the words of a base's statements, beside those of the sentences that their sources have.

    python benchmarks/statements.py [--from DIR] [FOLDER]

With `--from`, a folder of local copies as for `kb sources verify`, each debate stands beside the
sentences of the passages that it cites, each sentence once. FOLDER is the base; without it, the
debates that come along. A word is what stands between spaces and has a letter or a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from kb.errors import KbError
from loaders.base.link import Facts
from loaders.base.load import load_base
from loaders.files.lock import read_copies

ROOT = Path(__file__).parent.parent
LONG = 25  # words, over which a statement or sentence counts as long
END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])")
HEAD = "| debate | statements | mean | longest | over 25 |"
BESIDE = " sentences cited | mean | longest | over 25 |"


@click.command()
@click.argument("folder", default=ROOT / "kb" / "debates", type=click.Path(path_type=Path))
@click.option("--from", "copies", type=click.Path(path_type=Path), help="A folder of copies.")
def main(folder: Path, copies: Path | None) -> None:
    loaded = load_base(folder)
    try:
        texts = read_copies(loaded.register.sources.values(), copies) if copies else {}
    except KbError as error:
        raise click.ClickException(str(error)) from None
    click.echo(HEAD + BESIDE if copies else HEAD)
    click.echo("| --- |" + " ---: |" * (8 if copies else 4))
    all_statements: list[str] = []
    all_sentences: dict[str, None] = {}
    for debate in loaded.heads:
        facts = loaded.facts([debate])
        statements = [claim.text for claim in facts.bodies[0].claims]
        sentences = dict.fromkeys(_cited(facts, texts))
        _row(debate, *([statements, list(sentences)] if copies else [statements]))
        all_statements += statements
        all_sentences |= sentences
    _row("all", *([all_statements, list(all_sentences)] if copies else [all_statements]))


def _row(name: str, *columns: list[str]) -> None:
    click.echo(f"| {name} | " + " | ".join(map(_counted, columns)) + " |")


def _counted(texts: list[str]) -> str:
    """How many there are, their mean and longest number of words, and the share of long ones."""
    words = [words_in(text) for text in texts]
    if not words:
        return "0 | | | "
    over = sum(count > LONG for count in words) / len(words)
    return f"{len(words)} | {sum(words) / len(words):.1f} | {max(words)} | {over:.0%}"


def words_in(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _cited(facts: Facts, texts: dict[str, list[str]]) -> Iterator[str]:
    """The sentences of the passages that a debate cites, as far as there are copies."""
    cited = [
        *(claim.passages for claim in facts.bodies[0].claims),
        *(argument.passages for argument in facts.arguments.values()),
        *(relation.passages for relation in facts.relations.values()),
        *(stance.passages for stance in facts.stances.values()),
    ]
    for passage in dict.fromkeys(chain.from_iterable(cited)):
        source, _, number = passage.rpartition("#")
        for text in texts.get(source, [])[int(number) - 1 : int(number)]:
            yield from filter(words_in, END.split(text))


if __name__ == "__main__":
    main()
