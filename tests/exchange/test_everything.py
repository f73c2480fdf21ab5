"""Whatever a base says, its exchange has every item once, and says where each stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import building
import pytest
from bases import SHIPPED
from hypothesis import HealthCheck, example, given, settings
from making import BASES
from telling import told

import kb
from kb.exchange.folding import left_out
from kb.exchange.known import Known
from kb.exchange.paragraphs import Writer, exchange
from kb.exchange.pieces import Paragraph, Piece
from kb.exchange.turns import turns_of
from kb.exchange.wording import is_plain_from
from kb.model import Base, Passage, Relation, Source
from kb.naming import short_name
from kb.publish.exchange.record import record
from kb.publish.index import Index
from loaders.base.load import load_base
from queries import exchange as queries

MARK = "crux"  # at the claim that a crux asks; statements of generated bases are other words


CITED = ("minutes#1",)
ASKS_A_SENSE = building.base(  # a definition has no mark at which its crux could be told
    building.claim("a-sense", "Parted by a kerb.", kind="definition", passages=CITED),
    building.claim("is-it-so", "Is it?", line=2, kind="crux", passages=CITED),
    relations=(Relation(kind="asks", source="d/is-it-so", target="d/a-sense"),),
    sources=(Source(id="minutes", heading="Minutes"),),
    passages=(Passage(id="minutes#1", source="minutes", number=1),),
)


@pytest.fixture(scope="module")
def shipped() -> Base:
    return load_base(SHIPPED, None).base


def pieces(paragraphs: list[Paragraph]) -> Iterator[Piece]:
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            yield from sentence.pieces


def assert_all_is_told_once(base: Base, debate: str) -> None:
    paragraphs = told(base, debate)
    all_told = [p for p in pieces(paragraphs) if p.role == "statement"]
    found = Counter(p.target for p in all_told if p.text != MARK)
    marks = Counter(p.target for p in all_told if p.text == MARK)
    kinds = {claim.id: claim.kind for claim in base.claims}
    items = {claim.id for claim in base.claims if claim.debate == debate}
    said = {stance.target for stance in base.stances}
    needed = {claim.id for claim in base.claims if claim.id in said or claim.passages}
    assert set(found.values()) <= {1}, "an item is told once"
    assert set(marks.values()) <= {1}, "a crux is marked once"
    left = left_out(Known(record(Index(base), next(d for d in base.debates if d.id == debate))))
    assert (needed & items) - left <= {*found, *marks} <= items - left
    people = {p.id for p in base.people if p.kind == "person"}
    assert not any(s.target in left and s.person in people for s in base.stances if not s.inferred)
    more = [p.text for p in paragraphs if p.kind == "besides"]
    assert sum(map(_counted, more)) == sum(kinds[item] != "definition" for item in left)
    anchors = [paragraph.anchor for paragraph in paragraphs]
    assert len(anchors) == len(set(anchors))
    assert all(paragraph.sentences for paragraph in paragraphs)


def _counted(text: str) -> int:
    """The number in `AI 2027 tells 43 things more`."""
    [number] = re.findall(r"tells (one|\d+) things? more", text)
    return 1 if number == "one" else int(number)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES)
@example(ASKS_A_SENSE)
def test_every_item_with_a_stance_or_a_passage_is_told_once(base: Base) -> None:
    for debate in base.debates:
        assert_all_is_told_once(base, debate.id)


def assert_every_reason_is_told(base: Base, debate: str) -> None:
    known = Known(record(Index(base), next(d for d in base.debates if d.id == debate)))
    left = left_out(known)
    writer = Writer(known, left)
    text = list(writer.paragraphs(turns_of(known, left)))
    teller = writer.teller
    for argument in known.record.arguments:
        if known.makers[argument.id] and all(end in teller.told for end in known.ends(argument)):
            assert argument.id in teller.links.done, "a reason that somebody gives is told"
    said = [one.text for paragraph in text for one in paragraph.sentences if one.length > 6]
    given = Counter(one for one in said if " as a reason " in one or " as reasons " in one)
    assert set(given.values()) <= {1}, "it is told once"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BASES)
def test_every_reason_that_somebody_gives_between_what_is_told_is_told(base: Base) -> None:
    for debate in base.debates:
        assert_every_reason_is_told(base, debate.id)


def test_so_are_all_reasons_of_the_debates_that_come_along(shipped: Base) -> None:
    for debate in shipped.debates:
        assert_every_reason_is_told(shipped, debate.id)


def test_so_are_all_of_the_debates_that_come_along(shipped: Base) -> None:
    for debate in shipped.debates:
        assert_all_is_told_once(shipped, debate.id)


def test_what_is_named_by_its_title_was_told_with_it_or_in_its_words(shipped: Base) -> None:
    """So that nobody has to guess which statement a title stands for."""
    titles = {claim.id: short_name(claim.title, claim.slug) for claim in shipped.claims}
    named = 0
    for debate in shipped.debates:
        found = [*pieces(told(shipped, debate.id)), Piece(""), Piece("")]
        beside: dict[str, str] = {}  # what stands in brackets behind each statement
        for piece, _, second in zip(found, found[1:], found[2:], strict=False):
            if piece.role == "statement" and piece.text != "crux":
                plain = is_plain_from(titles[piece.target], piece.text)
                beside[piece.target] = titles[piece.target] if plain else second.text
            elif piece.role == "mention" and piece.target in beside:
                named += 1
                assert titles[piece.target] in beside[piece.target]
    assert named > 30


def test_the_graph_tells_what_the_files_tell(
    shipped: Base, tmp_path_factory: pytest.TempPathFactory
) -> None:
    index = Index(shipped)
    with kb.open(SHIPPED, db=str(tmp_path_factory.mktemp("graph") / "g")) as base:
        for debate in base.debates():
            asked = queries.record(base.run, debate.id)
            read = record(index, index.debates[debate.id])
            assert exchange(asked) == exchange(read)
