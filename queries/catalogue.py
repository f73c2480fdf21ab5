"""Terms, sources, search and numbers: what a base holds besides its debates."""

import re
from typing import NamedTuple

from queries.ask import Run, ask
from queries.folding import fold

WORDS, LETTERS = 100, 50  # how much of a search the index of a server is asked for
IN_ID, IN_TEXT, ELSEWHERE, NOWHERE = range(4)  # where all words stand: the best place first


class Sense(NamedTuple):
    """A term in one of its senses; `sense` is the definition."""

    term: str
    heading: str
    sense: str
    text: str
    used_by: int


class Source(NamedTuple):
    """A source with the numbers of its passages. Those that repeat others are counted as what they
    repeat, cited or left out."""

    id: str
    heading: str
    kind: str | None
    by: str | None
    date: str | None
    address: str | None
    passages: int
    cited: int
    left_out: int
    repeating: int


class Hit(NamedTuple):
    """Something in which all the words stand."""

    kind: str
    id: str
    text: str
    path: str | None
    line: int | None


class Count(NamedTuple):
    """How many there are of a kind."""

    kind: str
    number: int


class ArgumentCount(NamedTuple):
    """How many arguments there are of a kind, and how many only the mapper sees."""

    kind: str
    number: int
    inferred: int


class Stats(NamedTuple):
    """Everything, counted."""

    items: list[Count]
    arguments: list[ArgumentCount]
    relations: list[Count]
    stances: list[Count]


def terms(run: Run) -> list[Sense]:
    """All terms, sense by sense."""
    return ask(run, "terms", Sense)


def sources(run: Run) -> list[Source]:
    """All sources, by id."""
    return ask(run, "sources", Source)


def search(run: Run, words: list[str]) -> list[Hit]:
    """Where all the words stand: in ids first, then in short texts, then by id."""
    words = [fold(word) for word in words]
    return _ranked(ask(run, "search", Hit, words=words), words)


def search_server(run: Run, words: list[str]) -> list[Hit]:
    """The same from a Neo4j server, by its full-text index where the words are of a kind it has.

    The index knows whole words of letters and digits, and is asked for a few of them and for how
    they begin; what it finds is then compared letter by letter. Other writing, and signs alone,
    are looked for without it.
    """
    words = [fold(word) for word in words]
    parts = [part for word in words for part in re.findall(r"[a-z0-9]+", word)]
    if not parts or not all(word.isascii() for word in words):
        return search(run, words)
    query = " AND ".join(f"*{part[:LETTERS]}*" for part in parts[:WORDS])
    return _ranked(ask(run, "neo4j/search", Hit, query=query, words=words), words)


def _ranked(hits: list[Hit], words: list[str]) -> list[Hit]:
    """The hits, the best first. Of the reasons of an argument, the graph finds all where it finds
    one: those without the words are left out."""
    ranked = ((_rank(hit, words), len(hit.text), hit.id, hit.text, hit) for hit in set(hits))
    return [found[-1] for found in sorted(ranked) if found[0] <= ELSEWHERE]


def _rank(hit: Hit, words: list[str]) -> int:
    """How good a hit is."""
    is_said = _has(hit.text, words)
    if hit.kind == "reason" and not is_said:
        return NOWHERE
    return IN_ID if _has(hit.id, words) else IN_TEXT if is_said else ELSEWHERE


def _has(text: str, words: list[str]) -> bool:
    return all(map(fold(text).__contains__, words))


def counts_of_claims(run: Run) -> list[Count]:
    """How many items of each kind there are."""
    return ask(run, "counts_of_claims", Count)


def counts_of_arguments(run: Run) -> list[ArgumentCount]:
    """How many arguments of each kind there are."""
    return ask(run, "counts_of_arguments", ArgumentCount)


def counts_of_relations(run: Run) -> list[Count]:
    """How many relations of each other kind there are."""
    return ask(run, "counts_of_relations", Count)


def counts_of_stances(run: Run) -> list[Count]:
    """How many stances of each kind there are."""
    return ask(run, "counts_of_stances", Count)


def stats(run: Run) -> Stats:
    """Everything, counted."""
    return Stats(
        counts_of_claims(run),
        counts_of_arguments(run),
        counts_of_relations(run),
        counts_of_stances(run),
    )
