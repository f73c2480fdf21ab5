"""The search index: small scripts that a page loads as it needs them, by the start of a word.

No file grows with the base: words are split by their first letters, as finely as it takes; the
titles that are found come in chunks. A script runs at file:// too, where nothing can be fetched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from kb.publish.parts.contribution import Doc
from kb.publish.text.scripts import script
from queries.folding import words_of

CHUNK = 250  # titles in a file
LARGEST = 60_000  # characters of a file of words, unless they are all of one
START, DEEPEST = 1, 12  # letters by which words are split
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

INDEX = "search/index.js"

Postings = Mapping[str, Sequence[int]]


def search_files(
    docs: Sequence[Doc], kinds: Mapping[str, str]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every file of the index and what makes it, since together they are as big as the base;
    `kinds` names them, in the order in which results are shown."""
    shards = dict(_shards(postings(docs)))
    keys = [[key, file_key(key)] for key in shards]
    yield INDEX, partial(script, "kbSearch.start", CHUNK, list(kinds.values()), keys)
    for number in range(0, len(docs), CHUNK):
        name = f"search/titles-{number // CHUNK}.js"
        yield name, partial(_titles, docs, kinds, number)
    for key, words in shards.items():
        yield f"search/words-{file_key(key)}.js", partial(_words, key, words)


def _titles(docs: Sequence[Doc], kinds: Mapping[str, str], start: int) -> bytes:
    chunk = docs[start : start + CHUNK]
    order = {kind: number for number, kind in enumerate(kinds)}
    used = {note: n for n, note in enumerate(dict.fromkeys(doc.note for doc in chunk))}
    rows = [[order[d.kind], d.path, d.text, used[d.note]] for d in chunk]
    return script("kbSearch.titles", start // CHUNK, rows, list(used))


def _words(key: str, words: Postings) -> bytes:
    packed = {word: packed_numbers(found) for word, found in words.items()}
    return script("kbSearch.words", key, packed)


def postings(docs: Iterable[Doc]) -> dict[str, list[int]]:
    """For each word the numbers of the titles that have it, rising."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, doc in enumerate(docs):
        for word in set(words_of(f"{doc.text} {doc.also}")):
            found[word].append(number)
    return dict(sorted(found.items()))


def _shards(words: Postings) -> Iterator[tuple[str, Postings]]:
    """Words by their first letters, split further where there are too many."""
    yield from _split(words, START)


def _split(words: Postings, length: int) -> Iterator[tuple[str, Postings]]:
    groups: defaultdict[str, dict[str, Sequence[int]]] = defaultdict(dict)
    for word, found in words.items():
        groups[word[:length]][word] = found
    for start, group in groups.items():
        size = sum(len(word) + 3 * len(found) for word, found in group.items())
        if size > LARGEST and len(group) > 1 and length < DEEPEST:
            yield from _split(group, length + 1)
        else:
            yield start, group


def file_key(key: str) -> str:
    """A file name for the first letters of words: themselves, or their code points."""
    plain = key.isascii() and key.isalnum()
    return key if plain else "-".join(f"{ord(c):x}" for c in key) + "_"


def packed_numbers(numbers: Sequence[int]) -> str:
    """Rising numbers as the gaps between them, in base 36, a space apart."""
    gaps = (b - a for a, b in zip((0, *numbers), numbers, strict=False))
    return " ".join(map(_base36, gaps))


@lru_cache(10_000)  # most gaps are small, and met again and again
def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits
