"""The paragraphs of an exchange ready for a template: what each piece looks like and leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from kb.exchange.paragraphs import exchange
from kb.exchange.pieces import Kind, Paragraph, Piece, Role, Sentence, Tone
from kb.model import Debate
from kb.publish.exchange.record import record
from kb.publish.index import Index
from kb.publish.parts.desk import Desk
from kb.publish.parts.engine import Escaped, safe
from kb.publish.parts.fragments import PassageRef
from kb.publish.text import names

PACE = 230  # words that are read in a minute
MOST = 400  # paragraphs that a page shows


class Bit(NamedTuple):
    """Some words with where they lead, `first` for who speaks in a paragraph; or numbers of
    passages, which lead to their texts."""

    role: Role
    html: Markup
    href: str = ""
    first: bool = False
    passages: tuple[tuple[str, PassageRef], ...] = ()


class Line(NamedTuple):
    """A sentence."""

    tone: Tone
    bits: tuple[Bit, ...]


class Block(NamedTuple):
    """A paragraph, or the heading of a thread."""

    anchor: str
    kind: Kind
    depth: int
    lines: tuple[Line, ...]


class Exchange(NamedTuple):
    """A debate as running text, and which command prints what is too long for a page."""

    blocks: tuple[Block, ...]
    more: int  # paragraphs that the page leaves out
    command: str


def exchange_view(desk: Desk, debate: Debate) -> Exchange | None:
    """The exchange of a debate; None where nobody says anything."""
    said = _said(desk.index, debate.id)
    if not any(paragraph.kind in ("said", "fiction") for paragraph in said):
        return None
    blocks = _View(desk, debate).blocks(said[:MOST])
    return Exchange(blocks, len(said[MOST:]), f"kb read {debate.id}")


@lru_cache(maxsize=1)  # and for how long that takes
def minutes_of(index: Index, debate: Debate) -> int:
    """How many minutes it takes to read what is said in a debate."""
    said = _said(index, debate.id)
    size = sum(one.length for paragraph in said for one in paragraph.sentences)
    return max(1, round(size / PACE))


@lru_cache(maxsize=1)  # the page of a debate and the home page ask for it one after the other
def _said(index: Index, debate: str) -> list[Paragraph]:
    return list(exchange(record(index, index.debates[debate])))


class _View:
    """Makes blocks of paragraphs; a voice is a link where it is first named."""

    def __init__(self, desk: Desk, debate: Debate) -> None:
        self._desk = desk
        self._debate = debate
        self._linked: set[str] = set()
        self._escaped = Escaped()
        self._is_heading = False
        self._is_new = False  # whether nobody was named in the paragraph

    def blocks(self, paragraphs: Iterable[Paragraph]) -> tuple[Block, ...]:
        return tuple(map(self._block, paragraphs))

    def _block(self, paragraph: Paragraph) -> Block:
        self._is_new = paragraph.kind == "said"
        self._is_heading = paragraph.kind == "heading"
        lines = tuple(map(self._line, paragraph.sentences))
        return Block(names.anchor(paragraph.anchor), paragraph.kind, paragraph.depth, lines)

    def _line(self, one: Sentence) -> Line:
        return Line(one.tone, tuple(self._bits(one.pieces)))

    def _bits(self, pieces: Iterable[Piece]) -> Iterator[Bit]:
        """The pieces of a sentence, what is plain words in one."""
        words: list[Markup] = []
        for shown in map(self._shown, pieces):
            if not isinstance(shown, Bit):
                words.append(shown)
                continue
            if words:
                yield _in_one(words)
                words = []
            yield shown
        if words:
            yield _in_one(words)

    def _shown(self, piece: Piece) -> Bit | Markup:
        """A piece as it looks; nothing but its words, where it is plain ones."""
        role, text = piece.role, piece.text
        if role == "words":
            return self._desk.prose.label(text) if self._is_heading else self._escaped[text]
        if role in ("statement", "mention"):
            href = self._desk.root + names.claim_file(piece.target)
            return Bit(role, self._desk.prose.label(text), href)
        if role == "voice":
            return self._voice(piece)
        if role == "note":
            path = self._desk.place_of(piece.target).path
            return Bit("note", self._desk.inline(text, path))
        if role == "passages":
            return Bit("passages", Markup(), passages=tuple(self._refs(piece.passages)))
        return Bit(role, self._escaped[text])

    def _voice(self, piece: Piece) -> Bit | Markup:
        html = self._desk.prose.label(piece.text)
        first, self._is_new = self._is_new, False
        if piece.target in self._linked or piece.target not in self._desk.index.people:
            return Bit("voice", html, first=first) if first else html
        self._linked.add(piece.target)
        return Bit("voice", html, self._desk.person(piece.target).href or "", first)

    def _refs(self, passages: Iterable[str]) -> Iterator[tuple[str, PassageRef]]:
        """Passages, each with the name of its source where that is another than the one before."""
        source = self._debate.source
        for passage in passages:
            of = passage.rpartition("#")[0]
            other = "" if of == source else str(self._desk.source(of).text)
            source = of
            yield other, self._desk.passage(passage)


def _in_one(words: Iterable[Markup]) -> Bit:
    """Words that follow one another, all of them HTML, as one bit."""
    return Bit("words", safe("".join(words)))
