"""However a source changes, what cites it means the same words, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import BASES, COUNTS, write_base

from kb.disk import Together
from kb.errors import KbError
from kb.model import Base
from loaders.base.load import LoadedBase, load_base
from loaders.editing.reading import Reading
from loaders.editing.renumbering import renumber
from loaders.files.lock import lock_text, pin

FEW, MANY = 20, 70
SOURCE = "minutes"
OLD = st.lists(st.sampled_from("abcdefgh"), min_size=COUNTS[SOURCE], max_size=COUNTS[SOURCE])
EDITS = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "swap", "again", "otherwise"]),
              st.integers(0, 12), st.integers(0, 12)),
    max_size=4,
)  # fmt: skip


def edited(texts: list[str], edits: list[tuple[str, int, int]]) -> list[str]:
    texts = list(texts)
    for what, one, other in edits:
        at, there = one % len(texts), other % len(texts)
        match what:
            case "insert":
                texts.insert(one % (len(texts) + 1), f"new {other}")
            case "delete":
                del texts[at]
            case "swap":
                texts[at], texts[there] = texts[there], texts[at]
            case "again":
                texts.insert(there, texts[at])
            case _:
                texts[at] = f"otherwise {other}"
    return texts


class Cited:
    """What a base says, with the words of a source in the place of their numbers."""

    def __init__(self, base: Base, texts: list[str]) -> None:
        self.base, self.texts = base, texts

    def words(self, passages: tuple[str, ...]) -> Counter[str]:
        cited = (ident.split("#") for ident in passages)
        return Counter(
            self.texts[int(n) - 1] if source == SOURCE else f"{source}#{n}" for source, n in cited
        )

    def cited(self) -> list[Counter[str]]:
        base = self.base
        facts = [*base.claims, *base.arguments, *base.relations, *base.stances]
        quotes = [q for c in base.claims for q in c.quotes]
        found = [self.words(fact.passages) for fact in facts]
        return [*found, *(self.words((quote.passage,)) for quote in quotes)]

    def rest(self) -> list[object]:
        """All but passages, places, and ids that are made of passages."""
        base = self.base
        kinds = (base.debates, base.claims, base.arguments, base.relations, base.stances,
                 base.people, base.sources, base.terms)  # fmt: skip
        return [
            fact.model_dump(exclude={"passages", "quotes", "place"} | ({"id"} if kind is base.stances else set()))
            for kind in kinds
            for fact in kind
        ]  # fmt: skip


def pinned(root: Path, texts: list[str]) -> LoadedBase:
    lock = load_base(root).lock | {SOURCE: pin(texts)}
    (root / "sources.lock").write_text(lock_text(lock))
    return load_base(root)


def check(tmp_path: Path, base: Base, data: st.DataObject) -> None:
    root = write_base(tmp_path / "base", base)
    old = data.draw(OLD)
    new = edited(old, data.draw(EDITS))
    loaded = pinned(root, old)
    if loaded.errors:  # a few words cannot be written
        return
    try:
        done = renumber(Reading(loaded), SOURCE, {SOURCE: new})
    except KbError as error:
        if "are gone" not in str(error):
            raise
        assert Counter(old) - Counter(new)
        return
    Together(root, tmp_path / "own").change(done.plan.changes())
    after = load_base(root)
    assert after.errors == []
    assert after.lock[SOURCE] == pin(new)
    before, now = Cited(loaded.base, old), Cited(after.base, new)
    assert before.rest() == now.rest()
    lost = set(old) - set(new) | {w for w in new if w.startswith(("new", "otherwise"))}
    lost |= set(Counter(old) - Counter(new))
    repeated = bool(after.register.repeats or loaded.register.repeats)
    for was, words in zip(before.cited(), now.cited(), strict=True):
        kept = Counter({word: n for word, n in was.items() if word not in lost})
        assert set(kept) <= set(words) if repeated else not kept - words
        assert repeated or words.total() <= was.total()


@settings(
    max_examples=FEW, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_what_is_cited_stays_the_same_words(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check(tmp_path, base, data)


@pytest.mark.slow
@settings(
    max_examples=MANY, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(BASES, st.data())
def test_what_is_cited_stays_the_same_words_however_often_one_tries(
    tmp_path: Path, base: Base, data: st.DataObject
) -> None:
    check(tmp_path, base, data)
